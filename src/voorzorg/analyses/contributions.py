"""Who makes up the numbers of an outcome: what output control has to know beyond the estimates themselves.

Of every arm, wave and informant: how many participants have a value that differs from the commonest one,
and how much of the whole the largest of them have. This stays inside, like the tidy data that it is made
from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import ALL, informants_of, of_informant
from voorzorg.analyses.participation.describe import baseline_column, baseline_variables
from voorzorg.analyses.participation.fidelity import own_values
from voorzorg.analyses.study import Study, design_columns, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome

#: Parameters of an adjusted model beside its covariates: intercept, arm, and the outcome before allocation.
_OWN_PARAMETERS = 3


def contributions(study: Study) -> pd.DataFrame:
    """One row per outcome (or ``baseline:<variable>``), wave, informant and arm.

    Columns ``outcome, wave, informant, arm`` (``wave`` empty for one value per participant; ``arm`` is
    ``all`` for everyone), ``category`` (the phase of ``fidelity:<measure>``), ``of`` (``level``, or
    ``change`` since the first wave), ``contributors`` (participants whose value is not the commonest),
    ``largest`` and ``second`` (shares of the sum of what they differ by), and ``parameters`` (of the
    outcome's adjusted model).
    """
    rows: list[dict[str, Any]] = []
    for key, outcome in study.outcomes.items():
        try:
            parameters = design_columns(study.participants, study.covariates_of(outcome)).shape[1]
            for where, values in _of_outcome(study, key, outcome):
                rows += _by_arm(study, values, outcome=key, parameters=parameters + _OWN_PARAMETERS, **where)
        except ValueError:
            continue  # an outcome that cannot be analysed has no numbers to protect; its rows say why
    for name, variable in baseline_variables(study):
        column = baseline_column(study, name)
        if column is not None and variable.type in ("number", "integer") and not variable.cut:
            where = {"outcome": f"baseline:{name}", "wave": None, "informant": None, "of": "level"}
            rows += _by_arm(study, numbers(column), parameters=0, **where)
    for measure, phase, arm, values in own_values(study):
        where = {"outcome": f"fidelity:{measure}", "wave": None, "informant": None, "of": "level"}
        rows.append({**where, "arm": arm or ALL, "category": phase, "parameters": 0, **concentration(values)})
    who = ("outcome", "wave", "informant", "arm", "category")
    return pd.DataFrame(rows, columns=[*who, "of", "contributors", "largest", "second", "parameters"])


def _of_outcome(study: Study, key: str, outcome: Outcome) -> Iterator[tuple[dict[str, Any], np.ndarray]]:
    """Values per participant, by wave and informant; changes since the first wave too."""
    for informant in informants_of(study, key, outcome):
        reported = of_informant(outcome, informant)
        first: np.ndarray | None = None
        for wave in study.wave_keys(reported):
            values = numbers(study.frame(reported, wave)["y"])
            where = {"wave": wave or None, "informant": informant}
            yield where | {"of": "level"}, values
            if first is not None:
                yield where | {"of": "change"}, values - first
            elif np.isfinite(values).any():
                first = values


def _by_arm(study: Study, values: np.ndarray, **where: Any) -> Iterator[dict[str, Any]]:
    groups = {ALL: np.ones(len(values), dtype=bool)}
    if study.arms:
        arm = study.participants["arm"].astype("string").fillna("").to_numpy()
        groups |= {key: arm == key for key in study.arms}
    for key, members in groups.items():
        yield {**where, "arm": key, **concentration(values[members])}


def concentration(values: np.ndarray) -> dict[str, float]:
    """How many participants differ from the commonest value, and the two largest shares of that.

    Differences from the commonest value rather than from zero: what everybody has tells nothing of the few
    who have something else, and a mean beside it tells their sum.
    """
    kept = values[np.isfinite(values)]
    if not len(kept):
        return {"contributors": 0, "largest": 0.0, "second": 0.0}
    distinct, times = np.unique(kept, return_counts=True)
    centre = distinct[np.argmax(times)] if times.max() > 1 else 0.0
    off = np.sort(np.abs(kept - centre))[::-1]
    total = off.sum()
    shares = off[:2] / total if total > 0 else np.zeros(2)
    second = float(shares[1]) if len(shares) > 1 else 0.0
    return {"contributors": int((off > 0).sum()), "largest": float(shares[0]), "second": second}
