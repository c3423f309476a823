"""Intervals against their estimate, their p-value and the tables behind them."""

from __future__ import annotations

import pytest

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.verdicts import Verdict
from voorzorg.evidence.words import say


def _checks(figures_frame, kind, **row):
    base = {
        "arm": "contrast",
        "statistic": "odds_ratio",
        "value": "0.46",
        "ci_low": 0.24,
        "ci_high": 0.89,
        "ci_level": 0.95,
    }
    audit = run_audit(figures_frame(base | row | {"figure_id": "c"}))
    return [c for c in audit.checks if c.kind == kind]


def test_the_reviewed_odds_ratio_is_in_the_middle_of_its_interval(figures_frame) -> None:
    (check,) = _checks(figures_frame, "interval_middle")
    assert check.verdict is Verdict.ROUNDING and "0.462" in check.arithmetic


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"value": "0.95"}, "interval"),  # outside its own interval
        ({"ci_low": 0.89, "ci_high": 0.24}, "interval"),  # upside down
        ({"ci_low": -0.1}, "interval"),  # an odds ratio below zero
    ],
)
def test_intervals_that_cannot_be(figures_frame, row, kind) -> None:
    (check,) = _checks(figures_frame, kind, **row)
    assert check.verdict is Verdict.IMPOSSIBLE


def test_an_interval_of_one_number_is_not_upside_down(figures_frame) -> None:
    assert _checks(figures_frame, "interval", value="0.5", ci_low=0.5, ci_high=0.5) == []


def test_a_p_value_must_go_with_its_interval(figures_frame) -> None:
    (good,) = _checks(figures_frame, "interval_p", p_value=0.02)
    (other_test,) = _checks(figures_frame, "interval_p", p_value=0.027)
    (wrong,) = _checks(figures_frame, "interval_p", p_value=0.3)
    assert good.verdict is Verdict.ROUNDING
    assert other_test.verdict is Verdict.ASSUMPTION
    assert wrong.verdict is Verdict.CONTRADICTED and wrong.severity >= 70  # it crosses 0.05


def test_the_width_tells_how_many_people_there_were(figures_frame) -> None:
    frame = figures_frame(
        {"arm": "treated", "statistic": "n", "value": "237", "outcome": "randomised"},
        {"arm": "control", "statistic": "n", "value": "223", "outcome": "randomised"},
        {"arm": "treated", "statistic": "percentage", "value": "26"},
        {"arm": "control", "statistic": "percentage", "value": "44"},
        {
            "arm": "contrast",
            "statistic": "odds_ratio",
            "value": "0.46",
            "ci_low": 0.24,
            "ci_high": 0.89,
            "ci_level": 0.95,
        },
    )
    (check,) = [c for c in run_audit(frame).checks if c.kind == "interval_width"]
    assert check.verdict is Verdict.ASSUMPTION and "79–86" in say(check.assumption, "en")


def test_d_cannot_be_more_certain_than_its_people(figures_frame) -> None:
    row = {"arm": "contrast", "statistic": "effect_size_d", "value": "0.36", "n": 297, "figure_id": "d"}
    kinds = {
        p: [c.verdict for c in run_audit(figures_frame(row | {"p_value": p})).of("d")]
        for p in (0.012, 0.0001, 1e-15)
    }
    # a baseline measurement could make the second possible, nothing the third
    assert [v for (v,) in kinds.values()] == [Verdict.ASSUMPTION, Verdict.ASSUMPTION, Verdict.CONTRADICTED]
