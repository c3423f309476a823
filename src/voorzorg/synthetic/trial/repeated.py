"""Binary outcomes per wave, the amounts that go with them, and breastfeeding."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.synthetic import law
from voorzorg.synthetic.calibration import EVERYONE, Among, Floats
from voorzorg.synthetic.figures import Figures
from voorzorg.synthetic.trial.births_and_dropout import Course
from voorzorg.synthetic.trial.specification import (
    Amounts,
    Breastfeeding,
    Repeated,
    SpecificationError,
    TrialSpecification,
    WaveValues,
)
from voorzorg.synthetic.trial.women import Women

Values = dict[str, dict[str, Floats]]  # wave -> variable -> a value per woman
#: The domain that amounts belong to.
AMOUNT = "smoking"


def percent_wanted(
    given: WaveValues, figures: Figures, weeks: dict[str, float], wave: str, arm: str, women: Women
) -> float:
    """The percentage wanted in a wave and arm; in a sample both arms are one population before allocation."""
    if women.calibration.exact or wave != women.first_wave:
        return law.percent_of_wave(given, figures, weeks, wave, arm)
    return float(np.mean([law.percent_of_wave(given, figures, weeks, wave, one) for one in women.arms]))


def add_repeated(
    name: str,
    spec: TrialSpecification,
    values: Values,
    women: Women,
    course: Course,
    figures: Figures,
    weeks: dict[str, float],
) -> None:
    """Add a binary variable to the waves in which it is asked."""
    what = spec.repeated[name]
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
            can = eligible & members
            if what.counts and women.calibration.exact:
                chosen = women.some(propensity, what.counts[wave][arm], arm, can)
            elif what.counts:
                chosen = women.calibration.having(propensity, can, 100 * law.partners(spec, wave), can)
            else:
                percent = percent_wanted(what.percent, figures, weeks, wave, arm, women)
                base = members & answered if what.percent_of == "all" else can
                among = _among(spec, what, figures, weeks, wave, arm, women)
                chosen = women.calibration.having(propensity, can, percent, base, among)
            value[chosen] = 1.0
        values[wave][name] = value


def _among(
    spec: TrialSpecification,
    what: Repeated,
    figures: Figures,
    weeks: dict[str, float],
    wave: str,
    arm: str,
    women: Women,
) -> Among:
    """Who can have it: women with another behaviour in the wave."""
    for other in what.among:
        given = spec.repeated[other]
        share = percent_wanted(given.percent, figures, weeks, wave, arm, women) / 100
        return Among(share, law.together(spec, (what.domain, what.shares), (given.domain, given.shares)))
    return EVERYONE


def add_amounts(
    name: str,
    what: Amounts,
    spec: TrialSpecification,
    values: Values,
    women: Women,
    figures: Figures,
    weeks: dict[str, float],
) -> None:
    """Add a count that is zero without the behaviour, with the wanted mean (and spread) per arm and wave."""
    behaviour = spec.repeated[what.of]
    correlation = law.together(spec, (AMOUNT, None), (behaviour.domain, behaviour.shares))
    for wave, amount in what.waves.items():
        does = values[wave][what.of]
        value = np.where(np.isnan(does), np.nan, 0.0)
        propensity = women.propensities.draw(AMOUNT, "amount", wave)
        chosen = amount.overall or amount.among
        if chosen is None:
            raise SpecificationError(f"{name}: wave {wave} needs 'overall' or 'among'")
        for arm, members in women.arms.items():
            users = members & (does == 1)
            if not users.any():
                continue
            share = users.sum() / (members & ~np.isnan(does)).sum()
            if not women.calibration.exact:
                share = percent_wanted(behaviour.percent, figures, weeks, wave, arm, women) / 100
            mean, sd = law.amount_of_users(chosen, amount.overall is not None, arm, share, figures)
            limit = np.full(int(users.sum()), float(what.highest))
            if what.at_most:
                limit = np.minimum(limit, values[wave][what.at_most][users])
            most: Floats | float = limit if women.calibration.exact else float(what.highest)

            def scaled(
                factor: float, ranks: Floats, mean: float = mean, sd: float = sd, most: Floats | float = most
            ) -> Floats:
                return law.whole_amount(law.amount_quantile(ranks, mean, sd), factor, most)

            ranks = women.calibration.ranks(propensity[users], Among(float(share), correlation))
            value[users] = np.minimum(women.calibration.tuned(scaled, ranks, mean, 0.1, 10.0), limit)
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
            yes = women.calibration.having(longer, asked, figures.value(percent[arm]), asked)
            value[yes] = 1.0
            known = values[wave].setdefault("breastfeeding", np.full(women.n, np.nan))
            known[members] = value[members]
            anchors.append((weeks[wave], 100 - figures.value(percent[arm])))
        anchors.append((what.longest_weeks, 100.0))
        duration[members] = law.duration(100 * women.calibration.ranks(longer[members]), anchors)
    waves = list(what.waves)
    for wave in waves:
        answer, moment = values[wave]["breastfeeding"], course.weeks[wave]
        duration = np.where(answer == 1, np.maximum(duration, moment + 0.1), duration)
        duration = np.where(answer == 0, np.minimum(duration, np.maximum(moment - 0.1, 0.0)), duration)
    last = course.last_interview(waves)
    weaned = np.where(np.isnan(last), np.nan, (duration <= last).astype(float))
    seen = np.where(np.isnan(last), np.nan, np.minimum(duration, last))
    return pd.DataFrame({"breastfeeding_weeks": np.round(seen, 1), "weaned": weaned})
