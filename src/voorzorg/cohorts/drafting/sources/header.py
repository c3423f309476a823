"""Where the column names stand: below titles and blank rows, in one row or in two.

A row of names differs from the rows below it: texts over numbers and dates, and words that the columns do not
hold. What is shown of the first rows is their shape (text, number, date, empty), never what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voorzorg.cohorts.reading.raw_table import joined_header
from voorzorg.cohorts.reading.values.codes import ALWAYS_MISSING, code, means_missing

LOOKED_AT = 40
_DEEPEST = 12
_DATE = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([ T]\d{1,2}:\d{2}.*)?$")
_NUMBER = re.compile(r"^[€$]?\s*[-+]?\d+([.,]\d+)*\s*%?$")
_LETTER = {"text": "t", "number": "9", "date": "d", "empty": "."}


@dataclass(frozen=True)
class Header:
    """Rows counted from 1: names in ``row``, groups of columns in ``over`` above it.

    Below the names ``skip`` rows hold question texts or units; the row ``labels`` explains the names.
    """

    row: int
    over: int | None = None
    skip: int = 0
    labels: int | None = None

    @property
    def rows(self) -> int | tuple[int, int]:
        return self.row if self.over is None else (self.over, self.row)


def kind(cell: str) -> str:
    text = cell.strip()
    if not text or code(text) in ALWAYS_MISSING:
        return "empty"
    if _DATE.match(text):
        return "date"
    return "number" if _NUMBER.match(text) else "text"


def shape(row: Sequence[str], width: int) -> str:
    """One letter per cell: t text, 9 number, d date, . empty."""
    cells = [*row, *[""] * width][:width]
    return "".join(_LETTER[kind(cell)] for cell in cells)


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The rows that name the columns; nothing where the first rows all look like data."""
    width = max((len(row) for row in rows), default=0)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    for h in range(min(_DEEPEST, len(grid) - 1)):
        named, score = _likeness(grid, h)
        if named < 0.5 or score <= 0:
            continue
        names = [code(cell) for cell in grid[h] if cell.strip()]
        below = _likeness(grid, h + 1) if h + 2 < len(grid) else (0.0, 0.0)
        under = {code(cell) for cell in grid[h + 1] if cell.strip()}
        names_below = len(under) >= len(set(names))  # a row of units says the same under most names
        if len(set(names)) < 0.7 * len(names) and below[0] >= 0.5 and below[1] > 0 and names_below:
            return _explained(grid, Header(h + 2, over=h + 1))
        if h + 2 < len(grid) and _complement(grid[h], grid[h + 1]) and _only_texts(grid, h + 1):
            return _explained(grid, Header(h + 2, over=h + 1))
        passed = named < 0.9 <= below[0] and below[1] > 0.2 and _only_texts(grid, h + 1)
        if passed and not _row_names_and(grid[h], grid[h + 1]):
            return _explained(grid, _with_groups(grid, h + 1))
        return _explained(grid, _with_groups(grid, h))
    return None


def _complement(upper: list[str], lower: list[str]) -> bool:
    """Each names columns that the other leaves empty, with a cell over several: groups above, names below."""
    pairs = [(bool(one.strip()), bool(two.strip())) for one, two in zip(upper, lower, strict=True)]
    if not {(True, False), (False, True), (True, True)} <= set(pairs):
        return False
    joined = [code(name) for name in joined_header(upper, lower) if name.strip()]
    return len(set(joined)) == len(joined)


def _row_names_and(names: list[str], below: list[str]) -> bool:
    """One cell without a name, of a column that numbers the rows, and variables' names in all others."""
    empty = [j for j, cell in enumerate(names) if not cell.strip()]
    return empty == [0] and _nameish(names) > max(0.5, _nameish(below))


def _only_texts(grid: list[list[str]], h: int) -> bool:
    """No number or date in the row, and at least one text over numbers."""
    over = [
        j
        for j, cell in enumerate(grid[h])
        if kind(cell) == "text" and sum(kind(row[j]) == "text" for row in grid[h + 1 : h + 11]) <= 1  # a unit
    ]
    return bool(over) and all(kind(cell) in ("text", "empty") for cell in grid[h])


def _with_groups(grid: list[list[str]], h: int) -> Header:
    """The row above as groups of columns, where names repeat without it and do not with it."""
    names = [code(cell) for cell in grid[h] if cell.strip()]
    if h > 0 and len(set(names)) < len(names):
        upper = [cell for cell in grid[h - 1] if cell.strip()]
        joined = [code(name) for name in joined_header(grid[h - 1], grid[h]) if name.strip()]
        if len(upper) >= 2 and len(set(joined)) == len(joined):
            return Header(h + 1, over=h)
    return Header(h + 1)


def _explained(grid: list[list[str]], found: Header) -> Header:
    """A second whole row of texts over numbers: question texts, labels or units."""
    h = found.row  # the row below the names, counted from 0
    if h + 2 >= len(grid):
        return found
    body = grid[h + 1 : h + 26]
    numeric = over = 0
    for j, cell in enumerate(grid[h]):
        kinds = [kind(row[j]) for row in body if kind(row[j]) != "empty"]
        if not kinds or sum(k != "text" for k in kinds) < 0.8 * len(kinds):
            continue
        if kind(cell) in ("number", "date"):
            return found
        numeric += 1
        over += kind(cell) == "text" and not means_missing(cell)
    if over < 2 and not (over == numeric == 1 and kind(grid[h][0]) == "text"):
        return found
    if over < 0.5 * numeric:
        return found
    first, second = grid[h - 1], grid[h]
    if found.over is None and _nameish(second) > _nameish(first) and _nameish(first) < 0.5:
        return Header(h + 1, labels=h)
    return Header(found.row, found.over, skip=1, labels=h + 1)


def _nameish(row: list[str]) -> float:
    """Share of cells that could be variables' names: short, without spaces, each another one."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(set(cells)) < len(cells):
        return 0.0
    return sum(bool(re.fullmatch(r"[^\W\d]\w{0,31}", cell)) for cell in cells) / max(len(cells), 1)


def _likeness(grid: list[list[str]], h: int) -> tuple[float, float]:
    """Share of the columns below that row ``h`` names, and how unlike those columns its cells are."""
    body = grid[h + 1 : h + 31]
    named, score, columns = 0, 0.0, 0
    for j, cell in enumerate(grid[h]):
        below = [row[j].strip() for row in body if kind(row[j]) != "empty"]
        if not below:
            continue
        columns += 1
        if not cell.strip():
            continue
        named += 1
        score += _unlike(cell.strip(), below)
    return (named / columns, score / columns) if columns else (0.0, 0.0)


def _unlike(cell: str, below: list[str]) -> float:
    """From 1 (a text over numbers) to -1 (a value among values)."""
    own = kind(cell)
    same = sum(kind(value) == own for value in below) / len(below)
    if own != "text":
        return -1.0 if same >= 0.5 else -0.5
    if same < 0.5:
        return 1.0
    if code(cell) in {code(value) for value in below}:
        return -1.0
    if len(below) > 1 and len({_pattern(value) for value in [cell, *below]}) == 1 and re.search(r"\d", cell):
        return -1.0
    return 0.5 if len(set(map(code, below))) <= 0.5 * len(below) else 0.25


def _pattern(text: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "a", text))
