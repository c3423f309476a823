"""What one table contributes to a cohort, and a view on the rows of it that count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.columns import find_column
from voorzorg.cohorts.harmonise.distinct_values import Column
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import codes


@dataclass
class Part:
    """What one table contributes. All members share one index; ``rows`` are its row numbers in the file.

    ``ids`` are numbers of :class:`Identities`; ``written`` the identifiers as the file has them, kept only
    to compare spellings. ``child`` and ``number`` are the file's own numbers or letters as text: their order
    is that of all files together (:func:`voorzorg.cohorts.identity.ordinals.places`).
    """

    file: File
    name: str
    frame: pd.DataFrame
    ids: pd.Series
    rows: np.ndarray
    informant: pd.Series
    wave: pd.Series | None = None
    date: pd.Series | None = None
    weeks: pd.Series | None = None
    child: pd.Series | None = None
    number: pd.Series | None = None
    enrolment: pd.Series | None = None
    mapped: dict[str, str] = field(default_factory=dict)
    written: pd.Series | None = None
    digest: str = ""

    def where(self, keep: np.ndarray) -> Part:
        """The part with some of its rows."""
        changed: dict[str, object] = {"rows": self.rows[keep]}
        for name, member in vars(self).items():
            if isinstance(member, pd.Series | pd.DataFrame):
                changed[name] = member[keep].reset_index(drop=True)
        return replace(self, **changed)  # type: ignore[arg-type]

    def rows_where(self, mask: pd.Series | np.ndarray) -> np.ndarray:
        return self.rows[np.asarray(mask, dtype=bool)]


@dataclass
class Uses:
    """What the manifest's entries take a table's columns for: identifiers, and dates to count from."""

    raw: RawTable
    ids: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)


@dataclass
class View:
    """The kept rows of a raw table, column by column."""

    file: File
    raw: RawTable
    manifest: Manifest
    findings: Findings
    keep: np.ndarray

    @property
    def rows(self) -> np.ndarray:
        return self.raw.rows[self.keep]

    @cached_property
    def whole(self) -> bool:
        return bool(self.keep.all())

    def values(self, name: str) -> pd.Series:
        values = self.raw.frame[name]
        return (values if self.whole else values[self.keep]).reset_index(drop=True)

    def column(self, name: str, findings: Findings | None = None) -> Column:
        """A column, with ``findings`` of its own where several are decoded at once."""
        return Column(
            values=self.values(name),
            file=self.raw.name,
            name=name,
            rows=self.rows,
            findings=self.findings if findings is None else findings,
            labels=self.raw.value_labels.get(name, {}),
            missing=frozenset(codes((*self.file.missing, *self.manifest.missing))),
            decimal=self.file.decimal or self.raw.decimal,
            format=self.raw.format,
            distinct=partial(self.raw.distinct, name) if self.whole else None,
        )

    def find(self, name: str | None) -> str | None:
        return find_column(name, self.raw, self.findings) if name else None
