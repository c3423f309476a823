"""Inverse-probability weighting: those who were seen stand for those like them who were not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate, normal_quantile

Array = NDArray[np.float64]
_LARGEST_WEIGHT = 20.0
_RIDGE = 1e-3


def weighted_difference(y: Array, treated: Array, X: Array, level: float = 0.95) -> Estimate:
    """Difference in means (risks) of the arms, each weighted by one over the probability to be seen.

    Parameters
    ----------
    y : (n,) with NaN for who was not seen. treated : (n,) 0/1. X : (n, k) complete predictors of being seen.

    In each arm a logistic model of being seen on ``X``; the mean of those seen weighted by its inverse, the
    weights summing to one (Hajek); the standard error from influence functions, which takes in that the
    weights were estimated (Robins, Rotnitzky and Zhao, 1995). Unbiased where being seen depends on ``X``
    alone.
    """
    n = len(y)
    estimate, influence, notes = [], np.zeros(n), list[Message]()
    for arm in (1.0, 0.0):
        rows = np.flatnonzero(treated == arm)
        seen = ~np.isnan(y[rows])
        if seen.sum() < 2:
            reason = message("weighting-nobody")
            return Estimate(np.nan, level=level, converged=False, warnings=(reason,))
        design = _design(X[rows])
        chance, information = _being_seen(design, seen.astype(float))
        weight = np.where(seen, 1 / chance, 0.0)
        if weight.max() > _LARGEST_WEIGHT:
            notes.append(message("weighting-extreme", value=round(float(weight.max()))))
        values = np.where(seen, y[rows], 0.0)
        mean = float((weight * values).sum() / weight.sum())
        residual = np.where(seen, values - mean, 0.0)
        # What estimating the weights takes away: the projection on the score of the model of being seen.
        slope = np.linalg.solve(information, design.T @ (weight * (1 - chance) * residual))
        score = design @ slope * (seen - chance)
        influence[rows] = (1 if arm else -1) * (weight * residual - score) / weight.sum()
        estimate.append(mean)
    difference = estimate[0] - estimate[1]
    se = float(np.sqrt((influence**2).sum()))
    q = normal_quantile(level)
    if not se > 0:
        return Estimate(difference, level=level, converged=False, warnings=(message("weighting-constant"),))
    from scipy.special import ndtr

    return Estimate(
        difference,
        se,
        difference - q * se,
        difference + q * se,
        float(2 * ndtr(-abs(difference / se))),
        level=level,
        warnings=tuple(dict.fromkeys(notes)),
    )


def _design(X: Array) -> Array:
    """An intercept, and the predictors that vary, standardised."""
    spread = X.std(axis=0) if X.size else np.empty(0)
    kept = X[:, spread > 0] if X.size else X[:, :0]
    z = (kept - kept.mean(axis=0)) / kept.std(axis=0) if kept.shape[1] else kept
    return np.column_stack([np.ones(len(X)), z])


def _being_seen(design: Array, seen: Array) -> tuple[Array, Array]:
    """Fitted probabilities and the information matrix; a slight ridge where everyone was seen."""
    beta = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], _RIDGE)
    information = np.eye(len(beta))
    for _ in range(50):
        p = expit(design @ beta)
        information = (design * (p * (1 - p))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(information, design.T @ (seen - p) - penalty * beta)
        beta = beta + np.clip(step, -3, 3)
        if np.abs(step).max() < 1e-9:
            break
    return np.clip(expit(design @ beta), 1e-6, 1.0), information
