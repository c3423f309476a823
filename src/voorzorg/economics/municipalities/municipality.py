"""Municipalities by their births: the project's own file, with own costs and shares where wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voorzorg.economics.municipalities.delimited import (
    Line,
    Problems,
    TableError,
    number,
    read_table,
    whole,
)
from voorzorg.printable import printable

#: Columns of the project's own file; data/economics/municipalities-template.csv has them.
COLUMNS = ("name", "births", "code", "first_births", "cost", "share_low", "share_high", "year", "source")
#: A name begins with a letter or as 's-Gravenhage does; a spreadsheet would compute what begins with = or +.
_NAME = re.compile(r"['\u2019]?\w")
#: More births a year than the whole country has.
_TOO_MANY = 1_000_000


@dataclass(frozen=True)
class Municipality:
    """A municipality: births in a year, and what it wants otherwise than the inputs.

    ``cost`` is in euro a trajectory; ``share_low`` and ``share_high`` in percent of births.
    """

    name: str
    births: int
    code: str = ""
    first_births: int | None = None
    cost: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    year: int | None = None
    source: str = ""


def read_municipalities(path: str | Path) -> list[Municipality]:
    """Read the project's own file.

    Raises
    ------
    TableError
        With file, row and column of every problem.
    """
    path = Path(path)
    lines, problems = read_table(path, COLUMNS, ("name", "births"))
    found = [_municipality(line, problems) for line in lines]
    first: dict[str, int] = {}
    for line in lines:
        name = line["name"].casefold()
        if name and first.setdefault(name, line.row) != line.row:
            problems.add(
                line.row,
                "name",
                f"'{line['name']}' has row {first[name]} already; a municipality has one row",
            )
    problems.stop()
    if not found:
        raise TableError(f"{path}: no municipality; add a row under the header, such as 'Weert;467'")
    return [one for one in found if one is not None]


def _municipality(line: Line, problems: Problems) -> Municipality | None:
    if not line["name"]:
        problems.add(line.row, "name", "the cell is empty; expected the municipality's name")
    elif not _NAME.match(line["name"]) or printable(line["name"]) != line["name"]:
        problems.add(line.row, "name", "expected a name that begins with a letter, such as Weert")
    births = whole(line, "births", problems)
    if births is not None and births > _TOO_MANY:
        problems.add(line.row, "births", f"expected births in a year, at most {_TOO_MANY}")
    first = whole(line, "first_births", problems) if line["first_births"] else None
    if first is not None and births is not None and first > births:
        problems.add(line.row, "first_births", "more first births than births")
    low = number(line, "share_low", problems) if line["share_low"] else None
    high = number(line, "share_high", problems) if line["share_high"] else None
    for column, share in (("share_low", low), ("share_high", high)):
        if share is not None and share > 100:
            problems.add(line.row, column, "a share is in percent, 100 at most")
    if (low is None) != (high is None):
        column = "share_low" if low is None else "share_high"
        problems.add(line.row, column, "the cell is empty; give both ends of the share, or neither")
    if low is not None and high is not None and low > high:
        problems.add(line.row, "share_low", "is above share_high")
    cost = number(line, "cost", problems) if line["cost"] else None
    year = whole(line, "year", problems) if line["year"] else None
    if births is None:
        return None
    return Municipality(line["name"], births, line["code"], first, cost, low, high, year, line["source"])
