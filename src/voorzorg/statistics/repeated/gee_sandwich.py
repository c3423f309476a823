"""The leverage of clusters in a logistic GEE, and their corrected contributions to its sandwich.

Answers of one ``group`` share the working correlation; the sandwich sums over clusters of independent groups,
which may hold several (the women of one nurse).  The cluster's leverage adds up the groups' own, as V is
block-diagonal within it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voorzorg.statistics.within_clusters import Shift

#: Clusters whose eigenvectors are held at a time.
_TOGETHER = 4096

Floats = NDArray[np.float64]


def group_leverages(z: Floats, z_sum: Floats, c: Floats, rho: float, starts: NDArray[np.int64], sizes: Floats,
                    root: Floats) -> Floats:  # fmt: skip
    """Q of each group, C' D' V^-1 D C (groups, p, p), from its rows z (n, p) and their sums."""
    out = np.empty((len(starts), root.shape[1], root.shape[1]))
    whole = sizes.astype(np.int64)
    for size in np.unique(whole):
        chosen = np.flatnonzero(whole == size)
        for part in np.array_split(chosen, max(1, len(chosen) // _TOGETHER)):
            rows = starts[part, None] + np.arange(size)
            v = (z[rows.ravel()] @ root).reshape(len(part), size, -1)
            s = z_sum[part] @ root
            shared = c[part, None, None] * s[:, :, None] * s[:, None, :]
            out[part] = (v.transpose(0, 2, 1) @ v - shared) / (1 - rho)
    return out


def shift_of(
    X: Floats, residual: Floats, variance: Floats, c: Floats, rho: float, starts: NDArray[np.int64],
    firsts: NDArray[np.int64],
) -> Shift:  # fmt: skip
    """What the groups of an independent cluster share: a number added to the linear predictor of all of them.

    Rows of X (n, p), y - p and p (1 - p) (n,), sorted; ``firsts`` are the clusters' first groups.
    """
    sd = np.sqrt(variance)
    weighted = X * variance[:, None], X * sd[:, None]
    s, e = np.add.reduceat(sd, starts), np.add.reduceat(residual / sd, starts)
    own = (np.add.reduceat(variance, starts) - c * s**2) / (1 - rho)
    score = (np.add.reduceat(residual, starts) - c * e * s) / (1 - rho)
    across, half = (np.add.reduceat(rows, starts, axis=0) for rows in weighted)
    across = (across - (c * s)[:, None] * half) / (1 - rho)
    return Shift(
        np.add.reduceat(across, firsts, axis=0),
        np.add.reduceat(own, firsts),
        np.add.reduceat(score, firsts),
        float(score @ score),
        float(own @ own),
    )


def corrected(w: Floats, Q: Floats, exponent: float) -> Floats:
    """(I - Q_i)^-a w_i for each cluster; rows of ``w`` (k, p) are C' u_i."""
    if exponent == 0:
        return w
    out = np.empty_like(w)
    for first in range(0, len(w), _TOGETHER):
        part = slice(first, first + _TOGETHER)
        value, axes = np.linalg.eigh(Q[part])
        # Eigenvalue one: the cluster alone determines a coefficient, its residual there is zero, and so is w.
        with np.errstate(divide="ignore"):
            factor = np.where(value < 1 - 1e-9, (1 - np.minimum(value, 1)) ** -exponent, 0.0)
        out[part] = np.einsum("kij,kj->ki", axes, factor * np.einsum("kji,kj->ki", axes, w[part]))
    return out
