"""Two-group formulas on arrays: what a printed contrast may have been computed with.

Every function takes arrays of any one shape and returns an array of that shape. Divisions by zero give nan or
infinity, never an error: the tables are enumerated, and impossible ones drop out by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

Array = np.ndarray[Any, np.dtype[np.float64]]
TwoRisks = Callable[[Array, Array], Array]


def _quiet(function: Callable[..., Array]) -> Callable[..., Array]:
    def wrapped(*args: Any, **kwargs: Any) -> Array:
        with np.errstate(all="ignore"):
            return function(*args, **kwargs)

    wrapped.__doc__, wrapped.__name__ = function.__doc__, function.__name__
    return wrapped


@_quiet
def risk_ratio(treated: Array, control: Array) -> Array:
    """Risk in the treated group over risk in the control group."""
    return treated / control


@_quiet
def odds_ratio(treated: Array, control: Array) -> Array:
    """Odds in the treated group over odds in the control group."""
    return treated / (1 - treated) / (control / (1 - control))


@_quiet
def cumulative_hazard_ratio(treated: Array, control: Array) -> Array:
    """Ratio of cumulative hazards, log(1 - risk): what a hazard ratio is under proportional hazards."""
    return np.log1p(-treated) / np.log1p(-control)


#: what each label says, as a function of (treated risk, control risk)
RATIOS: dict[str, TwoRisks] = {
    "risk_ratio": risk_ratio,
    "odds_ratio": odds_ratio,
    "hazard_ratio": cumulative_hazard_ratio,
}

#: what may have been computed instead: key, then the formula
INSTEAD: dict[str, TwoRisks] = {
    "risk_ratio": risk_ratio,
    "risk_ratio_inverse": _quiet(lambda t, c: c / t),
    "complement_ratio": _quiet(lambda t, c: (1 - t) / (1 - c)),
    "complement_ratio_inverse": _quiet(lambda t, c: (1 - c) / (1 - t)),
    "odds_ratio": odds_ratio,
    "odds_ratio_inverse": _quiet(lambda t, c: 1 / odds_ratio(t, c)),
    "relative_reduction": _quiet(lambda t, c: 1 - t / c),
    "risk_difference": _quiet(lambda t, c: t - c),
    "risk_difference_sign": _quiet(lambda t, c: c - t),
    "hazard_ratio": cumulative_hazard_ratio,
}


@_quiet
def pearson_z(e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Pooled two-proportion z; its square is Pearson's chi-squared without continuity correction."""
    pooled = (e1 + e0) / (n1 + n0)
    return (e1 / n1 - e0 / n0) / np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0))


@_quiet
def yates_z(e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Signed root of the chi-squared with Yates' continuity correction."""
    n = n1 + n0
    cross = e1 * (n0 - e0) - e0 * (n1 - e1)
    size = np.clip(np.abs(cross) - n / 2, 0, None)
    events = e1 + e0
    return np.sign(cross) * size * np.sqrt(n / (n1 * n0 * events * (n - events)))


@_quiet
def likelihood_ratio_z(e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Signed root of the likelihood-ratio chi-squared (what logistic regression without covariates tests)."""
    pooled = (e1 + e0) / (n1 + n0)
    total = np.zeros(np.broadcast(e1, n1, e0, n0).shape)
    for events, n in ((e1, n1), (e0, n0)):
        total = total + special.xlogy(events, events / (n * pooled))
        total = total + special.xlogy(n - events, (n - events) / (n * (1 - pooled)))
    return np.sign(e1 / n1 - e0 / n0) * np.sqrt(np.clip(2 * total, 0, None))


@_quiet
def wald_log_odds_z(e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Wald z of the log odds ratio (Woolf), the test that logistic regression prints beside a coefficient."""
    error = np.sqrt(1 / e1 + 1 / (n1 - e1) + 1 / e0 + 1 / (n0 - e0))
    return np.log(e1 * (n0 - e0) / (e0 * (n1 - e1))) / error


@_quiet
def wald_log_ratio_z(e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Wald z of the log risk ratio (Katz)."""
    return np.log((e1 / n1) / (e0 / n0)) / np.sqrt(1 / e1 - 1 / n1 + 1 / e0 - 1 / n0)


Z_TESTS: dict[str, Callable[..., Array]] = {
    "pearson": pearson_z,
    "yates": yates_z,
    "likelihood_ratio": likelihood_ratio_z,
    "wald_log_odds": wald_log_odds_z,
    "wald_log_ratio": wald_log_ratio_z,
}


def two_sided(z: Array) -> Array:
    """Two-sided p-value of a standard normal deviate."""
    return 2 * special.ndtr(-np.abs(z))


@_quiet
def log_ratio_error(kind: str, e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Large-sample standard error of the log risk ratio (Katz) or log odds ratio (Woolf)."""
    if kind == "odds_ratio":
        return np.sqrt(1 / e1 + 1 / (n1 - e1) + 1 / e0 + 1 / (n0 - e0))
    return np.sqrt(1 / e1 - 1 / n1 + 1 / e0 - 1 / n0)


@_quiet
def risk_difference_error(e1: Array, n1: Array, e0: Array, n0: Array) -> Array:
    """Large-sample standard error of the risk difference (unpooled)."""
    p1, p0 = e1 / n1, e0 / n0
    return np.sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)


@_quiet
def welch_p(m1: Array, s1: Array, n1: Array, m0: Array, s0: Array, n0: Array) -> Array:
    """Two-sided p-value of Welch's t-test from means, SDs and group sizes."""
    v1, v0 = s1**2 / n1, s0**2 / n0
    df = (v1 + v0) ** 2 / (v1**2 / (n1 - 1) + v0**2 / (n0 - 1))
    return 2 * special.stdtr(df, -np.abs(m1 - m0) / np.sqrt(v1 + v0))


@_quiet
def student_p(m1: Array, s1: Array, n1: Array, m0: Array, s0: Array, n0: Array) -> Array:
    """Two-sided p-value of Student's t-test with pooled variance."""
    df = n1 + n0 - 2
    pooled = ((n1 - 1) * s1**2 + (n0 - 1) * s0**2) / df
    return 2 * special.stdtr(df, -np.abs(m1 - m0) / np.sqrt(pooled * (1 / n1 + 1 / n0)))


def p_of_statistic(kind: str, value: Array, df1: float = np.nan, df2: float = np.nan) -> Array:
    """p-value of a test statistic: t and z two-sided, F and chi-squared upper tail, r by its t.

    ``df1`` is the degrees of freedom (numerator for F), ``df2`` the denominator's.
    """
    value = np.asarray(value, dtype=float)
    if kind == "t_statistic":
        return 2 * special.stdtr(df1, -np.abs(value))
    if kind == "f_statistic":
        return special.fdtrc(df1, df2, value)
    if kind == "chi2_statistic":
        return special.chdtrc(df1, value)
    if kind == "z_statistic":
        return two_sided(value)
    if kind == "correlation":
        with np.errstate(all="ignore"):
            t = value * np.sqrt(df1 / (1 - value**2))
        return 2 * special.stdtr(df1, -np.abs(t))
    raise ValueError(f"no p-value for a {kind!r}")
