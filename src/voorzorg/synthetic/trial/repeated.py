"""Binary outcomes per wave, the amounts that go with them, and breastfeeding."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

from voorzorg.synthetic.figures import Figures, closest_count, interpolate
from voorzorg.synthetic.latent import Floats, highest, middle_ranks, tune
from voorzorg.synthetic.trial.births_and_dropout import Course
from voorzorg.synthetic.trial.specification import (
    Amounts,
    Breastfeeding,
    Repeated,
    SpecificationError,
    WaveValues,
)
from voorzorg.synthetic.trial.women import Women

Values = dict[str, dict[str, Floats]]  # wave -> variable -> a value per woman


def percent_of_wave(
    given: WaveValues, figures: Figures, weeks: dict[str, float], wave: str, arm: str
) -> float:
    """The percentage wanted in a wave and arm: as given, or on the line between the given waves."""
    points = {key: figures.value(arms[arm]) for key, arms in given.items()}
    return points[wave] if wave in points else interpolate(points, weeks, wave)


def add_repeated(
    name: str,
    what: Repeated,
    values: Values,
    women: Women,
    course: Course,
    figures: Figures,
    weeks: dict[str, float],
) -> None:
    """Add a binary variable to the waves in which it is asked."""
    for wave in what.waves or tuple(values):
        answered = course.measured[wave].copy()
        eligible = answered.copy()
        for other, wanted in what.among.items():
            answered &= ~np.isnan(values[wave][other])
            eligible &= values[wave][other] == wanted
        if what.nonresponse:
            answered &= women.streams("nonresponse", name, wave).random(women.n) >= what.nonresponse
            eligible &= answered
        propensity = women.propensities.draw(what.domain, name, wave, what.shares)
        value = np.full(women.n, np.nan)
        value[eligible] = 0.0
        if what.otherwise is not None:
            value[answered & ~eligible] = what.otherwise
        for arm, members in women.arms.items():
            if what.counts:
                count = women.count(what.counts[wave][arm], arm)
            else:
                base = answered if what.percent_of == "all" else eligible
                percent = percent_of_wave(what.percent, figures, weeks, wave, arm)
                count = closest_count(percent, int((members & base).sum()))
            value[highest(propensity, eligible & members, count)] = 1.0
        values[wave][name] = value


def add_amounts(name: str, what: Amounts, values: Values, women: Women, figures: Figures) -> None:
    """Add a count that is zero without the behaviour, with the wanted mean (and spread) per arm and wave."""
    for wave, amount in what.waves.items():
        does = values[wave][what.of]
        value = np.where(np.isnan(does), np.nan, 0.0)
        propensity = women.propensities.draw("smoking", "amount", wave)
        chosen = amount.overall or amount.among
        if chosen is None:
            raise SpecificationError(f"{name}: wave {wave} needs 'overall' or 'among'")
        for arm, members in women.arms.items():
            users = members & (does == 1)
            if not users.any():
                continue
            mean = figures.value(chosen.mean[arm])
            sd = figures.value(chosen.sd[arm]) if chosen.sd else mean
            if amount.overall:
                share = users.sum() / (members & ~np.isnan(does)).sum()
                square = sd**2 + mean**2
                mean = mean / share
                sd = float(np.sqrt(max(square / share - mean**2, 0.25))) if chosen.sd else mean
            limit = np.full(int(users.sum()), float(what.highest))
            if what.at_most:
                limit = np.minimum(limit, values[wave][what.at_most][users])
            ranks = middle_ranks(propensity[users])
            gamma = special.gammaincinv((mean / sd) ** 2, ranks) * sd**2 / mean

            def scaled(factor: float, gamma: Floats = gamma, limit: Floats = limit) -> Floats:
                return np.clip(np.round(factor * gamma), 1, limit)

            value[users] = tune(scaled, mean, 0.1, 10.0)
        values[wave][name] = value


def add_breastfeeding(
    what: Breastfeeding,
    values: Values,
    women: Women,
    course: Course,
    figures: Figures,
    weeks: dict[str, float],
) -> pd.DataFrame:
    """Add breastfeeding to its waves; return weeks until weaning, and whether weaning was seen, per woman.

    One propensity per woman orders all durations, so the waves and the duration tell the same story. A woman
    who still breastfed at her last interview is censored there; one who never did has zero weeks.
    """
    longer = -women.propensities.draw(what.domain, "breastfeeding")
    duration = np.zeros(women.n)
    for members in women.arms.values():
        arm = next(key for key, m in women.arms.items() if m is members)
        anchors = [(0.0, 100 - figures.value(what.started[arm]))]
        for wave, percent in what.waves.items():
            value = np.full(women.n, np.nan)
            value[course.measured[wave] & members] = 0.0
            asked = course.measured[wave] & members
            yes = highest(longer, asked, closest_count(figures.value(percent[arm]), int(asked.sum())))
            value[yes] = 1.0
            known = values[wave].setdefault("breastfeeding", np.full(women.n, np.nan))
            known[members] = value[members]
            anchors.append((weeks[wave], 100 - figures.value(percent[arm])))
        anchors.append((what.longest_weeks, 100.0))
        at = 100 * middle_ranks(longer[members])
        duration[members] = np.where(
            at < anchors[0][1],
            0.0,
            np.maximum(np.interp(at, [p for _, p in anchors], [w for w, _ in anchors]), 0.3),
        )
    waves = list(what.waves)
    for wave in waves:
        answer, moment = values[wave]["breastfeeding"], course.weeks[wave]
        duration = np.where(answer == 1, np.maximum(duration, moment + 0.1), duration)
        duration = np.where(answer == 0, np.minimum(duration, np.maximum(moment - 0.1, 0.0)), duration)
    last = course.last_interview(waves)
    weaned = np.where(np.isnan(last), np.nan, (duration <= last).astype(float))
    seen = np.where(np.isnan(last), np.nan, np.minimum(duration, last))
    return pd.DataFrame({"breastfeeding_weeks": np.round(seen, 1), "weaned": weaned})
