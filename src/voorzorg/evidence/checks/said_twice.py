"""The same thing said twice in other words: of another base, over another time, with another period.

None of these is an error by itself; each is something that a reader would take for the same and that is
not. So the verdict is "only under a stated assumption", never a contradiction.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.checks.agreement import agree
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told
from voorzorg.messages import Message

#: what a share can be of: base, and the words for it in a population or unit (the first that fits counts)
BASES: tuple[tuple[str, str], ...] = (
    ("first-births", r"first[- ]?(?:births?|born|children|child)|eerstgebor|eerste kind"),
    ("births", r"\bbirths?\b|live[- ]?born|geboorte"),
    ("pregnancies", r"pregnan|zwanger"),
    ("families", r"\bfamil|gezin"),
    ("mothers", r"\bmothers?\b|moeders?\b"),
    ("children", r"\bchild|kinderen|jeugdigen"),
    ("women", r"\bwom[ae]n\b|vrouwen"),
)
_YEARLY = re.compile(r"\b(?:a|per|each) year\b|\bper annum\b|\byearly\b|per jaar|jaarlijks", re.I)
_WHOLE = re.compile(r"\bper (?:trajectory|traject|programme|program|course|case|family|gezin|client)\b", re.I)
#: names of a period that is part of another
_PART = re.compile(r"recruit|enrol|inclusion|randomis|werving")
_ALL = re.compile(r"study_period|trial_period|research|onderzoek|study_years")
#: names of the time that a whole trajectory takes
_LENGTH = re.compile(r"length|traject|programme_duration|duur")
DOUBT, WEAK_DOUBT = 36, 32


def base(f: Figure) -> str:
    """What a figure is a share of, as far as its population and unit tell; '' where they do not."""
    text = f"{f.population} {f.unit}".lower()
    return next((name for name, pattern in BASES if re.search(pattern, text)), "")


def _assumed(
    kind: str, a: Figure, b: Figure, key: str, sums: str, severity: int, **words: str | Message
) -> Check:
    return Check(
        kind,
        (a.figure_id, b.figure_id),
        (),
        Verdict.ASSUMPTION,
        told(key, a=a.printed(), b=b.printed(), here=place(a), there=place(b), **words),
        sums,
        severity=severity,
        assumption=told(f"{key}-assumption"),
        symmetric=False,
        key=f"{kind}:{a.figure_id}:{b.figure_id}",
    )


def place(f: Figure) -> str:
    """Where a figure is printed."""
    return f"{f.source} ({f.section})" if f.section else f.source


def other_bases(figures: Figures) -> Iterator[Check]:
    """One number, printed of births here and of first births there."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.has_value and f.statistic in ("percentage", "range", "fraction_worded"):
            groups[(f.quantity, f.statistic)].append(f)
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
                yield _assumed("other_base", a, b, "other-base", sums, DOUBT, **words)


def periods(figures: Figures) -> Iterator[Check]:
    """A period that should lie inside another of the same study and does not."""
    years = [f for f in figures if f.statistic == "year" and f.has_value and f.study]
    for part in (f for f in years if _PART.search(f.outcome)):
        for whole in (f for f in years if f.study == part.study and _ALL.search(f.outcome)):
            inner, outer = _ends(part), _ends(whole)
            if inner[0] < outer[0] or inner[1] > outer[1]:
                sums = f"{inner[0]:.0f}–{inner[1]:.0f} ⊄ {outer[0]:.0f}–{outer[1]:.0f}"
                yield _assumed("period", part, whole, "period-outside", sums, WEAK_DOUBT)
                break


def _ends(f: Figure) -> tuple[float, float]:
    high = f.span("high").high if f.value_high == f.value_high else f.value
    return f.value, high


def time_bases(figures: Figures) -> Iterator[Check]:
    """Amounts that one place sets beside each other, one for a year and one for a whole trajectory."""
    places: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.has_value and f.statistic in ("euro", "quantity"):
            places[(f.source, f.section)].append(f)
    durations = [
        f
        for f in figures
        if f.statistic == "duration"
        and f.unit.startswith("year")
        and f.has_value
        and _LENGTH.search(f.outcome)
    ]
    for (source, _), rows in places.items():
        whole = [f for f in rows if _WHOLE.search(f.unit) and not _YEARLY.search(f.unit)]
        yearly = [f for f in rows if _YEARLY.search(f.unit)]
        if not whole or not yearly:
            continue
        a, b = whole[0], yearly[0]
        length = next((d for d in durations if d.source == source and d.study == a.study), None)
        if length is None or length.value <= 0:
            continue
        sums = f"{a.text} / {length.text} = {a.value / length.value:.5g}"
        per_year = show(round(a.value / length.value))
        yield _assumed("time_base", a, b, "time-base", sums, WEAK_DOUBT, years=length.text, yearly=per_year)


def same_stem(figures: Figures) -> Iterator[Check]:
    """A time that is named twice in one source under almost the same name, with other numbers."""
    times = [f for f in figures if f.has_value and f.statistic in ("duration", "range") and "year" in f.unit]
    for a, b in itertools.combinations(times, 2):
        if (a.source, a.study, a.unit) != (b.source, b.study, b.unit) or a.outcome == b.outcome:
            continue
        if not (a.outcome.startswith(b.outcome + "_") or b.outcome.startswith(a.outcome + "_")):
            continue
        first, second = Span(*_ends(a)), Span(*_ends(b))
        if (first.low, first.high) != (second.low, second.high):
            sums = f"{a.printed()} ≠ {b.printed()}"
            yield _assumed("two_times", a, b, "two-times", sums, WEAK_DOUBT)


def check(figures: Figures) -> Iterator[Check]:
    """Bases, periods and times that are said twice."""
    yield from other_bases(figures)
    yield from periods(figures)
    yield from time_bases(figures)
    yield from same_stem(figures)
