"""Standardised risks of many trials at once, by Newton's method over all replicates together.

The same numbers as :func:`voorzorg.statistics.two_arm.adjusted.standardisation.standardised_risks`
with ``shrink``.

A replicate's numbers do not depend on its company: every one stops where it has converged. What the
one-by-one function treats apart (a separated arm, an arm without people or with one cluster, an outcome that
does not vary) is NaN here, to be done by that function.
"""

from __future__ import annotations

import numpy as np
from scipy.special import chdtrc, expit, stdtr

from voorzorg.statistics.replicates.clusters import Clustered, ManyLeverage
from voorzorg.statistics.replicates.results import Many, around

ESTIMANDS = ("risk_difference", "risk_ratio", "odds_ratio")
_MOST_ITERATIONS = 25
_CONVERGED = 1e-20
#: Beyond this linear predictor a fit may hide separation.
_SAFE = 15.0


def standardised_many(
    y: np.ndarray,
    arm: np.ndarray,
    covariates: np.ndarray,
    level: float = 0.95,
    cluster: np.ndarray | None = None,
) -> dict[str, Many]:
    """``risk_difference``, ``risk_ratio`` and ``odds_ratio`` of replicates.

    y (R, n) of 0, 1 and NaN (not measured), arm (R, n) of 0 and 1, covariates (R, n, k) without NaN,
    ``cluster`` (R, n) of labels from 0 that errors and test respect.
    """
    seen = np.isfinite(y)
    size, treated = seen.sum(1), (arm * seen).sum(1)
    events = np.where(seen, y, 0.0).sum(1)
    bad = (events == 0) | (events == size) | (treated == 0) | (treated == size)
    fine = np.flatnonzero(~bad)
    found = {name: np.full((5, len(y)), np.nan) for name in ESTIMANDS}
    if fine.size:
        own = None if cluster is None else cluster[fine]
        for name, many in _of_fine(y[fine], arm[fine], covariates[fine], level, own).items():
            found[name][:, fine] = np.stack(many)
    return {name: Many(*values) for name, values in found.items()}


def _of_fine(
    y: np.ndarray, arm: np.ndarray, covariates: np.ndarray, level: float, cluster: np.ndarray | None
) -> dict[str, Many]:
    """The same where both arms have people and the outcome varies."""
    seen = np.isfinite(y)
    m = seen.astype(float)
    y = np.where(seen, y, 0.0)
    X, bad = _design(arm.astype(float), covariates, m)
    clusters = None if cluster is None else Clustered.of(cluster, seen)
    if clusters is not None:
        bad |= clusters.fewest_per_arm(arm) < 2
    with np.errstate(all="ignore"):
        beta, p, information, converged = _fit(X, y, m, np.arange(X.shape[2]) >= 2)
        bad |= ~converged | ~(np.abs(np.matmul(X, beta[:, :, None])[:, :, 0]).max(1) < _SAFE)
        information[bad] = np.eye(X.shape[2])
        p[bad] = 0.5
        found = _contrasts(X, y, m, beta, p, information, level, clusters)
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
    beta: np.ndarray,
    p: np.ndarray,
    information: np.ndarray,
    level: float,
    clusters: Clustered | None,
) -> dict[str, Many]:
    size = m.sum(1)
    inverse = np.linalg.inv(information)
    risks, gradients, sampled = [], [], []
    for value in (1.0, 0.0):
        there = X.copy()
        there[:, :, 1] = value
        q = expit(np.matmul(there, beta[:, :, None])[:, :, 0])
        risk = (q * m).sum(1) / size
        risks.append(risk)
        gradients.append(np.matmul((q * (1 - q) * m)[:, None, :], there)[:, 0] / size[:, None])
        sampled.append((q - risk[:, None]) * m / size[:, None])
    both = np.stack(sampled, axis=2), np.stack(gradients, axis=2)
    residual = m * (y - p)
    if clusters is None:
        covariance, df = _over_rows(X, m * p * (1 - p), residual, inverse, *both)
        p_value = _score_test(X, y, m)
    else:
        covariance, df, p_value = _over_clusters(X, m * p * (1 - p), residual, beta, *both, clusters)
    p1, p0 = risks
    v1, v0, shared = covariance[:, 0, 0], covariance[:, 1, 1], covariance[:, 0, 1]

    def one(value: np.ndarray, a: np.ndarray, b: np.ndarray) -> Many:
        spread = np.sqrt(a**2 * v1 + b**2 * v0 + 2 * a * b * shared)
        return around(value, spread, np.where(df >= 1, df, np.inf), p_value, level)

    ones = np.ones_like(p1)
    odds1, odds0 = p1 * (1 - p1), p0 * (1 - p0)
    return {
        "risk_difference": one(p1 - p0, ones, -ones),
        "risk_ratio": one(np.log(p1 / p0), 1 / p1, -1 / p0),
        "odds_ratio": one(np.log(p1 / (1 - p1)) - np.log(p0 / (1 - p0)), 1 / odds1, -1 / odds0),
    }


def _over_rows(
    X: np.ndarray,
    w: np.ndarray,
    residual: np.ndarray,
    inverse: np.ndarray,
    sampled: np.ndarray,
    gradient: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Covariance (R, 2, 2) of the risks and degrees of freedom (R,), everyone on her own."""
    projected = np.matmul(X, inverse)
    leverage = (projected * X).sum(2) * w
    factor = 1 / np.sqrt(1 - leverage)
    influence = (residual * factor)[:, :, None] * projected
    size = (w > 0).sum(1)
    blown = sampled * np.sqrt(size / (size - 1))[:, None, None] + np.matmul(influence, gradient)
    df = _degrees_of_freedom(X, w, projected[:, :, 1], leverage, factor, inverse)
    return np.matmul(blown.transpose(0, 2, 1), blown), df


def _over_clusters(
    X: np.ndarray,
    w: np.ndarray,
    residual: np.ndarray,
    beta: np.ndarray,
    sampled: np.ndarray,
    gradient: np.ndarray,
    clusters: Clustered,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same over clusters, and the p-value of the t test of the arm's coefficient."""
    own = expit(beta)
    prior = np.where(np.arange(X.shape[2]) >= 2, own * (1 - own), 0.0) / clusters.number[:, None]
    each = clusters.sum(w[:, :, None, None] * X[:, :, :, None] * X[:, :, None, :])
    at = np.arange(X.shape[2])
    each[:, at, at] += prior[clusters.replicate]
    leverage = ManyLeverage.of(clusters, each)
    influence = leverage.influence(clusters.sum(residual[:, :, None] * X))
    gain = np.sqrt(clusters.number / (clusters.number - 1))[clusters.replicate, None]
    there = gradient[clusters.replicate]
    blown = clusters.sum(sampled) * gain + np.matmul(influence[:, None, :], there)[:, 0]
    shared = leverage.shared(
        clusters.sum(w[:, :, None] * X),
        clusters.sum(w),
        clusters.sum(residual),
        (residual**2).sum(1),
        (w**2).sum(1),
    )
    df = leverage.df(1, shared)
    spread = np.sqrt(clusters.over(influence[:, 1] ** 2))
    p_value = 2 * stdtr(np.where(df >= 1, df, np.nan), -np.abs(beta[:, 1] / spread))
    covariance = clusters.over(blown[:, :, None] * blown[:, None, :])
    return covariance, df, np.where(leverage.too_few(df), np.nan, p_value)


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
