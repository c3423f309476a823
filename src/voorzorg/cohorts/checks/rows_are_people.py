"""Rows that would each become a participant, beside a column that says that they are moments."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.messages import message

_MOMENT = re.compile(
    r"\b(meting|metingen|meetmoment|wave|golf|visit|visite|bezoek|week|weken|weeknr|maand|maanden|month|timepoint|"
    r"tijdstip|moment|ronde|sessie|session|"
    r"event name|redcap event name|occasion|measurement|follow ?up|fase|phase)\b"
)
_PERSON = re.compile(
    r"\b(id|nr|nummer|number|ppn|subject|participant|record|case|code|deelnemer\w*|client\w*|patient\w*|"
    r"resp\w*|pnr|\w+nr|\w+id|\w+nummer)\b"
)
_MOST_MOMENTS = 30


def check(file: File, raw: RawTable, findings: Findings) -> None:
    """An error where a file without identifiers has a column of moments, or of identifiers that return.

    ``one_row_each: true`` in the manifest says that somebody looked.
    """
    if file.id != ROW or file.holds not in ("participants", "wave") or file.one_row_each or file.wave_column:
        return
    mapped = set(file.columns.values())
    for name in raw.frame.columns:
        if name == ROW or (file.where and name in file.where):
            continue
        words = _words(name)
        values = raw.frame[name].dropna()
        if len(values) < 4 or (name in mapped and _MOMENT.search(words) is None):
            continue
        moments = bool(_MOMENT.search(words)) and _few_that_return(values)
        people = bool(_PERSON.search(words)) and _returning_people(values)
        if moments or people:
            findings.error(
                message("finding-rows-are-moments" if moments else "finding-rows-are-returning-identifiers"),
                file=raw.name,
                column=name,
                expected=message("finding-row-per-participant-id-wave"),
                action=message("finding-name-identifier-under-id-holds"),
            )
            return


def _few_that_return(values: pd.Series) -> bool:
    distinct = values.nunique()
    return not pd.api.types.is_datetime64_any_dtype(values) and 2 <= distinct <= min(
        _MOST_MOMENTS, len(values) // 2
    )


def _returning_people(values: pd.Series) -> bool:
    """Many different values of which most return: codes of people, not of answers."""
    counts = values.value_counts()
    return len(counts) >= max(8, 0.05 * len(values)) and bool((counts > 1).mean() > 0.5)


def _words(name: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
    return re.sub(r"[^a-z0-9]+", " ", plain.encode("ascii", "ignore").decode().casefold()).strip()
