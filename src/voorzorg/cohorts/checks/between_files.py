"""Checks between files: the same file twice, waves exchanged, arms and sites that change."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.assemble import context_variables
from voorzorg.cohorts.harmonise.entry.part import Part
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import message

_WAVE_NAMES = frozenset(
    (
        *("wave", "wavenr", "golf", "golfnummer", "meting", "meting_nr", "metingnr"),
        *("meetmoment", "meetmoment_nr", "tijdstip", "timepoint"),
    )
)
#: What is told of two wave files that are one.
TWICE = ("finding-twice-file", "finding-twice-columns", "finding-twice-answers")
_MOST = 0.8
_FEW_ROWS = 5


def same_file_twice(parts: Sequence[Part], findings: Findings) -> None:
    """Two wave files with the same content, or one file with the same columns for two waves."""
    waves = [part for part in parts if part.file.holds == "wave" and part.file.wave is not None]
    for first, second in itertools.combinations(waves, 2):
        if first.file.wave == second.file.wave or first.file.informant != second.file.informant:
            continue
        selected = first.file.where != second.file.where
        identical = first.digest == second.digest and first.file.sheet == second.file.sheet and not selected
        if identical and first.name != second.name:
            check = TWICE[0]
        elif identical and set(first.mapped.values()) == set(second.mapped.values()):
            check = TWICE[1]
        elif _same_answers(first, second):
            check = TWICE[2]
        else:
            continue
        findings.error(
            message(check),
            file=second.name,
            expected=message(
                "finding-data-not-those",
                wave=str(second.file.wave),
                wave2=str(first.file.wave),
                name=str(first.name),
            ),
            action=message("finding-export-wave-again-correct-path"),
        )


def _same_answers(first: Part, second: Part) -> bool:
    """Every common variable equal for every participant, where there is enough to tell."""
    common = [c for c in first.frame if c in second.frame]
    if len(first.ids) != len(second.ids) or len(first.ids) < _FEW_ROWS or len(common) < 3:
        return False
    if first.ids.duplicated().any() or set(first.ids) != set(second.ids):
        return False
    one = first.frame[common].set_index(pd.Index(first.ids.to_numpy())).sort_index()
    two = second.frame[common].set_index(pd.Index(second.ids.to_numpy())).sort_index()
    varied = [c for c in common if one[c].dropna().unique().size > 1]
    return len(varied) >= 3 and all(one[c].equals(two[c]) for c in varied)


def wave_named_inside(part: Part, raw: RawTable, manifest: Manifest, findings: Findings) -> None:
    """A column of the file that names its wave, and names another than the manifest does."""
    own = part.file.wave
    if own is None:
        return
    meaning: dict[str, str] = {}
    for wave in manifest.waves:
        for text in (*wave.codes, wave.key, wave.label.nl, wave.label.en):
            meaning.setdefault(code(text), wave.key)
    for column in raw.frame.columns:
        if code(column).replace(" ", "_") not in _WAVE_NAMES:
            continue
        values = raw.frame[column].dropna()
        labels = {code(k): code(v) for k, v in raw.value_labels.get(column, {}).items()}
        seen = {code(value) for value in values.unique()}
        named = {meaning.get(text) or meaning.get(labels.get(text, "")) for text in seen}
        if len(named) == 1 and (other := named.pop()) is not None and other != own:
            findings.error(
                message("finding-wave-files-swapped-file-itself"),
                file=part.name,
                column=column,
                expected=message("finding-wave-manifest-says", own=str(own)),
                action=message("finding-file-says-exchange-path-two", other=str(other)),
            )


def columns_of_other_wave(
    missing: dict[str, list[str]], tables: dict[str, tuple[str, list[str]]], findings: Findings
) -> None:
    """Columns one wave's file lacks and another wave's file has, and the other way round."""
    for (one, absent), (two, absent_too) in itertools.combinations(missing.items(), 2):
        if one not in tables or two not in tables:
            continue
        there = {code(c) for c in tables[two][1]}
        here = {code(c) for c in tables[one][1]}
        if all(code(c) in there for c in absent) and all(code(c) in here for c in absent_too):
            findings.error(
                message("finding-wave-files-swapped-each-lacks"),
                file=f"{one}, {two}",
                expected=message(
                    "finding-columns-those",
                    one=str(tables[one][0]),
                    one2=str(one),
                    two=str(tables[two][0]),
                    two2=str(two),
                ),
                action=message("finding-exchange-path-two-waves-manifest"),
            )


def wave_moments(
    table: pd.DataFrame, holders: Sequence[Part], manifest: Manifest, findings: Findings
) -> None:
    """Dates in a wave that belong to another: the median moment per file against the planned ones."""
    planned = {w.key: w.weeks for w in manifest.waves if w.weeks is not None}
    if table.empty or len(planned) < 2 or "_part" not in table:
        return
    measured = table[table["_known_weeks"]] if "_known_weeks" in table else table.iloc[:0]
    for (k, wave), rows in measured.groupby(["_part", "wave"], sort=False):
        weeks = rows["weeks"].dropna()
        own = planned.get(str(wave))
        if own is None or len(weeks) < 3:
            continue
        median = float(weeks.median())
        nearest = min(planned, key=lambda key: abs((planned[key] or 0.0) - median))
        gap = abs(planned[nearest] - own)
        if nearest != wave and abs(median - own) > 0.75 * gap:
            findings.error(
                message("finding-wave-files-swapped-most-dates"),
                file=holders[int(str(k))].name,
                column=holders[int(str(k))].file.date_column or holders[int(str(k))].file.weeks_column or "",
                expected=message("finding-dates-around-weeks-birth-wave", own=f"{own:g}", wave=str(wave)),
                action=message("finding-they-lie-around-those-wave", nearest=str(nearest)),
            )
    before = measured["weeks"] < -45
    if before.fillna(False).any():
        for k, rows in measured[before.fillna(False)].groupby("_part"):
            findings.error(
                message("finding-before-conception"),
                file=holders[int(str(k))].name,
                column=holders[int(str(k))].file.date_column or "",
                rows=rows["_row"],
                expected=message("finding-not-earlier-than-45-weeks"),
                action=message("finding-correct-date-date-birth-day"),
            )


def attrition(table: pd.DataFrame, people: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """More participants in a later wave than in the one before is possible, but seldom meant."""
    if manifest.entry is not None or table.empty or len(people) < 20:
        return
    order = [w.key for w in manifest.waves]
    main = table[table["informant"] == table["informant"].mode().iloc[0]]
    counts = main.groupby("wave")["_id"].nunique().reindex(order).dropna()
    for before, after in itertools.pairwise(counts.index):
        if counts[after] - counts[before] > 0.1 * len(people):
            findings.warning(
                message("finding-more-participants-wave-than-wave", after=str(after), before=str(before)),
                expected=message("finding-fewer-participants-time-goes-on"),
                action=message("finding-check-two-waves-files-not"),
                count=int(counts[after] - counts[before]),
            )


def arms_agree(parts: Sequence[Part], people: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """Allocation in every file against that of the roster: changed for some, or reversed as a whole."""
    if manifest.arms is None:
        return
    name = manifest.arms.variable
    if name not in people:
        if not findings.errors:
            findings.error(
                message("finding-allocation-variable-none-files", name=str(name)),
                expected=message("finding-under-columns-participants-file", name=str(name)),
                action=message("finding-map-allocation-correct-arms-variable"),
            )
        return
    for part in parts:
        if name not in part.frame:
            continue
        own = part.frame[name]
        roster = pd.Series(part.ids.map(people[name]).to_numpy(), index=own.index, dtype="string")
        own = own.mask(part.ids.duplicated(keep=False)) if part.file.holds == "participants" else own
        differs = (own.notna() & roster.notna() & (own != roster).fillna(False)).to_numpy(dtype=bool)
        compared = int((own.notna() & roster.notna()).sum())
        if not differs.any():
            continue
        if compared >= _FEW_ROWS and differs.sum() >= _MOST * compared:
            findings.error(
                message("finding-reversed-arm-coding-nearly-everybody"),
                file=part.name,
                column=part.mapped.get(name, name),
                expected=message("finding-same-allocation-every-file"),
                action=message("finding-find-out-which-file-right"),
                count=int(differs.sum()),
            )
        else:
            findings.error(
                message("finding-arm-changes-another-allocation-than"),
                file=part.name,
                column=part.mapped.get(name, name),
                rows=part.rows_where(differs),
                expected=message("finding-arm-participant-was-randomised-every"),
                action=message("finding-correct-source-intention-treat-randomised"),
            )


def without_arm(people: pd.DataFrame, parts: Sequence[Part], manifest: Manifest, findings: Findings) -> None:
    if manifest.arms is None or manifest.arms.variable not in people:
        return
    name = manifest.arms.variable
    empty = people.index[people[name].isna()]
    for part in parts:
        if part.file.holds == "participants" and name in part.frame:
            hit = part.ids.isin(empty) & part.frame[name].isna()
            if hit.any() and not any(
                e.file == part.name and e.column == part.mapped[name] for e in findings.errors
            ):
                findings.error(
                    message("finding-participants-without-arm"),
                    file=part.name,
                    column=part.mapped[name],
                    rows=part.rows_where(hit),
                    expected=message("finding-one-of", levels=str(", ".join(manifest.arms.levels))),
                    action=message(
                        "finding-complete-allocation",
                        example=f"exclude: {{no_arm: {{label: Not randomised, expression: missing({name})}}}}",  # noqa: E501
                    ),
                )
    present = set(people[name].dropna())
    if absent := [key for key in manifest.arms.levels if key not in present]:
        findings.error(
            message("finding-nobody-arm", absent=str(", ".join(absent))),
            expected=message("finding-participants-every-arm"),
            action=message("finding-correct-codes-under-arms-levels"),
        )


def sites_stay(parts: Sequence[Part], people: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """A participant who moves stays in the site (nurse, cluster) where she started."""
    arm = manifest.arms.variable if manifest.arms else None
    for name in context_variables(manifest):
        if name == arm or name not in people:
            continue
        for part in parts:
            if name not in part.frame or part.file.holds == "participants":
                continue
            own = part.frame[name].astype("string")
            first = pd.Series(part.ids.map(people[name]).to_numpy(), index=own.index, dtype="string")
            moved = (own.notna() & first.notna() & (own != first).fillna(False)).to_numpy(dtype=bool)
            if moved.any():
                findings.warning(
                    message("finding-participants-who-changed", name=str(name)),
                    file=part.name,
                    column=part.mapped.get(name, name),
                    rows=part.rows_where(moved),
                    expected=message("finding-same-throughout", name=str(name)),
                    action=message("finding-nothing-first-counts-randomised-see", name=str(name)),
                )


def visits_by_arm(visits: pd.DataFrame, people: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """A visit log that is all about the reference arm suggests that the arms are exchanged."""
    if manifest.arms is None or visits.empty or manifest.arms.variable not in people:
        return
    arms = visits["_id"].map(people[manifest.arms.variable]).dropna()
    if len(arms) >= 10 and (arms == manifest.arms.reference).mean() >= 0.9:
        findings.warning(
            message("finding-nearly-all-visits-reference-arm"),
            expected=message("finding-visits-arm-gets-programme"),
            action=message("finding-check-codes-under-arms-levels"),
        )


def file_named_after_other_wave(part: Part, manifest: Manifest, findings: Findings) -> None:
    """``meting_m12.sav`` listed for wave m6."""
    own = part.file.wave
    if own is None:
        return
    tokens = set(re.split(r"[^a-z0-9]+", part.name.casefold()))
    keys = {w.key for w in manifest.waves}
    if own not in tokens and len(named := tokens & keys) == 1:
        findings.warning(
            message("finding-file-name-suggests-another-wave"),
            file=part.name,
            expected=message("finding-file-wave", own=str(own)),
            action=message("finding-name-says-check-path-manifest", pop=str(named.pop())),
        )


def before_entry(
    table: pd.DataFrame, people: pd.DataFrame, holders: Sequence[Part], manifest: Manifest, findings: Findings
) -> None:
    """Waves measured well before the participant entered."""
    if manifest.entry is None or manifest.entry not in people or table.empty:
        return
    entry = pd.Series(table["_id"].map(people[manifest.entry]).to_numpy(), index=table.index).astype(
        "Float64"
    )
    planned = table["wave"].map({w.key: w.weeks for w in manifest.waves}).astype("Float64")
    early = (planned < entry - 2).fillna(False).to_numpy(dtype=bool)
    for k, rows in table[early].groupby("_part"):
        findings.warning(
            message("finding-measured-wave-before-participant-entered"),
            file=holders[int(str(k))].name,
            rows=np.asarray(rows["_row"]),
            expected=message("finding-rows-waves-before-entry"),
            action=message("finding-check-date-entry-rows-kept"),
        )
