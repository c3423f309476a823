"""All outcomes at a glance: a dot and an interval each, at the last wave, by family."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.estimate_rows import Row, View, suppressed
from voorzorg.present.figures.fitting import fitted
from voorzorg.present.figures.sheet import sheet
from voorzorg.present.figures.style import (
    EFFECT,
    FAINT,
    INK,
    PAPER,
    SOFT,
    arm_style,
    clean,
    inches_wide,
    log_axis,
    number_axis,
)
from voorzorg.present.tables.outcomes import estimate_cell
from voorzorg.present.words.adjustment import adjusted, how_many
from voorzorg.present.words.findings import main_test, more_is_better, outcome_label

_ROW = 0.155
_PANEL = 0.62  # inches of a panel beside its lines: title and arrows, axis, and room before the next
_UNDER = 0.4  # of these, above its lines
_LEFT, _RIGHT = 3.9, 1.5  # inches beside the axis: names, moment and counts; estimate with interval
_COUNTS = (0.7, 0.08)  # inches from the axis to the right end of each arm's counts
_WAVE = 1.28
_NAME = 0.62  # inches for an arm's name above its counts
_LINE = 43  # characters of a label on one line
_ABOVE = 0.14  # inches above the first panel, for names of arms on two lines


@dataclass(frozen=True)
class _Entry:
    label: str
    row: Row | None
    beside: Row | None  # the same contrast without adjustment, where the row is adjusted
    group: bool = False
    wave: str = ""
    inside: bool = False  # one of several outcomes under their family's name

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.label, _LINE, max_lines=2, placeholder=" …")

    @property
    def height(self) -> float:
        """As a number of rows."""
        return 1.0 + 0.75 * (len(self.lines) - 1)


#: The panel of an estimand, in the order in which panels stand below each other.
_PANELS = {
    "risk_difference": "risks",
    "standardised_difference": "means",
    "rmst_difference": "times",
    "hazard_ratio": "hazards",
    "rate_ratio": "ratios",
}
_LOGARITHMIC = ("hazards", "ratios")
#: Its name, and whether its right side favours the treated arm; None where nobody said.
Panel = tuple[str, bool | None]


def main_row(view: View, outcome: str, contrast: Contrast) -> Row | None:
    """The row that stands for an outcome, at its last wave: the test that the key findings quote.

    Means of several units share an axis, so that theirs is the standardised difference of the same analysis.
    """
    row = main_test(view, outcome, contrast)
    if row is None:
        return _untested(view, outcome, contrast)
    if row.estimand != "mean_difference":
        return row
    at = {"contrast": contrast, "wave": row.wave, "analysis": row.analysis}
    return view.first(outcome, "standardised_difference", **at)


def _untested(view: View, outcome: str, contrast: Contrast) -> Row | None:
    """The plainest contrast of an outcome without a primary test, at its last wave."""
    for estimand in _PANELS:
        waves = view.waves_of(outcome, estimand, contrast=contrast)
        if waves:
            return view.first(outcome, estimand, contrast=contrast, wave=waves[-1])
    return None


def draw(view: View, contrast: Contrast) -> Figure | None:
    """A panel per estimand and favourable direction: a dot, an interval and the estimate per outcome."""
    context = view.context
    t = context.t
    panels = _panels(view, contrast)
    if not panels:
        return None
    shown = [e.row for entries in panels.values() for e in entries if e.row is not None]
    level = next((row.ci_level for row in shown if row.ci_level), 0.95)
    note = f"{t('figure.overview.counts')} {t('figure.overview.note')}"
    if view.clustered == "some":
        note += " " + t("figure.overview.note_clusters")
    total = sum(map(_height, panels.values())) + len(panels) * _PANEL + _ABOVE
    page = sheet(
        context,
        total,
        t("figure.overview.title"),
        t(
            "figure.overview.subtitle",
            contrast=context.contrast(contrast),
            level=context.numbers.level(level),
            adjusted=how_many(view),
            clustered=view.clustered,
            beside="shown" if any(e.beside for entries in panels.values() for e in entries) else "none",
        ),
        note,
    )
    top = page.top * page.height - _ABOVE
    for panel, entries in panels.items():
        height = _height(entries)
        axes = page.figure.add_axes(
            (
                page.x(_LEFT),
                page.y(top - _UNDER - height),
                page.x(page.width - _LEFT - _RIGHT),
                page.y(height),
            )
        )
        _panel(view, axes, panel, entries, contrast)
        top -= height + _PANEL
    return page.figure


def _height(entries: list[_Entry]) -> float:
    """Inches of a panel's lines."""
    return _ROW * sum(entry.height for entry in entries)


def _panels(view: View, contrast: Contrast) -> dict[Panel, list[_Entry]]:
    """Outcomes by estimand and by what is favourable, so that a panel's arrows hold for all of its lines."""
    found: dict[Panel, dict[str, list[_Entry]]] = {}
    some = how_many(view) == "some"
    for family in view.families:
        for outcome in view.of_family(family):
            row = main_row(view, outcome, contrast)
            if row is None or row.estimand not in _PANELS:
                continue
            at = {"contrast": contrast, "wave": row.wave, "analysis": ("unadjusted", "survival")}
            beside = view.first(outcome, row.estimand, **at) if adjusted(row) else None
            label = outcome_label(view.context, row)
            if some and not adjusted(row):
                label += " *"
            if view.clustered == "some" and view.cluster_of(outcome):
                label += " °"
            panel = (_PANELS[row.estimand], more_is_better(view, row))
            entry = _Entry(label, row, beside, wave=view.context.wave(row.wave))
            found.setdefault(panel, {}).setdefault(family, []).append(entry)
    order = list(_PANELS.values())
    made: dict[Panel, list[_Entry]] = {}
    for panel in sorted(found, key=lambda panel: (order.index(panel[0]), str(panel[1]))):
        made[panel] = []
        for family, entries in found[panel].items():
            if len(entries) > 1:
                made[panel].append(_Entry(view.context.family(family), None, None, group=True))
                entries = [replace(entry, inside=True) for entry in entries]
            made[panel] += entries
    return made


def _panel(view: View, axes: Axes, panel: Panel, entries: list[_Entry], contrast: Contrast) -> None:
    name, rightwards = panel
    context = view.context
    t = context.t
    scale = 100.0 if name == "risks" else 1.0
    null = 1.0 if name in _LOGARITHMIC else 0.0
    rows = [e.row for e in entries if e.row is not None and e.row.estimate is not None]
    lows = [scale * (r.ci_low if r.ci_low is not None else r.estimate) for r in rows]
    highs = [scale * (r.ci_high if r.ci_high is not None else r.estimate) for r in rows]
    low, high = min([*lows, null]), max([*highs, null])
    if low == high:  # everything is hidden or unknown: an axis around no difference, and the words beside it
        low, high = (0.5, 2.0) if name in _LOGARITHMIC else (null - 1.0, null + 1.0)
    if name in _LOGARITHMIC:
        low, high = max(min(low / 1.1, 0.8), 0.05), min(max(high * 1.1, 1.25), 20)
        log_axis(context, axes.xaxis, low, high)
    else:
        pad, room = (
            0.04 * (high - low),
            0.12 * (high - low),
        )  # the arrows stand on either side of no difference
        low, high = min(low - pad, null - room), max(high + pad, null + room)
        number_axis(context, axes.xaxis)
    axes.set_xlim(low, high)
    axes.set_ylim(sum(entry.height for entry in entries) - 0.5, -0.5)
    axes.axvline(null, color=INK, linewidth=0.9, zorder=1)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    frame = axes.get_yaxis_transform()
    above = -0.5
    for entry in entries:
        y = above + entry.height / 2
        above += entry.height
        if entry.group:
            axes.text(
                (0.12 - _LEFT) / inches_wide(axes), y + 0.08, entry.label,
                transform=frame, va="center_baseline", weight=600, size=8.2,
            )  # fmt: skip
            continue
        _line(view, axes, entry, y, scale, low, high)
    axes.set_yticks([])
    clean(axes, "left")
    axes.xaxis.set_tick_params(labelsize=8)
    axes.set_title(t(f"figure.overview.{name}"), size=9.5, pad=20, x=0)
    _name_counts(view, axes, contrast)
    if rightwards is None:  # nobody said which side is better
        return
    treated, reference = contrast.arms
    favoured = (reference, treated) if rightwards else (treated, reference)
    place = (null - low) / (high - low)
    if name in _LOGARITHMIC:
        place = math.log(null / low) / math.log(high / low)
    inches = inches_wide(axes)
    rooms = (_LEFT + place * inches - 0.1, (1 - place) * inches + _RIGHT - 0.1)
    left, right = (
        fitted(t("figure.overview.favours", arm=context.arm_in_text(arm)), room, 7.6, 1)[0]
        for arm, room in zip(favoured, rooms, strict=True)
    )
    for text, align, shift in ((f"← {left}", "right", -6), (f"{right} →", "left", 6)):
        axes.annotate(
            text, (place, 1), xycoords="axes fraction", xytext=(shift, 4), textcoords="offset points",
            ha=align, va="bottom", size=7.6, color=SOFT,
        )  # fmt: skip


def _name_counts(view: View, axes: Axes, contrast: Contrast) -> None:
    """The arms' names above their counts."""
    treated, reference = contrast.arms
    for place, arm in zip(_COUNTS, (reference, treated), strict=True):
        axes.annotate(
            "\n".join(fitted(view.context.arm(arm), _NAME, 7.2, 3, least=13)),
            (-place / inches_wide(axes), 1),
            xycoords="axes fraction", xytext=(0, 17), textcoords="offset points", ha="right", va="bottom",
            size=7.2, weight=600, color=arm_style(view.context, arm).colour, linespacing=1.0,
        )  # fmt: skip


def _counts(view: View, row: Row | None) -> tuple[str, str]:
    """How many of how many had the event in the reference and the treated arm, or how many were measured."""
    if row is None or suppressed(row):
        return "", ""
    count = view.context.numbers.count
    cells = []
    for side in ("reference", "treated"):
        events, n = getattr(row, f"events_{side}"), getattr(row, f"n_{side}")
        if n is None:
            cells.append("")
        else:
            cells.append(f"n={count(n)}" if events is None else f"{count(events)}/{count(n)}")
    return cells[0], cells[1]


def _line(view: View, axes: Axes, entry: _Entry, y: float, scale: float, low: float, high: float) -> None:
    frame = axes.get_yaxis_transform()
    inches = inches_wide(axes)
    wave = f"  {entry.wave}" if entry.wave else ""
    left = (0.24 if entry.inside else 0.12) - _LEFT
    axes.text(
        left / inches, y, "\n".join(entry.lines), transform=frame, va="center", size=7.2, linespacing=0.95
    )  # fmt: skip
    row = entry.row
    beside = [(_WAVE, wave), *zip(_COUNTS, _counts(view, row), strict=True)]
    for place, text in beside:
        axes.text(
            -place / inches, y, text, transform=frame, va="center_baseline", ha="right", size=7.2, color=SOFT
        )
    text = estimate_cell(view, row)
    axes.text(1 + 0.1 / inches, y, text, transform=frame, va="center_baseline", size=7.6, color=INK)
    if row is None or row.estimate is None:
        return
    if row.ci_low is not None and row.ci_high is not None:
        axes.plot(
            [max(scale * row.ci_low, low), min(scale * row.ci_high, high)],
            [y, y],
            color=EFFECT,
            linewidth=1.5,
            zorder=2,
        )
    other = entry.beside
    if other is not None and other.estimate is not None:
        axes.plot(
            scale * other.estimate, y + 0.24, marker="D", markersize=3.0, color=PAPER, markeredgecolor=SOFT,
            markeredgewidth=0.8, zorder=3,
        )  # fmt: skip
    axes.plot(
        scale * row.estimate, y, marker="o", markersize=5, color=EFFECT, markeredgecolor=PAPER, zorder=4
    )
