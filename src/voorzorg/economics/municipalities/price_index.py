"""A price index by year: the file that brings amounts to the prices of one year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voorzorg.economics.municipalities.delimited import TableError, number, read_table, whole

#: Columns of the file; data/economics/price-index-template.csv has them.
COLUMNS = ("year", "index", "source", "retrieved", "licence")


@dataclass(frozen=True)
class PriceIndex:
    """Index values by year, and the file that they come from."""

    path: Path
    values: dict[int, float]
    source: str

    @property
    def years(self) -> str:
        """The years that it has, in words."""
        return ", ".join(map(str, sorted(self.values)))


def read_price_index(path: str | Path) -> PriceIndex:
    """Read a price index: a row per year, each with its source, retrieval date and licence.

    Raises
    ------
    TableError
        With file, row and column of every problem.
    """
    path = Path(path)
    lines, problems = read_table(path, COLUMNS, COLUMNS)
    values: dict[int, float] = {}
    for line in lines:
        year, index = whole(line, "year", problems), number(line, "index", problems)
        if index == 0:
            problems.add(line.row, "index", "an index is more than 0")
        if year is not None and year in values:
            problems.add(line.row, "year", f"{year} is there twice; take one out")
        for column in ("source", "retrieved", "licence"):
            if not line[column]:
                problems.add(line.row, column, "the cell is empty; a number without its origin is not used")
        if year is not None and index is not None:
            values[year] = index
    problems.stop()
    if not values:
        raise TableError(f"{path}: no year in it; add a row per year under the header")
    return PriceIndex(path, values, lines[0]["source"])
