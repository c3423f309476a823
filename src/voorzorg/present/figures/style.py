"""One look for all figures: colours, marks and axes.

Colours are those of Okabe and Ito (2008), told apart with the common kinds of colour blindness, made darker
until text in them can be read on white (WCAG 2.2, level AA, computed in the tests); arms also
differ in marker fill and line style, so that a black-and-white print loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes

from voorzorg.present.context import ALL_ARMS, Context
from voorzorg.present.figures.fonts import families

INK, SOFT, FAINT, PAPER = "#1d2733", "#5b6773", "#d5dae0", "#ffffff"
BLUE, VERMILION, GREEN, PURPLE, AMBER = "#0072B2", "#BD4B00", "#007A59", "#A3497B", "#946200"
#: Of differences between arms and of everyone together: the colour of no arm.
EFFECT = "#3b4754"
BANNER, BANNER_INK = "#FFF0C2", "#5c4500"
WIDTH = 7.2  # inches: for two columns of a journal
NARROW = 4.4  # for one column: at 85 mm its type of 8 points is just over 6


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
_EVERYONE = ArmStyle(EFFECT, "-", "o", True)
_TREATED = (
    ArmStyle(BLUE, "-", "o", True),
    ArmStyle(GREEN, "-", "s", True),
    ArmStyle(PURPLE, "-", "D", True),
)


def arm_style(context: Context, arm: str) -> ArmStyle:
    """The reference arm is hollow and dashed, treated arms are filled and solid."""
    if arm == ALL_ARMS and context.treated:
        return _EVERYONE
    if arm == context.reference:
        return _REFERENCE
    treated = list(context.treated)
    return _TREATED[treated.index(arm) % len(_TREATED)] if arm in treated else _TREATED[0]


def settings() -> dict[str, Any]:
    return {
        "font.family": list(families()),
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
        "axes.titley": 1.0,  # its place is known: looking for what is in its way takes a tenth of the time
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
        "svg.fonttype": "none",  # text stays text: it can be searched, copied and edited
        "pdf.fonttype": 42,
        "pdf.compression": 3,  # half the time of 6, for files a twentieth larger
        "path.simplify": True,
        "text.hinting": "none",  # made for screens of few dots, and slow
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
