"""What an imputed estimate does over repeated trials: bootstrap, then impute (von Hippel, Bartlett, 2021).

Rubin's rules for reference-based imputation give an information-anchored standard error. The frequentist one,
the spread of the estimate over trials, is smaller: a jump to reference brings in what the reference arm
shows, and so removes variance. Here every bootstrap sample (Bayesian bootstrap weights, by arm) is imputed
twice, every model estimated with the sample's weights and not drawn, and a one-way analysis of variance
splits what is due to the sample from what is due to the draw of the imputed values.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from voorzorg.statistics.results import Estimate

Array = NDArray[np.float64]
EACH = 2  # imputations of a bootstrap sample: as many as its variance needs


def bootstrap_weights(arms: NDArray[np.generic], samples: int, rng: np.random.Generator) -> Array:
    """Weights (EACH * samples, n): exponential, of mean one within each arm; a sample's rows together."""
    weights = rng.standard_exponential((samples, len(arms)))
    for arm in np.unique(arms):
        rows = arms == arm
        weights[:, rows] /= weights[:, rows].mean(axis=1, keepdims=True)
    return np.repeat(weights, EACH, axis=0)


def bootstrap_estimate(estimates: ArrayLike, level: float = 0.95) -> Estimate:
    """The estimate with its frequentist standard error.

    ``estimates`` (EACH * samples,) are what the data sets give, imputed and analysed with the weights of
    :func:`bootstrap_weights`, a sample's together.
    """
    q = np.asarray(estimates, dtype=float).reshape(-1, EACH)
    q = q[np.isfinite(q).all(axis=1)]
    B = len(q)
    if B < 10:
        return Estimate(np.nan, level=level, converged=False)
    between = EACH * q.mean(axis=1).var(ddof=1)
    within = q.var(axis=1, ddof=1).mean()
    first, second = (B + 1) / (B * EACH) * between, within / EACH
    variance = first - second
    point = float(q.mean())
    if not variance > 0:
        return Estimate(point, level=level, converged=False)
    df = float(variance**2 / (first**2 / (B - 1) + second**2 / (B * (EACH - 1))))
    df = max(df, 3.0)
    se = float(np.sqrt(variance))
    t = float(stdtrit(df, (1 + level) / 2))
    return Estimate(
        point, se, point - t * se, point + t * se, float(2 * stdtr(df, -abs(point / se))), level=level, df=df
    )
