"""The multilevel model drawn: odds ratios per wave, and the risks for the whole group that follow from it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.figures.style import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    SOFT,
    clean,
    log_axis,
    sheet,
)
from voorzorg.present.figures.trajectories import draw_panels
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.view import Row, View

_ROW = 0.23
_LIMIT = (0.05, 20.0)


def modelled(view: View, family: str) -> list[str]:
    """Outcomes of a family with multilevel odds ratios at two or more waves."""
    found = []
    for outcome in view.of_family(family):
        rows = [r for r in view.find(outcome, "odds_ratio", kind="multilevel") if r.wave and r.estimate is not None]
        if len(rows) > 1:
            found.append(outcome)
    return found


def draw_odds_ratios(view: View, family: str) -> Figure | None:
    """A line per outcome and wave: conditional odds ratio (dot) and the marginal one (open diamond)."""
    context = view.context
    t = context.t
    outcomes = modelled(view, family)
    if not outcomes:
        return None
    lines: list[tuple[str, Row | None, Row | None]] = []
    for outcome in outcomes:
        lines.append((context.outcome(outcome), None, None))
        for wave in view.waves_of(outcome, "odds_ratio", kind="multilevel"):
            if wave is None:
                continue
            model = view.first(outcome, "odds_ratio", wave=wave, kind="multilevel")
            gee = view.first(outcome, "odds_ratio", wave=wave, kind="gee")
            lines.append((context.wave(wave), model, gee))
    halves = _columns(lines)
    level = next((m.ci_level for _, m, _ in lines if m is not None and m.ci_level), 0.95)
    page = sheet(
        context,
        max(len(half) for half in halves) * (_ROW - 0.03) + 0.62,
        t("figure.odds_ratios.title", family=context.family(family)),
        t("figure.odds_ratios.subtitle", level=context.numbers.level(level)),
        t("figure.odds_ratios.note"),
    )
    width = (page.width - 0.24 - 0.3 * (len(halves) - 1)) / len(halves)
    for number, half in enumerate(halves):
        left = 0.12 + number * (width + 0.3)
        axes = page.axes(left + 1.3, 0.3, page.width - left - width + 1.3, 0.2)
        _forest(view, axes, half, max(len(h) for h in halves))
    return page.figure


def _columns(lines: list[tuple[str, Row | None, Row | None]]) -> list[list[tuple[str, Row | None, Row | None]]]:
    """Two columns where one would be too long; an outcome is not split."""
    if len(lines) <= 24:
        return [lines]
    starts = [i for i, (_, model, gee) in enumerate(lines) if model is None and gee is None]
    cut = min(starts, key=lambda i: abs(i - len(lines) / 2))
    return [lines[:cut], lines[cut:]]


def _forest(
    view: View, axes: Axes, lines: list[tuple[str, Row | None, Row | None]], height: int
) -> None:
    low, high = _LIMIT
    log_axis(view.context, axes.xaxis, low, high)
    axes.set_xlim(low, high)
    axes.set_ylim(height - 0.5, -0.5)
    axes.axvline(1, color=INK, linewidth=0.9, ymin=1 - len(lines) / height)
    inches = axes.figure.get_size_inches()[0] * axes.get_position().width
    frame = axes.get_yaxis_transform()
    for y, (label, model, gee) in enumerate(lines):
        if model is None and gee is None:
            axes.text(-1.3 / inches, y + 0.1, label, transform=frame, weight=600, size=8.3, va="center_baseline")
            continue
        axes.text(-1.2 / inches, y, label, transform=frame, size=8, va="center_baseline", color=SOFT)
        axes.text(1 + 0.06 / inches, y, estimate_cell(view, model), transform=frame, size=7.7, va="center_baseline")
        if gee is not None and gee.estimate is not None:
            axes.plot(
                gee.estimate, y + 0.22, marker="D", markersize=3.2, color=PAPER, markeredgecolor=SOFT,
                markeredgewidth=0.9, zorder=2,
            )  # fmt: skip
        if model is None or model.estimate is None:
            continue
        if model.ci_low is not None and model.ci_high is not None:
            axes.plot(
                [max(model.ci_low, low), min(model.ci_high, high)], [y, y], color=BLUE, linewidth=1.4, zorder=3
            )
        axes.plot(min(max(model.estimate, low), high), y, marker="o", markersize=4.6, color=BLUE, zorder=4)
    axes.set_yticks([])
    clean(axes, "left")
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def draw_marginal_risks(view: View, family: str) -> Figure | None:
    """Population-averaged risks per wave and arm with intervals, a panel per outcome."""
    context = view.context
    t = context.t
    outcomes = [o for o in modelled(view, family) if view.find(o, "risk", kind="marginal")]
    if not outcomes:
        return None
    columns = min(4, len(outcomes))
    rows = -(-len(outcomes) // columns)
    height = 2.3 if rows == 1 else 1.42
    page = sheet(
        context,
        rows * height + (rows - 1) * 0.5 + 0.9,
        t("figure.marginal.title", family=context.family(family)),
        t("figure.marginal.subtitle"),
    )
    page.bottom += page.y(0.4)
    draw_panels(view, page, [(o, "risk") for o in outcomes], kind="marginal", columns=columns)
    return page.figure

