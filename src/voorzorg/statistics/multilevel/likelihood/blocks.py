"""Clusters of the same size stacked into three-dimensional arrays.

All cluster sums of the likelihood then become batched matrix products over arrays of shape
(clusters, rows per cluster, ...), without a loop over clusters.  Sizes are rounded up to a few
and padded with rows of zero trials, which contribute nothing.  Two reductions come first:

* rows of one cluster that share covariates are added up to binomial counts;
* clusters that agree in all rows are kept once, with a frequency.

Both leave the log-likelihood unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

#: Elements of a (clusters, rows, points) array beyond which a block is worked off in slices: they should
#: stay in the processor's cache, and bound the memory on large data.
CHUNK = 30_000


@dataclass(frozen=True)
class Block:
    """``n`` clusters of at most ``J`` rows."""

    X: np.ndarray  #: (n, J, P) fixed-effects design
    Z: np.ndarray  #: (n, J, q) random-effects design
    a: np.ndarray  #: (n, J) events, weighted
    N: np.ndarray  #: (n, J) trials, weighted
    offset: np.ndarray  #: (n, J)
    frequency: np.ndarray  #: (n,) how many identical clusters this one stands for
    pattern: np.ndarray  #: (n,) index of the cluster pattern
    outer: np.ndarray  #: (n,) index of the third level (zeros when there is none)

    def slices(self, points: int) -> Iterator[tuple[slice, Block]]:
        """Yield parts of the block whose (clusters, rows, points) arrays stay within ``CHUNK`` elements."""
        n, J = self.a.shape
        step = max(1, CHUNK // (J * points))
        if step >= n:
            yield slice(0, n), self
            return
        for first in range(0, n, step):
            part = slice(first, min(first + step, n))
            yield part, self[part]

    def __getitem__(self, part: slice) -> Block:
        return replace(self, **{name: getattr(self, name)[part] for name in self.__dataclass_fields__})


@dataclass(frozen=True)
class Clusters:
    """All blocks, and which pattern each original cluster follows."""

    blocks: tuple[Block, ...]
    pattern_of_cluster: np.ndarray  #: (clusters,)
    frequency: np.ndarray  #: (patterns,)
    n_fixed: int
    n_random: int

    @property
    def n_patterns(self) -> int:
        return int(self.frequency.size)


def stack(
    rows: np.ndarray, X: np.ndarray, Z: np.ndarray, a: np.ndarray, N: np.ndarray, offset: np.ndarray,
    cluster: np.ndarray, outer: np.ndarray, *, merge_clusters: bool = True,
) -> Clusters:  # fmt: skip
    """Stack rows that are sorted by ``cluster`` (0, 1, ...) into blocks.

    ``rows`` (N, any) holds what must agree for two rows to be the same (the design on the user's scale);
    ``outer`` (clusters,) is the third level of each cluster.
    """
    key = _hash_rows(rows)
    order = np.lexsort((key, cluster))
    key, cluster_of = key[order], cluster[order]
    new = np.r_[True, (key[1:] != key[:-1]) | (cluster_of[1:] != cluster_of[:-1])]
    new[1:] |= (rows[order[1:]] != rows[order[:-1]]).any(axis=1)
    if not new.all():
        first = np.flatnonzero(new)
        a, N = np.add.reduceat(a[order], first), np.add.reduceat(N[order], first)
        keep = order[first]
    else:
        a, N, keep = a[order], N[order], order
    X, Z, offset, cluster_of, key = X[keep], Z[keep], offset[keep], cluster[keep], key[new]
    size = np.bincount(cluster_of)
    start = np.r_[0, np.cumsum(size)[:-1]]
    pattern, representative = _patterns(rows[keep], key, a, N, start, size, outer, merge_clusters)
    frequency = np.bincount(pattern).astype(float)
    padded = _ladder(size[representative])
    blocks = []
    for J in np.unique(padded):
        which = np.flatnonzero(padded == J)
        rep = representative[which]
        index = start[rep][:, None] + np.arange(J)
        real = np.arange(J) < size[rep][:, None]
        index[~real] = start[rep].repeat(J).reshape(index.shape)[~real]
        blocks.append(
            Block(X[index], Z[index], a[index] * real, N[index] * real, offset[index],
                  frequency[which], which, outer[rep])
        )  # fmt: skip
    return Clusters(tuple(blocks), pattern, frequency, X.shape[1], Z.shape[1])


def _ladder(size: np.ndarray) -> np.ndarray:
    """The number of rows that each cluster is padded to: few different ones, and little padding.

    Going up from the smallest size, a size joins the next one when that adds at most 3 % of rows.
    """
    sizes, count = np.unique(size, return_counts=True)
    target = sizes.copy()
    first = 0  # start of the run of sizes that are still open
    for k in range(sizes.size - 1):
        padding = (count[first : k + 1] * (sizes[k + 1] - sizes[first : k + 1])).sum()
        if padding > 0.03 * size.sum():
            target[first : k + 1] = sizes[k]
            first = k + 1
    target[first:] = sizes[-1]
    return target[np.searchsorted(sizes, size)]


def _mix(h: np.ndarray) -> np.ndarray:
    """The finaliser of splitmix64: every input bit moves every output bit."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


def _hash_rows(rows: np.ndarray) -> np.ndarray:
    """A 64-bit hash of each row (equality is checked afterwards, so a collision costs nothing but time)."""
    bits = np.ascontiguousarray(rows + 0.0).view(np.uint64)  # + 0.0 turns -0.0 into 0.0
    h = np.zeros(rows.shape[0], dtype=np.uint64)
    for column in bits.T:
        h = _mix(h + column + np.uint64(0x9E3779B97F4A7C15))
    return h


def _patterns(
    rows: np.ndarray, key: np.ndarray, a: np.ndarray, N: np.ndarray, start: np.ndarray, size: np.ndarray,
    outer: np.ndarray, merge: bool,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Pattern of each cluster, and one representative cluster per pattern."""
    every = np.arange(size.size)
    if not merge:
        return every, every
    row = _hash_rows(np.column_stack([a, N])) ^ key
    with np.errstate(over="ignore"):
        cluster_key = _mix(np.add.reduceat(_mix(row), start) + _mix(size.astype(np.uint64)))
        cluster_key = _mix(cluster_key + _mix(outer.astype(np.uint64)))
    _, representative, pattern = np.unique(cluster_key, return_index=True, return_inverse=True)
    if representative.size == size.size:
        return every, every
    # exact check, row by row, of every cluster against its representative
    rep = representative[pattern]
    if (size[rep] != size).any() or (outer[rep] != outer).any():
        return every, every
    own = np.arange(a.size)
    twin = own - np.repeat(start, size) + np.repeat(start[rep], size)
    if (a[own] != a[twin]).any() or (N[own] != N[twin]).any() or (rows[own] != rows[twin]).any():
        return every, every
    return pattern, representative
