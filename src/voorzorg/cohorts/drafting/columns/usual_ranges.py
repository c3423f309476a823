"""What values a measure can have, where its name tells which it is."""

from __future__ import annotations

import re

from voorzorg.cohorts.drafting.columns.roles import words

_RANGES: tuple[tuple[str, float, float], ...] = (
    (r"(?:rapport)?cijfer|grade", 0, 10),
    (r"epds(?: totaal| total| score| som| sum)?", 0, 30),
    (r"phq ?9(?: totaal| total| score| som| sum)?", 0, 27),
    (r"gad ?7(?: totaal| total| score| som| sum)?", 0, 21),
    (r"leeftijd|age|leeftijd moeder|maternal age", 0, 110),
    (r"vas|vas \w+|percentage|procent|percent", 0, 100),
    (r"apgar(?: ?\d+)?", 0, 10),
)


def usual_range(column: str) -> tuple[float, float] | None:
    """Lowest and highest possible value of a measure with this name, or nothing."""
    name = words(column)
    return next(((low, high) for pattern, low, high in _RANGES if re.fullmatch(pattern, name)), None)
