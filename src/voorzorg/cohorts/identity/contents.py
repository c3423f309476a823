"""What a column's values look like, whatever it is called: numbers, addresses, names of people.

Two sorts of patterns. Some tell wherever they stand, once: an e-mail address, a telephone number inside a
remark. Others only where most of a column's different values follow them: a postcode, a number plate, nine
digits.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.identity import column_names as kinds
from voorzorg.cohorts.identity import patterns
from voorzorg.cohorts.identity.person_names import TITLED, are_names, are_usernames, names_inside
from voorzorg.cohorts.reading.values.dates import parse_dates

NAMES = "names of people"
REMARKS = "remarks in which a person is named or can be reached"
LONG_NUMBER = "a number of a person, a document or a device"
_ENOUGH = 3  # values before a share says something
_SHARE = 0.5
_SOME = 2000  # different values that a slow look takes
_LARGEST_OF_A_VERSION = 31
#: Fewer digits than any number of a person, a place or a telephone has.
_SMALL_NUMBER = r"^\s*-?\d{1,5}([.,]\d{1,3})?\s*$"
_LIKE_ADDRESS = r"^\s*(?:(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)\s*$"


def kind_of_contents(values: pd.Series, *, is_id: bool = False, texts: pa.Array | None = None) -> str | None:
    """What kind of identifier most values, or some remark, look like; nothing for harmless ones.

    Of a column that is a participant's identifier anyway only what may not even be hashed is told.
    ``texts`` are the different values of a column of text, where they are known.
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        return None if is_id else _births(values)
    if pd.api.types.is_numeric_dtype(values):
        return _kind_of_numbers(values.to_numpy(dtype="float64", na_value=np.nan), is_id)
    # Distinct values tell as much as all of them, and coded columns have few.
    if texts is None:
        texts = pc.unique(pa.array(values, from_pandas=True))
    texts = pc.cast(texts, pa.string()).drop_null()
    longest = pc.max(pc.utf8_length(texts)).as_py() if len(texts) else 0
    if longest < 3 or pc.all(pc.match_substring_regex(texts, _SMALL_NUMBER)).as_py():
        return None
    filled = int(values.notna().sum())
    if longest >= 6:
        for kind, pattern in patterns.ANYWHERE.items():
            if pc.any(pc.match_substring_regex(texts, pattern)).as_py():
                return kind
        if longest >= 15 and _has_iban(texts):
            return kinds.BANK
        if longest >= 9 and not is_id and _bsn_inside(texts):
            return kinds.BSN
    if is_id:
        return _numbers_in(texts, is_id)
    if len(texts) < _ENOUGH:
        return None if filled < _ENOUGH else _constant(texts) or _in_remarks(texts)
    return _mostly(texts, filled) or _numbers_in(texts, is_id) or _in_remarks(texts)


def _mostly(texts: pa.Array, filled: int) -> str | None:
    if are_names(texts, filled):
        return NAMES
    for kind, pattern in patterns.MOSTLY.items():
        if _share(texts, pattern) > _SHARE:
            return kind
    for kind, pattern in patterns.LETTERS_VARY.items():
        if _share(texts, pattern) > _SHARE and _letters_vary(texts, kind):
            return kind
    if _postcodes_among(texts):
        return kinds.POSTCODE
    if _addresses_of_machines(texts):
        return kinds.IP
    if _latitudes_in(texts):
        return kinds.PLACE
    if are_usernames(texts, filled):
        return kinds.ONLINE
    return _births(texts.slice(0, _SOME).to_pandas())


def _letters_vary(texts: pa.Array, kind: str) -> bool:
    """Whether the letters of most values differ; and of a number plate whether its signs are as many."""
    values = texts.slice(0, _SOME).to_pylist()
    if kind == kinds.PLATE:
        values = [v for v in values if sum(s.isalnum() for s in v) in patterns.PLATE_SIGNS]
        if len(values) < _SHARE * min(len(texts), _SOME):
            return False
    letters = {"".join(s for s in v if s.isalpha()).casefold() for v in values}
    return len(letters) >= max(_ENOUGH, 0.3 * len(values))


def _addresses_of_machines(texts: pa.Array) -> bool:
    """IPv4 (with or without a port) or IPv6; numbers of versions have small parts only."""
    some = texts.slice(0, _SOME)
    if _share(some, _LIKE_ADDRESS) <= _SHARE:
        return False
    return sum(_is_address(v.strip()) for v in some.to_pylist()) > _SHARE * len(some)


def _is_address(text: str) -> bool:
    text = re.sub(r"(?<=\.\d{1}):\d+$|(?<=\.\d{2}):\d+$|(?<=\.\d{3}):\d+$", "", text)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.version == 6 or max(address.packed) > _LARGEST_OF_A_VERSION


def _address_inside(remarks: pa.Array) -> bool:
    pattern = r"(?:^|[^\d.])(?:\d{1,3}\.){3}\d{1,3}(?:[^\d.]|$)"
    hits = remarks.filter(pc.match_substring_regex(remarks, pattern)).slice(0, _SOME).to_pylist()
    found = (m[0] for text in hits for m in re.finditer(r"\b(?:\d{1,3}\.){3}\d{1,3}\b", text))
    return any(map(_is_address, found))


def _latitudes_in(texts: pa.Array) -> bool:
    """Latitudes written as text, with a point or a comma."""
    pattern = r"^\s*\d{2}[.,]\d{4,}\s*$"
    if _share(texts, pattern) <= 0.9:
        return False
    values = [
        float(v.strip().replace(",", ".")) for v in texts.slice(0, _SOME).to_pylist() if re.match(pattern, v)
    ]
    return _latitudes(np.array(values))


def _postcodes_among(texts: pa.Array) -> bool:
    """Postcodes of a good part of the rows, and something else for the others."""
    hits = pc.match_substring_regex(texts, patterns.STRICT_POSTCODE)
    if not _letters_vary(texts.filter(hits), kinds.POSTCODE):
        return False
    return pc.sum(hits).as_py() >= 10 and _share(texts, patterns.STRICT_POSTCODE) > 0.1


def _numbers_in(texts: pa.Array, is_id: bool) -> str | None:
    """Digits alone, written as text."""
    digits = r"^\s*\d{8,}\s*$"
    if _share(texts, digits) <= _SHARE:
        return None
    found = texts.filter(pc.match_substring_regex(texts, r"^\s*\d{8,15}\s*$"))
    numbers = pc.cast(pc.utf8_trim_whitespace(found), pa.float64()).to_numpy()
    return _kind_of_numbers(numbers, is_id)


def _kind_of_numbers(numbers: np.ndarray, is_id: bool) -> str | None:
    numbers = np.unique(numbers[np.isfinite(numbers)])
    if len(numbers) < _ENOUGH:
        return None
    if passes_eleven(numbers):
        return kinds.BSN
    if is_id:
        return None
    whole = (numbers == np.floor(numbers)).all()
    if whole and np.mean((numbers >= 6e8) & (numbers < 7e8)) > 0.9 and len(numbers) >= 10:
        return kinds.TELEPHONE  # mobile numbers without their first zero
    if whole and np.mean((numbers >= 1e6) & (numbers < 1e8)) > 0.9 and _births(_as_dates(numbers)):
        return kinds.BIRTH
    if whole and len(numbers) >= 20 and np.mean((numbers >= 1e8) & (numbers < 1e16)) > 0.9:
        return LONG_NUMBER
    if whole and _belgian_postcodes(numbers):
        return kinds.POSTCODE
    return kinds.PLACE if not whole and _latitudes(numbers) else None


def _belgian_postcodes(numbers: np.ndarray) -> bool:
    """Four digits over the whole country, of which most end in a nought, as those of towns do."""
    if len(numbers) < 10 or numbers.min() < 1000 or numbers.max() > 9999:
        return False
    whole_country = numbers.min() < 2000 and numbers.max() >= 8000
    return bool(whole_country and np.mean(numbers % 10 == 0) > 0.6)


def _latitudes(numbers: np.ndarray) -> bool:
    """Degrees with at least four decimals, all between the south of Belgium and the Wadden Sea."""
    if len(numbers) < 10 or numbers.min() < 49.4 or numbers.max() > 53.8:
        return False
    return float(np.mean(np.abs(numbers * 1000 - np.round(numbers * 1000)) > 1e-6)) > 0.8


def _as_dates(numbers: np.ndarray) -> pd.Series:
    """Eight digits as dates, the day or the year first; empty where they are neither."""
    text = pd.Series(numbers.astype("int64")).astype("str").str.zfill(8)
    for order in ("%d%m%Y", "%Y%m%d"):
        dates = pd.to_datetime(text, format=order, errors="coerce")
        if dates.notna().mean() > 0.95 and dates.dt.year.between(1900, 2100).mean() > 0.95:
            return dates
    return pd.Series([], dtype="datetime64[ns]")


def _births(values: pd.Series) -> str | None:
    """Dates that are spread over many years, long ago: of births, as no study lasts so long."""
    dates = values.dropna().drop_duplicates().head(_SOME)
    if len(dates) < 5:
        return None
    if not pd.api.types.is_datetime64_any_dtype(dates):
        if (
            not dates.astype("str")
            .str.match(r"\s*\d{1,4}[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\s*\d{2,4}")
            .mean()
            > 0.8
        ):
            return None
        parsed = parse_dates(dates)
        if parsed.bad.mean() > 0.2:
            return None
        dates = parsed.values.dropna()
    years = dates.dt.year + dates.dt.day_of_year / 365.25
    if len(years) < 5:
        return None
    low, middle, high = np.quantile(years, [0.05, 0.5, 0.95])
    this_year = pd.Timestamp.now().year
    return kinds.BIRTH if high - low >= 6 and middle <= this_year - 16 else None


def _in_remarks(texts: pa.Array) -> str | None:
    """A person named, an address or a telephone number among the words of a remark."""
    remarks = texts.filter(pc.match_substring_regex(texts, r"\S\s+\S"))
    if not len(remarks):
        return None
    for pattern in patterns.IN_REMARKS.values():
        if pc.any(pc.match_substring_regex(remarks, pattern)).as_py():
            return REMARKS
    if _postcode_inside(remarks) or _address_inside(remarks):
        return REMARKS
    long = remarks.filter(pc.match_substring_regex(remarks, r"\S+\s+\S+\s+\S+\s+\S"))
    named = sum(names_inside(text) for text in long.slice(0, 4 * _SOME).to_pylist())
    return REMARKS if named >= min(2, len(long)) and named > 0 else None


def _postcode_inside(remarks: pa.Array) -> bool:
    """Four digits and two capitals; a year and an abbreviation (2019 IQ) only if many differ."""
    pattern = re.compile(r"\b([1-9]\d{3}) ?([A-Z]{2})\b")
    hits = (
        remarks.filter(pc.match_substring_regex(remarks, r"\b[1-9]\d{3} ?[A-Z]{2}\b"))
        .slice(0, _SOME)
        .to_pylist()
    )
    found = {match[0] for text in hits for match in pattern.finditer(text)}
    letters = {code[-2:] for code in found}
    if len(found) >= _ENOUGH and len(letters) == 1:
        return False  # a unit: 3450 GR
    return any(not 1900 <= int(code[:4]) <= 2099 for code in found) or len(letters) > 5


def _constant(texts: pa.Array) -> str | None:
    """What one or two values are that fill a whole column."""
    if _share(texts, patterns.STRICT_POSTCODE) == 1.0:
        return kinds.POSTCODE
    if len(texts) and _share(texts, TITLED) == 1.0:
        return NAMES
    return kinds.TELEPHONE if _share(texts, patterns.PHONE) == 1.0 else None


def _bsn_inside(texts: pa.Array) -> bool:
    """A valid citizen service number among the words of a remark."""
    hits = texts.filter(pc.match_substring_regex(texts, patterns.BSN)).to_pylist()
    remarks = (text for text in hits if any(sign.isalpha() for sign in text))
    return any(
        _eleven(match[0].replace(".", "")) for text in remarks for match in re.finditer(patterns.BSN, text)
    )


def _eleven(digits: str) -> bool:
    """The weighted test modulo 11 of one citizen service number."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return int(digits) > 0 and sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _share(texts: pa.Array, pattern: str) -> float:
    return float(pc.mean(pc.cast(pc.match_substring_regex(texts, pattern), pa.float64())).as_py())


def _has_iban(texts: pa.Array) -> bool:
    hits = texts.filter(pc.match_substring_regex(texts, patterns.IBAN)).slice(0, 1000).to_pylist()
    return any(
        _iban_valid(one) for text in hits for m in re.finditer(patterns.IBAN, text) for one in _shorter(m[0])
    )


def _shorter(text: str) -> Iterator[str]:
    """What was found, and its beginnings: a word behind a number may look like its last part."""
    words = text.split(" ")
    yield from (" ".join(words[:k]) for k in range(len(words), 0, -1))


def _iban_valid(text: str) -> bool:
    """ISO 13616: the rearranged number modulo 97 is 1."""
    compact = text.replace(" ", "").upper()
    if len(compact) != patterns.IBAN_LENGTHS.get(compact[:2]):
        return False
    digits = "".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def passes_eleven(numbers: np.ndarray) -> bool:
    """Most values pass the Dutch citizen service number's weighted test modulo 11.

    Of other nine-digit numbers one in eleven passes, so that more than half of at least three is evidence.
    """
    numbers = np.unique(numbers[np.isfinite(numbers)])
    if len(numbers) < _ENOUGH or (numbers != np.floor(numbers)).any():
        return False
    if np.mean((numbers >= 10_000_000) & (numbers <= 999_999_999)) <= _SHARE:
        return False
    whole = numbers[(numbers >= 10_000_000) & (numbers <= 999_999_999)].astype("int64")
    digits = whole[:, None] // 10 ** np.arange(8, -1, -1) % 10
    weighted = digits @ np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])
    return float(np.mean(weighted % 11 == 0)) > _SHARE
