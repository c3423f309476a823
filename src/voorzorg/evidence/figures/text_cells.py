"""A table of figures as text cells: from a CSV file of any separator or from the first filled sheet of a
workbook.

Decimal commas are read where they cannot be anything else: in files whose cells are not separated by
commas, and in quotation marks. What could be a thousand and something or one and a bit is asked about, never
guessed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from voorzorg.evidence.figures.schema import BY_NAME, FigureFileError, Problem
from voorzorg.evidence.figures.vocabulary import INTERVAL
from voorzorg.evidence.figures.wide import NUMBER_COLUMNS
from voorzorg.spreadsheet import as_written

#: bytes of a text file beyond which it is no table of figures
LARGEST = 50_000_000
#: sheets of the template that hold no figures
NOTES = ("read me", "lees mij", "columns", "kolommen")
_COMMA = re.compile(r"(?<![^\s<>=≤≥(\[\d-]),(?=\d)")
_THOUSAND = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+\Z")
_THOUSAND_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+\Z")


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
        raw = path.read_bytes()
    except OSError as error:
        expected = "a file that you may read"
        raise FigureFileError([Problem(path.name, None, "(file)", error.strerror or "", expected)]) from None
    if len(raw) > LARGEST:
        expected = f"at most {LARGEST // 1_000_000} MB (a table of printed figures is far smaller)"
        found = f"{len(raw) // 1_000_000} MB"
        raise FigureFileError([Problem(path.name, None, "(file)", found, expected)])
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:4096]:
        expected = "UTF-8 text (in Excel: save as 'CSV UTF-8')"
        found = "UTF-16 or no text"
        raise FigureFileError([Problem(path.name, None, "(file)", found, expected)])
    try:
        return raw.decode("utf-8-sig")
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
    said = re.match(r"\s*sep=(.)\r?\n", text, re.IGNORECASE)  # Excel's own first line
    first = next((x for x in text[said.end() if said else 0 :].splitlines() if x.strip()), "")
    delimiter = said[1] if said else max(",;\t|", key=first.count)  # Dutch Excel writes semicolons
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] = []
    rows, lines = [], []
    try:
        for cells in reader:
            if not any(c.strip() for c in cells) or (said and reader.line_num == 1):
                continue
            if not header:
                header = [h.strip() for h in cells]
            else:
                rows.append([as_written(c.strip()) for c in cells])
                lines.append(reader.line_num)
    except csv.Error as error:
        expected = "a CSV file of text cells (is a quotation mark not closed?)"
        raise FigureFileError([Problem(path.name, reader.line_num, "(row)", str(error), expected)]) from None
    return Table(path.name, header, rows, lines, delimiter)


def _workbook(path: Path) -> Table:
    """The first filled sheet, read within limits: a workbook can state any size."""
    from voorzorg.cohorts.checks.findings import UnreadableError
    from voorzorg.cohorts.reading.formats.extents import refuse_far_cells
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


def with_points(table: Table, header: list[str], problems: list[Problem]) -> list[list[str]]:
    """The rows with plain numbers in number columns: decimal points, no signs of typography.

    Between commas a decimal comma can only stand in quotation marks, and ``1,234`` is asked about; in other
    files with decimal commas ``1.234`` is.
    """
    numeric = [i for i, h in enumerate(header) if _is_numeric(h)]
    rows = [
        [plain_cell(c) if i in numeric else c for i, c in enumerate(row)] if any(row) else row
        for row in table.rows
    ]
    cells = [row[i] for row in rows for i in numeric if i < len(row)]
    if not any(_COMMA.search(c) for c in cells):
        return rows
    asked = _THOUSAND_COMMA if table.separator == "," else _THOUSAND
    for row, line in zip(rows, table.lines, strict=True):
        for i in numeric:
            if i >= len(row):
                continue
            if asked.match(row[i]):
                whole, other = re.sub(r"[.,]", "", row[i]), row[i].translate(str.maketrans(".,", ",."))
                expected = f"{whole} or {other} (this file has decimal commas, so it could be either)"
                problems.append(Problem(table.file, line, header[i], row[i], expected))
                row[i] = whole  # told once
            elif not re.search(r"\d\.\d", row[i]):
                row[i] = _COMMA.sub(".", row[i])
    return rows


def _is_numeric(name: str) -> bool:
    if name in BY_NAME:
        return BY_NAME[name].kind in ("number", "integer")
    return name == INTERVAL or name in NUMBER_COLUMNS


_NOTHING = re.compile(
    r"(?:n\.?/?a\.?|n\.?r\.?|n\.?v\.?t\.?|nan|none|not reported|onbekend|[-–—.]+)\Z", re.IGNORECASE
)


def plain_cell(text: str) -> str:
    """A printed number as a plain one: without raised points, typographic minus signs and footnote marks."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").strip()
    if _NOTHING.match(text):
        return ""
    text = re.sub(r"(?<=\d)[·∙](?=\d)", ".", text).replace("−", "-")
    text = re.sub(r"^[–—](?=\s?[\d.])", "-", text)
    text = re.sub(r"(?<=[\d.)])\s*[*†‡§¶^]+$|^[nN]\s*=\s*", "", text)
    return re.sub(r" ", "", text) if re.fullmatch(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", text) else text


_LIMITS = re.compile(
    r"[\[(]?\s*([+-]?\d*\.?\d+)\s*%?\s*(?:to|tot|t/m|[–—;,/|-]|\s)\s*([+-]?\d*\.?\d+)\s*%?\s*[\])]?",
    re.IGNORECASE,
)


def limits(text: str) -> tuple[str, str] | None:
    """Both limits of an interval in one cell: ``0.64 to 1.28``, ``(0.64; 1.28)``, ``-3.1 - -0.2``."""
    found = _LIMITS.fullmatch(text)
    return (found[1], found[2]) if found else None
