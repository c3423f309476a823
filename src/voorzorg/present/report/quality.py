"""The data-quality page: findings of the checks, and rows of the estimates that need a caution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from voorzorg.messages import from_json
from voorzorg.present.context import Context
from voorzorg.present.disclosure import coarse_findings
from voorzorg.present.disclosure.wording.remarks import coarse_messages
from voorzorg.present.estimate_rows import Row, View, suppressed

#: How a finding stores its messages; what they say stands in its texts.
_STORED = ("said", "messages")
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
    told = [(row, view.context.remarks(row.warnings_messages)) for row in view.rows if row.warnings]
    for row, said in told:
        if not _failed(row):
            remarks.update(said)
    for row, said in told:
        if _failed(row):  # what is said of rows with an estimate as well is not why this one has none
            empty.update([one for one in said if one not in remarks] or said)
    return Quality(_findings(view.context), empty.most_common(), remarks.most_common())


def _failed(row: Row) -> bool:
    """No number came of it; a test has a p-value only, and a tipping point that is not there is an answer."""
    none = row.estimate is None and row.p_value is None
    return none and (row.estimand != "tipping_point" or suppressed(row))


def _findings(context: Context) -> list[dict[str, str]]:
    table = context.quality
    if table.empty:
        return []
    if context.controlled:
        table = coarse_findings(table, context.minimum_cell)
    hidden = ("said", "messages")
    rows = [
        {
            str(name): _plain(value)
            for name, value in (row | _told(context, row)).items()
            if name not in hidden
        }
        for row in table.to_dict("records")
    ]
    return sorted(rows, key=lambda row: _RANK[row["severity"]])


def _told(context: Context, row: Mapping[Hashable, Any]) -> dict[Hashable, str]:
    """The texts of a finding that are messages, in the reader's language and with coarse counts of people."""
    said = from_json(_plain(row.get("messages")) or None)
    if context.controlled:
        said = coarse_messages(said, context.minimum_cell, context.minimum_cell)
    return dict(zip(_plain(row.get("said")).split(","), map(context.say, said), strict=False))


def _plain(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
