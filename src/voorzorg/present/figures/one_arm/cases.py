"""Single participants: a small panel each with what was measured, and their effect sizes."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import BLUE, FAINT, INK, PAPER, SOFT, clean, inches_wide, number_axis
from voorzorg.present.figures.waves import WaveAxis
from voorzorg.present.one_arm_rows import case_label, case_number, unwanted
from voorzorg.present.tables.cases import COMBINED, index_of, indices

_COLUMNS = 5
_PANEL = 1.02
_SHADE = "#f6e3d7"
_ROW = 0.21
_SHARES = ("NAP", "PEM")  # shares of pairs, of which a half is no change; the others are differences


def case_outcomes(view: View) -> list[str]:
    """Outcomes with effect sizes of single participants."""
    return [o for o in view.present if any(r.estimate is not None for r in view.find(o, "effect_size"))]


def _series(view: View, outcome: str) -> dict[str, list[Row]]:
    """Measured values per participant in time order, by number."""
    order = view.context.waves
    found: dict[str, list[Row]] = {}
    for row in view.find(outcome, "mean", "risk", analysis="single_case"):
        if row.category and row.wave in order and row.estimate is not None:
            found.setdefault(row.category, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: order.index(row.wave))
    return dict(sorted(found.items(), key=lambda item: case_number(item[0]) or 0))


def draw_panels(view: View, outcome: str) -> Figure | None:
    """A panel per participant: her values over the waves, the baseline hollow, and her effect size."""
    context = view.context
    t, numbers = context.t, context.numbers
    series = _series(view, outcome)
    if not series:
        return None
    columns = min(_COLUMNS, len(series))
    rows = math.ceil(len(series) / columns)
    known = context.outcomes.get(outcome)
    page = sheet(
        context,
        rows * _PANEL + (rows - 1) * 0.34 + 0.95,
        t("figure.cases.title", outcome=context.outcome(outcome)),
        t("figure.cases.subtitle") + (f" {t('figure.cases.clinical')}" if known and known.cut_off else ""),
        t("figure.cases.note"),
    )
    page.bottom += page.y(0.5)
    grid = page.grid(rows, columns, left=0.42, right=0.19, gap_x=0.2, gap_y=0.34, above=0.32)
    waves = [wave for wave in context.waves if any(r.wave == wave for rs in series.values() for r in rs)]
    values = [row.estimate for found in series.values() for row in found]
    pad = 0.08 * (max(values) - min(values) or 1.0)
    effects = {r.category: r for r in view.find(outcome, "effect_size") if index_of(r) == "NAP"}
    baseline = _baseline(view, waves)
    for number, (case, found) in enumerate(series.items()):
        axes = grid[number // columns][number % columns]
        effect = effects.get(case)
        title = case_label(view, case)
        if effect is not None and effect.estimate is not None:
            title += f"   NAP {numbers.fixed(effect.estimate, 2)}"
        axes.set_title(title, size=8, pad=3)
        axes.set_ylim(min(values) - pad, max(values) + pad)
        _case(view, axes, outcome, found, waves, baseline)
        last_row = number + columns >= len(series)
        WaveAxis(context, waves).draw(axes, 6.6, named=last_row)
        axes.tick_params(axis="y", labelsize=7, labelleft=number % columns == 0)
        number_axis(context, axes.yaxis)
    for number in range(len(series), rows * columns):
        grid[number // columns][number % columns].set_axis_off()
    page.figure.text(
        page.x(0.42),
        page.bottom - page.y(0.36),
        WaveAxis(context, waves).title,
        size=8,
        color=SOFT,
        va="center_baseline",
    )
    return page.figure


def _baseline(view: View, waves: list[str]) -> set[str]:
    """Phase A: waves that the manifest marks, or else the first."""
    marked = {wave for wave in waves if wave in view.context.before_allocation}
    return marked or set(waves[:1])


def _case(
    view: View, axes: Axes, outcome: str, rows: list[Row], waves: list[str], baseline: set[str]
) -> None:
    known = view.context.outcomes.get(outcome)
    if known is not None and known.cut_off is not None:
        low, high = axes.get_ylim()
        edges = (known.cut_off, high) if unwanted(view, outcome) else (low, known.cut_off)
        axes.axhspan(*edges, color=_SHADE, zorder=0, linewidth=0)
    scale = WaveAxis(view.context, waves)
    x, y = [scale.at(row.wave) for row in rows], [row.estimate for row in rows]
    first = [value for row, value in zip(rows, y, strict=True) if row.wave in baseline]
    if first:
        axes.axhline(sum(first) / len(first), color=SOFT, linewidth=0.7, linestyle=(0, (3, 2)), zorder=1)
    axes.plot(x, y, color=BLUE, linewidth=1.3, zorder=2)
    for at, value, row in zip(x, y, rows, strict=True):
        before = row.wave in baseline
        axes.plot(
            at, value, "o", markersize=3.8, color=BLUE, markerfacecolor=PAPER if before else BLUE, zorder=3
        )
    axes.grid(axis="y", color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)


def draw_effects(view: View, outcome: str) -> Figure | None:
    """A column per effect size, a line per participant, all together below; the line is no change."""
    context = view.context
    t = context.t
    rows = [row for row in view.find(outcome, "effect_size") if row.estimate is not None]
    own_rows = [row for row in rows if row.category != COMBINED] or rows
    names = [name for name in indices(view) if any(index_of(row) == name for row in own_rows)]
    if not rows:
        return None
    cases = dict.fromkeys(row.category for row in own_rows if row.category != COMBINED)
    own = sorted(cases, key=lambda case: (case_number(case) is None, case_number(case) or 0))
    lines: list[str | None] = [*own]
    if any(row.category == COMBINED for row in rows):
        lines.append(COMBINED)
    page = sheet(
        context,
        len(lines) * _ROW + 0.85,
        t("figure.single_case.title", outcome=context.outcome(outcome)),
        t("figure.single_case.subtitle"),
        t("figure.single_case.note"),
    )
    page.bottom += page.y(0.32)
    grid = page.grid(1, len(names), left=1.05, right=0.2, gap_x=0.28, gap_y=0, above=0.36)[0]
    for axes, name in zip(grid, names, strict=True):
        found = {row.category: row for row in rows if index_of(row) == name}
        _effects(view, axes, [found.get(line) for line in lines], share=name in _SHARES)
        axes.set_title(name, size=9.2, pad=5)
    frame = grid[0].get_yaxis_transform()
    inches = inches_wide(grid[0])
    for y, line in enumerate(lines):
        label = t("word.all") if line == COMBINED else case_label(view, line)
        grid[0].text(
            -0.1 / inches, y, label, transform=frame, ha="right", va="center_baseline", size=8,
            weight=600 if line == COMBINED else 400,
        )  # fmt: skip
    return page.figure


def _effects(view: View, axes: Axes, rows: list[Row | None], *, share: bool) -> None:
    null = 0.5 if share else 0.0
    axes.set_xlim((-0.04, 1.04) if share else (-1.08, 1.08))
    axes.axvline(null, color=INK, linewidth=0.9, zorder=1)
    for y, row in enumerate(rows):
        if row is None:
            continue
        together = row.category == COMBINED
        if row.ci_low is not None and row.ci_high is not None:
            axes.plot([row.ci_low, row.ci_high], [y, y], color=BLUE, linewidth=1.3)
        axes.plot(
            row.estimate, y, "D" if together else "o", color=BLUE, markersize=5.5 if together else 4.4,
            clip_on=False, zorder=3,
        )  # fmt: skip
        if together and len(rows) > 1:
            axes.axhline(y - 0.5, color=FAINT, linewidth=0.8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks([])
    clean(axes, "left")
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xticks([0, 0.5, 1] if share else [-1, 0, 1])
    number_axis(view.context, axes.xaxis)
    axes.tick_params(labelsize=8)
