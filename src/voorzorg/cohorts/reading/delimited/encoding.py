"""Bytes to text: the encoding of a file is detected, told, or fixed by the manifest."""

from __future__ import annotations

import re

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.reading.delimited.told import detected
from voorzorg.messages import message

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def as_utf8(data: bytes, name: str, encoding: str | None, findings: Findings) -> bytes:
    """Bytes of any encoding as UTF-8 without a mark; plain ASCII, as large files often are, is that."""
    if encoding is None and data.isascii() and b"\x00" not in data[:4096]:
        return data
    return decode(data, name, encoding, findings).encode("utf-8", errors="surrogatepass")


def decode(data: bytes, name: str, encoding: str | None, findings: Findings) -> str:
    """Bytes to text. UTF-8 is recognised by being valid; Dutch exports that are not are Windows-1252."""
    if encoding is not None:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            raise UnreadableError(
                message("finding-text-does-not-follow-encoding"),
                expected=message("finding-text", encoding=str(encoding)),
                action=message("finding-leave-encoding-out-have-detected"),
            ) from None
    for mark, codec in _BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                raise _mixed_encodings(data) from None
            detected(findings, name, "encoding", message("finding-with-mark", codec=codec), "encoding: utf-8")
            return text
    if b"\x00" in data[:4096]:
        raise UnreadableError(
            message("finding-file-not-text"),
            expected=message("finding-delimited-text"),
            action=message("finding-export-again-csv-name-real"),
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, name, findings)
    lines = text.split("\n") if not text.isascii() and _MOJIBAKE.search(text) else []
    if hits := [n for n, line in enumerate(lines, 1) if _MOJIBAKE.search(line)]:
        findings.warning(
            message("finding-accented-letters-were-converted-twice"),
            file=name,
            rows=hits,
            expected=message("finding-letters-such-diaeresis-character"),
            action=message("finding-export-file-again-utf-labels"),
        )
    return text


def _decode_legacy(data: bytes, name: str, findings: Findings) -> str:
    lines = data.split(b"\n")
    if any(_is_multibyte_utf8(line) for line in lines if not line.isascii()):
        raise _mixed_encodings(data)
    try:
        text = data.decode("cp1252")
        codec = "Windows-1252"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:1_000_000]).best()
        codec = best.encoding if best else "latin-1"
        text = data.decode(codec, errors="replace")
    detected(findings, name, "encoding", codec, "encoding: cp1252")
    return text


def _is_multibyte_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mixed_encodings(data: bytes) -> UnreadableError:
    lines = enumerate(data.split(b"\n"), 1)
    legacy = [n for n, line in lines if not line.isascii() and not _is_multibyte_utf8(line)][:200]
    return UnreadableError(
        message("finding-mixed-encodings-some-rows-utf"),
        expected=message("finding-encoding-whole-file"),
        action=message("finding-export-file-again-go-utf"),
        rows=legacy,
    )
