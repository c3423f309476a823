"""Identifiers: made comparable between files, then replaced by a keyed hash (HMAC-SHA256)."""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.cohorts.codes import folded
from voorzorg.cohorts.findings import Findings

KEY_VARIABLE = "VOORZORG_KEY"
SYNTHETIC_KEY = b"voorzorg synthetic data: this key is public on purpose"
_SHORTEST_KEY = 16
_LENGTH = 16  # base32 characters: 80 bits, no collision to be expected below a billion participants


class PseudonymKeyError(ValueError):
    """The key cannot be used; the message says what to do."""


def load_key(cohort_dir: str | Path, *, create: bool = False) -> bytes:
    """The key of a real cohort: environment variable VOORZORG_KEY, else ``<cohort>/private/key``.

    With ``create`` a random key is written there (readable by its owner only) when there is none.
    Participants keep their pseudonym between runs as long as the key stays the same.
    """
    if text := os.environ.get(KEY_VARIABLE, "").strip():
        return _checked(text.encode(), f"environment variable {KEY_VARIABLE}")
    path = Path(cohort_dir) / "private" / "key"
    if path.exists():
        return _checked(path.read_bytes().strip(), str(path))
    if not create:
        raise PseudonymKeyError(
            f"no key for the pseudonyms: set {KEY_VARIABLE}, or put a long random text in {path} "
            "(git ignores that folder)"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_hex(32).encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + b"\n")
    return key


def _checked(key: bytes, where: str) -> bytes:
    if len(key) < _SHORTEST_KEY:
        raise PseudonymKeyError(f"the key in {where} is too short: use at least {_SHORTEST_KEY} characters")
    return key


def pseudonyms(ids: pd.Series, key: bytes) -> pd.Series:
    """Normalised identifiers -> pseudonyms of 16 characters (a-z, 2-7); equal ids get equal ones."""
    position, uniques = pd.factorize(ids)
    hashed = [
        base64.b32encode(hmac.digest(key, str(value).encode(), "sha256"))[:_LENGTH].decode().lower()
        for value in uniques
    ]
    values = np.array([*hashed, None], dtype=object)[position]
    return pd.Series(values, index=ids.index, dtype="string")


def normalise_ids(
    values: pd.Series, *, file: str, column: str, rows: np.ndarray, findings: Findings
) -> pd.Series:
    """Trim, lower case, and write numbers one way (``007``, ``7.0`` are 7); tell of spaces."""
    texts = folded(values)
    stripped = pc.replace_substring_regex(texts, r"^0+(\d+)$", r"\1")
    empty = pc.is_in(stripped, value_set=pa.array(["", "."]))
    stripped = pc.if_else(empty, pa.scalar(None, pa.string()), stripped)
    if not pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_datetime64_any_dtype(values):
        original = pa.array(values, type=pa.string(), from_pandas=True)
        spaces = pc.not_equal(original, pc.utf8_trim_whitespace(original))
        _tell(spaces, "identifiers with spaces around them", "no spaces", file, column, rows, findings)
    return pd.Series(stripped.to_pandas(), index=values.index, dtype="string")


def _tell(
    mask: pa.Array, check: str, expected: str, file: str, column: str, rows: np.ndarray, findings: Findings
) -> None:
    hits = pc.fill_null(mask, False).to_numpy(zero_copy_only=False)
    if hits.any():
        findings.warning(
            check,
            file=file,
            column=column,
            rows=rows[hits],
            expected=expected,
            action="nothing: they were matched without; correct them at their source",
        )


def spellings(values: pd.Series, normalised: pd.Series) -> dict[str, set[str]]:
    """Which trimmed spellings each normalised identifier has, to compare between files."""
    if pd.api.types.is_numeric_dtype(values):
        return {}
    pairs = (
        pd.DataFrame({"as_is": values.astype("str").str.strip(), "id": normalised}).dropna().drop_duplicates()
    )
    return {str(i): set(forms) for i, forms in pairs.groupby("id")["as_is"]}
