"""Rows of an estimates table as a person reads them: labels for keys, numbers as their estimand asks."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from voorzorg.present.estimate_rows import Row, View, shown_as, varies_between
from voorzorg.present.words.adjustment import analysis_of
from voorzorg.present.words.categories import category_words
from voorzorg.present.words.method_notes import analysis_name, missing_words
from voorzorg.present.words.numbers import DASH, unbroken

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
            return category_words(context, row)
        case "wave":
            return " ".join(filter(None, (context.wave(row.wave), _week(view, row))))
        case "who":
            return context.contrast(row.contrast) if row.contrast else context.arm(row.arm) if row.arm else ""
        case "estimand":
            level = varies_between(row)
            if level:
                return context.t("estimand.random_effect_sd_of", level=context.variable(level))
            if row.estimand == "joint_test" and row.analysis.endswith("survival"):
                return context.t("word.logrank")
            return context.word("estimand", row.estimand)
        case "estimate":
            return context.numbers.with_interval(shown_as(row), row.estimate, row.ci_low, row.ci_high)
        case "p_value" | "p_adjusted" | "p_adjusted_fdr":
            value = getattr(row, part)
            return "" if value is None else context.numbers.p_value(value)
        case "analysis":
            return analysis_name(context, analysis_of(row))
        case "method":
            return context.method(row.method_messages)
        case "missing":
            return missing_words(view, row.missing_messages)
        case "remark":
            return "; ".join(_remarks(view, row))
    raise KeyError(f"no part '{part}' of a row; there are {', '.join(PARTS)}")


def readable(view: View, parts: Sequence[str]) -> pd.DataFrame:
    """All rows of a view in words: a column per part, the first as the index, under their headings."""
    first, *others = [view.context.t(f"long.{part}") for part in parts]
    rows = [[unbroken(words(view, row, part)) for part in parts] for row in view.rows]
    columns = pd.Index(others, name=first)
    return pd.DataFrame([row[1:] for row in rows], [row[0] for row in rows], columns)


def grid(view: View, down: str, across: Sequence[str], show: str = "estimate") -> pd.DataFrame:
    """One part of every row, spread over the parts ``down`` and ``across``; waves in the order of time.

    Raises ValueError where two rows claim one place.
    """
    order = {wave: k for k, wave in enumerate(view.context.waves)}
    lines: dict[str, dict[tuple[str, ...], str]] = {}
    heads: dict[tuple[str, ...], None] = {}
    for row in sorted(view.rows, key=lambda row: order.get(row.wave, -1)):
        place = tuple(words(view, row, part) for part in across)
        line = lines.setdefault(words(view, row, down), {})
        if place in line:
            raise ValueError(f"two rows for {down} and {', '.join(across)}: choose rows, or name more parts")
        line[place] = unbroken(words(view, row, show))
        heads[place] = None
    names = [None] * (len(across) - 1) + [view.context.t(f"long.{down}")]
    columns = pd.MultiIndex.from_tuples(list(heads), names=names)
    cells = [[line.get(place, DASH) for place in heads] for line in lines.values()]
    return pd.DataFrame(cells, list(lines), columns if len(across) > 1 else columns.get_level_values(0))


def _week(view: View, row: Row) -> str:
    if row.time_weeks is None:
        return ""
    return view.context.t("report.week", n=view.context.numbers.fixed(row.time_weeks, 0))


def _remarks(view: View, row: Row) -> list[str]:
    if row.warnings:
        return view.context.remarks(row.warnings_messages)
    return [view.context.t("report.not_converged")] if row.converged is False else []
