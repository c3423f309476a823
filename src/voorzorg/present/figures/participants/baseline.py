"""Baseline: how many risk factors come together, and how alike the arms are."""

from __future__ import annotations

import textwrap

from matplotlib.figure import Figure

from voorzorg.present.context import ALL_ARMS
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import (
    EFFECT,
    FAINT,
    INK,
    SOFT,
    WIDTH,
    arm_style,
    clean,
    number_axis,
    percent_axis,
)
from voorzorg.present.tables.cohort import accumulation_steps


def draw_accumulation(view: View) -> Figure | None:
    """Share of participants with at least so many risk factors, everyone together (bars)."""
    context = view.context
    steps = [k for k in accumulation_steps(view) if k > 0]
    everyone = ALL_ARMS if view.find("risk_factors", "risk", arm=ALL_ARMS) else None
    arms = [everyone] if everyone else list(context.arms)
    bars = {
        arm: [view.first("risk_factors", "risk", category=f">={k}", arm=arm) for k in steps] for arm in arms
    }
    if not steps or not any(
        row is not None and row.estimate is not None for rows in bars.values() for row in rows
    ):
        return None
    t = context.t
    page = sheet(context, 2.6, t("figure.accumulation.title"), t("figure.accumulation.subtitle"))
    axes = page.axes(0.55, 0.45, 0.15, 0.3)
    width = 0.8 / len(arms)
    for i, (arm, rows) in enumerate(bars.items()):
        look = arm_style(context, arm)
        x = [k - 0.4 + width * (i + 0.5) for k in steps]
        y = [row.estimate if row is not None and row.estimate is not None else 0.0 for row in rows]
        axes.bar(x, y, width * 0.88, facecolor=look.face, edgecolor=look.colour, linewidth=1.0)
        for at, value, row in zip(x, y, rows, strict=True):
            if row is not None and row.estimate is not None:
                axes.annotate(
                    context.numbers.percent(value, 0), (at, value), xytext=(0, 2), textcoords="offset points",
                    ha="center", size=7 if len(arms) > 1 else 8.2, color=SOFT,
                )  # fmt: skip
    axes.set_xticks(steps, [t("figure.accumulation.at_least", k=k) for k in steps])
    axes.set_ylim(0, 1.02)
    percent_axis(context, axes.yaxis)
    axes.set_xlabel(t("figure.accumulation.axis"))
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(bottom=False)
    if len(arms) > 1:
        room = (WIDTH - 0.3) / len(arms) - 0.35
        names = "    ".join(
            f"{'■' if arm_style(context, a).filled else '□'} {fitted(context.arm(a), room, 8.5, 1)[0]}"
            for a in arms
        )
        axes.annotate(
            names,
            (1, 1),
            xycoords="axes fraction",
            xytext=(0, 6),
            textcoords="offset points",
            ha="right",
            size=8.5,
        )
    return page.figure


def draw_balance(view: View) -> Figure | None:
    """Standardised differences of all baseline variables, the largest on top."""
    context = view.context
    t = context.t
    if not view.contrasts:
        return None
    rows = [
        row
        for outcome in view.baseline_variables
        for row in view.find(outcome, "standardised_difference", contrast=view.contrasts[0])
        if row.estimate is not None
    ]
    if len(rows) < 3:
        return None
    rows.sort(key=lambda row: -abs(row.estimate))
    page = sheet(
        context,
        len(rows) * 0.225 + 0.55,
        t("figure.balance.title"),
        t("figure.balance.subtitle", contrast=context.contrast(view.contrasts[0])),
    )
    axes = page.axes(3.0, 0.42, 0.3, 0.08)
    y = range(len(rows))
    values = [row.estimate for row in rows]
    limit = max(0.25, max(abs(v) for v in values) * 1.15)
    axes.axvspan(-0.1, 0.1, color="#eef1f4", linewidth=0, zorder=0)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.hlines(y, 0, values, color="#aeb7c0", linewidth=1.2, zorder=2)
    axes.plot(values, y, "o", color=EFFECT, markersize=5, zorder=3)
    axes.set_yticks(
        list(y), [textwrap.shorten(context.outcome(row.outcome), 48, placeholder=" …") for row in rows]
    )
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-limit, limit)
    number_axis(context, axes.xaxis)
    axes.set_xlabel(t("figure.balance.axis"))
    clean(axes, "left")
    return page.figure
