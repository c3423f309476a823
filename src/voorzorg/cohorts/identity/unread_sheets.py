"""Sheets of a workbook that the manifest does not name: not read, and yet they may hold identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.identity.direct_identifiers import refuse_identifiers
from voorzorg.cohorts.reading.formats.excel import read_sheets
from voorzorg.cohorts.reading.raw_table import RawTable


def refuse_identifiers_there(
    used: Iterable[tuple[Path, str, str, tuple[str, ...]]], allowed: tuple[str, ...], findings: Findings
) -> None:
    """Report columns that look like direct identifiers in sheets that nobody reads.

    ``used`` tells of each sheet that was read: the workbook's path and name, the sheet, and all its sheets.
    """
    books: dict[Path, tuple[str, set[str], tuple[str, ...]]] = {}
    for path, name, sheet, sheets in used:
        books.setdefault(path, (name, set(), sheets))[1].add(sheet)
    for path, (name, read, sheets) in books.items():
        others = {sheet: f"{name}[{sheet}]" for sheet in sheets if sheet not in read}
        for raw in _tables(path, others, findings) if others else ():
            # A code book has a column of names too: those of variables.
            plain = tuple(c for c in map(str, raw.frame) if c.strip().casefold() in ("naam", "name"))
            refuse_identifiers(raw, ids=set(), anchors=set(), allowed=(*allowed, *plain), findings=findings)


def _tables(path: Path, names: dict[str, str], findings: Findings) -> list[RawTable]:
    try:
        return read_sheets(path, names)
    except UnreadableError as problem:
        findings.error(problem.check, file=path.name, expected=problem.expected, action=problem.action)
        return []
