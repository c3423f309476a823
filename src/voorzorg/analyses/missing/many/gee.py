"""Marginal odds ratios of all completed data sets, without a table of each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.missing.many.people import OF_EVERY, counts_of, kept_words, numbers_of, people_of
from voorzorg.analyses.rows import Row
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, Name, as_messages, message
from voorzorg.statistics.missing.imputation import ImputedData


def gee_of_all(
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
                said = kept_words(row, OF_EVERY)
                counts = {n: int(c[0]) for n, c in counts_of(y[i, k][None], arm).items()}
                sets[i].append(
                    replace(
                        row,
                        **numbers_of(*numbers, float(df[at]), counts),
                        warnings=(*notes, *said),
                    )
                )
    return sets
