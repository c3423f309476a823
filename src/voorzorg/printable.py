"""Text that a screen, a picture and Word can show, out of whatever a file holds."""

from __future__ import annotations

import re

#: Control characters, those that turn the direction of text or cannot be seen, halves of characters, and
#: what no XML may hold.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]"
)


def in_one_line(text: str) -> str:
    """Line ends and tabs as spaces."""
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def printable(text: str) -> str:
    """The text without what steers a terminal, a picture or a document instead of being shown."""
    return _UNPRINTABLE.sub("", in_one_line(text))
