"""Intervals for one proportion, and for the difference and ratio of two independent ones.

Everything broadcasts over arrays of counts. Counts are events out of n; where n is 0 the limits are NaN.
Arms follow the room's convention: treated first, reference second.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from voorzorg.statistics.results import Interval, check_level, normal_quantile


def check_counts(events: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Events and totals as float arrays; ValueError unless 0 <= events <= n and both are whole numbers."""
    e, total = np.broadcast_arrays(np.asarray(events, float), np.asarray(n, float))
    if not (np.isfinite(e).all() and np.isfinite(total).all()):
        raise ValueError("counts must be finite")
    if (e != np.floor(e)).any() or (total != np.floor(total)).any():
        raise ValueError("counts must be whole numbers")
    if (e < 0).any() or (e > total).any():
        raise ValueError("events must lie between 0 and n")
    return e, total


def wilson_interval(events: ArrayLike, n: ArrayLike, level: float = 0.95) -> Interval:
    """Wilson's score interval without continuity correction (Wilson 1927; Newcombe 1998, method 3)."""
    e, total = check_counts(events, n)
    z2 = normal_quantile(level) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = e + z2 / 2
        half = np.sqrt(z2 * (e * (total - e) / total + z2 / 4))
        low = (centre - half) / (total + z2)
        high = (centre + half) / (total + z2)
    # Exactly 0 and 1 at the ends, which rounding would miss by 1e-17.
    low = np.where(e == 0, 0.0, low)
    high = np.where(e == total, 1.0, high)
    missing = total == 0
    return Interval(np.where(missing, np.nan, low)[()], np.where(missing, np.nan, high)[()])


def clopper_pearson(events: ArrayLike, n: ArrayLike, level: float = 0.95) -> Interval:
    """Exact interval inverting two one-sided binomial tests (Clopper and Pearson 1934), by beta quantiles."""
    e, total = check_counts(events, n)
    tail = (1 - check_level(level)) / 2
    low = np.where(e == 0, 0.0, betaincinv(np.maximum(e, 0.5), total - e + 1, tail))
    high = np.where(e == total, 1.0, betaincinv(e + 1, np.maximum(total - e, 0.5), 1 - tail))
    missing = total == 0
    return Interval(np.where(missing, np.nan, low)[()], np.where(missing, np.nan, high)[()])


def newcombe_difference(
    events_treated: ArrayLike,
    n_treated: ArrayLike,
    events_reference: ArrayLike,
    n_reference: ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Hybrid score interval of a risk difference (Newcombe 1998, Statist Med 17:873, method 10).

    Two lines on Wilson's limits, rather than statsmodels' ``confint_proportions_2indep``, which gives the
    same numbers (the tests compare): that takes a second to import, and one table at a time.
    """
    p1, p0 = _risk(events_treated, n_treated), _risk(events_reference, n_reference)
    low1, high1 = wilson_interval(events_treated, n_treated, level)
    low0, high0 = wilson_interval(events_reference, n_reference, level)
    difference = p1 - p0
    low = difference - np.hypot(p1 - low1, high0 - p0)
    high = difference + np.hypot(high1 - p1, p0 - low0)
    return Interval(np.maximum(low, -1.0), np.minimum(high, 1.0))


def katz_ratio(
    events_treated: ArrayLike,
    n_treated: ArrayLike,
    events_reference: ArrayLike,
    n_reference: ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Delta-method interval on the log risk ratio (Katz et al. 1978); NaN when an arm has no events."""
    e1, n1 = check_counts(events_treated, n_treated)
    e0, n0 = check_counts(events_reference, n_reference)
    z = normal_quantile(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = np.log(e1 / n1) - np.log(e0 / n0)
        half = z * log_ratio_std_error(e1, n1, e0, n0)
        defined = (e1 > 0) & (e0 > 0)
        low = np.where(defined, np.exp(log_ratio - half), np.nan)
        high = np.where(defined, np.exp(log_ratio + half), np.nan)
    return Interval(low[()], high[()])


def log_ratio_std_error(e1: np.ndarray, n1: np.ndarray, e0: np.ndarray, n0: np.ndarray) -> np.ndarray:
    """Standard error of a log risk ratio, sqrt(1/e1 - 1/n1 + 1/e0 - 1/n0)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(1 / e1 - 1 / n1 + 1 / e0 - 1 / n0)


def score_ratio(
    events_treated: ArrayLike,
    n_treated: ArrayLike,
    events_reference: ArrayLike,
    n_reference: ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Score interval for a risk ratio (Miettinen and Nurminen 1985, Statistics in Medicine 4:213).

    Inverts the score test with restricted maximum-likelihood risks and the N/(N-1) variance factor. Defined
    for every table: 0 events treated gives a lower limit of 0, 0 events reference an upper limit of infinity,
    none in both arms [0, infinity]. statsmodels' version returns NaN or a degenerate interval when both arms
    have no events or only events, which is why this one exists.
    """
    e1, n1, e0, n0 = np.broadcast_arrays(
        *check_counts(events_treated, n_treated), *check_counts(events_reference, n_reference)
    )
    z2 = normal_quantile(level) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.log(e1 / n1) - np.log(e0 / n0)
    missing = (n1 == 0) | (n0 == 0)
    undefined = (e1 == 0) & (e0 == 0)
    # exp(+-40) is beyond any ratio of risks that counts below 1e15 can bound.
    far = 40.0
    inner = np.clip(np.where(undefined | missing, 0.0, observed), -far, far)

    def bisect(outside: np.ndarray) -> np.ndarray:
        within = inner.copy()
        for _ in range(64):
            middle = (within + outside) / 2
            accepted = _ratio_score_squared(np.exp(middle), e1, n1, e0, n0) <= z2
            within = np.where(accepted, middle, within)
            outside = np.where(accepted, outside, middle)
        return np.exp((within + outside) / 2)

    low = np.where((e1 == 0), 0.0, bisect(np.full(inner.shape, -far)))
    high = np.where((e0 == 0), np.inf, bisect(np.full(inner.shape, far)))
    return Interval(np.where(missing, np.nan, low)[()], np.where(missing, np.nan, high)[()])


def _ratio_score_squared(
    ratio: np.ndarray, e1: np.ndarray, n1: np.ndarray, e0: np.ndarray, n0: np.ndarray
) -> np.ndarray:
    """Squared score statistic for H0: risk treated = ratio * risk reference."""
    with np.errstate(divide="ignore", invalid="ignore"):
        total, events = n1 + n0, e1 + e0
        # Restricted likelihood equation: total*ratio*p0^2 - b*p0 + events = 0. The root is taken in the form
        # without cancellation, since b*b >> 4ac at the ends of the search.
        b = n1 * ratio + e1 + n0 + e0 * ratio
        root = np.sqrt(np.maximum(b * b - 4 * total * ratio * events, 0.0))
        p0 = 2 * events / (b + root)
        p1 = ratio * p0
        variance = (p1 * (1 - p1) / n1 + ratio**2 * p0 * (1 - p0) / n0) * total / (total - 1)
        distance = e1 / n1 - ratio * e0 / n0
        statistic = distance**2 / variance
    # No distance is no evidence, whatever the variance: 0/0 arises where both restricted risks are 1.
    return np.where(distance == 0, 0.0, np.where(variance > 0, statistic, np.inf))


def _risk(events: ArrayLike, n: ArrayLike) -> np.ndarray:
    e, total = check_counts(events, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return e / total
