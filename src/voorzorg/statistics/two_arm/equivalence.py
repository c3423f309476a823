"""Equivalence: two one-sided tests that a difference lies within a margin on either side of none.

Schuirmann (1987): equivalence at level alpha is shown if both "the difference is -margin or less" and "the
difference is margin or more" are rejected at alpha, which is to say if the interval of level 1 - 2 alpha lies
within the margins. A difference that is not significant is no such finding.

For two proportions the tests are score tests, whose variance is taken under the bound that is tested
(Farrington and Manning 1990, Statistics in Medicine 9:1447), and the interval inverts them.
"""

from __future__ import annotations

import math
from dataclasses import replace

from scipy.special import ndtr, ndtri, stdtr

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate, check_level, not_estimable, wald


def tost(found: Estimate, margin: float, level: float = 0.95) -> Estimate:
    """An estimated difference with its interval of level 1 - 2 alpha (alpha = 1 - ``level``) and the larger
    one-sided p-value, by its standard error and degrees of freedom.
    """
    _check(margin, level)
    # No p-value (too few clusters) or no error: nothing can be shown.
    if not (found.std_error > 0 and math.isfinite(found.p_value)):
        said = found.warnings or (message("no-standard-error"),)
        return replace(not_estimable(said, level=2 * level - 1), estimate=found.estimate)
    wide = wald(found.estimate, found.std_error, level=2 * level - 1, df=found.df)
    z = [(found.estimate + margin) / found.std_error, (margin - found.estimate) / found.std_error]
    p = [float(ndtr(-one)) if math.isinf(found.df) else float(stdtr(found.df, -one)) for one in z]
    return replace(wide, p_value=max(p), method="two one-sided tests", warnings=found.warnings)


def score_tost(
    events_treated: int,
    n_treated: int,
    events_reference: int,
    n_reference: int,
    margin: float,
    level: float = 0.95,
) -> Estimate:
    """The same for a difference of two proportions, by score tests; ``margin`` is a probability."""
    _check(margin, level)
    if not 0 < margin < 1:
        raise ValueError("the margin of a risk difference lies between 0 and 1")
    if min(n_treated, n_reference) == 0:
        return not_estimable(message("arm-no-observations"), level=2 * level - 1)
    counts = (events_treated, n_treated, events_reference, n_reference)
    difference = events_treated / n_treated - events_reference / n_reference
    p = max(float(ndtr(-score_z(*counts, -margin))), float(ndtr(score_z(*counts, margin))))
    z = float(ndtri(level))
    ends = _limit(counts, difference, z, -1.0), _limit(counts, difference, -z, 1.0)
    return Estimate(difference, math.nan, *ends, p, "two one-sided score tests", level=2 * level - 1)


def score_z(e1: int, n1: int, e0: int, n0: int, delta: float) -> float:
    """Score statistic of a risk difference ``delta``: infinite where the data contradict it outright."""
    p0 = _restricted(e1, n1, e0, n0, delta)
    p1 = p0 + delta
    variance = p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0
    distance = e1 / n1 - e0 / n0 - delta
    if variance <= 0:
        return 0.0 if distance == 0 else math.copysign(math.inf, distance)
    return distance / math.sqrt(variance)


def _restricted(e1: int, n1: int, e0: int, n0: int, delta: float) -> float:
    """Most likely reference risk where the treated risk is ``delta`` more: root of a cubic (Farrington and
    Manning's appendix).
    """
    theta, p1, p0 = n0 / n1, e1 / n1, e0 / n0
    a = 1 + theta
    b = -(1 + theta + p1 + theta * p0 + delta * (theta + 2))
    c = delta**2 + delta * (2 * p1 + theta + 1) + p1 + theta * p0
    d = -p1 * delta * (1 + delta)
    v = b**3 / (27 * a**3) - b * c / (6 * a**2) + d / (2 * a)
    u = math.copysign(math.sqrt(max(b**2 / (9 * a**2) - c / (3 * a), 0.0)), v)
    angle = math.acos(max(-1.0, min(1.0, v / u**3))) if u else math.pi / 2
    treated = 2 * u * math.cos((math.pi + angle) / 3) - b / (3 * a)
    return min(max(treated - delta, max(0.0, -delta)), min(1.0, 1.0 - delta))


def _limit(counts: tuple[int, int, int, int], difference: float, z: float, end: float) -> float:
    """The difference on the side of ``end`` whose score statistic is ``z``."""
    from scipy.optimize import brentq

    edge = end * (1 - 1e-9)
    if abs(score_z(*counts, edge)) < abs(z) or abs(difference - end) < 1e-9:
        return end
    return float(brentq(lambda delta: score_z(*counts, delta) - z, difference, edge, xtol=1e-12))


def _check(margin: float, level: float) -> None:
    if not margin > 0:
        raise ValueError("the margin must be positive")
    if not check_level(level) > 0.5:
        raise ValueError("level must exceed one half")
