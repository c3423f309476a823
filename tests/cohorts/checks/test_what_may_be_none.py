"""A manifest by hand is warned of what a draft would ask: rows typed to try a form, two units in a column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.manifest.model import Manifest

N = 30


def warned(folder: Path, key: str, frame: pd.DataFrame, **height: object) -> list[str]:
    """Rows of the warnings of one kind, for a manifest that somebody wrote."""
    frame.to_csv(folder / "x.csv", index=False)
    said = {
        "name": "by_hand",
        "title": "x",
        "public": True,
        "design": "one_arm",
        "files": [
            {"path": "x.csv", "holds": "participants", "id": "nr", "columns": {"height": "lengte"}},
        ],
        "variables": {"height": {"label": "height", "type": "number", **height}},
    }
    found = ingest(Manifest.model_validate(said), folder).findings
    return [str(one.row) for one in found if any(said.key == key for _, said in one.messages)]


def people(ids: dict[int, str] | None = None, heights: dict[int, float] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame({"nr": [f"A{k}" for k in range(N)], "lengte": [150.0 + k for k in range(N)]})
    for row, name in (ids or {}).items():
        frame.loc[row, "nr"] = name
    for row, value in (heights or {}).items():
        frame.loc[row, "lengte"] = value
    return frame


@pytest.mark.parametrize("name", ["TEST", "test 1", "Demo", "xxx", "proefpersoon_01"])
def test_rows_typed_to_try_the_form(tmp_path: Path, name: str) -> None:
    assert warned(tmp_path, "finding-tried-rows", people({4: name})) == ["6"]


def test_identifiers_of_a_study_are_no_tries(tmp_path: Path) -> None:
    assert warned(tmp_path, "finding-tried-rows", people()) == []
    everybody = people({k: f"test{k}" for k in range(N)})
    assert warned(tmp_path, "finding-tried-rows", everybody) == []


def test_metres_among_centimetres(tmp_path: Path) -> None:
    mixed = people(heights={3: 1.62, 8: 1.71, 11: 1.58})
    assert warned(tmp_path, "finding-two-units", mixed) == ["5, 10, 13"]
    assert warned(tmp_path, "finding-two-units", people()) == []


def test_a_range_says_that_somebody_looked(tmp_path: Path) -> None:
    mixed = people(heights={3: 1.62, 8: 1.71, 11: 1.58})
    assert warned(tmp_path, "finding-two-units", mixed, range=[1, 220]) == []
