"""The home environment per item and the child's behaviour problems as T-scores."""

from __future__ import annotations

import numpy as np
from scipy import special

from voorzorg.synthetic.calibration import Among, Floats, by_lot, truncated_normal
from voorzorg.synthetic.figures import Figures, closest_count
from voorzorg.synthetic.law import POINTS
from voorzorg.synthetic.trial.births_and_dropout import Course
from voorzorg.synthetic.trial.repeated import Values
from voorzorg.synthetic.trial.specification import Behaviour, Home
from voorzorg.synthetic.trial.women import Women


def home_items(what: Home, women: Women, course: Course) -> Values:
    """IT-HOME items per wave, 1 = present: more of them with a better home, fewer for difficult items."""
    difficulty = _difficulty(what)
    women.streams("home difficulty").shuffle(difficulty)
    result: Values = {}
    for wave, means in what.mean.items():
        better = -what.spread * women.propensities.draw(what.domain, "home", wave)
        for arm, members in women.arms.items():
            better = better + means[arm] * members
        chance = 1 / (1 + np.exp(-(better[:, None] - difficulty[None, :])))
        drawn = (women.streams("home items", wave).random(chance.shape) < chance).astype(np.float32)
        drawn[~course.measured[wave]] = np.nan
        result[wave] = {f"home_{i + 1:02d}": drawn[:, i] for i in range(what.items)}
    return result


def home_quantiles(what: Home, wave: str, arm: str) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the number of items present, at even probabilities of a better home."""
    better = what.mean[wave][arm] + what.spread * special.ndtri((np.arange(POINTS) + 0.5) / POINTS)
    chance = special.expit(better[:, None] - _difficulty(what)[None, :])
    return chance.sum(1), np.sqrt((chance * (1 - chance)).sum(1))


def _difficulty(what: Home) -> Floats:
    """How difficult items are, from easy to difficult."""
    return np.asarray(what.difficulty_spread * special.ndtri((np.arange(what.items) + 0.5) / what.items))


def add_behaviour(what: Behaviour, values: Values, women: Women, course: Course, figures: Figures) -> None:
    """Add T-scores: the published ratio of clinical scores between the arms, normal on either side."""
    answered = np.zeros(women.n, dtype=bool)
    chance = women.streams("behaviour answered").random(women.n)
    for arm, members in women.arms.items():
        group = members & course.measured[what.wave]
        answered |= women.some(chance, what.answered[arm], arm, group, by_lot)
    reference = next(arm for arm, members in women.arms.items() if members is not women.treated)
    for name, scale in what.scales.items():
        propensity = women.propensities.draw(what.domain, name)
        score: Floats = np.full(women.n, np.nan)
        base = women.arms[reference] & answered
        risk = scale.reference_percent / 100
        if women.calibration.exact:
            risk = closest_count(scale.reference_percent, int(base.sum())) / base.sum()
        for arm, members in women.arms.items():
            group = members & answered
            percent = scale.reference_percent if arm == reference else 100 * figures.value(scale.ratio) * risk
            high = women.calibration.having(propensity, group, percent, group)
            for part, among, low_end, high_end in (
                (high, Among(percent / 100, 1), what.clinical, 90),
                (group & ~high, Among(1 - percent / 100, -1), 29, what.clinical - 1),
            ):
                ranks = women.calibration.ranks(propensity[part], among)
                score[part] = _scores(ranks, what, low_end, high_end)
        values[what.wave][name] = score


def _scores(ranks: Floats, what: Behaviour, low: float, high: float) -> Floats:
    return np.round(truncated_normal(ranks, low, high, what.mean, what.sd))
