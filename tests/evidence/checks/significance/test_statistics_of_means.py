"""A printed t or F against the two means and SDs beside it; expected values from SciPy."""

from __future__ import annotations

import pytest
from scipy import stats

from voorzorg.evidence.audit import run_audit
from voorzorg.evidence.verdicts import Check, Verdict

ARMS = {"treated": (6.68, 1.49, 41), "control": (7.97, 1.21, 26)}


def rows(statistic: str, value: str, **more) -> list[dict]:
    made = [
        {"statistic": kind, "arm": arm, "value": f"{number:.2f}", "n": n, "n_basis": "stated"}
        for arm, (mean, sd, n) in ARMS.items()
        for kind, number in (("mean", mean), ("sd", sd))
    ]
    return [*made, {"statistic": statistic, "arm": "contrast", "value": value, "method": "crude", **more}]


def of_means(figures_frame, *made) -> list[Check]:
    return [c for c in run_audit(figures_frame(*made)).checks if c.kind == "statistic_means"]


def pooled() -> float:
    (m1, s1, n1), (m0, s0, n0) = ARMS.values()
    return float(stats.ttest_ind_from_stats(m1, s1, n1, m0, s0, n0).statistic)


def welch() -> float:
    (m1, s1, n1), (m0, s0, n0) = ARMS.values()
    return float(stats.ttest_ind_from_stats(m1, s1, n1, m0, s0, n0, equal_var=False).statistic)


@pytest.mark.parametrize(
    ("statistic", "value", "more", "verdict"),
    [
        ("t_statistic", f"{pooled():.2f}", {"df1": 65}, Verdict.ROUNDING),
        ("t_statistic", f"{-pooled():.2f}", {"df1": 65}, Verdict.ROUNDING),  # subtracted the other way round
        ("f_statistic", f"{pooled() ** 2:.2f}", {"df1": 1, "df2": 65}, Verdict.ROUNDING),
        ("f_statistic", "15.42", {"df1": 1, "df2": 65}, Verdict.CONTRADICTED),
        ("f_statistic", "15.42", {"df1": 1, "df2": 65, "method": ""}, Verdict.ASSUMPTION),
        ("t_statistic", f"{welch():.2f}", {}, Verdict.ROUNDING),
        ("t_statistic", f"{welch():.2f}", {"df1": 65}, Verdict.CONTRADICTED),
    ],
)
def test_a_test_statistic_against_its_means(figures_frame, statistic, value, more, verdict) -> None:
    (check,) = of_means(figures_frame, *rows(statistic, value, **more))
    assert check.verdict is verdict
    low, high = check.computed
    at = pooled() ** 2 if statistic == "f_statistic" else abs(pooled())
    assert low < at < high


@pytest.mark.parametrize("degrees", [{"df1": 2, "df2": 64}, {"df1": 1, "df2": 40}])
def test_an_f_of_another_test_is_left_alone(figures_frame, degrees) -> None:
    assert of_means(figures_frame, *rows("f_statistic", "99.00", **degrees)) == []


def test_a_statistic_printed_as_nought_is_less_than_half_a_digit(figures_frame) -> None:
    row = {
        "statistic": "f_statistic",
        "arm": "contrast",
        "value": "0.00",
        "df1": 1,
        "df2": 120,
        "p_value": 0.95,
    }
    (check,) = run_audit(figures_frame(row)).checks
    assert check.verdict is Verdict.ROUNDING  # F = 0.004 gives p = 0.95
