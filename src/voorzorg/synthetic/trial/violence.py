"""CTS2 answers per item, from the prevalence of each role, scale and level."""

from __future__ import annotations

import numpy as np

from voorzorg.synthetic import law
from voorzorg.synthetic.calibration import Among, Bools, Floats
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.tables import NOT_APPLICABLE
from voorzorg.synthetic.trial.births_and_dropout import Course
from voorzorg.synthetic.trial.repeated import Values, percent_wanted
from voorzorg.synthetic.trial.specification import TrialSpecification, Violence
from voorzorg.synthetic.trial.women import Women

#: CTS2 answer: not in this period, but before.
BEFORE = 7


def item_name(number: int) -> str:
    """Project variable of a CTS2 item."""
    return f"cts2_{number:02d}"


def add_violence(
    spec: TrialSpecification,
    values: Values,
    women: Women,
    course: Course,
    figures: Figures,
    weeks: dict[str, float],
) -> None:
    """Add the CTS2 items to every wave; women without a partner get 'not applicable'."""
    what = spec.violence
    partner = spec.repeated[what.of]
    correlation = law.together(spec, (partner.domain, partner.shares), (what.domain, what.shares))
    for wave, variables in values.items():
        asked = variables[what.of] == 1
        among = Among(law.partners(spec, wave), correlation)
        for role, scales in what.percent.items():
            for key, percent in scales.items():
                scale, level = key.rsplit("_", 1)
                numbers = what.item_numbers(role, scale, "minor" if level == "minor" else "severe")
                propensity = women.propensities.draw(
                    what.domain, f"{role}_{key}", wave, what.shares, (f"violence {scale}", what.scale_share)
                )
                present = np.zeros(women.n, dtype=bool)
                for arm, members in women.arms.items():
                    group = asked & members
                    wanted = percent_wanted(percent, figures, weeks, wave, arm, women)
                    present |= women.calibration.having(propensity, group, wanted, group, among)
                rng = women.streams("items", role, key, wave)
                answers = _answers(what, present[asked], len(numbers), rng)
                _store(variables, numbers, answers, asked, course.measured[wave])
        rng = women.streams("items", "negotiation", wave)
        numbers = tuple(first + other for first in what.negotiation for other in (0, 1))
        answers = _answers(what, np.ones(int(asked.sum()), dtype=bool), len(numbers), rng)
        _store(variables, numbers, answers, asked, course.measured[wave])


def _answers(what: Violence, present: Bools, items: int, rng: np.random.Generator) -> Floats:
    """Answers to the items of one scale level: at least one act where ``present``, none elsewhere."""
    shape = (len(present), items)
    acts = rng.random(shape) < what.another_item
    acts[np.arange(len(present)), rng.integers(0, items, size=len(present))] = True
    acts &= present[:, None]
    often = rng.choice(np.arange(1.0, BEFORE), p=what.frequency, size=shape)
    never = np.where(rng.random(shape) < what.ever_before, float(BEFORE), 0.0)
    return np.where(acts, often, never)


def _store(
    variables: dict[str, Floats], numbers: tuple[int, ...], answers: Floats, asked: Bools, measured: Bools
) -> None:
    for column, number in enumerate(numbers):
        item = np.full(len(asked), np.nan, dtype=np.float32)
        item[measured] = NOT_APPLICABLE
        item[asked] = answers[:, column]
        variables[item_name(number)] = item
