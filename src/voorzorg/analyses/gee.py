"""Marginal (population-averaged) odds ratios per wave by generalised estimating equations."""

from __future__ import annotations

import math

from voorzorg.analyses.repeated import repeated_design
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.cohorts.outcomes import Outcome


def fit_gee(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """A row per wave and contrast; exchangeable working correlation, Mancl-DeRouen standard errors."""
    from voorzorg.statistics.gee import fit_gee_logistic

    make = RowMaker(study, key, outcome)
    method = "GEE, exchangeable within participant, Mancl-DeRouen standard error"
    rows: list[Row] = []
    for contrast in study.contrasts:
        design = repeated_design(study, outcome, contrast)
        rows += [
            make.failed("odds_ratio", method, reason, wave=wave, contrast=contrast.label)
            for wave, reason in design.dropped.items()
        ]
        if not design.waves:
            continue
        fit = fit_gee_logistic(
            design.y,
            design.X,
            design.groups,
            design.names,
            small_sample="mancl-derouen",
            ci_level=study.config.analysis.ci_level,
        )
        for wave in design.waves:
            at = design.column(wave)
            usable = bool(fit.converged) and math.isfinite(fit.std_error[at])
            notes = "; ".join(fit.warnings) or (None if usable else "did not converge")
            numbers = {
                "estimate": math.exp(fit.params[at]),
                "std_error": fit.std_error[at],
                "ci_low": math.exp(fit.ci_low[at]),
                "ci_high": math.exp(fit.ci_high[at]),
                "p_value": fit.p_value[at],
                "ci_level": fit.ci_level,
            }
            rows.append(
                make.row(
                    "odds_ratio",
                    method,
                    wave=wave,
                    contrast=contrast.label,
                    converged=usable,
                    warnings=notes,
                    **design.counts(wave, events=True),
                    **(numbers if usable else {}),
                )
            )
    return rows
