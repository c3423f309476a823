"""Ratios and differences recomputed from two arms, and what was computed instead."""

from __future__ import annotations

import pytest

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.verdicts import Verdict, worst
from voorzorg.evidence.words import say


def _verdict(frame, figure_id="c"):
    audit = run_audit(frame)
    check = worst(audit.of(figure_id))
    return check


def _two_arms(figures_frame, treated, control, statistic, value, **more):
    return figures_frame(
        {"arm": "treated", "statistic": "percentage", "value": treated, "figure_id": "t"},
        {"arm": "control", "statistic": "percentage", "value": control, "figure_id": "k"},
        {"arm": "contrast", "statistic": statistic, "value": value, "figure_id": "c", "method": "crude"}
        | more,
    )


def test_the_relative_risk_of_the_abstract_is_a_ratio_of_complements(figures_frame) -> None:
    check = _verdict(_two_arms(figures_frame, "11", "19", "risk_ratio", "0.91"))
    assert check.verdict is Verdict.CONTRADICTED
    assert check.instead == ("complement_ratio_inverse",)
    assert "(1 − 0.19)/(1 − 0.11) = 0.910" in check.arithmetic
    assert "0,579" in say(check.reason, "nl") and "complementen" in say(check.reason, "nl")


@pytest.mark.parametrize(
    ("statistic", "value", "verdict"),
    [
        ("risk_ratio", "0.58", Verdict.EXACT),
        ("risk_ratio", "0.60", Verdict.ROUNDING),
        ("odds_ratio", "0.53", Verdict.EXACT),
        ("relative_change_percent", "-40", Verdict.ROUNDING),
        ("relative_change_percent", "-42", Verdict.EXACT),
        ("percentage_point_difference", "-8", Verdict.EXACT),
        ("percentage_point_difference", "8", Verdict.CONTRADICTED),
        ("percentage_point_difference", "-42", Verdict.CONTRADICTED),
    ],
)
def test_one_pair_of_percentages(figures_frame, statistic, value, verdict) -> None:
    assert _verdict(_two_arms(figures_frame, "11", "19", statistic, value)).verdict is verdict


def test_the_odds_ratio_of_the_review_fits_the_article(figures_frame) -> None:
    check = _verdict(
        _two_arms(figures_frame, "26", "44", "odds_ratio", "0.46", ci_low=0.24, ci_high=0.89, ci_level=0.95)
    )
    assert check.verdict is not Verdict.CONTRADICTED
    assert not any(
        c.verdict.bad for c in run_audit(_two_arms(figures_frame, "26", "44", "odds_ratio", "0.46")).checks
    )


@pytest.mark.parametrize(
    ("value", "instead"),
    [("1.73", "risk_ratio_inverse"), ("0.53", "odds_ratio"), ("0.42", "relative_reduction")],
)
def test_tells_what_was_computed_instead_of_a_risk_ratio(figures_frame, value, instead) -> None:
    check = _verdict(_two_arms(figures_frame, "11", "19", "risk_ratio", value))
    assert check.verdict is Verdict.CONTRADICTED and instead in check.instead


def test_known_counts_leave_no_room_for_rounding(figures_frame) -> None:
    frame = figures_frame(
        {
            "arm": "treated",
            "statistic": "percentage",
            "value": "11",
            "n": 150,
            "events": 16,
            "n_basis": "stated",
            "figure_id": "t",
        },
        {
            "arm": "control",
            "statistic": "percentage",
            "value": "19",
            "n": 155,
            "events": 29,
            "n_basis": "stated",
            "figure_id": "k",
        },
        {"arm": "contrast", "statistic": "risk_ratio", "value": "0.66", "figure_id": "c", "method": "crude"},
    )
    assert _verdict(frame).verdict is Verdict.CONTRADICTED  # 0.57 exactly


def test_another_source_may_supply_the_arms(figures_frame) -> None:
    frame = _two_arms(figures_frame, "40", "48", "percentage_point_difference", "-8", source="infographic")
    assert _verdict(frame).verdict is Verdict.EXACT


def test_without_arms_a_ratio_is_not_checkable(figures_frame) -> None:
    frame = figures_frame({"arm": "contrast", "statistic": "risk_ratio", "value": "0.56", "figure_id": "c"})
    assert _verdict(frame) is None
    row = run_audit(frame).verdicts().iloc[0]
    assert row["verdict"] == "not checkable" and "not published" in row["reason_en"]


def test_an_effect_size_from_means_and_sds(figures_frame) -> None:
    rows = [
        {"arm": a, "statistic": s, "value": v, "figure_id": f"{a}{s}"}
        for a, s, v in (
            ("treated", "mean", "4"),
            ("treated", "sd", "7"),
            ("control", "mean", "8"),
            ("control", "sd", "10"),
        )
    ]
    for value, wrong in (("-0.46", False), ("-0.90", True)):
        frame = figures_frame(
            *rows,
            {
                "arm": "contrast",
                "statistic": "effect_size_d",
                "value": value,
                "figure_id": "c",
                "method": "crude",
            },
        )
        assert _verdict(frame).verdict.bad is wrong
