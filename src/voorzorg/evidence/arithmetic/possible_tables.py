"""All two-by-two tables behind two printed percentages: every group size and count
that would print like this."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.evidence.arithmetic.grim import counts_for
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.figures.figure import Figure, Figures

#: group sizes tried per arm; beyond this the sizes are thinned, always keeping the largest
SIZES = 260
SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Side:
    """Counts and sizes of one arm: ``events[i]`` of ``n[i]``; ``known`` where n is published."""

    events: np.ndarray
    n: np.ndarray
    known: bool
    cap: int
    basis: str
    source_id: str = ""

    @property
    def unique(self) -> bool:
        """Whether only one table is left."""
        return len(self.n) == 1


@dataclass(frozen=True)
class Tables:
    """Every combination of two sides as flat arrays."""

    treated: Side
    control: Side
    e1: np.ndarray
    n1: np.ndarray
    e0: np.ndarray
    n0: np.ndarray

    @property
    def known(self) -> bool:
        """Whether both group sizes are published."""
        return self.treated.known and self.control.known

    @property
    def unique(self) -> bool:
        """Whether the counts themselves are published or forced."""
        return self.treated.unique and self.control.unique


def side(f: Figure, figures: Figures) -> Side | None:
    """The tables of one arm; None where no size of the group is published at all."""
    if f.n and f.events is not None:
        return Side(np.array([float(f.events)]), np.array([float(f.n)]), True, f.n, "stated")
    if f.n and f.n_basis != "randomised":
        counts = np.array(list(counts_for(f.text, f.decimals, f.n)), dtype=float)
        return Side(counts, np.full(len(counts), float(f.n)), True, f.n, "stated")
    if f.n:
        cap, source_id = f.n, ""
    else:
        found = figures.largest_group(f)
        if found is None:
            return None
        cap, source_id = found
    sizes = np.arange(SMALLEST_GROUP, cap + 1)
    if len(sizes) > SIZES:
        sizes = np.unique(np.linspace(SMALLEST_GROUP, cap, SIZES).round().astype(int))
    pairs = [
        (k, n)
        for n in sizes.tolist()
        for k in counts_for(f.text, f.decimals, n)
        if f.events is None or k == f.events
    ]
    if not pairs:
        return Side(np.array([]), np.array([]), False, cap, "at_most", source_id)
    counts, ns = np.array(pairs, dtype=float).T
    return Side(counts, ns, False, cap, "at_most", source_id)


def tables(pair: Pair, figures: Figures) -> Tables | None:
    """All tables of a pair, or None where a group size is nowhere published."""
    treated, control = side(pair.treated, figures), side(pair.control, figures)
    if treated is None or control is None:
        return None
    grid = np.meshgrid(np.arange(len(treated.n)), np.arange(len(control.n)), indexing="ij")
    i, j = grid[0].ravel(), grid[1].ravel()
    return Tables(treated, control, treated.events[i], treated.n[i], control.events[j], control.n[j])
