"""Where the maxima of many data sets on one design are: Newton's step of each from one evaluation for all.

Imputed data sets differ in the answers that were missing. At one point psi a woman with the same answers in
two sets adds the same to both log-likelihoods, so that value, gradient and Hessian of sixty sets follow from
her few distinct cases: an eighth of the work of sixty evaluations, and less where little is missing. The
step goes in the outer variance instead of its standard deviation, in which the likelihood is even: a set
whose variance is nought is sent there, and not around it. What comes out is a start, not an estimate: a few
points do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.statistics.multilevel.likelihood.adaptive.modes import conditional_modes
from voorzorg.statistics.multilevel.likelihood.binomial import logistic
from voorzorg.statistics.multilevel.likelihood.quadrature import gauss_hermite

#: Points within a woman, and over an outer cluster.
POINTS, OUTER_POINTS = 9, 7
#: Newton's step is taken from an outer standard deviation of at least this; a variance found below the
#: square of the other is nought.
FROM_SD, NOUGHT_SD = 0.25, 0.15
#: One step moves no log odds and no standard deviation by more: where the answers say next to
#: nothing of a coefficient (a handful of women, all of one answer) Newton's step goes anywhere.
FURTHEST = 3.0
#: Cases evaluated at a time: their nodes should stay in the processor's cache.
TOGETHER = 64


@dataclass(frozen=True)
class Answers:
    """Of each data set the answers of all women, on one design.

    Attributes:
        X: (n, J, P) design of woman and row.
        y: (m, n, J) 0 or 1, NaN where there is no answer.
        outer: (n,) outer cluster, from 0; -1 for women in none.
    """

    X: np.ndarray
    y: np.ndarray
    outer: np.ndarray


def starts(answers: Answers, beta: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """(m, P + thetas) starting values, from one fit's fixed effects (P,) and standard deviations (1 or 2).

    Two rounds: from that fit, and from the mean of what the first round found.
    """
    parts = _parts(answers)
    found = np.r_[beta, theta][None]
    for _ in range(2):
        at = found.mean(axis=0)
        if len(theta) > 1:
            at[-1] = max(at[-1], FROM_SD)
        found = at + _within(_steps(parts, at, len(answers.y)), answers.X)
        if len(theta) > 1:
            variance = at[-1] ** 2 + (found[:, -1] - at[-1])
            found[:, -1] = np.where(variance > NOUGHT_SD**2, np.sqrt(np.maximum(variance, 0.0)), 0.0)
        found[:, len(beta)] = np.abs(found[:, len(beta)])
    return found


def _within(steps: np.ndarray, X: np.ndarray) -> np.ndarray:
    """The steps (m, Q), those too long shortened in their own direction."""
    P = X.shape[2]
    moved = np.abs(X.reshape(-1, P) @ steps[:, :P].T).max(axis=0)
    longest = np.maximum(moved, np.abs(steps[:, P:]).max(axis=1))
    return steps * np.minimum(1.0, FURTHEST / np.maximum(longest, FURTHEST))[:, None]


@dataclass(frozen=True)
class _Part:
    """Women in an outer cluster, or in none: their distinct cases, and which case she is in each set.

    ``columns`` are the design's distinct columns among them (n, J, p), ``spread`` (p, P) makes their
    coefficients out of those of the design. ``unit`` (n,) is sorted; ``outer`` tells whether it acts.
    """

    columns: np.ndarray
    spread: np.ndarray
    unit: np.ndarray
    outer: bool
    person: np.ndarray
    a: np.ndarray
    N: np.ndarray
    case: np.ndarray


def _parts(answers: Answers) -> list[_Part]:
    found = []
    for acts in (False, True):
        own = np.flatnonzero((answers.outer >= 0) == acts)
        if not own.size:
            continue
        if acts:
            own = own[np.argsort(answers.outer[own], kind="stable")]
        unit: np.ndarray = np.arange(own.size)
        if acts:
            unit = np.unique(answers.outer[own], return_inverse=True)[1]
        X, y = answers.X[own], answers.y[:, own]
        distinct, which = np.unique(X.reshape(-1, X.shape[2]), axis=1, return_inverse=True)
        spread = (np.arange(distinct.shape[1])[:, None] == which.ravel()).astype(float)
        real = distinct.any(axis=0)
        columns = distinct[:, real].reshape(*X.shape[:2], -1)
        code = np.where(np.isnan(y), 2, y).astype(np.int64) @ 3 ** np.arange(y.shape[2])
        code += np.arange(own.size) * 3 ** y.shape[2]
        _, first, case = np.unique(code, return_index=True, return_inverse=True)
        i, person = (np.asarray(index) for index in np.unravel_index(first, code.shape))
        there = ~np.isnan(y[i, person])
        a = np.where(there, y[i, person], 0.0)
        held = _Part(columns, spread[real], unit, acts, person, a, there * 1.0, case.reshape(code.shape))
        found.append(held)
    return found


def _steps(parts: list[_Part], at: np.ndarray, m: int) -> np.ndarray:
    """Newton's step (m, Q) of every set from ``at``; of an outer standard deviation in its square."""
    Q = len(at)
    gradient, hessian = np.zeros((m, Q)), np.zeros((m, Q, Q))
    P = parts[0].spread.shape[1]
    for part in parts:
        g, H = _of_sets(part, at, P)
        A = np.zeros((g.shape[1], Q))
        A[: len(part.spread), :P] = part.spread
        A[len(part.spread) :, P : P + 1 + part.outer] = np.eye(1 + part.outer)
        gradient += g @ A
        hessian += A.T @ H @ A
    if Q > P + 1:
        sd, slope = at[-1], gradient[:, -1].copy()
        gradient[:, -1] /= 2 * sd
        hessian[:, -1] /= 2 * sd
        hessian[:, :, -1] /= 2 * sd
        hessian[:, -1, -1] -= slope / (4 * sd**3)
    unit = 1 / np.sqrt(np.maximum(np.abs(np.einsum("mqq->mq", hessian)), 1e-8))
    curvature, axes = np.linalg.eigh(-hessian * unit[:, :, None] * unit[:, None, :])
    along = np.einsum("mqk,mq->mk", axes, gradient * unit)
    along /= np.maximum(np.abs(curvature), 1e-3)
    return unit * np.einsum("mqk,mk->mq", axes, along)


def _of_sets(part: _Part, at: np.ndarray, P: int) -> tuple[np.ndarray, np.ndarray]:
    """Gradient (m, q) and Hessian (m, q, q) of every set in the part's own parameters."""
    beta = part.spread @ at[:P]
    s1, s2 = at[P], at[P + 1] if part.outer else 0.0
    rule = gauss_hermite(OUTER_POINTS if part.outer else 1)
    centre, scale = _unit_modes(part, beta, s1, s2) if part.outer else (np.zeros(1), np.zeros(1))
    v = centre[:, None] + scale[:, None] * rule.t
    of_case = v[part.unit[part.person]] if part.outer else np.zeros((len(part.person), 1))
    log_I, score, second = _of_cases(part, beta, s1, s2, of_case)
    m, n = part.case.shape
    cases, K, q = score.shape
    weight = np.ones((m, n, 1))
    if part.outer:
        begin = np.flatnonzero(np.r_[True, np.diff(part.unit) > 0])
        g = np.add.reduceat(log_I[part.case], begin, axis=1) + rule.log_omega - v * v / 2
        share = np.exp(g - g.max(axis=2, keepdims=True))
        share /= share.sum(axis=2, keepdims=True)  # (m, units, K)
        of_unit = np.add.reduceat(score[part.case], begin, axis=1)  # (m, units, K, q)
        weight = share[:, part.unit]
    place = (np.arange(m)[:, None, None] * cases + part.case[:, :, None]) * K + np.arange(K)
    times = np.bincount(place.ravel(), np.broadcast_to(weight, place.shape).ravel(), m * cases * K)
    times = times.reshape(m, cases * K)
    gradient = times @ score.reshape(-1, q)
    hessian = (times @ second.reshape(-1, q * q)).reshape(m, q, q)
    if part.outer:
        mean = (share[..., None] * of_unit).sum(axis=2)
        flat = of_unit.reshape(m, -1, q)
        hessian += (flat * share.reshape(m, -1, 1)).swapaxes(1, 2) @ flat - mean.swapaxes(1, 2) @ mean
    return gradient, hessian


def _unit_modes(part: _Part, beta: np.ndarray, s1: float, s2: float) -> tuple[np.ndarray, np.ndarray]:
    """Mode and scale (units,) of the outer clusters' integrands, with the mean answers of all sets."""
    m = len(part.case)
    zeta = part.columns @ beta
    a, N = part.a[part.case].sum(axis=0) / m, part.N[part.case].sum(axis=0) / m
    v, mode = np.zeros(part.unit.max() + 1), np.zeros(len(zeta))
    curvature = np.ones_like(v)
    for _ in range(6):
        shifted = zeta + s2 * v[part.unit, None]
        mode = conditional_modes(shifted, np.full_like(shifted, s1), a, N, mode, 1e-4)
        p, pq, _ = logistic(shifted + s1 * mode[:, None])
        # the mode follows v, which leaves this much of a woman's information on v
        own = (N * pq).sum(axis=1)
        slope = s2 * np.bincount(part.unit, (a - N * p).sum(axis=1)) - v
        curvature = 1 + s2**2 * np.bincount(part.unit, own / (1 + s1**2 * own))
        v = v + np.clip(slope / curvature, -1.5, 1.5)
    return v, curvature**-0.5


def _of_cases(
    part: _Part, beta: np.ndarray, s1: float, s2: float, v: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log-likelihoods (cases, K) at the outer nodes ``v`` (cases, K), scores and second derivatives."""
    pieces = []
    for first in range(0, len(v), TOGETHER):
        own = slice(first, first + TOGETHER)
        R = part.columns[part.person[own]]
        pieces.append(_at_nodes(R, part.a[own], part.N[own], beta, s1, s2, v[own], part.outer))
    log_I, score, second = (np.concatenate(one) for one in zip(*pieces, strict=True))
    return log_I, score, second


def _at_nodes(
    R: np.ndarray,
    a: np.ndarray,
    N: np.ndarray,
    beta: np.ndarray,
    s1: float,
    s2: float,
    v: np.ndarray,
    outer: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Derivatives that hold the nodes: those of a mixture over them (Louis 1982)."""
    rule = gauss_hermite(POINTS)
    c, _, p = R.shape
    K = v.shape[1]
    R, a, N = (np.repeat(x, K, axis=0) for x in (R, a, N))
    v = v.reshape(-1)
    zeta = R @ beta + s2 * v[:, None]
    sz = np.full_like(zeta, s1)
    mode = conditional_modes(zeta, sz, a, N, np.zeros(len(v)), 1e-4)
    tau = (1 + s1**2 * (N * logistic(zeta + s1 * mode[:, None]).pq).sum(axis=1)) ** -0.5
    u = mode[:, None] + tau[:, None] * rule.t
    eta = zeta[:, :, None] + s1 * u[:, None, :]
    risk, pq, softplus = logistic(eta)
    g = (a * zeta).sum(axis=1)[:, None] + s1 * a.sum(axis=1)[:, None] * u - u * u / 2 + rule.log_omega
    g -= np.matmul(N[:, None, :], softplus)[:, 0]
    top = g.max(axis=1, keepdims=True)
    pi = np.exp(g - top)
    total = pi.sum(axis=1, keepdims=True)
    pi /= total
    log_I = np.log(tau) + np.log(total[:, 0]) + top[:, 0]
    r = a[:, :, None] - N[:, :, None] * risk
    sums = r.sum(axis=1)
    d = [np.matmul(r.swapaxes(1, 2), R), (u * sums)[:, :, None]]
    d += [(v[:, None] * sums)[:, :, None]] if outer else []
    D = np.concatenate(d, axis=2)  # (cases K, L, q)
    score = np.matmul(pi[:, None, :], D)[:, 0]
    second = np.matmul((D * pi[:, :, None]).swapaxes(1, 2), D) - score[:, :, None] * score[:, None, :]
    V = N[:, :, None] * pq
    moments = [np.matmul(V, w[:, :, None])[:, :, 0] for w in (pi, pi * u, pi * u * u)]
    second[:, :p, :p] -= np.matmul((R * moments[0][:, :, None]).swapaxes(1, 2), R)
    edges = [np.matmul(moments[1][:, None, :], R)[:, 0]]
    edges += [v[:, None] * np.matmul(moments[0][:, None, :], R)[:, 0]] if outer else []
    for k, edge in enumerate(edges):
        second[:, p + k, :p] -= edge
        second[:, :p, p + k] -= edge
    of_rows = [one.sum(axis=1) for one in moments]
    second[:, p, p] -= of_rows[2]
    if outer:
        second[:, p + 1, p + 1] -= v * v * of_rows[0]
        second[:, p, p + 1] -= v * of_rows[1]
        second[:, p + 1, p] -= v * of_rows[1]
    q = score.shape[1]
    return log_I.reshape(c, K), score.reshape(c, K, q), second.reshape(c, K, q, q)
