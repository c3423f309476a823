"""One look for all figures: type, colours, title, the line that says synthetic, and files without a clock.

Colours are those of Okabe and Ito (2008), told apart with the common kinds of colour blindness; arms also
differ in marker fill and line style, so that a black-and-white print loses nothing.
"""

from __future__ import annotations

import logging
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from voorzorg.atomic_write import atomic_write
from voorzorg.present.context import Context

INK, SOFT, FAINT, PAPER = "#1d2733", "#5b6773", "#d5dae0", "#ffffff"
BLUE, VERMILION, GREEN, PURPLE, AMBER = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00"
BANNER, BANNER_INK = "#FFF0C2", "#5c4500"
WIDTH = 7.4  # inches: the text width of a page
PNG_DPI = 190
SUFFIXES = ("svg", "png", "pdf")


@dataclass(frozen=True)
class ArmStyle:
    """How an arm is drawn everywhere."""

    colour: str
    line: str
    marker: str
    filled: bool

    @property
    def face(self) -> str:
        return self.colour if self.filled else PAPER


_REFERENCE = ArmStyle(VERMILION, (0, (4, 1.6)), "o", False)  # type: ignore[arg-type]
_TREATED = (
    ArmStyle(BLUE, "-", "o", True),
    ArmStyle(GREEN, "-", "s", True),
    ArmStyle(PURPLE, "-", "D", True),
)


def arm_style(context: Context, arm: str) -> ArmStyle:
    """The reference arm is hollow and dashed, treated arms are filled and solid."""
    if arm == context.reference:
        return _REFERENCE
    treated = list(context.treated)
    return _TREATED[treated.index(arm) % len(_TREATED)] if arm in treated else _TREATED[0]


@cache
def _family() -> str:
    """Source Sans Pro from its package where it is installed, else the font that comes with matplotlib."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        return "DejaVu Sans"
    for weight in ("Regular", "Semibold", "Bold", "It"):
        path = Path(spec.origin).parent / "files" / f"SourceSansPro-{weight}.ttf"
        if path.exists():
            font_manager.fontManager.addfont(path)
    return "Source Sans Pro"


def settings() -> dict[str, Any]:
    return {
        "font.family": list(dict.fromkeys([_family(), "DejaVu Sans"])),
        "font.size": 9.5,
        "text.color": INK,
        "axes.labelcolor": SOFT,
        "axes.labelsize": 9,
        "axes.edgecolor": "#8a949e",
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 9.5,
        "axes.titleweight": 600,
        "axes.titlelocation": "left",
        "axes.grid": False,
        "axes.unicode_minus": True,
        "xtick.color": SOFT,
        "ytick.color": SOFT,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "xtick.major.size": 2.5,
        "ytick.major.size": 2.5,
        "lines.linewidth": 1.6,
        "lines.solid_capstyle": "butt",
        "figure.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "text.parse_math": False,  # a dollar sign in a label is a dollar sign
        "svg.hashsalt": "voorzorg",
        "svg.fonttype": "path",
        "pdf.fonttype": 3,  # subsetting for type 42 takes longer than drawing all figures
        "path.simplify": True,
    }


@contextmanager
def styled() -> Iterator[None]:
    """The project's settings for as long as the block lasts."""
    logger = logging.getLogger("matplotlib.font_manager")
    level = logger.level
    logger.setLevel(logging.ERROR)  # the fallback font has no semibold: not worth a line per text
    try:
        with matplotlib.rc_context(settings()):  # type: ignore[arg-type]
            yield
    finally:
        logger.setLevel(level)


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
    characters = int(width * 16.5)
    title_lines = textwrap.wrap(title, int(width * 11)) or [""]
    sub_lines = textwrap.wrap(subtitle, characters)
    note_lines = textwrap.wrap(note, int(characters * 1.08))
    strip = 0.26 if context.synthetic else 0.0
    head = 0.14 + strip + 0.21 * len(title_lines) + 0.165 * len(sub_lines) + 0.06
    foot = 0.06 + 0.15 * len(note_lines) + (0.06 if note_lines else 0.0)
    total = height + head + foot
    figure = Figure(figsize=(width, total))
    FigureCanvasAgg(figure)
    margin = 0.12 / width
    if context.synthetic:
        figure.add_artist(
            Rectangle(
                (0, 1 - 0.22 / total), 1, 0.22 / total, transform=figure.transFigure, color=BANNER, lw=0
            )
        )
        figure.text(
            margin, 1 - 0.115 / total, context.t("banner.short"), size=8.5, weight=600, color=BANNER_INK,
            va="center_baseline",
        )  # fmt: skip
    y = total - strip - 0.1
    for line in title_lines:
        figure.text(margin, y / total, line, size=12.5, weight=600, va="top")
        y -= 0.21
    y -= 0.02
    for line in sub_lines:
        figure.text(margin, y / total, line, size=9, color=SOFT, va="top")
        y -= 0.165
    for number, line in enumerate(reversed(note_lines)):
        figure.text(margin, (0.07 + 0.15 * number) / total, line, size=7.8, color=SOFT, va="bottom")
    return Sheet(figure, width, total, 1 - head / total, foot / total)


def save(figure: Figure, folder: Path, key: str) -> list[Path]:
    """Write SVG, PNG and PDF; the same figure gives the same bytes."""
    metadata: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": "voorzorg"},
        "png": {"Software": "voorzorg"},
        "pdf": {"CreationDate": None, "Creator": "voorzorg", "Producer": None},
    }
    paths = []
    for suffix in SUFFIXES:
        path = folder / f"{key}.{suffix}"
        options: dict[str, Any] = {"format": suffix, "metadata": metadata[suffix]}
        if suffix == "png":
            options |= {"dpi": PNG_DPI, "pil_kwargs": {"compress_level": 4}}
        with atomic_write(path) as partial:
            figure.savefig(partial, **options)
        paths.append(path)
    return paths


def percent_axis(context: Context, axis: Any, *, digits: int = 0) -> None:
    """Tick labels of shares as percentages in the reader's notation."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: context.numbers.percent(value, digits)))


def number_axis(context: Context, axis: Any, digits: int | None = None) -> None:
    """Tick labels with the reader's decimal sign and as few decimals as they need."""
    from matplotlib.ticker import FuncFormatter

    def shown(value: float, _: int) -> str:
        if digits is not None:
            return context.numbers.fixed(value, digits)
        decimals = next((d for d in range(5) if abs(round(value, d) - value) < 1e-9), 4)
        return context.numbers.fixed(value, decimals)

    axis.set_major_formatter(FuncFormatter(shown))


def log_axis(context: Context, axis: Any, low: float, high: float) -> None:
    """A ratio axis on the log scale with round ticks between the limits."""
    from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

    steps = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
    if high / low < 6:
        steps = (0.2, 0.25, 0.33, 0.4, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5)  # type: ignore[assignment]
    elif high / low > 60:
        steps = (0.01, 0.1, 1, 10, 100)  # type: ignore[assignment]
    axis.axes.set_xscale("log")
    axis.set_major_locator(FixedLocator([s for s in steps if low <= s <= high]))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    number_axis(context, axis)


def inches_wide(axes: Axes) -> float:
    """Width of axes in inches."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return float(figure.get_size_inches()[0] * axes.get_position().width)


def clean(axes: Axes, *sides: str) -> None:
    """Hide spines and ticks of the sides named."""
    for side in sides:
        axes.spines[side].set_visible(False)
    if "left" in sides:
        axes.tick_params(left=False)
    if "bottom" in sides:
        axes.tick_params(bottom=False)


def spread_labels(values: list[float], gap: float, low: float, high: float) -> list[float]:
    """Move label positions apart until they are ``gap`` from each other, as little as needed."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    placed = [values[i] for i in order]
    for _ in range(200):
        moved = False
        for i in range(len(placed) - 1):
            short = gap - (placed[i + 1] - placed[i])
            if short > 1e-9:
                placed[i] -= short / 2
                placed[i + 1] += short / 2
                moved = True
        placed = [min(max(p, low), high) for p in placed] if len(placed) * gap < high - low else placed
        if not moved:
            break
    out = [0.0] * len(values)
    for position, index in enumerate(order):
        out[index] = placed[position]
    return out
