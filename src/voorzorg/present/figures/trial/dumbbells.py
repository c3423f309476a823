"""Partner violence by scale, level and role: both arms' risks on one line, joined."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import FAINT, SOFT, arm_style, clean, percent_axis
from voorzorg.present.figures.trial.trajectories import name_arms

_ROW = 0.24


def tagged(view: View) -> list[str]:
    """Outcomes that are tagged with scale, role and level (the Conflict Tactics Scales)."""
    wanted = {"scale", "role", "level"}
    return [
        o for o in view.present if o in view.context.outcomes and wanted <= set(view.context.outcomes[o].tags)
    ]


def draw(view: View) -> Figure | None:
    """A column per role, a line per scale and level; the first and the last wave after baseline."""
    context = view.context
    t = context.t
    outcomes = tagged(view)
    if not outcomes or len(context.arms) < 2:
        return None
    tags = {outcome: context.outcomes[outcome].tags for outcome in outcomes}
    roles = list(dict.fromkeys(tag["role"] for tag in tags.values()))
    scales = list(dict.fromkeys(tag["scale"] for tag in tags.values()))
    levels = list(dict.fromkeys(tag["level"] for tag in tags.values()))
    after = [
        w
        for w in context.waves[1:]
        if any(view.find(o, "risk", wave=w, analysis="unadjusted") for o in outcomes)
    ]
    waves = list(dict.fromkeys([*after[:1], *after[-1:]]))
    if not waves:
        return None
    lines = [(scale, level) for scale in scales for level in levels]
    panel = len(lines) * _ROW + 0.22 * (len(scales) - 1) * 0.5
    page = sheet(
        context,
        len(waves) * (panel + 0.72) + 0.4,
        t("figure.dumbbells.title"),
        t("figure.dumbbells.subtitle"),
    )
    page.bottom += page.y(0.32)
    grid = page.grid(len(waves), len(roles), left=2.0, right=0.25, gap_x=0.3, gap_y=0.72, above=0.5)
    shown = [r for o in outcomes for r in view.find(o, "risk", wave=tuple(waves), analysis="unadjusted")]
    top = max((row.estimate for row in shown if row.estimate), default=0.1)
    for i, wave in enumerate(waves):
        for j, role in enumerate(roles):
            axes = grid[i][j]
            by_line = {(tags[o]["scale"], tags[o]["level"]): o for o in outcomes if tags[o]["role"] == role}
            _panel(view, axes, lines, by_line, wave, named=j == 0)
            axes.set_xlim(-0.09 * top, top * 1.16)
            axes.set_title(f"{context.word('tag', role)}, {context.wave(wave)}", pad=6)
    name_arms(view, page)
    return page.figure


def _panel(
    view: View,
    axes: Axes,
    lines: list[tuple[str, str]],
    by_line: dict[tuple[str, str], str],
    wave: str,
    *,
    named: bool,
) -> None:
    context = view.context
    positions = []
    y = 0.0
    previous = None
    for line in lines:
        y += 1.0 if previous in (None, line[0]) else 1.45
        previous = line[0]
        positions.append(y)
        outcome = by_line.get(line)
        points = {}
        if outcome:
            for arm in context.arms:
                row = view.first(outcome, "risk", arm=arm, wave=wave, analysis="unadjusted")
                if row is not None and row.estimate is not None:
                    points[arm] = row.estimate
        if len(points) > 1:
            axes.plot(
                [min(points.values()), max(points.values())], [y, y], color="#aeb7c0", linewidth=2.4, zorder=1
            )
        if len(points) > 1 and len({context.numbers.percent(v, 0) for v in points.values()}) == 1:
            value = max(points.values())
            axes.annotate(
                context.numbers.percent(value, 0), (value, y), xytext=(7, 0), textcoords="offset points",
                va="center_baseline", size=7.6, color=SOFT,
            )  # fmt: skip
        high = max(points, key=lambda arm: points[arm], default=None)
        for arm, value in points.items():
            look = arm_style(context, arm)
            axes.plot(
                value, y, marker=look.marker, markersize=6, markerfacecolor=look.face,
                markeredgecolor=look.colour, markeredgewidth=1.3, zorder=3,
            )  # fmt: skip
            if len(points) > 1 and len({context.numbers.percent(v, 0) for v in points.values()}) == 1:
                continue
            side = 1 if arm == high else -1
            axes.annotate(
                context.numbers.percent(value, 0), (value, y), xytext=(7 * side, 0),
                textcoords="offset points",
                ha="left" if side > 0 else "right", va="center_baseline", size=7.6, color=look.colour,
            )  # fmt: skip
    axes.set_ylim(positions[-1] + 0.6, 0.4)
    axes.set_yticks(positions)
    labels = [f"{context.word('tag', scale)}, {context.word('tag', level).lower()}" for scale, level in lines]
    axes.set_yticklabels(labels if named else [], size=8.6)
    percent_axis(context, axes.xaxis)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color="#8a949e", linewidth=0.7, zorder=0)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    clean(axes, "left")
    axes.tick_params(axis="y", labelcolor="#1d2733")
