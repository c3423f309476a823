"""Where a function of one variable crosses zero."""

from __future__ import annotations

import math
from collections.abc import Callable

_STEPS = 200


def root_between(function: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """The root between two ends at which the function has opposite signs, to ``tolerance``.

    Chandrupatla's method (1997, Advances in Engineering Software 28:145): inverse quadratic interpolation
    where it is safe, bisection elsewhere. scipy's ``brentq`` finds the same; to import it takes longer
    than all the tables of two by two of a trial. Raises ValueError for equal signs.
    """
    a, b = low, high
    fa, fb = function(a), function(b)
    if fa * fb > 0:
        raise ValueError("the function has the same sign at both ends")
    c, fc, share = a, fa, 0.5
    for _ in range(_STEPS):
        best = a if abs(fa) < abs(fb) else b
        width = abs(b - a)
        least = tolerance + 4 * math.ulp(abs(best))
        if fa == 0 or fb == 0 or width <= 2 * least:
            return best
        x = a + min(max(share, least / width), 1 - least / width) * (b - a)
        fx = function(x)
        if (fx > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        share = _share(a, b, c, fa, fb, fc)
    return best


def _share(a: float, b: float, c: float, fa: float, fb: float, fc: float) -> float:
    """How far from a to b to look next: by inverse quadratic interpolation where that stays inside."""
    if c == b or fc == fb or fa in (fc, fb):
        return 0.5
    place, rise = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if not (rise**2 < place and (1 - rise) ** 2 < 1 - place):
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
