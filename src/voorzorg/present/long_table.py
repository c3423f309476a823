"""All estimates as one table in the page: packed by column, searched and sorted by a small script."""

from __future__ import annotations

import json
import math
from typing import Any

from voorzorg.present.method_notes import missing_words
from voorzorg.present.tables.html import breakable
from voorzorg.present.view import Row, View, reserved, shown_as

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
        "text": {name: _indexed(values) for name, values in texts.items()},
        "number": numbers,
        "shown": [_shown(view, row) for row in kept],
        "curve": [1 if row.time_weeks is not None and row.estimand in _CURVES else 0 for row in kept],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


_CURVES = ("cumulative_incidence", "survival_probability")
_TEXTS = ("family", "outcome", "wave", "who", "estimand", "kind", "method", "missing", "remark")
_NUMBERS = (
    "estimate",
    "p_value",
    "p_adjusted",
    "n_reference",
    "n_treated",
    "events_reference",
    "events_treated",
)


def _text(view: View, row: Row, name: str) -> str:
    context = view.context
    if name == "family":
        return context.family(row.family) if row.family else context.t("report.participation")
    if name == "outcome":
        label = context.outcome(row.outcome)
        category = _category(view, row)
        return f"{label}: {category}" if category else label
    if name == "wave":
        weeks = (
            ""
            if row.time_weeks is None
            else context.t("report.week", n=context.numbers.fixed(row.time_weeks, 0))
        )
        return " ".join(part for part in (context.wave(row.wave), weeks) if part)
    if name == "who":
        return context.contrast(row.contrast) if row.contrast else context.arm(row.arm) if row.arm else ""
    if name == "estimand":
        return context.word("estimand", row.estimand)
    if name == "kind":
        return context.t(f"method.{row.kind}.name")
    if name == "method":
        return context.method(row.method)
    if name == "missing":
        return missing_words(view, row.missing_handling) if row.missing_handling else ""
    remarks = context.remarks(row.warnings) if row.warnings else []
    if row.converged is False and not remarks:
        remarks.append(context.t("report.not_converged"))
    return "; ".join(remarks)


def _category(view: View, row: Row) -> str:
    context = view.context
    if not row.category or row.category == "sd(participant_id)":
        return ""
    if row.outcome == "flow":
        return context.word("flow", row.category)
    if row.outcome.startswith("fidelity:"):
        return context.phase(row.category)
    return (
        context.level(row.outcome.removeprefix("baseline:"), row.category)
        if row.outcome.startswith("baseline:")
        else str(row.category)
    )


def _shown(view: View, row: Row) -> str:
    numbers = view.context.numbers
    return breakable(numbers.with_interval(shown_as(row), row.estimate, row.ci_low, row.ci_high))


def _number(value: Any) -> float | int | None:
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(f"{float(value):.6g}")


def _indexed(values: list[str]) -> dict[str, list[Any]]:
    distinct = {value: i for i, value in enumerate(dict.fromkeys(values))}
    return {"levels": list(distinct), "at": [distinct[value] for value in values]}
