"""Time to an event: cumulative incidence (or who has not stopped yet) with bands and numbers at risk."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View, says
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import (
    FAINT,
    NARROW,
    SOFT,
    arm_style,
    clean,
    number_axis,
    percent_axis,
    spread_labels,
)

_NAMES = 1.3  # inches for the arms' names beside their curves


def curve_rows(view: View, outcome: str, arm: str) -> list[Row]:
    """Points of one arm's curve in time order, those with an estimate."""
    at = {"arm": arm, "analysis": "survival"}  # imputed curves are others
    rows = view.find(outcome, "cumulative_incidence", **at) or view.find(
        outcome, "survival_probability", **at
    )
    return sorted(
        (r for r in rows if r.time_weeks is not None and r.estimate is not None), key=lambda r: r.time_weeks
    )


def curve_outcomes(view: View) -> list[str]:
    return [o for o in view.present if any(len(curve_rows(view, o, arm)) > 1 for arm in view.context.arms)]


def lasting(view: View, outcome: str) -> bool:
    """True where lasting long is good (breastfeeding): then the share that still lasts is drawn."""
    known = view.context.outcomes.get(outcome)
    return known is not None and known.better == "higher"


def _value(row: Row, name: str, keep: bool) -> float | None:
    """The number of a row as a share that had the event, or that still lasts (``keep``)."""
    as_incidence = row.estimand == "cumulative_incidence"
    if keep == as_incidence:
        mirror = {"ci_low": "ci_high", "ci_high": "ci_low"}.get(name, name)
        value = getattr(row, mirror)
        return None if value is None else 1 - value
    value = getattr(row, name)
    return None if value is None else float(value)


def draw(view: View, outcome: str) -> Figure | None:
    """Step curves with intervals as bands, the arm's name at the end of its curve, numbers at risk below."""
    context = view.context
    t = context.t
    curves = {arm: curve_rows(view, outcome, arm) for arm in context.arms}
    curves = {arm: rows for arm, rows in curves.items() if len(rows) > 1}
    if not curves:
        return None
    keep = lasting(view, outcome)
    level = next((r.ci_level for rows in curves.values() for r in rows if r.ci_level), 0.95)
    below = 0.52 + 0.19 * (len(curves) + 1)
    page = sheet(
        context,
        3.0 + below,
        context.outcome(outcome),
        t(_heading(view, outcome), level=context.numbers.level(level)),
        " ".join(filter(None, (_difference(view, outcome), _of_clusters(view, curves)))),
        width=NARROW,
    )
    axes = page.axes(0.55, below, _NAMES, 0.12)
    horizon = max(row.time_weeks for rows in curves.values() for row in rows)
    ends, arms = [], list(curves)
    high = 0.0
    for arm, rows in curves.items():
        look = arm_style(context, arm)
        x = [row.time_weeks for row in rows]
        y = [_value(row, "estimate", keep) or 0.0 for row in rows]
        limits = [(row.time_weeks, _value(row, "ci_low", keep), _value(row, "ci_high", keep)) for row in rows]
        band = [(time, low, up) for time, low, up in limits if low is not None and up is not None]
        if band:
            times, low, up = zip(*band, strict=True)
            axes.fill_between(times, low, up, step="post", color=look.colour, alpha=0.13, linewidth=0)
        axes.step(x, y, where="post", color=look.colour, linestyle=look.line, linewidth=1.9)
        ends.append(y[-1])
        high = max(high, *(limit[2] for limit in band), *y)
    top = 1.0 if keep or high > 0.6 else min(1.0, max(0.1, -(-high * 1.08 // 0.05) * 0.05))
    axes.set_xlim(0, horizon)
    axes.set_ylim(0, top)
    for place, arm, end in zip(spread_labels(ends, top * 0.14, 0.03 * top, top), arms, ends, strict=True):
        look = arm_style(context, arm)
        name = fitted(context.arm(arm), _NAMES - 0.15, 9)
        axes.annotate(
            "\n".join([*name, context.numbers.percent(end)]), (1, place),
            xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points", va="center",
            size=9, weight=600, color=look.colour, linespacing=1.1,
        )  # fmt: skip
    percent_axis(context, axes.yaxis)
    ticks = _ticks(horizon)
    axes.set_xticks(ticks)
    number_axis(context, axes.xaxis)
    axes.set_xlabel(t("figure.curve.weeks_lasting" if keep else "figure.curve.weeks", origin=context.origin))
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    _at_risk(view, page, axes, curves, ticks, below)
    return page.figure


def _of_clusters(view: View, curves: dict[str, list[Row]]) -> str:
    """What the bands leave out, where they do."""
    ignored = any(says(row, "arm-clusters-ignored") for rows in curves.values() for row in rows)
    return view.context.t("figure.clusters_ignored") if ignored else ""


def _ticks(horizon: float) -> list[float]:
    step = next(s for s in (1, 2, 4, 8, 13, 26, 52, 104) if horizon / s <= 6 or s == 104)
    return [float(x) for x in range(0, int(horizon) + 1, step)]


def _at_risk(
    view: View, page: Sheet, axes: Axes, curves: dict[str, list[Row]], ticks: list[float], below: float
) -> None:
    context = view.context
    table = page.axes(0.55, 0.02, _NAMES, page.height * (page.top - page.bottom) - below + 0.44)
    table.set_xlim(*axes.get_xlim())
    table.set_ylim(len(curves) + 0.6, -0.6)
    table.set_xticks([])
    table.set_yticks([])
    clean(table, "left", "bottom")
    table.text(
        0, 0, context.t("figure.curve.at_risk"), size=8.2, weight=600, color=SOFT, va="center_baseline"
    )
    for line, (arm, rows) in enumerate(curves.items(), start=1):
        look = arm_style(context, arm)
        for tick in ticks:
            row = min(rows, key=lambda r: abs(r.time_weeks - tick))
            n = view.n(row)
            if n is not None and abs(row.time_weeks - tick) <= 2:
                align = "left" if tick == 0 else "center"
                table.text(tick, line, context.numbers.count(n), size=8.2, ha=align, va="center_baseline")
        (name,) = fitted(context.arm(arm), _NAMES - 0.28, 8.2, 1)
        table.annotate(
            name, (1, line), xycoords=("axes fraction", "data"), xytext=(12, 0),
            textcoords="offset points", size=8.2, color=look.colour, va="center_baseline",
        )  # fmt: skip


def _heading(view: View, outcome: str) -> str:
    known = view.context.outcomes.get(outcome)
    if known is not None and known.competing is not None:
        return "figure.curve.competing"
    return "figure.curve.lasting" if lasting(view, outcome) else "figure.curve.incidence"


def _difference(view: View, outcome: str) -> str:
    """The difference in restricted means (or in incidence) in words, from its row."""
    context = view.context
    parts = []
    for contrast in view.contrasts:
        estimands = ("rmst_difference", "risk_difference")
        row = view.first(outcome, *estimands, contrast=contrast, analysis="survival")
        if row is None or row.estimate is None:
            continue
        numbers = context.numbers
        parts.append(
            context.t(
                "figure.curve.difference"
                if row.estimand == "rmst_difference"
                else "figure.curve.difference_incidence",
                contrast=context.contrast(contrast),
                weeks=f"{row.time_weeks:g}" if row.time_weeks is not None else "–",
                estimate=numbers.with_interval(row.estimand, row.estimate, row.ci_low, row.ci_high),
            )
        )
    return " ".join(parts)
