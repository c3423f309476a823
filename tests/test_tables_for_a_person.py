"""One call from an estimates table to a table that a person reads."""

import re
from pathlib import Path

import pandas as pd
import pytest

import voorzorg
from voorzorg.errors import UserError
from voorzorg.estimates.table import to_frame, write


def estimates(contrast: str = "new vs usual") -> pd.DataFrame:
    base = {
        "cohort": "somewhere",
        "data_kind": "real",
        "outcome": "pain",
        "wave": "w1",
        "analysis": "unadjusted",
    }
    base |= {"population": "itt", "method": "observed", "family": "health"}
    both = {"n_treated": 50, "n_reference": 48, "events_treated": 5, "events_reference": 12}
    return to_frame(
        [
            base | {"estimand": "risk", "arm": "usual", "estimate": 0.25}
            | {"n_reference": 48, "events_reference": 12},
            base | {"estimand": "risk", "arm": "new", "estimate": 0.10, "n_treated": 50, "events_treated": 5},
            base | both | {"estimand": "risk_difference", "contrast": contrast, "estimate": -0.15}
            | {"ci_low": -0.30, "ci_high": -0.01, "ci_level": 0.95, "p_value": 0.048},
        ]
    )  # fmt: skip


def test_a_frame_of_text_without_a_manifest():
    (line,) = voorzorg.tables.outcomes(estimates()).to_dict("records")
    assert line["outcome"] == "Pain" and line["moment"] == "w1"
    assert "5/50 (10.0%)" in line.values() and "12/48 (25.0%)" in line.values()
    assert any("−15.0 (−30.0 to −1.0)" in value for value in line.values())


@pytest.mark.parametrize(("kind", "sign"), [("html", "<table"), ("latex", "longtable"), ("csv", "12/48")])
def test_other_forms(kind, sign):
    assert sign in voorzorg.tables.outcomes(estimates(), format=kind)


def test_dutch_has_a_decimal_comma():
    assert "(10,0%)" in voorzorg.tables.outcomes(estimates(), language="nl").to_string()


def test_what_is_no_estimates_table_is_refused_in_one_sentence():
    with pytest.raises(UserError, match="estimates table of one cohort"):
        voorzorg.tables.outcomes(pd.DataFrame({"x": [1]}))
    with pytest.raises(ValueError, match="choose frame"):
        voorzorg.tables.outcomes(estimates(), format="png")


def test_nothing_to_show_is_an_empty_frame():
    assert voorzorg.tables.outcomes(estimates().assign(estimand="count")).empty


def test_the_documented_example_runs(monkeypatch, tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "outputs.md").read_text(encoding="utf-8")
    (example,) = [
        block for block in re.findall(r"```python\n(.*?)```", page, re.S) if "tables.outcomes" in block
    ]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results" / "somewhere").mkdir(parents=True)
    write(estimates(), tmp_path / "results" / "somewhere" / "estimates.csv")
    exec(example.replace("voorzorg_rct", "somewhere"), {})
    assert "longtable" in (tmp_path / "outcomes.tex").read_text(encoding="utf-8")
