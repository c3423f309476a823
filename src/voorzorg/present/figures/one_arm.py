"""Small studies without a comparison group: change since the start, and effect sizes of single cases."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from voorzorg.present.figures.style import BLUE, FAINT, INK, SOFT, clean, inches_wide, number_axis, sheet
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.view import Row, View

_ROW = 0.26


def change_rows(view: View) -> list[Row]:
    """Standardised changes of every outcome and wave, in the order of the outcomes."""
    return [
        row
        for outcome in view.present
        for wave in view.waves_of(outcome, "standardised_change")
        for row in view.find(outcome, "standardised_change", wave=wave)
        if row.estimate is not None
    ]


def draw_change(view: View) -> Figure | None:
    """A dot and an interval per outcome and wave: change since the first measurement in its own SD."""
    context = view.context
    t = context.t
    rows = change_rows(view)
    if not rows:
        return None
    level = next((row.ci_level for row in rows if row.ci_level), 0.95)
    labels = [_label(view, row) for row in rows]
    page = sheet(
        context,
        len(rows) * _ROW + 0.6,
        t("figure.change.title"),
        t("figure.change.subtitle", level=context.numbers.level(level)),
        t("figure.change.note"),
    )
    axes = page.axes(3.2, 0.45, 1.7, 0.08)
    _dots(view, axes, rows, labels)
    axes.set_xlabel(t("figure.change.axis"))
    return page.figure


def _label(view: View, row: Row) -> str:
    """Outcome, who reported it, and when."""
    context = view.context
    informant = context.word("informant", row.informant) if row.informant else ""
    parts = (context.outcome(row.outcome), informant, context.wave(row.wave))
    return " · ".join(part for part in parts if part)


def draw_single_cases(view: View) -> Figure | None:
    """A panel per outcome with a dot per case and effect size."""
    context = view.context
    t = context.t
    rows = [r for o in view.present for r in view.find(o, "effect_size") if r.estimate is not None]
    if not rows:
        return None
    methods = list(dict.fromkeys(row.method.split(";")[0].split(",")[0] for row in rows))
    page = sheet(
        context,
        len(rows) * _ROW + 0.75 * len(methods),
        t("figure.single_case.title"),
        t("figure.single_case.subtitle"),
    )
    top = page.top * page.height
    for method in methods:
        here = [row for row in rows if row.method.split(";")[0].split(",")[0] == method]
        height = len(here) * _ROW
        axes = page.figure.add_axes(
            (page.x(3.2), page.y(top - 0.32 - height), page.x(page.width - 4.9), page.y(height))
        )
        labels = [f"{context.outcome(r.outcome)} · {r.category or context.wave(r.wave)}" for r in here]
        _dots(view, axes, here, labels)
        axes.set_title(method)
        top -= height + 0.75
    return page.figure


def _dots(view: View, axes: object, rows: list[Row], labels: list[str]) -> None:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    inches = inches_wide(axes)
    frame = axes.get_yaxis_transform()
    axes.axvline(0, color=INK, linewidth=0.9)
    for y, (row, label) in enumerate(zip(rows, labels, strict=True)):
        if row.ci_low is not None and row.ci_high is not None:
            axes.plot([row.ci_low, row.ci_high], [y, y], color=BLUE, linewidth=1.6)
        axes.plot(row.estimate, y, "o", color=BLUE, markersize=5.2)
        axes.text(
            1 + 0.1 / inches, y, estimate_cell(view, row), transform=frame, va="center_baseline", size=8
        )
        axes.text(
            -0.1 / inches, y, textwrap.shorten(label, 62, placeholder=" …"), transform=frame,
            va="center_baseline", ha="right", size=8.3, color=INK,
        )  # fmt: skip
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.margins(x=0.06)
    clean(axes, "left")
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    number_axis(view.context, axes.xaxis)
    axes.tick_params(labelcolor=SOFT)
