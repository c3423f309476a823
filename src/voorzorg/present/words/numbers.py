"""Numbers as a reader of Dutch or English expects them: decimal sign, percentages, intervals, p-values."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from voorzorg.languages import BY_CODE
from voorzorg.text import Language

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"  # an empty cell: not estimated, not applicable
NARROW = "\N{NO-BREAK SPACE}"

#: How an estimand is shown. What is not listed is a plain number in the unit of the outcome.
PERCENT = frozenset(
    {"risk", "survival_probability", "cumulative_incidence", "reliable_change"}
    | {"direction_of_change", "clinical_change"}
)
POINTS = frozenset({"risk_difference"})
RATIO = frozenset({"risk_ratio", "odds_ratio", "rate_ratio", "hazard_ratio"})
_WHOLE = frozenset({"count"})
_UNBOUNDED = frozenset({"random_effect_sd"}) | RATIO
_ENDLESS = 10_000  # a limit of a ratio or of a spread beyond this says no more than that there is none


_BRACKETED = re.compile(r"\([^()]*\d[^()]*\)")


def unbroken(text: str) -> str:
    """The text with numbers in brackets, such as an interval, kept on one line; words may break."""
    return _BRACKETED.sub(lambda found: found.group().replace(" ", NARROW), text)


def is_missing(value: Any) -> bool:
    """True for None, NA, NaN and infinities: nothing that can be printed as a number."""
    try:
        return value is None or not math.isfinite(float(value))
    except (TypeError, ValueError):
        return True


def decimals_of(size: float) -> int:
    """Decimals of a plain number of this size."""
    return 0 if abs(size) >= 999.5 else 1 if abs(size) >= 9.95 else 2


def largest(*values: Any) -> float | None:
    """The largest size among numbers that are known."""
    return max((abs(float(value)) for value in values if not is_missing(value)), default=None)


def _endless(estimand: str, limit: Any) -> bool:
    return estimand in _UNBOUNDED and not is_missing(limit) and float(limit) > _ENDLESS


def difference_agrees(
    first: float, second: float, difference: float, *, digits: int, coarse: int | None = None
) -> bool:
    """Whether a reader who subtracts the second rounded number from the first finds the difference.

    ``coarse`` is the decimals of the first two where those differ from the difference's.
    """
    levels = digits if coarse is None else coarse
    shown = round(first, levels) - round(second, levels) - round(difference, digits)
    return abs(shown) < 10**-digits / 2


@dataclass(frozen=True)
class Numbers:
    """Formatter for one language; every method gives an en dash for a missing number."""

    language: Language = "en"

    @property
    def decimal(self) -> str:
        return BY_CODE[self.language].decimal

    @property
    def group(self) -> str:
        return BY_CODE[self.language].group

    @property
    def between(self) -> str:
        """The word between two limits."""
        return BY_CODE[self.language].to

    def fixed(self, value: Any, digits: int = 1, *, sign: bool = False) -> str:
        """``digits`` decimals; thousands grouped from 10,000; a true minus sign, never a negative zero."""
        if is_missing(value):
            return DASH
        number = float(value)
        text = f"{abs(number):,.{digits}f}" if abs(number) >= 9_999.5 else f"{abs(number):.{digits}f}"
        zero = not any(character in "123456789" for character in text)
        text = text.replace(",", "\0").replace(".", self.decimal).replace("\0", self.group)
        prefix = "" if zero else MINUS if number < 0 else "+" if sign else ""
        return prefix + text

    def count(self, value: Any) -> str:
        return self.fixed(value, 0)

    def percent(self, share: Any, digits: int = 1) -> str:
        """A share between 0 and 1 as a percentage; a tenth is ``10,0%``."""
        return DASH if is_missing(share) else f"{self.fixed(100 * float(share), digits)}%"

    def points(self, difference: Any, digits: int = 1) -> str:
        """A difference of two shares in percentage points, without the unit."""
        return DASH if is_missing(difference) else self.fixed(100 * float(difference), digits)

    def ratio(self, value: Any) -> str:
        """Two decimals below 10, one below 100, none above; ``< 0,01`` for what would print as zero."""
        if is_missing(value):
            return DASH
        number = float(value)
        if 0 < number < 0.01:
            return f"<{NARROW}{self.fixed(0.01, 2)}"
        return self.fixed(number, 2 if number < 9.995 else 1 if number < 99.95 else 0)

    def number(self, value: Any, *, like: Any = None) -> str:
        """A plain number with digits by size; ``like`` sets the size, so that columns keep one precision."""
        if is_missing(value):
            return DASH
        return self.fixed(value, decimals_of(float(value if is_missing(like) else like)))

    def p_value(self, p: Any) -> str:
        """``< 0,001``, three decimals below 0.1, else two; ``> 0,99`` near one."""
        if is_missing(p):
            return DASH
        value = float(p)
        if value < 0.001:
            return f"<{NARROW}{self.fixed(0.001, 3)}"
        if value > 0.99:
            return f">{NARROW}{self.fixed(0.99, 2)}"
        return self.fixed(value, 3 if value < 0.0995 else 2)

    def interval(self, low: str, high: str) -> str:
        """Two formatted limits as one interval; a dash when neither is there."""
        if low == high == DASH:
            return DASH
        return f"{low} {self.between} {high}"

    def level(self, level: Any) -> str:
        """``95%`` from 0.95."""
        if is_missing(level):
            return self.level(0.95)
        percent = 100 * float(level)
        return f"{self.fixed(percent, 0 if abs(percent - round(percent)) < 1e-9 else 1)}%"

    def value(self, estimand: str, value: Any, *, like: Any = None) -> str:
        """A number in the form of its estimand; percentage points come without their unit."""
        if estimand in PERCENT:
            return self.percent(value)
        if estimand in POINTS:
            return self.points(value)
        if estimand in RATIO:
            return self.ratio(value)
        if estimand in _WHOLE:
            return self.count(value)
        return self.number(value, like=like)

    def value_interval(self, estimand: str, low: Any, high: Any, *, like: Any = None) -> str:
        """Both limits in the form of their estimand; the percent sign is written once."""
        texts = [self.value(estimand, limit, like=like) for limit in (low, high)]
        if _endless(estimand, high):
            texts[1] = f">{NARROW}{self.fixed(_ENDLESS, 0)}"
        if estimand in PERCENT and texts[0].endswith("%") and texts[1].endswith("%"):
            texts[0] = texts[0][:-1]
        return self.interval(texts[0], texts[1])

    def with_interval(self, estimand: str, estimate: Any, low: Any, high: Any, *, like: Any = None) -> str:
        """``−8,1 (−14,6 tot −1,6)``; only the estimate where there is no interval."""
        if like is None:
            like = largest(estimate, low, None if _endless(estimand, high) else high)
        text = self.value(estimand, estimate, like=like)
        limits = self.value_interval(estimand, low, high, like=like)
        return text if limits == DASH or text == DASH else f"{text} ({limits})"
