"""Power of a cross-sectional stepped-wedge trial (Hussey and Hughes 2007, Contemporary Clinical Trials
28:182).
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr, ndtri


def schedule(clusters: int, steps: int) -> np.ndarray:
    """Which clusters are treated in which period: 0 and 1 (clusters, steps + 1), as equal steps as can be."""
    if not 1 <= steps <= clusters:
        raise ValueError(f"a wedge of {clusters} clusters has 1 to {clusters} steps, not {steps}")
    crosses = 1 + np.arange(clusters) * steps // clusters
    return (np.arange(steps + 1)[None, :] >= crosses[:, None]).astype(int)


def effect_variance(treated: np.ndarray, size: float, between: float, within: float) -> float:
    """Variance of the effect by generalised least squares of cluster-period means, with a level per period.

    ``treated`` (clusters, periods) of 0 and 1, ``size`` people per cluster and period, variances ``between``
    clusters and ``within`` them (Hussey and Hughes, formula 8).
    """
    X = np.asarray(treated, float)
    clusters, periods = X.shape
    own = within / size
    U, W, V = X.sum(), (X.sum(0) ** 2).sum(), (X.sum(1) ** 2).sum()
    numerator = clusters * own * (own + periods * between)
    denominator = (clusters * U - W) * own + (
        U**2 + clusters * periods * U - periods * W - clusters * V
    ) * between
    if not denominator > 0:
        return math.inf
    return float(numerator / denominator)


def stepped_wedge(
    difference: float, treated: np.ndarray, size: float, between: float, within: float, alpha: float = 0.05
) -> float:
    """Power of Wald's test of a ``difference`` (of means, or of risks with their variances)."""
    shift = abs(difference) / math.sqrt(effect_variance(treated, size, between, within))
    limit = float(ndtri(1 - alpha / 2))
    return float(ndtr(shift - limit) + ndtr(-shift - limit))
