"""How large a workbook says it is, before anything is made of it: a cell at the far end costs gigabytes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.messages import message

_MOST_CELLS = 60_000_000
_LARGEST_PAGE = 3_000_000_000  # bytes, unpacked
_BOMB = 200  # times smaller packed than unpacked, of a large page
_LARGE_PAGE = 50_000_000
_ROW = re.compile(rb'<row\b[^>]{0,200}?\br="(\d+)"|\br="[A-Z]{0,3}(\d{6,})"')
_FAR_COLUMN = re.compile(rb'\br="([A-Z]{3,})\d+"')
_CHUNK = 1 << 24


def refuse_far_cells(path: Path) -> None:
    """Raise :class:`UnreadableError` for an .xlsx whose pages unpack to too much, or reach too far."""
    try:
        with zipfile.ZipFile(path) as book:
            for page in book.infolist():
                _unpacked(page)
                if page.filename.startswith("xl/worksheets/") and page.filename.endswith(".xml"):
                    _reach(book, page)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return  # the reader will say what is wrong with it


def _unpacked(page: zipfile.ZipInfo) -> None:
    bomb = page.file_size > _LARGE_PAGE and page.file_size > _BOMB * max(page.compress_size, 1)
    if bomb or page.file_size > _LARGEST_PAGE:
        raise UnreadableError(
            message("finding-workbook-unpacks-far-more-than"),
            expected=message("finding-workbook-most-some-hundred-megabytes"),
            action=message("finding-open-excel-copy-data-new"),
        )


def _reach(book: zipfile.ZipFile, page: zipfile.ZipInfo) -> None:
    """The farthest row and column of a page, read piece by piece."""
    row, column, tail = 0, 0, b""
    with book.open(page) as stream:
        while piece := stream.read(_CHUNK):
            text = tail + piece
            tail = text[-64:]
            row = max([row, *(int((a or b)[-12:]) for a, b in _ROW.findall(text))])
            column = max([column, *map(_number, _FAR_COLUMN.findall(text))])
    # without a far column: fewer than 703
    if (row or 1) * (column or 1) > _MOST_CELLS or row > 1_048_576 or column > 16_384:
        raise UnreadableError(
            message("finding-cell-sheet-stands-far-all"),
            expected=message("finding-data-begin-top-left-sheet"),
            action=message("finding-delete-empty-rows-columns-behind"),
        )


def _number(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters[:6]:
        number = 26 * number + letter - 64
    return number
