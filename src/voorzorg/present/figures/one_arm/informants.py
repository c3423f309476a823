"""Two informants: mean difference and limits of agreement over the waves (Bland and Altman 1986)."""

from __future__ import annotations

import math
import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import BLUE, FAINT, INK, SOFT, WIDTH, number_axis
from voorzorg.present.figures.waves import wave_name
from voorzorg.present.tables.informants import pair_label

_BAND = "#cfe0ee"
_FEW_WAVES = 4  # names of more do not stand beside each other in a third of the width


def draw(view: View) -> Figure | None:
    """A panel per score that two informants gave: bias with its interval inside the limits of agreement."""
    context = view.context
    t = context.t
    panels = [
        (outcome, contrast)
        for outcome in view.present
        for contrast in dict.fromkeys(row.contrast for row in view.find(outcome, "bias") if row.contrast)
        if any(row.estimate is not None for row in _limits(view, outcome, contrast))
    ]
    if not panels:
        return None
    most = max(len(_measured(view, outcome, contrast)) for outcome, contrast in panels)
    columns = min(3 if len(panels) > 4 and most <= _FEW_WAVES else 2, len(panels))
    rows = math.ceil(len(panels) / columns)
    level = next((r.ci_level for o, _ in panels for r in view.find(o, "bias") if r.ci_level), 0.95)
    page = sheet(
        context,
        rows * 1.75 + (rows - 1) * 0.9 + 1.0,
        t("figure.agreement.title"),
        t("figure.agreement.subtitle", level=context.numbers.level(level)),
        t("figure.agreement.note"),
        width=WIDTH if columns > 1 else 5.2,
    )
    page.bottom += page.y(0.52)
    grid = page.grid(rows, columns, left=0.55, right=0.15, gap_x=0.5, gap_y=0.98, above=0.5)
    for number, (outcome, contrast) in enumerate(panels):
        axes = grid[number // columns][number % columns]
        _panel(view, axes, outcome, contrast)
    for number in range(len(panels), rows * columns):
        grid[number // columns][number % columns].set_axis_off()
    return page.figure


def _limits(view: View, outcome: str, contrast: Contrast) -> list[Row]:
    return view.find(outcome, "bias", contrast=contrast, category=("lower limit", "upper limit"))


def _measured(view: View, outcome: str, contrast: Contrast) -> dict[str, Row]:
    """The mean difference by wave, where it could be computed."""
    found = {row.wave: row for row in view.find(outcome, "bias", contrast=contrast, category=None)}
    return {w: found[w] for w in view.context.waves if w in found and found[w].estimate is not None}


def _panel(view: View, axes: Axes, outcome: str, contrast: Contrast) -> None:
    context = view.context
    at = {"contrast": contrast}
    found = _measured(view, outcome, contrast)
    waves = list(found)
    labels = []
    room = 8 if len(waves) > _FEW_WAVES else 14  # characters of a line of a name
    for x, (wave, row) in enumerate(found.items()):
        low, high = (
            view.first(outcome, "bias", wave=wave, category=f"{end} limit", **at)
            for end in ("lower", "upper")
        )
        if low is not None and high is not None and low.estimate is not None and high.estimate is not None:
            axes.bar(x, high.estimate - low.estimate, bottom=low.estimate, width=0.62, color=_BAND)
        if row.ci_low is not None and row.ci_high is not None:
            axes.plot([x, x], [row.ci_low, row.ci_high], color=BLUE, linewidth=1.5)
        axes.plot(x, row.estimate, "o", color=BLUE, markersize=4.6)
        labels.append(f"{wave_name(context, wave, room)}\nn={context.numbers.count(view.n(row))}")
    axes.axhline(0, color=INK, linewidth=0.9)
    axes.set_xlim(-0.5, len(waves) - 0.5)
    axes.set_xticks(range(len(waves)), labels, size=6.6 if len(waves) > 5 else 8)
    axes.set_title(textwrap.fill(context.outcome(outcome), 40), size=9.2, pad=15)
    axes.annotate(
        pair_label(view, contrast), (0, 1), xycoords="axes fraction", xytext=(0, 4),
        textcoords="offset points", size=7.8, color=SOFT,
    )  # fmt: skip
    axes.use_sticky_edges = False
    axes.margins(y=0.08)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    number_axis(context, axes.yaxis)
