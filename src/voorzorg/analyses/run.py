"""Run the configured analyses of a cohort's outcomes and return rows of the estimates table."""

from __future__ import annotations

from importlib import import_module

import pandas as pd

from voorzorg.analyses.multiplicity import mark_main
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.table import to_frame
from voorzorg.messages import RefusedError, message


def analyse(analysis: str, study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows of one analysis; its module is imported here because models are slow to import."""
    module, function = BY_NAME[analysis].function.split(":")
    rows: list[Row] = getattr(import_module(f"voorzorg.analyses.{module}"), function)(study, key, outcome)
    return rows


def estimate_family(study: Study, family: str) -> pd.DataFrame:
    """All rows of one family, its primary tests marked."""
    rows: list[Row] = []
    for key, outcome in study.outcomes.items():
        if outcome.family != family:
            continue
        for analysis in study.manifest.analyses_of(key, outcome):
            rows += _guarded(study, key, outcome, analysis)
    clustered = {key for key, outcome in study.outcomes.items() if study.cluster_of(outcome)}
    return mark_main(to_frame(rows), study.baseline_wave, clustered)


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
