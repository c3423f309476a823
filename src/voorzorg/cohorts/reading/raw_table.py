"""A file as it was read, before the manifest gives it meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd


@dataclass
class RawTable:
    """One file or sheet.

    ``frame`` holds text columns as pandas ``str``, numbers as float64, dates as datetime64; its columns
    are the file's names made unique. ``rows`` is each row's number in the file as a person counts it
    (spreadsheet row with the header included; case number for SPSS, Stata, SAS and Parquet). ``sheet`` is the
    one read of a workbook's ``sheets``; ``broken`` has a column's cells with an error, by what they show.
    """

    path: Path
    name: str
    frame: pd.DataFrame
    rows: np.ndarray
    format: str
    header_row: int = 0
    decimal: str | None = None
    value_labels: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    duplicated: set[str] = field(default_factory=set)
    head: list[list[str]] = field(default_factory=list)
    digest: str = ""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    broken: dict[str, dict[str, list[int]]] = field(default_factory=dict)


def unique_names(names: list[str]) -> tuple[list[str], set[str]]:
    """Names made unique by a counter, and the names that occurred more than once."""
    seen: dict[str, int] = {}
    unique: list[str] = []
    doubled: set[str] = set()
    for position, original in enumerate(names, start=1):
        name = original if original.strip() else f"(column {position})"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            doubled.add(name)
            name = f"{name} ({seen[name]})"
        unique.append(name)
    return unique, doubled
