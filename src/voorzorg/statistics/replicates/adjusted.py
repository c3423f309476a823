"""Standardised risks of many trials at once, by Newton's method over all replicates together.

The same numbers as :func:`voorzorg.statistics.two_arm.standardisation.standardised_risks` with ``shrink``, of
individuals.

A replicate's numbers do not depend on its company: every one stops where it has converged. What the
one-by-one function treats apart (a separated arm, an arm without people, an outcome that does not vary) is
NaN here, to be done by that function.
"""

from __future__ import annotations

import numpy as np
from scipy.special import chdtrc, expit

from voorzorg.statistics.replicates.results import Many, around

_MOST_ITERATIONS = 25
_CONVERGED = 1e-20
#: Beyond this linear predictor a fit may hide separation.
_SAFE = 15.0


def standardised_many(
    y: np.ndarray, arm: np.ndarray, covariates: np.ndarray, level: float = 0.95
) -> dict[str, Many]:
    """``risk_difference``, ``risk_ratio`` and ``odds_ratio`` of replicates.

    y (R, n) of 0, 1 and NaN (not measured), arm (R, n) of 0 and 1, covariates (R, n, k) without NaN.
    """
    seen = np.isfinite(y)
    m = seen.astype(float)
    y = np.where(seen, y, 0.0)
    X, bad = _design(arm.astype(float), covariates, m)
    size = m.sum(1)
    events = (y * m).sum(1)
    treated = (arm * m).sum(1)
    bad |= (events == 0) | (events == size) | (treated == 0) | (treated == size)
    with np.errstate(all="ignore"):
        beta, p, information, converged = _fit(X, y, m, np.arange(X.shape[2]) >= 2)
        bad |= ~converged | ~(np.abs(np.matmul(X, beta[:, :, None])[:, :, 0]).max(1) < _SAFE)
        information[bad] = np.eye(X.shape[2])
        found = _contrasts(X, y, m, size, beta, p, information, level)
    return {name: Many(*(np.where(bad, np.nan, values) for values in one)) for name, one in found.items()}


def _design(arm: np.ndarray, W: np.ndarray, m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Intercept, arm and covariates, centred and scaled over the women who were measured."""
    weight = (m / np.maximum(m.sum(1, keepdims=True), 1))[:, :, None]
    centred = W - (W * weight).sum(1, keepdims=True)
    spread = np.sqrt((centred**2 * weight).sum(1, keepdims=True))
    constant = (spread < 1e-12).any(axis=(1, 2))
    scaled = centred / np.where(spread > 0, spread, 1.0)
    return np.concatenate([np.ones_like(arm)[:, :, None], arm[:, :, None], scaled], axis=2), constant


def _fit(
    X: np.ndarray, y: np.ndarray, m: np.ndarray, shrunk: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Newton's method with the log-F(1,1) prior on the ``shrunk`` coefficients: beta, risks, information."""
    R, _, k = X.shape
    Xt = np.ascontiguousarray(X.transpose(0, 2, 1))
    beta, done = np.zeros((R, k)), np.zeros(R, dtype=bool)
    p = information = np.empty(0)
    for _ in range(_MOST_ITERATIONS):
        p = expit(np.matmul(X, beta[:, :, None])[:, :, 0])
        own = expit(beta)
        information = np.matmul(Xt * (m * p * (1 - p))[:, None, :], X)
        information[:, np.arange(k), np.arange(k)] += np.where(shrunk, own * (1 - own), 0.0)
        score = np.matmul(Xt, (m * (y - p))[:, :, None])[:, :, 0] + np.where(shrunk, 0.5 - own, 0.0)
        solvable = np.isfinite(information).all((1, 2)) & (np.linalg.cond(information) < 1e12)
        safe = np.where(solvable[:, None, None], information, np.eye(k))
        step = np.linalg.solve(safe, score[:, :, None])[:, :, 0]
        done |= ((score * step).sum(1) < _CONVERGED * np.maximum(1.0, m.sum(1))) & solvable
        if (done | ~solvable).all():
            break
        beta = np.where((done | ~solvable)[:, None], beta, beta + np.clip(step, -5, 5))
    return beta, p, information, done


def _contrasts(
    X: np.ndarray,
    y: np.ndarray,
    m: np.ndarray,
    size: np.ndarray,
    beta: np.ndarray,
    p: np.ndarray,
    information: np.ndarray,
    level: float,
) -> dict[str, Many]:
    inverse = np.linalg.inv(information)
    risks, gradients, sampled = [], [], []
    for value in (1.0, 0.0):
        there = X.copy()
        there[:, :, 1] = value
        q = expit(np.matmul(there, beta[:, :, None])[:, :, 0])
        risk = (q * m).sum(1) / size
        risks.append(risk)
        gradients.append(np.matmul((q * (1 - q) * m)[:, None, :], there)[:, 0] / size[:, None])
        sampled.append((q - risk[:, None]) * m)
    w = m * p * (1 - p)
    projected = np.matmul(X, inverse)
    leverage = (projected * X).sum(2) * w
    factor = 1 / np.sqrt(1 - leverage)
    influence = (m * (y - p) * factor)[:, :, None] * projected
    gain = np.sqrt(size / (size - 1))[:, None]
    blown = np.stack(
        [
            s / size[:, None] * gain + np.matmul(influence, g[:, :, None])[:, :, 0]
            for s, g in zip(sampled, gradients, strict=True)
        ],
        axis=2,
    )
    covariance = np.matmul(blown.transpose(0, 2, 1), blown)
    df = _degrees_of_freedom(X, w, projected[:, :, 1], leverage, factor, inverse)
    p_value = _score_test(X, y, m)
    p1, p0 = risks
    v1, v0, both = covariance[:, 0, 0], covariance[:, 1, 1], covariance[:, 0, 1]

    def one(value: np.ndarray, a: np.ndarray, b: np.ndarray) -> Many:
        spread = np.sqrt(a**2 * v1 + b**2 * v0 + 2 * a * b * both)
        return around(value, spread, np.where(df >= 1, df, np.inf), p_value, level)

    ones = np.ones_like(p1)
    odds1, odds0 = p1 * (1 - p1), p0 * (1 - p0)
    return {
        "risk_difference": one(p1 - p0, ones, -ones),
        "risk_ratio": one(np.log(p1 / p0), 1 / p1, -1 / p0),
        "odds_ratio": one(np.log(p1 / (1 - p1)) - np.log(p0 / (1 - p0)), 1 / odds1, -1 / odds0),
    }


def _degrees_of_freedom(
    X: np.ndarray,
    w: np.ndarray,
    arm: np.ndarray,
    leverage: np.ndarray,
    factor: np.ndarray,
    inverse: np.ndarray,
) -> np.ndarray:
    """Satterthwaite's, of the arm's coefficient, every row a cluster (``RowLeverage.df``)."""
    own = w * (arm * factor) ** 2
    length = own * leverage
    squares = np.matmul((X * (w * own)[:, :, None]).transpose(0, 2, 1), X)
    inner = np.matmul(squares, inverse)
    frobenius = (inner * inner.transpose(0, 2, 1)).sum((1, 2))
    return (own - length).sum(1) ** 2 / ((own**2 - 2 * own * length).sum(1) + frobenius)


def _score_test(X: np.ndarray, y: np.ndarray, m: np.ndarray) -> np.ndarray:
    """Rao's score test of the arm; the prior's rows belong to the data."""
    others = np.delete(X, 1, axis=2)
    shrunk = np.arange(others.shape[2]) >= 1
    beta, p, information, _ = _fit(others, y, m, shrunk)
    variance = m * p * (1 - p)
    cross = np.matmul((others * variance[:, :, None]).transpose(0, 2, 1), X[:, :, 1:2])
    singular = ~np.isfinite(information).all((1, 2)) | (np.linalg.cond(information) > 1e12)
    information[singular] = np.eye(others.shape[2])
    weights = np.linalg.solve(information, cross)
    left = X[:, :, 1] - np.matmul(others, weights)[:, :, 0]
    own, of_prior = expit(beta), np.where(shrunk, -weights[:, :, 0], 0.0)
    score = (left * m * (y - p)).sum(1) + (of_prior * (0.5 - own)).sum(1)
    spread = (variance * left**2).sum(1) + (own * (1 - own) * of_prior**2).sum(1)
    return np.asarray(chdtrc(1, score**2 / spread))
