"""What is true in a scenario: every summary measure of the population, with the error of its computation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from voorzorg.synthetic.population.draw import draw
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.outcomes import Population
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import World

#: Women of the large sample where no formula gives the truth.
LARGE = 40_000
#: Samples of so many women.
SAMPLES = 25


@dataclass(frozen=True)
class Truth:
    """An estimand's value at a wave, and its error: 0 where it follows from the specification.

    ``scale`` of ratios is the logarithm, on which value and error are.
    """

    wave: str
    estimand: str
    value: float
    error: float


def truths(world: World, outcome: str, setting: Setting) -> list[Truth]:
    """Risks (or means) of both arms and their contrasts by wave, in everyone randomised.

    The strategy for intercurrent events is treatment policy: women who stop count as they are. Where there
    are none, and the outcome exists for everyone, the numbers are the specification's; else they come from a
    million women with both potential outcomes, drawn as the trials are.
    """
    what = world.outcomes[outcome]
    levels = levels_of(world, what, setting)
    exact = setting.stopping is None and not what.composite
    if exact:
        pairs = np.stack([levels.reference, levels.treated], axis=1)
        error = np.zeros((len(what.waves), 2, 2))
    else:
        pairs, error = _large_sample(world, outcome, setting)
    found = []
    for k, wave in enumerate(what.waves):
        found += _measures(wave, pairs[k], error[k], what.binary, levels.sd[k])
    return found + _non_overlap(world, what, pairs, error)


def _non_overlap(world: World, what: Population, pairs: np.ndarray, error: np.ndarray) -> list[Truth]:
    """How far the treated improve on what they were before allocation, over all pairs of waves: the expected
    non-overlap of pairs (NAP) less a half, of a binary outcome; the same at every wave.
    """
    start = next(iter(world.spec.waves))
    if not what.binary or len(what.waves) < 2 or what.waves[0] != start:
        return []
    treated = pairs[:, 1]
    value = float((treated[0] - treated[1:].mean()) / 2) * (-1 if what.lower_is_up else 1)
    later = len(treated) - 1
    spread = math.sqrt(float(error[0, 1, 1]) + float(error[1:, 1, 1].sum()) / later) / 2
    return [Truth(wave, "non_overlap", value, spread) for wave in what.waves]


def _measures(wave: str, pair: np.ndarray, covariance: np.ndarray, binary: bool, sd: float) -> list[Truth]:
    reference, treated = (float(value) for value in pair)

    def one(name: str, value: float, gradient: tuple[float, float]) -> Truth:
        g = np.array(gradient)
        return Truth(wave, name, value, math.sqrt(max(float(g @ covariance @ g), 0.0)))

    if not binary:
        return [
            one("mean_difference", treated - reference, (-1, 1)),
            one("standardised_difference", (treated - reference) / sd, (-1 / sd, 1 / sd)),
        ]
    odds = [math.log(p / (1 - p)) for p in (reference, treated)]
    spread = [1 / (p * (1 - p)) for p in (reference, treated)]
    return [
        one("risk_reference", reference, (1, 0)),
        one("risk_treated", treated, (0, 1)),
        one("risk_difference", treated - reference, (-1, 1)),
        one("risk_ratio", math.log(treated / reference), (-1 / reference, 1 / treated)),
        one("odds_ratio", odds[1] - odds[0], (-spread[0], spread[1])),
    ]


def _large_sample(world: World, outcome: str, setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """Levels (waves, 2) and their covariance (waves, 2, 2), over independent samples."""
    large = setting.model_copy(
        update={
            "families": LARGE,
            "sites": LARGE // 10,
            "design": "one_arm",
            "benchmark": 0.5,
            "dropout": "none",
        }
    )
    what, parts = world.outcomes[outcome], []
    for k in range(SAMPLES):
        trial = draw(world, outcome, large, Draws(0, "truth", range(k, k + 1)), potential=True)
        assert trial.potential is not None
        there = np.ones_like(trial.exists[0]) if what.composite else trial.exists[0]
        parts.append([[v[0][there[:, j], j].mean() for v in trial.potential] for j in range(len(what.waves))])
    sample = np.array(parts)
    covariance = [np.cov(sample[:, j].T) / SAMPLES for j in range(len(what.waves))]
    return sample.mean(axis=0), np.array(covariance)
