"""Direct identifiers are refused: by what a column is called, and by what its values look like.

Only the column's name is ever told.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.codes import code
from voorzorg.cohorts.findings import Findings
from voorzorg.cohorts.raw import RawTable

_WORDS: dict[str, str] = {
    "a name": """
        naam voornaam voornamen achternaam tussenvoegsel voorletters initialen roepnaam meisjesnaam
        familienaam geboortenaam firstname lastname surname fullname forename initials""",
    "a citizen service number (BSN)": "bsn burgerservicenummer sofinummer sofi",
    "an address": """
        adres straat straatnaam huisnummer huisnr woonadres address street housenumber""",
    "a postcode": "postcode pc6 zipcode zip postalcode",
    "an e-mail address": "email emailadres mail mailadres",
    "a telephone number": """
        telefoon telefoonnummer telefoonnr tel telnr mobiel mobielnummer gsm phone telephone mobile
        phonenumber""",
    "a date of birth": "geboortedatum gebdat gebdatum geboortedag dob birthdate dateofbirth",
    "a bank account": "iban rekeningnummer bankrekening banknummer",
    "an IP address": "ip ipaddr ipaddress ipadres",
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
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_IBAN = r"\b[A-Z]{2}\d{2} ?[A-Z]{4}( ?\d){10}\b"
_POSTCODE = r"^\s*[1-9]\d{3} ?[A-Za-z]{2}\s*$"
_PHONE = r"^\s*(\+31|0031|0)[ -]?\(?0?\)?[1-9]([ -]?\d){8}\s*$"
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
            kind = _kind_by_name(name)
        kind = kind or _kind_by_content(raw.frame[name], is_id=name in ids)
        if kind is not None:
            findings.error(
                f"the column looks like {kind}",
                file=raw.name,
                column=name,
                expected="no direct identifiers, mapped or not",
                action="delete the column from the file; if it is no identifier, list it under "
                "'allow_identifiers' in the manifest",
            )


def _tokens(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
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
    if len(texts) < _ENOUGH:
        return None
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
