"""Imputed beside measured values of a family's outcomes: how far apart they are, and what to look at."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.forest import HEADING, Entry, draw_forest
from voorzorg.present.tables.outcomes import estimate_cell

#: More lines than these are not read: the outcomes whose imputed values lie furthest off then stand alone.
_MOST = 24


def draw(view: View, family: str) -> Figure | None:
    """A heading per outcome and wave and a line per arm: the distance, and measured and imputed in words."""
    context, t = view.context, view.context.t
    blocks = [
        (outcome, wave, view.find(outcome, "standardised_difference", wave=wave, analysis="plausibility"))
        for outcome in view.of_family(family)
        for wave in view.waves_of(outcome, "standardised_difference", analysis="plausibility")
    ]
    told = sum(any(row.warnings_messages for row in rows) for _, _, rows in blocks)
    if sum(len(rows) for _, _, rows in blocks) > _MOST:
        blocks.sort(key=lambda block: -max(abs(row.estimate or 0.0) for row in block[2]))
        blocks = blocks[: _MOST // 2]
    entries = []
    for outcome, wave, rows in blocks:
        when = context.wave(wave)
        # The wave is what tells two headings of a long outcome apart: the outcome gives way.
        name = textwrap.shorten(context.outcome(outcome), HEADING - len(when or "") - 3, placeholder=" …")
        entries.append(Entry(" · ".join(filter(None, (name, when)))))
        entries += [Entry(context.arm(str(row.arm)), row, text=_words(view, row)) for row in rows]
    if not any(entry.row is not None and entry.row.estimate is not None for entry in entries):
        return None
    key = "some" if told else "none"
    return draw_forest(
        view,
        entries,
        t("figure.plausibility.title", about=context.family(family)),
        t(f"figure.plausibility.{key}", told=context.numbers.count(told)),
        t("figure.plausibility.note"),
        t("figure.plausibility.axis"),
        percent=False,
    )


def _words(view: View, row: Row) -> str:
    at = {"wave": row.wave, "arm": row.arm, "analysis": "plausibility"}
    sides = [view.first(row.outcome, "risk", "mean", category=c, **at) for c in ("measured", "imputed")]
    return " → ".join(estimate_cell(view, side) for side in sides)
