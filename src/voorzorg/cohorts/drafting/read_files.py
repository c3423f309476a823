"""Read the files for a draft: every sheet, code books apart from data."""

from __future__ import annotations

from pathlib import Path

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.drafting.codebooks import (
    Codebook,
    is_qualtrics,
    limesurvey_headers,
    qualtrics_labels,
    read_codebook,
)
from voorzorg.cohorts.drafting.guesses import Guess
from voorzorg.cohorts.drafting.tables import TableGuess, guess_table
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.codes import code
from voorzorg.cohorts.reading.excel import sheet_names
from voorzorg.cohorts.reading.files import format_of, read_table
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.errors import UserError


class DraftError(UserError):
    """Nothing can be drafted from these files; the message says why."""


def read_tables(paths: list[Path], root: Path) -> tuple[list[TableGuess], Codebook, list[Guess]]:
    """Every data table with what it seems to hold; code books are used and left out.

    Raises
    ------
    DraftError
        With every file that cannot be read, or when none holds data.
    """
    raws: list[tuple[RawTable, str, str | None, int]] = []
    problems, guesses = [], []
    book = Codebook()
    for path in paths:
        relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        try:
            sheets: list[str | None] = [None]
            if format_of(path) == "xlsx" and path.is_file():
                found = sheet_names(path)
                sheets = list(found) if len(found) > 1 else [None]
            for sheet in sheets:
                raw, header_row = _read(path, relative, sheet)
                if raw is None:
                    continue
                if read_codebook(raw, book):
                    guesses.append(Guess(raw.name, "code book", "used for labels", 0.9, "its header"))
                    continue
                raws.append((raw, relative, sheet, header_row))
        except UnreadableError as problem:
            problems.append(f"  {relative}: {problem.check}; {problem.action}")
    if problems:
        raise DraftError("\n".join(["these files cannot be read:", *problems]))
    tables = []
    for raw, relative, sheet, header_row in raws:
        skip = 2 if is_qualtrics(raw) else 0
        if skip:
            qualtrics_labels(raw, book)
            raw = _again(raw, sheet, header_row, skip)
            guesses.append(
                Guess(raw.name, "layout", "Qualtrics: two rows under the header", 0.95, "ImportId")
            )
        elif limesurvey_headers(raw, book):
            guesses.append(
                Guess(raw.name, "layout", "LimeSurvey: questions in the header", 0.9, "the header")
            )
        if header_row > 1:
            guesses.append(
                Guess(raw.name, "header", f"row {header_row}", 0.7, "the rows above are mostly empty")
            )
        table, found_here = guess_table(raw, relative, sheet, book)
        table.skip_rows = skip
        tables.append(table)
        guesses.extend(found_here)
    if not tables:
        raise DraftError("no table with data in these files")
    return tables, book, guesses


def _read(path: Path, name: str, sheet: str | None) -> tuple[RawTable | None, int]:
    shown = f"{name}[{sheet}]" if sheet else name
    entry = File(path=name, holds="participants", id="?", sheet=sheet)
    try:
        raw = read_table(path, shown, entry, Findings())
    except UnreadableError as problem:
        if sheet is not None and "empty" in problem.check:
            return None, 1  # a workbook may keep an empty sheet
        raise
    row = _header_row(raw)
    if row > 1:
        raw = read_table(path, shown, entry.model_copy(update={"header_row": row}), Findings())
    return (raw if len(raw.frame) else None), row


def _again(raw: RawTable, sheet: str | None, header_row: int, skip: int) -> RawTable:
    entry = File(
        path=raw.path.name, holds="participants", id="?", sheet=sheet, header_row=header_row, skip_rows=skip
    )
    return read_table(raw.path, raw.name, entry, Findings())


def _header_row(raw: RawTable) -> int:
    """The first row that names most columns, where the first row names few: a title or a merged header."""
    if not raw.head or raw.format not in ("csv", "xlsx"):
        return 1
    width = max(len(row) for row in raw.head)
    filled = [sum(bool(code(cell)) for cell in row) for row in raw.head]
    if width < 3 or filled[0] > 0.5 * width:
        return 1
    for number, (count, cells) in enumerate(zip(filled, raw.head, strict=True), start=1):
        texts = [cell for cell in cells if cell.strip()]
        if count >= 0.8 * width and len(set(texts)) == len(texts):
            return number
    return 1
