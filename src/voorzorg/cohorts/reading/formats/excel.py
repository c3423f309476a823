"""Excel workbooks, read with calamine: every cell with the type that Excel gave it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.formats.excel_cells import broken_cells
from voorzorg.cohorts.reading.formats.extents import refuse_far_cells
from voorzorg.cohorts.reading.isolated import isolated
from voorzorg.cohorts.reading.raw_table import RawTable, joined_header, unique_names
from voorzorg.messages import message

_OLE = b"\xd0\xcf\x11\xe0"


def read_entry(path: Path, name: str, file: File, _findings: Findings) -> RawTable:
    """Read as an entry of the manifest says."""
    return read_excel(
        path,
        name,
        sheet=file.sheet,
        header_row=file.names_row,
        header_over=file.names_over,
        skip_rows=file.skip_rows,
    )


def read_excel(
    path: Path,
    name: str,
    *,
    sheet: str | int | None = None,
    header_row: int = 1,
    header_over: int | None = None,
    skip_rows: int = 0,
) -> RawTable:
    """Read one sheet (the first when none is named); raise :class:`UnreadableError` when it cannot be.

    ``header_over`` is the row above the names that holds the names of groups of columns. It is read in a
    process of its own: a workbook that states a wrong size can end the process.
    """

    def work() -> RawTable:
        return _read(path, name, sheet, header_row, header_over, skip_rows)

    return isolated(work, path)


def read_sheets(path: Path, names: dict[str, str]) -> list[RawTable]:
    """Several sheets of a workbook, each under its name for messages; those without a table are left out."""

    def work() -> list[RawTable]:
        book, found = _open(path), []
        for sheet, name in names.items():
            with suppress(UnreadableError):
                found.append(_read(path, name, sheet, 1, None, 0, book))
        return found

    return isolated(work, path)


def _read(
    path: Path,
    name: str,
    sheet: str | int | None,
    header_row: int,
    header_over: int | None,
    skip_rows: int,
    book: Any = None,
) -> RawTable:
    cells, sheet, sheets, merged = _cells(path, sheet, book)
    while cells and all(_blank(value) for value in cells[-1]):
        cells.pop()
    if not cells:
        raise UnreadableError(
            message("finding-sheet-empty"),
            expected=(
                message("finding-header-and-row-sheets", sheets=sheets)
                if len(sheets) > 1
                else message("finding-header-and-row")
            ),
            action=message("finding-name-sheet-sheet-take-file"),
        )
    if len(cells) < header_row:
        raise UnreadableError(
            message("finding-sheet-ends-before-header"),
            expected=message("finding-column-names-row", header_row=str(header_row)),
            action=message("finding-correct-header-row-manifest"),
        )
    header = [_text(value) for value in cells[header_row - 1]]
    width = max((k for row in cells for k, value in enumerate(row, 1) if not _blank(value)), default=0)
    header = (header + [""] * width)[:width]
    if header_over is not None:
        over = [_text(value) for value in cells[header_over - 1]][:width]
        spans = [(a[1], b[1]) for a, b in merged if a[0] == b[0] == header_over - 1 and b[1] < width]
        header = joined_header(over, header, spans)
    names, doubled = unique_names(header)
    start = header_row + skip_rows
    body = cells[start:]
    numbers = np.arange(start + 1, start + 1 + len(body))
    filled = np.array([any(not _blank(value) for value in row) for row in body], dtype=bool)
    body = [row for row, keep in zip(body, filled, strict=True) if keep]
    columns = {
        column: _column([row[k] if k < len(row) else None for row in body]) for k, column in enumerate(names)
    }
    columns = {
        column: values
        for column, values in columns.items()
        if not (column.startswith("(column ") and values.isna().all())
    }
    flags = {
        column: {"1": "true", "0": "false"}
        for k, column in enumerate(names)
        if any(k < len(row) and isinstance(row[k], bool) for row in body)
    }
    return RawTable(
        path=path,
        name=name,
        value_labels=flags,
        sheet=sheet,
        sheets=tuple(sheets),
        broken={} if book else _broken(path, sheet, names, start),
        frame=pd.DataFrame(columns, index=range(len(body))),
        rows=numbers[filled] if len(body) else numbers[:0],
        format="xlsx",
        header_row=header_row,
        duplicated=doubled,
        head=[[_text(value) for value in row] for row in cells[:40]],
        header_over=header_over,
    )


def _broken(path: Path, sheet: str, names: list[str], header: int) -> dict[str, dict[str, list[int]]]:
    """Cells under the header that show an error, by the column's name."""
    below = {
        names[k]: {shows: [row for row in rows if row > header] for shows, rows in kinds.items()}
        for k, kinds in broken_cells(path, sheet).items()
        if k < len(names)
    }
    return {column: {s: rows for s, rows in kinds.items() if rows} for column, kinds in below.items()}


def sheet_names(path: Path) -> list[str]:
    """The workbook's sheets of cells, in order."""
    return _worksheets(_open(path))


def _worksheets(book: Any) -> list[str]:
    """Names of the sheets that hold cells: a sheet that is a chart has none, and cannot be read."""
    from python_calamine import SheetTypeEnum

    return [str(s.name) for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]


def _open(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    with path.open("rb") as file:
        start = file.read(8)
        rest = file.read() if start.startswith(_OLE) else b""  # the directory may stand anywhere
    locked = UnreadableError(
        message("finding-workbook-protected-password"),
        expected=message("finding-workbook-opens-without-password"),
        action=message("finding-open-excel-remove-password-file"),
    )
    if "EncryptedPackage".encode("utf-16-le") in rest:
        raise locked
    if start.startswith(b"PK"):
        refuse_far_cells(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise locked from None
    except (CalamineError, OSError, ValueError):
        raise UnreadableError(
            message("finding-workbook-cannot-read-damaged-not"),
            expected=message("finding-excel-workbook-xlsx"),
            action=message("finding-open-excel-save-again-xlsx"),
        ) from None
    if not _worksheets(book):
        raise UnreadableError(
            message("finding-workbook-sheets"),
            expected=message("finding-least-sheet"),
            action=message("finding-open-excel-save-again-xlsx"),
        )
    return book


def _cells(
    path: Path, sheet: str | int | None, book: Any = None
) -> tuple[list[list[Any]], str, list[str], list[Any]]:
    """The cells of a sheet, its name, the names of all sheets, and the corners of merged cells."""
    from python_calamine import CalamineError, WorksheetNotFound

    book = book or _open(path)
    names = _worksheets(book)
    if isinstance(sheet, int):
        if not 1 <= sheet <= len(names):
            raise _no_sheet(str(sheet), names)
        sheet = names[sheet - 1]
    elif sheet is not None and sheet not in names:
        same = [n for n in names if n.strip().casefold() == sheet.strip().casefold()]
        if len(same) != 1:
            raise _no_sheet(sheet, names)
        sheet = same[0]
    chosen = str(sheet) if sheet is not None else names[0]
    try:
        found = book.get_sheet_by_name(chosen)
        cells = list(found.to_python(skip_empty_area=False))
        return cells, chosen, names, list(getattr(found, "merged_cell_ranges", None) or [])
    except (CalamineError, WorksheetNotFound):
        raise UnreadableError(
            message("finding-sheet-cannot-read"),
            expected=message("finding-sheet-cells"),
            action=message("finding-open-workbook-excel-save-again"),
        ) from None


def _no_sheet(wanted: str, names: list[str]) -> UnreadableError:
    return UnreadableError(
        message("finding-sheet-workbook", wanted=str(wanted)),
        expected=message("finding-one-of-4", names=str(", ".join(names))),
        action=message("finding-correct-sheet-manifest-name-number"),
    )


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _column(values: list[Any]) -> pd.Series:
    """All numbers -> float64; all dates -> datetime64; anything mixed -> text."""
    kept = [value for value in values if not _blank(value)]
    if kept and all(isinstance(value, int | float) and not isinstance(value, bool) for value in kept):
        return pd.Series([np.nan if _blank(value) else float(value) for value in values], dtype="float64")
    if kept and all(isinstance(value, dt.date | dt.datetime) for value in kept):
        return pd.to_datetime(pd.Series([None if _blank(v) else v for v in values], dtype="object"))
    texts = [None if _blank(value) else _cell_text(value) for value in values]
    return pd.Series(texts, dtype="str")


def _cell_text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
    return _text(value)
