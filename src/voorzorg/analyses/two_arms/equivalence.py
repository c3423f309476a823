"""Equivalence within the margin of an outcome: two one-sided tests beside the contrasts that are made."""

from __future__ import annotations

from typing import Any

import numpy as np

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate


def equivalence_of(
    make: RowMaker, estimand: str, method: list[Message], found: Estimate, **where: Any
) -> list[Row]:
    """The row that belongs to an estimated difference, with its own error; none without a margin."""
    from voorzorg.statistics.two_arm.equivalence import tost

    margin = make.outcome.equivalence_margin if make.outcome else None
    if margin is None or _at_start(make, where):
        return []
    result = tost(found, margin, make.study.config.analysis.ci_level)
    return [_row(make, estimand, [message("tost"), *method], result, margin, **where)]


def equivalence_of_counts(make: RowMaker, **where: Any) -> list[Row]:
    """The same for two observed proportions, by score tests; ``where`` holds their counts."""
    from voorzorg.statistics.two_arm.equivalence import score_tost

    margin = make.outcome.equivalence_margin if make.outcome else None
    if margin is None or _at_start(make, where):
        return []
    treated, reference = ((where[f"events_{arm}"], where[f"n_{arm}"]) for arm in ("treated", "reference"))
    result = score_tost(*treated, *reference, margin, make.study.config.analysis.ci_level)
    return [_row(make, "risk_difference", [message("score-tost")], result, margin, **where)]


def _at_start(make: RowMaker, where: dict[str, Any]) -> bool:
    wave = where.get("wave")
    return bool(wave) and wave == make.study.baseline_wave


def _row(
    make: RowMaker, estimand: str, method: list[Message], found: Estimate, margin: float, **where: Any
) -> Row:
    told: tuple[Message, ...] = ()
    if np.isfinite(found.p_value):
        shown = found.p_value < 1 - make.study.config.analysis.ci_level
        told = (message("equivalence-shown" if shown else "equivalence-not-shown", margin=margin),)
    own = make.of("equivalence")
    where = {"category": make.analysis, "warnings": told, **where}
    return own.estimated(estimand, method, found, **where)
