"""Ingest: from files as a research group holds them to checked, typed, pseudonymous tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks import between_files, spellings
from voorzorg.cohorts.checks.findings import MISSING_COLUMN, Findings, IngestError
from voorzorg.cohorts.checks.free_text import tell_empty, tell_free_text, without_free_text
from voorzorg.cohorts.checks.manifest_against_data import check_promises
from voorzorg.cohorts.dictionary import dictionary
from voorzorg.cohorts.harmonise import assemble, derive, timeline
from voorzorg.cohorts.harmonise.entry.part import Part, Uses
from voorzorg.cohorts.harmonise.entry.table import harmonise
from voorzorg.cohorts.identity import unread_sheets
from voorzorg.cohorts.identity.comparable_ids import Identities
from voorzorg.cohorts.identity.direct_identifiers import refuse_identifiers
from voorzorg.cohorts.identity.pseudonyms import SYNTHETIC_KEY, pseudonyms
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.files import Reader
from voorzorg.instruments.examples import wrong_examples
from voorzorg.instruments.model import Instrument
from voorzorg.instruments.store import Folders, InstrumentError, load_keys
from voorzorg.messages import message

__all__ = ["Examined", "IngestError", "Ingested", "examine", "ingest"]


@dataclass(frozen=True)
class Examined:
    """What a check tells: names of columns and numbers of rows of each table of docs/contracts.md."""

    columns: dict[str, list[str]]
    rows: dict[str, int]
    findings: Findings


@dataclass(frozen=True)
class Ingested:
    """The tables of docs/contracts.md.

    ``findings`` hold warnings and notes, errors were raised; ``digests`` are checksums of the bytes that were
    read, by path.
    """

    participants: pd.DataFrame
    waves: pd.DataFrame
    events: pd.DataFrame
    visits: pd.DataFrame
    findings: Findings
    dictionary: pd.DataFrame
    digests: dict[str, str] = field(default_factory=dict)


def ingest(
    manifest: Manifest,
    data_dir: str | Path,
    *,
    key: bytes | None = None,
    instruments: Folders | None = None,
) -> Ingested:
    """Read, check and harmonise a cohort's files.

    Parameters
    ----------
    manifest
        What ``cohort.yaml`` says.
    data_dir
        Folder that the manifest's paths are relative to.
    key
        Secret of the pseudonyms (see :func:`voorzorg.cohorts.identity.pseudonyms.load_key`). ``None`` takes a
        public key, which is right for synthetic data and for checks that write nothing.
    instruments
        Folders with scoring keys; ``data/instruments`` of the study and of the project when left out.

    Raises
    ------
    IngestError
        With every problem in one table, when anything makes the data unfit to be analysed.
    """
    taken = _take_in(manifest, Path(data_dir), instruments)
    tables = _finish(manifest, *taken.tables, pseudonyms(taken.identities.texts, key or SYNTHETIC_KEY))
    return Ingested(
        **tables,
        findings=taken.findings,
        dictionary=dictionary(tables, manifest, taken.parts, taken.keys),
        digests={str(path): digest for path, digest in taken.digests.items()},
    )


def examine(manifest: Manifest, data_dir: str | Path, *, instruments: Folders | None = None) -> Examined:
    """Read and check as :func:`ingest` does, and raise as it does, without writing out the tables.

    Pseudonyms and the order of rows take a quarter of the time of a large file, and tell nothing about it.
    """
    taken = _take_in(manifest, Path(data_dir), instruments)
    people, waves, events, visits = (table.iloc[:0] for table in taken.tables)
    empty = _finish(manifest, people, waves, events, visits, [])
    rows = dict(zip(("participants", "waves", "events", "visits"), map(len, taken.tables), strict=True))
    return Examined({name: [str(c) for c in table] for name, table in empty.items()}, rows, taken.findings)


@dataclass(frozen=True)
class _Taken:
    """Tables with numbers for identifiers (participants, waves, events, visits), and what they come from."""

    tables: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]
    parts: list[Part]
    keys: dict[str, Instrument]
    identities: Identities
    findings: Findings
    digests: dict[Path, str]


def _take_in(manifest: Manifest, data_dir: Path, instruments: Folders | None) -> _Taken:
    findings = Findings()
    keys = _keys(manifest, instruments, findings)
    reader = Reader(data_dir, findings)
    identities = Identities()
    parts = _parts(manifest, reader, keys, identities, findings)
    if not all(any(part.file is file for part in parts) for file in manifest.files if _tells_who(file)):
        # Without the participants every other comparison would fail for that reason alone.
        between_files.same_file_twice(parts, findings)
        findings.raise_errors()
    reader.verify()
    spellings.same_but_for_signs(parts, identities.texts, findings)
    spellings.nobody_in_common(parts, manifest, findings)
    tables = _tables(manifest, parts, keys, findings)
    findings.raise_errors()
    return _Taken(tables, parts, keys, identities, findings, reader.digests)


def _tells_who(file: File) -> bool:
    return file.holds == "participants" and not file.optional


def _keys(manifest: Manifest, folders: Folders | None, findings: Findings) -> dict[str, Instrument]:
    wanted = [use.key for use in manifest.instruments]
    if not wanted:
        return {}
    try:
        keys = load_keys(wanted, folders)
        for name, instrument in keys.items():
            for problem in wrong_examples(instrument):
                findings.error(
                    message("finding-scoring-key", name=str(name), problem=str(problem)),
                    expected=message("finding-key-whose-worked-examples-come"),
                    action=message("finding-correct-key-items-answers-scales"),
                )
        return keys
    except InstrumentError as error:
        findings.error(
            message("finding-as-written", text=str(error)),
            expected=message("finding-scoring-keys-data-instruments"),
            action=message("finding-correct-instruments-manifest-add-scoring"),
        )
        return {}


def _parts(
    manifest: Manifest,
    reader: Reader,
    keys: dict[str, Instrument],
    identities: Identities,
    findings: Findings,
) -> list[Part]:
    items = derive.item_names(manifest, keys)
    left = Counter(reader.key(file) for file in manifest.files)
    uses: dict[tuple[object, ...], dict[int, Uses]] = {}
    parts: list[Part] = []
    sheets: list[tuple[Path, str, str, tuple[str, ...]]] = []
    missing: dict[str, list[str]] = {}
    wave_columns: dict[str, tuple[str, list[str]]] = {}
    for file in manifest.files:
        key = reader.key(file)
        for raw in reader.read(file):
            if raw.sheet is not None:
                sheets.append((raw.path, raw.name.split("[")[0], raw.sheet, raw.sheets))
            before = len(findings)
            use = uses.setdefault(key, {}).setdefault(id(raw), Uses(raw))
            part = harmonise(file, raw, manifest, findings, items, identities, use)
            lacking = [f.column for f in findings.items[before:] if f.says(*MISSING_COLUMN)]
            if file.wave is not None:
                wave_columns[raw.name] = (file.wave, list(raw.frame.columns))
                if lacking:
                    missing[raw.name] = lacking
            if part is None:
                continue
            between_files.wave_named_inside(part, raw, manifest, findings)
            between_files.file_named_after_other_wave(part, manifest, findings)
            parts.append(part)
        left[key] -= 1
        if left[key] == 0:
            for use in uses.pop(key, {}).values():
                refuse_identifiers(
                    use.raw,
                    ids=use.ids,
                    anchors=use.anchors,
                    allowed=manifest.allow_identifiers,
                    findings=findings,
                )
            reader.release(file)
    unread_sheets.refuse_identifiers_there(sheets, manifest.allow_identifiers, findings)
    between_files.columns_of_other_wave(missing, wave_columns, findings)
    return parts


def _tables(
    manifest: Manifest, parts: list[Part], keys: dict[str, Instrument], findings: Findings
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    between_files.same_file_twice(parts, findings)
    parts = assemble.first_enrolments(parts, findings)
    birth = timeline.births(parts, manifest, findings)
    timeline.date_variables(parts, birth, manifest, findings)
    people = assemble.participants(parts, manifest, findings)
    between_files.arms_agree(parts, people, manifest, findings)
    between_files.sites_stay(parts, people, manifest, findings)
    holders = [p for p in parts if p.file.holds == "wave" and p.wave is not None]
    waves = assemble.waves(parts, people.index, manifest, findings)
    waves["_known_weeks"] = _known(waves, birth)
    waves["weeks"] = timeline.wave_weeks(waves, birth, manifest)
    if not any(finding.says(*between_files.TWICE) for finding in findings.errors):
        between_files.wave_moments(waves, holders, manifest, findings)
    between_files.attrition(waves, people, manifest, findings)
    events = timeline.dated_rows(parts, "events", people.index, birth, manifest, findings)
    visits = timeline.dated_rows(parts, "visits", people.index, birth, manifest, findings)
    between_files.visits_by_arm(visits, people, manifest, findings)
    timeline.count_events(people, events, manifest, findings)
    derive.add_scores(people, "participants", manifest, keys, findings)
    derive.add_derived(people, "participants", manifest, findings)
    people = derive.without_excluded(people, manifest, findings)
    waves, events, visits = (table[table["_id"].isin(people.index)] for table in (waves, events, visits))
    waves = waves.reset_index(drop=True)
    between_files.without_arm(people, parts, manifest, findings)
    derive.check_rules(people, "participants", manifest, findings)
    derive.add_first_wave(people, manifest, findings)
    between_files.before_entry(waves, people, holders, manifest, findings)
    derive.add_scores(waves, "waves", manifest, keys, findings)
    derive.add_derived(waves, "waves", manifest, findings, people)
    derive.check_rules(waves, "waves", manifest, findings, people)
    check_promises(people, waves, manifest, findings)
    tell_free_text(people, waves, manifest, findings)
    tell_empty(people, waves, manifest, findings)
    people, waves = (without_free_text(table, manifest, findings) for table in (people, waves))
    return people, waves, events, visits


def _known(waves: pd.DataFrame, birth: pd.Series) -> pd.Series:
    """Rows whose own moment is known, by weeks or by a date and a birth."""
    known = pd.Series(False, index=waves.index)
    if "weeks" in waves:
        known |= waves["weeks"].notna()
    if "_date" in waves and len(birth):
        known |= waves["_date"].notna() & waves["_id"].isin(birth.index)
    return known


def _finish(
    manifest: Manifest,
    people: pd.DataFrame,
    waves: pd.DataFrame,
    events: pd.DataFrame,
    visits: pd.DataFrame,
    names: list[str],
) -> dict[str, pd.DataFrame]:
    """Pseudonyms for identifiers, allocation called ``arm``, rows in an order that tells nothing."""
    people = people.drop(columns=[c for c in people if _is_anchor(str(c), manifest)]).copy()
    pseudonym = np.array(names, dtype=object)
    if manifest.arms is not None and manifest.arms.variable in people:
        people = people.rename(columns={manifest.arms.variable: "arm"})
    elif "arm" not in people:
        people["arm"] = pd.Series(pd.NA, index=people.index, dtype="string")
    arm = people["arm"]
    people.insert(0, "participant_id", pd.Series(pseudonym[people.index], index=people.index, dtype="string"))
    tables = {"participants": people.reset_index(drop=True)}
    waves = waves.drop(columns=[c for c in waves if str(c).startswith("_") and c != "_id"])
    if manifest.arms is not None and manifest.arms.variable != "arm":
        waves = waves.drop(columns=[c for c in waves if c in (manifest.arms.variable, "arm")])
    waves.insert(1, "arm", pd.Series(waves["_id"].map(arm).to_numpy(), index=waves.index, dtype="string"))
    for name, table in (("waves", waves), ("events", events), ("visits", visits)):
        hashed = pd.Series(pseudonym[table.pop("_id")], index=table.index, dtype="string")
        table.insert(0, "participant_id", hashed)
        tables[name] = table
    order = {w.key: k for k, w in enumerate(manifest.waves)}
    lead = {
        "participants": ["participant_id", "arm"],
        "waves": ["participant_id", "arm", "wave", "informant", "weeks"],
    }
    for name, table in tables.items():
        first = lead.get(name, ["participant_id"])
        table = table[[*first, *(c for c in table if c not in first)]]
        by = ["participant_id", *(c for c in ("wave", "informant", "weeks") if c in table)]
        tables[name] = table.sort_values(
            by, key=lambda c: c.map(order) if c.name == "wave" else c, ignore_index=True, kind="stable"
        )
    return tables


def _is_anchor(name: str, manifest: Manifest) -> bool:
    variable = manifest.variables.get(name)
    return variable is not None and variable.role == "anchor"
