"""How the imputation went: the chains' course, whether they settled, and what chance still does."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.missing.outcome import DRAWN, IMPUTED, Compared
from voorzorg.analyses.rows import Row
from voorzorg.analyses.study import numbers
from voorzorg.estimates.category import Iteration
from voorzorg.messages import message
from voorzorg.statistics.missing.convergence import potential_scale_reduction
from voorzorg.statistics.missing.rubin import pool_scalar

#: Where most of the data sets lie.
_MOST = (0.05, 0.95)


def chain_rows(compared: Compared, wave: str) -> list[Row]:
    """Per arm what was measured; what was imputed in every iteration, as its mean in the middle data set and
    in most; and R-hat.

    Of a composite for everyone the answers of those who have the outcome are told.
    """
    name, imputed, study = compared.name(wave), compared.imputed, compared.study
    own = imputed.passive[name][0][0] if compared.outcome.where_not is not None else name
    column = imputed.columns.get(own)
    if column is None:
        return []
    make = compared.make.of("chains", clustered=True)
    _, arms = pd.factorize(imputed.data["arm"])
    unsettled = {one.arm for one in imputed.unsettled if one.column == own}
    rows = []
    for arm, trace, cells in zip(arms, column.arm_traces, column.cells, strict=True):
        side = "reference" if arm == study.arms[0] else "treated"
        shared: dict[str, Any] = {
            "wave": wave,
            "arm": str(arm),
            f"n_{side}": int(cells),
            "missing_handling": IMPUTED,
            "seed": study.config.seed,
            "converged": list(arms).index(arm) not in unsettled,
        }
        if not cells:
            continue
        seen = numbers(imputed.data.loc[imputed.data["arm"] == arm, own])
        seen = seen[~np.isnan(seen)]
        if len(seen):
            measured = shared | {f"n_{side}": len(seen), "missing_handling": message("available-cases")}
            estimand = "risk" if compared.outcome.type == "binary" else "mean"
            rows.append(make.number(estimand, message("observed-values"), float(seen.mean()), **measured))
        low, high = np.quantile(trace, _MOST, axis=1)
        middle = np.median(trace, axis=1)
        for step in range(len(trace)):
            most = (float(low[step]), float(high[step]))
            level, at = _MOST[1] - _MOST[0], Iteration(step + 1)
            rows.append(
                make.interval("imputed_mean", DRAWN, float(middle[step]), most, level, category=at, **shared)
            )
        rhat = potential_scale_reduction(trace)
        if math.isfinite(rhat):
            rows.append(make.number("rhat", DRAWN, rhat, **shared))
    return rows


def luck_rows(compared: Compared, wave: str) -> list[Row]:
    """By how much the difference would vary over other sets of as many imputations."""
    m1, v1, m0, v0 = compared.means(compared.imputed.values(compared.name(wave)))
    pooled = pool_scalar(m1 - m0, v1 + v0, compared.df(wave), compared.level)
    if not math.isfinite(pooled.monte_carlo_error):
        return []
    return [
        compared.make.of("chains", clustered=True).number(
            "monte_carlo_error",
            (DRAWN, message("pooled", imputations=pooled.m)),
            pooled.monte_carlo_error,
            converged=compared.imputed.converged,
            **compared.columns(wave, IMPUTED),
        )
    ]
