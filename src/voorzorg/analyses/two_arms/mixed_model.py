"""Linear mixed model for a repeated continuous outcome: a mean difference per wave."""

from __future__ import annotations

import numpy as np

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.analyses.two_arms.repeated import repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Name, message


def fit_mixed_model(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Mean difference per wave and contrast, and the variance components; REML, likelihood-based for gaps."""
    from voorzorg.statistics.repeated.mixed import fit_linear_mixed

    rows: list[Row] = []
    for contrast in study.contrasts:
        design = repeated_design(study, outcome, contrast)
        clusters = clusters_of(study, outcome, design.frame)
        make = RowMaker(study, key, "mixed_model", outcome, clustered=clusters is not None)
        levels = message("intercept-per-participant")
        if clusters:
            levels = message("intercepts-per-participant-and", variable=Name("cluster", clusters.variable))
        method = [message("linear-mixed-model"), levels, message("reml"), message("satterthwaite")]
        lost = design.unusable(clusters.problem if clusters else None)
        rows += [
            make.failed("mean_difference", method, reason, wave=wave, contrast=contrast.label)
            for wave, reason in lost.items()
        ]
        if len(lost) == len(study.wave_keys(outcome)):
            continue
        of_row = clusters.of_row if clusters else None
        fit = fit_linear_mixed(design.y, design.X, design.names, design.groups, of_row)
        for wave in design.waves:
            weights = np.zeros(len(design.names))
            weights[design.column(wave)] = 1.0
            rows.append(
                make.estimated(
                    "mean_difference",
                    method,
                    fit.contrast(weights, study.config.analysis.ci_level),
                    wave=wave,
                    contrast=contrast.label,
                    missing_handling=message("likelihood"),
                    **design.counts(wave, events=False),
                )
            )
        components = {"between participants": fit.person_variance, "residual": fit.residual_variance}
        if clusters:
            components[f"between {clusters.variable}"] = fit.group_variance
        rows += [
            make.row(
                "sd" if name == "residual" else "random_effect_sd",
                method,
                category=name,
                contrast=contrast.label,
                estimate=float(np.sqrt(variance)),
                scale=outcome.unit.en if outcome.unit else "standard deviation",
                missing_handling=message("likelihood"),
                converged=fit.converged,
                warnings=fit.warnings,
                **design.participants(),
            )
            for name, variance in components.items()
        ]
    return rows
