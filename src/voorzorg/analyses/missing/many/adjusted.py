"""Standardised risks of all completed data sets, in one pass over their waves and contrasts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.missing.many.people import FEW, OF_EVERY, counts_of, kept_words, numbers_of, people_of
from voorzorg.analyses.rows import Row
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import Contrast, Study
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import as_messages
from voorzorg.statistics.missing.imputation import ImputedData


def adjusted_of_all(
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
        counts = counts_of(y, arm)
        for i in range(imputed.m):
            values = _risk_numbers(found.risks[i], found.covariance[i])
            for row in group:
                name = row.estimand
                if name == "risk":
                    name = "treated" if row.arm == contrast.treated else "reference"
                estimate, error = values[name]
                said = kept_words(row, (*OF_EVERY, *FEW))
                sets[i].append(
                    replace(
                        row,
                        **numbers_of(estimate, error, found.df[i], {n: int(c[i]) for n, c in counts.items()}),
                        warnings=(*as_messages(found.warnings[i]), *said),
                    )
                )
    return sets


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
