"""Sums between the rows of a table, without a relations file.

A row may say what it should be (``equals``: ``taken - uneaten``, names of outcomes of the same arm and
moment). And where a sum of three rows closes in most columns of a table, a column in which it does not is
named.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.figures.vocabulary import slug
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.evidence.words import told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: rows of a table between which sums are looked for
MOST_ROWS = 10
#: relative width that a sum may have for its closing to mean anything
SHARP = 0.03
PATTERN = 34
_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}

Column = tuple[str, ...]
_Sum = tuple[Figure, list[tuple[int, Figure]], Span]


def terms(text: str) -> list[tuple[int, str]] | None:
    """``taken - uneaten`` as signed names; None where it is no such sum. Signs stand between blanks."""
    parts = re.split(r"(?:^|\s+)([-+−–])\s+", text.strip())
    first = parts.pop(0)
    if first:
        parts = ["+", first, *parts]
    if not parts or len(parts) % 2 or not all(slug(name) for name in parts[1::2]):
        return None
    return [(_SIGNS[parts[i]], slug(parts[i + 1])) for i in range(0, len(parts), 2)]


def _column(f: Figure) -> Column:
    return (f.source, f.study, f.wave, f.arm, f.statistic, f.informant)


def _sum(signed: list[tuple[int, Figure]]) -> Span:
    low = sum(s * (f.span().low if s > 0 else f.span().high) for s, f in signed)
    high = sum(s * (f.span().high if s > 0 else f.span().low) for s, f in signed)
    return Span(low, high)


def _written(signed: list[tuple[int, Figure]]) -> str:
    text = " ".join(f"{'+' if s > 0 else '−'} {f.text}" for s, f in signed)
    return re.sub(r"^\+ ", "", text)


def stated(figures: Figures) -> Iterator[Check]:
    """Rows that say what they should be."""
    by_column: dict[Column, dict[str, Figure]] = defaultdict(dict)
    for f in figures:
        if f.has_value:
            by_column[_column(f)].setdefault(f.outcome, f)
    for f in figures:
        if not f.equals or not f.has_value:
            continue
        wanted = terms(f.equals)
        here = by_column[_column(f)]
        if wanted is None or any(name not in here for _, name in wanted):
            reason = told("equation-unreadable", formula=f.equals)
            yield Check(
                "equation", (f.figure_id,), (), Verdict.NOT_CHECKABLE, reason, f.equals, symmetric=False
            )
            continue
        yield _equation(f, [(s, here[name]) for s, name in wanted])


def _equation(f: Figure, signed: list[tuple[int, Figure]]) -> Check:
    got, at = _sum(signed), sum(s * g.value for s, g in signed)
    inputs = tuple(g.figure_id for _, g in signed)
    words = {"sum": _written(signed), "value": show(round(at, 10)), "printed": f.printed()}
    sums = f"{words['sum']} = {at:.10g} [{got.low:.6g} – {got.high:.6g}]"
    if got.overlaps(f.span()):
        verdict = Verdict.EXACT if abs(at - f.value) < 1e-9 else Verdict.ROUNDING
        return Check("equation", (f.figure_id,), inputs, verdict, told("equation-holds", **words), sums)
    counted = f.statistic in ("n", "count", "euro")
    sizes = {g.n for _, g in signed} | {f.n}
    same = counted or (len(sizes) == 1 and None not in sizes)
    return Check(
        "equation",
        (f.figure_id,),
        inputs,
        Verdict.CONTRADICTED if same else Verdict.ASSUMPTION,
        told("equation-not", **words),
        sums,
        severity=(50 if same else 36) + off_by(got.gap(f.span()), f.value) // (1 if same else 4),
        assumption=None if same else told("equation-other-people"),
        computed=(got.low, got.high),
        symmetric=False,
    )


def patterns(figures: Figures) -> Iterator[Check]:
    """Sums of three rows that close in most columns of a table and not in all."""
    tables: dict[tuple[str, ...], dict[str, dict[Column, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for f in figures:
        if f.has_value and f.comparison == "=" and f.statistic in ("mean", "count", "n", "quantity"):
            if f.arm == "contrast":
                continue
            table = tables[(f.source, f.section, f.study, f.statistic, f.unit)]
            table[f.outcome].setdefault((f.wave, f.arm), f)
    for rows in tables.values():
        if 3 <= len(rows) <= MOST_ROWS:
            yield from _pattern(rows)


def _pattern(rows: dict[str, dict[Column, Figure]]) -> Iterator[Check]:
    for whole, (one, other) in itertools.product(rows, itertools.combinations(rows, 2)):
        if whole in (one, other):
            continue
        columns = [c for c in rows[whole] if c in rows[one] and c in rows[other]]
        if len(columns) < 3:
            continue
        closes: list[_Sum] = []
        fails: list[_Sum] = []
        for c in columns:
            signed = [(1, rows[one][c]), (1, rows[other][c])]
            total, span = rows[whole][c], _sum(signed)
            if min(abs(f.value) for f in (total, *(g for _, g in signed))) == 0:
                continue
            if (span.high - span.low) / max(abs(total.value), 1e-9) > SHARP:
                continue
            (closes if span.overlaps(total.span()) else fails).append((total, signed, span))
        if len(closes) >= 2 and len(closes) > len(fails) > 0:
            for total, signed, span in fails:
                at = sum(s * g.value for s, g in signed)
                written = _written(signed)
                yield Check(
                    "row_pattern",
                    (total.figure_id,),
                    tuple(g.figure_id for _, g in signed),
                    Verdict.ASSUMPTION,
                    told(
                        "row-pattern",
                        sum=written,
                        value=show(round(at, 10)),
                        printed=total.printed(),
                        closes=str(len(closes)),
                        all=str(len(closes) + len(fails)),
                    ),
                    f"{written} = {at:.10g} [{span.low:.6g} – {span.high:.6g}] ≠ {total.text}",
                    severity=PATTERN,
                    assumption=told("row-pattern-assumption"),
                    computed=(span.low, span.high),
                    symmetric=False,
                    key=f"row_pattern:{total.figure_id}:{signed[0][1].figure_id}",
                )


def check(given: Given) -> Iterator[Check]:
    """Sums that rows state, and sums that a table shows."""
    figures = given.figures
    yield from stated(figures)
    yield from patterns(figures)
