"""The imputed sets of a study: read where the workflow stored them, else made, once."""

from __future__ import annotations

from voorzorg.analyses.study import Study
from voorzorg.statistics.missing.imputation import ImputedData


def imputed_sets(study: Study) -> ImputedData:
    """All imputed columns of a study; the same for every outcome and analysis of it."""
    kept = study.kept
    if "imputed" not in kept:
        if study.imputed is not None:
            from voorzorg.analyses.missing.store import read_sets

            kept["imputed"] = read_sets(study, study.imputed)
        else:
            from voorzorg.analyses.missing.joint import impute_study

            kept["imputed"] = impute_study(study)
    found = kept["imputed"]
    assert isinstance(found, ImputedData)
    return found
