"""A small table as delimited text, read strictly: every problem has its row and column."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voorzorg.errors import UserError

_SEPARATORS = ";,\t"
_WHOLE = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_SHOWN = 12


class TableError(UserError):
    """A file of municipalities, births or prices is not as it should be."""


@dataclass
class Problems:
    """Problems of a file, gathered so that one message tells all of them."""

    path: Path
    found: list[str] = field(default_factory=list)

    def add(self, row: int, column: str, what: str) -> None:
        """Note a problem; ``row`` is the line of the file, from 1."""
        self.found.append(f"row {row}, column {column}: {what}")

    def stop(self) -> None:
        """Raise :class:`TableError` where there are any."""
        if len(self.found) == 1:
            raise TableError(f"{self.path}, {self.found[0]}")
        if self.found:
            shown = self.found[:_SHOWN]
            more = [f"and {len(self.found) - _SHOWN} more"] if len(self.found) > _SHOWN else []
            raise TableError("\n  ".join([f"{self.path}: {len(self.found)} problems", *shown, *more]))


@dataclass(frozen=True)
class Line:
    """A row of a table: its line in the file, and its cells by column."""

    row: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 (with or without its mark) or, failing that, Windows-1252."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path}: no such file") from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(f"{path}: neither UTF-8 nor Windows-1252; save it as CSV UTF-8") from None


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Non-empty rows with their line in the file; the separator is the one that the file uses most."""
    separator = max(_SEPARATORS, key=text.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise TableError(f"row {reader.line_num}: not readable as delimited text: {error}") from None
    return rows


def read_table(path: Path, columns: Sequence[str], required: Iterable[str]) -> tuple[list[Line], Problems]:
    """Lines of a table whose header holds some of ``columns`` and all that are ``required``.

    Returns the lines and a :class:`Problems` that already holds what is wrong with header and shape.
    """
    problems = Problems(path)
    rows = rows_of(read_text(path))
    if not rows:
        raise TableError(f"{path}: the file is empty; expected a header with {', '.join(required)}")
    (first, header), *rest = rows
    names = [name.casefold() for name in header]
    for number, name in enumerate(names, 1):
        if name not in columns:
            close = difflib.get_close_matches(name, columns, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"there are: {', '.join(columns)}"
            problems.add(first, str(number), f"no such column '{header[number - 1]}'; {hint}")
        if names.index(name) != number - 1:
            problems.add(first, name, "this column is there twice; take one out")
    for name in required:
        if name not in names:
            problems.add(first, name, "the column is missing; add it to the header")
    problems.stop()
    lines = []
    for row, cells in rest:
        if len(cells) > len(names):
            problems.add(
                row,
                names[-1],
                f"{len(cells)} cells under {len(names)} names; a comma in a number, or a separator too many?",
            )
        lines.append(Line(row, dict(zip(names, cells, strict=False))))
    problems.stop()
    return lines, problems


def whole(line: Line, column: str, problems: Problems) -> int | None:
    """A whole number of 0 or more; None, with a problem, where it is not."""
    text = line[column]
    if _WHOLE.fullmatch(text):
        return int(text)
    problems.add(
        line.row, column, f"expected a whole number such as 467, {_instead(text, whole_number=True)}"
    )
    return None


def number(line: Line, column: str, problems: Problems) -> float | None:
    """A number of 0 or more with a decimal point; None, with a problem, where it is not."""
    text = line[column]
    if _NUMBER.fullmatch(text):
        return float(text)
    problems.add(line.row, column, f"expected a number such as 15654 or 0.5, {_instead(text)}")
    return None


def _instead(text: str, *, whole_number: bool = False) -> str:
    """What stands there in place of a number, and what to write."""
    if not text:
        return "the cell is empty"
    compact = text.replace(" ", "")
    if re.fullmatch(r"-\d+([.,]\d+)?", compact):
        return "found a negative number"
    if re.fullmatch(r"\d+,\d+", compact):
        if whole_number:
            return "found a number with a decimal comma"
        return f"found a decimal comma: write {compact.replace(',', '.')}"
    if re.fullmatch(r"\d{1,3}([.,\s]\d{3})+", text):
        return f"found a sign between thousands: write {re.sub(r'[^0-9]', '', text)}"
    if re.fullmatch(r"\d+\.\d+", compact):
        return "found a fraction"
    return "found text"
