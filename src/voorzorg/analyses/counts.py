"""Counts per wave, such as cigarettes a day: a rate ratio, and a hurdle model where zeros abound."""

from __future__ import annotations

from typing import Any

import numpy as np

from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study, design_columns, numbers
from voorzorg.cohorts.outcomes import Outcome

#: Above this share of zeros the hurdle model's two parts are estimated as well.
MANY_ZEROS = 0.25


def compare_counts(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave and contrast: negative binomial rate ratio, and the two parts of a hurdle model."""
    from voorzorg.statistics.counts import fit_hurdle, fit_negative_binomial

    make = RowMaker(study, key, outcome)
    level = study.config.analysis.ci_level
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        for contrast, frame in study.contrast_frames(outcome, wave):
            y = numbers(frame["y"])
            treated = frame["treated"].to_numpy()
            shared: dict[str, Any] = {
                "wave": wave,
                "contrast": contrast.label,
                "n_treated": int((treated == 1).sum()),
                "n_reference": int((treated == 0).sum()),
            }
            columns = design_columns(frame, study.covariates_of(outcome))
            names = ["(intercept)", "treated", *columns.columns]
            adjusted = f" adjusted for {', '.join(columns.columns)}" if len(columns.columns) else ""
            if min(shared["n_treated"], shared["n_reference"]) == 0 or not y.any():
                reason = (
                    "an arm has no observations" if len(np.unique(treated)) < 2 else "all counts are zero"
                )
                rows.append(make.failed("rate_ratio", "negative binomial regression", reason, **shared))
                continue
            X = np.column_stack([np.ones(len(y)), treated, columns])
            fit = fit_negative_binomial(y, X, names)
            method = f"{fit.distribution} regression{adjusted}"
            rows.append(make.estimated("rate_ratio", method, fit.rate_ratio("treated", level), **shared))
            if np.mean(y == 0) <= MANY_ZEROS:
                continue
            hurdle = fit_hurdle(y, X, names)
            any_smoked, how_many = hurdle.any, hurdle.positive
            events = {
                "events_treated": int((y[treated == 1] > 0).sum()),
                "events_reference": int((y[treated == 0] > 0).sum()),
            }
            rows.append(
                make.estimated(
                    "odds_ratio",
                    f"hurdle model, any above zero: logistic regression{adjusted}",
                    any_smoked.wald("treated", level),
                    **shared,
                    **events,
                )
            )
            rows.append(
                make.estimated(
                    "rate_ratio",
                    f"hurdle model, above zero: {how_many.distribution}{adjusted}",
                    how_many.rate_ratio("treated", level),
                    **shared,
                )
            )
    return rows
