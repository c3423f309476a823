"""Agreement of two informants on an outcome, per wave: kappa or intraclass correlation, bias and limits."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.groups import of_informant
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Study, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import RefusedError, message
from voorzorg.statistics.results import Estimate


def compare_informants(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave in which both informants of at least one participant answered.

    ``contrast`` is '<informant> vs <compare_informant>': the bias is the first minus the second.

    Raises
    ------
    ValueError
        Where the outcome names no second informant, or has no waves.
    """
    if outcome.compare_informant is None or not outcome.waves:
        raise RefusedError(message("agreement-needs-informant"))
    make = RowMaker(study, key, "agreement", outcome)
    second = of_informant(outcome, outcome.compare_informant)
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        pairs = _pairs(study, outcome, second, wave)
        where = {
            "wave": wave,
            "contrast": Contrast(outcome.informant, outcome.compare_informant),
            "n_treated": len(pairs),
        }
        if pairs.empty:
            asked = (
                study.frame(second, wave)["y"].notna().any() and study.frame(outcome, wave)["y"].notna().any()
            )
            if asked:
                rows.append(
                    make.failed(
                        "agreement",
                        message("agreement-of-two"),
                        message("no-participant-both-informants"),
                        **where,
                    )
                )
            continue
        one = _answers if outcome.type == "binary" else _scores
        rows += one(study, make, numbers(pairs["y"]), numbers(pairs["other"]), where)
    if not rows:
        rows.append(
            make.failed("agreement", message("agreement-of-two"), message("no-wave-was-answered-both"))
        )
    return rows


def _pairs(study: Study, outcome: Outcome, second: Outcome, wave: str) -> pd.DataFrame:
    """Participants with both answers at a wave, as ``y`` and ``other``."""
    mine = study.frame(outcome, wave)[[ID, "y"]]
    theirs = study.frame(second, wave)[[ID, "y"]].rename(columns={"y": "other"})
    return mine.merge(theirs, on=ID, validate="one_to_one").dropna(subset=["y", "other"])


def _answers(study: Study, make: RowMaker, x: np.ndarray, y: np.ndarray, where: dict[str, Any]) -> list[Row]:
    """Kappa, the share of identical answers, and the difference in how often each says yes."""
    from voorzorg.statistics.small.agreement import cohens_kappa, percent_agreement
    from voorzorg.statistics.small.change import mcnemar_exact

    level = study.config.analysis.ci_level
    kappa = cohens_kappa(x, y, categories=[0.0, 1.0], ci_level=level)
    same = percent_agreement(x, y, ci_level=level)
    bias = mcnemar_exact(y, x, ci_level=level)
    return [
        make.estimated(
            "agreement",
            [message("cohens-kappa"), message("large-sample-interval")],
            _untested(kappa),
            scale="coefficient",
            **where,
        ),
        make.estimated(
            "agreement",
            [message("identical-answers"), message("wilson-interval")],
            _untested(same),
            category="identical",
            scale="probability",
            events_treated=int((x == y).sum()),
            **where,
        ),
        make.estimated(
            "bias",
            [message("agreement-in-proportions"), message("tango-interval"), message("mcnemar-test")],
            bias,
            scale="probability",
            **where,
        ),
    ]


def _scores(study: Study, make: RowMaker, x: np.ndarray, y: np.ndarray, where: dict[str, Any]) -> list[Row]:
    """Intraclass correlation, mean difference, and Bland and Altman's limits."""
    from voorzorg.statistics.small.agreement import intraclass_correlation
    from voorzorg.statistics.small.limits_of_agreement import bland_altman

    level = study.config.analysis.ci_level
    icc = intraclass_correlation(np.column_stack([x, y]), "agreement", ci_level=level)
    limits = bland_altman(x, y, ci_level=level)
    rows = [
        make.estimated(
            "agreement",
            [message("agreement-icc"), message("f-interval")],
            _untested(icc),
            scale="coefficient",
            **where,
        ),
    ]
    lines = {
        "": (limits.bias, limits.bias_low, limits.bias_high),
        "lower limit": (limits.lower, limits.lower_low, limits.lower_high),
        "upper limit": (limits.upper, limits.upper_low, limits.upper_high),
    }
    for category, (value, low, high) in lines.items():
        kind = message("limit-of-agreement") if category else message("mean-difference-of-two")
        result = Estimate(
            value,
            ci_low=low,
            ci_high=high,
            level=level,
            converged=bool(np.isfinite(value)),
            warnings=limits.warnings,
        )
        rows.append(
            make.estimated("bias", [message("bland-altman"), kind], result, category=category, **where)
        )
    return rows


def _untested(result: Estimate) -> Estimate:
    """Without the p-value: that agreement is nil is nobody's hypothesis, and its test needs many pairs."""
    # Perfect agreement of a handful leaves no spread, which is not certainty: no interval rather than one
    # without width.
    flat = result.ci_low == result.ci_high
    untested = replace(result, p_value=math.nan)
    if not flat:
        return untested
    said = (*result.warnings, message("no-interval-agreement-perfect"))
    return replace(untested, ci_low=math.nan, ci_high=math.nan, warnings=said)
