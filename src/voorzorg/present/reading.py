"""Rows of an estimates table as a person reads them: labels for keys, numbers in the form of their estimand."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from voorzorg.present.method_notes import missing_words
from voorzorg.present.numbers import DASH
from voorzorg.present.view import Row, View, shown_as

#: What :func:`words` can say of a row; headings are the catalogue's ``long.*``.
PARTS = (
    "family", "outcome", "category", "wave", "who", "estimand", "estimate", "p_value", "p_adjusted",
    "p_adjusted_fdr", "analysis", "method", "missing", "remark",
)  # fmt: skip


def words(view: View, row: Row, part: str) -> str:
    """One part of a row in the reader's language; empty where the row has none."""
    context = view.context
    match part:
        case "family":
            return context.family(row.family) if row.family else context.t("report.participation")
        case "outcome":
            return context.outcome(row.outcome)
        case "category":
            return _category(view, row)
        case "wave":
            return " ".join(filter(None, (context.wave(row.wave), _week(view, row))))
        case "who":
            return context.contrast(row.contrast) if row.contrast else context.arm(row.arm) if row.arm else ""
        case "estimand":
            return context.word("estimand", row.estimand)
        case "estimate":
            return context.numbers.with_interval(shown_as(row), row.estimate, row.ci_low, row.ci_high)
        case "p_value" | "p_adjusted" | "p_adjusted_fdr":
            value = getattr(row, part)
            return "" if value is None else context.numbers.p_value(value)
        case "analysis":
            return context.t(f"method.{row.analysis}.name")
        case "method":
            return context.method(row.method)
        case "missing":
            return missing_words(view, row.missing_handling) if row.missing_handling else ""
        case "remark":
            return "; ".join(_remarks(view, row))
    raise KeyError(f"no part '{part}' of a row; there are {', '.join(PARTS)}")


def readable(view: View, parts: Sequence[str]) -> pd.DataFrame:
    """All rows of a view in words: a column per part, under its heading; the first is the index."""
    heading = {part: view.context.t(f"long.{part}") for part in parts}
    rows = [{heading[part]: words(view, row, part) for part in parts} for row in view.rows]
    return pd.DataFrame(rows, columns=list(heading.values())).set_index(heading[parts[0]])


def grid(view: View, down: str, across: Sequence[str], show: str = "estimate") -> pd.DataFrame:
    """One part of every row, spread over the parts ``down`` and ``across``; the row's own order stays.

    Raises ValueError where two rows claim one place.
    """
    cells: dict[str, dict[tuple[str, ...], str]] = {}
    heads: dict[tuple[str, ...], None] = {}
    for row in view.rows:
        place = tuple(words(view, row, part) for part in across)
        line = cells.setdefault(words(view, row, down), {})
        if place in line:
            raise ValueError(f"two rows for {down} and {', '.join(across)}: choose rows, or name more parts")
        line[place] = words(view, row, show)
        heads[place] = None
    t = view.context.t
    columns = pd.MultiIndex.from_tuples(list(heads), names=[t(f"long.{part}") for part in across])
    body = [[line.get(place, DASH) for place in heads] for line in cells.values()]
    index = pd.Index(list(cells), name=t(f"long.{down}"))
    return pd.DataFrame(body, index, columns if len(across) > 1 else columns.get_level_values(0))


def _week(view: View, row: Row) -> str:
    if row.time_weeks is None:
        return ""
    return view.context.t("report.week", n=view.context.numbers.fixed(row.time_weeks, 0))


def _category(view: View, row: Row) -> str:
    context = view.context
    if not row.category or row.category == "sd(participant_id)":
        return ""
    if row.outcome == "flow":
        return context.word("flow", row.category)
    if row.outcome.startswith("fidelity:"):
        return context.phase(row.category)
    if row.outcome.startswith("baseline:"):
        return context.level(row.outcome.removeprefix("baseline:"), row.category)
    return str(row.category)


def _remarks(view: View, row: Row) -> list[str]:
    if row.warnings:
        return view.context.remarks(row.warnings)
    return [view.context.t("report.not_converged")] if row.converged is False else []
