"""The pipeline's analyses of a batch of trials on arrays: the same engines without tables and formulas.

For a binary outcome, and the rate ratio of counts, in two or several arms, of individuals or clusters, or
with nurses in one arm. What an engine does not give (separation, no convergence) is NaN here and left to the
pipeline, which knows what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from voorzorg.analyses.clusters import FEWEST_PER_ARM
from voorzorg.messages import RefusedError
from voorzorg.statistics.cluster_robust import few_clusters
from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.multilevel.answers.marginal import risk_table
from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.specify.formula import Rows
from voorzorg.statistics.regression.arm_effect import rate_ratio
from voorzorg.statistics.replicates.adjusted import standardised_many
from voorzorg.statistics.replicates.gee import gee_many
from voorzorg.statistics.replicates.results import Many
from voorzorg.statistics.results import wald
from voorzorg.statistics.two_arm.binary import two_by_two
from voorzorg.synthetic.population.draw import Trials
from voorzorg.synthetic.population.setting import Setting

Found = dict[str, dict[str, Many]]
_CONTRASTS = ("risk_difference", "risk_ratio", "odds_ratio")


@dataclass(frozen=True)
class Given:
    """A contrast of a batch: y (R, n, waves), arm (R, n) of 0 and 1, covariates W (R, n, k), and clusters of
    women (R, n) where errors respect them, which ``nurses`` of the treated arm are or else whole sites.
    """

    y: np.ndarray
    arm: np.ndarray
    W: np.ndarray
    cluster: np.ndarray | None
    nurses: bool
    baseline: bool
    at: int
    level: float


def given(
    trials: Trials, setting: Setting, covariates: tuple[str, ...], baseline: bool, at: int, level: float
) -> list[Given]:
    """A contrast per treated arm, in the order of arms."""
    W = np.empty((*trials.arm.shape, 0))
    if covariates:
        W = np.stack([trials.covariates[name] for name in covariates], axis=2)
    cluster = None
    if setting.design == "cluster":
        cluster = trials.site
    elif setting.design == "partially_nested":
        alone = trials.nurse.max() + 1 + np.arange(trials.nurse.shape[1])
        cluster = np.where(trials.nurse >= 0, trials.nurse, alone)
    nurses = setting.design == "partially_nested"
    found = []
    for treated in range(1, setting.arms if setting.design == "several_arms" else 2):
        here = (trials.arm == 0) | (trials.arm == treated)
        y = np.where(here[:, :, None], trials.y, np.nan)
        found.append(Given(y, (trials.arm == treated).astype(int), W, cluster, nurses, baseline, at, level))
    return found


def engines(one: Given, methods: tuple[str, ...]) -> Found:
    """By method and estimand, at the wave in place ``at``; ratios on the log scale."""
    found: Found = {}
    repeated = one.y.shape[2] > 1
    if "two_arm" in methods:
        found["two_arm"] = _tables(one)
    if "adjusted" in methods:
        there = np.concatenate([one.W, _start(one.y, one.at)], axis=2) if one.baseline else one.W
        found["adjusted"] = standardised_many(one.y[:, :, one.at], one.arm, there, one.level, one.cluster)
    if "gee" in methods and repeated:
        odds = gee_many(one.y, one.arm, one.baseline, one.at, one.level, one.cluster)
        found["gee"] = {"odds_ratio": odds}
    if {"marginal", "multilevel"} & set(methods) and repeated:
        found |= {name: values for name, values in _multilevel(one).items() if name in methods}
    return found


def of_counts(one: Given, methods: tuple[str, ...]) -> Found:
    """Rate ratios of counts, one replicate after another."""
    if "counts" not in methods:
        return {}
    raw = np.full((len(one.y), 5), np.nan)
    y = one.y[:, :, one.at]
    W = np.concatenate([one.W, _start(np.log1p(one.y), one.at)], axis=2) if one.baseline else one.W
    for r, values in enumerate(y):
        seen = np.isfinite(values)
        arm = one.arm[r, seen]
        cluster = None if one.cluster is None else one.cluster[r, seen]
        numbers = [len(np.unique(cluster[arm == side])) for side in (0, 1)] if cluster is not None else [9]
        if not values[seen].any() or not 0 < arm.sum() < len(arm) or min(numbers) < FEWEST_PER_ARM:
            continue
        X = np.column_stack([np.ones(len(arm)), arm, W[r, seen]])
        names = ["(intercept)", "treated", *(f"covariate {k}" for k in range(W.shape[2]))]
        try:
            found, _ = rate_ratio(values[seen], X, names, "treated", one.level, cluster)
        except (RefusedError, ValueError, ArithmeticError, np.linalg.LinAlgError):
            continue
        if not found.converged:
            continue
        with np.errstate(all="ignore"):
            low, high = np.log(found.ci_low), np.log(found.ci_high)
            raw[r] = np.log(found.estimate), found.std_error, low, high, found.p_value
    return {"counts": {"rate_ratio": Many(*raw.T)}}


def _tables(one: Given) -> dict[str, Many]:
    """The two-by-two tables at the wave."""
    y = one.y[:, :, one.at]
    seen = np.isfinite(y)
    raw = {name: np.full((len(y), 5), np.nan) for name in _CONTRASTS}
    for r in range(len(y)):
        arms = [y[r, seen[r] & (one.arm[r] == side)] for side in (1, 0)]
        counts = [int(value) for arm in arms for value in (arm.sum(), len(arm))]
        for name, values in _table(*counts, one.level).items():
            raw[name][r] = values
    return {name: Many(*values.T) for name, values in raw.items()}


@lru_cache(maxsize=100_000)
def _table(e1: int, n1: int, e0: int, n0: int, level: float) -> dict[str, tuple[float, ...]]:
    """One table's answers; nothing of an empty arm, and no ratio without events."""
    if not (n1 and n0):
        return {}
    table = two_by_two(e1, n1, e0, n0, level=level)
    found: dict[str, tuple[float, ...]] = {}
    for name in _CONTRASTS:
        of = getattr(table, name)
        change = np.log if name.endswith("ratio") else float
        if np.isfinite(of.estimate) and (change is float or of.estimate > 0):
            with np.errstate(divide="ignore"):
                low, high = float(change(of.ci_low)), float(change(of.ci_high))
            found[name] = (float(change(of.estimate)), of.std_error, low, high, of.p_value)
    return found


def _start(y: np.ndarray, at: int) -> np.ndarray:
    """The outcome before allocation as a covariate: the mean of those measured where it is missing."""
    first, here = y[:, :, 0], np.isfinite(y[:, :, at])
    known = np.isfinite(first) & here
    mean = np.where(known, first, 0.0).sum(1) / np.maximum(known.sum(1), 1)
    return np.where(np.isfinite(first), first, mean[:, None])[:, :, None]


def _multilevel(one: Given) -> Found:
    """Waves within women (within clusters), one replicate after another: conditional odds ratio, averaged
    risks.
    """
    R = len(one.y)
    shape = {"multilevel": ("odds_ratio",), "marginal": _CONTRASTS}
    raw = {(m, e): np.full((R, 5), np.nan) for m, estimands in shape.items() for e in estimands}
    for r in range(R):
        try:
            answers = _fit(one, r)
        except (MultilevelError, RefusedError, ValueError, ArithmeticError, np.linalg.LinAlgError):
            continue
        for key, values in answers.items():
            raw[key][r] = values
    return {m: {e: Many(*raw[m, e].T) for e in estimands} for m, estimands in shape.items()}


def _fit(one: Given, r: int) -> dict[tuple[str, str], list[float]]:
    y, arm, W = one.y[r], one.arm[r].astype(float), one.W[r]
    woman, wave = np.nonzero(np.isfinite(y))
    waves = y.shape[1]
    effects = np.arange(1 if one.baseline else 0, waves)
    means = W[woman].mean(0)
    X = np.column_stack(
        [
            (wave[:, None] == np.arange(waves)).astype(float),
            (wave[:, None] == effects) * arm[woman, None],
            W[woman] - means,
        ]
    )
    people = np.unique(woman)
    outer: dict[str, Any] = {}
    if one.cluster is not None:
        own = one.cluster[r][people]
        if min(len(np.unique(own[arm[people] == side])) for side in (0, 1)) < FEWEST_PER_ARM:
            return {}
        outer["outer_groups"] = one.cluster[r][woman]
        if one.nurses:
            outer["outer_slopes"] = arm[woman]
    result = MultilevelLogit(y[woman, wave], X, woman, **outer).fit(
        cov="observed" if one.cluster is None else "bias-reduced"
    )
    if not result.converged:
        return {}
    place = waves + int(np.flatnonzero(effects == one.at)[0])
    name = result.params.index[place]
    df = float(result.df.iloc[place]) if one.cluster is not None else np.inf
    if one.cluster is not None:
        number = len(np.unique(own))
        df = max(number - 2.0, 1.0) if np.isinf(df) else df
    test = wald(float(result.params[name]), float(result.bse[name]), df=df, level=one.level)
    p_value = test.p_value
    if one.cluster is not None and few_clusters(number, df):
        p_value = np.nan
    found = {
        ("multilevel", "odds_ratio"): [test.estimate, test.std_error, test.ci_low, test.ci_high, p_value]
    }
    design = np.zeros((len(people), X.shape[1]))
    design[:, one.at], design[:, waves + len(effects) :] = 1.0, W[people] - means
    cells = []
    for treated in (0.0, 1.0):
        there = design.copy()
        there[:, place] = treated
        reach = np.full((len(people), 1), treated if one.nurses else 1.0)
        V = reach if one.cluster is not None else np.ones((len(people), 0))
        cells.append((treated, one.at, Rows(there, np.ones((len(people), 1)), V, np.zeros(len(people)))))
    table = risk_table(result, cells, np.ones(len(people)), one.level).set_index("estimand")
    for estimand in _CONTRASTS:
        row = table.loc[estimand]
        numbers = row[["estimate", "std_error", "ci_low", "ci_high"]].to_numpy(float)
        if estimand != "risk_difference":
            numbers = np.r_[np.log(numbers[0]), numbers[1] / numbers[0], np.log(numbers[2:])]
        found["marginal", estimand] = [*numbers, p_value]
    return found
