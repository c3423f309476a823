"""Direct identifiers are refused: by what a column is called, and by what its values look like.

Only the column's name is ever told.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.identity.person_names import are_names
from voorzorg.cohorts.reading.codes import code
from voorzorg.cohorts.reading.dates import parse_dates
from voorzorg.cohorts.reading.raw_table import RawTable

_WORDS: dict[str, str] = {
    "a name": """
        naam voornaam voornamen achternaam tussenvoegsel voorletters initialen roepnaam meisjesnaam
        familienaam geboortenaam geslachtsnaam firstname lastname surname fullname forename initials achternm
        voornm roepnm voorl voorletter tussenv""",
    "a citizen service number (BSN)": "bsn burgerservicenummer sofinummer sofi",
    "an address": """
        adres adressen straat straatnaam huisnummer huisnr woonadres woonplaats woonpl address street
        housenumber""",
    "a postcode": "postcode pcode postcd pc6 zipcode zip postalcode",
    "an e-mail address": "email emailadres mail mailadres",
    "a telephone number": """
        telefoon telefoonnummer telefoonnr tel telnr mobiel mobielnummer gsm phone telephone mobile
        phonenumber""",
    "a date of birth": """
        geboortedatum gebdat gebdatm gebdatum gebdt geboortedat geboortedag dob birthdate dateofbirth""",
    "a bank account": "iban rekeningnummer bankrekening banknummer",
    "an IP address": "ip ipaddr ipaddress ipadres",
    "a number of a patient or an insurance": """
        patientnr patientnummer patnr mrn dossiernr dossiernummer polisnummer polisnr verzekeringsnummer""",
    "a number plate": "kenteken kentekennr kentekennummer licenseplate",
    "a place on the map": """
        latitude longitude locationlatitude locationlongitude breedtegraad lengtegraad gps""",
}
_KINDS = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
_NAME_OF_PERSON = re.compile(
    r"^(moeder|vader|kind|partner|client|clienten|deelnemer|respondent|participant|patient|eigen|volledige|first|"
    r"last|sur|full|mother|child|father|person)?(naam|name)(moeder|vader|kind|partner|client|deelnemer|respondent)?$"
)
_PAIRS: dict[tuple[str, ...], str] = {
    ("date", "of", "birth"): "a date of birth",
    ("birth", "date"): "a date of birth",
    ("datum", "geboorte"): "a date of birth",
    ("geboorte", "datum"): "a date of birth",
    ("e", "mail"): "an e-mail address",
    ("zip", "code"): "a postcode",
    ("ip", "address"): "an IP address",
    ("first", "name"): "a name",
    ("last", "name"): "a name",
    ("full", "name"): "a name",
}
#: Names under which a date is a date of birth; without dates they may say anything.
_BORN = frozenset(["geboren", "geb", "gd", "gebd", "born", "birth", "birthday", "bday", "verjaardag"])
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_IBAN = r"\b[A-Z]{2}\d{2} ?[A-Z]{4}( ?\d){10}\b"
_POSTCODE = r"^\s*[1-9]\d{3} ?[A-Za-z]{2}\s*$"
_PHONE = r"^\s*(\+31|0031|0)[ -]?\(?0?\)?[1-9]([ -]?\d){8}\s*$"
_STRICT_POSTCODE = r"^\s*[1-9]\d{3} ?[A-Z]{2}\s*$"
_BSN = r"\b\d{9}\b|\b\d{4}\.\d{2}\.\d{3}\b"
_ENOUGH = 3  # values before a share says something
_SHARE = 0.5


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
    for name in raw.frame.columns:
        if code(name) in permitted:
            continue
        kind = None
        if name not in anchors and name not in ids:
            kind = _kind_by_name(name) or _born(name, raw.frame[name])
        kind = kind or _kind_by_content(raw.frame[name], is_id=name in ids)
        if kind is not None:
            remedy = "; a child's birth that weeks are counted from has 'role: anchor'"
            findings.error(
                f"the column looks like {kind}",
                file=raw.name,
                column=name,
                expected="no direct identifiers, mapped or not",
                action="delete the column from the file; if it is no identifier, list it under "
                f"'allow_identifiers' in the manifest{remedy if kind == 'a date of birth' else ''}",
            )


def _born(name: str, values: pd.Series) -> str | None:
    """A date of birth, where a short name for it goes with dates."""
    tokens = _tokens(name)
    if not tokens or len(tokens) > 2 or tokens[0] not in _BORN:
        return None
    present = values.dropna().drop_duplicates().head(500)
    if not len(present):
        return None
    if not pd.api.types.is_datetime64_any_dtype(present):
        if present.astype("str").str.fullmatch(r"\s*\d{1,4}(\.0)?\s*").mean() > _SHARE:
            return None  # years, or codes
        if parse_dates(present).bad.mean() > _SHARE:
            return None
    return "a date of birth"


def _tokens(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    spaced = (
        unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    )  # clientnaam, with signs
    return [token for token in re.split(r"[^a-z0-9]+", spaced.casefold()) if token]


def _kind_by_name(name: str) -> str | None:
    tokens = _tokens(name)
    joined = "".join(tokens)
    for kind, words in _KINDS.items():
        if joined in words or any(token in words for token in tokens):
            return kind
    if any(_NAME_OF_PERSON.match(token) for token in tokens if token != "name") or joined in ("name", "naam"):
        return "a name"
    for pair, kind in _PAIRS.items():
        if any(tuple(tokens[k : k + len(pair)]) == pair for k in range(len(tokens))):
            return kind
    return None


def _kind_by_content(values: pd.Series, *, is_id: bool) -> str | None:
    if pd.api.types.is_datetime64_any_dtype(values):
        return None
    if pd.api.types.is_numeric_dtype(values):
        return "a citizen service number (BSN)" if _passes_eleven(values.to_numpy(dtype="float64")) else None
    # Distinct values tell as much as all of them, and coded columns have few.
    texts = pa.array(values, type=pa.string(), from_pandas=True).unique().drop_null()
    longest = pc.max(pc.utf8_length(texts)).as_py() if len(texts) else 0
    if longest < 6:
        return None
    if pc.any(pc.match_substring_regex(texts, _EMAIL)).as_py():
        return "an e-mail address"
    if longest >= 18 and _has_iban(texts):
        return "a bank account"
    if longest >= 9 and not is_id and _bsn_inside(texts):
        return "a citizen service number (BSN)"
    if len(texts) < _ENOUGH:
        return None if is_id or values.notna().sum() < _ENOUGH else _constant(texts)
    if not is_id and are_names(texts, int(values.notna().sum())):
        return "names of people"
    if not is_id and _share(texts, _POSTCODE) > _SHARE:
        return "a postcode"
    if longest >= 10 and _share(texts, _PHONE) > _SHARE:
        return "a telephone number"
    if longest >= 8 and _share(texts, r"^\s*\d{8,9}\s*$") > _SHARE:
        digits = texts.filter(pc.match_substring_regex(texts, r"^\s*\d{8,9}\s*$"))
        numbers = pc.cast(pc.utf8_trim_whitespace(digits), pa.float64()).to_numpy(zero_copy_only=False)
        if _passes_eleven(numbers):
            return "a citizen service number (BSN)"
    return None


def _constant(texts: pa.Array) -> str | None:
    """What one or two values are that fill a whole column."""
    if _share(texts, _STRICT_POSTCODE) == 1.0:
        return "a postcode"
    return "a telephone number" if _share(texts, _PHONE) == 1.0 else None


def _bsn_inside(texts: pa.Array) -> bool:
    """A valid citizen service number among the words of a remark."""
    hits = texts.filter(pc.match_substring_regex(texts, _BSN)).to_pylist()
    remarks = (text for text in hits if any(sign.isalpha() for sign in text))
    return any(_eleven(match[0].replace(".", "")) for text in remarks for match in re.finditer(_BSN, text))


def _eleven(digits: str) -> bool:
    """The weighted test modulo 11 of one citizen service number."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return int(digits) > 0 and sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _share(texts: pa.Array, pattern: str) -> float:
    return float(pc.mean(pc.cast(pc.match_substring_regex(texts, pattern), pa.float64())).as_py())


def _has_iban(texts: pa.Array) -> bool:
    hits = texts.filter(pc.match_substring_regex(texts, _IBAN)).slice(0, 1000).to_pylist()
    return any(_iban_valid(match[0]) for text in hits for match in re.finditer(_IBAN, text))


def _iban_valid(text: str) -> bool:
    """ISO 13616: the rearranged number modulo 97 is 1."""
    compact = text.replace(" ", "")
    digits = "".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def _passes_eleven(numbers: np.ndarray) -> bool:
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


def suspicion(values: pd.Series, name: str) -> str | None:
    """What kind of direct identifier a column looks like, for a draft; nothing when it looks harmless."""
    return _kind_by_name(name) or _kind_by_content(values, is_id=False)
