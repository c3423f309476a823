"""Sensitivity rows of the main contrast: drop-out weighted and doubly robust, and bounds for who has an
outcome.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import Contrast, Study, design_columns, numbers, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Name, message


def robust_to_dropout_rows(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Difference per wave after the start for everyone randomised, two ways; covariates as in ``adjusted``.

    Of an outcome that exists only for some there is no such population: its rows are those of the composite.
    """
    from voorzorg.statistics.two_arm.robust_to_dropout import robust_to_dropout

    make = RowMaker(study, key, "doubly_robust", outcome)
    estimand = "risk_difference" if outcome.type == "binary" else "mean_difference"
    if outcome.selected_by:
        return [make.failed(estimand, message("doubly-robust"), message("no-population-for-weights"))]
    rows: list[Row] = []
    before = study.baseline_wave if study.baseline_wave in outcome.waves else None
    for wave in study.wave_keys(outcome):
        if wave and wave == before:
            continue
        for contrast in study.contrasts:
            frame = of_contrast(study.frame(outcome, wave), contrast)
            covariates = study.covariates_of(outcome)
            if before:
                start = study.at_start(outcome, frame)
                frame, covariates = frame.assign(baseline_outcome=start), (*covariates, "baseline_outcome")
            columns = design_columns(frame, covariates)
            y, treated = numbers(frame["y"]), frame["treated"].to_numpy()
            clusters = clusters_of(study, outcome, frame)
            problem = clusters.problem if clusters else None
            error = clusters.robust if clusters else message("robust-error")
            found = robust_to_dropout(
                y,
                treated,
                columns.to_numpy(dtype=float),
                binary=outcome.type == "binary",
                level=study.config.analysis.ci_level,
                cluster=clusters.of_row if clusters else None,
            )
            where: dict[str, Any] = {
                "wave": wave,
                "contrast": contrast,
                "n_treated": int(np.isfinite(y[treated == 1]).sum()),
                "n_reference": int(np.isfinite(y[treated == 0]).sum()),
            }
            own = make.of("doubly_robust", clustered=clusters is not None)
            method = [message("doubly-robust"), *adjusted_for(columns), error]
            if problem:
                rows.append(own.failed(estimand, method, problem, **where))
                continue
            rows.append(
                own.estimated(
                    estimand,
                    method,
                    found.doubly_robust,
                    missing_handling=message("weighted-and-modelled"),
                    **where,
                )
            )
            method = [message("inverse-probability-weights"), *adjusted_for(columns), error]
            weighted = own.of("weighted")
            rows.append(
                weighted.estimated(
                    estimand, method, found.weighted, missing_handling=message("weighted-only"), **where
                )
            )
    return rows


def survivor_rows(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Bounds per wave on the risk difference among those who would have the outcome in either arm."""
    make = RowMaker(study, key, "bounds", outcome)
    if outcome.selected_by is None:
        reason = message("everybody-has-the-outcome")
        return [make.failed("risk_difference", message("zhang-rubin-bounds"), reason)]
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        if wave == study.baseline_wave:
            continue
        for contrast in study.contrasts:
            rows += _bounds(study, make, outcome, contrast, wave)
    return rows


def _bounds(study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast, wave: str) -> list[Row]:
    from voorzorg.statistics.two_arm.survivors import survivor_bounds

    frame = study.frame(outcome, wave)
    there, y = study.exists(outcome, wave), numbers(frame["y"])
    counts: dict[str, tuple[int, int, int]] = {}
    for arm in (contrast.treated, contrast.reference):
        own = (frame["arm"] == arm).fillna(False).to_numpy(dtype=bool)
        answered = own & np.isfinite(y)
        known, having = int((own & np.isfinite(there)).sum()), int((own & (there == 1)).sum())
        # Whoever has it and did not answer says nothing on its risk; the share of those who have it stays.
        of_all = round(answered.sum() * known / having) if having else known
        counts[arm] = (int(y[answered].sum()), int(answered.sum()), of_all)
    (e1, s1, n1), (e0, s0, n0) = counts[contrast.treated], counts[contrast.reference]
    where: dict[str, Any] = {
        "wave": wave,
        "contrast": contrast,
        "n_treated": s1,
        "n_reference": s0,
        "events_treated": e1,
        "events_reference": e0,
    }
    rows = []
    for method, monotone in ((message("zhang-rubin-bounds"), False), (message("lee-bounds"), True)):
        if min(s1, s0) == 0:
            rows.append(make.failed("risk_difference", method, message("arm-no-observations"), **where))
            continue
        level, who = study.config.analysis.ci_level, Name("variable", str(outcome.selected_by))
        found = survivor_bounds(
            (e1, e0), (s1, s0), (n1, n0), monotone=monotone, level=level, seed=study.config.seed
        )
        for name, value in (("lower bound", found.low), ("upper bound", found.high)):
            rows.append(
                make.row(
                    "risk_difference",
                    [method, message("bounds-interval")],
                    category=name,
                    estimate=value,
                    ci_low=found.ci_low,
                    ci_high=found.ci_high,
                    ci_level=level,
                    seed=study.config.seed,
                    warnings=message(
                        "bounds-stratum",
                        share=round(found.stratum, 2),
                        who=who,
                    ),
                    **where,
                )
            )
    return rows
