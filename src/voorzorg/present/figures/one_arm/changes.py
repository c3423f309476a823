"""A study without a comparison group at a glance: mean changes, and how many moved which way."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.one_arm.lines import Entry, Lines
from voorzorg.present.figures.style import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    SOFT,
    VERMILION,
    number_axis,
    percent_axis,
)
from voorzorg.present.one_arm_rows import change_row, informants, share_of, summary_wave, wanted_label
from voorzorg.present.tables.outcomes import estimate_cell

_GREY = "#c9cfd6"


def change_entries(view: View, estimand: str, category: str | None = None) -> list[Entry]:
    """Changes at the wave that sums the cohort up, by family, a line per outcome and informant."""
    context = view.context
    entries: list[Entry] = []
    for family in view.families:
        found: list[Entry] = []
        for outcome in view.of_family(family):
            names = informants(view, outcome, estimand, "mean", "risk", "change")
            for name in names:
                wave = summary_wave(view, outcome, name, estimand)
                row = change_row(view, estimand, outcome, wave, name, category)
                if row is None or row.estimate is None:
                    continue
                label = context.outcome(outcome)
                if len(names) > 1 and name and name != names[0]:
                    label = f"· {context.informant(name)}" if found else label
                found.append(Entry(label, row, context.wave(wave)))
        if found:
            entries += [Entry(context.family(family)), *found]
    return entries


def draw_change(view: View) -> Figure | None:
    """A dot and an interval per outcome and informant: change since the first measurement in its own SD."""
    context = view.context
    t = context.t
    entries = change_entries(view, "standardised_change")
    rows = [entry.row for entry in entries if entry.row is not None]
    if not rows:
        return None
    level = next((row.ci_level for row in rows if row.ci_level), 0.95)
    lines = Lines.of(view, entries, "change", level)
    axes = lines.axes
    low, high = _limits(rows)
    axes.set_xlim(low, high)
    axes.axvline(0, color=INK, linewidth=0.9)
    for y, row in lines.rows():
        if row.ci_low is not None and row.ci_high is not None:
            _interval(axes, y, row, low, high)
        axes.plot(row.estimate, y, "o", color=BLUE, markersize=5, markeredgecolor=PAPER, zorder=4)
        lines.write(y, row, estimate_cell(view, row))
    lines.head()
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    number_axis(context, axes.xaxis)
    axes.set_xlabel(t("figure.change.axis"))
    return lines.page.figure


def _limits(rows: list[Row]) -> tuple[float, float]:
    """An axis for the estimates and the intervals of more than three; what is longer gets an arrow."""
    values = [0.0]
    for row in rows:
        values.append(row.estimate)
        few = row.n_treated is not None and row.n_treated <= 3
        values += [limit for limit in (row.ci_low, row.ci_high) if limit is not None and not few]
    span = max(values) - min(values) or 1.0
    return min(values) - 0.05 * span, max(values) + 0.05 * span


def _interval(axes: Axes, y: int, row: Row, low: float, high: float) -> None:
    left, right = max(row.ci_low, low), min(row.ci_high, high)
    axes.plot([left, right], [y, y], color=BLUE, linewidth=1.6)
    for end, marker, cut in ((left, "<", row.ci_low < low), (right, ">", row.ci_high > high)):
        if cut:
            axes.plot(end, y, marker, color=BLUE, markersize=4, clip_on=False)


def draw_directions(view: View) -> Figure | None:
    """A stacked bar per outcome and informant: improved, unchanged, worsened since the first measurement."""
    context = view.context
    t, numbers = context.t, context.numbers
    entries = change_entries(view, "direction_of_change", "improved")
    rows = [entry.row for entry in entries if entry.row is not None]
    if not rows:
        return None
    level = next((row.ci_level for row in rows if row.ci_level), 0.95)
    lines = Lines.of(view, entries, "direction", level, legend=True)
    axes = lines.axes
    lines.legend([(BLUE, t("category.improved")), (_GREY, t("category.unchanged")),
                  (VERMILION, t("category.worsened"))])  # fmt: skip
    for y, row in lines.rows():
        left = 0.0
        for category, colour in (("improved", BLUE), ("unchanged", _GREY), ("worsened", VERMILION)):
            part = change_row(view, "direction_of_change", row.outcome, row.wave, row.informant, category)
            if part is not None and part.estimate:
                axes.barh(y, part.estimate, left=left, height=0.62, color=colour, edgecolor=PAPER)
                left += part.estimate
        if row.ci_low is not None and row.ci_high is not None:
            axes.plot([row.ci_low, row.ci_high], [y, y], color=INK, linewidth=0.9, zorder=5)
            axes.plot([row.ci_low, row.ci_high], [y, y], "|", color=INK, markersize=4, zorder=5)
        share = share_of(view, row)
        text = numbers.with_interval("risk", share.estimate, share.low, share.high) if share else ""
        lines.write(y, row, text)
    lines.head(t("category.improved"))
    axes.set_xlim(0, 1)
    percent_axis(context, axes.xaxis)
    return lines.page.figure


def draw_shares(view: View) -> Figure | None:
    """Share without what is not wanted (or with what is), at the first and at the main wave."""
    context = view.context
    t, numbers = context.t, context.numbers
    entries: list[Entry] = []
    for family in view.families:
        found: list[Entry] = []
        for outcome in view.of_family(family):
            for name in informants(view, outcome, "risk")[:1]:
                wave = summary_wave(view, outcome, name, "risk")
                at = {"informant": name, "category": None, "analysis": "unadjusted"}
                row = view.first(outcome, "risk", wave=wave, **at)
                if row is not None and row.estimate is not None:
                    found.append(Entry(wanted_label(view, outcome), row, context.wave(wave)))
        if found:
            entries += [Entry(context.family(family)), *found]
    rows = [entry.row for entry in entries if entry.row is not None]
    if len(rows) < 2:
        return None
    level = next((row.ci_level for row in rows if row.ci_level), 0.95)
    lines = Lines.of(view, entries, "shares", level, legend=True)
    axes = lines.axes
    lines.legend([(BLUE, t("figure.shares.later")), (PAPER, t("figure.shares.start"))])
    for y, row in lines.rows():
        known = context.outcomes.get(row.outcome)
        without = known is not None and known.better == "lower"
        share = share_of(view, row, without=without)
        if share is None:
            continue
        waves = view.waves_of(row.outcome, "risk", informant=row.informant, category=None)
        start = view.first(
            row.outcome, "risk", wave=waves[0], informant=row.informant, category=None, analysis="unadjusted"
        )
        before = share_of(view, start, without=without) if waves[0] != row.wave else None
        if before is not None:
            axes.plot(
                before.estimate, y, "o", color=PAPER, markeredgecolor=SOFT, markersize=5, zorder=3,
                clip_on=False,
            )  # fmt: skip
        if share.low is not None and share.high is not None:
            axes.plot([share.low, share.high], [y, y], color=BLUE, linewidth=1.6)
        axes.plot(share.estimate, y, "o", color=BLUE, markersize=5, zorder=4, clip_on=False)
        text = numbers.with_interval("risk", share.estimate, share.low, share.high)
        lines.write(y, row, text)
    lines.head()
    axes.set_xlim(0, 1)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    percent_axis(context, axes.xaxis)
    return lines.page.figure
