"""What is said twice in other words, factors that could be printed numbers, and sums between rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from voorzorg.evidence.audit import Audit, audit, run_audit
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.verdicts import Verdict, worst
from voorzorg.evidence.words import say

PUBLISHED = Path(__file__).parents[4] / "data" / "published"


@pytest.fixture(scope="module")
def published() -> Audit:
    return audit(read_figures(PUBLISHED), PUBLISHED)


def _of(result: Audit, kind: str):
    return [c for c in result.checks if c.kind == kind]


def test_one_share_of_births_and_of_first_births(published) -> None:
    (check,) = _of(published, "other_base")
    assert check.verdict is Verdict.ASSUMPTION and check.severity >= 30
    assert "eerste geboorten" in say(check.reason, "nl") and "first births" in say(check.reason, "en")


def test_recruitment_before_the_study_began(published) -> None:
    (check,) = _of(published, "period")
    assert "2007–2009" in check.arithmetic and "2008–2014" in check.arithmetic


def test_amounts_a_year_beside_amounts_a_trajectory(published) -> None:
    (check,) = _of(published, "time_base")
    assert check.arithmetic == "15654 / 2.5 = 6261.6" and "6.262 per jaar" in say(check.reason, "nl")


def test_the_factor_of_the_infographic_could_be_two_printed_numbers(published) -> None:
    check = next(c for c in _of(published, "could_be") if "60110" in c.arithmetic)
    assert check.arithmetic.endswith("≈ 4 / 2.5") and check.severity < 30
    assert "could be" in say(check.reason, "en") and check.verdict is Verdict.ASSUMPTION


def test_round_amounts_are_no_idea(figures_frame) -> None:
    rows = [
        {"arm": "all", "statistic": "euro", "unit": "euro", "value": v, "outcome": f"o{v}"}
        for v in ("25000", "40000")
    ]
    times = [
        {"arm": "all", "statistic": "duration", "unit": "years", "value": v, "outcome": f"t{v}"}
        for v in ("4", "2.5")
    ]
    assert not _of(run_audit(figures_frame(*rows, *times)), "could_be")


def test_words_of_effect_are_held_against_their_own_figures(published) -> None:
    after = worst(published.of("nji_2021.smoking_m2_stated_effect_contrast"))
    during = worst(published.of("nji_2021.smoking_pregnancy_stated_effect_contrast"))
    assert after is not None and "58 % / 61 %" in say(after.reason, "en") and after.severity >= 30
    assert during is not None and during.severity < 30  # 40 and 56 per cent do show it


def test_a_statement_against_the_direction_of_its_figures(figures_frame) -> None:
    arms = [
        {"arm": a, "statistic": "percentage", "value": v} for a, v in (("treated", "40"), ("control", "30"))
    ]
    said = {"arm": "contrast", "statistic": "stated_difference", "value": "", "figure_id": "s"}
    for sign, found in (("<", 1), (">", 0)):
        assert len(_of(run_audit(figures_frame(*arms, said | {"comparison": sign})), "direction")) == found


def _eaten(figures_frame, eaten: str, **more):
    rows = [
        {"arm": "all", "statistic": "count", "value": v, "outcome": o} | more
        for o, v in (("taken", "171"), ("uneaten", "60"))
    ]
    total = {"arm": "all", "statistic": "count", "value": eaten, "outcome": "eaten", "figure_id": "e"} | more
    return worst(run_audit(figures_frame(*rows, total | {"equals": "taken - uneaten"})).of("e"))


def test_a_row_can_say_what_it_should_be(figures_frame) -> None:
    assert _eaten(figures_frame, "111").verdict is Verdict.EXACT
    assert _eaten(figures_frame, "113").verdict is Verdict.CONTRADICTED
    # means of different people need not add up
    assert _eaten(figures_frame, "113", statistic="mean").verdict is Verdict.ASSUMPTION
    assert _eaten(figures_frame, "113", statistic="mean", n=40).verdict is Verdict.CONTRADICTED


def test_a_sum_that_closes_in_the_other_columns(figures_frame) -> None:
    table = {"a": ("10.1", "12.2", "14.7"), "b": ("20.3", "21.9", "23.8"), "both": ("30.4", "34.1", "39.5")}
    rows = [
        {"arm": "all", "statistic": "mean", "value": v, "outcome": o, "wave": f"m{i}", "location": "Table 1"}
        for o, values in table.items()
        for i, v in enumerate(values)
    ]
    found = _of(run_audit(figures_frame(*rows)), "row_pattern")
    assert [c.arithmetic.endswith("39.5") for c in found] == [True]
