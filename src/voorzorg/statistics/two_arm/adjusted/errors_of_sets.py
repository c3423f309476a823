"""Standardised risks and their bias-reduced errors at the coefficients of many data sets at once.

What :mod:`voorzorg.statistics.cluster_robust` does for one, an axis more. Clusters of one participant (most,
where the nurses of one arm are the clusters) have a leverage of rank one beside the prior's small share, for
which ``(I - Q)^-1/2 v`` is summed as a binomial series instead of by eigenvalues, to the last digit.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from voorzorg.statistics.cluster_robust import ALONE

Array = NDArray[np.float64]
#: A leverage below this is summed as a series.
_SMALL = 0.5
_LEFT_OUT = 1e-17


class Errors(NamedTuple):
    """``risks`` (m, 2), treated first, their ``covariance`` (m, 2, 2), and ``df`` (m,) of their contrasts."""

    risks: Array
    covariance: Array
    df: Array


class _Parts(NamedTuple):
    """Of the units that a sandwich sums over, in every data set.

    ``blown`` (m, g, p) is a unit's white score and ``seen`` (m, g, p) the arm's contrast, both blown up by
    its leverage; ``pulled`` (m, g, p) is the leverage times ``seen``; ``sampled`` (m, g, 2) the unit's part
    in the sampling error of the risks.
    """

    blown: Array
    seen: Array
    pulled: Array
    sampled: Array


def errors_of_sets(
    y: Array, X: Array, weight: Array, beta: Array, prior: Array, codes: NDArray[np.intp] | None
) -> Errors:
    """For y and weight (m, n), nought where there is no answer, X (m, n, p) with the arm second, beta (m, p).

    ``prior`` (m, p) is the prior's information on each coefficient; ``codes`` (n,) of clusters from 0.
    """
    p = X.shape[2]
    eta = (X @ beta[:, :, None])[:, :, 0]
    mu = expit(eta)
    working = weight * mu * (1 - mu)
    size = weight.sum(axis=1)
    risks, sampled, gradient = _risks(X, weight, beta, eta, size)
    total = (X * working[:, :, None]).transpose(0, 2, 1) @ X
    total[:, np.arange(p), np.arange(p)] += prior
    # Columns of very different units must not spoil the algebra.
    unit = np.sqrt(np.einsum("mpp->mp", total))
    root = np.linalg.inv(np.linalg.cholesky(total / (unit[:, :, None] * unit[:, None, :])))
    root = root.transpose(0, 2, 1) / unit[:, :, None]
    projected = X @ root
    rows = projected * np.sqrt(working)[:, :, None]
    white = projected * (weight * (y - mu))[:, :, None]
    arm = root[:, 1, :]  # C' times the arm's contrast
    if codes is None:
        found, there, units = _of_rows(rows, white, arm, sampled), weight, size
    else:
        count = np.stack([np.bincount(codes, w, codes.max() + 1) for w in weight])
        units = (count > 0).sum(axis=1).astype(float)
        share = (root.transpose(0, 2, 1) * prior[:, None, :]) @ root / units[:, None, None]
        found, order = _of_clusters(rows, white, arm, sampled, share, codes)
        there = (count[:, order] > 0).astype(float)
    influence = found.blown @ (root.transpose(0, 2, 1) @ gradient)
    error = found.sampled * np.sqrt(units / (units - 1))[:, None, None] + influence * there[:, :, None]
    return Errors(risks, error.transpose(0, 2, 1) @ error, _df(found, there))


def _risks(X: Array, weight: Array, beta: Array, eta: Array, size: Array) -> tuple[Array, Array, Array]:
    """Risks (m, 2), everyone's part in their sampling error (m, n, 2), and their gradients (m, p, 2)."""
    risks, sampled, gradients = [], [], []
    for value in (1.0, 0.0):
        at = expit(eta + (value - X[:, :, 1]) * beta[:, 1:2])
        slope = weight * at * (1 - at)
        risk = (at * weight).sum(axis=1) / size
        gradient = (slope[:, None, :] @ X)[:, 0] / size[:, None]
        gradient[:, 1] = value * slope.sum(axis=1) / size
        risks.append(risk)
        sampled.append((at - risk[:, None]) * weight / size[:, None])
        gradients.append(gradient)
    return np.stack(risks, axis=1), np.stack(sampled, axis=2), np.stack(gradients, axis=2)


def _of_rows(rows: Array, white: Array, arm: Array, sampled: Array) -> _Parts:
    """Every row is a unit, and the prior nobody's."""
    own = (rows**2).sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(own < 1 - ALONE, 1 / np.sqrt(1 - np.minimum(own, 1)), 0.0)
    length = (rows @ arm[:, :, None])[:, :, 0]
    # Blown up along the row alone, the rest of the contrast is not seen: I + (factor - 1) a a' / own.
    with np.errstate(divide="ignore", invalid="ignore"):
        along = np.where(own > 0, length / own, 0.0)
    seen = (along * factor)[:, :, None] * rows
    return _Parts(white * factor[:, :, None], seen, (length * factor)[:, :, None] * rows, sampled)


def _of_clusters(
    rows: Array, white: Array, arm: Array, sampled: Array, share: Array, codes: NDArray[np.intp]
) -> tuple[_Parts, NDArray[np.intp]]:
    """Clusters are the units; their codes in the parts' order. ``share`` (m, p, p) is the prior's."""
    bound = (rows**2).sum(axis=2).max(axis=0) + np.einsum("mpp->m", share).max()
    single = (np.bincount(codes)[codes] == 1) & (bound < _SMALL)
    alone, others = np.flatnonzero(single), np.unique(codes[~single])
    one = _of_single(rows[:, alone], white[:, alone], arm, share, bound[alone].max(initial=0.0))
    of_codes = [np.flatnonzero(codes == code) for code in others]
    several = _of_several(rows, white, arm, share, of_codes)
    summed = np.stack([sampled[:, at].sum(axis=1) for at in of_codes], axis=1) if of_codes else sampled[:, :0]
    blown, seen, pulled = (np.concatenate(pair, axis=1) for pair in zip(one, several, strict=True))
    drawn = np.concatenate([sampled[:, alone], summed], axis=1)
    return _Parts(blown, seen, pulled, drawn), np.concatenate([codes[alone], others])


def _of_single(rows: Array, white: Array, arm: Array, share: Array, bound: float) -> tuple[Array, ...]:
    """Clusters of one row a: Q = a a' + S, and sum of b_k Q^k v by Horner's scheme."""
    terms = math.ceil(math.log(_LEFT_OUT) / math.log(bound)) if bound > 0 else 1
    weights = np.cumprod([1.0, *((2 * k - 1) / (2 * k) for k in range(1, terms + 1))])

    def pull(v: Array) -> Array:
        return rows * np.einsum("mgp,mgp->mg", rows, v)[:, :, None] + v @ share

    def blow(v: Array) -> Array:
        summed = weights[-1] * v
        for w in weights[-2::-1]:
            summed = w * v + pull(summed)
        return summed

    seen = blow(np.broadcast_to(arm[:, None, :], rows.shape))
    return blow(white), seen, pull(seen)


def _of_several(
    rows: Array, white: Array, arm: Array, share: Array, of_codes: list[NDArray[np.intp]]
) -> tuple[Array, ...]:
    """Clusters of several rows, by the eigenvalues of their leverage."""
    if not of_codes:
        return white[:, :0], white[:, :0], white[:, :0]
    Q = np.stack([rows[:, at].transpose(0, 2, 1) @ rows[:, at] + share for at in of_codes], axis=1)
    score = np.stack([white[:, at].sum(axis=1) for at in of_codes], axis=1)
    values, vectors = np.linalg.eigh((Q + Q.transpose(0, 1, 3, 2)) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        blow = np.where(values < 1 - ALONE, 1 / np.sqrt(1 - np.minimum(values, 1)), 0.0)
    factor = (vectors * blow[:, :, None, :]) @ vectors.transpose(0, 1, 3, 2)
    seen = (factor @ arm[:, None, :, None])[:, :, :, 0]
    return (factor @ score[:, :, :, None])[:, :, :, 0], seen, (Q @ seen[:, :, :, None])[:, :, :, 0]


def _df(parts: _Parts, there: Array) -> Array:
    """Satterthwaite's degrees of freedom of the arm's contrast (m,); see ``cluster_robust``."""
    pulled = parts.pulled * there[:, :, None]
    own = (parts.seen * pulled).sum(axis=2)
    length = (pulled**2).sum(axis=2)
    trace = (own - length).sum(axis=1)
    inner = pulled.transpose(0, 2, 1) @ pulled
    square = (own**2 - 2 * own * length).sum(axis=1) + (inner**2).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(square > 0, trace**2 / square, math.nan)
