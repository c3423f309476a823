"""Propensities of one trial, from named streams of random numbers.

A propensity is a standard normal variable, of which fixed shares belong to the woman (shared by all outcomes
of a domain), to the woman and outcome, to the site and to the nurse; the rest is noise of the wave.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voorzorg.synthetic import law
from voorzorg.synthetic.trial.specification import Latent, Shares

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
    alone: bool = False

    def effect(self, rng: np.random.Generator) -> Floats:
        """A standard normal effect per cluster; for participants in none zero, or where they stand ``alone``
        one of their own, so that everyone's propensity has the same spread.
        """
        effects = np.append(rng.standard_normal(self.number), 0.0)[self.index]
        if self.alone:
            effects = np.where(self.index < 0, rng.standard_normal(len(self.index)), effects)
        return effects


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
        noise = law.noise_share(share, outcome)
        own: Floats = self.streams("own", outcome).standard_normal(self.n)
        if common:
            name, part = common
            own = law.own_level(own, self.streams("common", name).standard_normal(self.n), part)
        site = self.site.effect(self.streams("site", outcome))
        nurse = self.nurse.effect(self.streams("nurse", outcome))
        always = law.lasting(share, self.domains[domain], own, site, nurse)
        return np.asarray(
            always + np.sqrt(noise) * self.streams("noise", outcome, moment).standard_normal(self.n)
        )

    def loaded(self, domain: str, loading: float, name: str) -> Floats:
        """Propensity of a characteristic that has correlation ``loading`` with its domain."""
        return law.loaded(
            self.domains[domain], loading, self.streams("characteristic", name).standard_normal(self.n)
        )


def random_intercepts(latent: Latent, n: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Correlated standard normal intercepts of ``n`` women, by domain."""
    values = rng.standard_normal((n, len(latent.domains))) @ law.root_of(latent).T
    return {name: values[:, i] for i, name in enumerate(latent.domains)}
