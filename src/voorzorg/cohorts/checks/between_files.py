"""Checks between files: the same file twice, waves exchanged, arms and sites that change."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.assemble import context_variables
from voorzorg.cohorts.harmonise.entry_tables import Part
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.codes import code
from voorzorg.cohorts.reading.raw_table import RawTable

_WAVE_NAMES = frozenset(
    (
        *("wave", "wavenr", "golf", "golfnummer", "meting", "meting_nr", "metingnr"),
        *("meetmoment", "meetmoment_nr", "tijdstip", "timepoint"),
    )
)
TWICE = "a wave's file twice"
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
            check = "the file is the same as that of another wave"
        elif identical and set(first.mapped.values()) == set(second.mapped.values()):
            check = "the same columns of one file are named for two waves"
        elif _same_answers(first, second):
            check = "the answers are the same as in another wave's file"
        else:
            continue
        findings.error(
            f"{check} ({TWICE})",
            file=second.name,
            expected=f"the data of '{second.file.wave}', not those of '{first.file.wave}' in {first.name}",
            action="export this wave again, or correct 'path' or 'columns' in the manifest",
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
                "wave files swapped: the file itself names another wave",
                file=part.name,
                column=column,
                expected=f"wave '{own}', as the manifest says",
                action=f"the file says '{other}': exchange the 'path' of the two waves in the manifest",
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
                "wave files swapped: each lacks the columns that the other has",
                file=f"{one}, {two}",
                expected=f"columns of '{tables[one][0]}' in {one}, those of '{tables[two][0]}' in {two}",
                action="exchange the 'path' of the two waves in the manifest",
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
                "wave files swapped: most dates belong to another wave",
                file=holders[int(str(k))].name,
                column=holders[int(str(k))].file.date_column or holders[int(str(k))].file.weeks_column or "",
                expected=f"dates around {own:g} weeks from birth (wave '{wave}')",
                action=f"they lie around those of wave '{nearest}': exchange the files, or correct the waves",
            )
    before = measured["weeks"] < -45
    if before.fillna(False).any():
        for k, rows in measured[before.fillna(False)].groupby("_part"):
            findings.error(
                "before conception",
                file=holders[int(str(k))].name,
                column=holders[int(str(k))].file.date_column or "",
                rows=rows["_row"],
                expected="not earlier than 45 weeks before the birth",
                action="correct this date or the date of birth; day and month may be exchanged",
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
                f"more participants in wave '{after}' than in wave '{before}' before it",
                expected="fewer participants as time goes on",
                action="check that the two waves' files are not exchanged",
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
                f"no allocation: the variable '{name}' is in none of the files",
                expected=f"'{name}' under 'columns' of a participants file",
                action="map the allocation, or correct 'arms: variable:' in the manifest",
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
                "reversed arm coding: nearly everybody is in the other arm than in the participants file",
                file=part.name,
                column=part.mapped.get(name, name),
                expected="the same allocation in every file",
                action="find out which file is right; its codes are reversed (0/1 exchanged) in the other",
                count=int(differs.sum()),
            )
        else:
            findings.error(
                "the arm changes: another allocation than in the participants file",
                file=part.name,
                column=part.mapped.get(name, name),
                rows=part.rows_where(differs),
                expected="the arm a participant was randomised to, in every file",
                action="correct it at its source (intention to treat: the randomised arm stands)",
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
                    "participants without an arm",
                    file=part.name,
                    column=part.mapped[name],
                    rows=part.rows_where(hit),
                    expected=f"one of: {', '.join(manifest.arms.levels)}",
                    action="complete the allocation at its source, or leave them out: exclude: "
                    f"{{no_arm: {{label: Not randomised, expression: missing({name})}}}}",
                )
    present = set(people[name].dropna())
    if absent := [key for key in manifest.arms.levels if key not in present]:
        findings.error(
            f"nobody is in arm {', '.join(absent)}",
            expected="participants in every arm",
            action="correct the 'codes' under 'arms: levels:' in the manifest",
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
                    f"participants who changed {name}",
                    file=part.name,
                    column=part.mapped.get(name, name),
                    rows=part.rows_where(moved),
                    expected=f"the same {name} throughout",
                    action=f"nothing: the first {name} counts, as randomised; see docs/data-situations.md",
                )


def visits_by_arm(visits: pd.DataFrame, people: pd.DataFrame, manifest: Manifest, findings: Findings) -> None:
    """A visit log that is all about the reference arm suggests that the arms are exchanged."""
    if manifest.arms is None or visits.empty or manifest.arms.variable not in people:
        return
    arms = visits["_id"].map(people[manifest.arms.variable]).dropna()
    if len(arms) >= 10 and (arms == manifest.arms.reference).mean() >= 0.9:
        findings.warning(
            "nearly all visits are of the reference arm (reversed arm coding?)",
            expected="visits in the arm that gets the programme",
            action="check the 'codes' under 'arms: levels:' against the trial's code book",
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
            "the file's name suggests another wave",
            file=part.name,
            expected=f"the file of wave '{own}'",
            action=f"its name says '{named.pop()}': check 'path' in the manifest",
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
            "measured in a wave before the participant entered",
            file=holders[int(str(k))].name,
            rows=np.asarray(rows["_row"]),
            expected="no rows in waves before entry",
            action="check the date of entry; the rows are kept",
        )
