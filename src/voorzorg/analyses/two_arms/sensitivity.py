"""Sensitivity rows of the main contrast: drop-out weighted and doubly robust, and bounds for who has an
outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import Clusters, clusters_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import Contrast, Study, design_columns, numbers, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, message

if TYPE_CHECKING:
    from voorzorg.statistics.two_arm.taking_part.survivors import Bounds


def robust_to_dropout_rows(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Difference per wave after the start for everyone randomised, two ways; covariates as in ``adjusted``.

    Of an outcome that exists only for some there is no such population: its rows are those of the composite.
    """
    from voorzorg.statistics.two_arm.adjusted.robust_to_dropout import robust_to_dropout

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
    frame = study.frame(outcome, wave).assign(there=study.exists(outcome, wave))
    frame = of_contrast(frame, contrast).reset_index(drop=True)
    clusters = clusters_of(study, outcome, frame)
    treated, reference = (_counted(frame, k) for k in (1, 0))
    where: dict[str, Any] = {
        "wave": wave,
        "contrast": contrast,
        "n_treated": treated[1],
        "n_reference": reference[1],
        "events_treated": treated[0],
        "events_reference": reference[0],
    }
    make = make.of("bounds", clustered=clusters is not None)
    error = clusters.robust if clusters else message("bounds-interval")
    rows: list[Row] = []
    for assumed, monotone in ((message("zhang-rubin-bounds"), False), (message("lee-bounds"), True)):
        method = [assumed, error]
        problem = message("arm-no-observations") if min(treated[1], reference[1]) == 0 else None
        problem = problem or (clusters.problem if clusters else None)
        if problem:
            rows.append(make.failed("risk_difference", method, problem, **where))
            continue
        level, who = study.config.analysis.ci_level, Name("variable", str(outcome.selected_by))
        found, told = _bounded(study, frame, clusters, (treated, reference), monotone)
        share = message("bounds-stratum", share=round(found.stratum, 2), who=who)
        for name, value in (("lower bound", found.low), ("upper bound", found.high)):
            rows.append(
                make.interval(
                    "risk_difference",
                    method,
                    value,
                    (found.ci_low, found.ci_high),
                    level,
                    category=name,
                    seed=study.config.seed,
                    warnings=(share, *told),
                    **where,
                )
            )
    return rows


def _counted(frame: pd.DataFrame, treated: int) -> tuple[int, int, int]:
    """Of an arm: events, answers, and of how many so many answers would be at its share with the outcome.

    Whoever has it and did not answer says nothing on its risk; the share of those who have it stays.
    """
    own = frame[frame["treated"] == treated]
    y, there = numbers(own["y"]), numbers(own["there"])
    answered, having = np.isfinite(y), int((there == 1).sum())
    known = int(np.isfinite(there).sum())
    of_all = round(answered.sum() * known / having) if having else known
    return int(y[answered].sum()), int(answered.sum()), of_all


def _bounded(
    study: Study,
    frame: pd.DataFrame,
    clusters: Clusters | None,
    counts: tuple[tuple[int, int, int], tuple[int, int, int]],
    monotone: bool,
) -> tuple[Bounds, tuple[Message, ...]]:
    """Bounds from counts, or over clusters from participants; and what is to be told with them."""
    from voorzorg.statistics.two_arm.taking_part.survivors import clustered_survivor_bounds, survivor_bounds

    level, seed = study.config.analysis.ci_level, study.config.seed
    if clusters is None:
        (e1, s1, n1), (e0, s0, n0) = counts
        return survivor_bounds((e1, e0), (s1, s0), (n1, n0), monotone=monotone, level=level, seed=seed), ()
    return clustered_survivor_bounds(
        numbers(frame["y"]),
        numbers(frame["there"]),
        frame["treated"].to_numpy(),
        clusters.of_row,
        monotone=monotone,
        level=level,
        seed=seed,
    )
