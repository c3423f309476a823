"""Files of municipalities: the project's own, and the statistics office's export."""

import hashlib

import pytest
from economics_files import ROOT

from voorzorg.economics.case.choices import first_choices
from voorzorg.economics.municipalities.delimited import TableError
from voorzorg.economics.municipalities.statistics_office import read_births


@pytest.fixture
def written(tmp_path):
    def write(text, name="municipalities.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return path

    return write


def test_weert_is_shipped_and_the_template_is_empty():
    weert, country = read_births(ROOT / "data" / "economics" / "municipalities.csv").municipalities
    assert (weert.name, weert.births) == ("Weert", 467)
    assert (country.name, country.births) == ("Nederland", 172_000)
    with pytest.raises(TableError, match="no municipality; add a row"):
        read_births(ROOT / "data" / "economics" / "municipalities-template.csv")


def test_own_costs_and_shares_are_taken(written, inputs):
    path = written("name,births,cost,share_low,share_high\nAdorp,120,16000.50,0.4,0.9\n")
    (one,) = read_births(path).municipalities
    start = first_choices(inputs, one)
    assert (start.cost, start.share_low, start.share_high) == (16000.50, 4.0, 9.0)


WRONG = {
    "text births": ("name;births\nAdorp;veel\n", "row 2, column births: expected a whole .* found text"),
    "negative": ("name;births\nAdorp;-4\n", "row 2, column births: .* found a negative number"),
    "empty": ("name;births\nAdorp;\n", "row 2, column births: .* the cell is empty"),
    "fraction": ("name;births\nAdorp;4.5\n", "row 2, column births: .* found a fraction"),
    "thousands": ("name;births\nAdorp;1.204\n", "row 2, column births: .* write 1204"),
    "unknown column": ("name;births;kosten\nAdorp;4;5\n", "row 1, column 3: no such column 'kosten'"),
    "misspelt column": ("name;births;costs\nAdorp;4;5\n", "did you mean 'cost'"),
    "decimal comma": ("name;births;cost\nAdorp;4;15654,50\n", "column cost: .* decimal comma: write 15654"),
    "a cell too many": ("name,births,cost\nAdorp,4,15654,50\n", "row 2, column cost: 4 cells under 3"),
    "two rows": ("name;births\nAdorp;4\nBdorp;5\nadorp;6\n", "row 4, column name: 'adorp' has row 2 already"),
    "missing column": ("name;code\nAdorp;GM1\n", "row 1, column births: the column is missing"),
    "column twice": ("name;births;births\nAdorp;4;4\n", "this column is there twice"),
    "half a share": ("name;births;share_low\nAdorp;4;1\n", "column share_high: the cell is empty"),
    "turned share": ("name;births;share_low;share_high\nA;4;2;1\n", "row 2, column share_low: is above"),
    "nothing": ("", "the file is empty"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_is_told_by_row_and_column(written, kind):
    text, told = WRONG[kind]
    with pytest.raises(TableError, match=told):
        read_births(written(text))


def test_all_problems_are_told_at_once(written):
    with pytest.raises(TableError, match=r"2 problems\n  row 2, .*\n  row 3, "):
        read_births(written("name;births\nAdorp;veel\nBdorp;-1\n"))


SHOWN = """"Levend geboren kinderen; per regio"
"Onderwerp";"";"Levend geboren kinderen"
"Regio's";"Perioden";"Levend geboren kinderen (aantal)"
"Nederland";"2021";"1000"
"Noord-Holland (PV)";"2021";"700"
"Adorp";"2021";"120"
"Bdorp";"2021";"880"
"Cdorp";"2021";"."
"Bron: statistics office"
"""
CODES = """"ID";"RegioS";"Perioden";"LevendGeborenKinderen_2"
"1";"NL01";"2020JJ00";900
"2";"GM0001";"2020JJ00";100
"3";"NL01";"2021JJ00";1000
"4";"GM0001";"2021JJ00";120
"5";"GM0002";"2021JJ00";870
"""


def exported(written, text, **origin):
    path = written(text, "births.csv")
    record = {
        "title": "a table", "retrieved": "2026-01-01", "licence": "a licence",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), **origin,
    }  # fmt: skip
    lines = [f"{key}: {value}" for key, value in record.items() if value]
    path.with_suffix(".source.yaml").write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_export_as_shown_has_titles_totals_provinces_and_a_source_line(written):
    births = read_births(exported(written, SHOWN))
    assert [(one.name, one.births) for one in births.municipalities] == [("Adorp", 120), ("Bdorp", 880)]
    assert (births.total, births.difference, births.without_number) == (1000, 0, ("Cdorp",))
    assert births.origin.licence == "a licence"


def test_an_export_with_codes_takes_the_last_year_or_the_one_asked(written):
    path = exported(written, CODES)
    births = read_births(path)
    assert [(one.code, one.births, one.year) for one in births.municipalities] == [
        ("GM0001", 120, 2021),
        ("GM0002", 870, 2021),
    ]
    assert births.difference == 10  # the sum is not the total, and that is said
    assert read_births(path, 2020).municipalities[0].births == 100
    with pytest.raises(TableError, match="no births of 2019; it has 2020, 2021"):
        read_births(path, 2019)


def test_an_export_without_its_origin_is_refused_with_what_to_write(written):
    path = written(SHOWN, "births.csv")
    with pytest.raises(TableError, match=r"births.source.yaml is missing .*(\n.*)*sha256: [0-9a-f]{64}"):
        read_births(path)


def test_an_export_that_was_changed_since_is_refused(written):
    with pytest.raises(TableError, match="its checksum is not the one"):
        read_births(exported(written, SHOWN, sha256="a" * 64))


def test_an_export_with_the_same_municipality_twice(written):
    with pytest.raises(TableError, match="row 8, column region: 'Adorp' has row 6 already"):
        read_births(exported(written, SHOWN.replace('"Cdorp";"2021";"."', '"Adorp";"2021";"7"')))
