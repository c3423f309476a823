"""Text in CSV files that a spreadsheet opens: nothing that it would run.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end is a formula to Excel and its kin,
and a formula can start programs. Such text gets an apostrophe in front, which spreadsheets take for "this
is text"; numbers stay as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n|%＝＋－＠]")
#: A number, also with a percent sign, and with an interval in brackets behind it.
_NUMBER = re.compile(r"^\s*[-+]?\d[\d.,\s]*%?\s*(?:[\[(][-\d.,;:\s%–to]*[\])])?\s*$")
_MARK = "'"


def as_text(cell: str) -> str:
    """The cell so that a spreadsheet shows it and does not compute it."""
    if not _FORMULA.match(cell) or _NUMBER.match(cell) or cell.strip() in ("-", "–"):
        return cell
    return _MARK + cell


def as_written(cell: str) -> str:
    """What :func:`as_text` was given."""
    return cell[1:] if cell.startswith(_MARK) and _FORMULA.match(cell[1:]) else cell


def table_as_written(table: pd.DataFrame) -> pd.DataFrame:
    """A table that :func:`table_as_text` made, as it was before."""

    def back(cell: object) -> object:
        return as_written(cell) if isinstance(cell, str) else cell

    return table.map(back, na_action="ignore").rename(columns=lambda name: as_written(str(name)))


def table_as_text(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose texts and headings are safe in a spreadsheet."""
    import pandas as pd

    texts = [
        name
        for name in table
        if pd.api.types.is_string_dtype(table[name]) or pd.api.types.is_object_dtype(table[name])
    ]

    def safe(cell: object) -> object:
        return as_text(cell) if isinstance(cell, str) else cell

    changed = {str(name): table[name].map(safe, na_action="ignore") for name in texts}
    return table.assign(**changed).rename(columns=lambda name: as_text(str(name)))
