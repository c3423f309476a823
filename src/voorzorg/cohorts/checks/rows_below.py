"""Rows of a file that are no participants: totals and notes below the data, names of groups between them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import message

_WORDS = frozenset(
    (
        *("totaal", "total", "subtotaal", "subtotal", "eindtotaal", "grand total", "som", "sum", "somme"),
        *(
            "gemiddelde",
            "gem",
            "gem.",
            "mean",
            "average",
            "avg",
            "mittelwert",
            "moyenne",
            "mediaan",
            "median",
        ),
        *("sd", "std", "aantal", "count", "minimum", "maximum", "summe", "gesamt"),
    )
)
#: A quick look: letters and no digit, a star, a number of people, or several words.
_LIKELY = r"^[^0-9]*$|^\s*(?:\*|[nN] ?=)|\S\s+\S+\s+\S"
_A_SENTENCE = 5  # words; no identifier has as many


def check(file: File, raw: RawTable, findings: Findings) -> None:
    """An error where the identifier, or the first cell of a file without one, names a total or a note."""
    if file.holds not in ("participants", "wave") or raw.format not in ("csv", "xlsx"):
        return
    column = file.id if file.id != ROW else next((str(c) for c in raw.frame if c != ROW), None)
    if column is None or column not in raw.frame or pd.api.types.is_numeric_dtype(raw.frame[column]):
        return
    values = raw.frame[column].dropna()
    texts = pc.unique(pa.array(values, from_pandas=True))
    likely = (
        texts.filter(pc.match_substring_regex(texts, _LIKELY))
        if pa.types.is_large_string(texts.type)
        else texts
    )
    odd = {value for value in likely.to_pylist() if _is_note(str(value), file.id != ROW)}
    if file.id != ROW:
        odd |= _alone(raw, column, values, likely)
    if not odd or len(odd) > max(5, 0.05 * len(values)):
        return
    findings.error(
        message("finding-rows-below-the-data"),
        file=raw.name,
        column=column,
        rows=raw.rows[np.asarray(raw.frame[column].isin(odd), dtype=bool)],
        expected=message("finding-rows-of-participants-only"),
        action=message("finding-delete-totals-and-notes"),
    )


def _alone(raw: RawTable, column: str, values: pd.Series, likely: pa.Array) -> set[str]:
    """Words without a digit where other identifiers have one, in rows that hold nothing else: "Group A"."""
    words = [str(value) for value in likely.to_pylist() if not any(sign.isdigit() for sign in str(value))]
    if not words or len(words) > 0.2 * values.nunique():
        return set()
    rows = raw.frame[raw.frame[column].isin(words)]
    empty = rows.drop(columns=column).isna().all(axis=1)
    return set(rows.loc[empty, column])


def _is_note(value: str, identifies: bool) -> bool:
    text = code(value).rstrip(":")
    if text in _WORDS or text.startswith(("n=", "n =")):
        return True
    return identifies and (text.startswith("*") or len(text.split()) >= _A_SENTENCE)
