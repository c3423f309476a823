"""Group sizes that are nowhere printed and that a printed interval gives away, for every figure of that
moment.

The width of a ratio's interval tells how many people counted. Whoever was measured with one instrument at
one moment was measured for its other outcomes too, so the sizes hold for those as well, until a source
prints better ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.evidence.arithmetic.possible_tables import tables
from voorzorg.evidence.arithmetic.two_group_formulas import log_ratio_error
from voorzorg.evidence.checks.one_figure.printed_errors import standard_error
from voorzorg.evidence.checks.two_arms.arms import Pairs
from voorzorg.evidence.figures.figure import Figure, Figures


@dataclass(frozen=True)
class Inferred:
    """Smallest and largest size per group that an interval fits, and the figure that carries it."""

    low: int
    high: int
    figure_id: str

    @property
    def middle(self) -> int:
        """The size to compute with."""
        return round((self.low + self.high) / 2)

    @property
    def words(self) -> str:
        """``79–86``."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


class InferredSizes:
    """Inferred sizes by study, moment and instrument."""

    def __init__(self, figures: Figures) -> None:
        self._found: dict[tuple[str, str, str], Inferred] = {}
        pairs = Pairs(figures)
        for f in figures:
            if f.arm != "contrast" or f.statistic not in ("risk_ratio", "odds_ratio"):
                continue
            error = standard_error(f)
            for pair in pairs.of(f, "percentage") if error is not None else []:
                t = tables(pair, figures)
                if t is None or t.known or not len(t.e1) or error is None:
                    continue
                se = log_ratio_error(f.statistic, t.e1, t.n1, t.e0, t.n0)
                near = np.abs(t.n1 - t.n0) <= 0.1 * np.maximum(t.n1, t.n0)
                fits = np.isfinite(se) & near & (se >= error.low) & (se <= error.high)
                if fits.any():
                    sizes = (t.n1[fits] + t.n0[fits]) / 2
                    found = Inferred(int(sizes.min()), int(sizes.max()), f.figure_id)
                    for instrument in {f.instrument, pair.treated.instrument, ""}:
                        self._found.setdefault((f.study, f.wave, instrument), found)

    def of(self, f: Figure) -> Inferred | None:
        """What is inferred for the group of a figure whose own size is not printed."""
        if f.n is not None and f.n_basis != "randomised":
            return None
        return self._found.get((f.study, f.wave, f.instrument))
