"""Covariate-adjusted comparison per wave: standardised risks for binary outcomes, ANCOVA otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import Clusters, clusters_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Contrast, Study, design_columns, numbers
from voorzorg.analyses.two_arms.equivalence import equivalence_of
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, message
from voorzorg.statistics.results import Estimate

#: The column of the outcome before allocation, among the covariates.
BEFORE = "baseline_outcome"
_ERRORS = {"bias-reduced": message("robust-error"), "delta": message("delta-error")}
_TESTS = {
    "score": message("score-test"),
    "t": message("t-test"),
    "penalised": message("penalised-test"),
    "none": message("no-test"),
}


def adjust(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Rows for every wave and contrast: marginal risks and contrasts, or adjusted means and their difference.

    An outcome that was measured before allocation enters as a covariate of its later waves, the strongest
    one there is, and gets no adjusted comparison itself. Covariates are those that were planned, however many
    events there turn out to be: weak priors carry them (see the statistic). Without covariates and without
    clusters there are no rows.
    """
    make = RowMaker(study, key, "adjusted", outcome)
    before = study.baseline_wave if study.baseline_wave in outcome.waves else None
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        if wave and wave == before:
            continue
        for contrast, frame in study.contrast_frames(outcome, wave):
            columns = _planned(study, outcome, frame)
            if before:
                start = study.at_start(outcome, frame).rename(BEFORE).to_frame()
                columns = pd.concat([columns, design_columns(start, (BEFORE,))], axis=1)
            where: dict[str, Any] = {
                "wave": wave,
                "n_treated": int((frame["treated"] == 1).sum()),
                "n_reference": int((frame["treated"] == 0).sum()),
            }
            clusters = clusters_of(study, outcome, frame)
            if not columns.shape[1] and clusters is None:
                continue  # adjusted for nothing is the unadjusted comparison once more
            if study.manifest.pairs and clusters is not None:
                rows += _over_pairs(study, make, outcome, contrast, frame, columns, where)
                continue
            one = _binary if outcome.type == "binary" else _continuous
            rows += one(study, make, contrast, frame, columns, clusters, where)
    return rows


def _planned(study: Study, outcome: Outcome, frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of the planned covariates; of imputed data sets with answers of the same people made once."""
    covariates = study.covariates_of(outcome)
    if study.alike is None:
        return design_columns(frame, covariates)
    key = ("covariates", covariates, frame.index.to_numpy().tobytes())
    if key not in study.alike.starts:
        study.alike.starts[key] = design_columns(frame, covariates)
    return cast("pd.DataFrame", study.alike.starts[key])


def _binary(
    study: Study,
    make: RowMaker,
    contrast: Contrast,
    frame: pd.DataFrame,
    columns: pd.DataFrame,
    clusters: Clusters | None,
    where: dict[str, Any],
) -> list[Row]:
    from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks

    y, treated = numbers(frame["y"]), frame["treated"].to_numpy()
    where = where | {
        "events_treated": int(y[treated == 1].sum()),
        "events_reference": int(y[treated == 0].sum()),
    }
    reason: Message | None = None
    if min(where["n_treated"], where["n_reference"]) == 0:
        reason = message("arm-no-observations")
    elif y.min() == y.max():
        reason = message("outcome-does-not-vary")
    elif clusters and clusters.problem:
        reason = clusters.problem
    method = [_on("standardisation", columns)]
    estimands = ("risk_difference", "risk_ratio", "odds_ratio")
    if reason:
        arms = (contrast.reference, contrast.treated)
        risks = [make.failed("risk", method, reason, arm=arm, **where) for arm in arms]
        return risks + [make.failed(e, method, reason, contrast=contrast, **where) for e in estimands]
    result = standardised_risks(
        y,
        treated,
        columns.to_numpy(dtype=float),
        cluster=clusters.of_row if clusters else None,
        names=list(columns.columns),
        shrink=True,
        level=study.config.analysis.ci_level,
    )
    names = ("risk_reference", "risk_treated", *estimands)
    found: dict[str, Estimate] = {name: getattr(result, name) for name in names}
    if clusters:
        make = make.of("adjusted", clustered=True)
        if result.clusters is None:
            found = {name: _without_interval(estimate) for name, estimate in found.items()}
    method += [clusters.robust if clusters else _ERRORS[result.std_error_kind], _TESTS[result.test]]
    return [
        make.estimated("risk", method, found["risk_reference"], arm=contrast.reference, **where),
        make.estimated("risk", method, found["risk_treated"], arm=contrast.treated, **where),
        *(make.estimated(e, method, found[e], contrast=contrast, **where) for e in estimands),
        *equivalence_of(
            make, "risk_difference", method, found["risk_difference"], contrast=contrast, **where
        ),
    ]


def _over_pairs(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    contrast: Contrast,
    frame: pd.DataFrame,
    columns: pd.DataFrame,
    where: dict[str, Any],
) -> list[Row]:
    """Matched clusters: arms as the mean over pairs of their clusters' means, and the difference."""
    from voorzorg.statistics.two_arm.clusters.matched_clusters import matched_clusters

    make = make.of("adjusted", clustered=True)
    binary = outcome.type == "binary"
    level, contrasted = ("risk", "risk_difference") if binary else ("mean", "mean_difference")
    known = frame[study.manifest.pairs].notna().to_numpy()
    y, treated = numbers(frame["y"])[known], frame["treated"].to_numpy()[known]
    pair = frame.loc[known, study.manifest.pairs].astype("string")
    result = matched_clusters(
        y, treated, pair, columns.to_numpy(dtype=float)[known], study.config.analysis.ci_level
    )
    by = Name("cluster", str(study.manifest.pairs))
    method = [message("matched-clusters", variable=by, pairs=result.pairs)]
    method += [_on("two-stages", columns)] if columns.shape[1] else []
    left = (message("pairs-left-out", pairs=result.left_out),) if result.left_out else ()
    difference = replace(result.difference, warnings=(*result.difference.warnings, *left))
    return [
        make.number(level, method, result.reference, arm=contrast.reference, **where),
        make.number(level, method, result.treated, arm=contrast.treated, **where),
        make.estimated(contrasted, method, difference, contrast=contrast, **where),
    ]


def _on(model: str, columns: pd.DataFrame) -> Message:
    """A model on covariates, or on none."""
    if not columns.shape[1]:
        return message(f"{model}-on-nothing")
    return message(f"{model}-on", names=[Name("variable", str(name)) for name in columns.columns])


def _without_interval(estimate: Estimate) -> Estimate:
    """Under Firth's penalty no standard error respects clusters, and one that does not would be too small."""
    reason = message("no-interval-arm-separated-no")
    return Estimate(estimate.estimate, level=estimate.level, warnings=(*estimate.warnings, reason))


def _continuous(
    study: Study,
    make: RowMaker,
    contrast: Contrast,
    frame: pd.DataFrame,
    columns: pd.DataFrame,
    clusters: Clusters | None,
    where: dict[str, Any],
) -> list[Row]:
    from voorzorg.statistics.regression.linear import ancova

    method = [_on("ancova", columns), clusters.robust if clusters else message("hc3-error")]
    empty = message("arm-no-observations") if min(where["n_treated"], where["n_reference"]) == 0 else None
    if reason := empty or (clusters.problem if clusters else None):
        return [make.failed("mean_difference", method, reason, contrast=contrast, **where)]
    y, treated = numbers(frame["y"]), frame["treated"].to_numpy()
    result = ancova(
        y,
        treated,
        columns.to_numpy(dtype=float),
        kind="bias-reduced" if clusters else "HC3",
        cluster=clusters.of_row if clusters else None,
        level=study.config.analysis.ci_level,
    )
    make = make.of("adjusted", clustered=clusters is not None)
    # That a mean is nil is nobody's hypothesis.
    low, high = (replace(mean, p_value=np.nan) for mean in (result.mean_reference, result.mean_treated))
    return [
        make.estimated("mean", method, low, arm=contrast.reference, **where),
        make.estimated("mean", method, high, arm=contrast.treated, **where),
        make.estimated("mean_difference", method, result.difference, contrast=contrast, **where),
        *equivalence_of(make, "mean_difference", method, result.difference, contrast=contrast, **where),
        _standardised(make, method, result.difference, y, treated, contrast=contrast, **where),
    ]


def _standardised(
    make: RowMaker,
    method: list[Message],
    difference: Estimate,
    y: np.ndarray,
    treated: np.ndarray,
    **where: Any,
) -> Row:
    """The adjusted difference over the observed standard deviation within arms, which counts as known."""
    arms = [y[treated == arm] for arm in (0, 1)]
    squares = sum(float(((values - values.mean()) ** 2).sum()) for values in arms if len(values))
    spread = float(np.sqrt(squares / (len(y) - 2))) if len(y) > 2 else 0.0
    method = [*method, message("over-sd-within-arms")]
    if not (spread > 0 and np.isfinite(difference.estimate)):
        reason = difference.warnings or message("values-do-not-vary-within")
        return make.failed("standardised_difference", method, reason, **where)
    scaled = Estimate(
        difference.estimate / spread,
        difference.std_error / spread,
        difference.ci_low / spread,
        difference.ci_high / spread,
        level=difference.level,
        warnings=difference.warnings,
    )
    return make.estimated("standardised_difference", method, scaled, **where)
