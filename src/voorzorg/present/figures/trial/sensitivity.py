"""How the difference moves when those not measured differ from what was expected."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import EFFECT, FAINT, INK, NARROW, SOFT, WIDTH, number_axis
from voorzorg.present.figures.trial.trajectories import in_grid_order


def path_of(view: View, outcome: str) -> list[tuple[float, Row]]:
    """Delta and row of an outcome's tipping-point path, ascending."""
    found = []
    for row in view.find(outcome, "risk_difference", analysis="tipping"):
        if row.category is not None and row.estimate is not None:
            found.append((row.category.treated, row))
    return sorted(found, key=lambda item: item[0])


def draw(view: View, family: str) -> Figure | None:
    """A small panel per outcome: risk difference with interval against the shift in log odds."""
    context = view.context
    t = context.t
    paths = {o: path_of(view, o) for o in in_grid_order(view, view.of_family(family))}
    paths = {o: path for o, path in paths.items() if len(path) > 2}
    if not paths:
        return None
    columns = min(4, len(paths))
    rows = -(-len(paths) // columns)
    height = 2.0 if rows == 1 else 1.3
    page = sheet(
        context,
        rows * height + (rows - 1) * 0.5 + 1.0,
        t("figure.tipping.title", family=context.family(family)),
        t("figure.tipping.subtitle"),
        t("figure.tipping.note"),
        width=WIDTH if columns > 1 else NARROW,
    )
    page.bottom += page.y(0.48)
    grid = page.grid(rows, columns, left=0.5, right=0.2, gap_x=0.3, gap_y=0.52, above=0.4)
    ends = [
        100 * v for path in paths.values() for _, r in path for v in (r.ci_low, r.ci_high) if v is not None
    ]
    low, high = min([*ends, 0.0]), max([*ends, 0.0])
    pad = 0.05 * (high - low or 1.0)
    for number, (outcome, path) in enumerate(paths.items()):
        axes = grid[number // columns][number % columns]
        x = [delta for delta, _ in path]
        axes.fill_between(
            x, [100 * (r.ci_low if r.ci_low is not None else r.estimate) for _, r in path],
            [100 * (r.ci_high if r.ci_high is not None else r.estimate) for _, r in path],
            color=EFFECT, alpha=0.15, linewidth=0,
        )  # fmt: skip
        axes.plot(x, [100 * r.estimate for _, r in path], color=EFFECT, marker="o", markersize=3)
        axes.axhline(0, color=INK, linewidth=0.9)
        axes.axvline(0, color=SOFT, linewidth=0.7, linestyle=":")
        point = view.first(outcome, "tipping_point")
        if point is not None and point.estimate is not None:
            axes.axvline(point.estimate, color=INK, linewidth=1.3, linestyle=(0, (3, 2)))
        axes.set_ylim(low - pad, high + pad)
        axes.set_title(textwrap.fill(context.outcome(outcome), 26 if columns > 2 else 44), size=8.6, pad=4)
        axes.grid(axis="y", color=FAINT, linewidth=0.6)
        number_axis(context, axes.xaxis)
        number_axis(context, axes.yaxis)
        if number % columns:
            axes.set_yticklabels([])
        if number + columns < len(paths):
            axes.set_xticklabels([])
        else:
            axes.set_xlabel(t("figure.tipping.axis"), size=8)
    for number in range(len(paths), rows * columns):
        grid[number // columns][number % columns].set_axis_off()
    return page.figure
