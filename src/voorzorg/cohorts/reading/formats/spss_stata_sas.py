"""SPSS, Stata and SAS files through pyreadstat."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.formats import format_of
from voorzorg.cohorts.reading.formats.stored_dates import NO_DATE, dates_of, unit_of
from voorzorg.cohorts.reading.isolated import isolated
from voorzorg.cohorts.reading.raw_table import RawTable, plain_column
from voorzorg.messages import message

_MAKERS = {"sav": "SPSS", "por": "SPSS", "dta": "Stata", "sas7bdat": "SAS", "xpt": "SAS"}


def read_entry(path: Path, name: str, file: File, _findings: Findings) -> RawTable:
    """Read as an entry of the manifest says, in a process of its own: a damaged file can end it."""
    format = file.format or str(format_of(path))
    return isolated(lambda: read_statistical(path, name, format, file.encoding), path)


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
            expected=message("finding-cases-header-says", expected=int(expected)),
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
        frame=_plain(frame),
        rows=np.arange(1, len(frame) + 1),
        format=format,
        broken=broken,
        value_labels={
            str(column): {_code(value): str(label) for value, label in labels.items()}
            for column, labels in (meta.variable_value_labels or _of_catalogue(path, format)).items()
        },
        labels={str(k): str(v) for k, v in (meta.column_names_to_labels or {}).items() if v},
    )


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with plain columns; those that are plain already are kept as they lie, not copied."""
    changed: dict[str, pd.Series] = {}
    for column in frame:
        plain = plain_column(frame[column])
        if plain.dtype != "float64" or frame[column].dtype != "float64":
            changed[str(column)] = plain
    return frame.assign(**changed).rename(columns=str)


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


def _code(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
