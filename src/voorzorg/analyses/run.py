"""Run the configured analyses of a cohort's outcomes and return rows of the estimates table."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import numpy as np
import pandas as pd

from voorzorg.analyses.multiplicity import mark_main
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.table import concatenate, to_frame
from voorzorg.messages import RefusedError, message


def analyse(analysis: str, study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows of one analysis; its module is imported here because models are slow to import."""
    module, function = BY_NAME[analysis].function.split(":")
    rows: list[Row] = getattr(import_module(f"voorzorg.analyses.{module}"), function)(study, key, outcome)
    return rows


def estimate_family(study: Study, family: str, *, pooled: bool = True) -> pd.DataFrame:
    """Rows of one family, its primary tests marked; without ``pooled`` those of what was measured alone."""
    rows: list[Row] = []
    for key, outcome in study.outcomes.items():
        if outcome.family == family:
            measured, imputed = _analyses_of(study, key, outcome)
            for analysis in (*measured, *(imputed if pooled else ())):
                rows += _guarded(study, key, outcome, analysis)
    clustered = {key for key, outcome in study.outcomes.items() if study.cluster_of(outcome)}
    return mark_main(to_frame(rows), study.baseline_wave, clustered)


def pool_outcomes(study: Study, keys: Iterable[str]) -> pd.DataFrame:
    """Rows of these outcomes that rest on the imputed data sets; none of them is a primary test."""
    rows: list[Row] = []
    for key in keys:
        outcome = study.outcomes[key]
        for analysis in _analyses_of(study, key, outcome)[1]:
            rows += _guarded(study, key, outcome, analysis)
    return to_frame(rows)


def joined(measured: Iterable[pd.DataFrame], pooled: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The parts as one table: outcome by outcome in the order of what was measured, pooled rows last."""
    table = concatenate([*measured, *pooled])
    place = {key: k for k, key in enumerate(table["outcome"].unique())}
    order = np.argsort(table["outcome"].map(place).to_numpy(), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def _analyses_of(study: Study, key: str, outcome: Outcome) -> tuple[list[str], list[str]]:
    """An outcome's analyses of what was measured, and of the imputed data sets."""
    asked = study.manifest.analyses_of(key, outcome)
    return [a for a in asked if a != "imputation"], [a for a in asked if a == "imputation"]


def _guarded(study: Study, key: str, outcome: Outcome, analysis: str) -> list[Row]:
    """One outcome that the data cannot carry must not stop the rest: its row says why instead."""
    try:
        return analyse(analysis, study, key, outcome)
    except RefusedError as error:
        reason = error.message
    except (ValueError, ArithmeticError) as error:
        reason = message("not-foreseen", kind=type(error).__name__)
    kind = BY_NAME[analysis]
    make = RowMaker(study, key, kind.row, outcome)
    return [make.failed(kind.estimand, analysis, message("could-not-estimate", reason=reason))]
