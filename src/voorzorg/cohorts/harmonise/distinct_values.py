"""A column of a file, its distinct values, and what they decode to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.cohorts.reading.raw_table import Distinct as DistinctRows
from voorzorg.cohorts.reading.values.codes import ALWAYS_MISSING, code, codes, folded, yes_no
from voorzorg.messages import Message


@dataclass(frozen=True)
class Column:
    """A column of a file and what is known of it; ``rows`` are its row numbers in that file."""

    values: pd.Series
    file: str
    name: str
    rows: np.ndarray
    findings: Findings
    labels: dict[str, str]
    missing: frozenset[str] = frozenset()
    decimal: str | None = None
    format: str = "csv"
    distinct: Callable[[], DistinctRows] | None = None  # where the table finds them for all who ask

    def report(
        self,
        severity: str,
        check: Message,
        mask: np.ndarray | None,
        *,
        expected: Message,
        action: Message,
    ) -> None:
        rows = self.rows[mask] if mask is not None else []
        self.findings.add(
            severity,  # type: ignore[arg-type]
            check,
            file=self.file,
            column=self.name,
            rows=rows,
            expected=expected,
            action=action,
        )


@dataclass(frozen=True)
class Distinct:
    """The different values of a column as folded text, and where each row's stands (-1: missing)."""

    position: np.ndarray
    texts: pa.Array
    originals: pd.Series

    def spread(self, per_value: np.ndarray, missing: object) -> np.ndarray:
        return np.append(per_value, [missing])[self.position]


def distinct_values(column: Column, variable: Variable) -> Distinct:
    position, uniques = column.distinct() if column.distinct else pd.factorize(column.values)
    originals = pd.Series(uniques)
    texts = folded(originals, column.decimal)
    declared = (ALWAYS_MISSING | column.missing | set(codes(variable.missing))) - set(
        codes(variable.values or {})
    )
    gone = pc.is_in(texts, value_set=pa.array(sorted(declared), pa.string()))
    gone = pc.fill_null(gone, True)
    for value, label in column.labels.items():  # a code whose label is declared missing
        if code(label) in declared:
            gone = pc.or_(gone, pc.fill_null(pc.equal(texts, code(value)), False))
    keep = ~gone.to_numpy(zero_copy_only=False)
    renumber = np.where(keep, np.cumsum(keep) - 1, -1)
    position = np.append(renumber, -1)[position]
    return Distinct(position, texts.filter(pa.array(keep)), originals[keep].reset_index(drop=True))


def lookup(column: Column, variable: Variable, texts: list[str | None]) -> list[str | None]:
    """Each distinct value through ``values``: by code, by its value label, by what yes and no are called."""
    wanted = {code(key): target for key, target in (variable.values or {}).items()}
    labels = {code(value): code(label) for value, label in column.labels.items()}
    found: list[str | None] = []
    for text in texts:
        text = text or ""
        label = labels.get(text)
        synonym = {"1": "ja", "0": "nee"}.get(yes_no(label or text) or "")
        if text in wanted:
            found.append(wanted[text])
        elif label is not None and label in wanted:
            found.append(wanted[label])
        elif synonym in wanted and (label is not None or not text.isdigit()):
            found.append(wanted[synonym])
        else:
            found.append(None)
    return found
