"""Tables and columns of any make become those of pandas and NumPy, and their rows must belong together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

_NUMBERS = {"integer", "floating", "boolean", "mixed-integer-float"}


def as_frame(data: Any) -> pd.DataFrame:
    """``data`` as a data frame: one of pandas, of polars or pyarrow, or a mapping of columns.

    Nullable and pyarrow-backed columns become NumPy's, with NaN for what is missing; categories stay.

    Raises
    ------
    ValueError
        For what is no table, and for columns of one name.
    """
    if isinstance(data, pd.Series) or not (isinstance(data, (pd.DataFrame, Mapping)) or _converts(data)):
        raise ValueError(f"expected a data frame, a row per observation, not a {type(data).__name__}")
    if isinstance(data, Mapping):
        if any(np.ndim(values) != 1 for values in data.values()):
            raise ValueError("a mapping of columns has a list for each: {'arm': ['visits'], 'age': [19]}")
        data = pd.DataFrame(data)
    frame = data if isinstance(data, pd.DataFrame) else data.to_pandas()
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()]
        raise ValueError(f"the data have more than one column {twice[0]}")
    changed = {name: plain_column(frame[name]) for name in frame if not _is_plain(frame[name].dtype)}
    return frame.assign(**{str(name): values for name, values in changed.items()}) if changed else frame


def _converts(data: Any) -> bool:
    return hasattr(data, "to_pandas") and hasattr(data, "columns")


def _is_plain(dtype: Any) -> bool:
    return (isinstance(dtype, np.dtype) and dtype.kind != "O") or dtype == pd.StringDtype(na_value=np.nan)


def plain_column(column: pd.Series) -> pd.Series:
    """A column as NumPy's numbers, pandas' own text or a category."""
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        levels = plain_column(dtype.categories.to_series())
        return column.cat.rename_categories(list(levels)) if len(levels) else column
    if pd.api.types.is_bool_dtype(dtype) and not column.isna().any():
        return column.astype(bool)
    if pd.api.types.is_bool_dtype(dtype) or pd.api.types.is_numeric_dtype(dtype):
        return pd.Series(column.to_numpy(float, na_value=np.nan), column.index, name=column.name)
    kind = pd.api.types.infer_dtype(column, skipna=True)
    if dtype.kind == "O" and kind in _NUMBERS:
        known = column.dropna().infer_objects()
        return known.reindex(column.index).astype(float) if len(known) < len(column) else known
    if kind == "string":
        return column.astype(pd.StringDtype(na_value=np.nan))
    return column.astype("category") if str(dtype).startswith("dictionary") else column


def same_rows(**columns: Any) -> None:
    """Refuse Series and frames whose indexes differ: taken in order, rows would be of other people."""
    labelled = {
        name: values for name, values in columns.items() if isinstance(values, (pd.Series, pd.DataFrame))
    }
    if len(labelled) < 2:
        return
    (first, one), *others = labelled.items()
    for name, other in others:
        if len(one) == len(other) and not one.index.equals(other.index):
            raise ValueError(
                f"{first} and {name} have different indexes, so that their rows are not known to belong "
                f"together: {name}.reindex({first}.index) brings them in line, .to_numpy() takes their order"
            )


def numbers(values: Any, what: str, instead: str = "") -> np.ndarray:
    """Values as an array of floats; ValueError for text, naming ``what`` and what to give ``instead``."""
    try:
        if isinstance(values, pd.Series):
            return plain_column(values).to_numpy(float)
        if isinstance(values, pd.DataFrame):
            return as_frame(values).to_numpy(float)
        return np.asarray(values, float)
    except (TypeError, ValueError):
        raise ValueError(f"{what} must be numbers" + (f": {instead}" if instead else "")) from None


def check_alpha(alpha: float) -> float:
    """One minus the confidence level: between 0 and 1, 0.05 for intervals of 95%."""
    if not 0 < alpha < 1:
        raise ValueError("alpha lies between 0 and 1: 0.05 for intervals of 95%")
    return alpha
