"""Multilevel logistic regression: waves within participants (within sites), participants within clusters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.groups import group_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, labels, numbers
from voorzorg.analyses.two_arms.repeated import RepeatedDesign, repeated_design
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Argument, Message, Name, as_messages, message
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
    method = [message("multilevel-regression"), message("intercept-per-participant")]
    if clusters:
        method[1] = message("intercepts-per-participant-and", variable=Name("cluster", clusters.variable))
    lost = design.unusable(clusters.problem if clusters else None)
    rows = [
        main.failed("odds_ratio", method, reason, wave=wave, contrast=contrast.label)
        for wave, reason in lost.items()
    ]
    if len(design.waves) < 2 or (clusters and clusters.problem):
        return rows
    data = design.frame.assign(y=design.y)[["y", "wave", "treated", ID]]
    formula = "y ~ 0 + C(wave) + C(wave):treated"
    outer, own = _with_level(data, design.frame, clusters.variable) if clusters else (None, data)
    names = _wave_columns(design.waves)
    result, notes = _fit(formula, own, groups=ID, outer_groups=outer, names=names)
    rows += _wave_rows(study, main, design, contrast, result, method, notes)
    rows += _risk_rows(study, main.of("marginal"), contrast, result, design, method, notes, {})
    rows += _variance_rows(study, main, design, contrast, result, method, notes)
    for level in study.levels_of(outcome):
        if clusters and level == clusters.variable:
            continue
        further = make.of("three_level")
        outer, nested = _with_level(data, design.frame, level)
        method = [
            message("three-level-regression"),
            message("intercepts-per-participant-and", variable=Name("cluster", level)),
        ]
        result, notes = _fit(formula, nested, groups=ID, outer_groups=outer, names=names)
        rows += _wave_rows(study, further, design, contrast, result, method, notes)
        rows += _variance_rows(study, further, design, contrast, result, method, notes)
    return rows


def _wave_columns(waves: Iterable[str]) -> dict[Name, Argument]:
    """The columns of the model over waves: a wave, and the arm at a wave."""
    found: dict[Name, Argument] = {}
    for wave in waves:
        at = Name("wave", wave)
        found[Name("variable", f"C(wave)[{wave}]")] = at
        found[Name("variable", f"C(wave)[{wave}]:treated")] = message("arm-at-wave", wave=at)
    return found


def _with_level(data: pd.DataFrame, frame: pd.DataFrame, level: str) -> tuple[str, pd.DataFrame]:
    """The data with a column of a level's labels, and its name: the level's own where that is free."""
    name = level if level not in data else "outer"
    return name, data.assign(**{name: labels(frame[level])})


def _clustered(study: Study, make: RowMaker, outcome: Outcome, contrast: Contrast) -> list[Row]:
    """One value per participant, participants within the outcome's cluster; crude and adjusted."""
    (wave,) = study.wave_keys(outcome)
    cluster = study.cluster_of(outcome) or next(iter(study.levels_of(outcome)), None)
    method = [message("multilevel-regression")]
    if cluster:
        method.append(message("intercept-per", variable=Name("cluster", cluster)))
    where: dict[str, Any] = {"wave": wave, "contrast": contrast.label}
    if cluster is None:
        return [make.failed("odds_ratio", method, message("no-clustering-variable-cohort"), **where)]
    frame = next(f for c, f in study.contrast_frames(outcome, wave) if c == contrast)
    clusters = clusters_of(study, outcome, frame)
    if clusters and clusters.problem:
        return [make.failed("odds_ratio", method, clusters.problem, **where)]
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
    group = cluster if cluster not in data else "cluster"
    data = data.assign(**{group: labels(frame[cluster])})
    rows = []
    for names in dict.fromkeys([(), tuple(renamed.columns)]):
        model = make.of("multilevel_adjusted") if names else make
        marginal = make.of("marginal_adjusted" if names else "marginal")
        adjusted = [*method, *adjusted_for(columns if names else columns.iloc[:, :0])]
        formula = " + ".join(["y ~ 1", "treated", *names])
        result, notes = _fit(formula, data, groups=group, names=known)
        rows.append(_odds_ratio(model, result, "treated", adjusted, notes, study, where))
        rows += _risk_rows(study, marginal, contrast, result, None, adjusted, notes, where)
        rows += _variance_rows(study, model, None, contrast, result, adjusted, notes)
    return rows


def _fit(
    formula: str,
    data: pd.DataFrame,
    groups: str,
    outer_groups: str | None = None,
    *,
    names: Mapping[Name, Argument],
) -> tuple[MultilevelLogitResults, list[Message]]:
    """Maximum likelihood; where an arm is separated, Firth's penalty, and the notes say so.

    ``names`` are the model's columns as the study knows them.
    """
    from voorzorg.statistics.multilevel import MultilevelLogit
    from voorzorg.statistics.multilevel.errors import SeparationError

    model = MultilevelLogit.from_formula(formula, data, groups, outer_groups=outer_groups)
    try:
        result = model.fit()
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
) -> Row:
    level = study.config.analysis.ci_level
    ratios = result.odds_ratios(alpha=1 - level).loc[name]
    usable = bool(result.converged) and np.isfinite(result.bse[name])
    if not usable:
        return make.row(
            "odds_ratio", method, **where, **_columns(result, [*notes, message("did-not-converge")])
        )
    return make.row(
        "odds_ratio",
        [*method, result.method],
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
    method: list[Message],
    notes: list[Message],
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
                [*method, message("wald-test-of-all-waves")],
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
    method: list[Message],
    notes: list[Message],
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
    label = [*method, message("population-averaged"), message("integrated-out")]
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
    limits = result.conf_int(alpha=1 - level, method="wald" if nested else "profile", parameters=names)
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
    if not nested:
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
