"""An evaluation from files reads every file that is named, and none that is not."""

import pytest
import yaml
from economics_files import INPUTS, ROOT

from voorzorg.economics.from_files import Files, read_files
from voorzorg.errors import UserError

PUBLISHED = ROOT / "data" / "published"


@pytest.fixture
def files(tmp_path):
    """Inputs in prices of 2021, and an index by which 2012 doubles."""
    content = yaml.safe_load(INPUTS.read_text(encoding="utf-8"))
    years = {2021, *_years(content)}
    inputs, index = tmp_path / "inputs.yaml", tmp_path / "index.csv"
    inputs.write_text(yaml.safe_dump(content | {"price_year": 2021}, sort_keys=False), encoding="utf-8")
    lines = [f"{year};{100 if year != 2012 else 50};made up;2024-01-01;CC0" for year in sorted(years)]
    index.write_text("\n".join(["year;index;source;retrieved;licence", *lines]), encoding="utf-8")
    return Files(inputs, PUBLISHED, price_index=index)


def _years(node: object) -> set[int]:
    if isinstance(node, dict):
        own = {node["price_year"]} if isinstance(node.get("price_year"), int) else set()
        return own.union(*map(_years, node.values()))
    return set().union(*map(_years, node)) if isinstance(node, list) else set()


def test_amounts_are_brought_to_the_year_that_the_inputs_name(files):
    plain = read_files(Files(INPUTS, PUBLISHED))
    indexed = read_files(files)
    old, new = ({one.key: one.amount for one in each.inputs.costs_beside} for each in (plain, indexed))
    moved = {key for key, amount in old.items() if amount.price_year == 2012}
    for key, amount in old.items():
        factor = 2.0 if key in moved else 1.0
        assert new[key].value == pytest.approx(factor * amount.value)
    assert plain.inputs.price_year is None and indexed.inputs.price_year == 2021


def test_without_the_index_prices_of_a_year_are_refused(files):
    with pytest.raises(UserError, match="--price-index"):
        read_files(Files(files.inputs, PUBLISHED))


def test_every_file_is_recorded_and_no_other(files):
    assert {files.inputs, files.price_index} <= set(files.all())
    assert files.price_index not in Files(files.inputs, PUBLISHED).all()
