"""Conditional modes of scalar random effects: the inner maximisation of penalised IRLS, per cluster.

Given the fixed part zeta_j = x_j' beta + offset_j and the standard deviation sigma, cluster i's mode
maximises

    f(u) = sum_j l_j(zeta_j + sigma z_j u) - u^2 / 2

which is strictly concave, so Newton's method with step halving always arrives.  Undamped steps do not: a
cluster whose answers are all 0 or all 1 overshoots when sigma is large.
"""

from __future__ import annotations

import numpy as np

from voorzorg.statistics.multilevel.likelihood.binomial import logistic


def conditional_modes(
    zeta: np.ndarray,
    sz: np.ndarray,
    a: np.ndarray,
    N: np.ndarray,
    start: np.ndarray,
    tolerance: float = 1e-9,
) -> np.ndarray:
    """Return the modes (n,) for ``zeta``, ``sz`` = sigma z, ``a``, ``N`` of shape (n, J), from ``start``
    (n,).

    Steps below ``tolerance`` are the last."""

    def evaluate(u: np.ndarray, zeta: np.ndarray, sz: np.ndarray, a: np.ndarray, N: np.ndarray):  # type: ignore[no-untyped-def]
        eta = zeta + sz * u[:, None]
        p, pq, softplus = logistic(eta)
        f = (a * eta - N * softplus).sum(1) - u * u / 2
        slope = (sz * (a - N * p)).sum(1) - u
        curvature = (sz * sz * (N * pq)).sum(1) + 1.0
        return f, slope, curvature

    u = start.copy()
    f, slope, curvature = evaluate(u, zeta, sz, a, N)
    active = np.arange(u.size)
    z_, s_, a_, N_ = zeta, sz, a, N
    for _ in range(200):
        step = slope / curvature
        moving = np.abs(step) > tolerance * (1 + np.abs(u[active]))
        if not moving.any():
            u[active] += step
            return u
        trial = u[active] + step
        new = evaluate(trial, z_, s_, a_, N_)
        worse = new[0] < f - 1e-12 * (1 + np.abs(f))
        fraction = 1.0
        while worse.any() and fraction > 1e-6:
            fraction /= 2
            trial = np.where(worse, u[active] + fraction * step, trial)
            new = evaluate(trial, z_, s_, a_, N_)
            worse = new[0] < f - 1e-12 * (1 + np.abs(f))
        u[active] = trial
        if moving.mean() < 0.5 and moving.size > 64:  # go on with the clusters that still move
            active = active[moving]
            z_, s_, a_, N_ = z_[moving], s_[moving], a_[moving], N_[moving]
            f, slope, curvature = (part[moving] for part in new)
        else:
            f, slope, curvature = new
    return u
