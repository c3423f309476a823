"""Bias-reduced errors over clusters of many trials at once (:mod:`voorzorg.statistics.cluster_robust`).

Clusters of all replicates stand in one list, replicate after replicate, so that trials may have different
numbers of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.statistics.cluster_robust import ALONE, FEWEST_CLUSTERS, FEWEST_DF


@dataclass(frozen=True)
class Clustered:
    """Who is in which cluster: ``rows`` (m,) are places in (R n,) of those who count, sorted by cluster,
    ``starts`` (T,) where each cluster's begin, ``replicate`` (T,) whose it is, ``firsts`` (R,) where a
    replicate's clusters begin, ``number`` (R,) how many it has.
    """

    rows: np.ndarray
    starts: np.ndarray
    replicate: np.ndarray
    firsts: np.ndarray
    number: np.ndarray

    @classmethod
    def of(cls, cluster: np.ndarray, counts: np.ndarray) -> Clustered:
        """From labels (R, n) of 0 and up, and who counts (R, n): at least one of every replicate."""
        R, n = cluster.shape
        label = (cluster + np.arange(R)[:, None] * (int(cluster.max()) + 1)).ravel()
        rows = np.flatnonzero(counts.ravel())
        rows = rows[np.argsort(label[rows], kind="stable")]
        starts = np.flatnonzero(np.r_[True, np.diff(label[rows]) > 0])
        replicate = rows[starts] // n
        return cls(rows, starts, replicate, np.searchsorted(replicate, np.arange(R)),
                   np.bincount(replicate, minlength=R))  # fmt: skip

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Sums within clusters (T, …) of values (R, n, …)."""
        flat = values.reshape(-1, *values.shape[2:])
        return np.add.reduceat(flat[self.rows], self.starts, axis=0)

    def over(self, values: np.ndarray) -> np.ndarray:
        """Sums over a replicate's clusters (R, …) of values (T, …)."""
        return np.add.reduceat(values, self.firsts, axis=0)

    def gram(self, U: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
        """``U' diag(weight) U`` (R, q, q) over a replicate's clusters, U (T, q)."""
        ends = np.r_[self.firsts[1:], len(U)]
        left = U if weight is None else U * weight[:, None]
        return np.stack([left[a:b].T @ U[a:b] for a, b in zip(self.firsts, ends, strict=True)])

    def fewest_per_arm(self, arm: np.ndarray) -> np.ndarray:
        """Clusters with somebody of the arm (R,), of the arm that has fewer; arm (R, n) of 0 and 1."""
        treated = arm.reshape(-1)[self.rows]
        low = self.over(np.minimum.reduceat(treated, self.starts) == 0)
        return np.minimum(low, self.over(np.maximum.reduceat(treated, self.starts) == 1))


@dataclass(frozen=True)
class ManyShared:
    """``white`` (T, p) are the ``across`` of :class:`Shared` times C; ``ratio`` (R,) by replicate."""

    white: np.ndarray
    ratio: np.ndarray


@dataclass(frozen=True)
class ManyLeverage:
    """``root`` (R, p, p) and, by cluster, ``leverage`` and ``factor`` (T, p, p): as ``Leverage``."""

    clusters: Clustered
    root: np.ndarray
    leverage: np.ndarray
    factor: np.ndarray

    @classmethod
    def of(cls, clusters: Clustered, information: np.ndarray) -> ManyLeverage:
        """From the clusters' information (T, p, p)."""
        total = clusters.over(information)
        unit = np.sqrt(np.diagonal(total, axis1=1, axis2=2))
        scaled = total / (unit[:, :, None] * unit[:, None, :])
        root = np.linalg.inv(np.linalg.cholesky(scaled)).transpose(0, 2, 1) / unit[:, :, None]
        each = root[clusters.replicate]
        leverage = each.transpose(0, 2, 1) @ information @ each
        values, vectors = np.linalg.eigh((leverage + leverage.transpose(0, 2, 1)) / 2)
        blow = np.where(values < 1 - ALONE, 1 / np.sqrt(1 - np.minimum(values, 1 - ALONE)), 0.0)
        factor = (vectors * blow[:, None, :]) @ vectors.transpose(0, 2, 1)
        return cls(clusters, root, leverage, factor)

    def influence(self, scores: np.ndarray) -> np.ndarray:
        """Each cluster's part (T, p) in the error of the estimate, from its score (T, p)."""
        root = self.root[self.clusters.replicate]
        white = np.matmul(scores[:, None, :], root)
        return np.asarray(np.matmul(white @ self.factor, root.transpose(0, 2, 1))[:, 0])

    def shared(
        self,
        across: np.ndarray,
        own: np.ndarray,
        score: np.ndarray,
        squares: np.ndarray,
        own_squares: np.ndarray,
    ) -> ManyShared:
        """How much members of clusters share, as ``Shift.shared``: across (T, p), own and score (T,) by
        cluster, the sums of squares (R,) by replicate.
        """
        over = self.clusters.over
        white = self._white(across)
        h = (white**2).sum(1)
        total = over(own)
        typical = own_squares / total
        groups = over(own - h), over(own**2 - 2 * own * h) + (self.clusters.gram(white) ** 2).sum((1, 2))
        members = total - typical * across.shape[1], own_squares - typical * over(h)
        known = groups[1] * members[0] - members[1] * groups[0]
        fine = (members[0] > 0) & (known > 1e-9 * groups[1] * members[0])
        seen = over(score**2)
        with np.errstate(divide="ignore", invalid="ignore"):
            d = (squares * groups[1] - seen * members[1]) / known
            m = (seen * members[0] - squares * groups[0]) / known
            most = 1e6 / np.maximum(total / self.clusters.number, 1e-300)
            ratio = np.where(d > 0, np.minimum(m / d, most), most)
        return ManyShared(white, np.where(fine & (m > 0), ratio, 0.0))

    def df(self, at: int, shared: ManyShared) -> np.ndarray:
        """Satterthwaite's degrees of freedom (R,) of coefficient ``at``."""
        over, gram, which = self.clusters.over, self.clusters.gram, self.clusters.replicate
        contrast = self.root[:, at][which]
        blown = np.matmul(self.factor, contrast[:, :, None])[:, :, 0]
        pulled = np.matmul(self.leverage, blown[:, :, None])[:, :, 0]
        white, p = shared.white, pulled.shape[1]
        reach = shared.ratio[which] * (white * blown).sum(1)
        spread = pulled + white * reach[:, None]
        own = (blown * spread).sum(1)
        U, one = np.hstack([pulled, spread]), np.eye(p)
        B = np.zeros((len(shared.ratio), 2 * p, 2 * p))
        B[:, :p, :p] = one + shared.ratio[:, None, None] * gram(white)
        B[:, :p, p:] = B[:, p:, :p] = -one
        inner, weighted = gram(U) @ B, gram(U, own) @ B
        trace = over(own) + np.trace(inner, axis1=1, axis2=2)
        square = over(own**2) + 2 * np.trace(weighted, axis1=1, axis2=2)
        square = square + (inner * inner.transpose(0, 2, 1)).sum((1, 2))
        return np.where(square > 0, trace**2 / square, np.nan)

    def _white(self, across: np.ndarray) -> np.ndarray:
        return np.matmul(across[:, None, :], self.root[self.clusters.replicate])[:, 0]

    def too_few(self, df: np.ndarray) -> np.ndarray:
        """Where (R,) no p-value can be given, as ``few_clusters``."""
        return (self.clusters.number < FEWEST_CLUSTERS) | ~(df >= FEWEST_DF)
