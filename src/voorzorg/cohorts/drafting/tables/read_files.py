"""Read the files for a draft: every sheet, code books apart from data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.drafting.columns.guesses import UNSURE, Guess, also
from voorzorg.cohorts.drafting.sources.codebooks import (
    Codebook,
    is_qualtrics,
    labels_beside,
    limesurvey_headers,
    qualtrics_labels,
    read_codebook,
)
from voorzorg.cohorts.drafting.sources.header import LOOKED_AT, Header, find_header, shape
from voorzorg.cohorts.drafting.sources.redcap import INSTANCE, by_instrument
from voorzorg.cohorts.drafting.sources.setup import is_setup, read_setup
from voorzorg.cohorts.drafting.tables.table import TableGuess, guess_table
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.formats import format_of
from voorzorg.cohorts.reading.delimited.table import first_rows
from voorzorg.cohorts.reading.files import read_table
from voorzorg.cohorts.reading.formats.excel import sheet_names
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.errors import UserError
from voorzorg.messages import Message, message


class DraftError(UserError):
    """Nothing can be drafted from these files; the message says why."""


@dataclass(frozen=True)
class _Read:
    """A table as read, where it stands, and what its first rows look like."""

    raw: RawTable
    path: str
    sheet: str | None
    header: Header
    shape: tuple[str, ...] = ()


def read_tables(paths: list[Path], root: Path) -> tuple[list[TableGuess], Codebook, list[Guess]]:
    """Every data table with what it seems to hold; code books are used and left out.

    Raises
    ------
    DraftError
        With every file that cannot be read, or when none holds data.
    """
    reads: list[_Read] = []
    problems: list[Message] = []
    guesses: list[Guess] = []
    book = Codebook()
    for path in (one for one in paths if one.suffix.lower() != ".sas7bcat"):  # labels, read with the data
        relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        try:
            sheets: list[str | None] = [None]
            if format_of(path) == "xlsx" and path.is_file():
                found = sheet_names(path)
                sheets = list(found) if len(found) > 1 else [None]
            for sheet in sheets:
                read = _read(path, relative, sheet)
                if read is None:
                    continue
                if is_setup(read.sheet):
                    book.setup |= read_setup(read.raw)
                    guesses.append(
                        Guess(
                            read.raw.name,
                            message("draft-design"),
                            message("draft-as-sheet-says"),
                            0.95,
                            message("draft-its-name"),
                        )
                    )
                    continue
                if read.raw.format == "redcap_xml" and read.raw.frame.empty:
                    book.labels |= {code(name): label for name, label in read.raw.labels.items()}
                    book.values |= {code(name): dict(v) for name, v in read.raw.value_labels.items()}
                    book.sources.append(read.raw.name)
                    guesses.append(
                        Guess(
                            read.raw.name,
                            message("draft-code-book"),
                            message("draft-used-for-labels"),
                            0.95,
                            message("draft-no-records"),
                        )
                    )
                    continue
                if read_codebook(read.raw, book):
                    guesses.append(
                        Guess(
                            read.raw.name,
                            message("draft-code-book"),
                            message("draft-used-for-labels"),
                            0.9,
                            message("draft-its-header"),
                        )
                    )
                    continue
                reads.append(read)
        except UnreadableError as problem:
            where, why, do = f"  {relative}", problem.check, problem.action
            problems.append(message("refused-one-file", file=where, problem=why, action=do))
    if problems:
        raise DraftError(message("refused-unreadable"), *problems)
    tables = []
    for read in reads:
        for raw, only in by_instrument(_explained(read, book, guesses)):
            table, found_here = guess_table(raw, read.path, read.sheet, book)
            table.header, table.shape, table.only = read.header, read.shape, only
            if any(only.values()) and table.id is not None:  # a repeating instrument: a row per occasion
                table.holds, table.who = "long", replace(table.who, wave=INSTANCE, wave_sure=0.5)
            if table.series and _groups_above(read):
                table.question = message("draft-third-row")
            elif not table.series and raw.duplicated and _groups_above(read):
                _ask_about_groups(table)
            tables.append(table)
            guesses.extend(found_here)
    if not tables:
        raise DraftError(message("refused-no-table"))
    return tables, book, guesses


def _read(path: Path, name: str, sheet: str | None) -> _Read | None:
    shown = f"{name}[{sheet}]" if sheet else name
    entry = File(path=name, holds="participants", id="?", sheet=sheet)
    if format_of(path) == "csv" and path.is_file() and path.stat().st_size:
        rows = first_rows(path, LOOKED_AT)
        header = _header(rows)
        raw = read_table(path, shown, _entry(entry, header), Findings())
        return _Read(raw, name, sheet, header, _shape(rows, header)) if len(raw.frame) else None
    try:
        raw = read_table(path, shown, entry, Findings())
    except UnreadableError as problem:
        if sheet is not None and problem.check.key == "finding-sheet-empty":
            return None  # a workbook may keep an empty sheet
        raise
    if raw.format != "xlsx":
        used = len(raw.frame) or raw.format == "redcap_xml"  # without records it is a dictionary
        return _Read(raw, name, sheet, Header(1)) if used else None
    if len([row for row in raw.head if any(cell.strip() for cell in row)]) < 2:
        return None  # a page with a title, or a list that nobody has filled in
    if is_setup(sheet):
        return _Read(raw, name, sheet, Header(1))
    if sheet is not None and find_header(raw.head) is None:
        return None  # a page of remarks beside the data
    header = _header(raw.head)
    if header != Header(1):
        raw = read_table(path, shown, _entry(entry, header), Findings())
    return _Read(raw, name, sheet, header, _shape(raw.head, header)) if len(raw.frame) else None


def _entry(entry: File, header: Header) -> File:
    return entry.model_copy(update={"header_row": header.rows, "skip_rows": header.skip})


def _header(rows: list[list[str]]) -> Header:
    """The rows of names; Qualtrics says itself that there are two more below the first."""
    if any("ImportId" in cell for row in rows[:4] for cell in row):
        return Header(1, skip=2, labels=2)
    header = find_header(rows)
    if header is None:
        width = max(map(len, rows), default=0)
        shapes = "; ".join(f"row {k}: {shape(row, width)[:40]}" for k, row in enumerate(rows[:4], 1))
        raise UnreadableError(
            message("finding-row-column-names-was-found", shapes=str(shapes)),
            expected=message("finding-row-names-above-data"),
            action=message("finding-put-name-above-each-column"),
        )
    return header


def _shape(rows: list[list[str]], header: Header) -> tuple[str, ...]:
    """What the rows down to the second participant look like."""
    width = max(map(len, rows), default=0)
    return tuple(shape(row, width) for row in rows[: header.row + header.skip + 2])


def _ask_about_groups(table: TableGuess) -> None:
    """Columns of one name whose rows of groups could not be joined with it."""
    for name, column in table.columns.items():
        if name in table.raw.duplicated or name.rpartition(" (")[0] in table.raw.duplicated:
            column.confidence = UNSURE
            column.evidence = also(message("draft-third-row"), column.evidence)


def _groups_above(read: _Read) -> bool:
    """A row of several names above the one, or the two that were joined."""
    top = read.header.over or read.header.row
    above = read.raw.head[: top - 1]
    return any(sum(bool(cell.strip()) for cell in row) >= 2 for row in above)


def _explained(read: _Read, book: Codebook, guesses: list[Guess]) -> RawTable:
    """The table with the labels that its own header gives, and the guesses about that header."""
    raw, header = read.raw, read.header
    if is_qualtrics(raw):
        qualtrics_labels(raw, book)
        guesses.append(Guess(raw.name, message("draft-layout"), message("draft-qualtrics"), 0.95, "ImportId"))
        return raw
    if limesurvey_headers(raw, book):
        guesses.append(
            Guess(
                read.raw.name,
                message("draft-layout"),
                message("draft-limesurvey"),
                0.9,
                message("draft-the-header"),
            )
        )
    if header.labels is not None:
        labels_beside(raw, header.row, header.labels, book)
        guesses.append(
            Guess(
                raw.name,
                message("draft-labels"),
                message("draft-row", row=str(header.labels)),
                0.7,
                message("draft-second-row-texts"),
            )
        )
    if header.over is not None:
        rows = message("draft-rows-joined", one=str(header.over), two=str(header.row))
        why = message("draft-names-repeat")
        guesses.append(Guess(raw.name, message("draft-header"), rows, 0.8, why))
    elif header.row > 1:
        guesses.append(
            Guess(
                raw.name,
                message("draft-header"),
                message("draft-row", row=str(header.row)),
                0.8,
                message("draft-texts-over-numbers"),
            )
        )
    return raw
