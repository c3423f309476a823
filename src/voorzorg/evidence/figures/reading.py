"""A table of figures as text cells: from a CSV file of any separator or from the first filled sheet of a
workbook.

Decimal commas are read where they cannot be anything else: in files whose cells are not separated by
commas. In such a file ``1.234`` could be a thousand and something or one and a bit; it is then asked about,
never guessed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from voorzorg.evidence.figures.schema import BY_NAME, COLUMN_ALIASES, FigureFileError, Problem

#: sheets of the template that hold no figures
NOTES = ("read me", "lees mij", "columns", "kolommen")
_COMMA = re.compile(r"[+-]?\d+,\d+\Z")
_THOUSAND = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+\Z")


@dataclass(frozen=True)
class Table:
    """Header and rows of one file as text; ``lines`` are the row numbers that a person sees."""

    file: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    separator: str


def read_text(path: Path) -> str:
    """A text file in UTF-8, with or without byte order mark."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        expected = "UTF-8 text (in Excel: save as 'CSV UTF-8')"
        raise FigureFileError([Problem(path.name, None, "(file)", f"byte {error.start}", expected)]) from None


def read_table(path: Path) -> Table:
    """The cells of a file.

    Raises
    ------
    FigureFileError
        Where the file cannot be read as a table.
    """
    return _workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _delimited(path)


def _delimited(path: Path) -> Table:
    text = read_text(path)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)  # Dutch Excel writes semicolons
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [h.strip() for h in next(reader, [])]
    rows, lines = [], []
    for cells in reader:
        if any(c.strip() for c in cells):
            rows.append([c.strip() for c in cells])
            lines.append(reader.line_num)
    return Table(path.name, header, rows, lines, delimiter)


def _workbook(path: Path) -> Table:
    """The first filled sheet, read within limits: a workbook can state any size."""
    from voorzorg.cohorts.checks.findings import UnreadableError
    from voorzorg.cohorts.reading.extents import refuse_far_cells
    from voorzorg.cohorts.reading.isolated import isolated

    try:
        refuse_far_cells(path)
        return isolated(lambda: _first_filled(path), path)
    except UnreadableError:
        expected = "a workbook that Excel or LibreOffice can open, saved as .xlsx, its table at the top left"
        raise FigureFileError([Problem(path.name, None, "(file)", "", expected)]) from None


def _first_filled(path: Path) -> Table:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        if sheet.title.strip().lower() in NOTES:
            continue
        grid = [[_cell(c) for c in row] for row in sheet.iter_rows()]
        filled = [(i, row) for i, row in enumerate(grid, start=1) if any(row)]
        if len(filled) > 1:
            header = filled[0][1]
            while header and not header[-1]:
                header.pop()
            width = len(header)
            rows = [(row + [""] * width)[:width] for _, row in filled[1:]]
            return Table(path.name, header, rows, [i for i, _ in filled[1:]], "sheet")
    return Table(path.name, [], [], [], "sheet")


def _cell(cell: object) -> str:
    """A cell as it is shown: a number with the decimals of its format, so that 0.10 keeps its nought."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        shown = re.fullmatch(r"[#,]*0(?:\.(0+))?(%?)", str(getattr(cell, "number_format", "")))
        if shown and shown.group(2):
            return f"{100 * value:.{len(shown.group(1) or '')}f}"
        if shown and shown.group(1):
            return f"{value:.{len(shown.group(1))}f}"
        return f"{value:.10g}"
    return str(value).strip()


def known_header(header: list[str]) -> list[str]:
    """Column names as the schema has them: lower case, other people's names for them replaced."""
    plain = [h if h in BY_NAME or h.startswith("x_") else h.lower().replace(" ", "_") for h in header]
    return [COLUMN_ALIASES.get(h, h) if COLUMN_ALIASES.get(h) not in plain else h for h in plain]


def with_points(table: Table, header: list[str], problems: list[Problem]) -> list[list[str]]:
    """The rows with decimal points in number columns; ambiguous thousands are problems."""
    columns = [i for i, h in enumerate(header) if h in BY_NAME and BY_NAME[h].kind in ("number", "integer")]
    columns += [i for i, h in enumerate(header) if h not in BY_NAME and not h.startswith("x_")]
    if table.separator == ",":
        return table.rows
    cells = [row[i] for row in table.rows for i in columns if i < len(row)]
    if not any(_COMMA.match(c) for c in cells):
        return table.rows
    rows = []
    for row, line in zip(table.rows, table.lines, strict=True):
        new = list(row)
        for i in columns:
            if i >= len(row):
                continue
            if _THOUSAND.match(row[i]):
                expected = (
                    f"{row[i].replace('.', '')} or {row[i].replace('.', ',')} (this file has decimal commas)"
                )
                problems.append(Problem(table.file, line, header[i], row[i], expected))
            elif _COMMA.match(row[i].lstrip("<>=≤≥ ")):
                new[i] = row[i].replace(",", ".")
        rows.append(new)
    return rows
