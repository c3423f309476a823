"""A page with a heading above the drawing and notes below it; the drawing itself is what a journal takes."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from voorzorg.present.context import Context
from voorzorg.present.figures.style import BANNER, BANNER_INK, SOFT, WIDTH

_STRIP = 0.22  # inches of the line that says synthetic
#: Groups of artists that a journal's version leaves out, or moves to the drawing.
HEADING_GROUP, BANNER_GROUP = "heading", "banner"


class Page(Figure):
    """A figure that knows its heading, its notes and the line that says synthetic."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.around: list[Artist] = []
        self.banner: list[Artist] = []
        self.title = self.explained = ""  # what its heading says, and what the lines around it do
        self.drawing = (0.0, 1.0)  # lower and upper end of the drawing, as shares of the height

    def journal_part(self) -> tuple[Bbox, float]:
        """The part that a journal takes (inches), and how far the synthetic line comes down to it."""
        width, height = (float(side) for side in self.get_size_inches())
        bottom, top = (share * height for share in self.drawing)
        strip = _STRIP if self.banner else 0.0
        return Bbox.from_extents(0, bottom, width, top + strip), height - top - strip


@dataclass
class Sheet:
    """A figure with its heading and foot; ``top`` and ``bottom`` bound the space for axes (0..1)."""

    figure: Figure
    width: float
    height: float
    top: float
    bottom: float

    def y(self, inches: float) -> float:
        """Inches as a share of the height."""
        return inches / self.height

    def x(self, inches: float) -> float:
        return inches / self.width

    def axes(self, left: float, bottom: float, right: float, top: float) -> Axes:
        """Axes between distances in inches: from the left edge, the foot, the right edge and the heading."""
        x, y = self.x(left), self.bottom + self.y(bottom)
        return self.figure.add_axes((x, y, 1 - self.x(right) - x, self.top - self.y(top) - y))

    def grid(
        self,
        rows: int,
        columns: int,
        *,
        left: float,
        right: float,
        gap_x: float,
        gap_y: float,
        above: float = 0.25,
    ) -> list[list[Axes]]:
        """Equal small multiples (all sizes in inches); ``above`` leaves room for the first row's titles."""
        area_w = self.width - left - right
        area_h = (self.top - self.bottom) * self.height - above
        w, h = (area_w - gap_x * (columns - 1)) / columns, (area_h - gap_y * (rows - 1)) / rows
        made = []
        for r in range(rows):
            y = self.bottom * self.height + (rows - 1 - r) * (h + gap_y)
            made.append(
                [
                    self.figure.add_axes((self.x(left + c * (w + gap_x)), self.y(y), self.x(w), self.y(h)))
                    for c in range(columns)
                ]
            )
        return made


def sheet(
    context: Context, height: float, title: str, subtitle: str = "", note: str = "", width: float = WIDTH
) -> Sheet:
    """A figure whose heading (title, how to read it) and foot (note, synthetic line) are in place.

    ``height`` is that of the drawing; heading and foot come on top of it.
    """
    characters = int(width * 17)
    title_lines = textwrap.wrap(title, int(width * 12)) or [""]
    sub_lines = textwrap.wrap(subtitle, characters)
    note_lines = textwrap.wrap(note, int(characters * 1.1))
    strip_height = _STRIP + 0.04 if context.synthetic else 0.0
    head = 0.14 + strip_height + 0.21 * len(title_lines) + 0.165 * len(sub_lines) + 0.06
    foot = 0.06 + 0.15 * len(note_lines) + (0.06 if note_lines else 0.0)
    total = height + head + foot
    figure = Page(figsize=(width, total))
    FigureCanvasAgg(figure)
    figure.title, figure.explained = title, " ".join(filter(None, (subtitle, note)))
    figure.drawing = (foot / total, 1 - head / total)
    margin = 0.12 / width
    if context.synthetic:
        box, share = figure.transFigure, _STRIP / total
        strip = Rectangle((0, 1 - share), 1, share, transform=box, color=BANNER, lw=0, gid=BANNER_GROUP)
        figure.add_artist(strip)
        words = figure.text(
            margin, 1 - share / 2, context.t("banner.short"), size=8.5, weight=600, color=BANNER_INK,
            va="center_baseline", gid=BANNER_GROUP,
        )  # fmt: skip
        figure.banner = [strip, words]

    def line(y: float, text: str, **look: Any) -> None:
        figure.around.append(figure.text(margin, y / total, text, gid=HEADING_GROUP, **look))

    y = total - strip_height - 0.1
    for text in title_lines:
        line(y, text, size=12.5, weight=600, va="top")
        y -= 0.21
    y -= 0.02
    for text in sub_lines:
        line(y, text, size=9, color=SOFT, va="top")
        y -= 0.165
    for number, text in enumerate(reversed(note_lines)):
        line(0.07 + 0.15 * number, text, size=8, color=SOFT, va="bottom")
    return Sheet(figure, width, total, 1 - head / total, foot / total)
