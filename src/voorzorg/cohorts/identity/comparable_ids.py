"""Identifiers made comparable between files: trimmed, lower case, numbers written one way.

Inside ingest a participant is a whole number, given in order of appearance; only
:func:`voorzorg.cohorts.identity.pseudonyms.pseudonyms` sees the identifiers again.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.reading.values.codes import folded
from voorzorg.messages import message


class Identities:
    """Every identifier met so far: its number, its normalised text, and how it was first spelled."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._spelled: list[str | None] = []

    def number(
        self, values: pd.Series, *, file: str, column: str, rows: np.ndarray, findings: Findings
    ) -> pd.Series:
        """Numbers (int64) of a column without missing identifiers; unusual spellings are told."""
        texts = normalise(values)
        position, uniques = pd.factorize(texts)
        known = [self._numbers.setdefault(text, len(self._numbers)) for text in uniques.tolist()]
        self.texts.extend(list(self._numbers)[len(self.texts) :])
        self._spelled.extend([None] * (len(self.texts) - len(self._spelled)))
        numbers = np.array(known, dtype="int64")[position] if len(known) else np.empty(0, dtype="int64")
        if pd.api.types.is_string_dtype(values):
            self._tell_spaces(values, file, column, rows, findings)
            self._tell_spelling(as_written(values), numbers, file, column, rows, findings)
        return pd.Series(numbers, index=values.index)

    def _tell_spaces(
        self, values: pd.Series, file: str, column: str, rows: np.ndarray, findings: Findings
    ) -> None:
        hits = (values != values.str.strip()).to_numpy(dtype=bool)
        if hits.any():
            findings.warning(
                message("finding-identifiers-spaces-around-them"),
                file=file,
                column=column,
                rows=rows[hits],
                expected=message("finding-spaces"),
                action=message("finding-nothing-they-were-matched-without"),
            )

    def _tell_spelling(
        self,
        written: pd.Series,
        numbers: np.ndarray,
        file: str,
        column: str,
        rows: np.ndarray,
        findings: Findings,
    ) -> None:
        pairs = pd.DataFrame({"number": numbers, "written": written.to_numpy()})
        first = pairs.drop_duplicates("number")
        for number, text in zip(first["number"].tolist(), first["written"].tolist(), strict=True):
            if self._spelled[number] is None:
                self._spelled[number] = text
        usual = pd.Series([self._spelled[number] for number in numbers.tolist()], dtype="str")
        odd = (pairs["written"] != usual).to_numpy(dtype=bool)
        if odd.any():
            findings.warning(
                message("finding-identifiers-written-another-way-than"),
                file=file,
                column=column,
                rows=rows[odd],
                expected=message("finding-way-writing-identifier"),
                action=message("finding-nothing-they-were-matched-correct"),
            )


def normalise(values: pd.Series) -> pd.Series:
    """Identifiers as text that can be compared: ``' A7'`` and ``a7``, ``007``, ``7`` and ``7.0`` agree."""
    texts = pc.replace_substring_regex(folded(values), r"^0+(\d+)$", r"\1")
    empty = pc.is_in(texts, value_set=pa.array(["", "."]))
    texts = pc.if_else(empty, pa.scalar(None, pa.string()), texts)
    return pd.Series(texts.to_pandas(), index=values.index, dtype="str")


def as_written(values: pd.Series) -> pd.Series:
    """Identifiers as the file spells them, without spaces around."""
    return values.astype("str").str.strip()
