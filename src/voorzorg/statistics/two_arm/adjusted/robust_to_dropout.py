"""Two arms with drop-out: inverse-probability weighting and the doubly robust estimator for everyone
randomised.

With r = 1 where the outcome was measured, e_a(w) = P(r = 1 | arm a, covariates w) and m_a(w) the mean
outcome of those measured, the augmented estimator of the mean under arm a (Robins, Rotnitzky and Zhao 1994,
JASA 89:846) is

    mean of  m_a(w) + 1{arm = a} r (y - m_a(w)) / (p_a e_a(w)),    p_a the share of the arm,

consistent where drop-out depends on arm and covariates only and either model is right. Its influence values
are the terms minus their mean. Weighting alone leaves m_a out and normalises the weights; its error takes
the weights as known, which is on the safe side (Lunceford and Davidian 2004, Statistics in Medicine
23:2937). With clusters errors are those of :mod:`.clustered`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from voorzorg.messages import Message, message
from voorzorg.statistics.regression.logistic import fit_logistic
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.two_arm.clusters.clustered import arm_parts, sampled_within

#: A chance of being measured below this makes one participant stand for more than twenty.
SMALLEST_CHANCE = 0.05


@dataclass(frozen=True)
class RobustToDropout:
    """Differences treated - reference for everyone randomised; ``smallest`` is the least chance of
    answering.
    """

    weighted: Estimate
    doubly_robust: Estimate
    smallest: float


def robust_to_dropout(
    y: np.ndarray,
    arm: np.ndarray,
    covariates: np.ndarray,
    *,
    binary: bool,
    level: float = 0.95,
    cluster: np.ndarray | None = None,
) -> RobustToDropout:
    """From outcomes (n,) with NaN where missing, arms 0/1 (n,), complete covariates (n, k), clusters (n,)."""
    y, arm, W = np.asarray(y, float), np.asarray(arm, float), np.asarray(covariates, float)
    measured = np.isfinite(y)
    gap = not_estimable(message("arm-no-observations"), level=level)
    if any((measured & (arm == a)).sum() <= W.shape[1] + 2 for a in (0, 1)):
        return RobustToDropout(gap, gap, math.nan)
    weighted, augmented, smallest = [], [], 1.0
    weights, residuals, sampled = np.zeros(len(y)), np.zeros((2, len(y))), np.zeros(len(y))
    for a in (1.0, 0.0):
        own = arm == a
        chance = _chances(measured.astype(float), W, own)
        smallest = min(smallest, float(chance[own].min()))
        weight = np.where(own & measured, 1 / np.maximum(chance, SMALLEST_CHANCE), 0.0)
        value = np.where(measured, np.nan_to_num(y), 0.0)
        mean = float(weight @ value / weight.sum())
        weighted.append((mean, len(y) * weight * (value - mean) / weight.sum()))
        fitted = _means(value, W, own & measured, binary)
        terms = fitted + weight * (value - fitted) * len(y) / own.sum()
        augmented.append((float(terms.mean()), terms - terms.mean()))
        weights[own] = weight[own]
        residuals[:, own] = (value - mean)[own], (value - fitted)[own]
        sampled += (1 if a else -1) * (fitted - terms.mean()) / len(y)
    told: tuple[Message, ...] = ()
    if smallest < SMALLEST_CHANCE:
        told = (message("weights-cut", chance=SMALLEST_CHANCE),)
    if cluster is not None:
        plain, modelled = (arm_parts(one, arm, cluster, weights) for one in residuals)
        differences = [found[0][0] - found[1][0] for found in (weighted, augmented)]
        return RobustToDropout(
            plain.difference(differences[0], level, warnings=told),
            modelled.difference(differences[1], level, sampled_within(sampled, cluster), told),
            smallest,
        )
    return RobustToDropout(
        _difference(weighted[0], weighted[1], level, told),
        _difference(augmented[0], augmented[1], level, told),
        smallest,
    )


def _difference(
    treated: tuple[float, np.ndarray],
    reference: tuple[float, np.ndarray],
    level: float,
    told: tuple[Message, ...],
) -> Estimate:
    influence = treated[1] - reference[1]
    n = len(influence)
    error = math.sqrt(float(influence @ influence) / (n * (n - 1)))
    return wald(treated[0] - reference[0], error, level=level, warnings=told)


def _chances(measured: np.ndarray, W: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Chance of being measured in this arm, for everybody (n,)."""
    if measured[own].all():
        return np.ones(len(measured))
    X = _design(W, own)
    fit = fit_logistic(measured[own], X[own], [str(k) for k in range(X.shape[1])])
    chance: np.ndarray = 1 / (1 + np.exp(-(X @ fit.coefficients)))
    return chance


def _means(y: np.ndarray, W: np.ndarray, rows: np.ndarray, binary: bool) -> np.ndarray:
    """Mean outcome given covariates from these rows, for everybody (n,)."""
    X = _design(W, rows)
    if not binary:
        found: np.ndarray = X @ np.linalg.lstsq(X[rows], y[rows], rcond=None)[0]
        return found
    if y[rows].min() == y[rows].max():
        return np.full(len(y), y[rows][0])
    fit = fit_logistic(y[rows], X[rows], [str(k) for k in range(X.shape[1])])
    chance: np.ndarray = 1 / (1 + np.exp(-(X @ fit.coefficients)))
    return chance


def _design(W: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Intercept and the covariates that vary on their own among these rows, centred."""
    X = np.column_stack([np.ones(len(W)), W - W.mean(axis=0)])
    design: np.ndarray = X[:, independent_columns(X[rows])]
    return design
