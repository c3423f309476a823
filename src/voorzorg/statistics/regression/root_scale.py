"""A ratio of two means tested on the square-root scale, where the error of a mean of counts is stable.

Of few clusters whose means are skewed, a Wald test of the log ratio rejects too often: the arm with the
smaller mean seems to be known better than it is. A test of the difference of means rejects too rarely, for
the opposite reason. Between them lies the difference of square roots, the scale on which counts have a
constant variance (Bartlett 1936). With b the log ratio, beta its value under test and d = b - beta,

    T(beta) = 4 sinh(d / 4) / sqrt(v1 exp(d / 2) + v0 exp(-d / 2) + 2 c),

v1 and v0 being what the rows of the treated and the reference arm add to the variance of b, c their
covariance (nil unless a cluster is in both arms). For small d it is Wald's statistic; with the arm alone in
the model it is that of sqrt(m1) - exp(beta / 2) sqrt(m0). The limits are the beta at which abs(T) is the
quantile of t, and have a closed form; where a mean is known so badly that its root may be nil, one of them is
0 or infinite.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from scipy.special import stdtr, stdtrit

from voorzorg.statistics.results import Estimate


def on_root_scale(found: Estimate, value: float, treated: np.ndarray, reference: np.ndarray) -> Estimate:
    """``found`` (a log ratio ``value``, its error, t distribution and level) with test and limits on the root
    scale.

    ``treated`` and ``reference`` (g,) are the clusters' parts in the error of the log ratio, by the arm of
    their rows. A p-value or limits that are missing stay so.
    """
    v1, v0 = float(treated @ treated), float(reference @ reference)
    both = 2 * float(treated @ reference)
    variance = v1 * math.exp(value / 2) + v0 * math.exp(-value / 2) + both
    if not (math.isfinite(found.ci_low) and variance > 0):
        return found
    p_value = found.p_value
    if math.isfinite(p_value):
        p_value = 2 * float(stdtr(found.df, -abs(4 * math.sinh(value / 4)) / math.sqrt(variance)))
    quantile = float(stdtrit(found.df, 0.5 + found.level / 2))
    low, high = _distances(quantile**2, v1, v0, both)
    estimate = math.exp(value)
    high_end = estimate / low if low > 0 else math.inf
    return replace(found, p_value=p_value, ci_low=estimate / high, ci_high=high_end)


def _distances(square: float, v1: float, v0: float, both: float) -> tuple[float, float]:
    """The smallest and the largest exp(d) that are not rejected, ``square`` being that of the quantile.

    With x = exp(d / 2), ``16 sinh(d / 4)^2 = 4 (x + 1 / x - 2)`` and the condition is quadratic in x.
    """
    up, down = 4 - square * v1, 4 - square * v0
    middle = 8 + square * both
    within = max(middle**2 - 4 * up * down, 0.0)
    # In x, and by symmetry in 1 / x: the larger root, written so that neither cancels nor divides by nil.
    high = (middle + math.sqrt(within)) / (2 * up) if up > 0 else math.inf
    low = 2 * down / (middle + math.sqrt(within)) if down > 0 else 0.0
    return low**2, high**2
