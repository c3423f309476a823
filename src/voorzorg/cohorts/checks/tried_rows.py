"""Rows that somebody typed to try a form: TEST, demo, xxx as identifiers, previews of Qualtrics."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.messages import message

_TRIED = re.compile(
    r"(?:test|demo|dummy|proef|voorbeeld|example|xxx*)(?:persoon|person|case|id)?[\W_]*\d{0,3}"
)


def tried(ids: pd.Series) -> list[object]:
    """Identifiers that read as a try."""
    if pd.api.types.is_numeric_dtype(ids):
        return []
    return [one for one in ids.dropna().unique() if _TRIED.fullmatch(code(one))]


#: Qualtrics' states of an answer that nobody gave: preview, test, spam, and these offline.
_NOBODY = frozenset(
    ("survey preview", "survey test", "spam", "spam preview", "spam survey preview", "1", "2", "8", "9")
)
_QUALTRICS = frozenset(("responseid", "response id", "recordeddate", "recorded date"))


def previews(frame: pd.DataFrame) -> np.ndarray:
    """Rows of an export of Qualtrics that are a preview, a test or spam."""
    if "Status" not in frame or not {code(str(name)) for name in frame} & _QUALTRICS:
        return np.zeros(len(frame), dtype=bool)
    position, different = pd.factorize(frame["Status"])
    of_nobody = np.array([*(code(one) in _NOBODY for one in different), False], dtype=bool)
    return of_nobody[position]


def check(file: File, raw: RawTable, findings: Findings) -> None:
    """A warning with the rows whose identifier reads as a try, unless the manifest keeps others only."""
    nobody = previews(raw.frame)
    if nobody.any() and not (file.where and "Status" in file.where):
        findings.warning(
            message("finding-preview-rows"),
            file=raw.name,
            column="Status",
            rows=raw.rows[nobody],
            expected=message("finding-rows-of-participants-only"),
            action=message("finding-delete-preview-rows"),
        )
    if file.id == ROW or file.id not in raw.frame or (file.where and file.id in file.where):
        return
    odd = tried(raw.frame[file.id])
    if not odd or len(odd) > max(3, 0.05 * len(raw.frame)):  # all of them: a study's own way of numbering
        return
    findings.warning(
        message("finding-tried-rows"),
        file=raw.name,
        column=file.id,
        rows=raw.rows[np.asarray(raw.frame[file.id].isin(odd), dtype=bool)],
        expected=message("finding-rows-of-participants-only"),
        action=message("finding-delete-tried-rows"),
    )
