"""Those who stayed beside those who left, in what was known about them at the start; exact, and no more than
a description: nobody was randomised to stay."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import mean_of, permutation_test, proportion
from voorzorg.analyses.participation.describe import baseline_column, baseline_variables, kind_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study, numbers
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import message

STAYERS, LEAVERS = "stayers", "leavers"
CONTRAST = Contrast(STAYERS, LEAVERS)
STAYERS_MINUS_LEAVERS = message("stayers-minus-leavers")
#: Moments at which stayers and leavers are compared, counted from the end.
LAST_WAVES = 2


def compare_stayers(study: Study) -> list[Row]:
    """Rows ``attrition:<variable>`` at the last waves that somebody had left by; of a trial at the last one.

    The arms of a trial are taken together: that one of them keeps its participants better is in the flow.
    A participant who was ever measured stayed to a wave if she was measured then or later, or else left.
    Compared are the variables of role baseline and every outcome at its first wave (``attrition:<outcome>``).
    """
    rows: list[Row] = []
    waves = list(stayed_by_wave(study).items())
    for wave, here in waves[-1:] if study.arms else waves:
        at_wave: list[Row] = []
        for make, column, kind in _known_at_start(study):
            stayed = here.astype("boolean").reindex(column.index)  # missing: never measured
            pair = (column[stayed.fillna(False)], column[~stayed.fillna(True)])
            if kind == "categorical":
                for level in sorted(column.dropna().unique()):
                    first, second = ((side.dropna() == level).astype("Int64") for side in pair)
                    at_wave += _compare(study, make, wave, first, second, "binary", category=str(level))
            else:
                at_wave += _compare(study, make, wave, *pair, kind)
        rows += at_wave
    return rows


def stayed_by_wave(study: Study) -> dict[str, pd.Series]:
    """Wave -> per participant ever measured (by pseudonym), whether she was measured then or later."""
    attended = study.attendance
    attended = attended[attended.any(axis=1)]
    later = attended.iloc[:, ::-1].cummax(axis=1).iloc[:, ::-1]
    losing = [wave for before, wave in pairwise(later.columns) if later[wave].sum() < later[before].sum()]
    return {wave: later[wave] for wave in losing[-LAST_WAVES:]}


def _known_at_start(study: Study) -> Iterator[tuple[RowMaker, pd.Series, str]]:
    """What is compared, indexed by pseudonym: baseline variables, then outcomes at their first wave."""
    ids = study.participants[ID]
    for name, variable in baseline_variables(study):
        column = baseline_column(study, name)
        if column is not None and variable.type in ("binary", "integer", "number", "category"):
            make = RowMaker(study, f"attrition:{name}", "unadjusted")
            yield make, column.set_axis(ids.to_numpy()), kind_of(variable)
    for key, outcome in study.outcomes.items():
        if outcome.type == "time" or not outcome.waves or outcome.variable not in study.waves:
            continue
        first = study.wave_keys(outcome)[0]
        if study.manifest.waves and first != study.manifest.waves[0].key:
            continue
        values = study.frame(outcome, first).set_index(ID)["y"]
        if values.notna().any():
            kind = "binary" if outcome.type == "binary" else "continuous"
            yield RowMaker(study, f"attrition:{key}", "unadjusted", outcome), values, kind


def _compare(
    study: Study, make: RowMaker, wave: str, stayed: pd.Series, left: pd.Series, kind: str, **more: Any
) -> list[Row]:
    """A row for each side and one for the difference."""
    from voorzorg.statistics.small.group_comparison import compare_means_exact, compare_proportions_exact

    level = study.config.analysis.ci_level
    x, y = numbers(stayed.dropna()), numbers(left.dropna())
    sides = ((STAYERS, "treated", x), (LEAVERS, "reference", y))
    rows = []
    for arm, side, values in sides:
        where = {"wave": wave, "arm": arm, f"n_{side}": len(values), **more}
        if kind == "binary":
            events = int(values.sum())
            result = proportion(events, len(values), level)
            method = [message("observed-proportion"), message("clopper-pearson-interval")]
            rows.append(make.estimated("risk", method, result, **where, **{f"events_{side}": events}))
        else:
            rows.append(
                make.estimated(
                    "mean",
                    [message("arithmetic-mean"), message("t-interval")],
                    mean_of(values, level),
                    **where,
                )
            )
    where = {"wave": wave, "contrast": CONTRAST, "n_treated": len(x), "n_reference": len(y), **more}
    if kind == "binary":
        found = compare_proportions_exact(x, y, ci_level=level)
        where |= {"events_treated": int(x.sum()), "events_reference": int(y.sum())}
        method = [STAYERS_MINUS_LEAVERS, message("newcombe-interval"), message("fisher-exact-test")]
        return [*rows, make.estimated("risk_difference", method, found, **where)]
    found = compare_means_exact(x, y, ci_level=level, rng=np.random.default_rng(study.config.seed))
    method = [STAYERS_MINUS_LEAVERS, message("welch-interval"), permutation_test(found.permutation)]
    seed = study.config.seed if found.permutation == "monte carlo" else None
    return [*rows, make.estimated("mean_difference", method, found, seed=seed, **where)]
