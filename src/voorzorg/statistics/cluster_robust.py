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
are Satterthwaite's under independent rows (Bell and McCaffrey; Pustejovsky and Tipton 2018, Journal of
Business and Economic Statistics 36:672): ``tr(G)^2 / tr(G^2)``, with G (clusters, clusters) the covariance
of the clusters' parts. For an arm allotted to equal clusters they are the number of clusters minus two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

#: With fewer clusters than this no p-value is given: a test that keeps its level rejects next to nothing.
FEWEST_CLUSTERS = 6
#: An eigenvalue of a cluster's leverage this close to one: the cluster alone determines a coefficient.
_ALONE = 1e-9


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
        leverage = root.T @ information @ root
        values, vectors = np.linalg.eigh((leverage + leverage.transpose(0, 2, 1)) / 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            blow = np.where(values < 1 - _ALONE, 1 / np.sqrt(1 - np.minimum(values, 1)), 0.0)
        factor = (vectors * blow[:, None, :]) @ vectors.transpose(0, 2, 1)
        return cls(root, leverage, factor, times)

    def corrected(self, influence: np.ndarray) -> np.ndarray:
        """Each cluster's part (g, p) in the error of the estimate, blown up by its leverage."""
        white = np.linalg.solve(self.root, influence.T).T
        return np.einsum("gij,gj->gi", self.factor, white) @ self.root.T

    def df(self, contrast: ArrayLike) -> float:
        """Degrees of freedom of a weighted sum of the coefficients, weights (p,)."""
        blown = self.factor @ (self.root.T @ np.asarray(contrast, float))
        pulled = np.einsum("gij,gj->gi", self.leverage, blown)
        own, length = np.einsum("gi,gi->g", blown, pulled), np.einsum("gi,gi->g", pulled, pulled)
        # G = diag(own) - pulled pulled', never made: clusters may be a hundred thousand
        times, inner = self.frequency, (pulled * self.frequency[:, None]).T @ pulled
        trace = float(times @ (own - length))
        square = float(times @ (own**2 - 2 * own * length)) + float((inner**2).sum())
        return trace**2 / square if square > 0 else math.nan


@dataclass(frozen=True)
class ClusterRobust:
    """``covariance`` (p, p), ``influence`` (g, p), and the number of ``clusters`` and their leverage."""

    covariance: np.ndarray
    clusters: int
    influence: np.ndarray
    leverage: Leverage

    def df(self, contrast: ArrayLike) -> float:
        """Degrees of freedom of a weighted sum of the coefficients, weights (p,)."""
        return self.leverage.df(contrast)


def cluster_robust(scores: np.ndarray, information: np.ndarray) -> ClusterRobust:
    """From the clusters' scores (g, p) at the estimate and their information (g, p, p).

    Raises LinAlgError where the summed information is singular.
    """
    leverage = Leverage.of(information)
    influence = leverage.corrected(scores @ leverage.root @ leverage.root.T)
    return ClusterRobust(influence.T @ influence, len(scores), influence, leverage)


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
    ends = np.r_[starts[1:], len(rows)]
    weighted = rows * weight[order, None]
    return np.stack([weighted[a:b].T @ rows[a:b] for a, b in zip(starts, ends, strict=True)])
