"""For whom: the main contrast by the plan's moderators, and whether effects differ between their groups."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.rows import Row, RowMaker, adjusted_for
from voorzorg.analyses.study import Contrast, Study, design_columns, numbers
from voorzorg.analyses.two_arms.adjusted import BEFORE
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.cohorts.manifest.plan import Moderator
from voorzorg.messages import Message, Name, People, RefusedError, message

#: A group with fewer participants than this in an arm is left out: its effect is anybody's guess.
FEWEST = 5


def effects_by_moderator(study: Study, key: str, outcome: Outcome) -> list[Row]:
    """Per wave after the start, contrast and moderator: a row per group and measure, and the interaction.

    Groups have no p-value of their own, and no row where their interaction could not be tested.
    """
    make = RowMaker(study, key, "moderation", outcome)
    asked = study.manifest.plan.moderators_of(key)
    if not asked:
        return [make.failed("interaction", message("effects-by-group"), message("no-moderators"))]
    before = study.baseline_wave if study.baseline_wave in outcome.waves else None
    rows: list[Row] = []
    for wave in study.wave_keys(outcome):
        if wave and wave == before:
            continue
        for contrast, frame in study.contrast_frames(outcome, wave):
            if before:
                start = study.at_start(outcome, frame)
                frame = frame.assign(**{BEFORE: start})
            for one in asked:
                rows += _rows(study, make, outcome, contrast, frame, one, wave)
    return rows


def _rows(
    study: Study,
    make: RowMaker,
    outcome: Outcome,
    contrast: Contrast,
    frame: pd.DataFrame,
    moderator: Moderator,
    wave: str,
) -> list[Row]:
    from voorzorg.statistics.two_arm.adjusted.moderation import effects_by_group

    measures = ("risk_difference", "risk_ratio") if outcome.type == "binary" else ("mean_difference",)
    where: dict[str, Any] = {"wave": wave, "contrast": contrast}
    try:
        of_row = _groups(study, frame, moderator)
        keys, notes = _enough(of_row, frame)
        if moderator.cuts:
            keys = [key for key in moderator.groups if key in keys]
        here = frame[of_row.isin(keys)]
        of_row = of_row[of_row.isin(keys)]
        clusters = clusters_of(study, outcome, here)
        if clusters and clusters.problem:
            raise RefusedError(clusters.problem)
        columns = design_columns(
            here, (*study.covariates_of(outcome), *((BEFORE,) if BEFORE in here else ()))
        )
        found = effects_by_group(
            numbers(here["y"]),
            here["treated"].to_numpy(),
            of_row.map({key: k for k, key in enumerate(keys)}).to_numpy(dtype=int),
            columns.to_numpy(dtype=float),
            clusters.of_row if clusters else None,
            binary=outcome.type == "binary",
            level=study.config.analysis.ci_level,
        )
    except RefusedError as error:
        shown = where | {"category": moderator.variable}
        return [
            make.failed("interaction", message("effects-by-group"), error.message, scale=measure, **shown)
            for measure in measures
        ]
    make = make.of("moderation", clustered=clusters is not None)
    method = [message("effects-by-group"), *adjusted_for(columns)]
    if found.penalised:
        method.append(message("profile-limits-of-groups"))
    else:
        method.append(clusters.robust if clusters else message("robust-error"))
    effects = dict(zip(measures, (found.differences, found.ratios), strict=False))
    tests = dict(zip(measures, (found.difference_test, found.ratio_test), strict=False))
    rows: list[Row] = []
    for measure in measures:
        test = tests[measure]
        assert test is not None
        shared = where | {"category": moderator.variable, "scale": measure, **_counts(here, outcome)}
        rows.append(make.estimated("interaction", method, test, warnings=notes, **shared))
        if not np.isfinite(test.p_value):
            continue  # no group without the test of their difference
        for place, group in enumerate(keys):
            rows.append(
                make.estimated(
                    measure,
                    method,
                    effects[measure][place],
                    population=f"subgroup:{moderator.variable}={group}",
                    category=group,
                    **where,
                    **_counts(here[of_row == group], outcome),
                )
            )
    return rows


def _groups(study: Study, frame: pd.DataFrame, moderator: Moderator) -> pd.Series:
    """Group of every row as text, missing where the moderator is."""
    if moderator.variable not in study.participants:
        raise RefusedError(message("not-in-tidy-data", variable=moderator.variable))
    values = study.participants[moderator.variable].reindex(frame.index)
    if not moderator.cuts:
        return values.astype("string")
    from voorzorg.statistics.two_arm.adjusted.moderation import cut

    known = values.notna()
    places = cut(numbers(values[known]), moderator.cuts)
    of_row = pd.Series(pd.NA, frame.index, dtype="string")
    of_row.loc[known] = [moderator.groups[place] for place in places]
    return of_row


def _enough(of_row: pd.Series, frame: pd.DataFrame) -> tuple[list[str], list[Message]]:
    """Groups that both arms have enough participants in, in their order, and what is said of the rest."""
    counts = pd.crosstab(of_row.dropna(), frame["treated"]).reindex(columns=[0, 1], fill_value=0)
    there = [str(key) for key in counts.index]
    kept = [key for key in there if counts.loc[key].min() >= FEWEST]
    notes: list[Message] = []
    if unknown := int(of_row.isna().sum()):
        notes.append(message("moderator-unknown", count=People(unknown)))
    if len(kept) < len(there):
        gone = [Name("category", key) for key in there if key not in kept]
        notes.append(message("groups-too-small", names=gone, fewest=FEWEST))
    if len(kept) < 2:
        raise RefusedError(message("one-group"))
    return kept, notes


def _counts(frame: pd.DataFrame, outcome: Outcome) -> dict[str, int]:
    y, treated = numbers(frame["y"]), frame["treated"].to_numpy() == 1
    counts = {"n_treated": int(treated.sum()), "n_reference": int((~treated).sum())}
    if outcome.type == "binary":
        counts |= {"events_treated": int(y[treated].sum()), "events_reference": int(y[~treated].sum())}
    return counts
