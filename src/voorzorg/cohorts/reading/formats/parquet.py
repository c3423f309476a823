"""Parquet files through pyarrow."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.isolated import isolated
from voorzorg.cohorts.reading.raw_table import RawTable, plain_column, unique_names
from voorzorg.messages import message

#: A file of a few kilobytes can state as many equal cells as it likes.
_MOST_ROWS, _MOST_CELLS = 20_000_000, 200_000_000


def read_entry(path: Path, name: str, _file: File, _findings: Findings) -> RawTable:
    """Read as an entry of the manifest says, in a process of its own: a small file can state any size."""
    return isolated(lambda: _read(path, name), path)


def _read(path: Path, name: str) -> RawTable:
    """Categories become text."""
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
        frame=pd.DataFrame({column: plain_column(frame[column]) for column in names}, index=frame.index),
        rows=np.arange(1, len(frame) + 1),
        format="parquet",
        duplicated=doubled,
    )
