"""A study without a comparison group at a glance: mean changes, and how many moved which way."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import (
    BLUE,
    FAINT,
    INK,
    PAPER,
    SOFT,
    VERMILION,
    clean,
    inches_wide,
    number_axis,
    percent_axis,
)
from voorzorg.present.one_arm_rows import change_row, informants, share_of, summary_wave, wanted_label
from voorzorg.present.tables.outcomes import estimate_cell

_ROW = 0.235
_LABEL, _WAVE, _N = 2.55, 1.12, 0.36  # inches: outcome and informant, moment, and n at the right
_GREY = "#c9cfd6"


@dataclass(frozen=True)
class Entry:
    """A line: a family's heading, or an outcome by one informant at one wave."""

    label: str
    row: Row | None = None
    wave: str = ""


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
    page = sheet(
        context,
        len(entries) * _ROW + 0.95,
        t("figure.change.title"),
        t("figure.change.subtitle", level=context.numbers.level(level)),
        t("figure.change.note"),
    )
    axes = _axes(page, right=1.95)
    _names(axes, entries)
    inches = inches_wide(axes)
    frame = axes.get_yaxis_transform()
    low, high = _limits(rows)
    axes.set_xlim(low, high)
    axes.axvline(0, color=INK, linewidth=0.9)
    for y, entry in enumerate(entries):
        row = entry.row
        if row is None:
            continue
        if row.ci_low is not None and row.ci_high is not None:
            _interval(axes, y, row, low, high)
        axes.plot(row.estimate, y, "o", color=BLUE, markersize=5, markeredgecolor=PAPER, zorder=4)
        text = estimate_cell(view, row)
        axes.text(1 + 0.1 / inches, y, text, transform=frame, va="center_baseline", size=8)
        _count(view, axes, 1 + 1.88 / inches, y, row)
    axes.text(
        1 + 1.88 / inches, -0.85, t("word.n"), transform=frame, ha="right", va="center_baseline",
        size=8, color=SOFT,
    )  # fmt: skip
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    number_axis(context, axes.xaxis)
    axes.set_xlabel(t("figure.change.axis"))
    return page.figure


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
    page = sheet(
        context,
        len(entries) * _ROW + 1.25,
        t("figure.direction.title"),
        t("figure.direction.subtitle", level=numbers.level(level)),
        t("figure.direction.note"),
    )
    axes = _axes(page, right=1.95, top=0.62)
    _names(axes, entries)
    _legend(page, [(BLUE, t("category.improved")), (_GREY, t("category.unchanged")),
                   (VERMILION, t("category.worsened"))])  # fmt: skip
    inches = inches_wide(axes)
    frame = axes.get_yaxis_transform()
    for y, entry in enumerate(entries):
        row = entry.row
        if row is None:
            continue
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
        axes.text(1 + 0.1 / inches, y, text, transform=frame, va="center_baseline", size=8)
        _count(view, axes, 1 + 1.88 / inches, y, row)
    for x, text in ((0.1, t("category.improved")), (1.88, t("word.n"))):
        axes.text(
            1 + x / inches, -0.85, text, transform=frame, va="center_baseline", size=8, color=SOFT,
            ha="left" if x < 1 else "right",
        )  # fmt: skip
    axes.set_xlim(0, 1)
    percent_axis(context, axes.xaxis)
    return page.figure


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
    page = sheet(
        context,
        len(entries) * _ROW + 1.25,
        t("figure.shares.title"),
        t("figure.shares.subtitle", level=numbers.level(level)),
        t("figure.shares.note"),
    )
    axes = _axes(page, right=1.95, top=0.62)
    _names(axes, entries)
    _legend(page, [(BLUE, t("figure.shares.later")), (PAPER, t("figure.shares.start"))])
    inches = inches_wide(axes)
    frame = axes.get_yaxis_transform()
    for y, entry in enumerate(entries):
        row = entry.row
        if row is None:
            continue
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
        axes.text(1 + 0.1 / inches, y, text, transform=frame, va="center_baseline", size=8)
        _count(view, axes, 1 + 1.88 / inches, y, row)
    axes.text(
        1 + 1.88 / inches, -0.85, t("word.n"), transform=frame, ha="right", va="center_baseline",
        size=8, color=SOFT,
    )  # fmt: skip
    axes.set_xlim(0, 1)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    percent_axis(context, axes.xaxis)
    return page.figure


def _axes(page: Sheet, right: float, top: float = 0.3) -> Axes:
    axes = page.axes(0.12 + _LABEL + _WAVE, 0.45, right + 0.12, top)
    axes.set_axisbelow(True)
    return axes


def _names(axes: Axes, entries: list[Entry]) -> None:
    """Families in bold, outcomes under them (shrunk rather than cut off), and the moment."""
    inches = inches_wide(axes)
    frame = axes.get_yaxis_transform()
    for y, entry in enumerate(entries):
        left = -(_LABEL + _WAVE) / inches
        if entry.row is None:
            axes.text(left, y + 0.1, entry.label, transform=frame, va="center_baseline", weight=600, size=9)
            continue
        size = 8.4 if len(entry.label) <= 44 else max(8.4 * 44 / len(entry.label), 6.2)
        axes.text(left + 0.1 / inches, y, entry.label, transform=frame, va="center_baseline", size=size)
        wave_size = 7.3 if len(entry.wave) <= 20 else max(7.3 * 20 / len(entry.wave), 5.6)
        axes.text(
            -0.08 / inches, y, entry.wave, transform=frame, va="center_baseline", ha="right",
            size=wave_size, color=SOFT,
        )  # fmt: skip
    axes.set_ylim(len(entries) - 0.5, -0.5)
    axes.set_yticks([])
    clean(axes, "left")
    axes.tick_params(labelcolor=SOFT, labelsize=8)


def _count(view: View, axes: Axes, x: float, y: int, row: Row) -> None:
    axes.text(
        x, y, view.context.numbers.count(view.n(row)), transform=axes.get_yaxis_transform(),
        ha="right", va="center_baseline", size=8, color=SOFT,
    )  # fmt: skip


def _legend(page: Sheet, items: list[tuple[str, str]]) -> None:
    """Coloured squares with their meaning above the drawing."""
    axes = page.figure.add_axes((0, page.top - page.y(0.27), 1, page.y(0.25)))
    axes.set_axis_off()
    axes.set_xlim(0, page.width)
    axes.set_ylim(0, 1)
    x = 0.16
    for colour, text in items:
        axes.plot(
            [x], [0.6], "s", color=colour, markersize=6.5,
            markeredgecolor=SOFT if colour == PAPER else colour,
        )  # fmt: skip
        axes.text(x + 0.12, 0.6, text, va="center_baseline", size=9)
        x += 0.12 + 0.068 * len(text) + 0.3
