"""Power of every scenario in closed form, where there is one; sizes and detectable effects that follow."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
import pandas as pd

from voorzorg.lab.methods import BY_DESIGN
from voorzorg.lab.study import Scenario, Study
from voorzorg.statistics.planning.inflation import Inflation, cluster_randomised, partially_nested
from voorzorg.statistics.planning.search import Counts, assurance, detectable, reestimated, sample_size
from voorzorg.statistics.planning.stepped_wedge import schedule, stepped_wedge
from voorzorg.statistics.planning.two_groups import (
    against_benchmark,
    log_rank,
    mean_counts,
    score_test,
    two_means,
)
from voorzorg.synthetic.population.draw import seen_share
from voorzorg.synthetic.population.levels import Levels, levels_of
from voorzorg.synthetic.population.outcomes import observed_icc


class Power(Protocol):
    """Power by families, the treated arm's level and the reference arm's (None: the scenario's)."""

    def __call__(self, n: int, other: float | None, base: float | None = None) -> float: ...


def closed_forms(study: Study) -> pd.DataFrame:
    """Per scenario and outcome: ``power``, ``families`` for the wanted power, and the ``detectable`` risk or
    mean of the treated arm; with published counts the ``assurance``, and with an interim
    count the families estimated ``again``; missing where no closed form fits.
    """
    rows = []
    for scenario in study.scenarios:
        for one in study.hypotheses:
            power, risk = _power_of(study, scenario, one.outcome, study.wave_of(one))
            families = scenario.setting.families
            enough = found = None
            if power is not None:
                enough, found = _answers(power, families, risk, study.file.wanted)
            value = power(families, None) if power else math.nan
            sure = _assurance(study, power, families, one.outcome) if power else math.nan
            again = _again(study, scenario, power, one.outcome, study.wave_of(one))
            rows.append((scenario.key, one.outcome, value, enough, found, sure, again))
    columns = ["scenario", "outcome", "power", "families", "detectable", "assurance", "again"]
    return pd.DataFrame(rows, columns=columns)


def _assurance(study: Study, power: Power, families: int, outcome: str) -> float:
    """Expected power over what the published counts of a binary outcome leave open."""
    what, counts = study.world.outcomes[outcome], study.file.counts
    if counts is None or not what.binary or what.composite:
        return math.nan
    better = "higher" if what.lower_is_up else "lower"
    table = Counts(counts.events_reference, counts.n_reference, counts.events_treated, counts.n_treated)
    return assurance(lambda low, high: power(families, high, low), table, better).expected


def _again(study: Study, scenario: Scenario, power: Power | None, outcome: str, wave: str) -> int | None:
    """Families by the overall risk halfway, the plan's risk ratio held (blinded re-estimation)."""
    what, interim = study.world.outcomes[outcome], study.file.interim
    if interim is None or power is None or not what.binary or scenario.setting.design in BY_DESIGN:
        return None
    levels, k = levels_of(study.world, what, scenario.setting), what.waves.index(wave)
    ratio = float(levels.treated[k] / levels.reference[k])
    return reestimated(
        interim.events, interim.n, ratio, lambda n, low, high: power(n, high, low), study.file.wanted
    )


def _answers(power: Power, families: int, none: float, wanted: float) -> tuple[int | None, float | None]:
    """Families for the wanted power, and the effect that these families detect with it."""
    enough = sample_size(lambda n: power(n, None), wanted, 8)
    return enough, detectable(lambda effect: power(families, effect), wanted, none, none * 0.01)


def _power_of(study: Study, scenario: Scenario, outcome: str, wave: str) -> tuple[Power | None, float]:
    """Power by the number of families and the treated arm's risk (None: the scenario's), and the reference
    risk, from where a detectable effect is looked for.
    """
    world, setting, alpha = study.world, scenario.setting, study.file.alpha
    what = world.outcomes[outcome]
    levels = levels_of(world, what, setting)
    k = what.waves.index(wave)
    seen = seen_share(world, what, setting)[k]
    reference, treated = float(levels.reference[k]), float(levels.treated[k])
    exists = what.exists.get(wave, 1.0)
    if what.composite:
        reference, treated, exists = reference * exists, treated * exists, 1.0
    if what.duration or (what.risks and not min(reference, treated) > 0):
        return None, reference
    if setting.stopping or setting.missing == "mnar" or setting.design in ("several_arms", "single_case"):
        return None, reference
    if what.kind == "count":
        return _of_counts(levels, k, seen, setting.design, alpha)
    if what.first_event and setting.design not in ("two_arm", "partially_nested", "cluster"):
        return None, reference
    if not what.risks:
        if setting.design not in ("two_arm", "partially_nested"):
            return None, reference
        effect = (treated - reference) / float(levels.sd[k])
        nurses = Inflation()
        if setting.design == "partially_nested":
            nurses = partially_nested(setting.families_per_nurse * seen[1], levels.nurse)

        def means(n: int, other: float | None, base: float | None = None) -> float:
            start = reference if base is None else base
            size = effect if other is None else (other - start) / float(levels.sd[k])
            return two_means(size, n / 2 * seen[0], n / 2 * seen[1], alpha, nurses)

        return means, reference

    def power(n: int, other: float | None, base: float | None = None) -> float:
        p0 = reference if base is None else base
        p1 = treated if other is None else other
        n0, n1 = n / 2 * exists * seen[0], n / 2 * exists * seen[1]
        if setting.design == "one_arm":
            return against_benchmark(
                p1, float(setting.benchmark or math.nan), round(n * exists * seen[1]), alpha
            )
        if setting.design == "stepped_wedge":
            plan, middle = schedule(setting.sites, setting.steps), (p0 + p1) / 2
            spread, icc = middle * (1 - middle), observed_icc(levels.site, middle)
            size = n * exists * float(seen.mean()) / plan.size
            return stepped_wedge(p1 - p0, plan, size, spread * icc, spread * (1 - icc), alpha)
        inflation = Inflation()
        if setting.design == "cluster":
            inflation = cluster_randomised(
                (n0 + n1) / setting.sites, observed_icc(levels.site, p0), world.spec.sites.size_spread
            )
        elif setting.design == "partially_nested":
            size = setting.families_per_nurse * exists * float(seen[1])
            inflation = partially_nested(size, observed_icc(levels.nurse, p1))
        test = log_rank if what.first_event else score_test
        return test(p0, p1, n0, n1, alpha, inflation)

    start = float(setting.benchmark) if setting.design == "one_arm" and setting.benchmark else reference
    return power, float(np.clip(start, 1e-6, 1 - 1e-6))


def _of_counts(
    levels: Levels, k: int, seen: np.ndarray, design: str, alpha: float
) -> tuple[Power | None, float]:
    """Power by the means of amounts of everyone, zero without the behaviour; their dispersion is held."""
    means, dispersions = [], []
    for arm in (0, 1):
        share, (amount, sd, _) = levels.risk(k, arm), levels.amount(k, arm)
        mean = share * amount
        dispersions.append((share * (amount**2 + sd**2) - mean**2 - mean) / mean**2)
        means.append(mean)
    if design != "two_arm":
        return None, means[0]
    over = (max(dispersions[0], 0.0), max(dispersions[1], 0.0))

    def power(n: int, other: float | None, base: float | None = None) -> float:
        m0, m1 = means[0] if base is None else base, means[1] if other is None else other
        return mean_counts(m0, m1, n / 2 * seen[0], n / 2 * seen[1], over, alpha)

    return power, means[0]
