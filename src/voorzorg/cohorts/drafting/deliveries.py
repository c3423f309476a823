"""A later delivery beside the files that are there: what is new, what changed and what is gone, in counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import yaml

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.drafting.columns.guesses import slug
from voorzorg.cohorts.drafting.columns.moments import moment
from voorzorg.cohorts.drafting.writing.scalars import scalar
from voorzorg.cohorts.identity.comparable_ids import normalise
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.files import read_table
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import folded
from voorzorg.messages import Message, message


@dataclass(frozen=True)
class Delivery:
    """One delivered file: ``known`` where the manifest names it, and what differs from what is there."""

    path: Path
    known: bool
    replaces: bool
    lines: tuple[Message, ...] = ()
    entries: tuple[str, ...] = field(default_factory=tuple)  # proposed for the manifest
    wave: str = ""  # proposed for its waves


def compare(path: Path, manifest: Manifest, folder: Path) -> Delivery:
    """What a delivered file adds to a cohort whose files are in ``folder``.

    Raises
    ------
    UnreadableError
        Where the delivered file, or the one that it would replace, cannot be read.
    """
    named = [file for file in manifest.files if _names(file, path.name)]
    before = folder / path.name
    if named and before.is_file():
        lines: list[Message] = []
        for file in _different_tables(named):
            lines += _changes(file, before, path)
        return Delivery(path, True, True, tuple(lines))
    if named:
        return Delivery(path, True, False, (message("add-not-there-yet"),))
    told = [message("add-not-named")]
    entries, wave = _proposed(path, manifest)
    if wave and not manifest.waves:
        told.append(message("add-no-waves-yet"))
    return Delivery(path, False, before.is_file(), tuple(told), entries, wave)


def _names(file: File, name: str) -> bool:
    return Path(name).match(Path(file.path).name)


def _different_tables(files: list[File]) -> list[File]:
    """One entry per sheet and identifier: waves side by side name the same table several times."""
    return list({(file.sheet, file.id, str(file.header_row)): file for file in files}.values())


def _changes(file: File, before: Path, after: Path) -> list[Message]:
    old, new = (read_table(path, path.name, file, Findings()) for path in (before, after))
    where = message("add-sheet", sheet=file.sheet) if file.sheet is not None else ""
    lines = [message("add-rows", where=where, before=len(old.frame), now=len(new.frame))]
    if columns := _columns_of(new, old):
        lines.append(message("add-columns-new", where=where, columns=columns))
    if columns := _columns_of(old, new):
        lines.append(message("add-columns-gone", where=where, columns=columns))
    if file.id == ROW or file.id not in old.frame or file.id not in new.frame:
        return lines
    keys = [name for name in (file.id_within, file.id, file.wave_column) if name and name in new.frame]
    there, here = (_by_person(table, keys) for table in (old, new))
    people = [set(table.index.get_level_values(file.id)) for table in (there, here)]
    counts = {
        "new": len(people[1] - people[0]),
        "gone": len(people[0] - people[1]),
        "same": len(people[0] & people[1]),
    }
    lines.append(message("add-people", where=where, **counts))
    if there.index.is_unique and here.index.is_unique:
        lines += _changed_cells(where, there, here)
    return lines


def _columns_of(one: RawTable, two: RawTable) -> str:
    """The columns that only the first has."""
    return ", ".join(str(c) for c in one.frame if c not in two.frame.columns and c != ROW)


def _by_person(table: RawTable, keys: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame({name: pd.Series(folded(table.frame[name]).to_pandas()) for name in table.frame})
    for key in keys:
        frame[key] = normalise(table.frame[key]).to_numpy()
    return frame.set_index(keys)


def _changed_cells(where: Message | str, there: pd.DataFrame, here: pd.DataFrame) -> list[Message]:
    """How many answers of the same rows changed, by column; never what they were."""
    rows = there.index.intersection(here.index)
    counts = {}
    for name in there.columns.intersection(here.columns):
        one, two = there.loc[rows, name].fillna(""), here.loc[rows, name].fillna("")
        if changed := int((one != two).sum()):
            counts[str(name)] = changed
    if not counts:
        return [message("add-unchanged", where=where)]
    shown = ", ".join(f"{name} ({n})" for name, n in list(counts.items())[:12])
    return [message("add-changed", where=where, columns=shown)]


def _proposed(path: Path, manifest: Manifest) -> tuple[tuple[str, ...], str]:
    """Entries under ``files`` as a draft of this file alone would have them; as a wave, with the line for
    ``waves``, where the file asks again what the cohort's files hold already.
    """
    from voorzorg.cohorts.drafting.draft import draft

    text = draft("delivery", [path], path.parent).text
    files = text.partition("\nfiles:\n")[2].partition("\nvariables:")[0]
    drafted = Manifest.model_validate(yaml.safe_load(text))
    asked = {name for file in drafted.files for name in file.columns} - {"arm", "site"}
    known = {name for file in manifest.files for name in file.columns}
    if drafted.waves or len(drafted.files) != 1 or not asked & known:
        return tuple(files.splitlines()), ""
    named = moment(path.stem)
    key = named[0] if named else slug(path.stem)
    key = key if key[:1].isalpha() else f"t_{key}"
    while key in {wave.key for wave in manifest.waves}:
        key += "_2"
    weeks = f", weeks: {named[1]:g}" if named and named[1] is not None else ""
    files = files.replace("    holds: participants", f"    holds: wave\n    wave: {key}", 1)
    return tuple(files.splitlines()), f"  - {{key: {key}, label: {scalar(path.stem)}{weeks}}}"
