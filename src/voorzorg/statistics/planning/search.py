"""From power to the number that is asked for: sample size, detectable effect, assurance, re-estimation."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.stats import beta

#: A study of more participants than this is no answer to a question of sample size.
LARGEST = 10_000_000
#: Quantiles of a risk's distribution that assurance averages over.
QUANTILES = 201


def sample_size(power: Callable[[int], float], wanted: float, smallest: int = 4) -> int | None:
    """The smallest n with ``power(n)`` of at least ``wanted``, by bisection; None above ten million.

    Power must rise with n; where it saws (exact tests), the n found is one end of a tooth.
    """
    low, high = smallest - 1, smallest
    while not power(high) >= wanted:
        low, high = high, 2 * high
        if high > LARGEST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power(middle) >= wanted else (middle, high)
    return high


def detectable(power: Callable[[float], float], wanted: float, none: float, most: float) -> float | None:
    """The effect closest to ``none`` with the ``wanted`` power; None where ``most`` has less."""
    if not power(most) >= wanted:
        return None
    return float(brentq(lambda effect: power(effect) - wanted, none, most, xtol=1e-10))


class Counts(NamedTuple):
    """A published table: events and participants of either arm."""

    events_reference: int
    n_reference: int
    events_treated: int
    n_treated: int


class Assurance(NamedTuple):
    """``expected`` power, and the probability that the effect is in the wanted direction at all."""

    expected: float
    right_direction: float


def assurance(power: Callable[[float, float], float], counts: Counts, better: str = "lower") -> Assurance:
    """Expected power over what the published counts leave open (O'Hagan and others 2005, Pharmaceutical
    Statistics 4:187).

    Risks are independent beta distributions, Jeffreys' prior with the counts; ``power(reference, treated)``
    counts only where the effect has the direction that was hoped for.
    """
    at = (np.arange(QUANTILES) + 0.5) / QUANTILES
    e0, n0, e1, n1 = counts
    reference = beta.ppf(at, e0 + 0.5, n0 - e0 + 0.5)
    treated = beta.ppf(at, e1 + 0.5, n1 - e1 + 0.5)
    sign = 1 if better == "lower" else -1
    right = sign * (reference[:, None] - treated[None, :]) > 0
    total = sum(
        power(float(reference[i]), float(treated[j])) for i, j in zip(*np.nonzero(right), strict=True)
    )
    return Assurance(total / QUANTILES**2, float(right.mean()))


def reestimated(
    events: int, n: int, ratio: float, power: Callable[[int, float, float], float], wanted: float
) -> int | None:
    """Sample size again, halfway, without unblinding (Friede and Kieser 2004, Pharmaceutical Statistics
    3:269).

    Known are ``events`` among ``n`` of both (equal) arms together. The risk ratio of the plan holds,
    and splits the overall risk into the arms' risks; ``power(total, reference, treated)`` is asked for the
    total number.
    """
    if not 0 < events < n:
        raise ValueError("blinded re-estimation needs some events, and some participants without")
    overall = events / n
    reference = 2 * overall / (1 + ratio)
    treated = ratio * reference
    if not 0 < max(reference, treated) < 1:
        return None
    return sample_size(lambda total: power(total, reference, treated), wanted)


def replications(error: float, rate: float = 0.5) -> int:
    """How many replications give a proportion of ``rate`` (0.5 is the worst) this Monte-Carlo error."""
    if not error > 0:
        raise ValueError("a Monte-Carlo error is above 0")
    return max(2, math.ceil(rate * (1 - rate) / error**2))
