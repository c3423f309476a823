"""Dates as people and programs write them: Dutch order, ISO, partial, Excel serials, SPSS seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DAYS_PER_WEEK = 7.0
_EXCEL_EPOCH = pd.Timestamp("1899-12-30")
_SPSS_EPOCH = datetime(1582, 10, 14)
_A_FEW, _ENOUGH_TURNED = 3, 6  # dates that tell of an order; and that were turned
_EXCEL_RANGE = (10_000.0, 80_000.0)  # 1927 to 2119
_SPSS_RANGE = (1.0e10, 1.7e10)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januari", "january"),
            ("feb", "februari", "february"),
            ("mrt", "maart", "maa", "mar", "march"),
            ("apr", "april"),
            ("mei", "may"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "augustus", "august"),
            ("sep", "sept", "september"),
            ("okt", "oktober", "oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_NUMERIC = re.compile(r"^(\d{1,2}|x{1,2}|\?{1,2})[-/. ](\d{1,2}|x{1,2}|\?{1,2})[-/. ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2}|x{1,2})(?:[-/.](\d{1,2}|x{1,2}))?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})[-/. ]+)?([a-z]+)\.?[-/. ,]+(\d{4})$")
_WORDS_SHORT = re.compile(r"^(\d{1,2})[-/. ]+([a-z]+)\.?[-/. ,]+['\u2019]?(\d{2})$")
_YEAR = re.compile(r"^(19|20)\d{2}$")
_PLAIN = r"^\s*(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})\s*$"
_PLAIN_ISO = r"^\s*(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\s*$"


@dataclass(frozen=True)
class Dates:
    """Parsed dates, and masks per value: ``bad`` (no date), ``partial``, ``serial`` (Excel)."""

    values: pd.Series
    bad: np.ndarray
    partial: np.ndarray
    serial: np.ndarray
    month_first: bool


def parse_dates(values: pd.Series) -> Dates:
    """Parse a column. A partial date becomes the middle of its month (15) or of its year (1 July).

    Numbers between 10,000 and 80,000 are Excel serials; very large ones are SPSS seconds. All-numeric
    dates are read day first unless that is impossible for some and month first fits all.
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        none = np.zeros(len(values), dtype=bool)
        return Dates(pd.Series(values).dt.normalize(), none, none, none, False)
    position, uniques = pd.factorize(values)
    stamps = np.full(len(uniques), np.datetime64("NaT", "s"))
    kinds = np.full(len(uniques) + 1, "missing", dtype="U7")  # position -1 takes the last
    month_first = False
    if pd.api.types.is_numeric_dtype(values):
        for k, value in enumerate(uniques):
            _put(stamps, kinds, k, _from_number(float(value)))
    else:
        texts = pa.array([str(value) for value in uniques], pa.string())
        done = _whole_dates(texts, stamps)
        left = np.flatnonzero(~done)
        if len(left):  # one that is written in another way decides on the order of all
            cleaned = [_clean(text) for text in texts.to_pylist()]
            month_first = _is_month_first(cleaned)
            left = np.arange(len(cleaned)) if month_first else left
            for place in left.tolist():
                _put(stamps, kinds, place, _from_text(cleaned[place], month_first))
        kinds[:-1][done & (kinds[:-1] == "missing")] = "whole"
    stamps = np.append(stamps, np.datetime64("NaT", "s"))
    kind = kinds[position]
    return Dates(
        pd.Series(stamps[position], index=values.index),
        kind == "bad",
        kind == "partial",
        kind == "serial",
        month_first,
    )


def _put(stamps: np.ndarray, kinds: np.ndarray, k: int, read: tuple[pd.Timestamp | None, str]) -> None:
    stamp, kinds[k] = read
    stamps[k] = np.datetime64("NaT") if stamp is None else stamp.to_datetime64().astype("datetime64[s]")


def _whole_dates(texts: pa.Array, stamps: np.ndarray) -> np.ndarray:
    """Fill in the dates that are written plainly, day first or ISO, all at once; which those are.

    None of the dates with the day first is filled in where some read as month first.
    """
    done = np.zeros(len(texts), dtype=bool)
    for pattern, day_first in ((_PLAIN, True), (_PLAIN_ISO, False)):
        parts = pc.extract_regex(texts, pattern)
        found = ~parts.is_null().to_numpy(zero_copy_only=False)
        if not found.any():
            continue
        known = parts.filter(pa.array(found))
        year, month, day = (
            pc.cast(pc.struct_field(known, name), pa.int64()).to_numpy() for name in ("y", "m", "d")
        )
        months = (year - 1970) * 12 + np.clip(month, 1, 12) - 1
        first = months.astype("datetime64[M]").astype("datetime64[D]")
        last = ((months + 1).astype("datetime64[M]").astype("datetime64[D]") - first).astype(int)
        real = (month >= 1) & (month <= 12) & (day >= 1) & (day <= last) & (year >= 1800)
        if day_first and (month > 12).any():
            continue
        where = np.flatnonzero(found)[real]
        stamps[where] = (first + (day - 1).astype("timedelta64[D]"))[real].astype("datetime64[s]")
        done[where] = True
    return done


def ambiguous_order(values: pd.Series) -> bool:
    """Whether day and month of a column's dates could change places: none above 12, and enough to tell."""
    texts = [_clean(str(value)) for value in values.dropna().unique()]
    pairs = [(int(m[1]), int(m[2])) for t in texts if (m := _NUMERIC.match(t)) and (m[1] + m[2]).isdigit()]
    differ = sum(one != two for one, two in pairs)
    return differ >= 3 and all(one <= 12 and two <= 12 for one, two in pairs)


def two_orders(values: pd.Series) -> bool:
    """Whether some dates have the day first and others the month, so that those of 1 to 12 may be either.

    Also where a program turned those that it could into dates and left the others as texts: every day that is
    a date then is one to twelve, and every text has a number above.
    """
    if pd.api.types.is_datetime64_any_dtype(values) or pd.api.types.is_numeric_dtype(values):
        return False
    texts = [_clean(str(value)) for value in values.dropna().unique()]
    pairs = [(int(m[1]), int(m[2])) for t in texts if (m := _NUMERIC.match(t)) and (m[1] + m[2]).isdigit()]
    day_first = sum(one > 12 >= two >= 1 for one, two in pairs)
    month_first = sum(two > 12 >= one >= 1 and two <= 31 for one, two in pairs)
    if min(day_first, month_first) >= _A_FEW:
        return True
    turned = [int(m[3]) for t in texts if (m := _ISO.match(t)) and (m[3] or "").isdigit()]
    above = day_first + month_first == len(pairs) >= _A_FEW
    return above and len(turned) >= _ENOUGH_TURNED and max(turned) <= 12


def _clean(text: str) -> str:
    text = " ".join(text.split()).casefold()
    # A time of day adds nothing to weeks: 2010-05-03 00:00:00, 2010-05-03T10:15.
    return re.sub(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(z|[+-]\d{2}:?\d{2})?( ?[ap]m)?$", "", text)


def _is_month_first(texts: list[str]) -> bool:
    pairs = [
        (int(m[1]), int(m[2]))
        for t in texts
        if (m := _NUMERIC.match(t)) and m[1].isdigit() and m[2].isdigit()
    ]
    day_first = all(b <= 12 for _, b in pairs)
    return bool(pairs) and not day_first and all(a <= 12 for a, _ in pairs)


def _from_number(value: float) -> tuple[pd.Timestamp | None, str]:
    if _EXCEL_RANGE[0] <= value <= _EXCEL_RANGE[1]:
        return _EXCEL_EPOCH + pd.Timedelta(days=int(value)), "serial"
    if _SPSS_RANGE[0] <= value <= _SPSS_RANGE[1]:
        return pd.Timestamp(_SPSS_EPOCH + timedelta(seconds=value)).normalize(), "whole"
    if value.is_integer() and (match := _COMPACT.match(str(int(value)))):
        return _build(match[1], match[2], match[3])
    if value.is_integer() and _YEAR.match(str(int(value))):
        return _build(str(int(value)), None, None)
    return None, "bad"


def _from_text(text: str, month_first: bool) -> tuple[pd.Timestamp | None, str]:
    if match := _ISO.match(text):
        return _build(match[1], match[2], match[3])
    if match := _NUMERIC.match(text):
        day, month = (match[2], match[1]) if month_first else (match[1], match[2])
        return _build(match[3], month, day)
    if match := _MONTH_YEAR.match(text):
        return _build(match[2], match[1], None)
    if match := _WORDS.match(text) or _WORDS_SHORT.match(text):
        return _build(match[3], str(_MONTHS.get(match[2], 13)), match[1])
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return _from_number(float(text))
    return None, "bad"


def _build(year: str, month: str | None, day: str | None) -> tuple[pd.Timestamp | None, str]:
    """A date from its parts; an unknown part is absent, 00, or marked with x or ?."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 50 else 1900
    months = int(month) if month and month.isdigit() else 0
    days = int(day) if day and day.isdigit() else 0
    try:
        if months == 0:
            return pd.Timestamp(number, 7, 1), "partial"
        if days == 0:
            return pd.Timestamp(number, months, 15), "partial"
        return pd.Timestamp(number, months, days), "whole"
    except ValueError:
        return None, "bad"


def weeks_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """Weeks from ``start`` to ``end``, missing where either is."""
    days = (end - start).dt.total_seconds() / 86_400
    return (days / DAYS_PER_WEEK).astype("Float64")
