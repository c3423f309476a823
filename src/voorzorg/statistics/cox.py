"""Cox regression with Efron's ties, and robust standard errors that respect those ties.

Coefficients and model-based covariance are statsmodels' (equal to R's ``coxph`` to 1e-12). Its score
residuals follow Breslow even when the fit uses Efron, which makes its clustered standard errors 2 to 4 % too
small where ties are common (months, weeks); so the residuals are computed here.
"""

from __future__ import annotations

import math
import warnings as python_warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.statistics.logistic import sum_within
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.survival import check_times

#: A log hazard ratio per standard deviation beyond this is a monotone likelihood, not an estimate.
RUNAWAY = 10.0


@dataclass(frozen=True)
class CoxFit:
    """``covariance`` is model-based; ``scores`` (n, p) are Efron score residuals, which sum to zero."""

    names: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    scores: np.ndarray
    log_likelihood: float
    converged: bool
    warnings: tuple[str, ...]

    def robust_covariance(self, cluster: ArrayLike | None = None) -> np.ndarray:
        """Lin and Wei's (1989) sandwich, summed within clusters (n,) if given; no small-sample factor."""
        scores = self.scores if cluster is None else sum_within(self.scores, cluster)
        half = scores @ self.covariance
        return half.T @ half

    def hazard_ratio(self, name: str, level: float = 0.95, covariance: np.ndarray | None = None) -> Estimate:
        """Hazard ratio of one column with its Wald interval (log scale)."""
        j = self.names.index(name)
        if not self.converged:
            return not_estimable("; ".join(self.warnings), "Cox (Efron)", "log", level)
        variance = self.covariance if covariance is None else covariance
        return wald(
            float(self.coefficients[j]),
            math.sqrt(variance[j, j]),
            scale="log",
            level=level,
            method="Cox (Efron)" + ("" if covariance is None else ", robust"),
            warnings=self.warnings,
        )


def fit_cox(time: ArrayLike, event: ArrayLike, X: ArrayLike, names: Sequence[str]) -> CoxFit:
    """Proportional hazards for times (n,), events (n,) and covariates X (n, p) without intercept.

    A monotone likelihood (no events in an arm, say) has no finite estimate: ``converged`` is False and
    ``warnings`` name the columns. Raises ValueError for missing values and columns that do not vary.
    """
    from statsmodels.duration.hazard_regression import PHReg

    t, e = check_times(time, event)
    design = np.asarray(X, float)
    design = design.reshape(len(t), -1)
    if len(names) != design.shape[1]:
        raise ValueError("names must have one entry per column of X")
    if not np.isfinite(design).all():
        raise ValueError("missing values in X")
    spread = design.std(axis=0)
    if np.linalg.matrix_rank(design - design.mean(axis=0)) < design.shape[1]:
        raise ValueError("columns of X are constant or linearly dependent")
    p = design.shape[1]
    if not e.any():
        gap = np.full((p, p), math.nan)
        return CoxFit(
            tuple(names), gap[0], gap, np.full((len(t), p), math.nan), math.nan, False, ("no events",)
        )
    # Centring and scaling change nothing but the numbers that Newton works with.
    Z = (design - design.mean(axis=0)) / spread
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")
        fit = PHReg(t, Z, status=e, ties="efron").fit(disp=0)
        beta = np.asarray(fit.params, float)
        covariance = np.asarray(fit.cov_params(), float)
    runaway = [names[k] for k in range(p) if abs(beta[k]) > RUNAWAY or not covariance[k, k] < 100.0]
    warnings: tuple[str, ...] = ()
    if runaway:
        warnings = (f"monotone likelihood: no finite hazard ratio for {', '.join(runaway)}",)
    scores = efron_scores(t, e, Z, beta) * spread
    return CoxFit(
        tuple(names),
        beta / spread,
        covariance / np.outer(spread, spread),
        scores,
        float(fit.llf),
        not runaway,
        warnings,
    )


def efron_scores(time: np.ndarray, event: np.ndarray, X: np.ndarray, beta: np.ndarray) -> np.ndarray:
    """Score residuals (n, p) under Efron's handling of ties (Therneau and Grambsch 2000, section 4.2).

    With d deaths at one time, the k-th of them (k = 0..d-1) sees risk sums from which k/d of the deaths'
    share has been taken, and each of those deaths itself counts with weight 1 - k/d.
    """
    weight = np.exp(X @ beta)
    weighted = weight[:, None] * X
    died = event == 1
    deaths, which = np.unique(time[died], return_inverse=True)
    which = which.reshape(-1)
    d = np.bincount(which)
    order = np.argsort(time, kind="stable")
    first = np.searchsorted(time[order], deaths, side="left")
    risk0 = np.cumsum(weight[order][::-1])[::-1][first]
    risk1 = np.cumsum(weighted[order][::-1], axis=0)[::-1][first]
    dead0 = np.bincount(which, weight[died])
    dead1 = sum_within(weighted[died], which)
    # One row per death: its time's index and its share k/d.
    index = np.repeat(np.arange(len(d)), d)
    share = (np.arange(len(index)) - np.repeat(np.cumsum(d) - d, d)) / d[index]
    denominator = risk0[index] - share * dead0[index]
    mean = (risk1[index] - share[:, None] * dead1[index]) / denominator[:, None]

    def per_time(values: np.ndarray) -> np.ndarray:
        return sum_within(values, index)

    increment0 = np.bincount(index, 1 / denominator)
    increment1 = per_time(mean / denominator[:, None])
    own0 = np.bincount(index, share / denominator)
    own1 = per_time(share[:, None] * mean / denominator[:, None])
    average = per_time(mean) / d[:, None]
    upto = np.searchsorted(deaths, time, side="right")
    total0 = np.concatenate([[0.0], np.cumsum(increment0)])[upto]
    total1 = np.vstack([np.zeros(X.shape[1]), np.cumsum(increment1, axis=0)])[upto]
    residual = -weight[:, None] * (X * total0[:, None] - total1)
    residual[died] += X[died] - average[which]
    residual[died] += weight[died, None] * (X[died] * own0[which, None] - own1[which])
    return residual
