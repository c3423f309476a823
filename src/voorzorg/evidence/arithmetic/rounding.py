"""What may stand behind a printed number: the values that would be printed like this.

Three conventions are named. *Nearest* covers half-up (0.125 -> 0.13) and half-even (0.125 -> 0.12): they
differ only on ties, and a tie is granted to the author, so the set is closed at both ends. *Truncation*
cuts the surplus digits off. *Steps*: rounded once, and what was printed then rounded again (14.46, 14.5,
15), which reaches a ninth further than half a unit. A number that was printed as "about" is read at the
precision of its last non-zero digit ("about 5,500" is 5,450 to 5,550); "more than" and "less than" are
half-lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Convention = Literal["nearest", "truncation", "steps"]
CONVENTIONS: tuple[Convention, ...] = ("nearest", "truncation")

#: statistics that are counted or named, not measured: what is printed is the number itself
EXACT_STATISTICS = frozenset({"n", "count", "year"})

_SLACK = 1e-9
#: rounding to one digit more, and to two, before rounding to the printed ones: 0.5 + 0.05 + 0.005
_STEPS = Fraction(555, 1000)


@dataclass(frozen=True, slots=True)
class Span:
    """A closed interval of values; ``contains`` and ``overlaps`` forgive floating-point dust."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Whether ``value`` lies in the interval."""
        slack = _SLACK * max(1.0, abs(value))
        return self.low - slack <= value <= self.high + slack

    def overlaps(self, other: Span) -> bool:
        """Whether the two intervals share a value."""
        slack = _SLACK * max(1.0, *(abs(x) for x in (self.low, self.high) if math.isfinite(x)), 0.0)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def gap(self, other: Span) -> float:
        """Distance between the two intervals; 0 where they overlap."""
        return max(0.0, self.low - other.high, other.low - self.high)

    @property
    def exact(self) -> bool:
        """Whether the interval is one value."""
        return self.low == self.high


def unit(decimals: int) -> Fraction:
    """The step of the last printed digit: 1/100 for two decimals, 10 for minus one."""
    return Fraction(1, 10**decimals) if decimals >= 0 else Fraction(10**-decimals)


def trailing_precision(text: str) -> int:
    """Decimals of the last non-zero digit: -2 for ``'5500'``, 1 for ``'8.50'``; 0 for ``'0'``."""
    number = Decimal(text)
    if not number:
        return 0
    exponent = number.normalize().as_tuple().exponent
    return -int(exponent)


def printed_bounds(text: str, decimals: int, convention: Convention = "nearest") -> tuple[Fraction, Fraction]:
    """Exact bounds of the values that are printed as ``text`` with ``decimals`` decimals.

    For truncation the outer bound itself is not a member (12 stands for 12 up to but excluding 13); callers
    that enumerate must exclude it.
    """
    value, step = Fraction(text), unit(decimals)
    if convention == "nearest":
        return value - step / 2, value + step / 2
    if convention == "steps":
        return value - step * _STEPS, value + step * _STEPS
    return (value, value + step) if value >= 0 else (value - step, value)


def span(
    text: str,
    decimals: int,
    *,
    comparison: str = "=",
    exact: bool = False,
    convention: Convention = "nearest",
) -> Span:
    """Interval of the values behind a printed number.

    Parameters
    ----------
    text
        The number as printed, with a decimal point.
    decimals
        Printed decimals.
    comparison
        ``=``, ``~`` (about), ``<``, ``<=``, ``>`` or ``>=``.
    exact
        The number is a count: nothing was rounded (unless it is said to be "about").
    convention
        How the surplus digits went.
    """
    value = float(Fraction(text))
    if comparison in (">", ">="):
        return Span(value, math.inf)
    if comparison in ("<", "<="):
        return Span(-math.inf, value)
    if comparison == "~":
        low, high = printed_bounds(text, min(decimals, trailing_precision(text)), "nearest")
        return Span(float(low), float(high))
    if exact:
        return Span(value, value)
    low, high = printed_bounds(text, decimals, convention)
    if convention != "truncation":
        return Span(float(low), float(high))
    # the excluded end of a truncated number: the nearest float inside
    dust = float(unit(decimals)) * 1e-6
    return Span(float(low), float(high) - dust) if value >= 0 else Span(float(low) + dust, float(high))


def prints_as(value: float | Fraction, decimals: int) -> set[str]:
    """Every way in which ``value`` may be printed: half-up, half-even, truncated."""
    number = (
        Decimal(value.numerator) / Decimal(value.denominator)
        if isinstance(value, Fraction)
        else Decimal(repr(round(value, 12)))
    )
    step = Decimal(1).scaleb(-decimals)
    return {str(number.quantize(step, rounding=r)) for r in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)}


def half_up(value: float, decimals: int) -> float:
    """Round half away from zero, as Dutch school arithmetic and most reports do."""
    if not math.isfinite(value):
        return value
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(round(value, 12))).quantize(step, rounding=ROUND_HALF_UP))
