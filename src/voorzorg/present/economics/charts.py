"""Small inline charts in the page's own colours, so that they follow light and dark, print and zoom."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from voorzorg.present.economics.spoken import shown
from voorzorg.text import Language

WIDTH, HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 30, 12, 46


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers between two limits, about ``count`` of them."""
    span = high - low
    step = 10 ** math.floor(math.log10(span / count))
    step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= count)
    first = math.ceil(low / step - 1e-9)
    return [round((first + i) * step, 10) for i in range(int((high - first * step) / step + 1e-9) + 1)]


@dataclass
class Chart:
    """An x-y chart: add marks in data units, then ask for the ``svg``."""

    x: tuple[float, float]
    y: tuple[float, float]
    x_label: str
    y_label: str
    title: str
    language: Language
    parts: list[str] = field(default_factory=list)

    def px(self, value: float) -> float:
        """Horizontal place of a value."""
        return _LEFT + (value - self.x[0]) / (self.x[1] - self.x[0]) * (WIDTH - _LEFT - _RIGHT)

    def py(self, value: float) -> float:
        """Vertical place of a value."""
        return HEIGHT - _BOTTOM - (value - self.y[0]) / (self.y[1] - self.y[0]) * (HEIGHT - _TOP - _BOTTOM)

    def line(self, xs: Sequence[float], ys: Sequence[float], css: str = "line") -> None:
        """A line through points."""
        points = " ".join(f"{self.px(a):.1f},{self.py(b):.1f}" for a, b in zip(xs, ys, strict=True))
        self.parts.append(f'<polyline class="{css}" points="{points}"/>')

    def band(self, xs: Sequence[float], low: Sequence[float], high: Sequence[float]) -> None:
        """The area between two lines."""
        there = [f"{self.px(a):.1f},{self.py(b):.1f}" for a, b in zip(xs, high, strict=True)]
        back = [f"{self.px(a):.1f},{self.py(b):.1f}" for a, b in zip(xs, low, strict=True)][::-1]
        self.parts.append(f'<polygon class="band" points="{" ".join(there + back)}"/>')

    def dots(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Many small dots, as one path."""
        path = "".join(f"M{self.px(a):.1f} {self.py(b):.1f}h0" for a, b in zip(xs, ys, strict=True))
        self.parts.append(f'<path class="dots" d="{path}"/>')

    def mark(self, x: float, y: float, text: str, anchor: str = "start") -> None:
        """A point with a word beside it."""
        shift = 8 if anchor == "start" else -8
        self.parts.append(
            f'<circle class="mark" cx="{self.px(x):.1f}" cy="{self.py(y):.1f}" r="4"/>'
            f'<text x="{self.px(x) + shift:.1f}" y="{self.py(y) + 4:.1f}" text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )

    def upright(self, x: float) -> None:
        """A dashed vertical line."""
        at = f"{self.px(x):.1f}"
        self.parts.append(f'<line class="zero" x1="{at}" x2="{at}" y1="{_TOP}" y2="{HEIGHT - _BOTTOM}"/>')

    def svg(self) -> str:
        """The chart as text."""
        axes = []
        for tick in ticks(*self.x):
            axes.append(
                f'<line class="grid" x1="{self.px(tick):.1f}" x2="{self.px(tick):.1f}" y1="{_TOP}" '
                f'y2="{HEIGHT - _BOTTOM}"/>'
                f'<text class="tick" x="{self.px(tick):.1f}" y="{HEIGHT - _BOTTOM + 16}" '
                f'text-anchor="middle">{_tick(tick, self.language)}</text>'
            )
        for tick in ticks(*self.y):
            axes.append(
                f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{self.py(tick):.1f}" '
                f'y2="{self.py(tick):.1f}"/><text class="tick" x="{_LEFT - 8}" y="{self.py(tick) + 4:.1f}" '
                f'text-anchor="end">{_tick(tick, self.language)}</text>'
            )
        middle = (_TOP + HEIGHT - _BOTTOM) / 2
        labels = (
            f'<text class="tick" x="{(_LEFT + WIDTH - _RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">'
            f'{escape(self.x_label)}</text><text class="tick" transform="translate(13 {middle}) rotate(-90)" '
            f'text-anchor="middle">{escape(self.y_label)}</text>'
        )
        return svg(WIDTH, HEIGHT, self.title, "".join(axes) + "".join(self.parts) + labels)


def _tick(value: float, language: Language) -> str:
    whole = abs(value - round(value)) < 1e-9
    return shown("count" if whole else "small", value, language)


def svg(width: float, height: float, title: str, body: str) -> str:
    """A picture with its title for those who do not see it."""
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )


@dataclass(frozen=True)
class Bar:
    """A bar of a tornado: its label, both ends, what the ends say, and whether it is an assumption."""

    label: str
    low: float
    high: float
    low_text: str
    high_text: str
    assumed: bool


def tornado(bars: Sequence[Bar], centre: float, x_label: str, title: str, language: Language) -> str:
    """Bars under each other around the value with everything as it is."""
    label_width, row, width = 290, 34, 760
    low = min([0.0, *(min(bar.low, bar.high) for bar in bars)])
    high = max([0.0, *(max(bar.low, bar.high) for bar in bars)])
    pad = 0.16 * (high - low)
    low, high = low - pad, high + pad
    height = row * len(bars) + 46

    def at(value: float) -> float:
        return label_width + (value - low) / (high - low) * (width - label_width - 12)

    parts = []
    for tick in ticks(low, high, 6):
        parts.append(
            f'<line class="grid" x1="{at(tick):.1f}" x2="{at(tick):.1f}" y1="0" y2="{row * len(bars) + 4}"/>'
            f'<text class="tick" x="{at(tick):.1f}" y="{row * len(bars) + 20}" text-anchor="middle">'
            f"{shown('count', tick, language)}</text>"
        )
    for number, bar in enumerate(bars):
        top = row * number + 6
        left, right = sorted((at(bar.low), at(bar.high)))
        css = "bar assumed" if bar.assumed else "bar"
        texts = (bar.low_text, bar.high_text) if bar.low <= bar.high else (bar.high_text, bar.low_text)
        parts.append(
            f'<text x="{label_width - 10}" y="{top + 15}" text-anchor="end">{escape(bar.label)}</text>'
            f'<rect class="{css}" x="{left:.1f}" y="{top}" width="{max(right - left, 1.5):.1f}" height="22"/>'
            f'<text class="tick" x="{left - 4:.1f}" y="{top + 15}" text-anchor="end">'
            f"{escape(texts[0])}</text>"
            f'<text class="tick" x="{right + 4:.1f}" y="{top + 15}">{escape(texts[1])}</text>'
        )
    bottom = row * len(bars) + 4
    parts.append(
        f'<line class="zero" x1="{at(0):.1f}" x2="{at(0):.1f}" y1="0" y2="{bottom}"/>'
        f'<line class="centre" x1="{at(centre):.1f}" x2="{at(centre):.1f}" y1="0" y2="{bottom}"/>'
        f'<text class="tick" x="{(label_width + width) / 2}" y="{height - 6}" text-anchor="middle">'
        f"{escape(x_label)}</text>"
    )
    return svg(width, height, title, _HATCH + "".join(parts))


_HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)">'
    '<rect width="7" height="7" class="hatch-back"/><line x1="0" y1="0" x2="0" y2="7" class="hatch-line"/>'
    "</pattern></defs>"
)
