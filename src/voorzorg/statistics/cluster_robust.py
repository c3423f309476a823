"""Standard errors from few clusters (or few participants): bias-reduced sandwich and its degrees of freedom.

An estimate b solves ``sum_g u_g(b) = 0`` with cluster scores u_g (p,) and cluster information A_g (p, p).
The ordinary sandwich ``M [sum u_g u_g'] M``, M = (sum A_g)^-1 = C C', is too small: the fit has pulled the
residuals of every cluster towards zero by its leverage. With ``Q_g = C' A_g C`` the scores are blown up
again,

    w_g = (I - Q_g)^-1/2 C' u_g,     cov = C [sum_g w_g w_g'] C',

which is Bell and McCaffrey's (2002, Survey Methodology 28:169) estimator for least squares (CR2 of R's
clubSandwich; HC2 where every row is a cluster) and Kauermann and Carroll's (2001, JASA 96:1387) elsewhere:
exact to first order for independent rows.

The variance of a contrast is a quadratic form in few clusters and far from normal. Its degrees of freedom
are Satterthwaite's (Bell and McCaffrey; Pustejovsky and Tipton 2018, Journal of Business and Economic
Statistics 36:672): ``tr(G)^2 / tr(G^2)``, with G (clusters, clusters) the covariance of the clusters' parts.
For an arm allotted to equal clusters they are the number of clusters minus two. Where clusters differ in size
it matters what G is: under independent rows a cluster counts with its size, and where its members are alike
with nearly the square of it, so that fewer clusters decide. G is therefore that of rows that share a number
per cluster, its variance estimated (Imbens and Kolesar 2016, Review of Economics and Statistics 98:701; see
``within_clusters``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import Message, message
from voorzorg.statistics.within_clusters import ONE_MIND, Shared, Shift

#: With fewer clusters than this no p-value is given: a test that keeps its level rejects next to nothing.
FEWEST_CLUSTERS = 6
#: With fewer degrees of freedom than this Satterthwaite's approximation is too rough for a p-value.
FEWEST_DF = 2.0
#: An eigenvalue of a cluster's leverage this close to one: the cluster alone determines a coefficient.
ALONE = 1e-9
#: Up to so many rows per cluster all products at once are faster than a product per cluster.
_SUMMED_AT_ONCE = 20


@dataclass(frozen=True)
class Leverage:
    """How much each cluster weighs in an estimate of p parameters.

    ``root`` is C, ``leverage`` the Q_g and ``factor`` the (I - Q_g)^-1/2, shapes (p, p) and (g, p, p);
    ``frequency`` (g,) says how many clusters each of them stands for.
    """

    root: np.ndarray
    leverage: np.ndarray
    factor: np.ndarray
    frequency: np.ndarray

    @classmethod
    def of(cls, information: np.ndarray, frequency: ArrayLike | None = None) -> Leverage:
        """From the clusters' information (g, p, p). Raises LinAlgError where its sum is singular."""
        times = np.ones(len(information)) if frequency is None else np.asarray(frequency, float)
        total = np.tensordot(times, information, axes=1)
        # Columns of very different units must not spoil the algebra.
        unit = np.sqrt(np.diag(total))
        root = np.linalg.inv(np.linalg.cholesky(total / np.outer(unit, unit))).T / unit[:, None]
        return cls.at(root, root.T @ information @ root, times)

    @classmethod
    def at(cls, root: np.ndarray, leverage: np.ndarray, frequency: np.ndarray | None = None) -> Leverage:
        """From C (p, p) and the Q_g (g, p, p) themselves."""
        values, vectors = np.linalg.eigh((leverage + leverage.transpose(0, 2, 1)) / 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            blow = np.where(values < 1 - ALONE, 1 / np.sqrt(1 - np.minimum(values, 1)), 0.0)
        factor = (vectors * blow[:, None, :]) @ vectors.transpose(0, 2, 1)
        return cls(root, leverage, factor, np.ones(len(leverage)) if frequency is None else frequency)

    def corrected(self, influence: np.ndarray) -> np.ndarray:
        """Each cluster's part (g, p) in the error of the estimate, blown up by its leverage."""
        white = np.linalg.solve(self.root, influence.T).T
        return np.einsum("gij,gj->gi", self.factor, white) @ self.root.T

    def df(self, contrast: ArrayLike, shared: Shared | None = None) -> float:
        """Degrees of freedom of a weighted sum of the coefficients, weights (p,).

        The working covariance of a cluster's scores is A_g, or ``A_g + ratio c_g c_g'`` with ``shared``.
        """
        blown = self.factor @ (self.root.T @ np.asarray(contrast, float))
        pulled = np.einsum("gij,gj->gi", self.leverage, blown)
        times = self.frequency
        spread, middle = pulled, np.eye(len(self.root))
        if shared is not None and shared.ratio > 0:
            across = shared.across @ self.root
            spread = pulled + shared.ratio * across * np.einsum("gi,gi->g", across, blown)[:, None]
            middle = middle + shared.ratio * (across * times[:, None]).T @ across
        # G = diag(own) + U B U', never made: clusters may be a hundred thousand
        own = np.einsum("gi,gi->g", blown, spread)
        U = np.hstack([pulled, spread])
        none, one = np.zeros_like(middle), np.eye(len(middle))
        B = np.block([[middle, -one], [-one, none]])
        inner, weighted = (U * times[:, None]).T @ U @ B, (U * (times * own)[:, None]).T @ U @ B
        trace = float(times @ own + np.trace(inner))
        square = float(times @ own**2 + 2 * np.trace(weighted) + (inner * inner.T).sum())
        return trace**2 / square if square > 0 else math.nan


@dataclass(frozen=True)
class RowLeverage:
    """The same where every row is a cluster: rows ``C' sqrt(w) x`` (n, p) and their ``1 / sqrt(1 - h)``
    (n,).
    """

    root: np.ndarray
    rows: np.ndarray
    factor: np.ndarray

    @classmethod
    def of(cls, X: np.ndarray, weight: np.ndarray, prior: np.ndarray | None = None) -> RowLeverage:
        """From X (n, p) and working weights (n,); ``prior`` (p, p) is information that belongs to no row."""
        total = (X * weight[:, None]).T @ X + (0.0 if prior is None else prior)
        unit = np.sqrt(np.diag(total))
        root = np.linalg.inv(np.linalg.cholesky(total / np.outer(unit, unit))).T / unit[:, None]
        rows = (X * np.sqrt(weight)[:, None]) @ root
        own = (rows**2).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.where(own < 1 - ALONE, 1 / np.sqrt(1 - np.minimum(own, 1)), 0.0)
        return cls(root, rows, factor)

    def df(self, contrast: ArrayLike) -> float:
        """Degrees of freedom of a weighted sum of the coefficients, weights (p,)."""
        seen = (self.rows @ (self.root.T @ np.asarray(contrast, float))) * self.factor
        own, pulled = seen**2, self.rows * seen[:, None]
        length = (pulled**2).sum(axis=1)
        trace = float((own - length).sum())
        square = float((own**2 - 2 * own * length).sum() + ((pulled.T @ pulled) ** 2).sum())
        return trace**2 / square if square > 0 else math.nan


@dataclass(frozen=True)
class ClusterRobust:
    """``covariance`` (p, p), ``influence`` (g, p), the number of ``clusters``, their leverage, and how much
    their members share.
    """

    covariance: np.ndarray
    clusters: int
    influence: np.ndarray
    leverage: Leverage | RowLeverage
    shared: Shared | None = None

    def df(self, contrast: ArrayLike) -> float:
        """Degrees of freedom of a weighted sum of the coefficients, weights (p,)."""
        if isinstance(self.leverage, RowLeverage):
            return self.leverage.df(contrast)
        return self.leverage.df(contrast, self.shared)

    def of_one_mind(self) -> ClusterRobust:
        """The same with degrees of freedom as if members of a cluster did not differ at all."""
        return self if self.shared is None else replace(self, shared=Shared(self.shared.across, ONE_MIND))

    def of_scores(self, scores: np.ndarray, cluster: ArrayLike) -> np.ndarray:
        """What rows' scores (n, p), or a part of them, add to ``influence``, by cluster (g, p)."""
        assert isinstance(self.leverage, Leverage)
        root = self.leverage.root
        return self.leverage.corrected(sum_within(scores, cluster) @ root @ root.T)


def cluster_robust(scores: np.ndarray, information: np.ndarray, shift: Shift | None = None) -> ClusterRobust:
    """From the clusters' scores (g, p) at the estimate and their information (g, p, p).

    ``shift`` tells how much members share; without it (where a model of the clusters has accounted for that)
    they count as independent. Raises LinAlgError where the summed information is singular.
    """
    leverage = Leverage.of(information)
    influence = leverage.corrected(scores @ leverage.root @ leverage.root.T)
    shared = None if shift is None else shift.shared(leverage.root)
    return ClusterRobust(influence.T @ influence, len(scores), influence, leverage, shared)


def bias_reduced(
    scores: np.ndarray,
    X: np.ndarray,
    weight: np.ndarray,
    cluster: ArrayLike | None = None,
    prior: np.ndarray | None = None,
) -> ClusterRobust:
    """Sandwich of rows (n, p), residuals times X, with working weights (n,), summed within ``cluster`` (n,)
    where given.
    """
    if cluster is None:
        rows = RowLeverage.of(X, weight, prior)
        influence = (scores * rows.factor[:, None]) @ rows.root @ rows.root.T
        return ClusterRobust(influence.T @ influence, len(scores), influence, rows)
    codes = cluster_codes(cluster, len(X))
    information = information_within(X, weight, codes)
    if prior is not None:
        # Shared out evenly: the penalty is weak, and its row is nobody's.
        information = information + prior / len(information)
    with np.errstate(divide="ignore", invalid="ignore"):
        residual = np.nan_to_num((scores * X).sum(axis=1) / (X**2).sum(axis=1))
    shift = Shift.of_rows(residual, X, weight, codes)
    return cluster_robust(sum_within(scores, codes), information, shift)


def few_clusters(clusters: int, df: float) -> Message | None:
    """Why no p-value can be given with so few clusters; None where one can."""
    if clusters < FEWEST_CLUSTERS:
        return message("few-clusters", clusters=clusters, fewest=FEWEST_CLUSTERS)
    if not df >= FEWEST_DF * (1 - 1e-9):  # two, but for rounding
        return message("few-clusters-df", df=round(df, 1))
    return None


def scaled(units: int, lost: int) -> tuple[float, float]:
    """The factor for a plain sandwich of so many units, and its degrees of freedom, where leverage is
    unknown.

    With ``lost`` = 2 both are exact for a difference of means between two arms of equal clusters.
    """
    left = max(units - lost, 0)
    return (units / left, float(left)) if left else (math.nan, math.inf)


def sum_within(values: np.ndarray, groups: ArrayLike) -> np.ndarray:
    """Sums of the rows of ``values`` (n, k) within each distinct label of ``groups`` (n,)."""
    codes = cluster_codes(groups, len(values))
    return np.column_stack([np.bincount(codes, column) for column in values.T])


def cluster_codes(cluster: ArrayLike, n: int) -> np.ndarray:
    """Labels (n,) as numbers from 0; ValueError where there is not one label per row."""
    _, codes = np.unique(np.asarray(cluster), return_inverse=True)
    codes = codes.reshape(-1)
    if len(codes) != n:
        raise ValueError("cluster needs one label per row")
    return codes


def information_within(X: np.ndarray, weight: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """``X' diag(weight) X`` (g, p, p) of every cluster; codes (n,) from 0."""
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(codes[order]) > 0])
    rows = X[order]
    if len(starts) == len(rows):
        return (rows * weight[order, None])[:, :, None] * rows[:, None, :]
    if len(rows) <= _SUMMED_AT_ONCE * len(starts):
        each = (rows * weight[order, None])[:, :, None] * rows[:, None, :]
        return np.add.reduceat(each, starts, axis=0)
    ends = np.r_[starts[1:], len(rows)]
    weighted = rows * weight[order, None]
    return np.stack([weighted[a:b].T @ rows[a:b] for a, b in zip(starts, ends, strict=True)])
