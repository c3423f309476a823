"""Names of arms on lines that fit their place: users choose them, and they may be long.

How wide a text will be is told from its number of characters: a figure has the same lines with any font.
"""

from __future__ import annotations

import re
import textwrap

_WIDE = 0.49  # of its size: an ordinary character of Source Sans, in semibold


def letters(inches: float, size: float) -> int:
    """How many characters of a text of ``size`` points stand on a line of so many inches."""
    return int(inches * 72 / (_WIDE * size))


def fitted(text: str, inches: float, size: float, lines: int = 2, least: int = 6) -> list[str]:
    """``text`` of ``size`` points on at most ``lines`` lines of ``inches``; what does not fit becomes ….

    Words that are longer than a line are broken, with a hyphen.
    """
    characters = max(least, letters(inches, size))
    parts = [_broken(part, characters) for part in re.split(r"(?<=[-\s])", text)]
    found = textwrap.wrap("".join(parts), characters) or [""]
    if len(found) <= lines:
        return found
    last, cut = found[lines - 1 : lines + 1]
    rest = last + cut if last.endswith("-") else f"{last} {cut}"
    return [*found[: lines - 1], rest[: characters - 2].rstrip(" -") + "…"]


def inches_of(text: str, size: float) -> float:
    """About how wide a text is."""
    return max(map(len, text.split("\n"))) * _WIDE * size / 72


def _broken(part: str, characters: int) -> str:
    """A word in pieces that fit a line."""
    word = part.rstrip()
    if len(word) <= characters:
        return part
    size = characters - 1
    pieces = [word[at : at + size] for at in range(0, len(word), size)]
    return "- ".join(pieces) + part[len(word) :]
