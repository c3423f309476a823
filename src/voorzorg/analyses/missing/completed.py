"""A study as if complete: one of its imputed data sets, which every analysis takes for a study."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.sets import OneOfMany
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.statistics.missing.imputation import ImputedData


@dataclass(frozen=True)
class CompletedStudy(Study):
    """A study whose outcomes come from completed columns; all else is as it was observed."""

    columns: dict[str, np.ndarray] | None = None
    shared: dict[object, pd.DataFrame] | None = None

    def frame(self, outcome: Outcome, wave: str = "") -> pd.DataFrame:
        """As for the study itself, without gaps where they were imputed."""
        columns = self.columns or {}
        y = columns.get(cell_of(outcome, wave))
        if y is None:
            return super().frame(outcome, wave)
        shared = {} if self.shared is None else self.shared
        key = (outcome.variable, outcome.event, outcome.informant, outcome.where_not)
        base = shared.get(key)
        if base is None:  # everything but the answers is the same in every data set
            base = super().frame(outcome, wave).drop(columns=["y", "event"], errors="ignore")
            shared[key] = base
        found = base.assign(y=y)
        return found.assign(event=columns[outcome.event]) if outcome.event in columns else found

    def measured(self, outcome: Outcome, wave: str) -> np.ndarray:
        """As for the study itself, from the completed columns."""
        y = (self.columns or {}).get(cell_of(outcome, wave))
        return super().measured(outcome, wave) if y is None else y


def completed_studies(study: Study, imputed: ImputedData, outcome: Outcome) -> Iterator[CompletedStudy]:
    """The m completed studies, as far as one outcome needs them."""
    names = [cell_of(outcome, wave) for wave in study.wave_keys(outcome)]
    names += [n for n in (outcome.event,) if n]
    values = {name: imputed.values(name) for name in names if name in imputed.data}
    given = {f.name: getattr(study, f.name) for f in fields(Study)} | {"alike": OneOfMany()}
    shared: dict[object, pd.DataFrame] = {}
    for i in range(imputed.m):
        yield CompletedStudy(**given, columns={n: v[i] for n, v in values.items()}, shared=shared)
