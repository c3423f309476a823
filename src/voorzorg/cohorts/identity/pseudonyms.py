"""Identifiers are replaced by a keyed hash (HMAC-SHA256)."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from voorzorg.atomic_write import private_folder
from voorzorg.errors import UserError

KEY_VARIABLE = "VOORZORG_KEY"
SYNTHETIC_KEY = b"voorzorg synthetic data: this key is public on purpose"
_SHORTEST_KEY = 16
_BYTES = 10  # 80 bits: no collision to be expected below a billion participants
_LENGTH = 16  # as base32 characters
_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype="S1")


class PseudonymKeyError(UserError):
    """The key cannot be used; the message says what to do."""


class NoKeyError(PseudonymKeyError):
    """There is no key yet."""


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
        raise NoKeyError(
            f"no key for the pseudonyms: set {KEY_VARIABLE}, or put a long random text in {path} "
            "(git ignores that folder)"
        )
    private_folder(path.parent)
    key = secrets.token_hex(32).encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key + b"\n")
    return key


def check_key(cohort_dir: str | Path) -> None:
    """Raise :class:`PseudonymKeyError` where there is a key that cannot be used; the first run makes one."""
    with contextlib.suppress(NoKeyError):
        load_key(cohort_dir)


def fingerprint(key: bytes) -> str:
    """What tells one key from another and gives neither away: slow on purpose (scrypt, RFC 7914)."""
    return hashlib.scrypt(key, salt=b"voorzorg fingerprint", n=2**14, r=8, p=1, dklen=8).hex()


def _checked(key: bytes, where: str) -> bytes:
    if len(key) < _SHORTEST_KEY:
        raise PseudonymKeyError(f"the key in {where} is too short: use at least {_SHORTEST_KEY} characters")
    return key


def pseudonyms(identifiers: Iterable[str], key: bytes) -> list[str]:
    """Normalised identifiers -> pseudonyms of 16 characters (a-z, 2-7); equal ones get equal ones."""
    digests = b"".join(hmac.digest(key, text.encode(), "sha256")[:_BYTES] for text in identifiers)
    bits = np.unpackbits(np.frombuffer(digests, dtype=np.uint8)).reshape(-1, _LENGTH, 5)
    letters = _ALPHABET[bits @ np.array([16, 8, 4, 2, 1])]  # base32 (RFC 4648), all at once
    return [name.decode() for name in letters.reshape(-1, _LENGTH).view(f"S{_LENGTH}").ravel().tolist()]
