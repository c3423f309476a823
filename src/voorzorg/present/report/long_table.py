"""All estimates as one table in the page: packed by column, searched and sorted by a small script."""

from __future__ import annotations

import json
import math
from typing import Any

from voorzorg.present.estimate_rows import Row, View, reserved
from voorzorg.present.words.numbers import unbroken
from voorzorg.present.words.readable_rows import words

_CURVE_LIMIT = 20_000  # a page with more rows than this leaves the curves' points to the CSV file


def packed(view: View) -> str:
    """JSON: texts as indices into a list of distinct values, numbers to six digits, one array per column.

    ``curve`` marks points of curves, which the page leaves out until asked.
    """
    rows = sorted(view.rows, key=lambda row: reserved(row.outcome))  # outcomes first, participation last
    curves = len(rows) <= _CURVE_LIMIT
    kept = [row for row in rows if curves or row.time_weeks is None]
    texts: dict[str, list[str]] = {name: [_text(view, row, name) for row in kept] for name in _TEXTS}
    numbers = {name: [_number(getattr(row, name)) for row in kept] for name in _NUMBERS}
    content = {
        "n": len(kept),
        "text": {name: _indexed(values, _order(view, kept, name)) for name, values in texts.items()},
        "number": numbers,
        "shown": [unbroken(words(view, row, "estimate")) for row in kept],
        "curve": [1 if row.time_weeks is not None and row.estimand in _CURVES else 0 for row in kept],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


_CURVES = ("cumulative_incidence", "survival_probability")
_TEXTS = ("family", "outcome", "wave", "who", "estimand", "analysis", "method", "missing", "remark")
_NUMBERS = (
    "estimate",
    "ci_low",
    "ci_high",
    "p_value",
    "p_adjusted",
    "n_reference",
    "n_treated",
    "events_reference",
    "events_treated",
)
#: Columns of the selection that a reader downloads, by what the page calls them.
DOWNLOADED = (*_TEXTS, "shown", *_NUMBERS)


def _text(view: View, row: Row, part: str) -> str:
    if part != "outcome":
        return words(view, row, part)
    return ": ".join(filter(None, (words(view, row, "outcome"), words(view, row, "category"))))


def _number(value: Any) -> float | int | None:
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(f"{float(value):.6g}")


def _order(view: View, rows: list[Row], name: str) -> list[str]:
    """Waves in the order of time, as the filter lists them; other texts as they come."""
    if name != "wave":
        return []
    order = {wave: k for k, wave in enumerate(view.context.waves)}
    timed = sorted(rows, key=lambda row: (order.get(row.wave, -1), row.time_weeks or 0.0))
    return [_text(view, row, name) for row in timed]


def _indexed(values: list[str], first: list[str]) -> dict[str, list[Any]]:
    distinct = {value: i for i, value in enumerate(dict.fromkeys([*first, *values]))}
    return {"levels": list(distinct), "at": [distinct[value] for value in values]}
