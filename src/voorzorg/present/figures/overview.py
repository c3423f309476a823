"""All outcomes at a glance: a dot and an interval each, at the last wave, by family."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.estimates.schema import RowAnalysis
from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.style import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    SOFT,
    clean,
    inches_wide,
    log_axis,
    number_axis,
    sheet,
)
from voorzorg.present.tables.outcomes import estimate_cell

_ROW = 0.225


@dataclass(frozen=True)
class _Entry:
    label: str
    row: Row | None
    adjusted: Row | None
    group: bool = False
    wave: str = ""


#: The analyses that a line may show, by estimand, the first there is; where there are clusters, one that
#: respects them.
_MAIN: dict[str, tuple[RowAnalysis, ...]] = {
    "risk_difference": ("adjusted", "unadjusted"),
    "standardised_difference": ("adjusted", "unadjusted"),
    "hazard_ratio": ("survival",),
    "rate_ratio": ("counts",),
}
_MAIN_CLUSTERED = _MAIN | {
    "risk_difference": ("adjusted",),
    "standardised_difference": ("adjusted",),
    "hazard_ratio": ("adjusted", "survival"),
}


def main_row(view: View, outcome: str, contrast: str, estimand: str) -> Row | None:
    """The contrast that stands for an outcome, at its last wave: the adjusted one where there is one."""
    main = _MAIN_CLUSTERED if view.cluster_of(outcome) else _MAIN
    for analysis in main[estimand]:
        waves = view.waves_of(outcome, estimand, contrast=contrast, analysis=analysis)
        if waves:
            return view.first(outcome, estimand, contrast=contrast, wave=waves[-1], analysis=analysis)
    return None


def draw(view: View, contrast: str) -> Figure | None:
    """Two panels: risk differences in percentage points, and standardised differences of means."""
    context = view.context
    t = context.t
    risks = _entries(view, contrast, "risk_difference")
    means = _entries(view, contrast, "standardised_difference")
    ratios = _entries(view, contrast, "hazard_ratio", "rate_ratio")
    found = (("risks", risks), ("means", means), ("ratios", ratios))
    panels = [(name, entries) for name, entries in found if any(map(_drawable, entries))]
    if not panels:
        return None
    level = next((e.row.ci_level for _, p in panels for e in p if e.row and e.row.ci_level), 0.95)
    subtitle = "figure.overview.subtitle_clusters" if view.clustered == "all" else "figure.overview.subtitle"
    note = t("figure.overview.note")
    if view.clustered == "some":
        note += " " + t("figure.overview.note_clusters")
    total = sum(len(entries) for _, entries in panels) * _ROW + len(panels) * 0.92
    page = sheet(
        context,
        total,
        t("figure.overview.title"),
        t(
            subtitle,
            contrast=context.contrast(contrast),
            level=context.numbers.level(level),
        ),
        note,
    )
    top = page.top * page.height
    for name, entries in panels:
        height = len(entries) * _ROW
        axes = page.figure.add_axes(
            (page.x(3.15), page.y(top - 0.42 - height), page.x(page.width - 4.75), page.y(height))
        )
        _panel(view, axes, name, entries, contrast)
        top -= height + 0.92
    return page.figure


def _drawable(entry: _Entry) -> bool:
    """Whether there is a number to draw; output control may have emptied all of a panel."""
    return entry.row is not None and entry.row.estimate is not None


def _entries(view: View, contrast: str, *estimands: str) -> list[_Entry]:
    entries: list[_Entry] = []
    for family in view.families:
        found = []
        for outcome in view.of_family(family):
            rows = (main_row(view, outcome, contrast, estimand) for estimand in estimands)
            row = next((row for row in rows if row is not None), None)
            if row is None:
                continue
            adjusted = None
            if row.analysis != "adjusted":
                at = {"contrast": contrast, "wave": row.wave, "analysis": "adjusted"}
                adjusted = view.first(outcome, row.estimand, **at)
            known = view.context.outcomes.get(outcome)
            higher = known is not None and known.better == "higher" and row.estimand != "hazard_ratio"
            label = view.context.outcome(outcome) + (" ↑" if higher else "")
            if view.clustered == "some" and view.cluster_of(outcome):
                label += " °"
            found.append(_Entry(label, row, adjusted, wave=view.context.wave(row.wave)))
        if found:
            entries += [_Entry(view.context.family(family), None, None, group=True), *found]
    return entries


def _panel(view: View, axes: Axes, name: str, entries: list[_Entry], contrast: str) -> None:
    context = view.context
    t = context.t
    scale = 100.0 if name == "risks" else 1.0
    null = 1.0 if name == "ratios" else 0.0
    rows = [e.row for e in entries if e.row is not None and e.row.estimate is not None]
    lows = [scale * (r.ci_low if r.ci_low is not None else r.estimate) for r in rows]
    highs = [scale * (r.ci_high if r.ci_high is not None else r.estimate) for r in rows]
    low, high = min([*lows, null]), max([*highs, null])
    if name == "ratios":
        low, high = max(min(low / 1.1, 0.8), 0.05), min(max(high * 1.1, 1.25), 20)
        log_axis(context, axes.xaxis, low, high)
    else:
        pad = 0.04 * (high - low)
        low, high = low - pad, high + pad
        number_axis(context, axes.xaxis)
    axes.set_xlim(low, high)
    axes.set_ylim(len(entries) - 0.5, -0.5)
    axes.axvline(null, color=INK, linewidth=0.9, zorder=1)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    frame = axes.get_yaxis_transform()
    for y, entry in enumerate(entries):
        if entry.group:
            axes.text(
                -3.03 / inches_wide(axes), y + 0.08, entry.label,
                transform=frame, va="center_baseline", weight=600, size=9,
            )  # fmt: skip
            continue
        _line(view, axes, entry, y, scale, low, high)
    axes.set_yticks([])
    clean(axes, "left")
    axes.xaxis.set_tick_params(labelsize=8)
    axes.set_title(t(f"figure.overview.{name}"), size=9.5, pad=20, x=0)
    ends = [t("figure.overview.less", arm=context.arm(contrast.partition(" vs ")[0])), ""]
    ends[1] = t("figure.overview.more", arm=context.arm(contrast.partition(" vs ")[0]))
    place = (null - low) / (high - low) if name != "ratios" else None
    if place is None:
        import math

        place = math.log(null / low) / math.log(high / low)
    for text, align, shift in ((f"← {ends[0]}", "right", -6), (f"{ends[1]} →", "left", 6)):
        axes.annotate(
            text, (place, 1), xycoords="axes fraction", xytext=(shift, 4), textcoords="offset points",
            ha=align, va="bottom", size=7.6, color=SOFT,
        )  # fmt: skip


def _line(view: View, axes: Axes, entry: _Entry, y: int, scale: float, low: float, high: float) -> None:
    frame = axes.get_yaxis_transform()
    inches = inches_wide(axes)
    wave = f"  {entry.wave}" if entry.wave else ""
    label = textwrap.shorten(entry.label, 46, placeholder=" …")
    axes.text(-2.93 / inches, y, label, transform=frame, va="center_baseline", size=8.4)
    axes.text(
        -0.08 / inches, y, wave, transform=frame, va="center_baseline", ha="right", size=7.3, color=SOFT
    )
    row = entry.row
    text = estimate_cell(view, row)
    axes.text(1 + 0.1 / inches, y, text, transform=frame, va="center_baseline", size=8, color=INK)
    if row is None or row.estimate is None:
        return
    if row.ci_low is not None and row.ci_high is not None:
        axes.plot(
            [max(scale * row.ci_low, low), min(scale * row.ci_high, high)],
            [y, y],
            color=BLUE,
            linewidth=1.5,
            zorder=2,
        )
    other = entry.adjusted
    if other is not None and other.estimate is not None:
        axes.plot(
            scale * other.estimate, y + 0.24, marker="D", markersize=3.0, color=PAPER, markeredgecolor=SOFT,
            markeredgewidth=0.8, zorder=3,
        )  # fmt: skip
    axes.plot(scale * row.estimate, y, marker="o", markersize=5, color=BLUE, markeredgecolor=PAPER, zorder=4)
