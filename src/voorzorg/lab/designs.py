"""Analyses of designs that the pipeline has none of: one arm against a benchmark, the stepped wedge, single
cases.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.stats import binomtest

from voorzorg.statistics.repeated.gee import fit_gee_logistic
from voorzorg.statistics.small.case_combination import combine_exact
from voorzorg.statistics.small.case_phases import Improvement
from voorzorg.statistics.small.single_case import CaseEffect, nap
from voorzorg.synthetic.population.draw import Trials
from voorzorg.synthetic.population.setting import Setting


def benchmark(trials: Trials, r: int, k: int, setting: Setting, alpha: float) -> dict[str, Any]:
    """The risk of everyone seen at wave ``k`` less the benchmark; exact test and Clopper-Pearson interval."""
    y = trials.y[r, :, k]
    y = y[np.isfinite(y)]
    held = float(setting.benchmark or math.nan)
    if not len(y):
        return {}
    test = binomtest(int(y.sum()), len(y), held)
    risk, limits = float(y.mean()), test.proportion_ci(1 - alpha, "exact")
    # The test is two one-sided ones, so that it agrees with the interval.
    p_value = min(
        1.0, 2 * min(binomtest(int(y.sum()), len(y), held, side).pvalue for side in ("less", "greater"))
    )
    return {
        "estimate": risk - held,
        "std_error": math.sqrt(risk * (1 - risk) / len(y)),
        "ci_low": limits.low - held,
        "ci_high": limits.high - held,
        "p_value": p_value,
    }


def wedge(trials: Trials, r: int, k: int, _setting: Setting, alpha: float) -> dict[str, Any]:
    """The marginal odds ratio with a level per period: GEE over sites, Kauermann and Carroll's error and
    Satterthwaite's degrees of freedom.
    """
    y = trials.y[r, :, k]
    seen = np.isfinite(y)
    period = trials.period[r][seen]
    levels = (period[:, None] == np.unique(period)[None, :]).astype(float)
    X = np.column_stack([levels, trials.treated[r][seen].astype(float)])
    names = [f"period {j}" for j in range(levels.shape[1])] + ["treated"]
    try:
        fit = fit_gee_logistic(
            y[seen], X, trials.site[r][seen], names, small_sample="kauermann-carroll",
            reference="satterthwaite", ci_level=1 - alpha,
        )  # fmt: skip
    except (ValueError, np.linalg.LinAlgError):
        return {}
    if not fit.converged:
        return {}
    columns = ("params", "std_error", "ci_low", "ci_high", "p_value")
    keys = ("estimate", "std_error", "ci_low", "ci_high", "p_value")
    found = {key: float(getattr(fit, column)[-1]) for key, column in zip(keys, columns, strict=True)}
    # On the scale of the ratio, as the pipeline's rows are.
    return found | {name: math.exp(found[name]) for name in ("estimate", "ci_low", "ci_high")}


def cases(trials: Trials, r: int, _k: int, _setting: Setting, alpha: float) -> dict[str, Any]:
    """Every family before and after allocation: non-overlap of pairs (NAP) over families, less a half, and
    its exact permutation test.

    Families without an answer before, or any after, are left out.
    """
    y = trials.y[r]
    found = []
    for one in y[np.isfinite(y[:, 0])]:
        later = one[1:][np.isfinite(one[1:])]
        if len(later):
            found.append(_case(float(one[0]), tuple(np.sort(later).tolist()), trials.better))
    if not found:
        return {}
    test = combine_exact(found, alpha=alpha)
    return {"estimate": test.estimate - 0.5, "p_value": test.p_value}


@lru_cache(maxsize=10_000)
def _case(before: float, after: tuple[float, ...], better: Improvement) -> CaseEffect:
    return nap([before], after, better)
