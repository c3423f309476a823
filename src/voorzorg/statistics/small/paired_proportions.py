"""The change in a proportion when the same people answer twice."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from voorzorg.statistics.results import normal_quantile


def paired_risk_difference_interval(
    gained: int, lost: int, n: int, ci_level: float = 0.95
) -> tuple[float, float]:
    """Tango's (1998) asymptotic score interval of (gained - lost) / n, from ``n`` pairs; NaN without any.

    ``gained`` went from no to yes, ``lost`` from yes to no.
    """
    if n == 0:
        return float("nan"), float("nan")
    z = normal_quantile(ci_level)
    estimate = (gained - lost) / n

    def score(delta: float) -> float:
        A, B = 2 * n, -gained - lost + (2 * n - gained + lost) * delta
        C = -lost * delta * (1 - delta)
        q = (np.sqrt(max(B * B - 4 * A * C, 0.0)) - B) / (2 * A)
        variance = n * (2 * q + delta * (1 - delta))
        distance = n * (estimate - delta)
        if variance <= 0:
            return float(np.sign(distance) * np.inf) if distance else 0.0
        return float(distance / np.sqrt(variance))

    def bound(target: float, towards: float) -> float:
        inner, outer = estimate, towards * (1 - 1e-12)
        if abs(estimate - towards) < 1e-12 or abs(score(outer)) < z:
            return towards
        return float(brentq(lambda d: np.clip(score(d), -1e6, 1e6) - target, inner, outer, xtol=1e-13))

    return bound(z, -1.0), bound(-z, 1.0)
