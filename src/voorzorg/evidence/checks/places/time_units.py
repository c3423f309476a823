"""Amounts of other times beside each other: a year and a whole trajectory, 2.5 years and four."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from voorzorg.evidence.checks.places.said_twice import WEAK_DOUBT, assumed
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

_LONG = {
    r"years?|yrs?|yr|jaar|jaren|jr|annum": 1.0,
    r"quarters?|kwarta(?:al|len)": 0.25,
    r"months?|mnd|maand(?:en)?": 1 / 12,
    r"weeks?|weken": 7 / 365.25,
}
#: a year, each year, per annum, jaarlijks
_RATE = {
    re.compile(rf"(?:\b(?:a|per|each|every)\s+|/\s*)(?:{words})\b", re.I): length
    for words, length in _LONG.items()
} | {
    re.compile(r"\bp\.?\s?a\.?(?!\w)|\byearly\b|\bannual\w*|jaarlijks|\bp/?j\b|\bp\.j\.", re.I): 1.0,
    re.compile(r"\bmonthly\b|maandelijks", re.I): 1 / 12,
    re.compile(r"\bweekly\b|wekelijks", re.I): 7 / 365.25,
}
#: over four years, in 2,5 jaar, four-year
_SPAN = re.compile(
    r"(?P<n>\d+(?:[.,]\d+)?|two|three|four|five|ten|twee|drie|vier|vijf|tien)[\s-]*(?P<unit>"
    + "|".join(_LONG)
    + r")\b",
    re.I,
)
_WORDED = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}
_WORDED["tien"] = 10
_WHOLE = re.compile(
    r"(?:\b(?:per|each)\s+|/\s*)(?:(?:full|whole|heel|volledig)\s+)?(?:trajectory|traject|programme|program|programma|course|"
    r"case|family|gezin|cli[eë]nt|participant|deelneemster|deelnemer|treatment|behandeling|intervention|interventie|"
    r"woman|vrouw|mother|moeder|person|persoon|child|kind)\b|\bwhole trajectory\b|\bheel traject\b",
    re.I,
)
#: names of the time that a whole trajectory takes
_LENGTH = re.compile(
    r"length|lengte|traject|programme_duration|program_duration|duur|intervention_duration|treatment_duration"
    r"|duration_of_(?:the_)?(?:programme|intervention|treatment)|looptijd_programma",
    re.I,
)
MONEY = re.compile(r"euro|€|\beur\b", re.I)


def _money(f: Figure) -> bool:
    return f.statistic == "euro" or bool(MONEY.search(f.unit))


def in_years(unit: str, value: float) -> float | None:
    """A length of time in years; None for a unit that is no time."""
    found = next((x for words, x in _LONG.items() if re.match(rf"(?:{words})\b", unit.strip(), re.I)), None)
    return None if found is None else value * found


def span_of(unit: str, trajectory: float | None) -> float | None:
    """The years that an amount is over, as its unit tells; ``trajectory`` is the length of a whole one."""
    yearly = next((length for words, length in _RATE.items() if words.search(unit)), None)
    if yearly is not None:
        return yearly
    told = _SPAN.search(unit)
    if told:
        number = _WORDED.get(told["n"].lower()) or float(told["n"].replace(",", "."))
        return in_years(told["unit"], number)
    return trajectory if _WHOLE.search(unit) else None


def _lengths(figures: Figures) -> dict[tuple[str, str], Figure]:
    found: dict[tuple[str, str], Figure] = {}
    for f in figures:
        timed = f.statistic == "duration" and f.has_value and f.value > 0
        if timed and _LENGTH.search(f.outcome) and in_years(f.unit, f.value):
            found.setdefault((f.source, f.study), f)
    return found


def check(given: Given) -> Iterator[Check]:
    """Amounts that one place sets beside each other, and that are over different times."""
    figures = given.figures
    places: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.has_value and f.statistic in ("euro", "quantity", "count", "mean"):
            places[(f.source, f.section, f.study)].append(f)
    lengths = _lengths(figures)
    for (source, _, study), rows in places.items():
        length = lengths.get((source, study))
        years = in_years(length.unit, length.value) if length else None
        yield from _place(rows, years)


def _place(rows: Sequence[Figure], trajectory: float | None) -> Iterator[Check]:
    timed = [(f, x) for f in rows if (x := span_of(f.unit, trajectory)) is not None]
    for (a, x), (b, y) in itertools.combinations(timed, 2):
        if abs(x - y) < 1e-9 or not (a.outcome == b.outcome or (_money(a) and _money(b))):
            continue
        (long, most), (short, least) = ((a, x), (b, y)) if x > y else ((b, y), (a, x))
        converted = long.value * least / most
        sums = f"{long.text} × {show(round(least, 4))} / {show(round(most, 4))} = {converted:.5g}"
        words = {
            "years": show(round(most, 3)),
            "least": show(round(least, 3)),
            "converted": show(round(converted)),
        }
        key = "time-base" if least == 1 else "time-spans"
        if least == 1:
            sums = f"{long.text} / {show(round(most, 4))} = {converted:.5g}"
            words = {"years": words["years"], "yearly": words["converted"]}
        yield assumed("time_base", long, short, key, sums, WEAK_DOUBT, **words)
        return
