"""A header that is a participant: its names are values among the values of their columns."""

from __future__ import annotations

import re

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import message

_NUMBER = re.compile(r"-?\d+([.,]\d+)?( \(\d+\))?")
_LOOKED_AT = 400


def check(file: File, raw: RawTable, findings: Findings) -> None:
    """An error where the names of most used columns, two at least, stand in their own columns as values."""
    if raw.format not in ("csv", "xlsx"):
        return
    used = [name for name in dict.fromkeys([file.id, *file.columns.values()]) if name in raw.frame]
    if len(used) < 2:
        return
    alike = [name for name in used if _is_a_value(name, raw.frame[name])]
    if len(alike) >= 2 and len(alike) > len(used) / 2:
        findings.error(
            message("finding-header-looks-like-participant-names"),
            file=raw.name,
            rows=[raw.header_row],
            expected=message("finding-row-column-names-above-rows"),
            action=message("finding-correct-header-row-put-row"),
        )


def _is_a_value(name: str, values: pd.Series) -> bool:
    present = values.dropna().head(_LOOKED_AT)
    if not len(present):
        return False
    if pd.api.types.is_numeric_dtype(present):
        return _NUMBER.fullmatch(name.strip()) is not None
    return code(name) in {code(value) for value in present.unique()}
