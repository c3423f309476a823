"""A drawn trial as the pipeline's own study, analysed by the pipeline's own functions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.analyses.run import analyse
from voorzorg.analyses.study import Study as Tidy
from voorzorg.cohorts.manifest.design import Arm, Arms, Clustering
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.config import Config
from voorzorg.estimates.row import Row
from voorzorg.messages import RefusedError
from voorzorg.synthetic.population.draw import Trials
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import World
from voorzorg.text import Text


def outcome_of(config: Config, world: World, key: str) -> Outcome:
    """The outcome as configured, in the waves that the population has; extra levels are left out, and what it
    goes with in imputation.
    """
    outcome = config.outcomes_of(world.manifest)[key]
    waves = tuple(wave for wave in world.outcomes[key].waves if wave)
    return outcome.model_copy(update={"waves": waves, "levels": (), "zero_where": None})


def arm_names(world: World, setting: Setting) -> list[str]:
    """Arm keys, reference first."""
    more = range(2, setting.arms) if setting.design == "several_arms" else ()
    return [world.reference, world.treated, *(f"arm_{k}" for k in more)]


def tidy_of(world: World, config: Config, setting: Setting, outcome: Outcome, trials: Trials, r: int) -> Tidy:
    """Replicate ``r`` as tidy tables, with a manifest of the scenario's design."""
    n = trials.arm.shape[1]
    names = arm_names(world, setting)
    levels = {name: Arm(label=Text(nl=name, en=name), codes=(name,)) for name in names}
    several = setting.design == "several_arms"
    arms = Arms(reference=world.reference, levels=levels)
    nested = setting.design == "partially_nested"
    manifest = world.manifest.model_copy(
        update={
            "design": "multi_arm" if several else "two_arm",
            "arms": arms,
            "cluster_randomised": "site" if setting.design == "cluster" else None,
            "clustering": Clustering(
                site="site", nurse="nurse" if nested else None, nurse_arms=(world.treated,) if nested else ()
            ),
        }
    )
    ids = np.array([f"P{k:06d}" for k in range(n)])
    arm = np.array(names, dtype=object)[trials.arm[r]]
    nurse = pd.Series([f"V{k}" if k >= 0 else None for k in trials.nurse[r]], dtype="string")
    people = pd.DataFrame({"participant_id": ids, "arm": arm}).astype("string")
    people = people.assign(site=pd.Series(trials.site[r]).astype("string"), nurse=nurse)
    people = people.assign(**{name: values[r] for name, values in trials.covariates.items()})
    y = np.where(trials.exists[r], trials.y[r], np.nan)
    whole = outcome.type in ("binary", "count")

    def column(values: np.ndarray) -> pd.Series:
        known = pd.array(np.where(np.isfinite(values), values, 0.0), dtype="Float64")
        known[~np.isfinite(values)] = pd.NA
        return pd.Series(known.astype("Int64") if whole else known)

    if not outcome.waves:
        people[outcome.variable] = column(y[:, 0])
        if trials.event is not None:
            people[outcome.event] = column(trials.event[r]).astype("Int64")
        empty = pd.DataFrame({"participant_id": [], "arm": [], "wave": [], "informant": []}).astype("string")
        return Tidy(manifest, people, empty, config, "synthetic")
    parts = []
    for k, wave in enumerate(trials.waves):
        here = trials.seen[r, :, k]
        part = pd.DataFrame({"participant_id": ids[here], "arm": arm[here]}).astype("string")
        part = part.assign(wave=wave, informant=outcome.informant)
        part[outcome.variable] = column(y[here, k])
        if outcome.only_where:
            part[outcome.only_where] = trials.exists[r, here, k].astype(int)
        parts.append(part)
    waves = pd.concat(parts, ignore_index=True)
    return Tidy(manifest, people, waves, config, "synthetic")


def rows_of(analysis: str, tidy: Tidy, key: str, outcome: Outcome) -> list[Row]:
    """Rows of an analysis; none where the data cannot carry it."""
    try:
        return analyse(analysis, tidy, key, outcome)
    except (RefusedError, ValueError, ArithmeticError, np.linalg.LinAlgError):
        return []
