"""What the replications say: every method in every scenario, pairs of methods, the hierarchy."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.plan import Hierarchy
from voorzorg.lab.methods import CONDITIONAL, METHODS
from voorzorg.lab.run import NUMBERS
from voorzorg.lab.study import Study
from voorzorg.statistics.multiplicity import graphical, hochberg
from voorzorg.statistics.planning.performance import paired, performance, share
from voorzorg.synthetic.population.truth import truths

BY = ["scenario", "outcome", "wave", "method", "contrast", "estimand"]


def true_values(study: Study) -> pd.DataFrame:
    """The truth of every scenario: ``scenario, outcome, wave, estimand, truth, truth_error``."""
    rows = [
        (scenario.key, one.outcome, true.wave, true.estimand, true.value, true.error)
        for scenario in study.scenarios
        for one in study.hypotheses
        for true in truths(study.world, one.outcome, scenario.setting)
        if true.wave == study.wave_of(one)
    ]
    return pd.DataFrame(rows, columns=["scenario", "outcome", "wave", "estimand", "truth", "truth_error"])


def summarise(study: Study, estimates: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """A row per scenario, outcome, method, contrast and estimand, with measures and their ``_error``.

    ``significant`` is power, or the type-I error where ``null`` is true. A conditional odds ratio has no true
    value here unless there is no effect; what needs one is missing.
    """
    known: dict[Any, float] = true.set_index(["scenario", "outcome", "wave", "estimand"])["truth"].to_dict()
    settings = {scenario.key: scenario for scenario in study.scenarios}
    rows = []
    for key, group in estimates.groupby(BY, sort=False):
        scenario, outcome, wave, method, _, estimand = map(str, key)
        at = (scenario, outcome, wave, estimand)
        truth = known.get(at, np.nan)
        setting = settings[scenario].setting
        if method == "benchmark":
            truth = known[(scenario, outcome, wave, "risk_treated")]
            truth -= float(setting.benchmark or np.nan)
        nil = bool(abs(truth) < 1e-9)
        x, se, low, high, p = (group[name].to_numpy(float) for name in NUMBERS)
        found = performance(x, se, low, high, p, truth, alpha=study.file.alpha)
        row: dict[str, Any] = dict(zip(BY, map(str, key), strict=True)) | {
            "truth": truth, "null": nil, "replications": found.replications, "failures": found.failures
        }  # fmt: skip
        needs_truth = {"bias", "mse", "coverage", "type_s", "type_m"}
        for name in (
            "bias", "empirical_se", "model_se", "relative_se", "mse", "coverage", "centred_coverage",
            "significant", "type_s", "type_m",
        ):  # fmt: skip
            value, error = getattr(found, name)
            unknown = method in CONDITIONAL and not nil and name in needs_truth
            row[name], row[f"{name}_error"] = (np.nan, np.nan) if unknown else (value, error)
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
        for first, second in itertools.combinations([m for m in study.file.methods if m in group], 2):
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
