"""What the replications say: every method in every scenario, pairs of methods, the hierarchy."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.plan import Hierarchy
from voorzorg.lab.conditional import conditional_truth
from voorzorg.lab.methods import CONDITIONAL, METHODS
from voorzorg.lab.run import NUMBERS
from voorzorg.lab.study import Study
from voorzorg.statistics.multiplicity import graphical, hochberg
from voorzorg.statistics.planning.performance import paired, performance, share
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.truth import Truth, truths

BY = ["scenario", "outcome", "wave", "method", "contrast", "estimand"]


def true_values(study: Study) -> pd.DataFrame:
    """The truth of every scenario: ``scenario, outcome, wave, estimand, truth, truth_error``."""
    rows = [
        (scenario.key, one.outcome, true.wave, true.estimand, true.value, true.error)
        for scenario in study.scenarios
        for one in study.hypotheses
        for true in _truths(study, one.outcome, study.wave_of(one), scenario.setting)
    ]
    return pd.DataFrame(rows, columns=["scenario", "outcome", "wave", "estimand", "truth", "truth_error"])


def _truths(study: Study, outcome: str, wave: str, setting: Setting) -> list[Truth]:
    """Those of the wave; the conditional odds ratio where a method estimates it."""
    found = [one for one in truths(study.world, outcome, setting) if one.wave == wave]
    if not set(CONDITIONAL) & set(study.file.methods):
        return found
    configured = study.config.outcomes_of(study.world.manifest)[outcome]
    named = (
        configured.adjust
        if configured.adjust is not None
        else study.config.covariates_of(study.world.manifest)
    )
    known = tuple(name for name in named if name in study.world.covariates)
    one = conditional_truth(study.world, outcome, setting, wave, known)
    return found + ([one] if one else [])


def summarise(study: Study, estimates: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """A row per scenario, outcome, method, contrast and estimand, with measures and their ``_error``.

    ``significant`` is power, or the type-I error where ``null`` is true. A conditional odds ratio has a true
    value of its own, in designs without clusters; elsewhere what needs one is missing.
    """
    known: dict[Any, float] = true.set_index(["scenario", "outcome", "wave", "estimand"])["truth"].to_dict()
    settings = {scenario.key: scenario for scenario in study.scenarios}
    rows = []
    for key, group in estimates.groupby(BY, sort=False):
        scenario, outcome, wave, method, _, estimand = map(str, key)
        setting = settings[scenario].setting
        truth = known.get((scenario, outcome, wave, estimand), np.nan)
        if method in CONDITIONAL and abs(truth) > 1e-9:
            truth = known.get((scenario, outcome, wave, f"conditional_{estimand}"), np.nan)
        if method == "benchmark":
            truth = known[(scenario, outcome, wave, "risk_treated")]
            truth -= float(setting.benchmark or np.nan)
        nil = bool(abs(truth) < 1e-9)
        x, se, low, high, p = (group[name].to_numpy(float) for name in NUMBERS)
        found = performance(x, se, low, high, p, truth, alpha=study.file.alpha)
        row: dict[str, Any] = dict(zip(BY, map(str, key), strict=True)) | {
            "truth": truth, "null": nil, "replications": found.replications, "failures": found.failures
        }  # fmt: skip
        for name in (
            "bias", "empirical_se", "model_se", "relative_se", "mse", "coverage", "centred_coverage",
            "significant", "type_s", "type_m",
        ):  # fmt: skip
            row[name], row[f"{name}_error"] = getattr(found, name)
        rows.append(row | settings[scenario].varied)
    return pd.DataFrame(rows)


def pairs(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """How much more often one method rejects than another on the same data, with the error of pairs."""
    tested = estimates[estimates["estimand"] == estimates["method"].map(_tested(estimates))]
    wide = tested.pivot_table(
        index=["scenario", "outcome", "contrast", "replicate"],
        columns="method",
        values="p_value",
        dropna=False,
    )
    rows = []
    for key, group in wide.groupby(level=["scenario", "outcome", "contrast"], sort=False):
        there = group.notna().any()
        names = [m for m in study.file.methods if m in there.index and there[m]]
        for first, second in itertools.combinations(names, 2):
            both = group[[first, second]].dropna().to_numpy() < study.file.alpha
            value, error = paired(both[:, 0], both[:, 1])
            rows.append((*map(str, key), first, second, value, error))
    columns = ["scenario", "outcome", "contrast", "first", "second", "difference", "difference_error"]
    return pd.DataFrame(rows, columns=columns)


def hierarchy(study: Study, estimates: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """Rejections of the plan's procedure: by hypothesis, of any, and of any true null (familywise error).

    Empty where the study has one outcome.
    """
    if study.hierarchy is None:
        return pd.DataFrame()
    names = [one.outcome for one in study.hierarchy.hypotheses]
    contrasts = true[true["estimand"].isin(["risk_difference", "mean_difference"])]
    nil: dict[Any, bool] = (contrasts.set_index(["scenario", "outcome"])["truth"].abs() < 1e-9).to_dict()
    tested = estimates[estimates["estimand"] == estimates["method"].map(_tested(estimates))]
    rows = []
    for (scenario, method), group in tested.groupby(["scenario", "method"], sort=False):
        wide = group.pivot_table(index="replicate", columns="outcome", values="p_value", dropna=False)
        p = wide.reindex(columns=names).to_numpy(float)
        adjusted = np.array([_adjusted(study.hierarchy, one) for one in list(p)])
        rejected = np.nan_to_num(adjusted, nan=1.0) < study.file.alpha
        true_nulls = np.array([nil[scenario, name] for name in names])
        measures = {name: share(rejected[:, k]) for k, name in enumerate(names)}
        measures["any"] = share(rejected.any(axis=1))
        if true_nulls.any():
            measures["familywise error"] = share(rejected[:, true_nulls].any(axis=1))
        rows += [(scenario, method, name, *one, len(p)) for name, one in measures.items()]
    return pd.DataFrame(
        rows, columns=["scenario", "method", "rejected", "rate", "rate_error", "replications"]
    )


def _adjusted(plan: Hierarchy, p_values: np.ndarray) -> np.ndarray:
    return hochberg(p_values) if plan.procedure == "hochberg" else graphical(p_values, *plan.graph)


def _tested(estimates: pd.DataFrame) -> dict[str, str]:
    """The estimand of every method whose test counts; they share one."""
    there = estimates.groupby("method", sort=False)["estimand"].unique()
    return {
        str(name): next(one for one in METHODS[str(name)].estimands if one in set(held))
        for name, held in there.items()
    }
