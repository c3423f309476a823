"""Dates of SPSS, Stata and SAS out of the numbers that they are stored as, one impossible date at a time.

A library that converts whole columns gives up on a file for one date that no calendar has. Here that date is
one cell that cannot be read, and the others stand.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

#: What a cell is called that holds a number no calendar knows.
NO_DATE = "a date that no calendar has"
_SPSS = re.compile(r"^(A?DATE|EDATE|SDATE|JDATE|DATETIME|YMDHMS|QYR|MOYR|WKYR)", re.IGNORECASE)
_SAS_DAYS = re.compile(
    r"^(?!DATETIME)(\w*DATE|[DMY]{6}|[A-Z]{0,2}(DDMM|MMDD|YYMM)[A-Z]*|MONYY|JULIAN)", re.IGNORECASE
)
_SAS_SECONDS = re.compile(r"^(DATETIME|DTDATE|E8601DT|B8601DT)", re.IGNORECASE)
_LAST = np.datetime64("9999-12-31", "s")
_FIRST = np.datetime64("1000-01-01", "s")


def unit_of(format: str, written: str) -> tuple[str, float] | None:
    """The day that a stored number counts from and its unit in seconds; nothing where it is no date.

    ``format`` is sav, dta or sas7bdat; ``written`` the column's own format, such as DATE11 or %td.
    """
    if format in ("sav", "por") and _SPSS.match(written):
        return "1582-10-14", 1.0
    if format == "dta" and written.startswith(("%td", "%d")):
        return "1960-01-01", 86400.0
    if format == "dta" and written.startswith(("%tc", "%tC")):
        return "1960-01-01", 0.001
    if format in ("sas7bdat", "xpt") and _SAS_SECONDS.match(written):
        return "1960-01-01", 1.0
    if format in ("sas7bdat", "xpt") and _SAS_DAYS.match(written):
        return "1960-01-01", 86400.0
    return None


def dates_of(numbers: pd.Series, origin: str, unit: float) -> tuple[pd.Series, np.ndarray]:
    """Dates (datetime64[s]), and which filled cells hold none that can be."""
    seconds = numbers.to_numpy(dtype="float64") * unit
    start = np.datetime64(origin, "s")
    low, high = (float((edge - start).astype("int64")) for edge in (_FIRST, _LAST))
    with np.errstate(invalid="ignore"):
        good = (seconds >= low) & (seconds <= high)
    whole = np.where(good, np.floor(np.where(good, seconds, 0)), 0).astype("int64")
    stamps = np.where(good, start + whole.astype("timedelta64[s]"), np.datetime64("NaT", "s"))
    return pd.Series(stamps, index=numbers.index), ~np.isnan(seconds) & ~good
