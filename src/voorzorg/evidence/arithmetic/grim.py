"""Can this statistic come from whole people? GRIM, GRIMMER, DEBIT and the limits of a standard deviation.

GRIM: Brown & Heathers (2017), Soc Psychol Personal Sci 8:363. GRIMMER: Anaya (2016), PeerJ Preprints
4:e2400, in the analytic form of Allard (2018). DEBIT: Heathers & Brown (2019). All arithmetic is in whole
numbers and fractions: no verdict hangs on floating-point dust.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from voorzorg.evidence.arithmetic.rounding import Convention, printed_bounds, unit


def _whole_numbers(low: Fraction, high: Fraction, *, open_high: bool = False) -> range:
    first, last = math.ceil(low), math.floor(high)
    if open_high and high == last:
        last -= 1
    return range(first, last + 1)


def counts_for(percentage: str, decimals: int, n: int, convention: Convention = "nearest") -> range:
    """Counts k out of ``n`` for which 100 k / n is printed as ``percentage`` (empty range: impossible)."""
    low, high = printed_bounds(percentage, decimals, convention)
    counts = _whole_numbers(low * n / 100, high * n / 100, open_high=convention == "truncation")
    return range(max(counts.start, 0), min(counts.stop, n + 1))


def denominators_for(
    percentage: str,
    decimals: int,
    at_most: int,
    convention: Convention = "nearest",
    *,
    events: int | None = None,
) -> list[int]:
    """Group sizes up to ``at_most`` that can print this percentage (with ``events`` if those are known)."""
    fits = []
    for n in range(1, at_most + 1):
        counts = counts_for(percentage, decimals, n, convention)
        if len(counts) and (events is None or events in counts):
            fits.append(n)
    return fits


def share_possible(decimals: int, n: int) -> float:
    """Share of the printable percentages 0-100 that ``n`` people can give; 1 means that GRIM cannot fail."""
    step = unit(decimals)
    if n >= 100 / step:
        return 1.0
    printable = 100 / step + 1
    return float(Fraction(n + 1) / printable)


def sums_for(mean: str, decimals: int, n: int, items: int = 1, convention: Convention = "nearest") -> range:
    """Whole-number totals for which total / (n * items) is printed as ``mean`` (GRIM; empty: impossible)."""
    low, high = printed_bounds(mean, decimals, convention)
    return _whole_numbers(low * n * items, high * n * items, open_high=convention == "truncation")


@dataclass(frozen=True, slots=True)
class Squares:
    """A total and a sum of squares of whole numbers that give the printed mean and standard deviation."""

    total: int
    squares: int


def grimmer(
    mean: str, mean_decimals: int, sd: str, sd_decimals: int, n: int, items: int = 1
) -> list[Squares]:
    """Totals and sums of squares (in item units) that fit mean, SD and n; an empty list is an impossibility.

    The responses are whole numbers after multiplication by ``items``; the SD has denominator n - 1. Uses
    that a sum of squares has the parity of the sum, and that it is at least what equal shares give.
    """
    if n < 2:
        return []
    sd_low, sd_high = printed_bounds(sd, sd_decimals)
    sd_low = max(sd_low, Fraction(0))
    fits = []
    for total in sums_for(mean, mean_decimals, n, items):
        base = Fraction(total * total, n)
        low = (n - 1) * (sd_low * items) ** 2 + base
        high = (n - 1) * (sd_high * items) ** 2 + base
        share, rest = divmod(total, n)
        smallest = (n - rest) * share**2 + rest * (share + 1) ** 2
        fits += [
            Squares(total, squares)
            for squares in _whole_numbers(max(low, Fraction(smallest)), high)
            if squares % 2 == total % 2
        ]
    return fits


def debit(mean: str, mean_decimals: int, sd: str, sd_decimals: int, n: int, *, lost: int = 1) -> bool:
    """Whether a 0/1 variable of ``n`` people can have this mean and standard deviation (DEBIT).

    Follows the published test: the mean is any value behind its printed form, since the SD of a binary
    variable is sqrt(n/(n-1) p (1-p)). With ``lost`` 0 it is that of a population, sqrt(p (1-p)), which people
    work out by hand.
    """
    low, high = (min(max(b, Fraction(0)), Fraction(1)) for b in printed_bounds(mean, mean_decimals))
    sd_low, sd_high = printed_bounds(sd, sd_decimals)
    half = Fraction(1, 2)
    spread = [Fraction(n, n - lost) * p * (1 - p) for p in (low, high)]
    most = Fraction(n, n - lost) / 4 if low <= half <= high else max(spread)
    return min(spread) <= sd_high**2 and most >= max(sd_low, Fraction(0)) ** 2


def sd_limits(mean: float, n: int, scale_min: float, scale_max: float) -> tuple[float, float]:
    """Smallest and largest SD (denominator n - 1) of n whole scores between the ends with this mean.

    The largest has everybody at the ends of the scale (but one person, who makes the mean come out), the
    smallest has everybody at the two whole scores around the mean.
    """
    if n < 2 or not scale_min <= mean <= scale_max:
        return (math.nan, math.nan)
    below = math.floor(mean)
    part = mean - below
    smallest = math.sqrt(part * (1 - part) * n / (n - 1))
    width = scale_max - scale_min
    if width == 0:
        return (0.0, 0.0)
    at_top = (mean - scale_min) * n / width
    tops = math.floor(at_top + 1e-12)
    rest = scale_min + (at_top - tops) * width
    squares = tops * (scale_max - mean) ** 2
    if tops < n:
        squares += (rest - mean) ** 2 + (n - tops - 1) * (scale_min - mean) ** 2
    return (smallest, math.sqrt(squares / (n - 1)))


def common_denominators(
    percentages: Iterable[tuple[str, int]], at_most: int, convention: Convention = "nearest"
) -> list[int]:
    """Group sizes up to ``at_most`` that can print every one of these ``(percentage, decimals)`` at once."""
    rows = list(percentages)
    return [n for n in range(1, at_most + 1) if all(len(counts_for(p, d, n, convention)) for p, d in rows)]
