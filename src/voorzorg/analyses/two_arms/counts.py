"""Counts per wave, such as cigarettes a day: a rate ratio, and a hurdle model where zeros abound."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import Study, design_columns, numbers
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import message

#: The column of the count before allocation, among the covariates.
BEFORE = "log_baseline_count"
#: Above this share of zeros the hurdle model's two parts are estimated as well.
MANY_ZEROS = 0.25


def compare_counts(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave and contrast: negative binomial rate ratio, and the two parts of a hurdle model.

    Adjusted for covariates and, at waves after allocation, for the logarithm of one plus the count before.
    Standard errors are sandwich ones: counts with many zeros fit no negative binomial, whose own error is
    then wrong. They are bias-reduced, and tests are score tests, which keep their level in small arms, or
    over clusters tests on the square-root scale, which keep it with few of them. In one of several imputed
    data sets there is the rate ratio alone, from the estimates of the one before it: it is pooled with Wald's
    error, and the truncated part of a hurdle model would take most of a run.
    """
    make = RowMaker(study, key, "counts", outcome)
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        for contrast, frame in study.contrast_frames(outcome, wave):
            columns = design_columns(frame, study.covariates_of(outcome))
            if study.baseline_wave in outcome.waves and wave != study.baseline_wave:
                before = np.log1p(study.at_start(outcome, frame))
                columns = columns.join(design_columns(pd.DataFrame({BEFORE: before}), (BEFORE,)))
            rows += _compare(study, make, outcome, frame, columns, {"wave": wave, "contrast": contrast})
    return rows


def _compare(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    frame: pd.DataFrame,
    columns: pd.DataFrame,
    where: dict[str, Any],
) -> list[Row]:
    from voorzorg.statistics.regression.arm_effect import odds_ratio, rate_ratio, truncated_rate_ratio
    from voorzorg.statistics.regression.counts import CountFit, fit_hurdle

    level = study.config.analysis.ci_level
    y, treated = numbers(frame["y"]), frame["treated"].to_numpy()
    shared = where | _sizes(treated)
    reason = None
    if min(shared["n_treated"], shared["n_reference"]) == 0:
        reason = message("arm-no-observations")
    elif not y.any():
        reason = message("all-counts-zero")
    clusters = clusters_of(study, outcome, frame)
    reason = reason or (clusters.problem if clusters else None)
    if reason:
        return [
            make.failed(
                "rate_ratio", message("count-regression", distribution="negative-binomial"), reason, **shared
            )
        ]
    make = make.of("counts", clustered=clusters is not None)
    related = clusters.of_row if clusters else None

    names = ["(intercept)", "treated", *columns.columns]
    X = np.column_stack([np.ones(len(y)), treated, columns])
    one_of_many = study.alike is not None
    error = [clusters.robust] if clusters else [message("robust-error")]
    if not clusters and not one_of_many:
        error.append(message("score-test"))
    ending = [*adjusted_for(columns), *error]
    kept = {} if study.alike is None else study.alike.starts
    before = kept.get(("counts", where["wave"], where["contrast"]))
    near = before if isinstance(before, CountFit) else None
    ratio, fit = rate_ratio(y, X, names, "treated", level, related, near=near, score=not one_of_many)
    if fit.converged:
        kept.setdefault(("counts", where["wave"], where["contrast"]), fit)
    compared = []
    if clusters and fit.converged:
        compared = [message("log-scale-test" if one_of_many else "root-scale-test")]
    method = [message("count-regression", distribution=_key(fit.distribution)), *ending, *compared]
    rows = [make.estimated("rate_ratio", method, ratio, **shared)]
    if one_of_many or np.mean(y == 0) <= MANY_ZEROS:
        return rows
    some = y > 0
    hurdle = fit_hurdle(y, X, names)
    # The penalised scores of a separated arm are next to nothing, and so would be a sandwich made of them.
    respected = clusters is not None and not hurdle.any.firth
    rows.append(
        make.of("hurdle", clustered=respected).estimated(
            "odds_ratio",
            [message("hurdle-any"), *ending],
            odds_ratio(hurdle.any, "treated", level, related),
            **shared,
            events_treated=int(some[treated == 1].sum()),
            events_reference=int(some[treated == 0].sum()),
        )
    )
    rows.append(
        make.of("hurdle").estimated(
            "rate_ratio",
            [message("hurdle-positive", distribution=_key(hurdle.positive.distribution)), *ending],
            truncated_rate_ratio(
                hurdle.positive,
                y[some],
                X[some],
                "treated",
                level,
                related[some] if related is not None else None,
            ),
            **(shared | _sizes(treated[some])),
        )
    )
    return rows


def _key(distribution: str) -> str:
    """The distribution as the catalogue's variants name it."""
    return distribution.lower().replace(" ", "-")


def _sizes(treated: np.ndarray) -> dict[str, int]:
    return {"n_treated": int((treated == 1).sum()), "n_reference": int((treated == 0).sum())}
