"""What a conditional ratio truly is: the value that the multilevel model, or Cox's with covariates, tends to
in large samples.

The population's propensities are normal with effects on risks, so that neither an odds ratio within a woman
nor a hazard ratio given covariates stands in its specification. The model's own limit is what it estimates
(White 1982, Econometrica 50:1): a fit to many women, each of them untreated and treated with the same random
numbers, which takes most of the chance out.
"""

from __future__ import annotations

import math

import numpy as np

from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.survival.cox import fit_cox
from voorzorg.synthetic.population.draw import Trials, draw
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.truth import Truth, followed, samples
from voorzorg.synthetic.population.world import World

#: Independent samples of so many women.
SAMPLES, WOMEN = 10, 2_000


def conditional_truth(
    world: World, outcome: str, setting: Setting, wave: str, covariates: tuple[str, ...]
) -> Truth | None:
    """The log odds ratio at ``wave`` within a woman, given the covariates, with its error.

    Of arms of individuals without clusters, where nobody is lost; None elsewhere, and of an outcome with one
    value per woman.
    """
    what = world.outcomes[outcome]
    if setting.design not in ("two_arm", "several_arms") or not what.binary or len(what.waves) < 2:
        return None
    large = setting.model_copy(
        update={"families": WOMEN, "sites": WOMEN // 10, "design": "one_arm", "benchmark": 0.5,
                "dropout": "none"}
    )  # fmt: skip
    baseline = what.waves[0] == next(iter(world.spec.waves))
    found = []
    for k in range(SAMPLES):
        trials = draw(world, outcome, large, Draws(0, "conditional", range(k, k + 1)), potential=True)
        found.append(_fit(trials, covariates, baseline, what.waves.index(wave), what.composite))
    values = np.array([value for value in found if np.isfinite(value)])
    if len(values) < SAMPLES:
        return None
    return Truth(
        wave, "conditional_odds_ratio", float(values.mean()), float(values.std(ddof=1) / SAMPLES**0.5)
    )


def conditional_hazard(
    world: World, outcome: str, setting: Setting, covariates: tuple[str, ...], horizon: float
) -> Truth | None:
    """The log hazard ratio until ``horizon`` given the covariates, with its error; nobody is lost before.

    None of what is no time, and without covariates, as it is the marginal one then.
    """
    what = world.outcomes[outcome]
    if what.kind != "time" or not covariates:
        return None
    found = []
    for trial in samples(world, outcome, setting, SAMPLES):
        assert trial.potential is not None
        pair = trial.potential[:, 0, :, 0]
        W = np.stack([trial.covariates[name][0] for name in covariates], axis=1)
        X = np.column_stack([np.repeat([0.0, 1.0], pair.shape[1]), np.vstack([W, W])])
        fit = fit_cox(*followed(pair, horizon), X, ["treated", *covariates])
        found.append(math.log(fit.hazard_ratio("treated").estimate))
    values = np.array(found)
    wave = what.waves[0]
    return Truth(
        wave, "conditional_hazard_ratio", float(values.mean()), float(values.std(ddof=1) / SAMPLES**0.5)
    )


def _fit(trials: Trials, covariates: tuple[str, ...], baseline: bool, at: int, composite: bool) -> float:
    assert trials.potential is not None
    there = np.ones_like(trials.exists[0]) if composite else trials.exists[0]
    woman, wave = np.nonzero(there)
    n, waves = there.shape
    effects = np.arange(1 if baseline else 0, waves)
    W = (
        np.stack([trials.covariates[name][0] for name in covariates], axis=1)
        if covariates
        else np.empty((n, 0))
    )
    parts = []
    for treated in (0.0, 1.0):
        X = [wave[:, None] == np.arange(waves), (wave[:, None] == effects) * treated, W[woman] - W.mean(0)]
        parts.append(np.column_stack(X).astype(float))
    y = np.concatenate([values[0][woman, wave] for values in trials.potential])
    result = MultilevelLogit(y, np.vstack(parts), np.r_[woman, n + woman]).fit()
    place = waves + int(np.flatnonzero(effects == at)[0])
    return float(result.params.iloc[place]) if result.converged else float("nan")
