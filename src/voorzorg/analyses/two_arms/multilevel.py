"""Multilevel logistic regression: waves within participants (within sites), participants within clusters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import chdtri, fdtrc

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.groups import group_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, numbers
from voorzorg.analyses.two_arms.levels import Levels, of_level, of_participants, of_waves
from voorzorg.analyses.two_arms.repeated import RepeatedDesign, repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Argument, Message, Name, as_messages, message
from voorzorg.statistics.cluster_robust import few_clusters
from voorzorg.statistics.results import LOGISTIC_VARIANCE, Estimate, wald

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
    formula, data, names = _model(design)
    levels = of_waves(data, design.frame, contrast, clusters)
    method = levels.method
    lost = design.unusable(clusters.problem if clusters else None)
    rows = [
        main.failed("odds_ratio", method, reason, wave=wave, contrast=contrast.label)
        for wave, reason in lost.items()
    ]
    if len(design.waves) < 2 or (clusters and clusters.problem):
        return rows
    result, notes = _fit(formula, levels, names)
    rows += _wave_rows(study, main, design, contrast, result, method, notes, levels.few)
    rows += _risk_rows(study, main.of("marginal"), contrast, result, design, method, notes, {}, levels.few)
    rows += _variance_rows(study, main, design, contrast, result, [*method, *design.method()], notes)
    if design.effects != design.waves:
        free = repeated_design(study, outcome, contrast, free=True)
        changed, own, known = _model(free)
        levels = of_waves(own, free.frame, contrast, clusters)
        freed, said = _fit(changed, levels, known)
        rows += _wave_rows(study, main.of("free_baseline"), free, contrast, freed, method, said, levels.few)
    for level in study.levels_of(outcome):
        if clusters and level == clusters.variable:
            continue
        further = make.of("three_level")
        levels = of_level(data, design.frame, level)
        method = levels.method
        result, notes = _fit(formula, levels, names)
        rows += _wave_rows(study, further, design, contrast, result, method, notes, None)
        rows += _variance_rows(study, further, design, contrast, result, [*method, *design.method()], notes)
    return rows


def _effect(wave: str) -> str:
    """The term of a wave's arm effect; keys of waves are plain words."""
    return f"I(treated * (wave == '{wave}'))"


def _model(design: RepeatedDesign) -> tuple[str, pd.DataFrame, dict[Name, Argument]]:
    """Formula, data, and the columns as the study knows them.

    A level per wave, an arm effect per wave that has one, and the covariates.
    """
    covariates = {f"x{k}": design.covariates.iloc[:, k] for k in range(design.covariates.shape[1])}
    data = design.frame.assign(y=design.y)[["y", "wave", "treated", ID]]
    data = data.assign(wave=data["wave"].astype(object), treated=data["treated"].astype(float), **covariates)
    terms = ["0", "C(wave)", *map(_effect, design.effects), *covariates]
    names = _wave_columns(design.waves)
    for own, name in zip(covariates, design.covariates.columns, strict=True):
        names[Name("variable", own)] = Name("variable", str(name))
    return f"y ~ {' + '.join(terms)}", data, names


def _wave_columns(waves: Iterable[str]) -> dict[Name, Argument]:
    """The columns of the model over waves: a wave, and the arm at a wave."""
    found: dict[Name, Argument] = {}
    for wave in waves:
        at = Name("wave", wave)
        found[Name("variable", f"C(wave)[{wave}]")] = at
        found[Name("variable", _effect(wave))] = message("arm-at-wave", wave=at)
    return found


def _clustered(study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast) -> list[Row]:
    """One value per participant, participants within the outcome's cluster; crude and adjusted."""
    (wave,) = study.wave_keys(outcome)
    where: dict[str, Any] = {"wave": wave, "contrast": contrast.label}
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
        result, notes = _fit(formula, levels, known)
        few = levels.few
        rows.append(_odds_ratio(model, result, "treated", adjusted, notes, study, where, few))
        rows += _risk_rows(study, marginal, contrast, result, None, adjusted, notes, where, few)
        rows += _variance_rows(study, model, None, contrast, result, adjusted, notes)
    return rows


def _fit(
    formula: str, levels: Levels, names: Mapping[Name, Argument]
) -> tuple[MultilevelLogitResults, list[Message]]:
    """Maximum likelihood; where an arm is separated, Firth's penalty, and the notes say so.

    ``names`` are the model's columns as the study knows them.
    """
    from voorzorg.statistics.multilevel import MultilevelLogit
    from voorzorg.statistics.multilevel.errors import SeparationError

    model = MultilevelLogit.from_formula(formula, levels.data, **levels.options)
    try:
        result = model.fit(cov=levels.errors)
        notes = []
    except SeparationError as error:
        result = model.fit(penalty="firth")
        where = [Name("variable", column) for column in error.columns]
        notes = [message("separation-firths-penalised-likelihood-instead", where=where)]
    said = as_messages([*notes, *result.warnings])
    return result, [one.renamed(names) for one in said]


def _columns(result: MultilevelLogitResults, notes: list[Message]) -> dict[str, Any]:
    return {
        "missing_handling": message("likelihood"),
        "converged": bool(result.converged),
        "warnings": notes,
    }


def _odds_ratio(
    make: RowMaker,
    result: MultilevelLogitResults,
    name: str,
    method: list[Message],
    notes: list[Message],
    study: Study,
    where: dict[str, Any],
    few: int | None,
) -> Row:
    if not _usable(result, name):
        return make.row(
            "odds_ratio", method, **where, **_columns(result, [*notes, message("did-not-converge")])
        )
    found, told = _test(study, result, name, few)
    return make.row(
        "odds_ratio",
        [*method, result.method],
        estimate=found.estimate,
        std_error=found.std_error,
        ci_low=found.ci_low,
        ci_high=found.ci_high,
        ci_level=found.level,
        p_value=found.p_value,
        **where,
        **_columns(result, [*notes, *told]),
    )


def _usable(result: MultilevelLogitResults, name: str) -> bool:
    return bool(result.converged) and bool(np.isfinite(result.bse[name]))


def _test(
    study: Study, result: MultilevelLogitResults, name: str, few: int | None
) -> tuple[Estimate, list[Message]]:
    """Wald's interval and test of one coefficient; with clusters Student's, on the degrees of freedom left.

    A penalised fit has no sandwich: there they are those of whole clusters, their number less two.
    """
    df = float(result.df[name])
    if few is not None and math.isinf(df):
        df = max(float(few - 2), 1.0)
    found = wald(
        float(result.params[name]),
        float(result.bse[name]),
        scale="log",
        level=study.config.analysis.ci_level,
        df=df,
    )
    told = few_clusters(few, df) if few is not None else None
    return (replace(found, p_value=math.nan), [told]) if told else (found, [])


def _wave_rows(
    study: Study,
    make: RowMaker,
    design: RepeatedDesign,
    contrast: Contrast,
    result: MultilevelLogitResults,
    method: list[Message],
    notes: list[Message],
    few: int | None,
) -> list[Row]:
    """The odds ratio of every wave that has an effect, and a joint test over those after the start."""
    rows = []
    said = [*method, *design.method()]
    for wave in design.effects:
        where = {"wave": wave, "contrast": contrast.label, **design.counts(wave, events=True)}
        rows.append(_odds_ratio(make, result, _effect(wave), said, notes, study, where, few))
    later = [_effect(wave) for wave in design.effects if wave != study.baseline_wave]
    if result.converged and later:
        test = result.wald_test(later)
        p_value, told = float(test.pvalue), list[Message]()
        if few is not None:
            df = min(float(result.df[later].min()), max(float(few - 2), 1.0))
            if result.penalty is not None:
                p_value = float(fdtrc(len(later), df, chdtri(len(later), p_value) / len(later)))
            if problem := few_clusters(few, df):
                p_value, told = math.nan, [problem]
        rows.append(
            make.row(
                "joint_test",
                [*said, message("wald-test-of-all-waves")],
                contrast=contrast.label,
                p_value=p_value,
                **design.participants(),
                **_columns(result, [*notes, *told]),
            )
        )
    return rows


def _risk_rows(
    study: Study,
    make: RowMaker,
    contrast: Contrast,
    result: MultilevelLogitResults,
    design: RepeatedDesign | None,
    method: list[Message],
    notes: list[Message],
    where: dict[str, Any],
    few: int | None,
) -> list[Row]:
    """Population-averaged risks, differences and ratios: the random effects integrated out.

    They are nil where the arm's coefficient is, and repeat its test.
    """
    if not result.converged:
        return []
    level = study.config.analysis.ci_level
    risks = result.marginal_risks(
        "treated", "wave" if design else None, data=_population(result, design), level=level
    )
    said = [*method, *(design.method() if design else ()), message("population-averaged")]
    said.append(message("integrated-out"))
    rows = []
    for point in risks.table.to_dict("records"):
        wave = point["wave"] if design else where.get("wave", "")
        counts = design.counts(wave, events=True) if design else where
        shared = {k: v for k, v in counts.items() if k.startswith(("n_", "events_"))} | {"wave": wave}
        # The table's standard error of a ratio is that of its logarithm.
        per = point["estimate"] if point["estimand"].endswith("ratio") else 1.0
        p_value, told = math.nan, list[Message]()
        if point["estimand"] == "risk":
            group = group_of(study, contrast.treated if point["arm"] == 1 else contrast.reference)
            own = ("wave", f"n_{group.side}", f"events_{group.side}")
            shared = {k: v for k, v in shared.items() if k in own} | {"arm": group.arm}
        elif design and wave not in design.effects:
            continue  # nil by design
        else:
            shared["contrast"] = contrast.label
            found, told = _test(study, result, _effect(wave) if design else "treated", few)
            p_value = found.p_value
        rows.append(
            make.row(
                point["estimand"],
                said,
                estimate=point["estimate"],
                std_error=point["std_error"] / per,
                ci_low=point["ci_low"],
                ci_high=point["ci_high"],
                ci_level=level,
                p_value=p_value,
                **shared,
                **_columns(result, [*notes, *told]),
            )
        )
    return rows


def _population(result: MultilevelLogitResults, design: RepeatedDesign | None) -> pd.DataFrame | None:
    """Whom risks are averaged over: everybody once, or one row where all of them are the same."""
    frame = result.model.frame
    if design is None or frame is None:
        return None
    return frame.drop_duplicates(ID) if design.covariates.shape[1] else frame.iloc[:1]


def _variance_rows(
    study: Study,
    make: RowMaker,
    design: RepeatedDesign | None,
    contrast: Contrast,
    result: MultilevelLogitResults,
    method: list[Message],
    notes: list[Message],
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
    interval = message("log-wald-interval" if nested else "profile-interval")
    for name in names:
        penalised = result.penalty is not None
        test = None if penalised else result.variance_test(name.removeprefix("sd(").removesuffix(")"))
        low = float(limits.loc[name, 0])
        if nested and test is not None and test.pvalue > (1 - level) / 2:
            low = 0.0
        rows.append(
            make.row(
                "random_effect_sd",
                [*method, interval, message("chi-bar-square-test")],
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
                [*method, message("latent-scale"), message("profile-interval")],
                estimate=float(share[0]),
                ci_low=float(share[1]),
                ci_high=float(share[2]),
                ci_level=level,
                **shared,
                **_columns(result, notes),
            )
        )
    return rows
