"""The sheet ``Opzet`` of a workbook: what no data can say, answered by whoever made it."""

from __future__ import annotations

from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code

SHEET = "Opzet"
_DESIGNS = ("two_arm", "multi_arm", "one_arm", "single_case")


def is_setup(sheet: str | None) -> bool:
    return sheet is not None and code(sheet) in ("opzet", "design")


def read_setup(raw: RawTable) -> dict[str, str]:
    """Answers by question: the first column by the second, small letters in the questions."""
    rows = raw.head
    found = {code(row[0]): " ".join(row[1].split()) for row in rows if len(row) > 1 and row[0].strip()}
    if found.get("opzet", "") not in _DESIGNS:
        found.pop("opzet", None)
    return {question: answer for question, answer in found.items() if answer}


def weeks_of(setup: dict[str, str], sheet: str | None) -> float | None:
    """When the wave of a sheet was, in weeks from the start."""
    try:
        return float(setup.get(f"weken {code(sheet or '')}", "").replace(",", "."))
    except ValueError:
        return None
