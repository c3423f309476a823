"""Rows of population-averaged risks, differences and ratios: the random effects integrated out."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import group_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.two_arms.multilevel.fit import population
from voorzorg.analyses.two_arms.multilevel.levels import Levels
from voorzorg.analyses.two_arms.multilevel.rows import Fitted, effect_of
from voorzorg.messages import Message, message


def risk_rows_over_waves(make: RowMaker, fit: Fitted, levels: Levels) -> list[Row]:
    """Risks of every wave, and contrasts of those in which the arms may differ."""
    from voorzorg.statistics.multilevel.answers.marginal import risk_table

    design = fit.design
    assert design is not None
    if not fit.converged:
        return []
    cells = [
        (arm, wave, population(design, levels, wave, arm)) for wave in design.waves for arm in (0.0, 1.0)
    ]
    table = risk_table(fit.result, cells, np.ones(len(cells[0][2].X)), fit.level)
    rows = []
    for point in table.to_dict("records"):
        wave = point["wave"]
        if point["estimand"] != "risk" and wave not in design.effects:
            continue  # nil by design
        rows.append(
            _row(make, fit, point, {"wave": wave, **design.counts(wave, events=True)}, effect_of(wave))
        )
    return rows


def risk_rows(make: RowMaker, fit: Fitted, where: dict[str, Any]) -> list[Row]:
    """Risks of an outcome with one value per participant."""
    if not fit.converged:
        return []
    table: pd.DataFrame = fit.result.marginal_risks("treated", level=fit.level).table
    return [_row(make, fit, point, where, "treated") for point in table.to_dict("records")]


def _row(
    make: RowMaker, fit: Fitted, point: Mapping[Hashable, Any], where: dict[str, Any], effect: str
) -> Row:
    """A risk; or a contrast, which is nil where the arm's coefficient is and repeats its test."""
    shared = {k: v for k, v in where.items() if k.startswith(("n_", "events_"))} | {"wave": where["wave"]}
    # The table's standard error of a ratio is that of its logarithm.
    per = point["estimate"] if point["estimand"].endswith("ratio") else 1.0
    p_value, told = math.nan, list[Message]()
    if point["estimand"] == "risk":
        group = group_of(fit.study, fit.contrast.treated if point["arm"] == 1 else fit.contrast.reference)
        own = ("wave", f"n_{group.side}", f"events_{group.side}")
        shared = {k: v for k, v in shared.items() if k in own} | {"arm": group.arm}
    else:
        shared["contrast"] = fit.contrast
        found, told = fit.wald(effect)
        p_value = found.p_value
    said = [*fit.method, *(fit.design.method() if fit.design else ())]
    return make.interval(
        point["estimand"],
        [*said, message("population-averaged"), message("integrated-out")],
        point["estimate"],
        (point["ci_low"], point["ci_high"]),
        fit.level,
        std_error=point["std_error"] / per,
        p_value=p_value,
        **shared,
        **fit.columns(*told),
    )
