"""What is true in a scenario: every summary measure of the population, with the error of its computation."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from voorzorg.statistics.survival.cox import fit_cox
from voorzorg.synthetic.population.draw import Trials, draw
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.outcomes import Population
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import World

#: Women of a large sample where no formula gives the truth.
LARGE = 40_000
#: Independent samples of so many women, of risks and means; and of amounts and times.
SAMPLES, FEWER = 25, 10
#: Horizon of a time without one, in weeks.
HORIZON = 52.0


@dataclass(frozen=True)
class Truth:
    """An estimand's value at a wave, and its error: 0 where it follows from the specification.

    ``scale`` of ratios is the logarithm, on which value and error are.
    """

    wave: str
    estimand: str
    value: float
    error: float


def truths(world: World, outcome: str, setting: Setting, horizon: float | None = None) -> list[Truth]:
    """Levels of both arms and their contrasts by wave, in everyone randomised; times until ``horizon``.

    The strategy for intercurrent events is treatment policy: women who stop count as they are. Risks and
    means are the specification's where nobody stops and the outcome exists for everyone; all else comes
    from a million women (amounts and times: 400,000) with both potential outcomes, drawn as the trials are
    and seen without drop-out.
    """
    what = world.outcomes[outcome]
    levels = levels_of(world, what, setting)
    if what.kind == "time":
        return _of_samples(world, outcome, setting, lambda pair: _times(pair, horizon or HORIZON))
    if what.kind == "count":
        return _of_samples(world, outcome, setting, _amounts)
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
    levels = [
        one("risk_reference", reference, (1, 0)),
        one("risk_treated", treated, (0, 1)),
        one("risk_difference", treated - reference, (-1, 1)),
    ]
    if not 0 < min(reference, treated) <= max(reference, treated) < 1:
        return levels  # nobody, or everybody: no ratio is finite
    odds = [math.log(p / (1 - p)) for p in (reference, treated)]
    spread = [1 / (p * (1 - p)) for p in (reference, treated)]
    return [
        *levels,
        one("risk_ratio", math.log(treated / reference), (-1 / reference, 1 / treated)),
        one("odds_ratio", odds[1] - odds[0], (-spread[0], spread[1])),
    ]


def samples(world: World, outcome: str, setting: Setting, number: int) -> Iterator[Trials]:
    """Independent large samples with both potential outcomes, nobody lost."""
    large = setting.model_copy(
        update={
            "families": LARGE,
            "sites": LARGE // 10,
            "design": "one_arm",
            "benchmark": 0.5,
            "dropout": "none",
        }
    )
    for k in range(number):
        yield draw(world, outcome, large, Draws(0, "truth", range(k, k + 1)), potential=True)


def _large_sample(world: World, outcome: str, setting: Setting) -> tuple[np.ndarray, np.ndarray]:
    """Levels (waves, 2) and their covariance (waves, 2, 2), over independent samples."""
    what, parts = world.outcomes[outcome], []
    for trial in samples(world, outcome, setting, SAMPLES):
        assert trial.potential is not None
        there = np.ones_like(trial.exists[0]) if what.composite else trial.exists[0]
        parts.append([[v[0][there[:, j], j].mean() for v in trial.potential] for j in range(len(what.waves))])
    sample = np.array(parts)
    covariance = [np.cov(sample[:, j].T) / SAMPLES for j in range(len(what.waves))]
    return sample.mean(axis=0), np.array(covariance)


def _of_samples(
    world: World, outcome: str, setting: Setting, measures: Callable[[np.ndarray], dict[str, float]]
) -> list[Truth]:
    """Measures of pairs of potential outcomes (2, n) at every wave: mean over samples, with its error."""
    waves = world.outcomes[outcome].waves
    found: list[dict[str, list[float]]] = [{} for _ in waves]
    for trial in samples(world, outcome, setting, FEWER):
        assert trial.potential is not None
        for k in range(len(waves)):
            for name, one in measures(trial.potential[:, 0, :, k]).items():
                found[k].setdefault(name, []).append(one)
    return [
        Truth(wave, name, float(np.mean(values)), float(np.std(values, ddof=1) / math.sqrt(FEWER)))
        for wave, here in zip(waves, found, strict=True)
        for name, values in here.items()
    ]


def _amounts(pair: np.ndarray) -> dict[str, float]:
    """Means, their difference and ratio, and the two parts of a hurdle model."""
    (reference, treated), share = pair.mean(1), (pair > 0).mean(1)
    found = {
        "mean_reference": reference, "mean_treated": treated, "mean_difference": treated - reference
    }  # fmt: skip
    if share.min() > 0 and share.max() < 1:
        odds = np.log(share / (1 - share))
        some = np.log(pair.sum(1) / (pair > 0).sum(1))
        found |= {
            "rate_ratio": math.log(treated / reference),
            "any_odds_ratio": odds[1] - odds[0],
            "rate_ratio_of_some": some[1] - some[0],
        }
    return {name: float(value) for name, value in found.items()}


def _times(pair: np.ndarray, horizon: float) -> dict[str, float]:
    """Restricted means and cumulative incidences at the horizon, and the ratio of hazards until then: what
    Cox's model tends to when nobody is lost before.
    """
    mean, risk = np.minimum(pair, horizon).mean(1), (pair <= horizon).mean(1)
    found = {
        "rmst_reference": mean[0],
        "rmst_treated": mean[1],
        "rmst_difference": mean[1] - mean[0],
        "risk_reference": risk[0],
        "risk_treated": risk[1],
        "risk_difference": risk[1] - risk[0],
    }
    treated = np.repeat([0.0, 1.0], pair.shape[1])
    fit = fit_cox(*followed(pair, horizon), treated[:, None], ["treated"])
    found["hazard_ratio"] = math.log(fit.hazard_ratio("treated").estimate)
    return {name: float(value) for name, value in found.items()}


def followed(pair: np.ndarray, horizon: float) -> tuple[np.ndarray, np.ndarray]:
    """Times and events of pairs of potential times (2, n) until the horizon, in whole days as dates are."""
    time, event = np.minimum(pair, horizon).ravel(), (pair <= horizon).ravel().astype(float)
    return np.round(time * 7) / 7, event
