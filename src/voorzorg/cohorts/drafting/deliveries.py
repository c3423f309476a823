"""A later delivery beside the files that are there: what is new, what changed and what is gone, in counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.identity.comparable_ids import normalise
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.codes import folded
from voorzorg.cohorts.reading.files import read_table
from voorzorg.cohorts.reading.raw_table import RawTable


@dataclass(frozen=True)
class Delivery:
    """One delivered file: ``known`` where the manifest names it, and what differs from what is there."""

    path: Path
    known: bool
    replaces: bool
    lines: tuple[str, ...] = ()
    entries: tuple[str, ...] = field(default_factory=tuple)  # proposed for the manifest


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
        lines: list[str] = []
        for file in _different_tables(named):
            lines += _changes(file, before, path)
        return Delivery(path, True, True, tuple(lines))
    if named:
        return Delivery(path, True, False, ("the manifest names it, and it was not there yet",))
    return Delivery(
        path, False, before.is_file(), ("a file that the manifest does not name",), _proposed(path)
    )


def _names(file: File, name: str) -> bool:
    return Path(name).match(Path(file.path).name)


def _different_tables(files: list[File]) -> list[File]:
    """One entry per sheet and identifier: waves side by side name the same table several times."""
    return list({(file.sheet, file.id, str(file.header_row)): file for file in files}.values())


def _changes(file: File, before: Path, after: Path) -> list[str]:
    old, new = (read_table(path, path.name, file, Findings()) for path in (before, after))
    where = f"sheet {file.sheet}: " if file.sheet is not None else ""
    lines = [f"{where}{len(old.frame)} rows before, {len(new.frame)} now"]
    for word, one, two in (("new", new, old), ("gone", old, new)):
        columns = [str(c) for c in one.frame if c not in two.frame.columns and c != ROW]
        if columns:
            lines.append(f"{where}columns that are {word}: {', '.join(columns)}")
    if file.id == ROW or file.id not in old.frame or file.id not in new.frame:
        return lines
    keys = [name for name in (file.id_within, file.id, file.wave_column) if name and name in new.frame]
    there, here = (_by_person(table, keys) for table in (old, new))
    people = [set(table.index.get_level_values(file.id)) for table in (there, here)]
    lines.append(
        f"{where}participants: {len(people[1] - people[0])} new, {len(people[0] - people[1])} gone, "
        f"{len(people[0] & people[1])} as before"
    )
    if there.index.is_unique and here.index.is_unique:
        lines += _changed_cells(where, there, here)
    return lines


def _by_person(table: RawTable, keys: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame({name: pd.Series(folded(table.frame[name]).to_pandas()) for name in table.frame})
    for key in keys:
        frame[key] = normalise(table.frame[key]).to_numpy()
    return frame.set_index(keys)


def _changed_cells(where: str, there: pd.DataFrame, here: pd.DataFrame) -> list[str]:
    """How many answers of the same rows changed, by column; never what they were."""
    rows = there.index.intersection(here.index)
    counts = {}
    for name in there.columns.intersection(here.columns):
        one, two = there.loc[rows, name].fillna(""), here.loc[rows, name].fillna("")
        if changed := int((one != two).sum()):
            counts[str(name)] = changed
    if not counts:
        return [f"{where}no answer of the rows that were there changed"]
    shown = ", ".join(f"{name} ({n})" for name, n in list(counts.items())[:12])
    return [f"{where}answers that changed, by column: {shown}"]


def _proposed(path: Path) -> tuple[str, ...]:
    """Entries under ``files`` as a draft of this file alone would have them."""
    from voorzorg.cohorts.drafting.draft import draft

    text = draft("delivery", [path], path.parent).text
    files = text.partition("\nfiles:\n")[2].partition("\nvariables:")[0]
    return tuple(files.splitlines())
