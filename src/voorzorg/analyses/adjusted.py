"""Covariate-adjusted comparison per wave: standardised risks for binary outcomes, ANCOVA otherwise."""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Contrast, Study, design_columns, numbers
from voorzorg.cohorts.outcomes import Outcome

#: A logistic model with fewer events (or non-events) than this per covariate is not adjusted at all.
EVENTS_PER_COVARIATE = 5


def adjust(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave and contrast: marginal risks and contrasts, or an adjusted mean difference.

    An outcome that was measured before allocation enters as a covariate of its later waves, the strongest
    one there is, and gets no adjusted comparison itself.
    """
    make = RowMaker(study, key, outcome)
    before = study.baseline_wave if study.baseline_wave in outcome.waves else None
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        if wave and wave == before:
            continue
        for contrast, frame in study.contrast_frames(outcome, wave):
            covariates = study.covariates_of(outcome)
            if before:
                # Every frame has the participants' index.
                start = study.frame(outcome, before)["y"].reindex(frame.index)
                frame = frame.assign(**{"outcome at baseline": start})
                covariates += ("outcome at baseline",)
            columns = design_columns(frame, covariates)
            where: dict[str, Any] = {
                "wave": wave,
                "n_treated": int((frame["treated"] == 1).sum()),
                "n_reference": int((frame["treated"] == 0).sum()),
            }
            one = _binary if outcome.type == "binary" else _continuous
            rows += one(study, make, outcome, contrast, frame, columns, where)
    return rows


def _binary(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    contrast: Contrast,
    frame: pd.DataFrame,
    columns: pd.DataFrame,
    where: dict[str, Any],
) -> list[Row]:
    from voorzorg.statistics.standardisation import standardised_risks

    y, treated = numbers(frame["y"]), frame["treated"].to_numpy()
    where = where | {
        "events_treated": int(y[treated == 1].sum()),
        "events_reference": int(y[treated == 0].sum()),
    }
    names = ", ".join(columns.columns) or "nothing"
    method = f"standardisation after logistic regression on {names}"
    rarer = int(min(y.sum(), len(y) - y.sum())) if len(y) else 0
    estimands = ("risk_difference", "risk_ratio", "odds_ratio")
    if min(where["n_treated"], where["n_reference"]) == 0 or rarer == 0:
        reason = "an arm has no observations" if rarer or not len(y) else "the outcome does not vary"
        return [make.failed(e, method, reason, contrast=contrast.label, **where) for e in estimands]
    if rarer < EVENTS_PER_COVARIATE * max(columns.shape[1], 1):
        reason = (
            f"not adjusted: {rarer} participants in the rarer category are fewer than "
            f"{EVENTS_PER_COVARIATE} per covariate"
        )
        return [make.failed(e, method, reason, contrast=contrast.label, **where) for e in estimands]
    cluster = study.cluster_of(outcome)
    groups = frame[cluster].astype("string").fillna("(missing)").to_numpy() if cluster else None
    result = standardised_risks(
        y,
        treated,
        columns.to_numpy(dtype=float),
        cluster=groups,
        names=list(columns.columns),
        level=study.config.analysis.ci_level,
    )
    method += f"; standard error robust to clustering by {cluster}" if cluster else "; robust standard error"
    rows = [
        make.estimated("risk", method, estimate, arm=arm, **where)
        for arm, estimate in (
            (contrast.reference, result.risk_reference),
            (contrast.treated, result.risk_treated),
        )
    ]
    return rows + [
        make.estimated(e, method, getattr(result, e), contrast=contrast.label, **where) for e in estimands
    ]


def _continuous(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    contrast: Contrast,
    frame: pd.DataFrame,
    columns: pd.DataFrame,
    where: dict[str, Any],
) -> list[Row]:
    from voorzorg.statistics.linear import ancova

    names = ", ".join(columns.columns) or "nothing"
    cluster = study.cluster_of(outcome)
    groups = frame[cluster].astype("string").fillna("(missing)").to_numpy() if cluster else None
    result = ancova(
        numbers(frame["y"]),
        frame["treated"].to_numpy(),
        columns.to_numpy(dtype=float),
        kind="cluster" if cluster else "HC3",
        cluster=groups,
        level=study.config.analysis.ci_level,
    )
    method = f"analysis of covariance on {names}; "
    method += f"standard error robust to clustering by {cluster}" if cluster else "HC3 standard error"
    return [make.estimated("mean_difference", method, result.difference, contrast=contrast.label, **where)]
