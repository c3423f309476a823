"""One column of a file -> one typed project variable, as the manifest describes it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa

from voorzorg.cohorts.harmonise.categories_and_dates import category, dates
from voorzorg.cohorts.harmonise.distinct_values import Column, Distinct, distinct_values, lookup
from voorzorg.cohorts.harmonise.doubtful_numbers import two_units, undeclared_missing
from voorzorg.cohorts.harmonise.value_labels import TARGETS, check_labels, check_shared_labels
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.cohorts.reading.values import numbers
from voorzorg.cohorts.reading.values.codes import code, codes, means_missing, trimmed, yes_no
from voorzorg.messages import message

_COMPARE: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
_WITH_UNIT = r"\s*-?\d+([.,]\d+)?\s*([^\W\d_]{1,6}|[%°€])\.?\s*"


def decode(column: Column, variable: Variable) -> pd.Series:
    """Typed values: Int64 for binary and integer, Float64 for number, string, or datetime64 for date.

    Values that cannot be what the manifest says become missing and are reported, all at once.
    """
    if variable.type == "date":
        return dates(column, variable)
    if variable.type in ("category", "text"):
        return category(column, variable)
    return _numeric(column, variable)


def _numeric(column: Column, variable: Variable) -> pd.Series:
    binary = variable.type == "binary" and variable.cut is None
    plain = _plain_numbers(column, variable) if not binary and not variable.values else None
    if plain is not None:
        return _finish(column, variable, plain)
    distinct = distinct_values(column, variable)
    texts = distinct.texts.to_pylist() if variable.values or binary else []
    if binary:
        return _binary(column, variable, distinct, texts)
    if pd.api.types.is_datetime64_any_dtype(column.values):
        column.report(
            "error",
            message("finding-dates-not-numbers"),
            column.values.notna().to_numpy(),
            expected=message("finding-values", type=str(variable.type)),
            action=message("finding-map-another-column-describe-variable"),
        )
        return _typed(np.full(len(column.values), np.nan), variable)
    # Not from folded text, in which a point and zeros behind it are gone: they may be thousands.
    text_like = not pd.api.types.is_numeric_dtype(column.values)
    written = trimmed(distinct.originals) if text_like else distinct.texts
    parsed = numbers.parse(written, column.decimal)
    if text_like and column.decimal is None:
        _report_thousands(column, distinct.spread(numbers.grouped(written), False).astype(bool))
    values, bad = parsed.values.copy(), parsed.bad.copy()
    values[np.isin(values, _declared_numbers(column, variable))] = np.nan  # 999,9 is declared as 999.9
    if variable.values:
        for k, target in enumerate(lookup(column, variable, texts)):
            if target is not None:
                values[k], bad[k] = float(TARGETS.get(target, target)), False
    spread = distinct.spread(values, np.nan).astype("float64")
    _report_not_numbers(column, variable, distinct.spread(bad, False).astype(bool))
    commas = distinct.spread(parsed.comma, False).astype(bool)
    if commas.any() and column.decimal is None:
        column.report(
            "warning",
            message("finding-decimal-commas-text"),
            commas,
            expected=message("finding-numbers"),
            action=message("finding-nothing-they-were-converted-decimal"),
        )
    return _finish(column, variable, spread)


def _plain_numbers(column: Column, variable: Variable) -> np.ndarray | None:
    """The quick way for a column that holds numbers only, without a pass over its distinct values."""
    values = column.values
    if pd.api.types.is_numeric_dtype(values):
        array = values.to_numpy(dtype="float64", copy=True)
    elif pd.api.types.is_datetime64_any_dtype(values) or column.decimal == ",":
        return None
    else:
        texts = pa.array(values, from_pandas=True)
        texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        cast = numbers.cast(texts)
        if cast is None:
            return None
        if column.decimal is None:
            _report_thousands(column, numbers.grouped(texts))
        array = np.array(cast)
    as_numbers = _declared_numbers(column, variable)
    if as_numbers:
        array[np.isin(array, as_numbers)] = np.nan
    return array


def _declared_numbers(column: Column, variable: Variable) -> list[float]:
    """Codes for no answer that are numbers, by themselves or by their label in the file."""
    declared = column.missing | set(codes(variable.missing))
    declared |= {code(v) for v, label in column.labels.items() if code(label) in declared}
    return [float(text) for text in declared if re.fullmatch(r"-?\d+(\.\d+)?", text)]


def _report_thousands(column: Column, grouped: np.ndarray) -> None:
    """Numbers such as one, a point and three digits, where nothing tells what the point means.

    A column that is written so for the most part, without a number that shows which it is, is not guessed.
    """
    if grouped.any():
        written = column.values.astype("str").where(column.values.notna(), "")
        pointed = written.str.contains(".", regex=False).to_numpy(dtype=bool)
        unknown = grouped.sum() > 0.5 * (written != "").sum() and not (pointed & ~grouped).any()
        column.report(
            "error" if unknown else "warning",
            message("finding-point-before-three"),
            grouped,
            expected=message("finding-decimal-file-manifest-nothing-file"),
            action=message("finding-they-were-read-decimals-set"),
        )


def _report_not_numbers(column: Column, variable: Variable, bad: np.ndarray) -> None:
    if not bad.any():
        return
    filled = int(column.values.notna().sum())
    commas = column.values[bad].astype("str").str.contains(",", regex=False, na=False).all()
    if commas and column.decimal == ".":
        check, action = (
            message("finding-decimal-commas"),
            message("finding-set-decimal", example='decimal: ","'),
        )
    elif column.values[bad].astype("str").str.fullmatch(_WITH_UNIT).mean() > 0.5:
        check = message("finding-numbers-with-unit")
        action = message("finding-export-numbers-alone")
    elif bad.sum() > 0.5 * filled:
        check = message("finding-text-not-numbers")
        action = message("finding-map-right-column")
    else:
        check = message("finding-not-a-number")
        action = message("finding-correct-or-declare")
    column.report(
        "error", check, bad, expected=message("finding-values", type=str(variable.type)), action=action
    )


def _finish(column: Column, variable: Variable, values: np.ndarray) -> pd.Series:
    """Ranges, whole numbers and cut, on parsed numbers."""
    _labelled_missing(column, values)
    if variable.range is None and variable.cut is None:
        undeclared_missing(column, values)
        two_units(column, values)
    with np.errstate(invalid="ignore"):
        if variable.range is not None:
            low, high = variable.range
            out = (values < low) | (values > high)
            if out.any():
                column.report(
                    "error",
                    message("finding-impossible-value"),
                    out,
                    expected=message("finding-between", low=f"{low:g}", high=f"{high:g}"),
                    action=message("finding-correct-them-their-source-declare"),
                )
                values = np.where(out, np.nan, values)
        if variable.plausible is not None:
            low, high = variable.plausible
            odd = (values < low) | (values > high)
            if odd.any():
                column.report(
                    "warning",
                    message("finding-improbable-value"),
                    odd,
                    expected=message("finding-usually-between", low=f"{low:g}", high=f"{high:g}"),
                    action=message("finding-look-these-up-their-source"),
                )
        if variable.cut is not None:
            match = re.fullmatch(r"(<=|>=|==|<|>)\s*(-?\d+(?:\.\d+)?)", variable.cut)
            assert match is not None  # the manifest's pattern
            flag = _COMPARE[match[1]](values, float(match[2])).astype("float64")
            return _typed(np.where(np.isnan(values), np.nan, flag), variable, "Int64")
        if variable.type == "integer":
            broken = ~np.isnan(values) & (values != np.floor(values))
            if broken.any():
                column.report(
                    "error",
                    message("finding-not-whole"),
                    broken,
                    expected=message("finding-whole-numbers"),
                    action=message("finding-correct-these-their-source-use"),
                )
                values = np.where(broken, np.nan, values)
    return _typed(values, variable)


def _labelled_missing(column: Column, values: np.ndarray) -> None:
    """Codes that the file itself labels as unknown, yet were not declared missing."""
    suspect = [
        float(value)
        for value, label in column.labels.items()
        if means_missing(label) and re.fullmatch(r"-?\d+(\.\d+)?", value)
    ]
    hit = np.isin(values, suspect) if suspect else np.zeros(len(values), dtype=bool)
    if hit.any():
        column.report(
            "error",
            message("finding-unknown-as-number"),
            hit,
            expected=message("finding-codes-unknown-refused-not-applicable"),
            action=message(
                "finding-add-missing-variable-file", suspect=str(", ".join(f"{s:g}" for s in suspect))
            ),
        )


def _binary(column: Column, variable: Variable, distinct: Distinct, texts: list[str | None]) -> pd.Series:
    check_labels(column, variable)
    check_shared_labels(column, variable, texts)
    if variable.values:
        targets = lookup(column, variable, texts)
    else:
        labels = {code(value): code(label) for value, label in column.labels.items()}
        targets = [yes_no(labels.get(text or "", "")) or yes_no(text or "") for text in texts]
    known = [TARGETS.get(target, target) if target else None for target in targets]
    values = np.array([float(t) if t is not None else np.nan for t in known])
    bad = np.array([t is None for t in known], dtype=bool)
    if bad.any():
        _report_codes(column, variable, {t or "" for t in texts}, distinct.spread(bad, False).astype(bool))
    return _typed(distinct.spread(values, np.nan).astype("float64"), variable)


def _report_codes(column: Column, variable: Variable, present: set[str], bad: np.ndarray) -> None:
    declared = set(codes(variable.values or ("0", "1")))
    numeric = {text for text in present if re.fullmatch(r"-?\d+(\.\d+)?", text)}
    if numeric and numeric <= {"1", "2"} and declared >= {"0"} and "2" not in declared:
        check = message("finding-coded-one-two")
        action = message("finding-add-values", one="{1: 1, 2: 0}", other="{1: 0, 2: 1}")
    elif numeric and numeric <= {"0", "1"} and "2" in declared:
        check = message("finding-coded-zero-one")
        action = message("finding-look-what-zero")
    else:
        check = message("finding-unknown-code")
        action = message("finding-add-code")
        if not variable.values and len(present) > 2 and len(numeric) > len(present) / 2:
            check = message("finding-numbers-not-yes-no")
            action = message("finding-use-number-or-cut")
        elif not variable.values:
            action = message("finding-say-which-yes", example="values: {code: 1, other code: 0}")
    column.report(
        "error",
        check,
        bad,
        expected=message("finding-one-of-2", declared=str(", ".join(sorted(declared)))),
        action=action,
    )


def _typed(values: np.ndarray, variable: Variable, dtype: str | None = None) -> pd.Series:
    dtype = dtype or ("Float64" if variable.type == "number" else "Int64")
    missing = np.isnan(values)
    if dtype == "Int64":
        whole = np.where(missing, 0, values).astype("int64")
        return pd.Series(pd.arrays.IntegerArray(whole, missing))
    return pd.Series(pd.arrays.FloatingArray(np.where(missing, 1.0, values), missing))
