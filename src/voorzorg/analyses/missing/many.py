"""Analyses of all completed data sets at once, for those that would otherwise take a minute.

The rows of the first data set, made as those of any study, say in words what is done. Those of the others
have the same words and their own numbers, computed without making a table of every data set. Covariates are
coded as among everyone randomised, the same in every data set. Where data sets need different words (a wave
lost, an estimate that is not there), None is returned, and each is analysed as a study by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from voorzorg.analyses.clusters import Clusters, clusters_of
from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.missing.many_multilevel import multilevel_of_all
from voorzorg.analyses.rows import Row
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, as_messages, message
from voorzorg.statistics.missing.imputation import ImputedData


def rows_of_all(
    study: Study,
    outcome: Outcome,
    analysis: str,
    imputed: ImputedData,
    first: Sequence[Row],
    joint: list[Effects],
    before: dict[object, object],
) -> list[list[Row]] | None:
    """Rows of every data set by the rows of the ``first``; None where the analysis has no quick way.

    ``joint`` gets the effects that are tested together; ``before`` is what the first analysis kept.
    """
    quick = _QUICK.get((analysis, outcome.type))
    if quick is None or not first or any(row.estimate is None for row in first):
        return None
    return quick(study, outcome, imputed, first, joint, before)


def _adjusted(
    study: Study,
    outcome: Outcome,
    imputed: ImputedData,
    first: Sequence[Row],
    _joint: list[Effects],
    _before: dict[object, object],
) -> list[list[Row]] | None:
    """Standardised risks per wave and contrast."""
    from voorzorg.statistics.two_arm.adjusted.standardised_sets import standardised_sets

    sets: list[list[Row]] = [[] for _ in range(imputed.m)]
    for (wave, contrast), group in _groups(study, first).items():
        where, arm, clusters, columns = people_of(study, outcome, wave, contrast)
        y = imputed.values(cell_of(outcome, wave))[:, where]
        shared = np.broadcast_to(columns, (imputed.m, *columns.shape))
        if study.baseline_wave in outcome.waves:
            before = imputed.values(cell_of(outcome, str(study.baseline_wave)))[:, where]
            known = np.where(np.isnan(y), np.nan, before)
            with np.errstate(invalid="ignore"):
                mean = np.nansum(known, axis=1) / np.maximum((~np.isnan(known)).sum(axis=1), 1)
            filled = np.where(np.isnan(before), mean[:, None], before)
            shared = np.concatenate([shared, filled[:, :, None]], axis=2)
        found = standardised_sets(y, arm, shared, clusters.of_row if clusters else None)
        counts = _counts(y, arm)
        for i in range(imputed.m):
            values = _risk_numbers(found.risks[i], found.covariance[i])
            for row in group:
                name = row.estimand
                if name == "risk":
                    name = "treated" if row.arm == contrast.treated else "reference"
                estimate, error = values[name]
                kept = (*_OF_EVERY, *_FEW)
                said = tuple(one for one in as_messages(row.warnings) if one.key in kept)
                sets[i].append(
                    replace(
                        row,
                        **_numbers(estimate, error, found.df[i], {n: int(c[i]) for n, c in counts.items()}),
                        warnings=(*as_messages(found.warnings[i]), *said),
                    )
                )
    return sets


#: What a row says of the outcome or the study, not of the numbers of one data set.
_OF_EVERY = ("only-those-with", "clusters-ignored", "arm-clusters-ignored")
#: Why there is no p-value: clusters are the same in every data set.
_FEW = ("few-clusters", "few-clusters-df")


def _risk_numbers(risks: np.ndarray, covariance: np.ndarray) -> dict[str, tuple[float, float]]:
    """Estimate and standard error (of ratios on the log scale) of what standardisation gives."""
    p1, p0 = risks
    weights = {
        "treated": (p1, (1.0, 0.0)),
        "reference": (p0, (0.0, 1.0)),
        "risk_difference": (p1 - p0, (1.0, -1.0)),
    }
    with np.errstate(divide="ignore", invalid="ignore"):
        weights["risk_ratio"] = (p1 / p0, (1 / p1, -1 / p0))
        weights["odds_ratio"] = (p1 / (1 - p1) / (p0 / (1 - p0)), (1 / (p1 * (1 - p1)), -1 / (p0 * (1 - p0))))
    found = {}
    for name, (estimate, w) in weights.items():
        variance = float(np.array(w) @ covariance @ np.array(w))
        found[name] = (float(estimate), math.sqrt(variance) if variance >= 0 else math.nan)
    return found


def _gee(
    study: Study,
    outcome: Outcome,
    imputed: ImputedData,
    first: Sequence[Row],
    joint: list[Effects],
    _before: dict[object, object],
) -> list[list[Row]] | None:
    """Marginal odds ratios per wave."""
    from voorzorg.statistics.repeated.gee import fit_gee_logistic

    sets: list[list[Row]] = [[] for _ in range(imputed.m)]
    waves = study.wave_keys(outcome)
    effects = [k for k, wave in enumerate(waves) if wave != study.baseline_wave]
    for contrast in study.contrasts:
        rows = {str(row.wave): row for row in first if row.contrast == contrast}
        if set(rows) != {waves[k] for k in effects}:
            return None
        where, arm, clusters, _ = people_of(study, outcome, waves[0], contrast)
        y = np.stack([imputed.values(cell_of(outcome, wave))[:, where] for wave in waves], axis=1)
        there = ~np.isnan(y)
        if not all(there[:, :, arm == value].any(axis=2).all() for value in (0, 1)):
            return None
        treated = np.zeros((len(waves), len(arm), len(effects)))
        treated[effects, :, range(len(effects))] = arm
        levels = np.broadcast_to(np.eye(len(waves))[:, None, :], (len(waves), len(arm), len(waves)))
        X = np.concatenate([levels, treated], axis=2)
        person = np.broadcast_to(np.arange(len(arm)), y.shape[1:])
        codes = None if clusters is None else np.unique(clusters.of_row.astype(str), return_inverse=True)[1]
        names = [f"wave:{w}" for w in waves] + [f"treated:{waves[k]}" for k in effects]
        called: dict[Name, Name | Message] = {}
        for wave in waves:
            called[Name("variable", f"wave:{wave}")] = Name("wave", wave)
            called[Name("variable", f"treated:{wave}")] = message("arm-at-wave", wave=Name("wave", wave))
        for i in range(imputed.m):
            rows_here = there[i]
            fit = fit_gee_logistic(
                y[i][rows_here],
                X[rows_here],
                person[rows_here],
                names,
                small_sample="kauermann-carroll" if clusters else "mancl-derouen",
                reference="satterthwaite" if clusters else "normal",
                independent=None if codes is None else codes[person[rows_here]],
            )
            df = np.broadcast_to(np.asarray(fit.df, float), len(names))
            notes = tuple(one.renamed(called) for one in as_messages(fit.warnings))
            own = slice(len(waves), None)
            joint.append(Effects(contrast, fit.params[own], fit.cov[own, own], float(df[own].min())))
            for position, k in enumerate(effects):
                at, row = len(waves) + position, rows[waves[k]]
                usable = bool(fit.converged) and math.isfinite(fit.std_error[at])
                numbers = (math.exp(fit.params[at]), float(fit.std_error[at])) if usable else (math.nan,) * 2
                said = tuple(one for one in as_messages(row.warnings) if one.key in _OF_EVERY)
                counts = {n: int(c[0]) for n, c in _counts(y[i, k][None], arm).items()}
                sets[i].append(
                    replace(
                        row,
                        **_numbers(*numbers, float(df[at]), counts),
                        warnings=(*notes, *said),
                    )
                )
    return sets


Quick = Callable[
    [Study, Outcome, ImputedData, Sequence[Row], list[Effects], dict[object, object]],
    list[list[Row]] | None,
]
_QUICK: Mapping[tuple[str, str], Quick] = {
    ("adjusted", "binary"): _adjusted,
    ("gee", "binary"): _gee,
    ("multilevel", "binary"): multilevel_of_all,
}


def _groups(study: Study, rows: Sequence[Row]) -> dict[tuple[str, Contrast], list[Row]]:
    """Rows by wave and contrast; those of an arm alone come before those of their contrast."""
    found: dict[tuple[str, Contrast], list[Row]] = {}
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if row.contrast in study.contrasts:
            found.setdefault((row.wave or "", row.contrast), []).extend(waiting)
            waiting = []
    return found


def people_of(
    study: Study, outcome: Outcome, wave: str, contrast: Contrast
) -> tuple[np.ndarray, np.ndarray, Clusters | None, np.ndarray]:
    """Who is in a contrast (n,), her arm, cluster and covariates (n, k)."""
    everyone = study.frame(outcome, wave)
    frame = of_contrast(everyone, contrast)
    where = everyone[ID].isin(frame[ID]).to_numpy()
    columns = design_columns(frame, study.covariates_of(outcome)).to_numpy(dtype=float)
    arm = frame["treated"].to_numpy(dtype=float)
    return where, arm, clusters_of(study, outcome, frame), columns


def _counts(y: np.ndarray, arm: np.ndarray) -> dict[str, np.ndarray]:
    """Participants and events of each arm in each data set (m,)."""
    found = {}
    for side, value in (("treated", 1), ("reference", 0)):
        own = y[:, arm == value]
        found[f"n_{side}"] = (~np.isnan(own)).sum(axis=1)
        found[f"events_{side}"] = np.nansum(own, axis=1)
    return found


def _numbers(estimate: float, std_error: float, df: float, counts: dict[str, int]) -> dict[str, Any]:
    return {"estimate": estimate, "std_error": std_error, "df": df if df >= 1 else math.inf, **counts}
