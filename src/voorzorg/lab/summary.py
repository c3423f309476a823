"""What the replications say: every method in every scenario, pairs of methods, the hierarchy."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.plan import Hierarchy
from voorzorg.lab.conditional import conditional_hazard, conditional_truth
from voorzorg.lab.methods import CONDITIONAL, METHODS
from voorzorg.lab.run import NUMBERS
from voorzorg.lab.study import Study
from voorzorg.statistics.multiplicity import benjamini_hochberg, graphical, hochberg, holm
from voorzorg.statistics.planning.performance import paired, performance, share
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.truth import HORIZON, Truth, truths

BY = ["scenario", "outcome", "wave", "method", "contrast", "estimand"]


def true_values(study: Study) -> pd.DataFrame:
    """The truth of every scenario: ``scenario, outcome, wave, estimand, truth, truth_error``."""
    rows = [
        (scenario.key, outcome, true.wave, true.estimand, true.value, true.error)
        for scenario in study.scenarios
        for outcome, waves in study.waves_by_outcome.items()
        for true in _truths(study, outcome, waves, scenario.setting)
    ]
    return pd.DataFrame(rows, columns=["scenario", "outcome", "wave", "estimand", "truth", "truth_error"])


def _truths(study: Study, outcome: str, waves: list[str], setting: Setting) -> list[Truth]:
    """Those of the waves; conditional odds and hazard ratios where a method estimates them."""
    configured = study.config.outcomes_of(study.world.manifest)[outcome]
    horizon = configured.horizon_weeks
    found = [one for one in truths(study.world, outcome, setting, horizon) if one.wave in waves]
    wanted = {"multilevel", "cox"} & set(study.file.methods)
    if not wanted:
        return found
    named = (
        configured.adjust
        if configured.adjust is not None
        else study.config.covariates_of(study.world.manifest)
    )
    known = tuple(name for name in named if name in study.world.covariates)
    more: list[Truth | None] = []
    if "multilevel" in wanted:
        more += [conditional_truth(study.world, outcome, setting, wave, known) for wave in waves]
    if "cox" in wanted:
        more.append(conditional_hazard(study.world, outcome, setting, known, horizon or HORIZON))
    return found + [one for one in more if one]


def summarise(study: Study, estimates: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """A row per scenario, outcome, method, contrast and estimand, with measures and their ``_error``.

    ``significant`` is power, or the type-I error where ``null`` is true. A conditional odds ratio has a true
    value of its own, in designs without clusters (elsewhere what needs one is missing), and so has a hazard
    ratio given covariates.
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
    tested = _tested(estimates[estimates["outcome"].isin([one.outcome for one in study.hypotheses])])
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
    contrasts = _primary(study, true[true["estimand"].isin(["risk_difference", "mean_difference"])])
    nil: dict[Any, bool] = (contrasts.set_index(["scenario", "outcome"])["truth"].abs() < 1e-9).to_dict()
    tested = _tested(_primary(study, estimates))
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


def families(study: Study, estimates: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """Families of outcomes as the pipeline makes them: all tests but the primary ones, by their family.

    A row per scenario, family (and ``all``: all of them) and ``procedure`` (none, holm, benjamini_hochberg):
    ``tests``, how often any true null hypothesis is rejected (``wrong``), which share of the rejections is of
    true ones on average (``false_share``), and how many of the false ones are found on average (``found``, of
    ``there``), each with its error. Empty unless the study has every outcome.
    """
    if not study.all:
        return pd.DataFrame()
    start = dict.fromkeys((one.outcome, study.wave_of(one)) for one in study.secondary)
    tested = _tested(estimates)
    tested = tested[[key in start for key in zip(tested["outcome"], tested["wave"], strict=True)]]
    tested = tested.drop_duplicates(["scenario", "replicate", "outcome", "wave"])
    values = true.set_index(["scenario", "outcome", "wave", "estimand"])["truth"].to_dict()
    rows = []
    for scenario in study.scenarios:
        wide = tested[tested["scenario"] == scenario.key].pivot_table(
            index="replicate", columns=["outcome", "wave", "estimand"], values="p_value", dropna=False
        )
        wide = wide.dropna(axis=1, how="all")
        family = np.array([study.config.outcomes[str(key[0])].family for key in wide.columns])
        nil = np.array(
            [abs(values.get((scenario.key, *key), 0.0)) < NIL.get(key[2], 1e-9) for key in wide.columns]
        )
        p = wide.to_numpy(float)
        rejected = {
            name: np.column_stack([_within(p[:, family == one], adjust) for one in dict.fromkeys(family)])
            < study.file.alpha
            for name, adjust in PROCEDURES.items()
        }
        # Columns are in the order of families now.
        order = np.concatenate([np.flatnonzero(family == one) for one in dict.fromkeys(family)])
        family, nil = family[order], nil[order]
        for one in [*dict.fromkeys(family), "all"]:
            here = np.ones(len(family), dtype=bool) if one == "all" else family == one
            for name, hits in rejected.items():
                rows.append((scenario.key, one, int(here.sum()), name, *_measured(hits[:, here], nil[here])))
    columns = ["scenario", "family", "tests", "procedure", "wrong", "wrong_error", "false_share",
               "false_share_error", "found", "found_error", "there", "replications"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


#: Truths that come from large samples are nil within their own error.
NIL = {"rate_ratio": 0.01, "hazard_ratio": 0.01, "rmst_difference": 0.05, "mean_difference": 0.01}
PROCEDURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "none": lambda p: p, "holm": holm, "benjamini_hochberg": benjamini_hochberg
}  # fmt: skip


def _within(p: np.ndarray, adjust: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """P-values (replicates, tests) adjusted among those there are, as 1 where there is none."""
    found = np.ones(p.shape)
    for row, into in zip(p, found, strict=True):
        there = np.isfinite(row)
        if there.any():
            into[there] = adjust(row[there])
    return found


def _measured(rejected: np.ndarray, nil: np.ndarray) -> tuple[float, ...]:
    wrong = share(np.asarray(rejected[:, nil].any(axis=1))) if nil.any() else (np.nan, np.nan)
    number = rejected.sum(1)
    false = np.where(number > 0, rejected[:, nil].sum(1) / np.maximum(number, 1), 0.0)
    good = rejected[:, ~nil].sum(1).astype(float)
    root = np.sqrt(len(rejected))
    return (
        *wrong, float(false.mean()), float(false.std(ddof=1) / root), float(good.mean()),
        float(good.std(ddof=1) / root), int((~nil).sum()), len(rejected),
    )  # fmt: skip


def _primary(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the primary hypotheses."""
    keys = {(one.outcome, study.wave_of(one)) for one in study.hypotheses}
    return table[[key in keys for key in zip(table["outcome"], table["wave"], strict=True)]]


def _adjusted(plan: Hierarchy, p_values: np.ndarray) -> np.ndarray:
    return hochberg(p_values) if plan.procedure == "hochberg" else graphical(p_values, *plan.graph)


def _tested(estimates: pd.DataFrame) -> pd.DataFrame:
    """The rows whose test counts: of every method and outcome those of the first estimand."""
    first: dict[Any, str] = {}
    for name, held in estimates.groupby(["method", "outcome"], sort=False)["estimand"].unique().items():
        method = METHODS[str(name[0])]  # type: ignore[index]
        first[name] = next(one for one in method.estimands if one in set(held))
    keys = zip(estimates["method"], estimates["outcome"], strict=True)
    return estimates[estimates["estimand"].to_numpy() == [first[key] for key in keys]]
