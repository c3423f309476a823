"""The home environment per item and the child's behaviour problems as T-scores."""

from __future__ import annotations

import numpy as np
from scipy import special

from voorzorg.synthetic.figures import Figures, closest_count
from voorzorg.synthetic.latent import Floats, highest, middle_ranks, truncated_normal
from voorzorg.synthetic.trial.births_and_dropout import Course
from voorzorg.synthetic.trial.repeated import Values
from voorzorg.synthetic.trial.specification import Behaviour, Home
from voorzorg.synthetic.trial.women import Women


def home_items(what: Home, women: Women, course: Course) -> Values:
    """IT-HOME items per wave, 1 = present: more of them with a better home, fewer for difficult items."""
    difficulty = what.difficulty_spread * special.ndtri((np.arange(what.items) + 0.5) / what.items)
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


def add_behaviour(what: Behaviour, values: Values, women: Women, course: Course, figures: Figures) -> None:
    """Add T-scores: the published ratio of clinical scores between the arms, normal on either side."""
    answered = np.zeros(women.n, dtype=bool)
    chance = women.streams("behaviour answered").random(women.n)
    for arm, members in women.arms.items():
        group = members & course.measured[what.wave]
        answered |= highest(chance, group, women.count(what.answered[arm], arm))
    reference = next(arm for arm, members in women.arms.items() if members is not women.treated)
    for name, scale in what.scales.items():
        propensity = women.propensities.draw(what.domain, name)
        score: Floats = np.full(women.n, np.nan)
        base = women.arms[reference] & answered
        base_count = closest_count(scale.reference_percent, int(base.sum()))
        for arm, members in women.arms.items():
            group = members & answered
            risk = base_count / base.sum()
            count = (
                base_count
                if arm == reference
                else closest_count(100 * figures.value(scale.ratio) * risk, int(group.sum()))
            )
            high = highest(propensity, group, count)
            for part, low_end, high_end in (
                (high, what.clinical, 90),
                (group & ~high, 29, what.clinical - 1),
            ):
                score[part] = _scores(propensity[part], what, low_end, high_end)
        values[what.wave][name] = score


def _scores(propensity: Floats, what: Behaviour, low: float, high: float) -> Floats:
    return np.round(truncated_normal(middle_ranks(propensity), low, high, what.mean, what.sd))
