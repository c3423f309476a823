"""Linear mixed model for a repeated continuous outcome: a mean difference per wave."""

from __future__ import annotations

import numpy as np

from voorzorg.analyses.repeated import repeated_design
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.cohorts.outcomes import Outcome


def fit_mixed_model(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Mean difference per wave and contrast, and the variance components; REML, likelihood-based for gaps."""
    from voorzorg.statistics.mixed import fit_linear_mixed

    make = RowMaker(study, key, outcome)
    method = "linear mixed model, random intercept per participant, REML, Satterthwaite"
    rows: list[Row] = []
    for contrast in study.contrasts:
        design = repeated_design(study, outcome, contrast)
        rows += [
            make.failed("mean_difference", method, reason, wave=wave, contrast=contrast.label)
            for wave, reason in design.dropped.items()
        ]
        if not design.waves:
            continue
        fit = fit_linear_mixed(design.y, design.X, design.names, design.groups)
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
                    missing_handling="likelihood",
                    **design.counts(wave, events=False),
                )
            )
        components = {"between participants": fit.person_variance, "residual": fit.residual_variance}
        rows += [
            make.row(
                "random_effect_sd" if name == "between participants" else "sd",
                method,
                category=name,
                contrast=contrast.label,
                estimate=float(np.sqrt(variance)),
                scale=outcome.unit.en if outcome.unit else "standard deviation",
                missing_handling="likelihood",
                converged=fit.converged,
                warnings="; ".join(fit.warnings) or None,
                **design.participants(),
            )
            for name, variance in components.items()
        ]
    return rows
