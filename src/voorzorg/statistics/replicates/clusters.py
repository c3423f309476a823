"""Bias-reduced errors over clusters of many trials at once (:mod:`voorzorg.statistics.cluster_robust`).

Clusters of all replicates stand in one list, replicate after replicate, so that trials may have different
numbers of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.statistics.cluster_robust import FEWEST_CLUSTERS, FEWEST_DF

_ALONE = 1e-9


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

    def fewest_per_arm(self, arm: np.ndarray) -> np.ndarray:
        """Clusters with somebody of the arm (R,), of the arm that has fewer; arm (R, n) of 0 and 1."""
        treated = arm.reshape(-1)[self.rows]
        low = self.over(np.minimum.reduceat(treated, self.starts) == 0)
        return np.minimum(low, self.over(np.maximum.reduceat(treated, self.starts) == 1))


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
        blow = np.where(values < 1 - _ALONE, 1 / np.sqrt(1 - np.minimum(values, 1 - _ALONE)), 0.0)
        factor = (vectors * blow[:, None, :]) @ vectors.transpose(0, 2, 1)
        return cls(clusters, root, leverage, factor)

    def influence(self, scores: np.ndarray) -> np.ndarray:
        """Each cluster's part (T, p) in the error of the estimate, from its score (T, p)."""
        root = self.root[self.clusters.replicate]
        white = np.matmul(scores[:, None, :], root)
        return np.asarray(np.matmul(white @ self.factor, root.transpose(0, 2, 1))[:, 0])

    def df(self, at: int) -> np.ndarray:
        """Satterthwaite's degrees of freedom (R,) of coefficient ``at``."""
        contrast = self.root[:, at][self.clusters.replicate]
        blown = np.matmul(self.factor, contrast[:, :, None])[:, :, 0]
        pulled = np.matmul(self.leverage, blown[:, :, None])[:, :, 0]
        own, length = (blown * pulled).sum(1), (pulled**2).sum(1)
        inner = self.clusters.over(pulled[:, :, None] * pulled[:, None, :])
        square = self.clusters.over(own**2 - 2 * own * length) + (inner**2).sum((1, 2))
        return np.where(square > 0, self.clusters.over(own - length) ** 2 / square, np.nan)

    def too_few(self, df: np.ndarray) -> np.ndarray:
        """Where (R,) no p-value can be given, as ``few_clusters``."""
        return (self.clusters.number < FEWEST_CLUSTERS) | ~(df >= FEWEST_DF)
