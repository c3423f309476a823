"""The data-quality page: findings of the checks, and rows of the estimates that need a caution."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from voorzorg.present.context import Context
from voorzorg.present.disclosure import coarse_findings
from voorzorg.present.estimate_rows import View

_RANK = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True)
class Quality:
    """``findings``: checks of the files, worst first. ``empty`` and ``remarks``: reasons with row counts."""

    findings: list[dict[str, str]]
    empty: list[tuple[str, int]]
    remarks: list[tuple[str, int]]


def quality_of(view: View) -> Quality:
    empty: Counter[str] = Counter()
    remarks: Counter[str] = Counter()
    for row in view.rows:
        if not row.warnings:
            continue
        target = empty if row.estimate is None else remarks
        target.update(view.context.remarks(row.warnings_messages))
    return Quality(_findings(view.context), empty.most_common(), remarks.most_common())


def _findings(context: Context) -> list[dict[str, str]]:
    table = context.quality
    if table.empty:
        return []
    if context.controlled:
        table = coarse_findings(table, context.minimum_cell)
    rows = [{str(name): _plain(value) for name, value in row.items()} for row in table.to_dict("records")]
    return sorted(rows, key=lambda row: _RANK[row["severity"]])


def _plain(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
