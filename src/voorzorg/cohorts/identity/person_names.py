"""Whether texts read as names of people: initials, titles, or first names and surnames that are known."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from voorzorg.yaml_file import read

_PREFIX = (
    r"(?:(?:van|de|der|den|ter|ten|te|el|al|la|le|du|da|von|op|in|'t|'s)[ ]|(?:van|de|in)[ ](?:'t|het)[ ])*"
)
_WORD = r"\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}[\p{Ll}'’]+)*"
_FULL = rf"^\s*{_WORD}(?:[ ]{_WORD})?[ ]{_PREFIX}{_WORD}\s*$"
_INITIALS = rf"^\s*(?:\p{{Lu}}[a-z]?\.[ ]?)+(?:\p{{Ll}}+[ ])*{_PREFIX}{_WORD}(?:[ -]{_WORD})*\s*$"
_TURNED = (
    rf"^\s*(?:(?i:van|de|der|den|el|ter)[ ])*{_WORD}(?:[ -]{_WORD})*,[ ]?(?:{_WORD}|(?:\p{{Lu}}\.?[ ]?)+)"
    rf"[ ]?{_PREFIX}(?:van|de|der|den)?\s*$"
)
TITLED = (
    r"^\s*(?i:drs?|prof|mevr?|mevrouw|mw|dhr|heer|mr|mrs|ms|miss|ir|ing|arts|zr|zuster|broeder|juf)\b\.?[ ]"
    rf"{_PREFIX}(?i:van |de |der |den |el |ter )*\p{{Lu}}"
)
_CAPITALS = r"^\s*(?:\p{Lu}{2,}['’ -]?)+[ ,]+(?:\p{Lu}\.?[ ]?){1,3}$"
_USERNAME = r"^\s*\p{Ll}[\p{Ll} '.]{3,11}\d{2,4}\s*$"

_ENOUGH = 3
_MOST = 0.6
_SOME = 0.2
_LOOKED_AT = 200  # the expressions for names take long to compile, and most columns hold none


@cache
def known_names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Known first names, surnames without their prefixes, and these prefixes."""
    held = read(Path(__file__).parent / "person_names.yaml")
    first, last, prefixes = (frozenset(held[key].split()) for key in ("first", "last", "prefixes"))
    return first, last, prefixes


def are_names(texts: pa.Array, filled: int) -> bool:
    """Whether different ``texts`` of a column with ``filled`` cells are mostly names of people.

    Names of places and of organisations are written alike, but return; names of people either include
    well-known first names or surnames, or differ from row to row, or have initials or a title.
    """
    if len(texts) < _ENOUGH or not _written_like_names(texts):
        return False
    signs = sum(_share(texts, pattern) for pattern in (_INITIALS, _TURNED, TITLED))
    some = texts.slice(0, 2000).to_pylist()
    known = [_known(text) for text in some]
    if len(texts) < 2 * _ENOUGH:
        return signs > 0.9 or all(known)
    if signs > _MOST or np.mean([k > 0 for k in known]) > 0.5:
        return True
    if _share(texts, _CAPITALS) > _MOST and np.mean([k > 0 for k in known]) >= _SOME:
        return True
    if _share(texts, _FULL) + signs <= _MOST:
        return False
    firsts = [plain(text.split()[0]) for text in some if text.strip()]
    known_first, _, _ = known_names()
    first = sum(word in known_first for word in firsts) / max(len(firsts), 1)
    return first >= _SOME or len(texts) > 0.9 * filled


def are_usernames(texts: pa.Array, filled: int) -> bool:
    """Whether nearly every row has a code of its own made of letters and a year or number (``jansan83``)."""
    return len(texts) >= 20 and len(texts) > 0.7 * filled and _share(texts, _USERNAME) > 0.9


def names_inside(text: str) -> bool:
    """Whether a remark names somebody: a known first name and a capital, or a title and a surname."""
    firsts, lasts, prefixes = known_names()
    words = text.replace(",", " ").replace(";", " ").split()
    for k, word in enumerate(words[:-1]):
        follows = next((w for w in words[k + 1 : k + 4] if w not in prefixes), "")
        capital = follows[:1].isupper()
        if word[:1].isupper() and capital and plain(word) in firsts and follows[1:2].islower():
            return True
        title = word.casefold().rstrip(".") in ("dr", "drs", "prof", "mevr", "mevrouw", "mw", "dhr", "meneer")
        if title and capital:
            return True
        if word[:1].isupper() and capital and plain(follows.rstrip(".")) in lasts and k > 0:
            return True
    return False


def plain(word: str) -> str:
    """Small letters without accents or signs around them."""
    bare = unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()
    return bare.strip(".,;:'\"()")


def _known(text: str) -> int:
    """How many words of a short text are names; none where it has words that are none beside them."""
    words = [plain(part) for word in text.replace(",", " ").split() for part in word.split("-")]
    first, last, prefixes = known_names()
    words = [word for word in words if word and word not in prefixes and len(word) > 1]
    if not words or len(words) > 4:
        return 0
    return sum(word in first or word in last for word in words)


def _written_like_names(texts: pa.Array) -> bool:
    """A quick look at some of the texts: they begin with a capital and have no digits."""
    some = np.unique(np.linspace(0, len(texts) - 1, _LOOKED_AT).astype(int))
    found = [
        any(letter.isupper() for letter in text) and not any(sign.isdigit() for sign in text)
        for text in texts.take(pa.array(some)).to_pylist()
    ]
    return sum(found) > _MOST / 2 * len(found)


def _share(texts: pa.Array, pattern: str) -> float:
    return float(pc.mean(pc.cast(pc.match_substring_regex(texts, pattern), pa.float64())).as_py())
