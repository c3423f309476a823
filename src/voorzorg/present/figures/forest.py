"""Estimates below each other on one axis: a label, a dot with its interval, and the numbers at the right."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import (
    EFFECT,
    FAINT,
    INK,
    PAPER,
    SOFT,
    clean,
    inches_wide,
    number_axis,
)

LINE = 0.235
_LEFT, _RIGHT = 3.15, 1.7

#: Letters of a label that fit before the marks, and of a heading, whose line has none.
LABEL, HEADING = 56, 76


@dataclass(frozen=True)
class Entry:
    """One line: a heading without a row; ``high`` is the upper bound where ``row`` is the lower one.

    ``lead`` is the estimate that the others are held against, ``apart`` one that says something else.
    """

    label: str
    row: Row | None = None
    high: Row | None = None
    text: str = ""
    lead: bool = False
    apart: bool = False


def draw_forest(
    view: View, entries: Sequence[Entry], title: str, subtitle: str, note: str, axis: str, percent: bool
) -> Figure:
    """One panel with a line per entry; ``percent`` shows differences of shares in percentage points."""
    page = sheet(view.context, len(entries) * LINE + 0.75, title, subtitle, note)
    axes = page.axes(_LEFT, 0.5, _RIGHT, 0.2)
    scale = 100.0 if percent else 1.0
    ends = [0.0]
    for entry in entries:
        for row in (entry.row, entry.high):
            if row is not None and row.estimate is not None:
                limits = (row.estimate, row.ci_low, row.ci_high)
                ends += [scale * value for value in limits if value is not None]
    low, high = min(ends), max(ends)
    pad = 0.05 * (high - low or 1.0)
    axes.set_xlim(low - pad, high + pad)
    axes.set_ylim(len(entries) - 0.4, -0.6)
    number_axis(view.context, axes.xaxis)
    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    for entry in entries:
        if entry.lead and entry.row is not None and entry.row.estimate is not None:
            axes.axvline(scale * entry.row.estimate, color=EFFECT, linewidth=0.8, linestyle=":", zorder=1)
    for y, entry in enumerate(entries):
        _line(axes, entry, y, scale)
    axes.set_yticks([])
    clean(axes, "left")
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(axis, size=8.5)
    return page.figure


def _line(axes: Axes, entry: Entry, y: int, scale: float) -> None:
    frame, inches = axes.get_yaxis_transform(), inches_wide(axes)
    if entry.row is None:
        heading = textwrap.shorten(entry.label, HEADING, placeholder=" …")
        axes.text(
            -3.03 / inches, y, heading, transform=frame, va="center_baseline", weight=600, size=8.8,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
        )  # fmt: skip
        return
    label = textwrap.shorten(entry.label, LABEL, placeholder=" …")
    weight = 600 if entry.lead else 400
    axes.text(-2.93 / inches, y, label, transform=frame, va="center_baseline", size=8.2, weight=weight)
    axes.text(1 + 0.1 / inches, y, entry.text, transform=frame, va="center_baseline", size=7.8, weight=weight)
    row = entry.row
    if row.estimate is None:
        return
    if row.ci_low is not None and row.ci_high is not None:
        ends = [scale * row.ci_low, scale * row.ci_high]
        axes.plot(ends, [y, y], color=EFFECT if entry.lead else INK, linewidth=1.4, zorder=2)
    if entry.high is not None and entry.high.estimate is not None:
        between = [scale * row.estimate, scale * entry.high.estimate]
        axes.plot(between, [y, y], color=SOFT, linewidth=4.5, zorder=3, solid_capstyle="butt")
        return
    axes.plot(
        scale * row.estimate, y, marker="s" if entry.lead else "o", markersize=5.4 if entry.lead else 4.6,
        color=EFFECT if entry.lead else INK, markerfacecolor=PAPER if entry.apart else None,
        markeredgecolor=INK if entry.apart else PAPER, zorder=4, linestyle="none",
    )  # fmt: skip
