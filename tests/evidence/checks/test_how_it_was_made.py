"""An adjusted, clustered or imputed estimate is not accused because the crude table gives another number."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.figures.methods import from_adjusted, methods_in
from voorzorg.evidence.verdicts import Verdict, worst
from voorzorg.evidence.words import say


def _audit(figures_frame, contrast, treated=(100, 200), control=(120, 200)):
    arms = [
        {
            "arm": arm,
            "statistic": "percentage",
            "value": f"{100 * e / n:.1f}",
            "n": n,
            "n_basis": "stated",
            "events": e,
        }
        for arm, (e, n) in (("treated", treated), ("control", control))
    ]
    return run_audit(figures_frame(*arms, {"arm": "contrast", "figure_id": "c"} | contrast))


def _check(figures_frame, contrast, **arms):
    return worst(_audit(figures_frame, contrast, **arms).of("c"))


OR = {"statistic": "odds_ratio", "value": "0.60"}  # the crude one is 0.67


def test_only_a_crude_estimate_must_follow_from_the_two_arms(figures_frame) -> None:
    assert _check(figures_frame, OR | {"method": "crude"}).verdict is Verdict.CONTRADICTED
    for method in ("", "adjusted for age and site", "clustered; adjusted", "imputed", "weighted"):
        assert _check(figures_frame, OR | {"method": method}).verdict is Verdict.ASSUMPTION


def test_what_is_not_said_is_an_assumption_with_the_range_that_it_could_reach(figures_frame) -> None:
    check = _check(figures_frame, OR)
    assert check.severity < 30  # nothing to find
    assert "is not printed" in say(check.reason, "en") and "staat er niet bij" in say(check.reason, "nl")
    # by hand: ln 0.667 ± 2.576 √0.5 × 0.202, times 1.455 away from one
    error = math.sqrt(1 / 100 + 1 / 100 + 1 / 120 + 1 / 80)
    low = math.exp((math.log(2 / 3) - 2.5758 * math.sqrt(0.5) * error) * adjustment.STRETCH)
    assert f"{low:.3f}" in say(check.reason, "en")


def test_beyond_what_adjustment_can_give_is_a_doubt_and_not_a_contradiction(figures_frame) -> None:
    check = _check(figures_frame, OR | {"value": "2.60"})
    assert check.verdict is Verdict.ASSUMPTION and check.severity >= 45


def test_arithmetic_can_exclude_every_adjustment(figures_frame) -> None:
    # the interval belongs to a standard error of 0.04, the arms to one of 0.2
    row = OR | {"statistic": "risk_ratio", "value": "0.95", "ci_low": 0.88, "ci_high": 1.03}
    assert _check(figures_frame, row).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("p", "verdict", "finding"),
    [
        ("0.06", Verdict.ASSUMPTION, False),  # clusters make it larger
        ("0.0002", Verdict.ASSUMPTION, False),  # covariates may make it smaller
        ("0.0000000001", Verdict.ASSUMPTION, True),  # but not to any degree
    ],
)
def test_p_values_of_another_analysis(figures_frame, p, verdict, finding) -> None:
    arms = {"treated": (60, 200), "control": (84, 200)}
    check = _check(figures_frame, {"statistic": "p_value", "value": p}, **arms)
    assert check.verdict is verdict and (check.severity >= 30) is finding
    crude = _check(figures_frame, {"statistic": "p_value", "value": p, "method": "crude"}, **arms)
    assert crude.verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(("arms", "finding"), [((61, 58), True), ((60, 46), False)])
def test_significance_in_words_is_held_against_the_figures_beside_it(figures_frame, arms, finding) -> None:
    a, b = arms
    row = {"statistic": "stated_significant", "value": ""}
    check = _check(figures_frame, row, treated=(b, 100), control=(a, 100))
    assert (check.verdict is Verdict.ASSUMPTION and check.severity >= 30) is finding


def test_an_analysis_of_covariance_may_move_a_difference_of_means(figures_frame) -> None:
    rows = [
        {"arm": arm, "statistic": s, "value": v, "n": n, "n_basis": "stated"}
        for arm, s, v, n in (
            ("treated", "mean", "3217.4", 742),
            ("treated", "sd", "618.0", 742),
            ("control", "mean", "3197.5", 768),
            ("control", "sd", "581.5", 768),
        )
    ]
    contrast = {
        "arm": "contrast",
        "figure_id": "c",
        "statistic": "mean_difference",
        "value": "20.75",
        "ci_low": -47.73,
        "ci_high": 89.23,
        "ci_level": 97.5,
    }
    check = worst(run_audit(figures_frame(*rows, contrast)).of("c"))
    assert check.verdict is Verdict.ASSUMPTION and check.severity < 30


def test_the_level_of_an_interval_counts_and_may_be_a_percentage(figures_frame) -> None:
    # 97.5 % and 90 % intervals of a log odds ratio with standard error 0.3
    for level, z in ((97.5, 2.2414), (0.975, 2.2414), (90, 1.6449)):
        low, high = (round(math.exp(math.log(0.5) + s * z * 0.3), 3) for s in (-1, 1))
        row = {
            "statistic": "odds_ratio",
            "value": "0.50",
            "ci_low": low,
            "ci_high": high,
            "ci_level": level,
            "p_value": 0.021,
            "arm": "contrast",
            "figure_id": "c",
            "method": "crude",
        }
        (check,) = [c for c in run_audit(figures_frame(row)).checks if c.kind == "interval_p"]
        assert check.verdict is Verdict.ROUNDING


def test_numbers_that_were_rounded_in_steps_are_no_contradiction(figures_frame) -> None:
    # 13 of 90 is 14.44 %: printed 14.5 and then 15 by nobody, but 14.46 → 14.5 → 15 by many
    frame = figures_frame(
        {
            "arm": "treated",
            "statistic": "percentage",
            "value": "15",
            "n": 159,
            "events": 23,
            "n_basis": "stated",
        }
    )
    (check,) = run_audit(frame).checks  # 14.465 %
    assert check.verdict is Verdict.ASSUMPTION and check.severity < 30
    # a risk ratio that was worked out with the printed percentages
    row = {"statistic": "risk_ratio", "value": "0.82", "method": "crude"}
    assert not _check(figures_frame, row, treated=(93, 201), control=(113, 199)).verdict.bad


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.floats(-2, 2),
    st.floats(0.01, 1),
    st.sampled_from([adjustment.R2_YES_NO, adjustment.R2_MEASURED]),
)
def test_the_range_holds_the_crude_estimate_and_grows_with_its_error(estimate, error, r2) -> None:
    near = adjustment.plausible(np.array([estimate]), np.array([error]), r2)
    far = adjustment.plausible(np.array([estimate]), np.array([2 * error]), r2, stretch=adjustment.STRETCH)
    assert near is not None and far is not None
    assert far.low <= near.low < estimate < near.high <= far.high


def test_words_for_a_method() -> None:
    assert methods_in("adjusted for age; GEE") == {"adjusted", "clustered"}
    assert methods_in("Ruw") == {"crude"}
    with pytest.raises(ValueError, match="guess"):
        methods_in("guess")
    told = [from_adjusted(x) for x in ("yes", "nee", "age and site", "")]
    assert told == ["adjusted", "crude", "adjusted for age and site", ""]
