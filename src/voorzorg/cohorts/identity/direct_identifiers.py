"""Direct identifiers are refused: by what a column is called, and by what its values look like.

Only the column's name is ever told. What is recognised, how often, and how often wrongly:
docs/identifiers.md.
"""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.identity.column_names import (
    BIRTH,
    NAME,
    asks_who,
    in_words,
    strong_kind,
    weak_kind,
    words_of,
)
from voorzorg.cohorts.identity.contents import LONG_NUMBER, kind_of_contents
from voorzorg.cohorts.identity.people_by_role import read_as_people
from voorzorg.cohorts.reading.raw_table import RawTable
from voorzorg.cohorts.reading.threads import side_by_side
from voorzorg.cohorts.reading.values.codes import code
from voorzorg.cohorts.reading.values.dates import parse_dates
from voorzorg.messages import message

#: Names under which a date is a date of birth; without dates they may say anything.
_BORN = frozenset(["geboren", "geb", "gd", "gebd", "born", "birth", "birthday", "bday", "verjaardag"])
_YES_NO = frozenset(
    ["0", "1", "2", "ja", "nee", "yes", "no", "true", "false", "j", "n", "y", "waar", "onwaar"]
)
_SHARE = 0.5
_SOME = 500  # different values that a slow look takes
_FEW = 12  # different values that return: codes or places, and no identifiers


def refuse_identifiers(
    raw: RawTable,
    *,
    ids: set[str],
    anchors: set[str],
    allowed: tuple[str, ...],
    findings: Findings,
) -> None:
    """Report every column that looks like a direct identifier.

    ``ids`` are columns the manifest takes as the participant's identifier (hashed, so any code will do but a
    citizen service number); ``anchors`` those mapped to a date that others are counted from: they may be
    dates of birth, because they are used at ingest and not stored.
    """
    permitted = {code(name) for name in allowed}
    looked_at = [name for name in raw.frame.columns if code(name) not in permitted]

    def kind_of(name: str) -> str | None:
        kind = None
        if name not in anchors and name not in ids:
            kind = _kind_by_name(name, raw.frame[name])
        if name not in anchors or not pd.api.types.is_datetime64_any_dtype(raw.frame[name]):
            text = pd.api.types.is_string_dtype(raw.frame[name].dtype)
            texts = raw.different(name) if text else None
            found = kind_of_contents(raw.frame[name], is_id=name in ids, texts=texts)
            found = None if _drawn(name, found) else found
            kind = kind or (None if name in anchors and found == BIRTH else found)
        return kind

    for name, kind in zip(looked_at, side_by_side(kind_of, looked_at), strict=True):
        if kind is not None:
            findings.error(
                message("finding-column-looks-like", kind=in_words(kind)),
                file=raw.name,
                column=name,
                expected=message("finding-direct-identifiers-mapped-not"),
                action=message("finding-delete-column-birth" if kind == BIRTH else "finding-delete-column"),
            )


def suspicion(values: pd.Series, name: str, different: pd.Series | None = None) -> str | None:
    """What kind of direct identifier a column looks like, for a draft; nothing when it looks harmless.

    ``different`` are its different values, where they are known.
    """
    texts = None
    if different is not None and pd.api.types.is_string_dtype(different.dtype):
        texts = pa.array(different, from_pandas=True)
    found = kind_of_contents(values, texts=texts)
    return _kind_by_name(name, values) or (None if _drawn(name, found) else found)


def _drawn(name: str, kind: str | None) -> bool:
    """LimeSurvey's ``seed``: a long number that was drawn to shuffle the questions."""
    return kind == LONG_NUMBER and set(words_of(name)) == {"seed"}


def _kind_by_name(name: str, values: pd.Series) -> str | None:
    kind = strong_kind(name)
    if kind is not None:
        return None if _says_whether(values) else kind
    if _born(name, values):
        return BIRTH
    texts = asks_who(name) and pd.api.types.is_string_dtype(values.dtype)
    if texts and read_as_people(values.dropna().unique()[:_SOME].tolist()):
        return NAME
    kind = weak_kind(name)
    if kind == BIRTH and words_of(name)[:1] != ["bd"] and len(words_of(name)) == 1:
        return None  # 'geb' and 'gd' alone say nothing without dates
    return kind if kind is not None and not _few_codes(values) else None


def _says_whether(values: pd.Series) -> bool:
    """Yes and no: whether there is a telephone, not which."""
    present = values.dropna()
    if len(present) < 5 or pd.api.types.is_datetime64_any_dtype(present):
        return False
    texts = present.drop_duplicates().head(10).astype("str").str.strip().str.casefold()
    return len(texts) <= 3 and set(texts.str.removesuffix(".0")) <= _YES_NO


def _few_codes(values: pd.Series) -> bool:
    """Small numbers, or a few values that return."""
    present = values.dropna()
    if not len(present) or pd.api.types.is_datetime64_any_dtype(present):
        return not len(present)
    distinct = present.drop_duplicates()
    if pd.api.types.is_numeric_dtype(distinct):
        whole = (distinct == distinct.round()).all()
        return bool(whole and distinct.abs().max() < 1000)
    return len(distinct) <= _FEW and len(distinct) <= 0.34 * len(present)


def _born(name: str, values: pd.Series) -> bool:
    """A short name for a date of birth, that goes with dates."""
    tokens = [word for word in re.split(r"[^a-z0-9]+", name.casefold()) if word]
    if not tokens or len(tokens) > 2 or tokens[0] not in _BORN:
        return False
    present = values.dropna().drop_duplicates().head(500)
    if not len(present):
        return False
    if not pd.api.types.is_datetime64_any_dtype(present):
        if present.astype("str").str.fullmatch(r"\s*\d{1,4}(\.0)?\s*").mean() > _SHARE:
            return False  # years, or codes
        if parse_dates(present).bad.mean() > _SHARE:
            return False
    return True
