"""How propensities become data: by count, so that margins are the published ones, or as a sample.

The one step in which the shipped cohort differs from a trial drawn from the population.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

from voorzorg.synthetic import law
from voorzorg.synthetic.figures import closest_count
from voorzorg.synthetic.trial.specification import SpecificationError

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Among:
    """In whom something can be: a ``share`` of women, chosen by a propensity of this ``correlation``."""

    share: float = 1.0
    correlation: float = 0.0


EVERYONE = Among()
Make = Callable[[float, Floats], Floats]
Edge = Callable[[float], float]


class Calibration(Protocol):
    """What is done with a propensity, one value per woman."""

    @property
    def exact(self) -> bool:
        """Whether margins are met by count."""

    def having(
        self, propensity: Floats, eligible: Bools, percent: float, base: Bools, among: Among = EVERYONE, /
    ) -> Bools:
        """Who has it: ``percent`` of the women in ``base``, among the eligible."""

    def next_highest(
        self, propensity: Floats, free: Bools, percent: float, left: float, members: Bools, /
    ) -> Bools:
        """The next category: ``percent`` of the members, of whom ``left`` per cent are still free."""

    def number(
        self, propensity: Floats, members: Bools, count: int, of: int, edge: Edge | None = None, /
    ) -> Bools:
        """Who are the ``count`` of ``of`` members with the highest propensity, which is beyond ``edge`` in a
        given share of women.
        """

    def ranks(self, propensity: Floats, among: Among = EVERYONE, /) -> Floats:
        """Places in the distribution, strictly between 0 and 1."""

    def tuned(self, make: Make, ranks: Floats, target: float, low: float, high: float) -> Floats:
        """Values ``make(setting, ranks)``, whose mean grows with the setting, with this mean."""


class Counted:
    """The highest propensities have it, as many as comes closest to the margin: met in every draw."""

    exact = True

    def having(
        self, propensity: Floats, eligible: Bools, percent: float, base: Bools, _among: Among = EVERYONE, /
    ) -> Bools:
        return highest(propensity, eligible, closest_count(percent, int(base.sum())))

    def next_highest(
        self, propensity: Floats, free: Bools, percent: float, _left: float, members: Bools, /
    ) -> Bools:
        return highest(propensity, free, closest_count(percent, int(members.sum())))

    def number(
        self, propensity: Floats, members: Bools, count: int, _of: int, _edge: Edge | None = None, /
    ) -> Bools:
        return highest(propensity, members, count)

    def ranks(self, propensity: Floats, _among: Among = EVERYONE, /) -> Floats:
        return middle_ranks(propensity)

    def tuned(self, make: Make, ranks: Floats, target: float, low: float, high: float) -> Floats:
        return tune(lambda setting: make(setting, ranks), target, low, high)


class Sampled:
    """Propensities beyond the margin's threshold have it: met on average, so that samples differ."""

    exact = False

    def having(
        self, propensity: Floats, eligible: Bools, percent: float, base: Bools, among: Among = EVERYONE, /
    ) -> Bools:
        risk = percent / 100 / (among.share if base is not eligible else 1.0)
        return np.asarray(eligible & (propensity > law.threshold(risk, among.share, among.correlation)))

    def next_highest(
        self, propensity: Floats, free: Bools, percent: float, left: float, _members: Bools, /
    ) -> Bools:
        return np.asarray(free & (propensity > law.threshold((100 - left + percent) / 100)))

    def number(
        self, propensity: Floats, members: Bools, count: int, of: int, edge: Edge | None = None, /
    ) -> Bools:
        share = count / of if of else 0.0
        return np.asarray(members & (propensity > (edge or law.threshold)(share)))

    def ranks(self, propensity: Floats, among: Among = EVERYONE, /) -> Floats:
        return law.uniform_among(propensity, among.share, among.correlation)

    def tuned(self, make: Make, ranks: Floats, target: float, low: float, high: float) -> Floats:
        even = (np.arange(law.POINTS) + 0.5) / law.POINTS
        return make(narrowed(lambda setting: make(setting, even), target, low, high)[0], ranks)


def highest(propensity: Floats, eligible: Bools, count: int) -> Bools:
    """The ``count`` eligible women with the highest propensity.

    Raises
    ------
    SpecificationError
        Where fewer are eligible.
    """
    candidates = np.flatnonzero(eligible)
    if count > len(candidates):
        raise SpecificationError(f"{count} women wanted with an outcome, only {len(candidates)} can have it")
    chosen = np.zeros(len(propensity), dtype=bool)
    if count:
        order = np.argsort(propensity[candidates], kind="stable")
        chosen[candidates[order[len(order) - count :]]] = True
    return chosen


def middle_ranks(propensity: Floats) -> Floats:
    """Ranks from low to high as probabilities strictly between 0 and 1."""
    ranks = np.empty(len(propensity))
    ranks[np.argsort(propensity, kind="stable")] = np.arange(len(propensity))
    return (ranks + 0.5) / max(len(propensity), 1)


def by_lot(share: float) -> float:
    """Beyond which uniform number a share of women lies."""
    return 1 - share


def truncated_normal(ranks: Floats, low: float, high: float, centre: float, spread: float) -> Floats:
    """Quantiles of a normal distribution that is cut off below ``low`` and above ``high``."""
    start, end = special.ndtr((low - centre) / spread), special.ndtr((high - centre) / spread)
    return np.asarray(centre + spread * special.ndtri(start + ranks * (end - start)))


def tune(make: Callable[[float], Floats], target: float, low: float, high: float) -> Floats:
    """Values of ``make(setting)``, whose mean grows with the setting, with the mean closest to ``target``."""
    below, above = (make(end) for end in narrowed(make, target, low, high))
    return below if abs(np.mean(below) - target) <= abs(np.mean(above) - target) else above


def narrowed(
    make: Callable[[float], Floats], target: float, low: float, high: float, steps: int = 60
) -> tuple[float, float]:
    """Two settings next to each other, between which the mean of ``make`` passes ``target``."""
    for _ in range(steps):
        middle = (low + high) / 2
        if float(np.mean(make(middle))) < target:
            low = middle
        else:
            high = middle
    return low, high
