"""Rubin's rules: from m completed-data analyses to one estimate with honest uncertainty.

With estimates Q_j and their variances U_j, j = 1..m, the total variance is ``T = Ubar + (1 + 1/m) B``: the
mean sampling variance plus the variance between imputations (Rubin, 1987). Tests and intervals refer to t
with the degrees of freedom of Barnard and Rubin (1999), which never exceed those that complete data would
have had. For several parameters at once, the D1 Wald statistic of Li, Raghunathan and Rubin (1991), with the
denominator degrees of freedom of Reiter (2007) where the complete-data degrees of freedom are finite.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from voorzorg.messages import message
from voorzorg.statistics.missing.joint_tests import PooledTest, d1
from voorzorg.statistics.results import Estimate


@dataclass(frozen=True, kw_only=True)
class PooledEstimate(Estimate):
    """One pooled number. ``fmi`` is the fraction of missing information, ``lambda_`` the share of the total
    variance that is due to missing data, ``riv`` the relative increase in variance, ``m`` the imputations
    used."""

    statistic: float = float("nan")
    within: float = float("nan")
    between: float = float("nan")
    riv: float = float("nan")
    lambda_: float = float("nan")
    fmi: float = float("nan")
    m: int

    @property
    def monte_carlo_error(self) -> float:
        """Standard deviation of the estimate over other sets of m imputations of the same data."""
        return math.sqrt(self.between / self.m) if self.m else math.nan

    def p_within(self, errors: float = 2.0) -> tuple[float, float]:
        """Smallest and largest p-value when the estimate lies up to so many Monte Carlo errors elsewhere."""
        if not self.std_error > 0:
            return self.p_value, self.p_value
        size, reach = abs(self.estimate), errors * self.monte_carlo_error
        low, high = (2 * stdtr(self.df, -s / self.std_error) for s in (size + reach, max(size - reach, 0.0)))
        return float(low), float(high)


@dataclass(frozen=True)
class PooledVector:
    """Several pooled parameters: ``params`` (k,), total covariance ``cov`` (k, k), ``between`` and ``within``
    (k, k), and one :class:`PooledEstimate` per parameter in ``estimates``."""

    params: NDArray[np.float64]
    cov: NDArray[np.float64]
    within: NDArray[np.float64]
    between: NDArray[np.float64]
    estimates: tuple[PooledEstimate, ...]
    m: int
    df_complete: float

    def wald_d1(self, weights: ArrayLike | None = None) -> PooledTest:
        """Joint test of ``L beta = 0`` (L is q x k, default all parameters), statistic D1."""
        k = len(self.params)
        L = np.eye(k) if weights is None else np.atleast_2d(np.asarray(weights, dtype=float))
        return d1(L @ self.params, L @ self.within @ L.T, L @ self.between @ L.T, self.m, self.df_complete)


def pool_scalar(
    estimates: ArrayLike,
    variances: ArrayLike,
    df_complete: float = np.inf,
    ci_level: float = 0.95,
) -> PooledEstimate:
    """Pool m estimates of one quantity.

    Analyses that failed (a missing estimate or variance) are left out and said so; with fewer than two left,
    nothing is pooled.

    Parameters
    ----------
    estimates, variances : (m,) completed-data estimates and squared standard errors, on a scale where the
        estimate is about normal (log odds ratio, not odds ratio).
    df_complete : degrees of freedom that the analysis would have with complete data (infinite for large
        samples).
    """
    Q = np.atleast_1d(np.asarray(estimates, dtype=float))
    U = np.atleast_1d(np.asarray(variances, dtype=float))
    if Q.shape != U.shape or Q.ndim != 1:
        raise ValueError("estimates and variances must be vectors of equal length")
    if (U < 0).any():
        raise ValueError("a variance is negative")
    if not df_complete > 0:
        raise ValueError("df_complete must be positive")
    usable = np.isfinite(Q) & np.isfinite(U)
    warnings = []
    if not usable.all():
        warnings.append(
            message("completed-data-analyses-gave-no", failed=int((~usable).sum()), imputations=len(Q))
        )
    Q, U = Q[usable], U[usable]
    m = len(Q)
    if m < 2:
        reason = message("fewer-than-two-completed-data")
        nan, said = float("nan"), (*warnings, reason)
        return PooledEstimate(nan, level=ci_level, df=nan, converged=False, warnings=said, m=m)
    estimate, within, between = float(Q.mean()), float(U.mean()), float(Q.var(ddof=1))
    total = within + (1 + 1 / m) * between
    if total == 0:
        warnings.append(message("every-completed-data-analysis-gave"))
        lam = riv = 0.0
    else:
        lam = (1 + 1 / m) * between / total
        riv = (1 + 1 / m) * between / within if within > 0 else np.inf
    df = barnard_rubin_df(m, lam, df_complete)
    fmi = (riv + 2 / (df + 3)) / (riv + 1) if np.isfinite(riv) else 1.0
    se = float(np.sqrt(total))
    q = float(stdtrit(df, (1 + ci_level) / 2))
    statistic = estimate / se if se > 0 else float("nan")
    return PooledEstimate(
        estimate,
        se,
        estimate - q * se,
        estimate + q * se,
        float(2 * stdtr(df, -abs(statistic))),
        method="Rubin",
        level=ci_level,
        df=df,
        converged=bool(usable.all() and se > 0),
        warnings=tuple(warnings),
        statistic=statistic,
        within=within,
        between=between,
        riv=riv,
        lambda_=lam,
        fmi=fmi,
        m=m,
    )


def barnard_rubin_df(m: int, lambda_: float, df_complete: float = np.inf) -> float:
    """Degrees of freedom of Barnard and Rubin (1999).

    ``lambda_`` is floored at 1e-4, as in R's mice, so that identical estimates leave a finite number.
    """
    lam = max(lambda_, 1e-4)
    old = (m - 1) / lam**2
    if np.isinf(df_complete):
        return float(old)
    observed = (df_complete + 1) / (df_complete + 3) * df_complete * (1 - lam)
    if observed == 0:
        return 0.0
    return float(old * observed / (old + observed))


def pool_vector(
    estimates: ArrayLike,
    covariances: ArrayLike,
    df_complete: float = np.inf,
    ci_level: float = 0.95,
) -> PooledVector:
    """Pool m parameter vectors (m, k) with their covariance matrices (m, k, k)."""
    Q = np.asarray(estimates, dtype=float)
    U = np.asarray(covariances, dtype=float)
    if Q.ndim != 2 or U.shape != (*Q.shape, Q.shape[1]):
        raise ValueError("estimates must be (m, k) and covariances (m, k, k)")
    each = tuple(
        pool_scalar(Q[:, j], U[:, j, j], df_complete=df_complete, ci_level=ci_level)
        for j in range(Q.shape[1])
    )
    usable = np.isfinite(Q).all(axis=1) & np.isfinite(U).all(axis=(1, 2))
    Q, U = Q[usable], U[usable]
    m, k = Q.shape
    if m < 2:
        empty = np.full((k, k), np.nan)
        return PooledVector(np.full(k, np.nan), empty, empty, empty, each, m, df_complete)
    within = U.mean(axis=0)
    between = np.atleast_2d(np.cov(Q, rowvar=False))
    return PooledVector(Q.mean(axis=0), within + (1 + 1 / m) * between, within, between, each, m, df_complete)
