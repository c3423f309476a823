"""SPSS, Stata and SAS files through pyreadstat, and Parquet through pyarrow."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import UnreadableError
from voorzorg.cohorts.reading.raw_dates import NO_DATE, dates_of, unit_of
from voorzorg.cohorts.reading.raw_table import RawTable, unique_names
from voorzorg.messages import message

#: A file of a few kilobytes can state as many equal cells as it likes.
_MOST_ROWS, _MOST_CELLS = 20_000_000, 200_000_000
_MAKERS = {"sav": "SPSS", "por": "SPSS", "dta": "Stata", "sas7bdat": "SAS", "xpt": "SAS"}


def read_statistical(path: Path, name: str, format: str, encoding: str | None = None) -> RawTable:
    """Read .sav, .dta or .sas7bdat; user-missing values are missing, labels are kept."""
    import pyreadstat

    reader = {
        "sav": pyreadstat.read_sav,
        "dta": pyreadstat.read_dta,
        "sas7bdat": pyreadstat.read_sas7bdat,
        "por": _portable,
        "xpt": pyreadstat.read_xport,
    }[format]
    maker = _MAKERS[format]
    frame: pd.DataFrame | None = None
    for attempt in dict.fromkeys([encoding, None, "cp1252"]):
        with contextlib.suppress(Exception):  # the library raises many kinds; all mean that it cannot read on
            frame, meta = reader(str(path), encoding=attempt)
            break
    broken: dict[str, dict[str, list[int]]] = {}
    if frame is None:  # one impossible date is enough for that: read the numbers, and convert them here
        for attempt in dict.fromkeys([encoding, None, "cp1252"]):
            with contextlib.suppress(Exception):
                frame, meta = reader(str(path), encoding=attempt, disable_datetime_conversion=True)
                frame, broken = _with_dates(frame, format, meta.original_variable_types or {})
                break
    if frame is None:
        raise UnreadableError(
            message("finding-file-damaged-cut-off-truncated", maker=str(maker)),
            expected=message("finding-complete-file-2", maker=str(maker)),
            action=message("finding-copy-again-source-open-save", maker=str(maker)),
        )
    expected = getattr(meta, "number_rows", None)
    if expected is not None and expected >= 0 and len(frame) < expected:
        raise UnreadableError(
            message("finding-file-cut-off-truncated-ends", maker=str(maker)),
            expected=message("finding-cases-header-says", expected=str(expected)),
            action=message("finding-copy-file-again-source"),
        )
    if frame.shape[1] == 0 or frame.empty:
        raise UnreadableError(
            message("finding-file-holds-cases", maker=str(maker)),
            expected=message("finding-least-case"),
            action=message("finding-export-again-take-out-manifest"),
        )
    return RawTable(
        path=path,
        name=name,
        frame=pd.DataFrame({str(column): _tidy(frame[column]) for column in frame}, index=frame.index),
        rows=np.arange(1, len(frame) + 1),
        format=format,
        broken=broken,
        value_labels={
            str(column): {_code(value): str(label) for value, label in labels.items()}
            for column, labels in (meta.variable_value_labels or _of_catalogue(path, format)).items()
        },
        labels={str(k): str(v) for k, v in (meta.column_names_to_labels or {}).items() if v},
    )


def _of_catalogue(path: Path, format: str) -> dict[str, dict[Any, str]]:
    """Value labels of SAS, which keeps them in a file beside the data: of the same name, or the only one."""
    import pyreadstat

    beside = sorted(path.parent.glob("*.sas7bcat")) if format == "sas7bdat" else []
    own = [one for one in beside if one.stem.casefold() == path.stem.casefold()] or beside
    if len(own) != 1:
        return {}
    with contextlib.suppress(Exception):  # a catalogue that cannot be read leaves codes as they are
        _, meta = pyreadstat.read_sas7bdat(str(path), catalog_file=str(own[0]), metadataonly=True)
        return dict(meta.variable_value_labels or {})
    return {}


def _portable(path: str, encoding: str | None = None, **options: Any) -> Any:  # noqa: ARG001
    """SPSS's portable files name their own encoding."""
    import pyreadstat

    return pyreadstat.read_por(path, **options)


def _with_dates(
    frame: pd.DataFrame, format: str, formats: dict[str, str]
) -> tuple[pd.DataFrame, dict[str, dict[str, list[int]]]]:
    """The table with its dates, and the rows of each column that hold a date that cannot be."""
    columns, broken = {}, {}
    for column in frame:
        values = frame[column]
        unit = unit_of(format, formats.get(str(column)) or "")
        if unit is not None and pd.api.types.is_numeric_dtype(values):
            values, bad = dates_of(values, *unit)
            if bad.any():
                broken[str(column)] = {NO_DATE: (np.flatnonzero(bad) + 1).tolist()}
        columns[column] = values
    return pd.DataFrame(columns, index=frame.index), broken


def read_parquet(path: Path, name: str) -> RawTable:
    """Read Parquet; categories become text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        stated = pq.read_metadata(path)
        if stated.num_rows > _MOST_ROWS or stated.num_rows * stated.num_columns > _MOST_CELLS:
            raise UnreadableError(
                message("finding-parquet-too-many-cells"),
                expected=message("finding-complete-parquet-file"),
                action=message("finding-write-again-source"),
            )
        table = pq.read_table(path, use_threads=False)  # in a process of its own
    except (pa.ArrowInvalid, OSError):
        raise UnreadableError(
            message("finding-parquet-file-damaged-cut-off"),
            expected=message("finding-complete-parquet-file"),
            action=message("finding-write-again-source"),
        ) from None
    if any(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) for kind in table.schema.types):
        raise UnreadableError(
            message("finding-parquet-file-holds-columns-bytes"),
            expected=message("finding-columns-numbers-texts-dates"),
            action=message("finding-write-texts-texts-string-leave"),
        )
    frame = table.to_pandas(ignore_metadata=True)
    names, doubled = unique_names([str(column) for column in table.column_names])
    frame.columns = pd.Index(names)
    if frame.empty:
        raise UnreadableError(
            message("finding-parquet-file-holds-rows"),
            expected=message("finding-least-row"),
            action=message("finding-write-again-take-out-manifest"),
        )
    return RawTable(
        path=path,
        name=name,
        frame=pd.DataFrame({column: _tidy(frame[column]) for column in names}, index=frame.index),
        rows=np.arange(1, len(frame) + 1),
        format="parquet",
        duplicated=doubled,
    )


def _code(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _tidy(column: pd.Series) -> pd.Series:
    """One of the three kinds of :class:`RawTable`: text, float64 or datetime64."""
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
