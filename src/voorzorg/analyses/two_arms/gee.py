"""Marginal (population-averaged) odds ratios per wave by generalised estimating equations."""

from __future__ import annotations

import math

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import Study
from voorzorg.analyses.two_arms.repeated import repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Argument, Name, as_messages, message


def fit_gee(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """A row per wave and contrast; exchangeable working correlation between a participant's answers.

    Mancl-DeRouen standard errors; where participants lie in clusters, a bias-reduced sandwich over these with
    Satterthwaite's degrees of freedom, as they may be few.
    """
    from voorzorg.statistics.repeated.gee import fit_gee_logistic

    rows: list[Row] = []
    for contrast in study.contrasts:
        design = repeated_design(study, outcome, contrast, adjusted=False)
        clusters = clusters_of(study, outcome, design.frame)
        make = RowMaker(study, key, "gee", outcome, clustered=clusters is not None)
        method = [message("gee"), message("exchangeable-within-participant"), message("mancl-derouen-error")]
        if clusters:
            method[2] = clusters.bias_reduced
        method += design.method()
        lost = design.unusable(clusters.problem if clusters else None)
        rows += [
            make.failed("odds_ratio", method, reason, wave=wave, contrast=contrast)
            for wave, reason in lost.items()
        ]
        if len(lost) == len(study.wave_keys(outcome)):
            continue
        fit = fit_gee_logistic(
            design.y,
            design.X,
            design.groups,
            design.names,
            small_sample="kauermann-carroll" if clusters else "mancl-derouen",
            reference="satterthwaite" if clusters else "normal",
            independent=clusters.of_row if clusters else None,
            ci_level=study.config.analysis.ci_level,
        )
        names: dict[Name, Argument] = {}
        for wave in design.waves:
            names[Name("variable", f"wave:{wave}")] = Name("wave", wave)
            names[Name("variable", f"treated:{wave}")] = message("arm-at-wave", wave=Name("wave", wave))
        for wave in design.effects:
            at = design.column(wave)
            usable = bool(fit.converged) and math.isfinite(fit.std_error[at])
            said = as_messages(fit.warnings)
            notes = [one.renamed(names) for one in said] or (None if usable else message("did-not-converge"))
            where = {"wave": wave, "contrast": contrast, **design.counts(wave, events=True)}
            if not usable:
                rows.append(make.failed("odds_ratio", method, notes, **where))
                continue
            rows.append(
                make.interval(
                    "odds_ratio",
                    method,
                    math.exp(fit.params[at]),
                    (math.exp(fit.ci_low[at]), math.exp(fit.ci_high[at])),
                    fit.ci_level,
                    std_error=fit.std_error[at],
                    p_value=fit.p_value[at],
                    converged=True,
                    warnings=notes,
                    **where,
                )
            )
    return rows
