"""Published trials typed in: every known error is found, no sound figure is accused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from voorzorg.evidence.audit import audit_path
from voorzorg.evidence.baseline_table import baseline_tables
from voorzorg.evidence.verdicts import worst

TRIALS = Path(__file__).parents[2] / "data" / "examples" / "trials"
EXPECTED = yaml.safe_load((TRIALS / "expected.yaml").read_text(encoding="utf-8"))


def test_every_trial_says_what_is_expected_of_it() -> None:
    assert {p.stem for p in TRIALS.glob("*.csv")} == set(EXPECTED)
    assert all(name in (TRIALS / "README.md").read_text(encoding="utf-8") for name in EXPECTED)


@pytest.mark.parametrize("name", [n for n, e in EXPECTED.items() if e["known"] == "sound"])
def test_no_figure_of_a_sound_trial_is_accused(name: str) -> None:
    assert audit_path(TRIALS / f"{name}.csv").findings() == []


@pytest.mark.parametrize("name", [n for n, e in EXPECTED.items() if e.get("found")])
def test_every_known_error_is_found_and_nothing_else(name: str) -> None:
    audit, found = audit_path(TRIALS / f"{name}.csv"), EXPECTED[name]["found"]
    named = {x for f in audit.findings() for c in f.checks for x in c.targets}
    assert named == set(found)
    for figure_id, least in found.items():
        check = worst(audit.of(figure_id))
        assert check is not None and (check.verdict.bad or least == "doubt")


@pytest.mark.parametrize("name", [n for n, e in EXPECTED.items() if "likeness_below" in e])
def test_a_baseline_table_that_is_more_alike_than_chance(name: str) -> None:
    audit = audit_path(TRIALS / f"{name}.csv")
    (table,) = baseline_tables(audit.figures)
    assert table.combined is not None and table.combined < EXPECTED[name]["likeness_below"]
    assert not audit.findings()  # it is shown, and is no verdict
