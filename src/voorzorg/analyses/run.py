"""Run the configured analyses of a cohort's outcomes and return rows of the estimates table."""

from __future__ import annotations

import pandas as pd

from voorzorg.analyses.multiplicity import mark_primary
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.outcomes import Analysis, Outcome
from voorzorg.estimates.schema import RowAnalysis
from voorzorg.estimates.table import to_frame

#: What the row of an analysis that failed altogether is a row of.
MAIN: dict[Analysis, RowAnalysis] = {
    "two_arm": "unadjusted",
    "adjusted": "adjusted",
    "multilevel": "multilevel",
    "gee": "gee",
    "imputation": "imputation",
    "mixed_model": "mixed_model",
    "negative_binomial": "counts",
    "kaplan_meier": "survival",
    "change": "change",
    "agreement": "agreement",
    "single_case": "single_case",
    "describe": "unadjusted",
}


def analyse(analysis: Analysis, study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows of one analysis; its module is imported here because models are slow to import."""
    match analysis:
        case "two_arm":
            from voorzorg.analyses.two_arms.unadjusted import compare_arms

            return compare_arms(study, key, outcome)
        case "adjusted":
            from voorzorg.analyses.two_arms.adjusted import adjust

            return adjust(study, key, outcome)
        case "multilevel":
            from voorzorg.analyses.two_arms.multilevel import fit_multilevel

            return fit_multilevel(study, key, outcome)
        case "gee":
            from voorzorg.analyses.two_arms.gee import fit_gee

            return fit_gee(study, key, outcome)
        case "imputation":
            from voorzorg.analyses.two_arms.imputed import impute_and_compare

            return impute_and_compare(study, key, outcome)
        case "mixed_model":
            from voorzorg.analyses.two_arms.mixed_model import fit_mixed_model

            return fit_mixed_model(study, key, outcome)
        case "negative_binomial":
            from voorzorg.analyses.two_arms.counts import compare_counts

            return compare_counts(study, key, outcome)
        case "kaplan_meier":
            from voorzorg.analyses.two_arms.time_to_event import compare_times

            return compare_times(study, key, outcome)
        case "describe":
            from voorzorg.analyses.one_arm.levels import describe_outcome

            return describe_outcome(study, key, outcome)
        case "change":
            from voorzorg.analyses.one_arm.change import change_from_start

            return change_from_start(study, key, outcome)
        case "agreement":
            from voorzorg.analyses.one_arm.informants import compare_informants

            return compare_informants(study, key, outcome)
        case "single_case":
            from voorzorg.analyses.one_arm.single_cases import effect_sizes

            return effect_sizes(study, key, outcome)


def estimate_family(study: Study, family: str) -> pd.DataFrame:
    """All rows of one family, its primary tests marked."""
    rows: list[Row] = []
    for key, outcome in study.outcomes.items():
        if outcome.family != family:
            continue
        for analysis in outcome.chosen_analyses:
            rows += _guarded(study, key, outcome, analysis)
    randomised = study.manifest.cluster_randomised
    clustered = {key for key, outcome in study.outcomes.items() if outcome.cluster or randomised}
    return mark_primary(to_frame(rows), study.baseline_wave, clustered)


def _guarded(study: Study, key: str, outcome: Outcome, analysis: Analysis) -> list[Row]:
    """One outcome that the data cannot carry must not stop the rest: its row says why instead."""
    try:
        return analyse(analysis, study, key, outcome)
    except (ValueError, ArithmeticError) as error:
        make = RowMaker(study, key, MAIN[analysis], outcome)
        return [make.failed("joint_test", analysis, f"could not be estimated: {error}")]
