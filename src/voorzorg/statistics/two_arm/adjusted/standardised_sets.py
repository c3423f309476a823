"""Standardised risks of many completed data sets at once: :mod:`.standardisation`, an axis more.

The data sets differ in the outcome, in who has it, and perhaps in covariates. Everything is kept (m, n), and
who does not have the outcome counts with weight nought; the models are fitted together. A data set that needs
more than plain iterations (an arm separated, a constant covariate, an empty arm) is done by itself, with
:func:`.standardised_risks`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from voorzorg.messages import Message
from voorzorg.statistics.cluster_robust import cluster_codes
from voorzorg.statistics.regression.logistic import SAFE_PREDICTOR
from voorzorg.statistics.two_arm.adjusted.errors_of_sets import Errors, errors_of_sets
from voorzorg.statistics.two_arm.adjusted.standardisation import PRIOR_WEIGHT, standardised_risks

Array = NDArray[np.float64]
_STEPS = 25
_SMALL = 1e-20  # as of the fit of one data set: ten digits of the standard errors
_SINGULAR = 1e8


@dataclass(frozen=True)
class RisksOfSets:
    """``risks`` (m, 2) and their ``covariance`` (m, 2, 2), treated first; ``df`` (m,) of their contrasts.

    ``warnings`` has what each data set has to say; numbers are NaN where nothing could be estimated.
    """

    risks: Array
    covariance: Array
    df: Array
    warnings: tuple[tuple[Message | str, ...], ...]


def standardised_sets(
    y: Array, arm: Array, covariates: Array, cluster: NDArray[np.generic] | None = None
) -> RisksOfSets:
    """With shrunken covariates and bias-reduced errors, for y (m, n), NaN where it does not exist.

    ``arm`` (n,) is 0 or 1, ``covariates`` (m, n, k) are complete where ``y`` exists, ``cluster`` (n,).
    """
    m, n = y.shape
    there = ~np.isnan(y)
    weight = there.astype(float)
    size = np.maximum(weight.sum(axis=1), 1)[:, None, None]
    W = np.where(there[:, :, None], covariates, 0.0)
    W = (W - W.sum(axis=1, keepdims=True) / size) * weight[:, :, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        W = np.nan_to_num(W / np.sqrt((W**2).sum(axis=1, keepdims=True) / size), posinf=0.0, neginf=0.0)
    X = np.concatenate([weight[:, :, None], (weight * arm)[:, :, None], W], axis=2)
    answers = np.where(there, y, 0.0)
    beta, easy = _fit(answers, X, weight, arm)
    codes = None if cluster is None else cluster_codes(cluster, n)
    found = _errors(answers, X, weight, beta, codes, easy)
    said: list[tuple[Message | str, ...]] = [()] * m
    for i in np.flatnonzero(~easy):
        rows = there[i]
        label = None if codes is None else codes[rows]
        one = standardised_risks(
            y[i, rows], arm[rows], covariates[i, rows], label, shrink=True, likelihood_ratio=False
        )
        if one.fit is not None:
            found.risks[i] = one.risk_treated.estimate, one.risk_reference.estimate
            found.df[i] = one.df
            if one.std_error_kind != "delta" or cluster is None:
                found.covariance[i] = one.covariance
        said[i] = one.warnings
    return RisksOfSets(*found, tuple(said))


def _fit(y: Array, X: Array, weight: Array, arm: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Coefficients (m, p) of all data sets, and which of them are beyond doubt."""
    m, _, p = X.shape
    prior = np.arange(p) >= 2
    beta = np.zeros((m, p))
    gram = X.transpose(0, 2, 1) @ X
    root = np.sqrt(np.maximum(np.einsum("mpp->mp", gram), 1e-300))
    sound = np.linalg.cond(gram / (root[:, :, None] * root[:, None, :])) < _SINGULAR
    for value in (0.0, 1.0):
        events = (y * weight)[:, arm == value].sum(axis=1)
        sound &= (events > 0) & (events < weight[:, arm == value].sum(axis=1))
    done = np.zeros(m, dtype=bool)
    eta = np.zeros(weight.shape)
    for _ in range(_STEPS):
        eta = (X @ beta[:, :, None])[:, :, 0]
        mu, own = expit(eta), expit(beta)
        gradient = (X.transpose(0, 2, 1) @ ((y - mu) * weight)[:, :, None])[:, :, 0]
        gradient += prior * PRIOR_WEIGHT * (1 - 2 * own)
        information = X.transpose(0, 2, 1) @ (X * (weight * mu * (1 - mu))[:, :, None])
        information[:, np.arange(p), np.arange(p)] += prior * 2 * PRIOR_WEIGHT * own * (1 - own) + 1e-300
        information[~sound] = np.eye(p)
        step = np.linalg.solve(information, gradient[:, :, None])[:, :, 0]
        decrement = (gradient * step).sum(axis=1)
        done = decrement < _SMALL * weight.sum(axis=1)
        if (done | ~sound).all():
            break
        # Longer steps than the fit of one data set would take end as doubtful and are done by themselves.
        beta = beta + np.where((done | ~sound)[:, None], 0.0, np.clip(step, -5, 5))
    return beta, sound & done & (np.abs(eta).max(axis=1) < SAFE_PREDICTOR)


def _errors(
    y: Array,
    X: Array,
    weight: Array,
    beta: Array,
    codes: NDArray[np.intp] | None,
    easy: NDArray[np.bool_],
) -> Errors:
    """Risks and errors of the easy data sets; NaN for the others."""
    m, _, p = X.shape
    empty = Errors(np.full((m, 2), math.nan), np.full((m, 2, 2), math.nan), np.full(m, math.nan))
    if easy.any():
        own = expit(beta[easy])
        prior = (np.arange(p) >= 2) * 2 * PRIOR_WEIGHT * own * (1 - own)
        found = errors_of_sets(y[easy], X[easy], weight[easy], beta[easy], prior, codes)
        for place, values in zip(empty, found, strict=True):
            place[easy] = values
    return empty
