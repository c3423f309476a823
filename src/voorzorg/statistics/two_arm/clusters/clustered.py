"""The error of a difference between two (weighted) means whose participants lie in few clusters.

Estimators that are no coefficient of a model (drop-out weighted, doubly robust, incidences) are averages of
influence values: residuals in the participant's own arm, and what the sampling of covariates adds. Residuals
are summed within clusters and blown up by the cluster's leverage in the arm's mean, with Satterthwaite's
degrees of freedom (:mod:`voorzorg.statistics.cluster_robust`), as for the adjusted contrast.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import Message
from voorzorg.statistics.cluster_robust import bias_reduced, few_clusters, sum_within
from voorzorg.statistics.results import Estimate, wald


@dataclass(frozen=True)
class ArmParts:
    """What each of the clusters (g,) adds to the errors of the ``reference`` and the ``treated`` mean, with
    ``df`` of their difference, and why there is no p-value where there is none (``few``).
    """

    reference: np.ndarray
    treated: np.ndarray
    df: float
    few: Message | None

    def difference(
        self,
        value: float,
        level: float,
        sampled: np.ndarray | None = None,
        warnings: tuple[Message | str, ...] = (),
    ) -> Estimate:
        """Treated - reference is ``value``; ``sampled`` (g,) is what the sampling of covariates adds."""
        parts = self.treated - self.reference + (0.0 if sampled is None else sampled)
        return self.estimate(value, math.sqrt(float(parts @ parts)), level, warnings)

    def estimate(
        self, value: float, error: float, level: float, warnings: tuple[Message | str, ...] = ()
    ) -> Estimate:
        """An estimate with these degrees of freedom, without a p-value where clusters are too few."""
        said = (*warnings, *((self.few,) if self.few else ()))
        found = wald(value, error, level=level, df=self.df if self.df >= 1 else math.inf, warnings=said)
        return replace(found, p_value=math.nan) if self.few else found


def arm_parts(
    residual: ArrayLike,
    arm: ArrayLike,
    cluster: ArrayLike,
    weight: ArrayLike | None = None,
    alike: bool = False,
) -> ArmParts:
    """From residuals (n,) about the own arm's mean, arms 0/1 (n,), clusters (n,) and weights (n,).

    Who has no weight counts for nothing, and a cluster of such participants is none. ``alike`` takes the
    fewest degrees of freedom that members can leave, those of clusters that are of one mind, instead of
    estimating how much they share.
    """
    r, a = np.asarray(residual, float), np.asarray(arm, float)
    w = np.ones(len(r)) if weight is None else np.asarray(weight, float)
    X = np.column_stack([1 - a, a])
    robust = bias_reduced(X * (w * r)[:, None], X, w, cluster)
    if alike:
        robust = robust.of_one_mind()
    df = robust.df([-1.0, 1.0])
    there = int((sum_within(w[:, None], cluster) > 0).sum())
    return ArmParts(robust.influence[:, 0], robust.influence[:, 1], df, few_clusters(there, df))


def sampled_within(values: np.ndarray, cluster: ArrayLike) -> np.ndarray:
    """Influence values (n,) of the sampling of covariates, summed within clusters (g,), G / (G - 1) times in
    variance.
    """
    sums: np.ndarray = sum_within(values[:, None], cluster)[:, 0]
    return sums * math.sqrt(len(sums) / (len(sums) - 1))
