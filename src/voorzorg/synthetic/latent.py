"""Propensities: correlated random intercepts, ranks, and the thresholds that turn them into data.

A propensity is a standard normal variable, of which fixed shares belong to the woman (shared by all outcomes
of a domain), to the woman and outcome, to the site and to the nurse; the rest is noise of the wave. Within a
group the highest propensities get the outcome, so a margin is met exactly whatever the correlations are.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from voorzorg.synthetic.trial.specification import Latent, Shares, SpecificationError

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Streams:
    """Independent random numbers per named part, so that adding a part leaves the others as they were."""

    seed: int

    def __call__(self, *names: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *(zlib.crc32(name.encode()) for name in names)])


@dataclass(frozen=True)
class Clusters:
    """Groups of participants: an index per participant, -1 for none."""

    index: Ints
    number: int

    def effect(self, rng: np.random.Generator) -> Floats:
        """A standard normal effect per cluster; zero for participants in none."""
        effects = np.append(rng.standard_normal(self.number), 0.0)
        return effects[self.index]


@dataclass(frozen=True)
class Propensities:
    """Draws propensities of ``n`` women."""

    streams: Streams
    n: int
    domains: dict[str, Floats]
    shares: Shares
    site: Clusters
    nurse: Clusters

    def draw(
        self,
        domain: str,
        outcome: str,
        moment: str = "",
        shares: Shares | None = None,
        common: tuple[str, float] | None = None,
    ) -> Floats:
        """Propensity of ``outcome`` at ``moment``, one per woman.

        ``common`` names what several outcomes have in common beside their domain (such as a scale), and which
        part of the outcome's own share belongs to it.
        """
        share = shares or self.shares
        own = self.streams("own", outcome).standard_normal(self.n)
        if common:
            name, part = common
            together = self.streams("common", name).standard_normal(self.n)
            own = np.sqrt(part) * together + np.sqrt(1 - part) * own
        noise = 1 - share.person - share.outcome - share.site - share.nurse
        if noise < 0:
            raise SpecificationError(f"latent shares of '{outcome}' add up to more than 1")
        return (
            np.sqrt(share.person) * self.domains[domain]
            + np.sqrt(share.outcome) * own
            + np.sqrt(share.site) * self.site.effect(self.streams("site", outcome))
            + np.sqrt(share.nurse) * self.nurse.effect(self.streams("nurse", outcome))
            + np.sqrt(noise) * self.streams("noise", outcome, moment).standard_normal(self.n)
        )

    def loaded(self, domain: str, loading: float, name: str) -> Floats:
        """Propensity of a characteristic that has correlation ``loading`` with its domain."""
        noise = self.streams("characteristic", name).standard_normal(self.n)
        return loading * self.domains[domain] + np.sqrt(1 - loading**2) * noise


def random_intercepts(latent: Latent, n: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Correlated standard normal intercepts of ``n`` women, by domain.

    Raises
    ------
    SpecificationError
        Where the correlations cannot hold together.
    """
    place = {name: i for i, name in enumerate(latent.domains)}
    matrix = np.eye(len(place))
    for first, second, correlation in latent.correlations:
        if first not in place or second not in place:
            raise SpecificationError(f"latent correlation of unknown domain: {first}, {second}")
        matrix[place[first], place[second]] = matrix[place[second], place[first]] = correlation
    try:
        root = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        raise SpecificationError(
            "latent correlations cannot hold together (no positive definite matrix)"
        ) from None
    values = rng.standard_normal((n, len(place))) @ root.T
    return {name: values[:, i] for name, i in place.items()}


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


def truncated_normal(ranks: Floats, low: float, high: float, centre: float, spread: float) -> Floats:
    """Quantiles of a normal distribution that is cut off below ``low`` and above ``high``."""
    start, end = special.ndtr((low - centre) / spread), special.ndtr((high - centre) / spread)
    return centre + spread * special.ndtri(start + ranks * (end - start))


def tune(make: Callable[[float], Floats], target: float, low: float, high: float, steps: int = 60) -> Floats:
    """Values of ``make(setting)``, whose mean grows with the setting, with the mean closest to ``target``."""
    for _ in range(steps):
        middle = (low + high) / 2
        if float(np.mean(make(middle))) < target:
            low = middle
        else:
            high = middle
    below, above = make(low), make(high)
    return below if abs(np.mean(below) - target) <= abs(np.mean(above) - target) else above
