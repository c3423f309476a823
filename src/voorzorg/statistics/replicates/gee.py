"""Logistic GEE of many trials at once: a level per wave, an effect per wave after the first, exchangeable.

The same fit and Mancl-DeRouen error as :func:`voorzorg.statistics.repeated.gee.fit_gee_logistic`. A row has
two columns that are not zero, its wave and its wave's effect, so that sums over a woman are arrays (women,
waves). The corrected contribution of woman i, ``C (I - Q_i)^-1 C' u_i``, is ``(A - A_i)^-1 u_i`` with A the
summed information. Over clusters of women the error is Kauermann and Carroll's, with Satterthwaite's degrees
of freedom.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit, stdtr

from voorzorg.statistics.cluster_robust import FEWEST_CLUSTERS
from voorzorg.statistics.replicates.clusters import Clustered, ManyLeverage
from voorzorg.statistics.replicates.results import Many, around

_TOLERANCE = 1e-10
_MOST_ITERATIONS = 100


def gee_many(
    y: np.ndarray,
    arm: np.ndarray,
    baseline: bool,
    wave: int,
    level: float = 0.95,
    cluster: np.ndarray | None = None,
) -> Many:
    """Log odds ratios at ``wave`` (its place): y (R, n, waves) of 0, 1 and NaN, arm (R, n) of 0 and 1,
    ``cluster`` (R, n) of labels from 0.

    With ``baseline`` there is no effect at the first wave. NaN where it does not converge, or a wave of
    an arm has one woman or no variation, or an arm has one cluster.
    """
    seen = np.isfinite(y)
    m, y = seen.astype(float), np.where(seen, y, 0.0)
    a = arm.astype(float)
    W = y.shape[2]
    effects = np.arange(1 if baseline else 0, W)
    sizes = m.sum(2)
    bad = np.zeros(len(y), dtype=bool)
    for side in (a, 1 - a):
        count = (m * side[:, :, None]).sum(1)
        events = (m * y * side[:, :, None]).sum(1)
        bad |= ((count < 2) | (events == 0) | (events == count)).any(1)
    clusters = None if cluster is None else Clustered.of(cluster, (sizes > 0) | bad[:, None])
    if clusters is not None:
        bad |= clusters.fewest_per_arm(arm) < 2
    with np.errstate(all="ignore"):
        beta, rho, converged = _iterate(y, a, m, sizes, effects, ~bad)
        bad |= ~converged
        u, information, own = _terms(y, a, m, sizes, effects, beta, rho)
        at = W + int(np.flatnonzero(effects == wave)[0])
        if clusters is None:
            rest = information[:, None] - own
            rest[bad] = np.eye(W + len(effects))
            moved = np.linalg.solve(rest, u[:, :, :, None])[:, :, :, 0]
            spread, df = np.sqrt((moved[:, :, at] ** 2).sum(1)), np.full(len(y), np.inf)
        else:
            own[bad] = np.eye(W + len(effects))
            leverage = ManyLeverage.of(clusters, clusters.sum(own))
            spread = np.sqrt(clusters.over(leverage.influence(clusters.sum(u))[:, at] ** 2))
            across, score, of_shift = _shift(y, a, m, sizes, effects, beta, rho)
            shared = leverage.shared(
                clusters.sum(across),
                clusters.sum(of_shift),
                clusters.sum(score),
                (score**2).sum(1),
                (of_shift**2).sum(1),
            )
            df = np.where(clusters.number >= FEWEST_CLUSTERS, leverage.df(at, shared), np.nan)
        estimate = beta[:, at]
        found = around(estimate, spread, df, 2 * stdtr(df, -np.abs(estimate / spread)), level)
    return Many(*(np.where(bad, np.nan, values) for values in found))


def _iterate(
    y: np.ndarray, a: np.ndarray, m: np.ndarray, sizes: np.ndarray, effects: np.ndarray, active: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fisher scoring and the moment estimator of the correlation, in turn; each replicate until it rests."""
    R, _, W = y.shape
    p = W + len(effects)
    beta, rho, converged = np.zeros((R, p)), np.zeros(R), np.zeros(R, dtype=bool)
    n = m.sum((1, 2))
    pairs, largest = (sizes * (sizes - 1)).sum(1) / 2, sizes.max(1)
    active = active & (pairs > p)
    for _ in range(_MOST_ITERATIONS):
        at = np.flatnonzero(active)
        if not at.size:
            break
        u, information, _ = _terms(y[at], a[at], m[at], sizes[at], effects, beta[at], rho[at], each=False)
        step = np.linalg.solve(information, u.sum(1)[:, :, None])[:, :, 0]
        new = beta[at] + step
        mu = _means(new, a[at], W, effects)
        e = m[at] * (y[at] - mu) / np.sqrt(mu * (1 - mu))
        squares = (e**2).sum((1, 2))
        scale = squares / (n[at] - p)
        correlation = ((e.sum(2) ** 2).sum(1) - squares) / 2 / (scale * (pairs[at] - p))
        outside = ~((-1 / np.maximum(largest[at] - 1, 1) < correlation) & (correlation < 1))
        outside |= np.abs(new).max(1) > 30
        resting = (np.abs(step) / (1 + np.abs(new))).max(1) < _TOLERANCE
        resting &= np.abs(correlation - rho[at]) < _TOLERANCE
        beta[at], rho[at] = new, np.where(outside, rho[at], correlation)
        converged[at] = resting & ~outside
        active[at] = ~(resting | outside)
    return beta, rho, converged


def _means(beta: np.ndarray, a: np.ndarray, W: int, effects: np.ndarray) -> np.ndarray:
    effect = np.zeros((len(beta), W))
    effect[:, effects] = beta[:, W:]
    return np.asarray(expit(beta[:, None, :W] + a[:, :, None] * effect[:, None, :]))


def _terms(
    y: np.ndarray,
    a: np.ndarray,
    m: np.ndarray,
    sizes: np.ndarray,
    effects: np.ndarray,
    beta: np.ndarray,
    rho: np.ndarray,
    each: bool = True,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Women's scores (R, n, p), the summed information (R, p, p), and each woman's own where asked."""
    W = y.shape[2]
    mu = _means(beta, a, W, effects)
    sd = m * np.sqrt(mu * (1 - mu))
    r = m * (y - mu)
    e_sum = (r / np.sqrt(mu * (1 - mu))).sum(2)
    z_sum = _spread(sd, a, effects)
    c = rho[:, None] / (1 + (sizes - 1) * rho[:, None])
    left = (1 - rho)[:, None, None]
    u = (_spread(r, a, effects) - (c * e_sum)[:, :, None] * z_sum) / left
    diagonal = _blocks((sd**2).sum(1), (a[:, :, None] * sd**2).sum(1), effects)
    information = (diagonal - np.matmul((z_sum * c[:, :, None]).transpose(0, 2, 1), z_sum)) / left
    if not each:
        return u, information, np.empty(0)
    own = _blocks(sd**2, a[:, :, None] * sd**2, effects)
    own -= c[:, :, None, None] * z_sum[:, :, :, None] * z_sum[:, :, None, :]
    return u, information, own / left[:, :, :, None]


def _shift(
    y: np.ndarray,
    a: np.ndarray,
    m: np.ndarray,
    sizes: np.ndarray,
    effects: np.ndarray,
    beta: np.ndarray,
    rho: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A number added to all of a woman's linear predictor: its c (R, n, p), score and information (R, n)."""
    mu = _means(beta, a, y.shape[2], effects)
    sd, r = m * np.sqrt(mu * (1 - mu)), m * (y - mu)
    c, left = rho[:, None] / (1 + (sizes - 1) * rho[:, None]), (1 - rho)[:, None]
    s, e_sum = sd.sum(2), (r / np.sqrt(mu * (1 - mu))).sum(2)
    across = _spread(sd**2, a, effects) - (c * s)[:, :, None] * _spread(sd, a, effects)
    score, own = r.sum(2) - c * e_sum * s, (sd**2).sum(2) - c * s**2
    return across / left[:, :, None], score / left, own / left


def _spread(values: np.ndarray, a: np.ndarray, effects: np.ndarray) -> np.ndarray:
    """Values by wave (R, n, W) in the columns of waves and of effects."""
    return np.concatenate([values, a[:, :, None] * values[:, :, effects]], axis=2)


def _blocks(whole: np.ndarray, treated: np.ndarray, effects: np.ndarray) -> np.ndarray:
    """Z'Z from sums by wave (..., W), over everyone and over the treated."""
    W = whole.shape[-1]
    k, at = W + len(effects), np.arange(len(effects))
    out = np.zeros((*whole.shape[:-1], k, k))
    out[..., np.arange(W), np.arange(W)] = whole
    out[..., effects, W + at] = treated[..., effects]
    out[..., W + at, effects] = treated[..., effects]
    out[..., W + at, W + at] = treated[..., effects]
    return out
