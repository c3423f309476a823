"""Text that a screen, a picture and Word can show, out of whatever a file holds."""

from __future__ import annotations

import re

#: Control characters, those that turn the direction of text, halves of characters, and what no XML may hold.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def in_one_line(text: str) -> str:
    """Line ends and tabs as spaces."""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def printable(text: str) -> str:
    """The text without what steers a terminal, a picture or a document instead of being shown."""
    return _UNPRINTABLE.sub("", in_one_line(text))
