"""Multilevel logistic regression: waves within participants (within sites), participants within clusters."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from voorzorg.analyses.clusters import Clusters, clusters_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import Contrast, Study, design_columns, numbers
from voorzorg.analyses.two_arms.multilevel.fit import column_names, fitted, model_of
from voorzorg.analyses.two_arms.multilevel.levels import Levels, of_level, of_participants, of_waves
from voorzorg.analyses.two_arms.multilevel.risks import risk_rows, risk_rows_over_waves
from voorzorg.analyses.two_arms.multilevel.rows import Fitted, odds_ratio, variance_rows, wave_rows
from voorzorg.analyses.two_arms.repeated import RepeatedDesign, repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Argument, Name, message


def fit_multilevel(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Conditional odds ratios and population-averaged risks, per wave where the outcome is repeated."""
    repeated = len(study.wave_keys(outcome)) > 1
    fit = _repeated if repeated else _clustered
    rows: list[Row] = []
    for contrast in study.contrasts:
        rows += fit(study, RowMaker(study, key, "multilevel", outcome), outcome, contrast)
    return rows


def _repeated(study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast) -> list[Row]:
    """Waves within participants, with an arm effect per wave; and with one more level where one is asked.

    Clusters that the standard errors must respect are a level of the main model itself. In one of several
    imputed data sets the main model alone is fitted, from the estimates of the one before it.
    """
    design = repeated_design(study, outcome, contrast)
    if "clusters" not in design.kept:
        design.kept["clusters"] = clusters_of(study, outcome, design.frame)
    clusters = cast("Clusters | None", design.kept["clusters"])
    main = make.of("multilevel", clustered=clusters is not None)
    levels = of_waves(design.frame, contrast, clusters)
    lost = design.unusable(clusters.problem if clusters else None)
    rows = [
        main.failed("odds_ratio", levels.method, reason, wave=wave, contrast=contrast)
        for wave, reason in lost.items()
    ]
    if len(design.waves) < 2 or (clusters and clusters.problem):
        return rows
    before = None if study.alike is None else study.alike.starts.get(("multilevel", contrast))
    fit = _fit_waves(study, contrast, design, levels, before if isinstance(before, Fitted) else None)
    rows += wave_rows(main, fit)
    rows += risk_rows_over_waves(main.of("marginal"), fit, levels)
    rows += variance_rows(main, fit)
    if study.alike is not None:
        if fit.converged:
            study.alike.starts.setdefault(("multilevel", contrast), fit)
        return rows
    if design.effects != design.waves:
        free = design.freed()
        freed = _fit_waves(study, contrast, free, of_waves(free.frame, contrast, clusters), fit)
        rows += wave_rows(main.of("free_baseline"), freed)
    for level in study.levels_of(outcome):
        if clusters and level == clusters.variable:
            continue
        further = make.of("three_level")
        third = _fit_waves(study, contrast, design, of_level(design.frame, level))
        rows += wave_rows(further, third)
        rows += variance_rows(further, third)
    return rows


def _fit_waves(
    study: Study, contrast: Contrast, design: RepeatedDesign, levels: Levels, near: Fitted | None = None
) -> Fitted:
    """Fit the model over waves; ``near`` is one to start from."""
    start = near.result if near and near.converged else None
    result, notes = fitted(
        model_of(design, levels), levels, column_names(design), start, one_of_many=study.alike is not None
    )
    return Fitted(study, contrast, result, levels.method, notes, levels.few, design)


def _clustered(study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast) -> list[Row]:
    """One value per participant, participants within the outcome's cluster; crude and adjusted."""
    from voorzorg.statistics.multilevel import MultilevelLogit

    (wave,) = study.wave_keys(outcome)
    where: dict[str, Any] = {"wave": wave, "contrast": contrast}
    frame = next(f for c, f in study.contrast_frames(outcome, wave) if c == contrast)
    clusters = clusters_of(study, outcome, frame)
    make = make.of("multilevel", clustered=clusters is not None)
    y, treated = numbers(frame["y"]), frame["treated"]
    for side, value in (("treated", 1), ("reference", 0)):
        where[f"n_{side}"] = int((treated == value).sum())
        where[f"events_{side}"] = int(y[(treated == value).to_numpy()].sum())
    columns = design_columns(frame, study.covariates_of(outcome))
    renamed = columns.set_axis([f"x{k}" for k in range(columns.shape[1])], axis=1)
    data = pd.concat([pd.DataFrame({"y": y, "treated": treated.to_numpy()}, frame.index), renamed], axis=1)
    known: dict[Name, Argument] = {
        Name("variable", own): Name("variable", str(name))
        for own, name in zip(renamed.columns, columns.columns, strict=True)
    }
    levels = of_participants(data, frame, contrast, clusters, next(iter(study.levels_of(outcome)), None))
    if levels is None:
        nothing = message("no-clustering-variable-cohort")
        return [make.failed("odds_ratio", message("multilevel-regression"), nothing, **where)]
    if clusters and clusters.problem:
        return [make.failed("odds_ratio", levels.method, clusters.problem, **where)]
    rows = []
    for names in dict.fromkeys([(), tuple(renamed.columns)]):
        model = make.of("multilevel_adjusted") if names else make
        marginal = make.of("marginal_adjusted" if names else "marginal")
        adjusted = [*levels.method, *adjusted_for(columns if names else columns.iloc[:, :0])]
        formula = " + ".join(["y ~ 1", "treated", *names])
        specified = MultilevelLogit.from_formula(formula, levels.data, **levels.options)
        many, before = study.alike is not None, None
        if study.alike is not None:
            before = study.alike.starts.get(("multilevel", contrast, names))
        near = before.result if isinstance(before, Fitted) else None
        result, notes = fitted(specified, levels, known, near, one_of_many=many)
        fit = Fitted(study, contrast, result, adjusted, notes, levels.few)
        if study.alike is not None and fit.converged:
            study.alike.starts.setdefault(("multilevel", contrast, names), fit)
        rows.append(odds_ratio(model, fit, "treated", where))
        rows += risk_rows(marginal, fit, where)
        rows += variance_rows(model, fit)
    return rows
