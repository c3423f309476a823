"""A nested loop plot (Rücker and Schwarzer 2014, BMC Medical Research Methodology 14:129).

Every scenario of a grid stands beside the next, results as steps, and below them what varies, also as steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from voorzorg.present.economics.charts import svg

WIDTH, HEIGHT, ROW = 560, 240, 46
_LEFT, _RIGHT, _TOP = 64, 12, 12


@dataclass(frozen=True)
class Factor:
    """What varies: its name, and the place of every scenario's value among so many ``values``."""

    name: str
    places: Sequence[int]
    values: int


def nested_loop(
    lines: Mapping[str, Sequence[float]], factors: Sequence[Factor], y_label: str, title: str
) -> str:
    """Percentages by method, in the order of scenarios (NaN: none), and the factors from slow to fast."""
    number = len(factors[0].places)
    wide = (WIDTH - _LEFT - _RIGHT) / number

    def x(k: float) -> float:
        return _LEFT + k * wide

    def y(percent: float) -> float:
        return _TOP + (100 - percent) / 100 * (HEIGHT - _TOP)

    parts = []
    for tick in (0, 20, 40, 60, 80, 100):
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
            f'<text class="tick" x="{_LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick}</text>'
        )
    middle = (_TOP + HEIGHT) / 2
    parts.append(
        f'<text class="tick" transform="translate(13 {middle}) rotate(-90)" text-anchor="middle">'
        f"{escape(y_label)}</text>"
    )
    for k, (name, values) in enumerate(lines.items()):
        path = "".join(
            f"M{x(j):.1f} {y(value):.1f}H{x(j + 1):.1f}"
            for j, value in enumerate(values)
            if math.isfinite(value)
        )
        css = "line" if k == 0 else f"line other loop-{k % 4}"
        parts.append(f'<path class="{css}" fill="none" d="{path}"><title>{escape(name)}</title></path>')
    for row, factor in enumerate(factors):
        parts += _steps(factor, HEIGHT + 10 + row * ROW, x)
    return svg(WIDTH, HEIGHT + 14 + ROW * len(factors), title, "".join(parts))


def _steps(factor: Factor, top: float, x: Callable[[float], float]) -> list[str]:
    """The factor's value over scenarios, from its first at the bottom to its last on top."""
    most = max(factor.values - 1, 1)
    height = ROW - 26
    parts = [f'<text class="tick" x="{_LEFT}" y="{top + 10}">{escape(factor.name)}</text>']
    path = ""
    for k, place in enumerate(factor.places):
        at = top + 16 + height * (1 - place / most)
        path += f"{'M' if k == 0 else 'L'}{x(k):.1f} {at:.1f}H{x(k + 1):.1f}"
    parts.append(f'<path class="line factor" fill="none" d="{path}"/>')
    return parts
