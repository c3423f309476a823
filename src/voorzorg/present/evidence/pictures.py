"""Small inline pictures for findings: printed numbers beside what they should be, and group sizes that fit.

They are SVG text in the page's own colours, so that they follow light and dark, print and zoom.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from voorzorg.evidence.arithmetic.grim import counts_for
from voorzorg.evidence.figures.figure import Figure, show
from voorzorg.text import Language

LABEL, PLOT, ROW = 290, 310, 24


@dataclass(frozen=True)
class Mark:
    """One line of a number line: a printed value (a dot) or a range of recomputed values (a bar)."""

    label: str
    low: float
    high: float
    kind: str  # printed, range, good

    @property
    def at(self) -> float:
        """Middle of the mark."""
        return (self.low + self.high) / 2


def _ticks(low: float, high: float, count: int = 5) -> list[float]:
    step = 10 ** math.floor(math.log10((high - low) / count))
    for factor in (1, 2, 5, 10):
        if (high - low) / (step * factor) <= count:
            step *= factor
            break
    first = math.ceil(low / step - 1e-9) * step
    return [first + i * step for i in range(int((high - first) / step + 1e-9) + 1)]


def number_line(marks: Sequence[Mark], language: Language, title: str, unit: str = "") -> str:
    """Printed values and recomputed ranges under each other on one axis; '' where
    there is nothing to draw."""
    marks = [m for m in marks if math.isfinite(m.low) and math.isfinite(m.high)]
    if len(marks) < 2:
        return ""
    low, high = min(m.low for m in marks), max(m.high for m in marks)
    if high <= low:
        return ""
    pad = 0.08 * (high - low)
    low, high = low - pad, high + pad
    height = ROW * len(marks) + 30

    def x(value: float) -> float:
        return LABEL + (value - low) / (high - low) * PLOT

    parts = []
    ticks = _ticks(low, high)
    for tick in ticks:
        parts.append(
            f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="2" y2="{ROW * len(marks) + 4}"/>'
        )
        text = show(round(tick, 10), language)
        parts.append(
            f'<text class="tick" x="{x(tick):.1f}" y="{height - 10}" text-anchor="middle">{text}{unit}</text>'
        )
    for i, m in enumerate(marks):
        y = ROW * i + 15
        parts.append(f'<text x="{LABEL - 12}" y="{y + 4}" text-anchor="end">{escape(m.label)}</text>')
        if m.high - m.low > 0.004 * (high - low) and m.kind != "printed":
            parts.append(
                f'<line class="bar {m.kind}" x1="{x(m.low):.1f}" x2="{x(m.high):.1f}" y1="{y}" y2="{y}"/>'
            )
        else:
            parts.append(f'<circle class="{m.kind}" cx="{x(m.at):.1f}" cy="{y}" r="5"/>')
    return _svg(LABEL + PLOT + 24, height, title, "".join(parts))


def arms_by_place(
    lines: Sequence[tuple[str, Sequence[tuple[float, bool]]]], language: Language, title: str, key: str
) -> str:
    """A line per place that prints the numbers: an open dot for the control arm, a filled one otherwise."""
    values = [value for _, dots in lines for value, _ in dots]
    low, high = min(values), max(values)
    if high <= low:
        return ""
    pad = 0.08 * (high - low)
    low, high = low - pad, high + pad
    height = ROW * len(lines) + 46

    def x(value: float) -> float:
        return LABEL + (value - low) / (high - low) * PLOT

    parts = []
    for tick in _ticks(low, high):
        parts.append(
            f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="2" y2="{ROW * len(lines) + 4}"/>'
            f'<text class="tick" x="{x(tick):.1f}" y="{height - 26}" text-anchor="middle">'
            f"{show(round(tick, 10), language)}</text>"
        )
    for i, (label, dots) in enumerate(lines):
        y = ROW * i + 15
        parts.append(f'<text x="{LABEL - 12}" y="{y + 4}" text-anchor="end">{escape(label)}</text>')
        ends = [value for value, _ in dots]
        parts.append(
            f'<line class="thin" x1="{x(min(ends)):.1f}" x2="{x(max(ends)):.1f}" y1="{y}" y2="{y}"/>'
        )
        parts += [
            f'<circle class="{"open" if control else "full"}" cx="{x(value):.1f}" cy="{y}" r="5.5"/>'
            for value, control in dots
        ]
    parts.append(f'<text class="tick" x="{LABEL}" y="{height - 8}">{escape(key)}</text>')
    return _svg(LABEL + PLOT + 24, height, title, "".join(parts))


def sizes_that_fit(rows: Sequence[Figure], published: Sequence[int], title: str, up_to: int) -> str:
    """For each percentage, the group sizes that can give it; published group sizes are marked."""
    cell = max(8.0, min(16.0, 520 / up_to))
    left, height = 74, 20 * len(rows) + 44
    parts = []
    for n in published:
        if n <= up_to:
            parts.append(
                f'<rect class="published" x="{left + (n - 1) * cell:.1f}" y="2" width="{cell:.1f}" '
                f'height="{20 * len(rows) + 6}"/>'
            )
    for i, f in enumerate(rows):
        y = 20 * i + 7
        parts.append(f'<text x="{left - 10}" y="{y + 11}" text-anchor="end">{escape(f.printed())}</text>')
        for n in range(1, up_to + 1):
            fits = len(counts_for(f.text, f.decimals, n)) > 0
            cut = not fits and len(counts_for(f.text, f.decimals, n, "truncation")) > 0
            kind = "fits" if fits else "cut" if cut else "none"
            parts.append(
                f'<rect class="{kind}" x="{left + (n - 1) * cell + 1:.1f}" y="{y}" '
                f'width="{cell - 2:.1f}" height="13" rx="2"/>'
            )
    for n in sorted({1, *range(5, up_to + 1, 5), *(p for p in published if p <= up_to)}):
        strong = ' class="tick strong"' if n in published else ' class="tick"'
        near = any(abs(n - p) == 1 for p in published)
        if near and n not in published:
            continue
        parts.append(
            f'<text{strong} x="{left + (n - 0.5) * cell:.1f}" y="{height - 18}" '
            f'text-anchor="middle">{n}</text>'
        )
    return _svg(left + up_to * cell + 14, height, title, "".join(parts))


def _svg(width: float, height: float, title: str, body: str) -> str:
    return (
        f'<svg class="pic" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'role="img" aria-label="{escape(title, quote=True)}">{body}</svg>'
    )
