"""Whether texts read as names of people: initials or a first name, prefixes, and a surname."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_PREFIX = (
    r"(?:(?:van|de|der|den|ter|ten|te|el|al|la|le|du|da|von|op|in|'t|'s)[ ]|(?:van|de|in)[ ](?:'t|het)[ ])*"
)
_WORD = r"\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}[\p{Ll}'’]+)*"
_FULL = rf"^\s*{_WORD}(?:[ ]{_WORD})?[ ]{_PREFIX}{_WORD}\s*$"
_INITIALS = rf"^\s*(?:\p{{Lu}}[a-z]?\.[ ]?)+{_PREFIX}{_WORD}\s*$"
_TURNED = rf"^\s*{_WORD},[ ](?:{_WORD}|(?:\p{{Lu}}\.[ ]?)+)[ ]?{_PREFIX}(?:van|de|der|den)?\s*$"
_FIRST = frozenset(
    [
        "aïcha",
        "amber",
        "amina",
        "anita",
        "anja",
        "anke",
        "anna",
        "anne",
        "anneke",
        "annemarie",
        "anouk",
        "astrid",
        "barbara",
        "bart",
        "bas",
        "bianca",
        "bo",
        "bram",
        "britt",
        "caroline",
        "chantal",
        "charlotte",
        "christina",
        "claudia",
        "daan",
        "daphne",
        "demi",
        "denise",
        "diana",
        "dirk",
        "ellen",
        "els",
        "emma",
        "erik",
        "esmee",
        "esther",
        "eva",
        "eline",
        "fatima",
        "femke",
        "fleur",
        "floor",
        "frank",
        "gerard",
        "hanna",
        "hannah",
        "hans",
        "henk",
        "ilse",
        "indra",
        "inge",
        "ingrid",
        "irene",
        "iris",
        "jan",
        "janneke",
        "jasmijn",
        "jasper",
        "jennifer",
        "jeroen",
        "jessica",
        "joost",
        "johan",
        "johanna",
        "jolanda",
        "joyce",
        "judith",
        "julia",
        "karin",
        "kees",
        "khadija",
        "kim",
        "kimberly",
        "kirsten",
        "larissa",
        "laura",
        "lars",
        "leila",
        "lieke",
        "linda",
        "lisa",
        "lisanne",
        "lotte",
        "manon",
        "marc",
        "maria",
        "marieke",
        "marijke",
        "marjolein",
        "mark",
        "marleen",
        "martijn",
        "mark",
        "melanie",
        "melissa",
        "mehmet",
        "merel",
        "michelle",
        "mieke",
        "miranda",
        "mirjam",
        "mohamed",
        "mohammed",
        "monique",
        "nadia",
        "naomi",
        "nathalie",
        "nicole",
        "nienke",
        "nina",
        "noa",
        "noor",
        "nynke",
        "patricia",
        "paul",
        "peter",
        "petra",
        "pieter",
        "priscilla",
        "rachel",
        "ramona",
        "rianne",
        "rick",
        "rob",
        "robin",
        "roos",
        "rosa",
        "rutger",
        "sabine",
        "samantha",
        "samira",
        "sandra",
        "sanne",
        "sara",
        "sarah",
        "saskia",
        "sharon",
        "silvia",
        "simone",
        "sophie",
        "stefan",
        "stephanie",
        "suzanne",
        "sven",
        "tamara",
        "tessa",
        "thomas",
        "tim",
        "tom",
        "vera",
        "wendy",
        "willem",
        "willemijn",
        "wilma",
        "yasmin",
        "yasmina",
        "yvonne",
    ]
)
_ENOUGH = 5
_MOST = 0.6
_SOME = 0.2
_LOOKED_AT = 200  # the expressions for names take long to compile, and most columns hold none


def are_names(texts: pa.Array, filled: int) -> bool:
    """Whether different ``texts`` of a column with ``filled`` cells are mostly names of people.

    Names of places and of organisations are written alike, but return; names of people either include
    well-known first names, or differ from row to row, or have initials.
    """
    if len(texts) < _ENOUGH or not _written_like_names(texts):
        return False
    initials = _share(texts, _INITIALS)
    turned = _share(texts, _TURNED)
    if initials + turned > _MOST:
        return True
    if _share(texts, _FULL) + initials + turned <= _MOST:
        return False
    firsts = [text.split()[0].casefold() for text in texts.slice(0, 2000).to_pylist() if text.strip()]
    known = sum(first in _FIRST for first in firsts) / len(firsts)
    return known >= _SOME or len(texts) > 0.9 * filled


def _written_like_names(texts: pa.Array) -> bool:
    """A quick look at some of the texts: a capital, and a space, a comma or a full stop."""
    some = np.unique(np.linspace(0, len(texts) - 1, _LOOKED_AT).astype(int))
    found = [
        any(sign in text for sign in " ,.") and any(letter.isupper() for letter in text)
        for text in texts.take(pa.array(some)).to_pylist()
    ]
    return sum(found) > _MOST / 2 * len(found)


def _share(texts: pa.Array, pattern: str) -> float:
    return float(pc.mean(pc.cast(pc.match_substring_regex(texts, pattern), pa.float64())).as_py())
