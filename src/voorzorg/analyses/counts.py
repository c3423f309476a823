"""Counts per wave, such as cigarettes a day: a rate ratio, and a hurdle model where zeros abound."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study, design_columns, numbers
from voorzorg.cohorts.outcomes import Outcome

#: Above this share of zeros the hurdle model's two parts are estimated as well.
MANY_ZEROS = 0.25


def compare_counts(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave and contrast: negative binomial rate ratio, and the two parts of a hurdle model."""
    make = RowMaker(study, key, "counts", outcome)
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        for contrast, frame in study.contrast_frames(outcome, wave):
            rows += _compare(study, make, outcome, frame, {"wave": wave, "contrast": contrast.label})
    return rows


def _compare(
    study: Study, make: RowMaker, outcome: Outcome, frame: pd.DataFrame, where: dict[str, Any]
) -> list[Row]:
    from voorzorg.statistics.counts import fit_hurdle, fit_negative_binomial

    level = study.config.analysis.ci_level
    y, treated = numbers(frame["y"]), frame["treated"].to_numpy()
    shared = where | {"n_treated": int((treated == 1).sum()), "n_reference": int((treated == 0).sum())}
    reason = None
    if min(shared["n_treated"], shared["n_reference"]) == 0:
        reason = "an arm has no observations"
    elif not y.any():
        reason = "all counts are zero"
    clusters = clusters_of(study, outcome, frame)
    reason = reason or (clusters.problem if clusters else None)
    if reason:
        return [make.failed("rate_ratio", "negative binomial regression", reason, **shared)]
    if clusters:
        make, shared = make.of("counts", clustered=True), shared | {"warnings": clusters.few}

    columns = design_columns(frame, study.covariates_of(outcome))
    names = ["(intercept)", "treated", *columns.columns]
    X = np.column_stack([np.ones(len(y)), treated, columns])
    ending = f" adjusted for {', '.join(columns.columns)}" if len(columns.columns) else ""
    ending += f"; {clusters.robust}" if clusters else ""
    fit = fit_negative_binomial(y, X, names)
    robust = fit.robust_covariance(clusters.of_row) if clusters else None
    method = f"{fit.distribution} regression{ending}"
    rows = [make.estimated("rate_ratio", method, fit.rate_ratio("treated", level, robust), **shared)]
    if np.mean(y == 0) <= MANY_ZEROS:
        return rows
    some = y > 0
    hurdle = fit_hurdle(y, X, names)
    # The penalised scores of a separated arm are next to nothing, and so would be a sandwich made of them.
    by_cluster = clusters is not None and not hurdle.any.firth
    robust = hurdle.any.robust_covariance(clusters.of_row) if clusters and by_cluster else None
    rows.append(
        make.of("hurdle", clustered=by_cluster).estimated(
            "odds_ratio",
            f"hurdle model, any above zero: logistic regression{ending}",
            hurdle.any.wald("treated", level, robust),
            **shared,
            events_treated=int(some[treated == 1].sum()),
            events_reference=int(some[treated == 0].sum()),
        )
    )
    robust = hurdle.positive.robust_covariance(clusters.of_row[some]) if clusters else None
    rows.append(
        make.of("hurdle").estimated(
            "rate_ratio",
            f"hurdle model, above zero: {hurdle.positive.distribution}{ending}",
            hurdle.positive.rate_ratio("treated", level, robust),
            **shared,
        )
    )
    return rows
