"""How an outcome runs over the waves in each arm: small multiples with intervals and direct labels."""

from __future__ import annotations

import math
import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View, says
from voorzorg.present.figures.fitting import fitted, inches_of, letters
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import (
    FAINT,
    NARROW,
    WIDTH,
    arm_style,
    inches_wide,
    number_axis,
    percent_axis,
)
from voorzorg.present.figures.waves import WaveAxis

_COLUMNS = 4
_PANEL = 1.42


def panels_of(view: View, family: str) -> list[tuple[str, str]]:
    """Outcomes of a family with at least two waves, with the estimand that is drawn."""
    found = []
    for outcome in in_grid_order(view, view.of_family(family)):
        for estimand in ("risk", "mean"):
            if len(view.over_waves(outcome, estimand, arm=view.context.arms[0], analysis="unadjusted")) > 1:
                found.append((outcome, estimand))
                break
    return found


def draw(view: View, family: str) -> Figure | None:
    """A panel per outcome with what was observed; risks of one family share the vertical axis."""
    context = view.context
    t = context.t
    panels = panels_of(view, family)
    if not panels:
        return None
    columns = min(_COLUMNS if len(panels) > 6 else 3 if len(panels) > 2 else 2, len(panels))
    rows = math.ceil(len(panels) / columns)
    level = next((r.ci_level for o, e in panels for r in view.find(o, e) if r.ci_level), 0.95)
    height = panel_height(rows, columns)
    used = [row.wave for outcome, estimand in panels for row in view.find(outcome, estimand)]
    negative = any((context.wave_weeks.get(wave) or 0) < 0 for wave in used if wave)
    note = t(
        "figure.trajectories.note_before" if negative else "figure.trajectories.note", origin=context.origin
    )
    page = sheet(
        context,
        rows * height + (rows - 1) * 0.5 + 1.05,
        t("figure.trajectories.title", family=context.family(family)),
        t("figure.trajectories.subtitle", level=context.numbers.level(level))
        + (f" {t('figure.trajectories.grey')}" if _has_grey(view, panels) else ""),
        " ".join(filter(None, (note, _of_clusters(view, panels)))),
        width=WIDTH if columns > 1 else NARROW,
    )
    page.bottom += page.y(0.42)
    draw_panels(view, page, panels, analysis="unadjusted", columns=columns)
    return page.figure


def _has_grey(view: View, panels: list[tuple[str, str]]) -> bool:
    """Whether a panel shows a wave before allocation."""
    before = view.context.before_allocation
    return any(row.wave in before for outcome, estimand in panels for row in view.find(outcome, estimand))


def panel_height(rows: int, columns: int) -> float:
    """Inches per panel: the more there are, the flatter."""
    return 2.3 if rows == 1 else _PANEL if columns == _COLUMNS else 1.85


def draw_panels(
    view: View, page: Sheet, panels: list[tuple[str, str]], *, analysis: str, columns: int
) -> None:
    """Fill a sheet with a panel per outcome and estimand, and the names of the arms above them."""
    context = view.context
    arms = context.arms
    points = {
        panel: {arm: view.over_waves(*panel, arm=arm, analysis=analysis) for arm in arms} for panel in panels
    }
    used = {row.wave for found in points.values() for rows in found.values() for row in rows}
    waves = [wave for wave in context.waves if wave in used]
    many = columns == _COLUMNS
    rows = math.ceil(len(panels) / columns)
    same = all(estimand == "risk" for _, estimand in panels)
    grid = page.grid(
        rows,
        columns,
        left=0.5,
        right=0.2,
        gap_x=0.3 if many else 0.62,
        gap_y=0.52,
        above=0.66,
    )
    for number, panel in enumerate(panels):
        axes = grid[number // columns][number % columns]
        row = panels[number // columns * columns :][:columns] if many else panels
        top = _top({each: points[each] for each in row})
        _panel(view, axes, panel, points[panel], waves, top=top, many=many)
        if number + columns < len(panels):
            axes.set_xticklabels([])
        else:
            axes.set_xlabel(WaveAxis(context, waves).title, size=8)
        if same and number % columns:
            axes.set_yticklabels([])
    for number in range(len(panels), rows * columns):
        grid[number // columns][number % columns].set_axis_off()
    name_arms(view, page)


def _top(points: dict[tuple[str, str], dict[str, list[Row]]]) -> float:
    """Upper end of the axis that these risks share, a multiple of five percentage points."""
    highs = [
        row.ci_high if row.ci_high is not None else row.estimate
        for (_, estimand), found in points.items()
        if estimand == "risk"
        for rows in found.values()
        for row in rows
    ]
    return min(1.0, math.ceil(max(highs, default=0.1) * 20 + 0.2) / 20)


def _panel(
    view: View,
    axes: Axes,
    panel: tuple[str, str],
    points: dict[str, list[Row]],
    waves: list[str],
    *,
    top: float,
    many: bool,
) -> None:
    context = view.context
    outcome, estimand = panel
    scale = WaveAxis(context, waves)
    for i, (arm, rows) in enumerate(points.items()):
        look = arm_style(context, arm)
        x = [scale.at(row.wave, i, len(points)) for row in rows]
        y = [row.estimate for row in rows]
        axes.vlines(
            x,
            [r.ci_low if r.ci_low is not None else r.estimate for r in rows],
            [r.ci_high if r.ci_high is not None else r.estimate for r in rows],
            color=look.colour, linewidth=1.0, alpha=0.75,
        )  # fmt: skip
        axes.plot(
            x, y, color=look.colour, linestyle=look.line, marker=look.marker, markersize=4.2,
            markerfacecolor=look.face, markeredgewidth=1.0, linewidth=1.5,
        )  # fmt: skip
    label = context.outcome(outcome)
    size = 8.6 if many else 9.5
    axes.set_title(textwrap.fill(label, max(26, letters(inches_wide(axes), size))), size=size, pad=4)
    scale.draw(axes, 7.6 if many else 8)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for wave in waves:
        if wave in context.before_allocation:
            axes.axvspan(*scale.around(wave), color="#f3f5f7", zorder=0, linewidth=0)
    if estimand == "risk":
        percent_axis(context, axes.yaxis)
        axes.set_ylim(0, top)
    else:
        number_axis(context, axes.yaxis)
        axes.margins(y=0.12)
        unit = context.unit(outcome)
        if unit:
            axes.set_ylabel(unit, size=8)


def _of_clusters(view: View, panels: list[tuple[str, str]]) -> str:
    """What the intervals leave out, where they do."""
    rows = (
        row
        for panel in panels
        for arm in view.context.arms
        for row in view.over_waves(*panel, arm=arm, analysis="unadjusted")
    )
    ignored = any(says(row, "arm-clusters-ignored") for row in rows)
    return view.context.t("figure.clusters_ignored") if ignored else ""


def in_grid_order(view: View, outcomes: list[str]) -> list[str]:
    """Scales below each other and roles and levels side by side, where outcomes are tagged with them."""
    tags = [view.context.outcomes[o].tags if o in view.context.outcomes else {} for o in outcomes]
    if not all({"scale", "role", "level"} <= set(tag) for tag in tags):
        return outcomes
    scales = list(dict.fromkeys(tag["scale"] for tag in tags))
    order = {outcome: scales.index(tag["scale"]) for outcome, tag in zip(outcomes, tags, strict=True)}
    return sorted(outcomes, key=lambda outcome: order[outcome])


def name_arms(view: View, page: Sheet) -> None:
    """The arms by name with their mark, above the panels."""
    context = view.context
    axes = page.figure.add_axes((0, page.top - page.y(0.27), 1, page.y(0.25)))
    axes.set_axis_off()
    axes.set_xlim(0, page.width)
    axes.set_ylim(0, 1)
    x = 0.14
    for arm in context.arms:
        look = arm_style(context, arm)
        name = "\n".join(fitted(context.arm(arm), page.width / len(context.arms) - 0.75, 9.5))
        axes.plot(
            [x, x + 0.17, x + 0.34], [0.6] * 3, color=look.colour, linestyle=look.line, marker=look.marker,
            markevery=[1], markersize=4.6, markerfacecolor=look.face, linewidth=1.5,
        )  # fmt: skip
        axes.text(
            x + 0.42, 0.6, name, va="center_baseline" if "\n" not in name else "center", size=9.5, weight=600,
            color=look.colour, linespacing=0.95,
        )  # fmt: skip
        x += 0.42 + 1.1 * inches_of(name, 9.5) + 0.3
