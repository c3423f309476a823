"""Columns of categories and of dates, decoded as the manifest describes them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voorzorg.cohorts.harmonise.distinct_values import Column, distinct_values, lookup
from voorzorg.cohorts.harmonise.value_labels import check_shared_labels
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.cohorts.reading.values.dates import parse_dates, two_orders
from voorzorg.messages import message
from voorzorg.printable import printable

_AT_SOURCE = message("finding-correct-these-their-source")
_A_DATE = message("finding-dates-such-2010-05-31")
_CONVERTED = message("finding-nothing-they-were-converted-format")
_WHOLE, _MIDDLE = message("finding-day-month-year"), message("finding-nothing-middle-known-month-year")


def category(column: Column, variable: Variable) -> pd.Series:
    distinct = distinct_values(column, variable)
    texts = distinct.texts.to_pylist()
    check_shared_labels(column, variable, texts)
    if variable.values:
        targets = lookup(column, variable, texts)
    else:
        labels = {code(value): " ".join(label.split()) for value, label in column.labels.items()}
        # A number is shown as its code; a text keeps the case it was written in.
        plain = pd.api.types.is_numeric_dtype(column.values)
        spelled = texts if plain else [" ".join(str(v).split()) for v in distinct.originals]
        targets = [labels.get(t or "", s) for t, s in zip(texts, spelled, strict=True)]
        targets = _one_spelling(targets)
    if variable.labels and not variable.values:
        keys = {code(key): key for key in variable.labels}
        targets = [keys.get(code(target)) if target else None for target in targets]
    bad = np.array([target is None for target in targets], dtype=bool)
    if bad.any():
        allowed = sorted(variable.values or variable.labels or {})
        column.report(
            "error",
            message("finding-unknown-code"),
            distinct.spread(bad, False).astype(bool),
            expected=message("finding-one-of-3", allowed=str(", ".join(allowed[:12]))),
            action=message("finding-add-code-values-missing-manifest"),
        )
    values = np.array([*targets, None], dtype=object)[distinct.position]
    return pd.Series(values, index=column.values.index, dtype="string")


def _one_spelling(targets: list[str | None]) -> list[str | None]:
    """``Utrecht`` and ``utrecht `` are one category: the first spelling stands."""
    seen: dict[str, str] = {}
    shown = [printable(t) or "?" if t is not None else None for t in targets]
    return [seen.setdefault(code(t), t) if t is not None else None for t in shown]


def dates(column: Column, variable: Variable) -> pd.Series:
    values = column.values
    if not pd.api.types.is_datetime64_any_dtype(values):
        distinct = distinct_values(column, variable)
        values = values.where(pd.Series(distinct.position >= 0, index=values.index))
    read = parse_dates(values)
    for severity, problem, where, expected, action in (
        ("error", message("finding-no-such-date"), read.bad, _A_DATE, _AT_SOURCE),
        ("warning", message("finding-excel-days"), read.serial, message("finding-dates"), _CONVERTED),
        ("warning", message("finding-partial-dates"), read.partial, _WHOLE, _MIDDLE),
    ):
        if where.any():
            column.report(severity, problem, where, expected=expected, action=action)
    if two_orders(values):
        problem, action = message("finding-two-orders"), message("finding-export-dates-year-first")
        column.report("error", problem, None, expected=message("finding-one-order"), action=action)
    elif read.month_first:
        problem, action = message("finding-month-first"), message("finding-nothing-if-right-month-first")
        expected = message("finding-day-first-dutch-files")
        column.report("warning", problem, None, expected=expected, action=action)
    today = pd.Timestamp.now().normalize()
    outside = ((read.values > today) | (read.values < pd.Timestamp(1900, 1, 1))).to_numpy(dtype=bool)
    if outside.any():
        problem = message("finding-impossible-date")
        expected = message("finding-date-study-years")
        column.report("error", problem, outside, expected=expected, action=_AT_SOURCE)
    return read.values.mask(outside)
