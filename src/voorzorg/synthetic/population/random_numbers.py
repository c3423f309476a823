"""Counter-based random numbers: every replicate, and every named part of it, has numbers of its own.

Philox (Salmon and others 2011) is keyed by the study's seed with the scenario, and by the replicate; the name
of a part sets its counter. So a number depends on nothing but what it is for: not on cores, batches, order,
or what else is drawn.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Draws:
    """Random numbers of the ``replicates`` of a scenario; rows are replicates."""

    seed: int
    scenario: str
    replicates: range

    def normal(self, size: int, *name: str) -> np.ndarray:
        """Standard normal numbers (replicates, size)."""
        return np.stack([g.standard_normal(size) for g in self._generators(name)])

    def uniform(self, size: int, *name: str) -> np.ndarray:
        """Uniform numbers (replicates, size)."""
        return np.stack([g.random(size) for g in self._generators(name)])

    def _generators(self, name: tuple[str, ...]) -> list[np.random.Generator]:
        study, part = _number(f"{self.seed}/{self.scenario}"), _number("/".join(name))
        counter = np.array([0, 0, 0, part], dtype=np.uint64)
        keys = (np.array([study, replicate], dtype=np.uint64) for replicate in self.replicates)
        return [np.random.Generator(np.random.Philox(key=key, counter=counter)) for key in keys]


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
