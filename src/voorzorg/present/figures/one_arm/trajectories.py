"""A study without a comparison group over its waves: a panel per matter, a line per informant."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.context import ALL_ARMS, capital
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import (
    AMBER,
    BLUE,
    FAINT,
    GREEN,
    PURPLE,
    SOFT,
    VERMILION,
    WIDTH,
    ArmStyle,
    number_axis,
    percent_axis,
)
from voorzorg.present.figures.trial.trajectories import panel_height
from voorzorg.present.figures.waves import WaveAxis
from voorzorg.present.one_arm_rows import informants, unwanted

_LOOKS: Mapping[str, ArmStyle] = {
    "mother": ArmStyle(BLUE, "-", "o", True),
    "nurse": ArmStyle(VERMILION, (0, (4, 1.6)), "s", False),  # type: ignore[arg-type]
    "partner": ArmStyle(GREEN, "-.", "D", True),
}
_OTHERS = (ArmStyle(PURPLE, "-", "^", True), ArmStyle(AMBER, ":", "v", True))  # fmt: skip
_SHADE = "#f6e3d7"
Line = tuple[str, "str | None"]  # outcome and informant


def panels_of(view: View, family: str) -> list[tuple[str, list[Line]]]:
    """Estimand and lines per panel: outcomes on one variable share a panel, each informant is a line."""
    panels: dict[tuple[str, str], list[Line]] = {}
    for outcome in view.of_family(family):
        known = view.context.outcomes.get(outcome)
        variable = known.variable if known else outcome
        for estimand in ("risk", "mean"):
            lines: list[Line] = [
                (outcome, name)
                for name in informants(view, outcome, estimand)
                if points(view, outcome, estimand, name)
            ]
            if lines:
                panels.setdefault((variable, estimand), []).extend(lines)
                break
    return [
        (estimand, lines)
        for (_, estimand), lines in panels.items()
        if any(len(points(view, outcome, estimand, name)) > 1 for outcome, name in lines)
    ]


def points(view: View, outcome: str, estimand: str, informant: str | None) -> list[Row]:
    """What an informant said, in time order; never one participant's own values."""
    return view.over_waves(
        outcome, estimand, informant=informant, arm=(ALL_ARMS, None), category=None, analysis="unadjusted"
    )


def draw(view: View, family: str) -> Figure | None:
    """A panel per matter of a family with what was observed, its interval and its clinical range."""
    context = view.context
    t = context.t
    panels = panels_of(view, family)
    if not panels:
        return None
    columns = min(3 if len(panels) == 3 or len(panels) > 4 else 2, len(panels))
    rows = math.ceil(len(panels) / columns)
    level = next((r.ci_level for e, ls in panels for o, _ in ls for r in view.find(o, e) if r.ci_level), 0.95)
    used = [
        row.wave for estimand, lines in panels for o, name in lines for row in points(view, o, estimand, name)
    ]
    negative = any((context.wave_weeks.get(wave) or 0) < 0 for wave in used if wave)
    names = list(dict.fromkeys(name for _, lines in panels for _, name in lines))
    page = sheet(
        context,
        rows * panel_height(rows, columns) + (rows - 1) * 0.62 + 1.3,
        t("figure.trajectories.title", family=context.family(family)),
        t(
            "figure.trajectories.subtitle",
            level=context.numbers.level(level),
            lines="one" if len(names) == 1 else "several",
        ),
        t("figure.trajectories.note_before", origin=context.origin)
        if negative
        else t("figure.trajectories.note"),
        width=WIDTH if columns > 1 else 6.0,
    )
    page.bottom += page.y(0.52)
    looks = _looks(names)
    _legend(view, page, names, looks)
    grid = page.grid(
        rows, columns, left=0.55, right=0.15, gap_x=0.45, gap_y=0.85, above=0.42 if names == [None] else 0.62
    )
    for number, (estimand, lines) in enumerate(panels):
        axes = grid[number // columns][number % columns]
        _panel(view, axes, estimand, lines, looks)
        if number + columns >= len(panels):
            axes.set_xlabel(context.wave_axis, size=8)
    for number in range(len(panels), rows * columns):
        grid[number // columns][number % columns].set_axis_off()
    return page.figure


def _looks(names: list[str | None]) -> dict[str | None, ArmStyle]:
    others = [name for name in names if name not in _LOOKS]
    rest = (_LOOKS["mother"], *_OTHERS) if "mother" not in names else _OTHERS
    return {
        name: _LOOKS[name] if name in _LOOKS else rest[others.index(name) % len(rest)]  # type: ignore[index]
        for name in names
    }


def _panel(
    view: View, axes: Axes, estimand: str, lines: list[Line], looks: Mapping[str | None, ArmStyle]
) -> None:
    context = view.context
    series = {line: points(view, line[0], estimand, line[1]) for line in lines}
    used = {row.wave for rows in series.values() for row in rows}
    waves = [wave for wave in context.waves if wave in used]
    scale = WaveAxis(context, waves)
    for i, ((_, name), rows) in enumerate(series.items()):
        look = looks[name]
        x = [scale.at(row.wave, i, len(lines)) for row in rows]
        axes.vlines(
            x,
            [r.ci_low if r.ci_low is not None else r.estimate for r in rows],
            [r.ci_high if r.ci_high is not None else r.estimate for r in rows],
            color=look.colour, linewidth=1.0, alpha=0.75,
        )  # fmt: skip
        axes.plot(
            x, [r.estimate for r in rows], color=look.colour, linestyle=look.line, marker=look.marker,
            markersize=4.2, markerfacecolor=look.face, markeredgewidth=1.0, linewidth=1.5,
        )  # fmt: skip
    _limits(view, axes, estimand, lines[0][0], series)
    axes.set_title(textwrap.fill(_title(view, lines), 40), size=9.2, pad=4)
    own = {row.wave: view.n(row) for row in next(iter(series.values()))}
    counts = [own.get(wave) for wave in waves]
    below = [f"n={context.numbers.count(n)}" if n is not None else "" for n in counts]
    scale.draw(axes, 7.4 if len(waves) > 5 else 8, below)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def _title(view: View, lines: list[Line]) -> str:
    """The outcome's label, or the variable's where several outcomes share the panel."""
    context = view.context
    outcomes = list(dict.fromkeys(outcome for outcome, _ in lines))
    known = context.outcomes.get(outcomes[0])
    if len(outcomes) > 1 and known is not None:
        return context.variable(known.variable)
    return context.outcome(outcomes[0])


def _limits(view: View, axes: Axes, estimand: str, outcome: str, series: dict[Line, list[Row]]) -> None:
    """Shares from 0 to 100 %; scores within the range of their scale, with the clinical range shaded."""
    context = view.context
    if estimand == "risk":
        percent_axis(context, axes.yaxis)
        axes.set_ylim(-0.02, 1.02)
        return
    number_axis(context, axes.yaxis)
    known = context.outcomes.get(outcome)
    rows = [row for found in series.values() for row in found]
    reliable = [row for row in rows if (view.n(row) or 0) > 3]
    ends = [row.estimate for row in rows]
    ends += [v for row in reliable for v in (row.ci_low, row.ci_high) if v is not None]
    if known is not None and known.cut_off is not None:
        ends.append(known.cut_off)
    pad = 0.1 * (max(ends) - min(ends) or 1.0)
    low, high = min(ends) - pad, max(ends) + pad
    variable = context.manifest.variables.get(known.variable) if known else None
    if variable is not None and variable.range is not None:
        floor, ceiling = variable.range
        room = 0.02 * (high - low)
        low, high = max(low, floor - room), min(high, ceiling + room)
    if known is not None and known.cut_off is not None:
        above = unwanted(view, outcome)
        high = max(high, known.cut_off + 2 * pad) if above else high
        edges = (known.cut_off, high) if above else (low, known.cut_off)
        axes.axhspan(*edges, color=_SHADE, zorder=0, linewidth=0)
        axes.text(
            0.99, edges[1] if above else edges[0], context.t("figure.trajectories.clinical"), size=7.2,
            color=SOFT, ha="right", va="top" if above else "bottom", transform=axes.get_yaxis_transform(),
        )  # fmt: skip
    axes.set_ylim(low, high)
    unit = context.unit(outcome)
    if unit:
        axes.set_ylabel(unit, size=8)


def _legend(view: View, page: Sheet, names: list[str | None], looks: Mapping[str | None, ArmStyle]) -> None:
    """The informants with their mark, above the panels."""
    if names == [None]:
        return
    axes = page.figure.add_axes((0, page.top - page.y(0.27), 1, page.y(0.25)))
    axes.set_axis_off()
    axes.set_xlim(0, page.width)
    axes.set_ylim(0, 1)
    x = 0.14
    for name in names:
        look = looks[name]
        text = capital(view.context.informant(name)) or view.context.arm(ALL_ARMS)
        axes.plot(
            [x, x + 0.17, x + 0.34], [0.6] * 3, color=look.colour, linestyle=look.line, marker=look.marker,
            markevery=[1], markersize=4.6, markerfacecolor=look.face, linewidth=1.5,
        )  # fmt: skip
        axes.text(x + 0.42, 0.6, text, va="center_baseline", size=9, weight=600, color=look.colour)
        x += 0.42 + 0.07 * len(text) + 0.3
