"""The multilevel model drawn: odds ratios per wave, and the risks for the whole group that follow from it."""

from __future__ import annotations

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import (
    EFFECT,
    FAINT,
    INK,
    NARROW,
    PAPER,
    SOFT,
    WIDTH,
    clean,
    inches_wide,
    log_axis,
)
from voorzorg.present.figures.trial.trajectories import draw_panels, in_grid_order, panel_height
from voorzorg.present.tables.outcomes import estimate_cell

_ROW = 0.23
_LIMIT = (0.05, 20.0)


def modelled(view: View, family: str) -> list[str]:
    """Outcomes of a family with multilevel odds ratios at two or more waves."""
    found = []
    for outcome in view.of_family(family):
        rows = [
            r
            for r in view.find(outcome, "odds_ratio", analysis="multilevel")
            if r.wave and r.estimate is not None
        ]
        if len(rows) > 1:
            found.append(outcome)
    return found


def draw_odds_ratios(view: View, family: str) -> Figure | None:
    """Conditional odds ratios (dot) and marginal ones (diamond) per wave; many outcomes as small panels."""
    context = view.context
    t = context.t
    outcomes = in_grid_order(view, modelled(view, family))
    if not outcomes:
        return None
    lines = {outcome: _lines(view, outcome) for outcome in outcomes}
    level = next((m.ci_level for found in lines.values() for _, m, _ in found if m.ci_level), 0.95)
    columns = 4 if len(outcomes) > 3 else 1
    rows = -(-len(outcomes) // columns)
    longest = max(len(found) for found in lines.values())
    height = longest * (0.2 if columns > 1 else _ROW)
    page = sheet(
        context,
        rows * height + (rows - 1) * 0.5 + 0.95,
        t("figure.odds_ratios.title", family=context.family(family)),
        t("figure.odds_ratios.subtitle", level=context.numbers.level(level)),
        t("figure.odds_ratios.note"),
    )
    page.bottom += page.y(0.36)
    right = 0.2 if columns > 1 else 1.5
    grid = page.grid(rows, columns, left=1.25, right=right, gap_x=0.22, gap_y=0.5, above=0.45)
    limits = _limits(lines)
    for number, (outcome, found) in enumerate(lines.items()):
        axes = grid[number // columns][number % columns]
        _forest(view, axes, found, limits, numbered=columns == 1, named=number % columns == 0)
        width = 24 if columns > 1 else 70
        axes.set_title(textwrap.fill(context.outcome(outcome), width), size=8.6, pad=3)
        if number + columns < len(outcomes):
            axes.set_xticklabels([])
        else:
            axes.set_xlabel(t("estimand.odds_ratio"), size=8)
    for number in range(len(outcomes), rows * columns):
        grid[number // columns][number % columns].set_axis_off()
    return page.figure


def _lines(view: View, outcome: str) -> list[tuple[str, Row, Row | None]]:
    """Wave label, conditional row and marginal row of every wave of the model."""
    found = []
    for wave in view.waves_of(outcome, "odds_ratio", analysis="multilevel"):
        model = view.first(outcome, "odds_ratio", wave=wave, analysis="multilevel")
        if wave is not None and model is not None:
            gee = view.first(outcome, "odds_ratio", wave=wave, analysis="gee")
            found.append((view.context.wave(wave), model, gee))
    return found


def _limits(lines: dict[str, list[tuple[str, Row, Row | None]]]) -> tuple[float, float]:
    """A shared ratio axis that holds nearly every interval; far ends are cut and drawn as arrows."""
    rows = [model for found in lines.values() for _, model, _ in found if model.estimate is not None]
    low = min([0.5, *(r.ci_low for r in rows if r.ci_low is not None)])
    high = max([2.0, *(r.ci_high for r in rows if r.ci_high is not None)])
    return max(low / 1.1, _LIMIT[0]), min(high * 1.1, _LIMIT[1])


def _forest(
    view: View,
    axes: Axes,
    lines: list[tuple[str, Row, Row | None]],
    limits: tuple[float, float],
    *,
    numbered: bool,
    named: bool,
) -> None:
    low, high = limits
    log_axis(view.context, axes.xaxis, low, high)
    axes.set_xlim(low, high)
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.axvline(1, color=INK, linewidth=0.9)
    inches = inches_wide(axes)
    frame = axes.get_yaxis_transform()
    for y, (label, model, gee) in enumerate(lines):
        if named:
            axes.text(-1.12 / inches, y, label, transform=frame, size=8, va="center_baseline", color=SOFT)
        if numbered:
            text = estimate_cell(view, model)
            axes.text(1 + 0.1 / inches, y, text, transform=frame, size=8, va="center_baseline")
        if gee is not None and gee.estimate is not None:
            axes.plot(
                min(max(gee.estimate, low), high), y + 0.26, marker="D", markersize=3.2, color=PAPER,
                markeredgecolor=SOFT, markeredgewidth=0.9, zorder=2, linestyle="none",
            )  # fmt: skip
        if model.estimate is None:
            continue
        if model.ci_low is not None and model.ci_high is not None:
            ends = max(model.ci_low, low), min(model.ci_high, high)
            axes.plot(ends, [y, y], color=EFFECT, linewidth=1.4, zorder=3)
            for cut, at, mark in ((model.ci_low < low, low, "<"), (model.ci_high > high, high, ">")):
                if cut:
                    axes.plot(at, y, marker=mark, markersize=4, color=EFFECT, clip_on=False, zorder=3)
        if low <= model.estimate <= high:
            axes.plot(model.estimate, y, marker="o", markersize=4.6, color=EFFECT, zorder=4)
    axes.set_yticks([])
    clean(axes, "left")
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def draw_marginal_risks(view: View, family: str) -> Figure | None:
    """Population-averaged risks per wave and arm with intervals, a panel per outcome."""
    context = view.context
    t = context.t
    outcomes = [
        o for o in in_grid_order(view, modelled(view, family)) if view.find(o, "risk", analysis="marginal")
    ]
    if not outcomes:
        return None
    columns = min(4, len(outcomes))
    rows = -(-len(outcomes) // columns)
    page = sheet(
        context,
        rows * panel_height(rows, columns) + (rows - 1) * 0.5 + 1.05,
        t("figure.marginal.title", family=context.family(family)),
        t("figure.marginal.subtitle"),
        width=WIDTH if columns > 1 else NARROW,
    )
    page.bottom += page.y(0.4)
    draw_panels(view, page, [(o, "risk") for o in outcomes], analysis="marginal", columns=columns)
    return page.figure
