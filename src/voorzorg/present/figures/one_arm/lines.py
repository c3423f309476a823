"""What the figures of a study without a comparison group share: lines of outcomes under their families.

From left to right a line has its outcome, the moment, the drawing, the number in words and the participants.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.axes import Axes

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.figures.sheet import Sheet, sheet
from voorzorg.present.figures.style import PAPER, SOFT, clean, inches_wide

_ROW = 0.22
_LABEL, _WAVE = 2.55, 1.12  # inches: outcome and informant, moment
_TEXT, _N, _RIGHT = 0.1, 1.88, 1.95  # inches right of the drawing: text, n, and all of it


@dataclass(frozen=True)
class Entry:
    """A line: a family's heading, or an outcome by one informant at one wave."""

    label: str
    row: Row | None = None
    wave: str = ""


@dataclass(frozen=True)
class Lines:
    """A sheet with a line per entry, and the axes to draw in."""

    view: View
    page: Sheet
    axes: Axes
    entries: list[Entry]

    @classmethod
    def of(cls, view: View, entries: list[Entry], figure: str, level: float, legend: bool = False) -> Lines:
        """The sheet of ``figure.<figure>.…`` with its names, and room for a ``legend`` where there is one."""
        t, numbers = view.context.t, view.context.numbers
        page = sheet(
            view.context,
            len(entries) * _ROW + (1.25 if legend else 0.95),
            t(f"figure.{figure}.title"),
            t(f"figure.{figure}.subtitle", level=numbers.level(level)),
            t(f"figure.{figure}.note"),
        )
        axes = page.axes(0.12 + _LABEL + _WAVE, 0.45, _RIGHT + 0.12, 0.62 if legend else 0.3)
        axes.set_axisbelow(True)
        made = cls(view, page, axes, entries)
        made._names()
        return made

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every line that is no heading, with its place."""
        return ((y, entry.row) for y, entry in enumerate(self.entries) if entry.row is not None)

    def write(self, y: int, row: Row, text: str) -> None:
        """A line's number in words, and its participants."""
        self._right(_TEXT, y, text)
        self._right(_N, y, self.view.context.numbers.count(self.view.n(row)), SOFT)

    def head(self, text: str = "") -> None:
        """Above the columns at the right."""
        if text:
            self._right(_TEXT, -0.85, text, SOFT)
        self._right(_N, -0.85, self.view.context.t("word.n"), SOFT)

    def _right(self, inches: float, y: float, text: str, color: str | None = None) -> None:
        self.axes.text(
            1 + inches / inches_wide(self.axes), y, text, transform=self.axes.get_yaxis_transform(),
            va="center_baseline", ha="right" if inches == _N else "left", size=8, color=color,
        )  # fmt: skip

    def _names(self) -> None:
        """Families in bold, outcomes under them (shrunk rather than cut off), and the moment."""
        axes, entries = self.axes, self.entries
        inches = inches_wide(axes)
        frame = axes.get_yaxis_transform()
        for y, entry in enumerate(entries):
            left = -(_LABEL + _WAVE) / inches
            if entry.row is None:
                axes.text(
                    left, y + 0.1, entry.label, transform=frame, va="center_baseline", weight=600, size=9
                )
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

    def legend(self, items: list[tuple[str, str]]) -> None:
        """Coloured squares with their meaning above the drawing."""
        page = self.page
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
