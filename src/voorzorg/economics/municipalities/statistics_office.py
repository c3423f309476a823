"""Births per municipality as Statistics Netherlands exports them: semicolons, region codes, a row of totals.

Both forms of export are read: the table as shown (title lines above, region names, a source line below) and
the data with codes (``GM0988``). Rows of the country and of provinces are not municipalities; the country's
row is held against the sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from voorzorg.economics.municipalities.delimited import (
    Line,
    Problems,
    TableError,
    read_text,
    rows_of,
    whole,
)
from voorzorg.economics.municipalities.municipality import Municipality, read_municipalities
from voorzorg.economics.municipalities.origin import Origin, read_origin, record_of

_REGION = re.compile(r"regio|gemeente|gebied", re.I)
_BIRTHS = re.compile(r"geboren|geboorten|births", re.I)
_PERIOD = re.compile(r"period|jaar|year", re.I)
_CODE = re.compile(r"\b([A-Z]{2})(\d{2,4})\b")
_TOTAL = re.compile(r"^(nederland|totaal|total|the netherlands)\b", re.I)
_NOT_MUNICIPALITY = re.compile(r"\((PV|LD|CR)\)$|^(LD|PV|CR|NL)\d+")
_NONE = {".", "-", "x", ""}  # the office's signs for unknown, nil, secret and not applicable


@dataclass(frozen=True)
class Births:
    """Municipalities, the country's total where the file has one, those without a number, and the origin."""

    municipalities: tuple[Municipality, ...]
    total: int | None
    without_number: tuple[str, ...]
    origin: Origin | None

    @property
    def difference(self) -> int | None:
        """The total minus the sum of municipalities; None without a total."""
        return None if self.total is None else self.total - sum(one.births for one in self.municipalities)


def read_births(path: str | Path, year: int | None = None) -> Births:
    """Read births per municipality: the project's own file, or an export with its record of origin beside it.

    Parameters
    ----------
    year
        The year to take where an export holds several; without it the last.

    Raises
    ------
    TableError
        With file, row and column of every problem.
    """
    path = Path(path)
    header = _header(rows_of(read_text(path)))
    if header is None:
        return Births(tuple(read_municipalities(path)), None, (), None)
    return _read_export(path, *header, year)


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]] | None:
    """Place of an export's header among the rows and the columns that matter; None for the project's own
    file."""
    for place, (_, cells) in enumerate(rows[:12]):
        lowered = [cell.casefold() for cell in cells]
        if {"name", "births"} & set(lowered):
            return None
        found = {
            what: next((n for n, cell in enumerate(cells) if pattern.search(cell)), -1)
            for what, pattern in (("region", _REGION), ("births", _BIRTHS), ("period", _PERIOD))
        }
        if found["region"] >= 0 and found["births"] >= 0 and found["region"] != found["births"]:
            return place, found
    return None


def _read_export(path: Path, start: int, columns: dict[str, int], year: int | None) -> Births:
    origin = read_origin(path)
    problems = Problems(path)
    rows = rows_of(read_text(path))[start + 1 :]
    lines = [
        Line(row, {what: cells[at] if 0 <= at < len(cells) else "" for what, at in columns.items()})
        for row, cells in rows
        if len(cells) > 1
    ]
    years = {line.row: _year(line["period"]) for line in lines}
    present = sorted({found for found in years.values() if found is not None})
    if year is not None and present and year not in present:
        raise TableError(f"{path}: no births of {year}; it has {', '.join(map(str, present))}")
    wanted = year if year is not None else present[-1] if present else None
    municipalities: list[Municipality] = []
    without: list[str] = []
    total: int | None = None
    first: dict[str, int] = {}
    for line in lines:
        if years[line.row] is not None and years[line.row] != wanted:
            continue
        region = line["region"]
        if not region:
            problems.add(line.row, "region", "the cell is empty; expected a municipality's name or code")
            continue
        if _TOTAL.match(region) or region.startswith(("NL00", "NL01")):
            total = whole(line, "births", problems)
            continue
        if _NOT_MUNICIPALITY.search(region):
            continue
        if line["births"] in _NONE:
            without.append(region)
            continue
        births = whole(line, "births", problems)
        if first.setdefault(region, line.row) != line.row:
            problems.add(line.row, "region", f"'{region}' has row {first[region]} already for the same year")
        if births is not None:
            code = _CODE.search(region)
            name = re.sub(r"\s*\(?GM\d{4}\)?\s*$", "", region) or region
            municipalities.append(
                Municipality(name, births, code.group() if code else "", year=wanted, source=origin.title)
            )
    problems.stop()
    if not municipalities:
        raise TableError(f"{path}: no municipality with births under its header")
    return Births(tuple(municipalities), total, tuple(without), origin)


def _year(text: str) -> int | None:
    found = re.search(r"(19|20)\d{2}", text)
    return int(found.group()) if found else None


__all__ = ["Births", "read_births", "record_of"]
