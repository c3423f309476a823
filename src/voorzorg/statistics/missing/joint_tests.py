"""Tests of several parameters after imputation: D1, D2 and D3, as R's mice and mitml have them.

D1 pools what Wald statistics are made of (Li, Raghunathan and Rubin, 1991; Reiter, 2007), D2 only the m
chi-squared statistics themselves (Li, Meng, Raghunathan and Rubin, 1991), D3 likelihood ratios (Meng and
Rubin, 1992). D1 is the first choice; D2 serves tests of which nothing but the statistic is known (a log-rank
test, a score test), and is the roughest of the three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, fdtrc, xlogy


@dataclass(frozen=True)
class PooledTest:
    """A pooled statistic, referred to F(df1, df2); ``riv`` is the average relative increase in variance."""

    statistic: float
    df1: int
    df2: float
    p_value: float
    riv: float
    method: str


def d1(
    value: NDArray[np.float64],
    within: NDArray[np.float64],
    between: NDArray[np.float64],
    m: int,
    df_complete: float = np.inf,
) -> PooledTest:
    """Wald test that q pooled quantities ``value`` (q,) are nought, from their variances (q, q)."""
    q = len(value)
    if m < 2 or not np.isfinite(within).all():
        return _nothing(q, "D1")
    r = float((1 + 1 / m) * np.trace(np.linalg.solve(within, between)) / q)
    statistic = float(value @ np.linalg.solve(within, value)) / (q * (1 + r))
    df2 = _reiter_df(m, q, r, df_complete) if np.isfinite(df_complete) else _li_df(m, q, r)
    return PooledTest(statistic, q, df2, float(fdtrc(q, df2, statistic)), r, "D1")


def d2(statistics: ArrayLike, df: int) -> PooledTest:
    """Pool m chi-squared statistics with ``df`` degrees of freedom each (m,); missing ones are left out."""
    d = np.asarray(statistics, dtype=float)
    d = d[np.isfinite(d)]
    m = len(d)
    if m < 2:
        return _nothing(df, "D2")
    r = float((1 + 1 / m) * np.sqrt(np.maximum(d, 0.0)).var(ddof=1))
    statistic = float((d.mean() / df - (m + 1) / (m - 1) * r) / (1 + r))
    df2 = float(df ** (-3 / m) * (m - 1) * (1 + 1 / r) ** 2) if r > 0 else np.inf
    return PooledTest(statistic, df, df2, float(fdtrc(df, df2, max(statistic, 0.0))), r, "D2")


def d3(own: ArrayLike, pooled: ArrayLike, df: int) -> PooledTest:
    """Pool m likelihood-ratio statistics (m,): at each data set's ``own`` estimates and at ``pooled`` ones.

    Each is twice the difference in log-likelihood between the larger and the smaller model; the pooled
    estimates are the means over the data sets of either model's parameters.
    """
    at_own, at_pooled = np.asarray(own, dtype=float), np.asarray(pooled, dtype=float)
    if at_own.shape != at_pooled.shape or at_own.ndim != 1:
        raise ValueError("likelihood ratios must be two vectors of equal length")
    usable = np.isfinite(at_own) & np.isfinite(at_pooled)
    m = int(usable.sum())
    if m < 2:
        return _nothing(df, "D3")
    first, second = float(at_own[usable].mean()), float(at_pooled[usable].mean())
    r = (m + 1) / (df * (m - 1)) * (first - second)
    statistic = second / (df * (1 + r))
    df2 = _li_df(m, df, r)
    return PooledTest(statistic, df, df2, float(fdtrc(df, df2, max(statistic, 0.0))), r, "D3")


#: Parameters -> log-likelihood of one data set's model.
LogLikelihood = Callable[[NDArray[np.float64]], float]


def d3_of_fits(
    larger: Sequence[tuple[NDArray[np.float64], LogLikelihood]],
    smaller: Sequence[tuple[NDArray[np.float64], LogLikelihood]],
) -> PooledTest:
    """D3 of m pairs of fits, each given as its estimates and its log-likelihood as a function of them."""
    if len(larger) != len(smaller):
        raise ValueError("the two models need the same data sets")
    centre = [np.mean([beta for beta, _ in fits], axis=0) for fits in (larger, smaller)]
    df = len(centre[0]) - len(centre[1])
    if df < 1:
        raise ValueError("the first model must have more parameters than the second")
    own, pooled = [], []
    for (beta1, of1), (beta0, of0) in zip(larger, smaller, strict=True):
        own.append(2 * (of1(beta1) - of0(beta0)))
        pooled.append(2 * (of1(centre[0]) - of0(centre[1])))
    return d3(own, pooled, df)


def gaussian_log_likelihood(y: NDArray[np.float64], X: NDArray[np.float64]) -> LogLikelihood:
    """Of a linear model as a function of its coefficients, intercept and variance profiled out.

    That is what mice's D3 does with both kinds of models: at given slopes the intercept is estimated anew.
    """

    def of(beta: NDArray[np.float64]) -> float:
        residual = y - X @ beta
        n, rss = len(y), float(((residual - residual.mean()) ** 2).sum())
        return -0.5 * n * (np.log(2 * np.pi) + np.log(rss / n) + 1)

    return of


def logistic_log_likelihood(y: NDArray[np.float64], X: NDArray[np.float64]) -> LogLikelihood:
    """Of a logistic model as a function of its coefficients, the intercept profiled out (see above)."""

    def of(beta: NDArray[np.float64]) -> float:
        eta = X @ beta
        for _ in range(30):
            p = expit(eta)
            step = (y - p).sum() / max(float((p * (1 - p)).sum()), 1e-12)
            eta = eta + np.clip(step, -2.0, 2.0)
            if abs(step) < 1e-12:
                break
        p = expit(eta)
        return float((xlogy(y, p) + xlogy(1 - y, 1 - p)).sum())

    return of


def _nothing(df: int, method: str) -> PooledTest:
    nan = float("nan")
    return PooledTest(nan, df, nan, nan, nan, method)


def _li_df(m: int, q: int, r: float) -> float:
    t = q * (m - 1)
    if r == 0:
        return np.inf
    if t > 4:
        return 4 + (t - 4) * (1 + (1 - 2 / t) / r) ** 2
    return t * (1 + 1 / q) * (1 + 1 / r) ** 2 / 2


def _reiter_df(m: int, q: int, r: float, df_complete: float) -> float:
    """Reiter (2007), small-sample denominator degrees of freedom; an expansion that needs q (m - 1) > 4."""
    t = q * (m - 1)
    a = r * t / (t - 2) if t > 2 else np.inf
    vstar = (df_complete + 1) / (df_complete + 3) * df_complete
    c1 = vstar - 2 * (1 + a)
    c2 = vstar - 4 * (1 + a)
    if t <= 4 or c2 <= 0:
        # Outside the expansion's range: the smaller of the two limits is the cautious choice.
        return float(min(_li_df(m, q, r), vstar))
    c0 = 1 / (t - 4)
    z = (
        1 / c2
        + c0 * (a**2 * c1 / ((1 + a) ** 2 * c2))
        + c0 * (8 * a**2 * c1 / ((1 + a) * c2**2) + 4 * a**2 / ((1 + a) * c2))
        + c0 * (4 * a**2 / (c2 * c1) + 16 * a**2 * c1 / c2**3)
        + c0 * (8 * a**2 / c2**2)
    )
    return 4 + 1 / z
