"""Could two printed numbers differ by a small factor that is printed too?

Where one source prints two large numbers of which nothing tells how they belong together, their quotient
may be a small printed number, or a product or quotient of two of them (60,110 / 37,569 = 1.6 = 4 / 2.5).
That is an idea and never a finding: chance gives such matches as well, so only those are named of which
fewer than one in fifty sources would have any by chance.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.rounding import Span, span
from voorzorg.evidence.checks.places.time_units import MONEY
from voorzorg.evidence.figures.figure import Figure, show
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: numbers that may explain a factor, and their number per source (the search grows with its square)
SMALL, MOST_SMALL = 100.0, 24
#: relative width that a large number may have, and the number of large numbers per source
SHARP, MOST_LARGE = 2e-4, 24
#: expected number of matches by chance, over the whole source
BY_CHANCE = 0.02
#: below what counts as a finding
IDEA = 26


@dataclass(frozen=True)
class Factor:
    """A number that one or two printed numbers give."""

    value: float
    text: str
    figures: tuple[str, ...]
    plain: bool


def _factors(small: list[Figure]) -> list[Factor]:
    values: dict[str, Figure] = {}
    for f in small:
        for text in (f.text, f.as_text(f.value_high) if math.isfinite(f.value_high) else ""):
            if text and 1 < abs(float(text)) <= SMALL:
                values.setdefault(f"{float(text):g}", f)
    items = list(values.items())[:MOST_SMALL]
    found = [Factor(float(t), t, (f.figure_id,), True) for t, f in items]
    for (s, f), (t, g) in itertools.combinations(items, 2):
        a, b, both = float(s), float(t), (f.figure_id, g.figure_id)
        found.append(Factor(a * b, f"{s} × {t}", both, False))
        found.append(Factor(max(a, b) / min(a, b), f"{s} / {t}" if a > b else f"{t} / {s}", both, False))
    return found


def _money(f: Figure) -> bool:
    return f.statistic == "euro" or (f.statistic in ("quantity", "mean") and bool(MONEY.search(f.unit)))


def _sharp(f: Figure) -> bool:
    # noughts at the end may be rounding: 40,000 is as sharp as its four
    near = span(f.text, f.decimals, comparison="~")
    return f.comparison == "=" and f.value >= 1000 and (near.high - near.low) / f.value <= SHARP


def check(given: Given) -> Iterator[Check]:
    """Pairs of amounts of one source whose quotient is that of small printed numbers.

    Pairs that a relation already explains are left out.
    """
    figures, known = given.figures, given.explained
    sources: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for f in figures:
        if f.has_value and f.statistic not in ("year", "p_value", "ci"):
            sources[(f.source, f.unit if _money(f) else "")].append(f)
    small_of: dict[str, list[Figure]] = defaultdict(list)
    for f in figures:
        if f.has_value and f.statistic in ("duration", "range", "count", "quantity", "n"):
            small_of[f.source].append(f)
    for (source, unit), rows in sources.items():
        large = [f for f in rows if _money(f) and _sharp(f)][:MOST_LARGE] if unit else []
        factors = _factors(sorted(small_of[source], key=lambda f: f.statistic != "duration"))
        composite = [x for x in factors if not x.plain]
        pairs = [
            (a, b) for a, b in itertools.combinations(large, 2) if a.study == b.study and a.text != b.text
        ]
        if not pairs or not composite:
            continue
        yield from _matches(pairs, composite, known)


def _matches(
    pairs: list[tuple[Figure, Figure]], factors: list[Factor], known: frozenset[frozenset[str]]
) -> Iterator[Check]:
    for one, other in pairs:
        a, b = (one, other) if one.value > other.value else (other, one)
        if frozenset((a.figure_id, b.figure_id)) in known:
            continue
        s, t = a.span(), b.span()
        ratio = Span(s.low / t.high, s.high / t.low)
        # factors of a source lie between 1 and SMALL², about evenly on the logarithmic scale
        chance = len(pairs) * len(factors) * math.log(ratio.high / ratio.low) / math.log(SMALL**2)
        if chance > BY_CHANCE:
            continue
        for factor in factors:
            if ratio.contains(factor.value):
                words = {
                    "a": a.printed(),
                    "b": b.printed(),
                    "factor": factor.text,
                    "value": show(factor.value),
                }
                yield Check(
                    "could_be",
                    (a.figure_id,),
                    (b.figure_id, *factor.figures),
                    Verdict.ASSUMPTION,
                    told("could-be", **words),
                    f"{a.text} / {b.text} = {a.value / b.value:.6g} ≈ {factor.text}",
                    severity=IDEA,
                    assumption=told("could-be-assumption", factor=factor.text),
                    symmetric=False,
                    key=f"could_be:{a.figure_id}:{b.figure_id}",
                )
                break
