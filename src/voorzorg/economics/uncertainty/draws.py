"""The draws: effects of the trial and effort of the programme. What has no source is never drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from voorzorg.economics.effects import Array, Effect
from voorzorg.economics.inputs.model import Inputs


@dataclass(frozen=True)
class Draws:
    """Draws of equal length.

    ``effects`` holds fewer women per woman by outcome; ``hours_factor`` and ``visits_factor`` the effort of a
    trajectory over its middle: hours a week and visits, each uniform over the printed range.
    """

    effects: dict[str, Array]
    hours_factor: Array
    visits_factor: Array
    seed: int

    @property
    def size(self) -> int:
        """Number of draws."""
        return len(self.hours_factor)

    def costs(self, cost: float, beside: float = 0.0, driver: str = "hours") -> Array:
        """Costs of a trajectory: ``cost`` moves with the effort, ``beside`` does not. Shape (size,), euro."""
        factor = self.hours_factor if driver == "hours" else self.visits_factor
        return cost * factor + beside


def draw(inputs: Inputs, effects: Mapping[str, Effect], seed: int) -> Draws:
    """Draw effects and effort; each has a stream of its own, so that adding one changes no other."""
    size = inputs.draws
    streams = np.random.SeedSequence(seed).spawn(2 + len(effects))
    programme = inputs.programme
    factors = [
        np.random.default_rng(stream).uniform(number.value, number.top, size) / number.middle
        for stream, number in zip(streams, (programme.hours_a_week, programme.visits), strict=False)
    ]
    drawn = {
        key: effect.draw(size, np.random.default_rng(stream))
        for (key, effect), stream in zip(effects.items(), streams[2:], strict=True)
    }
    return Draws(drawn, factors[0], factors[1], seed)
