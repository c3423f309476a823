"""Multilevel logistic regression: waves within participants (within sites), participants within clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.groups import group_of
from voorzorg.analyses.rows import Row, RowMaker
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, numbers
from voorzorg.analyses.two_arms.levels import Levels, of_level, of_participants, of_waves
from voorzorg.analyses.two_arms.repeated import RepeatedDesign, repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message
from voorzorg.statistics.results import LOGISTIC_VARIANCE

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults


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

    Clusters that the standard errors must respect are a level of the main model itself.
    """
    design = repeated_design(study, outcome, contrast)
    clusters = clusters_of(study, outcome, design.frame)
    main = make.of("multilevel", clustered=clusters is not None)
    data = design.frame.assign(y=design.y)[["y", "wave", "treated", ID]]
    levels = of_waves(data, design.frame, contrast, clusters)
    lost = design.unusable(clusters.problem if clusters else None)
    rows = [
        main.failed("odds_ratio", levels.method, reason, wave=wave, contrast=contrast.label)
        for wave, reason in lost.items()
    ]
    if len(design.waves) < 2 or (clusters and clusters.problem):
        return rows
    formula = "y ~ 0 + C(wave) + C(wave):treated"
    result, notes = _fit(formula, levels)
    rows += _wave_rows(study, main, design, contrast, result, levels.method, notes)
    rows += _risk_rows(study, main.of("marginal"), contrast, result, design, levels.method, notes, {})
    rows += _variance_rows(study, main, design, contrast, result, levels.method[:1], notes)
    for level in study.levels_of(outcome):
        if clusters and level == clusters.variable:
            continue
        further, levels = make.of("three_level"), of_level(data, design.frame, level)
        result, notes = _fit(formula, levels)
        rows += _wave_rows(study, further, design, contrast, result, levels.method, notes)
        rows += _variance_rows(study, further, design, contrast, result, levels.method, notes)
    return rows


def _clustered(study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast) -> list[Row]:
    """One value per participant, participants within the outcome's clusters; crude and adjusted."""
    (wave,) = study.wave_keys(outcome)
    where: dict[str, Any] = {"wave": wave, "contrast": contrast.label}
    frame = next(f for c, f in study.contrast_frames(outcome, wave) if c == contrast)
    clusters = clusters_of(study, outcome, frame)
    y, treated = numbers(frame["y"]), frame["treated"]
    columns = design_columns(frame, study.covariates_of(outcome))
    renamed = columns.set_axis([f"x{k}" for k in range(columns.shape[1])], axis=1)
    data = pd.concat([pd.DataFrame({"y": y, "treated": treated.to_numpy()}, frame.index), renamed], axis=1)
    level = next((name for name in study.levels_of(outcome)), None)
    levels = of_participants(data, frame, contrast, clusters, level)
    if levels is None:
        unnamed = message("multilevel-clusters", cluster="?")
        return [make.failed("odds_ratio", unnamed, message("no-clustering-variable"), **where)]
    if clusters and clusters.problem:
        return [make.failed("odds_ratio", levels.method, clusters.problem, **where)]
    make = make.of("multilevel", clustered=clusters is not None)
    for side, value in (("treated", 1), ("reference", 0)):
        where[f"n_{side}"] = int((treated == value).sum())
        where[f"events_{side}"] = int(y[(treated == value).to_numpy()].sum())
    rows = []
    for names in dict.fromkeys([(), tuple(renamed.columns)]):
        model = make.of("multilevel_adjusted") if names else make
        marginal = make.of("marginal_adjusted" if names else "marginal")
        method = levels.method
        if names:
            method = (*method, message("adjusted-for", names=list(columns.columns)))
        result, notes = _fit(" + ".join(["y ~ 1", "treated", *names]), levels)
        rows.append(_odds_ratio(model, result, "treated", method, notes, study, where))
        rows += _risk_rows(study, marginal, contrast, result, None, method, notes, where)
        rows += _variance_rows(study, model, None, contrast, result, method, notes)
    return rows


def _fit(formula: str, levels: Levels) -> tuple[MultilevelLogitResults, list[str]]:
    """Maximum likelihood; where an arm is separated, Firth's penalty, and the notes say so."""
    from voorzorg.statistics.multilevel import MultilevelLogit
    from voorzorg.statistics.multilevel.errors import SeparationError

    model = MultilevelLogit.from_formula(formula, levels.data, **levels.options)
    try:
        result = model.fit(cov=levels.errors)
        notes = []
    except SeparationError as error:
        result = model.fit(penalty="firth")
        where = ", ".join(error.columns)
        notes = [f"separation ({where}): Firth's penalised likelihood instead of maximum likelihood"]
    return result, list(dict.fromkeys([*notes, *result.warnings]))


def _columns(result: MultilevelLogitResults, notes: list[str]) -> dict[str, Any]:
    return {
        "missing_handling": "likelihood",
        "converged": bool(result.converged),
        "warnings": notes,
    }


def _odds_ratio(
    make: RowMaker,
    result: MultilevelLogitResults,
    name: str,
    method: tuple[Message, ...],
    notes: list[str],
    study: Study,
    where: dict[str, Any],
) -> Row:
    level = study.config.analysis.ci_level
    ratios = result.odds_ratios(alpha=1 - level).loc[name]
    usable = bool(result.converged) and np.isfinite(result.bse[name])
    if not usable:
        return make.row("odds_ratio", method, **where, **_columns(result, [*notes, "did not converge"]))
    return make.row(
        "odds_ratio",
        (*method, result.method),
        estimate=ratios["odds_ratio"],
        std_error=result.bse[name],
        ci_low=ratios["ci_low"],
        ci_high=ratios["ci_high"],
        ci_level=level,
        p_value=ratios["p_value"],
        **where,
        **_columns(result, notes),
    )


def _wave_rows(
    study: Study,
    make: RowMaker,
    design: RepeatedDesign,
    contrast: Contrast,
    result: MultilevelLogitResults,
    method: tuple[Message, ...],
    notes: list[str],
) -> list[Row]:
    """The odds ratio of every wave, and a joint test over them."""
    rows = []
    names = [f"C(wave)[{wave}]:treated" for wave in design.waves]
    for wave, name in zip(design.waves, names, strict=True):
        where = {"wave": wave, "contrast": contrast.label, **design.counts(wave, events=True)}
        rows.append(_odds_ratio(make, result, name, method, notes, study, where))
    later = [n for n, w in zip(names, design.waves, strict=True) if w != study.baseline_wave]
    if result.converged and later:
        test = result.wald_test(later)
        rows.append(
            make.row(
                "joint_test",
                (*method, "Wald test of the arm effect in all waves after baseline"),
                contrast=contrast.label,
                p_value=float(test.pvalue),
                **design.participants(),
                **_columns(result, notes),
            )
        )
    return rows


def _risk_rows(
    study: Study,
    make: RowMaker,
    contrast: Contrast,
    result: MultilevelLogitResults,
    design: RepeatedDesign | None,
    method: tuple[Message, ...],
    notes: list[str],
    where: dict[str, Any],
) -> list[Row]:
    """Population-averaged risks, differences and ratios: the random effects integrated out."""
    if not result.converged:
        return []
    level = study.config.analysis.ci_level
    # Without covariates every row is the same population, so that one row stands for it.
    frame = result.model.frame
    one_row = frame.iloc[:1] if design and frame is not None else None
    risks = result.marginal_risks("treated", "wave" if design else None, data=one_row, level=level)
    label: tuple[Message | str, ...] = (*method, "population-averaged, random effects integrated out")
    rows = []
    for point in risks.table.to_dict("records"):
        wave = point["wave"] if design else where.get("wave", "")
        counts = design.counts(wave, events=True) if design else where
        shared = {k: v for k, v in counts.items() if k.startswith(("n_", "events_"))} | {"wave": wave}
        # The table's standard error of a ratio is that of its logarithm.
        per = point["estimate"] if point["estimand"].endswith("ratio") else 1.0
        if point["estimand"] == "risk":
            group = group_of(study, contrast.treated if point["arm"] == 1 else contrast.reference)
            own = ("wave", f"n_{group.side}", f"events_{group.side}")
            shared = {k: v for k, v in shared.items() if k in own} | {"arm": group.arm}
        else:
            shared["contrast"] = contrast.label
        rows.append(
            make.row(
                point["estimand"],
                label,
                estimate=point["estimate"],
                std_error=point["std_error"] / per,
                ci_low=point["ci_low"],
                ci_high=point["ci_high"],
                ci_level=level,
                p_value=point["p_value"],
                **shared,
                **_columns(result, notes),
            )
        )
    return rows


def _variance_rows(
    study: Study,
    make: RowMaker,
    design: RepeatedDesign | None,
    contrast: Contrast,
    result: MultilevelLogitResults,
    method: tuple[Message, ...],
    notes: list[str],
) -> list[Row]:
    """Random-effect standard deviations with their intervals, and the intraclass correlation.

    Profile likelihood intervals, except with three levels: a profile refits the model a dozen times, and a
    three-level fit takes seconds. There the limits are Wald's on the log scale, which never reaches zero, so
    that the lower one is zero where the likelihood-ratio test does not exclude it: as a profile's would be.
    """
    level = study.config.analysis.ci_level
    shared = {"contrast": contrast.label, **(design.participants() if design else {})}
    rows: list[Row] = []
    if not result.converged:
        return rows
    names = [name for name in result.params.index if name.startswith("sd(")]
    nested = len(names) > 1
    likelihood = result.with_errors("observed")  # a variance is no contrast of clusters
    limits = likelihood.conf_int(alpha=1 - level, method="wald" if nested else "profile", parameters=names)
    interval = "Wald interval on the log scale" if nested else "profile likelihood interval"
    for name in names:
        penalised = result.penalty is not None
        test = None if penalised else result.variance_test(name.removeprefix("sd(").removesuffix(")"))
        low = float(limits.loc[name, 0])
        if nested and test is not None and test.pvalue > (1 - level) / 2:
            low = 0.0
        rows.append(
            make.row(
                "random_effect_sd",
                (*method, f"{interval}, chi-bar-square test"),
                category=name,
                estimate=float(result.params[name]),
                ci_low=low,
                ci_high=float(limits.loc[name, 1]),
                ci_level=level,
                p_value=test.pvalue if test else None,
                **shared,
                **_columns(result, notes),
            )
        )
    if not nested and all(effect == "Intercept" for term in result.terms for effect in term.columns):
        # The correlation rises with the standard deviation, so that its limits are those of the latter.
        spread = np.array([result.params[names[0]], *limits.loc[names[0]]], dtype=float)
        with np.errstate(invalid="ignore"):
            share = np.where(np.isinf(spread), 1.0, spread**2 / (spread**2 + LOGISTIC_VARIANCE))
        rows.append(
            make.row(
                "icc",
                (*method, "latent scale, profile likelihood interval"),
                estimate=float(share[0]),
                ci_low=float(share[1]),
                ci_high=float(share[2]),
                ci_level=level,
                **shared,
                **_columns(result, notes),
            )
        )
    return rows
