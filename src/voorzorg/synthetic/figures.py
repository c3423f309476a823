"""Published figures by name, and the counts that come closest to them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from voorzorg.synthetic.trial.specification import FigureRef, SpecificationError, Value


class Figures:
    """Published figures by ``figure_id``; remembers which were used."""

    def __init__(self, published_dir: Path) -> None:
        from voorzorg.evidence.figures.loader import read_figures

        table = read_figures(published_dir)
        self._rows: dict[str, dict[Any, Any]] = {row["figure_id"]: row for row in table.to_dict("records")}
        self.used: set[str] = set()

    def value(self, wanted: Value) -> float:
        """A plain number as it is, or the printed value of a figure.

        Raises
        ------
        SpecificationError
            Where there is no such figure, or it has no number.
        """
        if not isinstance(wanted, FigureRef):
            return float(wanted)
        return self._cell(wanted, "value")

    def decimals(self, wanted: FigureRef) -> int:
        """Printed decimals of a figure; 0 where it was printed in words."""
        self._cell(wanted, "value")
        decimals = self._rows[wanted.figure]["decimals"]
        return int(decimals) if isinstance(decimals, int) else 0

    def rows(self, study: str) -> list[dict[Any, Any]]:
        """Every figure of a study, as rows of the figures table."""
        return [row for row in self._rows.values() if row["study"] == study]

    def range(self, wanted: FigureRef) -> tuple[float, float]:
        """Both ends of a printed range."""
        return self._cell(wanted, "value"), self._cell(wanted, "value_high")

    def _cell(self, wanted: FigureRef, column: str) -> float:
        if wanted.figure not in self._rows:
            raise SpecificationError(f"there is no published figure '{wanted.figure}'")
        number = float(self._rows[wanted.figure][column])
        if math.isnan(number):
            raise SpecificationError(f"published figure '{wanted.figure}' has no {column}")
        self.used.add(wanted.figure)
        return number


def closest_count(percent: float, n: int) -> int:
    """The whole number of ``n`` that is closest to ``percent``; a tie goes up."""
    return math.floor(percent * n / 100 + 0.5)


def printable(percent: float, decimals: int, n: int) -> bool:
    """Whether some whole number out of ``n``, as a percentage, rounds to the printed one."""
    if n <= 0:
        return False
    share = 100 * closest_count(percent, n) / n
    return rounds_to(share, percent, decimals)


def rounds_to(number: float, printed: float, decimals: int) -> bool:
    """Whether ``number`` rounds to ``printed``; both directions count for an exact half."""
    return bool(abs(number - printed) <= 0.5 * 10.0**-decimals + 1e-9)


def interpolate(points: dict[str, float], weeks: dict[str, float], wave: str) -> float:
    """The value of a wave on the straight lines, over weeks, between the waves that are given."""
    known = sorted((weeks[key], value) for key, value in points.items())
    at, values = zip(*known, strict=True)
    return float(np.interp(weeks[wave], at, values))
