"""Build, validate, read and write the estimates table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.atomic_write import atomic_write
from voorzorg.errors import UserError
from voorzorg.estimates.category import KINDS
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.row import Row
from voorzorg.estimates.schema import ANALYSES, COLUMNS, DATA_KINDS, ESTIMANDS, NAMES, SPOKEN
from voorzorg.messages import Message, Said, as_messages, from_json, in_words, to_json
from voorzorg.spreadsheet import as_written, table_as_text

_DTYPES = {"text": "string", "number": "Float64", "count": "Int64", "flag": "boolean"}
PANDAS_DTYPES: dict[str, Any] = {column.name: _DTYPES[column.kind] for column in COLUMNS}
_REQUIRED = [column.name for column in COLUMNS if column.required]
_TOLD: dict[str, tuple[str | None, str | None]] = {}
_PROBABILITIES = ("p_value", "p_adjusted", "p_adjusted_fdr", "ci_level")


class EstimatesError(UserError):
    """The table breaks the contract; the message says which rows and how."""


def to_frame(rows: Iterable[Row | Mapping[str, Any]]) -> pd.DataFrame:
    """Rows, or dictionaries (missing keys are empty) -> validated table with all columns, in order.

    ``method``, ``missing_handling`` and ``warnings`` hold messages, one or several, or plain text; the table
    gets them as JSON, and beside it in English.

    Raises
    ------
    EstimatesError
        When a row has a column the schema does not know, or breaks a rule of ``validate``.
    """
    plain = [dict(row.columns() if isinstance(row, Row) else row) for row in rows]
    plain = [row | spoken({name: row.get(name) for name in SPOKEN}) for row in plain]
    unknown = sorted({key for row in plain for key in row} - set(NAMES))
    if unknown:
        raise EstimatesError(f"columns outside the estimates schema: {', '.join(unknown)}")
    data = {
        name: pd.Series([_clean(row.get(name)) for row in plain], dtype="object").astype(PANDAS_DTYPES[name])
        for name in NAMES
    }
    return validate(pd.DataFrame(data))


def spoken(said: Mapping[str, Said]) -> dict[str, str | None]:
    """The columns of a row that say something, by the names of ``SPOKEN``: messages, and their text."""
    columns: dict[str, str | None] = {}
    for name, what in said.items():
        columns[name], columns[SPOKEN[name]] = _told(as_messages(None if what is pd.NA else what))
    return columns


def _told(messages: tuple[Message, ...]) -> tuple[str | None, str | None]:
    """Messages in English and as JSON; the same few are said by most rows of an outcome."""
    key = repr(messages)  # of equal messages one may say 1 and another 1.0
    if key not in _TOLD:
        _TOLD[key] = in_words(messages) or None, to_json(messages)
    return _TOLD[key]


def messages_of(stored: str | None) -> tuple[Message, ...]:
    """The messages that a column of ``SPOKEN`` stores."""
    return from_json(None if stored is pd.NA else stored)


def is_withheld(warnings_messages: str | None) -> bool:
    """Whether a row's stored warnings say that output control withholds its numbers."""
    return any(message.key.startswith("withheld-") for message in messages_of(warnings_messages))


def is_rounded(warnings_messages: str | None) -> bool:
    """Whether a row's stored warnings say that output control made its counts coarse."""
    return any(message.key == "rounded-counts" for message in messages_of(warnings_messages))


def withheld(table: pd.DataFrame) -> pd.Series:
    """True for the rows whose numbers output control withholds."""
    stored = table["warnings_messages"]
    known = {text: is_withheld(text) for text in stored.dropna().unique()}
    return stored.map(known).fillna(False).astype(bool)


def _clean(value: Any) -> Any:
    """Non-finite numbers are empty in the table: an estimate is a number or it is missing."""
    if value is None or value is pd.NA:
        return pd.NA
    if isinstance(value, float | np.floating) and not np.isfinite(value):
        return pd.NA
    if isinstance(value, (Contrast, *KINDS)):
        return str(value)
    return value


def validate(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``table`` with the schema's types, or raise :class:`EstimatesError` with every problem."""
    missing = [name for name in NAMES if name not in table]
    if missing:
        raise EstimatesError(f"columns missing from the estimates table: {', '.join(missing)}")
    table = table.loc[:, list(NAMES)].astype(PANDAS_DTYPES)
    problems = [*_required_problems(table), *_vocabulary_problems(table), *_number_problems(table)]
    if problems:
        raise EstimatesError("; ".join(problems))
    return table


def _report(table: pd.DataFrame, bad: pd.Series, what: str) -> list[str]:
    where = np.flatnonzero(bad.fillna(False).to_numpy(dtype=bool))
    if not len(where):
        return []
    first = table.iloc[where[0]]
    shown = f"first: row {where[0]}, outcome {first['outcome']}, estimand {first['estimand']}"
    return [f"{what} in {len(where)} row(s) ({shown})"]


def _required_problems(table: pd.DataFrame) -> list[str]:
    return [p for name in _REQUIRED for p in _report(table, table[name].isna(), f"{name} is empty")]


def _vocabulary_problems(table: pd.DataFrame) -> list[str]:
    return [
        *_report(table, ~table["data_kind"].isin(DATA_KINDS), f"data_kind is none of {DATA_KINDS}"),
        *_report(table, ~table["analysis"].isin(list(ANALYSES)), "unknown analysis"),
        *_report(table, ~table["estimand"].isin(list(ESTIMANDS)), "unknown estimand"),
        *_report(table, table["arm"].notna() & table["contrast"].notna(), "both arm and contrast are set"),
    ]


def _number_problems(table: pd.DataFrame) -> list[str]:
    problems = []
    for name in _PROBABILITIES:
        problems += _report(table, (table[name] < 0) | (table[name] > 1), f"{name} outside 0..1")
    problems += _report(table, table["ci_low"] > table["ci_high"], "ci_low above ci_high")
    for arm in ("reference", "treated"):
        events, n = table[f"events_{arm}"], table[f"n_{arm}"]
        problems += _report(table, (events > n) & (table["estimand"] == "risk"), f"more events than n_{arm}")
    unexplained = (
        table["estimate"].isna()
        & table["warnings"].isna()
        & ~table["estimand"].isin(["joint_test", "interaction"])
    )
    return problems + _report(table, unexplained, "no estimate and no reason in warnings")


def concatenate(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Stack tables of the schema; an empty input gives an empty table of the schema."""
    tables = list(tables)
    return validate(pd.concat(tables, ignore_index=True)) if tables else to_frame([])


def write(table: pd.DataFrame, *paths: str | Path) -> None:
    """Write the table as CSV or Parquet, by suffix; each file appears whole or not at all."""
    table = validate(table)
    for path in map(Path, paths):
        with atomic_write(path) as partial:
            if path.suffix == ".parquet":
                table.to_parquet(partial, index=False)
            else:
                table_as_text(table).to_csv(partial, index=False, lineterminator="\n")


def read(path: str | Path) -> pd.DataFrame:
    """Read a table written by :func:`write` (CSV or Parquet) and validate it."""
    path = Path(path)
    if path.suffix == ".parquet":
        return validate(pd.read_parquet(path))
    table = pd.read_csv(path, dtype=PANDAS_DTYPES)
    for name, kind in PANDAS_DTYPES.items():
        if kind == "string" and name in table:
            table[name] = table[name].map(as_written, na_action="ignore")
    return validate(table)
