"""What the warnings of a shown row may say: no number of people below the minimum, nor an exact one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from voorzorg.messages import Message, People, message
from voorzorg.present.disclosure.rules import rounded
from voorzorg.present.words.phrases import NUMBER, known_remark, uncounted

#: A whole number by itself: no part of a word (``HC3``), a decimal, or a percentage.
_WHOLE = re.compile(r"(?<![\w.,])\d+(?!\w|[.,]\d| ?%)")


@dataclass(frozen=True)
class _Piece:
    """Part of a warning: a count of people, or text that stays as it is."""

    text: str
    counts: bool = False


def coarse_messages(said: Iterable[Message], minimum: int, base: int) -> tuple[Message, ...]:
    """The messages with numbers of people (``People``) that tell neither a small cell nor an exact number."""
    return tuple(_coarse_message(one, minimum, base) for one in said)


def _coarse_message(one: Message, minimum: int, base: int) -> Message:
    if one.key == "plain":
        return message("plain", text=coarse_remarks(str(one["text"]), minimum, base))
    people = {value for value in one.walk() if isinstance(value, People)}
    small = any(value.number < minimum for value in people)

    def coarse(value: People) -> People:
        if value.number < minimum:
            return People(minimum, "fewer")
        if small:
            return People(minimum, "at_least")
        return value if base == 1 else People(int(rounded(value.number, base)), "about")

    return one.with_people({value: coarse(value) for value in people})


def coarse_remarks(warnings: str, minimum: int, base: int) -> str:
    """Warnings ('; ' between them) whose counts of people tell neither a small cell nor an exact number.

    A count below ``minimum`` becomes ``fewer than 10``, any other a multiple of ``base``; beside a small one
    it says ``10 or more``, since the total of the two may stand elsewhere. Every whole number is taken for a
    count, unless the phrase book knows the warning and lists the placeholder as ``uncounted``.
    """
    return "; ".join(_coarse(warning, minimum, base) for warning in warnings.split("; "))


def _coarse(warning: str, minimum: int, base: int) -> str:
    pieces = _pieces(warning)
    small = any(piece.counts and int(piece.text) < minimum for piece in pieces)

    def said(piece: _Piece) -> str:
        if not piece.counts:
            return piece.text
        count = int(piece.text)
        if count < minimum:
            return f"fewer than {minimum}"
        if small:
            return f"{minimum} or more"
        return piece.text if base == 1 else f"about {rounded(count, base)}"

    return "".join(map(said, pieces))


def _pieces(text: str) -> list[_Piece]:
    """The text cut into counts and the rest; a phrase inside a phrase is cut by its own words."""
    known = known_remark(text)
    if known is None:
        return _unknown(text)
    pieces, end = [], 0
    for name, value in known.groupdict().items():
        start = known.start(name)
        pieces.append(_Piece(text[end:start]))
        if name in uncounted() and NUMBER.fullmatch(value):
            pieces.append(_Piece(value))
        else:
            pieces += _pieces(value)
        end = known.end(name)
    return [*pieces, _Piece(text[end:])]


def _unknown(text: str) -> list[_Piece]:
    pieces, end = [], 0
    for found in _WHOLE.finditer(text):
        pieces += [_Piece(text[end : found.start()]), _Piece(found.group(), counts=True)]
        end = found.end()
    return [*pieces, _Piece(text[end:])]
