"""Mixed model for repeated measures of a continuous outcome: a mean difference per wave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from voorzorg.analyses.clusters import Clusters, clusters_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import Contrast, Study
from voorzorg.analyses.two_arms.repeated import RepeatedDesign, repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate

if TYPE_CHECKING:
    from voorzorg.statistics.cluster_robust import ClusterRobust
    from voorzorg.statistics.repeated.mmrm import MMRMFit


_STRUCTURES = {
    "unstructured": message("structure-unstructured"),
    "heterogeneous Toeplitz": message("structure-toeplitz"),
    "heterogeneous autoregressive": message("structure-autoregressive"),
    "heterogeneous compound symmetry": message("structure-compound-symmetry"),
}


def fit_mixed_model(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Mean difference per wave and contrast, all of them together, and the standard deviation of every wave.

    The main model has no effect of the arm before allocation; one that estimates it is a sensitivity row.
    """
    rows: list[Row] = []
    for contrast in study.contrasts:
        make = RowMaker(study, key, "mixed_model", outcome)
        design = repeated_design(study, outcome, contrast)
        rows += _fit(study, make, outcome, contrast, design)
        if design.effects != design.waves:
            rows += _fit(study, make.of("free_baseline"), outcome, contrast, design.freed())
    return rows


def _fit(
    study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast, design: RepeatedDesign
) -> list[Row]:
    from voorzorg.statistics.repeated.mmrm import fit_mmrm

    clusters = clusters_of(study, outcome, design.frame)
    make = make.of(make.analysis, clustered=clusters is not None)
    method: list[Message] = [message("mmrm"), *design.method()]
    lost = design.unusable(clusters.problem if clusters else None)
    rows = [
        make.failed("mean_difference", method, reason, wave=wave, contrast=contrast)
        for wave, reason in lost.items()
    ]
    if len(lost) == len(study.wave_keys(outcome)):
        return rows
    order = [design.waves.index(wave) for wave in design.frame["wave"]]
    fit = fit_mmrm(design.y, design.X, design.names, design.groups, order)
    method.insert(1, message("mmrm-structure", structure=_STRUCTURES[fit.structure]))
    method.append(message("kenward-roger") if clusters is None else clusters.robust)
    notes = [
        message("mmrm-refused", structure=_STRUCTURES[name], reason=reason) for name, reason in fit.refused
    ]
    level = study.config.analysis.ci_level
    robust = None if clusters is None else _robust(fit, design, order, clusters)
    estimates = _contrasts(fit, design, robust, level)
    rows += [
        make.estimated(
            "mean_difference",
            method,
            estimate,
            wave=wave,
            contrast=contrast,
            missing_handling=message("likelihood"),
            warnings=notes,
            **design.counts(wave, events=False),
        )
        for wave, estimate in estimates.items()
    ]
    shared: dict[str, Any] = {
        "contrast": contrast,
        "missing_handling": message("likelihood"),
        **design.participants(),
    }
    later = [design.column(wave) for wave in design.effects if wave != study.baseline_wave]
    if study.alike is not None and make.analysis == "mixed_model":
        covariance = fit.covariance if robust is None else robust.covariance
        effects = Effects(contrast, fit.coefficients[later], covariance[np.ix_(later, later)])
        study.alike.effects.append(effects)
    if clusters is None and len(later) > 1:
        test = fit.f_test(np.eye(len(design.names))[later])
        rows.append(make.test((*method, message("f-test-all-waves")), test.p_value, warnings=notes, **shared))
    if make.analysis == "mixed_model":
        spread = np.sqrt(np.diag(fit.covariances[0]))
        scale = outcome.unit.en if outcome.unit else "standard deviation"
        rows += [
            make.number("sd", method, float(sd), wave=wave, scale=scale, warnings=notes, **shared)
            for wave, sd in zip(design.waves, spread, strict=True)
        ]
    return rows


def _contrasts(
    fit: MMRMFit, design: RepeatedDesign, robust: ClusterRobust | None, level: float
) -> dict[str, Estimate]:
    """The arm effect of every wave; with clusters by the bias-reduced sandwich of the model's scores."""
    weights = {wave: np.eye(len(design.names))[design.column(wave)] for wave in design.effects}
    if robust is None:
        return {wave: fit.contrast(weight, level) for wave, weight in weights.items()}
    from voorzorg.statistics.cluster_robust import few_clusters
    from voorzorg.statistics.results import wald

    found = {}
    for wave, weight in weights.items():
        df = robust.df(weight)
        few = few_clusters(robust.clusters, df)
        error = float(np.sqrt(weight @ robust.covariance @ weight))
        value = wald(
            float(weight @ fit.coefficients), error, level=level, df=df, warnings=(few,) if few else ()
        )
        found[wave] = replace(value, p_value=np.nan) if few else value
    return found


def _robust(fit: MMRMFit, design: RepeatedDesign, order: list[int], clusters: Clusters) -> ClusterRobust:
    from voorzorg.statistics.repeated.mmrm import clustered

    return clustered(fit, design.y, design.X, design.groups, order, clusters.of_row)
