"""A file as it was read, before the manifest gives it meaning."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa


#: Where each row's value stands among the different values (-1: missing), and these values.
Distinct = tuple[np.ndarray, pd.Index | pd.api.extensions.ExtensionArray | np.ndarray]


@dataclass
class RawTable:
    """One file or sheet.

    ``frame`` holds text columns as pandas ``str``, numbers as float64, dates as datetime64; its columns
    are the file's names made unique. ``rows`` is each row's number in the file as a person counts it
    (spreadsheet row with the header included; case number for SPSS, Stata, SAS and Parquet). ``sheet`` is the
    one read of a workbook's ``sheets``; ``broken`` has a column's cells with an error, by what they show.
    """

    path: Path
    name: str
    frame: pd.DataFrame
    rows: np.ndarray
    format: str
    header_row: int = 0
    header_over: int | None = None
    decimal: str | None = None
    value_labels: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    duplicated: set[str] = field(default_factory=set)
    head: list[list[str]] = field(default_factory=list)
    digest: str = ""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    broken: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    _distinct: dict[str, Distinct] = field(default_factory=dict)

    def distinct(self, name: str) -> Distinct:
        """The different values of a column and where they stand, found once for all who ask."""
        if name not in self._distinct:
            position, values = pd.factorize(self.frame[name])
            self._distinct[name] = position.astype("int32"), values
        return self._distinct[name]

    def different(self, name: str) -> pa.Array:
        """The different texts of a column of text, which are had for less than where they stand."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if name in self._distinct:
            return pa.array(self._distinct[name][1], from_pandas=True)
        return pc.unique(pa.array(self.frame[name], from_pandas=True))


def unique_names(names: list[str]) -> tuple[list[str], set[str]]:
    """Names made unique by a counter, and the names that occurred more than once."""
    seen: dict[str, int] = {}
    unique: list[str] = []
    doubled: set[str] = set()
    for position, original in enumerate(names, start=1):
        name = original if original.strip() else f"(column {position})"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            doubled.add(name)
            name = f"{name} ({seen[name]})"
        unique.append(name)
    return unique, doubled


def joined_header(
    upper: Sequence[str], lower: Sequence[str], merged: Collection[tuple[int, int]] = ()
) -> list[str]:
    """Two rows of names as one: a group's name goes before those of its columns, ``Voormeting | PROPS``.

    A group reaches as far as its cells are ``merged`` (first and last column, counted from 0), or else up to
    the next group.
    """
    groups = [*upper, *[""] * (len(lower) - len(upper))]
    if merged:
        for first, last in merged:
            groups[first : last + 1] = [upper[first] if first < len(upper) else ""] * (last + 1 - first)
    else:
        for k in range(1, len(groups)):
            groups[k] = groups[k] if groups[k].strip() else groups[k - 1]
    names = []
    for group, name in zip(groups, [*lower, *[""] * (len(groups) - len(lower))], strict=True):
        group, name = " ".join(group.split()), name if name.strip() else ""
        names.append(f"{group}{JOINT}{name}" if group and name else name or group)
    return names


#: Between the name of a group of columns and a column's own.
JOINT = " | "


def plain_column(column: pd.Series) -> pd.Series:
    """A column as one of the three kinds of :class:`RawTable`: text, float64 or datetime64."""
    if column.dtype == "float64":
        return column
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_numeric_dtype(column):
        return column.astype("Float64").astype("float64")
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.tz_localize(None) if column.dt.tz is not None else column
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.astype("str")
    kept = column.dropna()
    if len(kept) and all(hasattr(value, "year") for value in kept):
        return pd.to_datetime(column, errors="coerce")
    if len(kept) and all(isinstance(value, int | float) for value in kept):
        return pd.to_numeric(column).astype("float64")
    import pyarrow as pa
    import pyarrow.compute as pc

    text = column.astype("str")
    blank = pc.equal(pc.utf8_trim_whitespace(pa.array(text, pa.string(), from_pandas=True)), "")
    hit = pc.fill_null(blank, False).to_numpy(zero_copy_only=False)
    return text.mask(hit) if hit.any() else text
