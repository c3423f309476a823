"""Printed p-values against tables, means and test statistics; the statistics are statcheck's own test "
"cases."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from voorzorg.evidence.arithmetic.two_group_formulas import (
    Z_TESTS,
    p_of_statistic,
    student_p,
    two_sided,
    welch_p,
)
from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.verdicts import Verdict, worst
from voorzorg.evidence.words import say

# statcheck's tests test-compute-pvalues.R and test-decisionerror.R: statistic, df, reported p, is it a
# decision error
STATCHECK = [
    ("t_statistic", "2.20", 28, None, 0.04, False),
    ("t_statistic", "2.20", 28, None, 0.06, True),
    ("t_statistic", "1.20", 28, None, 0.03, True),
    ("f_statistic", "2.20", 2, 28, 0.13, False),
    ("f_statistic", "22.20", 2, 28, 0.06, True),
    ("f_statistic", "2.20", 2, 28, 0.03, True),
    ("chi2_statistic", "22.20", 28, None, 0.77, False),
    ("chi2_statistic", "2.20", 28, None, 0.03, True),
    ("chi2_statistic", "52.20", 28, None, 0.06, True),
    ("z_statistic", "2.20", None, None, 0.03, False),
    ("z_statistic", "1.20", None, None, 0.03, True),
    ("z_statistic", "2.20", None, None, 0.06, True),
    ("correlation", "0.22", 28, None, 0.24, False),
    ("correlation", "0.22", 28, None, 0.03, True),
    ("correlation", "0.52", 28, None, 0.06, True),
]


@pytest.mark.parametrize(("statistic", "value", "df1", "df2", "p", "wrong"), STATCHECK)
def test_statcheck_cases(figures_frame, statistic, value, df1, df2, p, wrong) -> None:
    frame = figures_frame(
        {
            "arm": "contrast",
            "statistic": statistic,
            "value": value,
            "df1": df1,
            "df2": df2,
            "p_value": p,
            "figure_id": "s",
        }
    )
    check = worst(run_audit(frame).of("s"))
    assert check.verdict.bad is wrong
    if wrong:
        assert "turns round" in say(check.reason, "en")


def test_an_error_that_leaves_the_conclusion(figures_frame) -> None:
    # statcheck's t(28) = 2.20, p = .03: wrong (0.036), but no decision error
    frame = figures_frame(
        {
            "arm": "contrast",
            "statistic": "t_statistic",
            "value": "2.20",
            "df1": 28,
            "p_value": 0.03,
            "figure_id": "s",
        }
    )
    check = worst(run_audit(frame).of("s"))
    assert check.verdict is Verdict.CONTRADICTED and "turns round" not in say(check.reason, "en")


def test_a_one_sided_p_is_recognised(figures_frame) -> None:
    frame = figures_frame(
        {
            "arm": "contrast",
            "statistic": "t_statistic",
            "value": "2.20",
            "df1": 28,
            "p_value": 0.018,
            "figure_id": "s",
        }
    )
    check = worst(run_audit(frame).of("s"))
    assert check.verdict is Verdict.ASSUMPTION and check.instead == ("one_sided",)


def test_formulas_agree_with_scipy() -> None:
    e1, n1, e0, n0 = 16.0, 150.0, 29.0, 155.0
    table = [[16, 134], [29, 126]]
    args = tuple(np.array([x]) for x in (e1, n1, e0, n0))
    for name, options in (
        ("pearson", {"correction": False}),
        ("yates", {"correction": True}),
        ("likelihood_ratio", {"correction": False, "lambda_": "log-likelihood"}),
    ):
        expected = stats.chi2_contingency(table, **options).pvalue
        assert two_sided(Z_TESTS[name](*args))[0] == pytest.approx(expected, rel=1e-9)  # 9 digits
    a, b = np.random.default_rng(1).normal(size=(2, 30))
    for equal, mine in ((True, student_p), (False, welch_p)):
        expected = stats.ttest_ind(a, b, equal_var=equal).pvalue
        got = mine(*(np.array(x) for x in (a.mean(), a.std(ddof=1), 30.0, b.mean(), b.std(ddof=1), 30.0)))
        assert float(got) == pytest.approx(expected, rel=1e-9)
    assert float(p_of_statistic("f_statistic", np.array(2.2), 2, 28)) == pytest.approx(stats.f.sf(2.2, 2, 28))


def _smoking(figures_frame, p, **size):
    return figures_frame(
        {"arm": "treated", "statistic": "n", "value": "237", "outcome": "randomised"},
        {"arm": "control", "statistic": "n", "value": "223", "outcome": "randomised"},
        {"arm": "treated", "statistic": "percentage", "value": "40", **size},
        {"arm": "control", "statistic": "percentage", "value": "48", **size},
        {"arm": "contrast", "statistic": "p_value", "value": p, "figure_id": "p", "method": "crude"},
    )


def test_no_group_size_up_to_the_randomised_gives_this_p_two_sided(figures_frame) -> None:
    check = worst(run_audit(_smoking(figures_frame, "0.03")).of("p"))
    assert check.verdict is Verdict.ASSUMPTION and check.instead == ("one_sided",)
    assert check.computed[0] > 0.05  # so that p = 0.03 would be another conclusion


def test_a_p_that_some_group_size_gives_is_right_on_that_assumption(figures_frame) -> None:
    check = worst(run_audit(_smoking(figures_frame, "0.10")).of("p"))
    assert check.verdict is Verdict.ASSUMPTION and "people per group" in say(check.assumption, "en")


def test_a_p_that_is_smaller_than_any_table_allows_is_contradicted(figures_frame) -> None:
    check = worst(run_audit(_smoking(figures_frame, "0.001")).of("p"))
    assert check.verdict is Verdict.CONTRADICTED


def test_claims_of_no_difference_that_hold_for_every_size(figures_frame) -> None:
    frame = figures_frame(
        {"arm": "treated", "statistic": "n", "value": "237", "outcome": "randomised"},
        {"arm": "control", "statistic": "n", "value": "223", "outcome": "randomised"},
        {"arm": "treated", "statistic": "percentage", "value": "16"},
        {"arm": "control", "statistic": "percentage", "value": "18"},
        {"arm": "contrast", "statistic": "stated_not_significant", "value": "", "figure_id": "s"},
    )
    assert worst(run_audit(frame).of("s")).verdict is Verdict.ROUNDING


def test_p_of_a_t_test_needs_the_group_sizes(figures_frame) -> None:
    rows = [
        {"arm": a, "statistic": s, "value": v}
        for a, s, v in (
            ("treated", "mean", "4"),
            ("treated", "sd", "7"),
            ("control", "mean", "8"),
            ("control", "sd", "10"),
        )
    ]
    p = {"arm": "contrast", "statistic": "p_value", "value": "0.01", "figure_id": "p", "method": "crude"}
    assert run_audit(figures_frame(*rows, p)).of("p") == []
    sized = [row | {"n": 62, "n_basis": "stated"} for row in rows]
    assert worst(run_audit(figures_frame(*sized, p)).of("p")).verdict is Verdict.EXACT
    assert (
        worst(run_audit(figures_frame(*sized, p | {"value": "0.30"})).of("p")).verdict is Verdict.CONTRADICTED
    )
