"""How much a yearly number of women varies by chance: quantiles of a Poisson distribution."""

from __future__ import annotations

from math import floor

_NEGLIGIBLE = 1e-18


def poisson_quantile(mean: float, probability: float) -> int:
    """The smallest k with P(X <= k) of at least ``probability``, for a Poisson variable.

    Weights are built outwards from the mode, so that neither small nor large means underflow. The page
    computes it in the same order, so that both agree. Exact but for rounding in the last digits of the
    probability.
    """
    if mean <= 0:
        return 0
    mode = floor(mean)
    below: list[float] = []
    weight, k = 1.0, mode
    while k > 0 and weight > _NEGLIGIBLE:
        weight = weight * k / mean
        k -= 1
        below.append(weight)
    above: list[float] = []
    weight, k = 1.0, mode
    while weight > _NEGLIGIBLE:
        k += 1
        weight = weight * mean / k
        above.append(weight)
    weights = [*reversed(below), 1.0, *above]
    total = 0.0
    for one in weights:
        total += one
    first, reached = mode - len(below), 0.0
    for place, one in enumerate(weights):
        reached += one
        if reached >= probability * total:
            return first + place
    return first + len(weights) - 1
