"""Where waves stand on an axis: to scale by their time, or as categories with their names."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes

from voorzorg.present.context import Context
from voorzorg.present.figures.style import inches_wide

#: Room beside the first and the last wave, and what lines of several arms keep apart, as shares of the axis.
_MARGIN = 0.06
_APART = 0.02
_CHARACTER = 0.075  # inches at the size of tick labels


class WaveAxis:
    """The waves of a panel on its horizontal axis.

    Where every wave has a time, distances are to scale. Otherwise waves stand at equal distances and carry
    their names. A label that would overlap the one before it is left out (the tick stays).
    """

    def __init__(self, context: Context, waves: Sequence[str]) -> None:
        self.context, self.waves = context, tuple(waves)
        weeks = [context.wave_weeks.get(wave) for wave in self.waves]
        known = [week for week in weeks if week is not None]
        self.to_scale = bool(context.wave_unit) and len(set(known)) == len(self.waves)
        self._place = dict(zip(self.waves, known if self.to_scale else range(len(self.waves)), strict=True))
        places = list(self._place.values())
        self.span = float(max(places, default=0) - min(places, default=0)) or 1.0

    def at(self, wave: str, number: int = 0, of: int = 1) -> float:
        """Place of a wave for the ``number``-th of several lines, which stand beside each other."""
        return float(self._place[wave]) + _APART * self.span * (number - (of - 1) / 2)

    def limits(self) -> tuple[float, float]:
        first, last = self._place[self.waves[0]], self._place[self.waves[-1]]
        return first - _MARGIN * self.span, last + _MARGIN * self.span

    def around(self, wave: str) -> tuple[float, float]:
        """From halfway the wave before to halfway the next."""
        low, high = self.limits()
        k = self.waves.index(wave)
        own = self._place[wave]
        before = low if k == 0 else (self._place[self.waves[k - 1]] + own) / 2
        after = high if k == len(self.waves) - 1 else (own + self._place[self.waves[k + 1]]) / 2
        return before, after

    def draw(self, axes: Axes, size: float = 8, below: Sequence[str] = (), *, named: bool = True) -> None:
        """Limits, ticks and their labels, with a second line of text below each where there is one."""
        low, high = self.limits()
        axes.set_xlim(low, high)
        lines = [wave_name(self.context, wave) if not self.to_scale else self.context.wave_short(wave)
                 for wave in self.waves]  # fmt: skip
        if below:
            lines = [f"{line}\n{more}" if more else line for line, more in zip(lines, below, strict=True)]
        inch = inches_wide(axes) / (high - low)
        labels, free = [], float("-inf")
        for wave, line in zip(self.waves, lines, strict=True):
            half = max(map(len, line.split("\n"))) * _CHARACTER * size / 8 / 2
            at = float(self._place[wave]) * inch
            fits = at - half >= free
            labels.append(line if fits and named else "")
            free = at + half + 0.02 if fits else free
        axes.set_xticks(list(self._place.values()), labels, size=size)

    @property
    def title(self) -> str:
        return self.context.wave_axis if self.to_scale else ""


def wave_name(context: Context, wave: str, characters: int = 8) -> str:
    """A wave's name in short lines."""
    return textwrap.fill(context.wave(wave), characters, break_long_words=False)
