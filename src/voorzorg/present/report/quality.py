"""The data-quality page: findings of the checks, and rows of the estimates that need a caution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from voorzorg.messages import Message, Name, from_json
from voorzorg.present.context import Context
from voorzorg.present.disclosure import coarse_findings
from voorzorg.present.disclosure.wording.remarks import coarse_messages
from voorzorg.present.estimate_rows import Row, View, suppressed

#: How a finding stores its messages; what they say stands in its texts.
_STORED = ("said", "messages")
_RANK = {"error": 0, "warning": 1, "note": 2}
#: What a row is, which it says itself; of other rows it says nothing.
_ITSELF = frozenset(
    {
        "bounds-stratum",
        "conclusion-delta-0",
        "conclusion-delta-0-not-significant",
        "conclusion-holds-delta",
        "frequentist-error",
        "information-anchored",
        "no-imputed-value-shift-conclusion",
        "offer-works-by-itself",
        "took-part",
    }
)


@dataclass(frozen=True)
class Quality:
    """``findings``: checks of the files, worst first. ``empty`` and ``remarks``: reasons with row counts."""

    findings: list[dict[str, str]]
    empty: list[tuple[str, int]]
    remarks: list[tuple[str, int]]


def quality_of(view: View) -> Quality:
    told = [(row, from_json(row.warnings_messages)) for row in view.rows if row.warnings]
    remarks = Counter(one for row, said in told if not _failed(row) for one in said)
    empty: Counter[Message] = Counter()
    for row, said in told:
        if _failed(row):  # what is said of rows with an estimate as well is not why this one has none
            empty.update([one for one in said if one not in remarks] or said)
    shown = Counter({one: rows for one, rows in remarks.items() if one.key not in _ITSELF})
    return Quality(_findings(view.context), _kinds(view.context, empty), _kinds(view.context, shown))


def _kinds(context: Context, told: Counter[Message]) -> list[tuple[str, int]]:
    """Each kind of remark once, by the one most said, with the rows of all; the most frequent first."""
    kinds: dict[tuple[object, ...], list[tuple[Message, int]]] = {}
    for one, rows in told.most_common():
        kinds.setdefault(_kind(one), []).append((one, rows))
    made = []
    for alike in kinds.values():
        text = context.say(alike[0][0])
        if len(alike) > 1:
            text = context.t("report.remarks_alike", text=text, n=context.numbers.count(len(alike) - 1))
        made.append((text, sum(rows for _, rows in alike)))
    return sorted(made, key=lambda kind: -kind[1])


def _kind(one: Message) -> tuple[object, ...]:
    """The message and what it is about, whatever its numbers."""
    about = (value for value in one.walk() if isinstance(value, Name | Message))
    return one.key, *(value if isinstance(value, Name) else value.key for value in about)


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
