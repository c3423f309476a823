"""The same thing said twice in other words: of another base, with another period, over another time.

None of these is an error by itself; each is something that a reader would take for the same and that is
not. So the verdict is "only under a stated assumption", never a contradiction.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.checks.places.agreement import agree, same_things
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import printed_in, told
from voorzorg.messages import Message

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: what a share can be of: base, and the words for it in a population or unit (the first that fits counts);
#: women, mothers and families of one programme are the same people
BASES: tuple[tuple[str, str], ...] = (
    (
        "first-births",
        r"first[- ]?(?:births?|born|children|child|deliver)|eerstgebor|eerste kind|eerste geboorte",
    ),
    (
        "women",
        r"\bwom[ae]n\b|vrouwen|\bmothers?\b|moeders?\b|famil|gezin|household|huishoud|\bparents?\b|ouders\b",
    ),
    ("pregnancies", r"pregnancies|zwangerschappen|per (?:pregnancy|zwangerschap)"),
    (
        "births",
        r"\bbirths\b|per (?:birth|geboorte|bevalling)|geboort|live[- ]?born|levendgebor|deliveries|bevalling|"
        r"newborn|pasgebor",
    ),
    ("children", r"\bchild|kinderen|kind\b|jeugdigen|infants?\b|bab(?:y|ies)|toddlers?|peuters?"),
)
#: names of a period that is part of another
_PART = re.compile(
    r"recruit|enrol|inclu[sd]i|randomi[sz]|werving|instroom|aanmeld|accrual|intake|entry|loting|toewijzing|"
    r"follow_?up",
    re.I,
)
_ALL = re.compile(
    r"study_?period|trial|research|onderzoek|study_years|studie|looptijd|project|data_collection|"
    r"dataverzamel|\bstudy\b",
    re.I,
)
DOUBT, WEAK_DOUBT = 36, 32


def base(f: Figure) -> str:
    """What a figure is a share of, as far as its population and unit tell; '' where they do not."""
    text = f"{f.population} {f.unit}".lower()
    return next((name for name, pattern in BASES if re.search(pattern, text)), "")


def assumed(
    kind: str, a: Figure, b: Figure, key: str, sums: str, severity: int, **words: str | Message
) -> Check:
    return Check(
        kind,
        (a.figure_id, b.figure_id),
        (),
        Verdict.ASSUMPTION,
        told(key, a=a.printed(), b=b.printed(), here=printed_in(a), there=printed_in(b), **words),
        sums,
        severity=severity,
        assumption=told(f"{key}-assumption"),
        symmetric=False,
        key=f"{kind}:{a.figure_id}:{b.figure_id}",
    )


def other_bases(figures: Figures) -> Iterator[Check]:
    """One number, printed of births here and of first births there."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    key_of = same_things(figures)
    for f in figures:
        key = key_of(f) or (f.study, f.outcome, f.wave, f.arm, f.statistic)
        if f.has_value and f.statistic in ("percentage", "range", "fraction_worded"):
            groups[key].append(f)
    for rows in groups.values():
        of: dict[str, Figure] = {}
        for f in rows:
            if base(f):
                of.setdefault(base(f), f)
        for (x, a), (y, b) in itertools.combinations(of.items(), 2):
            if agree((a, b)):
                sums = f"{a.printed()} = {b.printed()}"
                words: dict[str, str | Message] = {
                    "first": told(f"base-{x}"),
                    "second": told(f"base-{y}"),
                    "value": a.printed(),
                }
                yield assumed("other_base", a, b, "other-base", sums, DOUBT, **words)


def _is_period(f: Figure) -> bool:
    calendar = f.statistic == "year" or (f.statistic in ("range", "quantity") and _CALENDAR.search(f.unit))
    return bool(calendar) and f.has_value and 1900 < f.value < 2100


_CALENDAR = re.compile(r"year|jaar", re.I)


def periods(figures: Figures) -> Iterator[Check]:
    """A period that should lie inside another of the same study and does not."""
    years = [f for f in figures if _is_period(f)]
    for part in (f for f in years if _PART.search(f.outcome)):
        for whole in (f for f in years if f.study == part.study and _is_whole(f)):
            inner, outer = _ends(part), _ends(whole)
            if inner[0] < outer[0] or inner[1] > outer[1]:
                sums = f"{inner[0]:.0f}–{inner[1]:.0f} ⊄ {outer[0]:.0f}–{outer[1]:.0f}"
                yield assumed("period", part, whole, "period-outside", sums, WEAK_DOUBT)
                break


def _is_whole(f: Figure) -> bool:
    return bool(_ALL.search(f.outcome)) and not _PART.search(f.outcome)


def _ends(f: Figure) -> tuple[float, float]:
    high = f.span("high").high if f.value_high == f.value_high else f.value
    return f.value, high


def same_stem(figures: Figures) -> Iterator[Check]:
    """A time that is named twice in one source under almost the same name, with other numbers."""
    times = [
        f for f in figures if f.has_value and f.statistic in ("duration", "range") and _TIME.search(f.unit)
    ]
    for a, b in itertools.combinations(times, 2):
        if (a.source, a.study, a.unit) != (b.source, b.study, b.unit) or a.outcome == b.outcome:
            continue
        if not (a.outcome.startswith(b.outcome + "_") or b.outcome.startswith(a.outcome + "_")):
            continue
        first, second = Span(*_ends(a)), Span(*_ends(b))
        if (first.low, first.high) != (second.low, second.high):
            sums = f"{a.printed()} ≠ {b.printed()}"
            yield assumed("two_times", a, b, "two-times", sums, WEAK_DOUBT)


_TIME = re.compile(r"year|jaar|month|maand|week", re.I)


def check(given: Given) -> Iterator[Check]:
    """Bases, periods and times that are said twice."""
    figures = given.figures
    yield from other_bases(figures)
    yield from periods(figures)
    yield from same_stem(figures)
