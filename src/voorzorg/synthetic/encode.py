"""Project variables to what a file holds: codes with value labels in SPSS, words elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from voorzorg.cohorts.manifest.data import File, Variable
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.synthetic.tables import NOT_APPLICABLE


@dataclass(frozen=True)
class Layout:
    """The columns of one file in order: name in the file, project variable, and its description."""

    columns: list[tuple[str, str, Variable | None]]


@dataclass
class Encoded:
    """One file's frame in its own columns, with what SPSS needs beside it."""

    frame: pd.DataFrame
    labels: dict[str, str] = field(default_factory=dict)
    value_labels: dict[str, dict[float, str]] = field(default_factory=dict)
    missing: list[float] = field(default_factory=list)


def layout(file: File, manifest: Manifest, available: list[str]) -> Layout:
    """Which columns a file gets, series (``cts2_*``) written out over the available variables."""
    columns: list[tuple[str, str, Variable | None]] = [(file.id, "id", None)]
    if file.wave_column:
        columns.append((file.wave_column, "wave", None))
    if file.date_column:
        columns.append((file.date_column, "date", None))
    for variable, column in file.columns.items():
        if "*" not in variable:
            columns.append((column, variable, manifest.variables.get(variable)))
            continue
        pattern = re.compile("(.+)".join(re.escape(part) for part in variable.split("*", 1)))
        for name in available:
            if match := pattern.fullmatch(name):
                columns.append((column.replace("*", match[1]), name, manifest.variables.get(variable)))
    return Layout(columns)


def encode(file: File, manifest: Manifest, table: pd.DataFrame, codes: bool) -> Encoded:
    """A file's columns from a table of project variables.

    With ``codes`` categories and yes/no are numbers with value labels, and a missing answer is one of the
    file's missing codes: the first where a question was left open, the last where it did not apply.
    Without, they are words and empty cells.

    Raises
    ------
    KeyError
        Where the manifest maps a variable that the generator does not make.
    """
    encoded = Encoded(pd.DataFrame(index=table.index))
    encoded.missing = [float(code) for code in file.missing] if codes else []
    result: dict[str, pd.Series] = {}
    for column, name, variable in layout(file, manifest, list(table.columns)).columns:
        values = table[name]
        if variable is not None:
            encoded.labels[column] = _label(variable, name)
        if pd.api.types.is_datetime64_any_dtype(values):
            result[column] = values
        elif pd.api.types.is_numeric_dtype(values):
            result[column] = _number(column, values, variable, encoded, codes)
        else:
            result[column] = _words(column, values, variable, encoded, codes)
    encoded.frame = pd.DataFrame(result)
    return encoded


def _label(variable: Variable, name: str) -> str:
    item = re.search(r"(\d+)$", name)
    unit = f" ({variable.unit.nl})" if variable.unit else ""
    return f"{variable.label.nl}{' ' + item[1] if item and 'vraag' in variable.label.nl else ''}{unit}"


def _number(
    column: str, values: pd.Series, variable: Variable | None, encoded: Encoded, codes: bool
) -> pd.Series:
    words = {float(number): word for word, number in (variable.values or {}).items()} if variable else {}
    if codes:
        if words:
            encoded.value_labels[column] = dict(sorted(words.items()))
        if not encoded.missing:
            return values.replace(NOT_APPLICABLE, np.nan)
        open_, not_applicable = encoded.missing[0], encoded.missing[-1]
        return values.fillna(open_).replace(NOT_APPLICABLE, not_applicable)
    plain = values.replace(NOT_APPLICABLE, np.nan)
    if words:
        return plain.map(words)
    whole = bool((plain.dropna() % 1 == 0).all())
    return plain.astype("Int64") if whole else plain


def _words(
    column: str, values: pd.Series, variable: Variable | None, encoded: Encoded, codes: bool
) -> pd.Series:
    words = {key: word for word, key in (variable.values or {}).items()} if variable else {}
    if not words:
        return values
    if not codes:
        return values.map(words)
    numbers = {key: float(i) for i, key in enumerate(dict.fromkeys(words))}
    encoded.value_labels[column] = {number: words[key] for key, number in numbers.items()}
    coded = values.map(numbers).astype("float64")
    return coded.fillna(encoded.missing[0]) if encoded.missing else coded
