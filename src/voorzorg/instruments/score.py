"""Apply a scoring key to item variables."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from voorzorg.instruments.model import Cutoff, Instrument, Scale, fill


@dataclass(frozen=True)
class Scores:
    """``scores`` by variable (Int64 or Float64); masks of impossible answers by item."""

    scores: dict[str, pd.Series]
    out_of_range: dict[str, np.ndarray]
    needed_but_absent: set[str]


def item_columns(key: Instrument, items: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """The key's item -> variable: as the manifest names it, else ``prefix`` + item."""
    names = key.items.all or tuple(items)
    return {name: items.get(name, f"{prefix}{name}") for name in names}


def score(
    table: pd.DataFrame, key: Instrument, columns: Mapping[str, str], *, name: str | None = None
) -> Scores:
    """Score every row of ``table``; ``columns`` says which variable holds which item.

    Answers outside the key's bounds count as missing and are reported. An item without a variable is
    missing for everybody. Rows without any answer get missing scores.
    """
    points, impossible = _points(table, key, columns)
    names = key.items.all or tuple(columns)
    absent = {item for item in names if item not in columns}
    scores: dict[str, pd.Series] = {}
    needed: set[str] = set()
    for scale_name, scale in key.scales.items():
        items = key.items_of(scale, generic=names)
        lacking = [item for item in items if item in absent]
        needed |= set(lacking)
        matrix = (
            np.column_stack([points.get(item, np.full(len(table), np.nan)) for item in items])
            if items
            else np.full((len(table), 1), np.nan)
        )
        values = _convert(_scale(matrix, scale), scale)
        whole = scale.method in ("any", "count")
        scores[fill(scale_name, name or key.key)] = _typed(values, table.index, whole=whole)
        for cut_name, cutoff in scale.cutoffs.items():
            scores[fill(cut_name, name or key.key)] = _typed(_cut(values, cutoff), table.index, whole=True)
    return Scores(scores, impossible, needed)


def _points(
    table: pd.DataFrame, key: Instrument, columns: Mapping[str, str]
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    answers = key.answers
    low, high = answers.points or (answers.minimum, answers.maximum)
    points: dict[str, np.ndarray] = {}
    impossible: dict[str, np.ndarray] = {}
    for item, column in columns.items():
        values = table[column].to_numpy(dtype="float64", na_value=np.nan).copy()
        with np.errstate(invalid="ignore"):
            outside = (values < answers.minimum) | (values > answers.maximum)
        if outside.any():
            impossible[item] = outside
            values[outside] = np.nan
        coded = values.copy()
        for answer, value in answers.recode.items():
            coded[values == answer] = value
        if key.is_reversed(item):
            coded = low + high - coded
        points[item] = coded
    return points, impossible


def _scale(matrix: np.ndarray, scale: Scale) -> np.ndarray:
    """Score per row from a matrix (rows, items) of points with nan where unanswered."""
    size = matrix.shape[1]
    missing = np.isnan(matrix).sum(axis=1)
    allowed = scale.max_missing if scale.max_missing >= 1 else math.floor(scale.max_missing * size)
    unknown = (missing > allowed) | (missing == size)
    with np.errstate(invalid="ignore"):
        positive = matrix >= scale.at_least
    if scale.method == "any":
        found = positive.any(axis=1)
        return np.where(found, 1.0, np.where(unknown, np.nan, 0.0))
    if scale.method == "count":
        values = positive.sum(axis=1).astype("float64")
    elif scale.method == "item":
        values = matrix[:, 0]
    else:
        answered = np.maximum(size - missing, 1)
        values = np.nansum(matrix, axis=1) / answered
        if scale.method == "sum":
            values = np.where(missing == 0, np.nansum(matrix, axis=1), values * size)
    return np.where(unknown, np.nan, values)


def _convert(values: np.ndarray, scale: Scale) -> np.ndarray:
    if scale.conversion is None:
        return values
    table = {float(raw): norm for raw, norm in scale.conversion.items()}
    rounded = np.round(values)
    return np.array([table.get(v, np.nan) if np.isfinite(v) else np.nan for v in rounded])


def _cut(values: np.ndarray, cutoff: Cutoff) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        flag = values >= cutoff.at_least if cutoff.at_least is not None else values <= cutoff.at_most
    return np.where(np.isnan(values), np.nan, flag.astype("float64"))


def _typed(values: np.ndarray, index: pd.Index, *, whole: bool) -> pd.Series:
    missing = np.isnan(values)
    if whole:
        return pd.Series(
            pd.arrays.IntegerArray(np.where(missing, 0, values).astype("int64"), missing), index=index
        )
    return pd.Series(pd.arrays.FloatingArray(np.where(missing, 0.0, values), missing), index=index)
