"""Analyses of all completed data sets at once, for those that would otherwise take a minute.

The rows of the first data set, made as those of any study, say in words what is done. Those of the others
have the same words and their own numbers, computed without making a table of every data set. Covariates are
coded as among everyone randomised, the same in every data set. Where data sets need different words (a wave
lost, an estimate that is not there), None is returned, and each is analysed as a study by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from voorzorg.analyses.missing.many.adjusted import adjusted_of_all
from voorzorg.analyses.missing.many.gee import gee_of_all
from voorzorg.analyses.missing.many.multilevel import multilevel_of_all
from voorzorg.analyses.rows import Row
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.statistics.missing.imputation import ImputedData

Quick = Callable[
    [Study, Outcome, ImputedData, Sequence[Row], list[Effects], dict[object, object]],
    list[list[Row]] | None,
]
_QUICK: Mapping[tuple[str, str], Quick] = {
    ("adjusted", "binary"): adjusted_of_all,
    ("gee", "binary"): gee_of_all,
    ("multilevel", "binary"): multilevel_of_all,
}


def rows_of_all(
    study: Study,
    outcome: Outcome,
    analysis: str,
    imputed: ImputedData,
    first: Sequence[Row],
    joint: list[Effects],
    before: dict[object, object],
) -> list[list[Row]] | None:
    """Rows of every data set by the rows of the ``first``; None where the analysis has no quick way.

    ``joint`` gets the effects that are tested together; ``before`` is what the first analysis kept.
    """
    quick = _QUICK.get((analysis, outcome.type))
    if quick is None or not first or any(row.estimate is None for row in first):
        return None
    return quick(study, outcome, imputed, first, joint, before)
