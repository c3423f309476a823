"""How a delimited file is laid out: its delimiter, its decimal sign, and where its names stand."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

import pyarrow as pa

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.reading.delimited.told import detected
from voorzorg.messages import Message, message

DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
_COMMA_NUMBER = re.compile(r"^\s*-?\d+,\d+\s*$")
_POINT_NUMBER = re.compile(r"^\s*-?\d+\.\d+\s*$")
_THOUSANDS = re.compile(
    r"^\s*-?[1-9]\d{0,2}(\.\d{3})+\s*$"
)  # or a fraction of three digits: it tells nothing
_MOST_COLUMNS = 20_000


@dataclass(frozen=True)
class CsvLayout:
    """How a delimited file is written; what is ``None`` is detected."""

    header_row: int = 1
    header_over: int | None = None
    skip_rows: int = 0
    delimiter: str | None = None
    decimal: str | None = None
    encoding: str | None = None


def delimiter_of(lines: list[str], name: str, layout: CsvLayout, findings: Findings) -> str:
    best = _best_delimiter(lines)
    fixed = layout.delimiter
    if fixed is None:
        if best is None:
            return ","
        if best != ",":
            detected(findings, name, "delimiter", _called(best), f'delimiter: "{best}"')
        return best
    if best is not None and best != fixed and _counts(lines[:1], fixed)[0] == 1:
        raise UnreadableError(
            message("finding-wrong-delimiter-header-column"),
            expected=message(
                "finding-columns-separated-manifest-says", fixed=str(DELIMITERS.get(fixed, repr(fixed)))
            ),
            action=message(
                "finding-file-seems-use-set-delimiter", best=str(DELIMITERS[best]), best2=str(best)
            ),
        )
    return fixed


def _best_delimiter(lines: list[str]) -> str | None:
    """The sign that splits the header most and the rows below it as often."""
    usable = [line for line in lines[:40] if line.strip()]
    best: tuple[float, int, str] | None = None
    for sign in DELIMITERS:
        counts = _counts(usable, sign)
        if not counts or counts[0] < 2:
            continue
        agreement = sum(count == counts[0] for count in counts) / len(counts)
        if best is None or (agreement >= 0.5, counts[0]) > (best[0] >= 0.5, best[1]):
            best = (agreement, counts[0], sign)
    return best[2] if best else None


def _counts(lines: list[str], delimiter: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return [1]


def agreement(lines: list[str], delimiter: str) -> tuple[float, int]:
    """How many lines a sign splits as often as most, and into how many pieces."""
    counts = [n for n in _counts(lines, delimiter) if n > 1]
    usual = max(set(counts), key=counts.count) if counts else 1
    return (round(counts.count(usual) / max(len(lines), 1), 1) if counts else 0.0, usual)


def refuse_endless_fields(lines: list[str], delimiter: str) -> None:
    """A header of more columns, or fields longer, than any export has."""
    widest = max((line.count(delimiter) for line in lines), default=0)
    if widest > _MOST_COLUMNS:
        raise UnreadableError(
            message("finding-file-more-than-columns", MOST_COLUMNS=str(_MOST_COLUMNS)),
            expected=message("finding-columns-separated", delimiter=_called(delimiter)),
            action=message("finding-export-fewer-columns-set-delimiter"),
        )


def _called(delimiter: str) -> Message | str:
    """The name of a delimiter, or itself."""
    known = DELIMITERS.get(delimiter)
    return message(f"delimiter-{known}") if known else repr(delimiter)


def decimal_of(table: pa.Table) -> str | None:
    """Comma or point, by which of the two makes numbers of texts that have one; unknown when neither does."""
    commas = points = 0
    for column in table.columns:
        for value in column.slice(0, 200).to_pylist():
            if value is None:
                continue
            commas += bool(_COMMA_NUMBER.match(value))
            points += bool(_POINT_NUMBER.match(value) and not _THOUSANDS.match(value))
    if commas == points == 0:
        return None
    return "," if commas > points else "."
