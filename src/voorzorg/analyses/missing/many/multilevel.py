"""The multilevel model of all completed data sets: each fit starts near its maximum, without its tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from voorzorg.analyses.missing.completed import completed_studies
from voorzorg.analyses.missing.many.multilevel_numbers import Values, value_of, values_of
from voorzorg.analyses.missing.many.multilevel_shared import Shared
from voorzorg.analyses.missing.many.people import FEW, OF_EVERY, kept_words
from voorzorg.analyses.rows import Row
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import Contrast, Study
from voorzorg.analyses.two_arms.multilevel.fit import column_names, fitted
from voorzorg.analyses.two_arms.multilevel.rows import Fitted, effect_of
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message
from voorzorg.statistics.missing.imputation import ImputedData

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults

_SPREAD = ("random_effect_sd", "icc")


def multilevel_of_all(
    study: Study,
    outcome: Outcome,
    imputed: ImputedData,
    first: Sequence[Row],
    joint: list[Effects],
    before: dict[object, object],
) -> list[list[Row]] | None:
    """Odds ratios, marginal risks and spreads of every data set; None where one needs words of its own."""
    if len(study.wave_keys(outcome)) < 2:
        return None
    sets: list[list[Row]] = [[] for _ in range(imputed.m)]
    completed = next(iter(completed_studies(study, imputed, outcome)))
    for contrast in study.contrasts:
        near = before.get(("multilevel", contrast))
        rows = [row for row in first if _about(row, contrast)]
        if not isinstance(near, Fitted) or not rows:
            return None
        same = Shared.of(study, completed, outcome, imputed, contrast, near)
        if same is None:
            return None
        for i in range(imputed.m):
            found = _of_set(same, i)
            if found is None:
                return None
            sets[i] += [_row(same, row, i, found) for row in rows]
            joint.append(_effects(same, found.result, study.baseline_wave))
    return sets


def _about(row: Row, contrast: Contrast) -> bool:
    return row.contrast == contrast or row.arm in (contrast.treated, contrast.reference)


@dataclass(frozen=True)
class _Found:
    """One data set: its fit, what rows hold of it, and what it says."""

    result: MultilevelLogitResults
    values: Values
    warnings: tuple[Message, ...]


def _of_set(same: Shared, i: int) -> _Found | None:
    """Fit one data set and read off what its rows hold; None where no maximum is found."""
    start = None if same.starts is None else same.starts[i]
    result, notes = fitted(
        same.model(i),
        same.levels,
        column_names(same.design),
        same.near.result,
        one_of_many=True,
        start=start,
    )
    if not result.converged:
        return None
    return _Found(result, values_of(result, same.design.effects, same.cells), tuple(notes))


def _effects(same: Shared, result: MultilevelLogitResults, baseline: str | None) -> Effects:
    """The arm effects after the start, which are tested together."""
    later = [effect_of(name) for name in same.design.effects if name != baseline]
    place = [result.names.index(name) for name in later]
    own = result.cov_working()[np.ix_(place, place)]
    finite = [d for d in same.df.values() if math.isfinite(d)]
    return Effects(same.contrast, result.params.to_numpy()[place], own, min(finite, default=math.inf))


def _row(same: Shared, row: Row, i: int, found: _Found) -> Row:
    """A row of the first data set with the numbers of another."""
    wave = row.wave or ""
    estimate, error = value_of(found.values, row.estimand, *_which(same, row, wave))
    counts: dict[str, Any] = {}
    if wave:
        known = same.counts(wave, i)
        counts = {name: k for name, k in known.items() if getattr(row, name) is not None}
    df = same.df.get(wave, math.inf) if row.contrast and row.estimand not in _SPREAD else math.inf
    return replace(
        row,
        estimate=estimate,
        std_error=error,
        df=df if df >= 1 else math.inf,
        warnings=(*found.warnings, *kept_words(row, (*OF_EVERY, *FEW))),
        **counts,
    )


def _which(same: Shared, row: Row, wave: str) -> tuple[str, str]:
    """Under which wave, and as which of several, the values hold what a row shows."""
    if row.estimand == "risk":
        return wave, "1.0" if row.arm == same.contrast.treated else "0.0"
    if row.analysis == "marginal":
        return wave, "marginal"
    if row.estimand == "random_effect_sd":
        return str(getattr(row.category, "group", "")), ""
    return wave, ""
