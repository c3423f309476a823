"""Which published figures the synthetic cohorts meet to the printed digit, and which cannot be met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from voorzorg.cohorts.harmonise.ingest import Ingested
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.margins import compare_with_published
from voorzorg.synthetic.trial.specification import read_yaml

ROOT = Path(__file__).parents[2]
COHORTS = ROOT / "data" / "cohorts"
PUBLISHED = ROOT / "data" / "published"

#: Figures that no whole number out of the people measured can give, with the people there are.
IMPOSSIBLE = {
    "voorzorg_rct": {},
    "voorzorg_2": {
        "vz2_late_start_brochure.voorzorg_2_grip_improved_m12_percentage_treated": 9,
        "vz2_late_start_brochure.voorzorg_2_parenting_improved_m12_percentage_treated": 9,
    },
    "late_start": {"vz2_late_start_brochure.late_start_no_ipv_severe_percentage_treated": 15},
}
#: Statistics that say something about participants which a synthetic cohort could follow.
FOLLOWABLE = {
    "n",
    "percentage",
    "mean",
    "sd",
    "risk_ratio",
    "odds_ratio",
    "p_value",
    "mean_difference",
    "percentage_point_difference",
    "relative_change_percent",
}


def named_figures(part: object) -> Iterator[str]:
    """Every ``figure:`` of a specification."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "figure":
                yield value
            else:
                yield from named_figures(value)
    elif isinstance(part, list):
        for value in part:
            yield from named_figures(value)


@pytest.mark.parametrize("cohort", sorted(IMPOSSIBLE))
def test_margins_match_wherever_the_percentage_exists(cohort: str, tidy: dict[str, Ingested]) -> None:
    tables = tidy[cohort]
    compared = compare_with_published(COHORTS / cohort, PUBLISHED, tables.participants, tables.waves)
    unmet = compared[compared["verdict"] != "matches"]
    assert dict(zip(unmet["figure_id"], unmet["n"], strict=True)) == IMPOSSIBLE[cohort], unmet.to_string()
    assert set(unmet["verdict"]) <= {"no such share"}


def test_the_trial_meets_every_kind_of_figure(tidy: dict[str, Ingested]) -> None:
    tables = tidy["voorzorg_rct"]
    compared = compare_with_published(COHORTS / "voorzorg_rct", PUBLISHED, tables.participants, tables.waves)
    assert len(compared) >= 65
    assert compared["figure_id"].is_unique
    for outcome in (
        "ipv_victim_physical_minor",
        "smoking",
        "breastfeeding",
        "birth_weight",
        "cps_report_event",
    ):
        assert (compared["variable"] == outcome).sum() >= 2
    violence = compared[compared["variable"].str.startswith("ipv_")]
    assert len(violence) == 18


@pytest.mark.parametrize("cohort", sorted(IMPOSSIBLE))
def test_every_published_figure_is_followed_or_the_reason_is_given(cohort: str) -> None:
    content = read_yaml(COHORTS / cohort / "synthetic.yaml")
    figures = Figures(PUBLISHED)
    rows = {row["figure_id"]: row for row in figures.rows(cohort)}
    used, excused = set(named_figures(content)), set(content["not_followed"])
    assert used <= set(rows), "a figure of another study is used"
    assert excused <= set(rows), "an excuse for a figure that does not exist"
    assert not used & excused
    # A figure printed again elsewhere with the same value is followed with the first.
    met = {(rows[figure]["quantity"], rows[figure]["value"]) for figure in used}
    left = [
        row["figure_id"]
        for row in rows.values()
        if row["statistic"] in FOLLOWABLE
        and row["value"] == row["value"]
        and row["figure_id"] not in excused
        and (row["quantity"], row["value"]) not in met
    ]
    assert left == []


def test_no_published_number_stands_in_the_code() -> None:
    """Percentages come from the specification by figure; the library holds none."""
    for source in (ROOT / "src" / "voorzorg" / "synthetic").glob("*.py"):
        text = source.read_text(encoding="utf-8")
        assert "figure_id ==" not in text
        assert "nji_2021" not in text and "ipv_2013" not in text


def test_the_comparison_sees_a_number_that_is_off(tidy: dict[str, Ingested]) -> None:
    tables = tidy["voorzorg_rct"]
    waves = tables.waves.copy()
    smoker = waves.index[(waves["wave"] == "m2") & (waves["arm"] == "voorzorg") & (waves["smoking"] == 1)]
    waves.loc[smoker[:4], "smoking"] = 0
    compared = compare_with_published(COHORTS / "voorzorg_rct", PUBLISHED, tables.participants, waves)
    off = compared.loc[compared["verdict"] != "matches", "figure_id"]
    assert off.tolist() == ["smoking_2014.smoking_m2_percentage_voorzorg"]
