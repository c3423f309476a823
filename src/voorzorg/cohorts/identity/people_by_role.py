"""Columns called after somebody's role (``huisarts``, ``begeleider``, ``ingevuld_door``): who, or what?

A few names that return for many participants are names all the same; codes, functions (``Huisarts``), kin
(``Oma``) and answers (``Telefonisch``) are none. The words stand in ``roles_and_answers.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from voorzorg.cohorts.identity.person_names import known_names, plain
from voorzorg.yaml_file import read

_MOST = 0.5
_LONGEST = 4  # words; longer ones are remarks
_SHORT = 3  # letters: a code
_ABBREVIATED = 5  # capitals: GGD, POH
#: How functions end in Dutch and English: psycholoog, fysiotherapeut, jeugdarts, verpleegkundige, pedagogue.
_FUNCTION = re.compile(
    r"\w+(?:loog|loge|peut|peute|arts|kundige|ist|iste|iater|werker|werkster|coach|consulent|medewerker|verzorger|"
    r"verzorgende|zorger|leraar|lerares|docent|moeder|vader|ouder|ouders|begeleider|begeleidster|ologist|therapist|"
    r"nurse|worker|doctor|teacher|parent|mother|father|isch|lijk|end|ing|zorg|huis|praktijk|team)s?"
)


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    held = read(Path(__file__).parent / "roles_and_answers.yaml")
    return frozenset(held["roles"].split()), frozenset(held["answers"].split())


def role_words() -> frozenset[str]:
    """What people are to a participant, as names of columns write it."""
    return _lists()[0]


def read_as_people(texts: Collection[str]) -> bool:
    """Whether most of a column's different texts read as somebody's name, under a name that asks who."""
    texts = [text.strip() for text in texts if text.strip()]
    return bool(texts) and sum(map(_somebody, texts)) > _MOST * len(texts)


def _somebody(text: str) -> bool:
    words = re.findall(r"[^\s,/+&()-]+", text)
    letters = sum(sign.isalpha() for sign in text)
    if not words or len(words) > _LONGEST or letters <= _SHORT or any(sign.isdigit() for sign in text):
        return False
    if len(words) == 1 and text.isupper() and letters <= _ABBREVIATED:
        return False
    first, last, prefixes = known_names()
    left = [word for word in words if not _says_what(plain(word))]
    if not left:
        return False
    capitals = [word for word in left if word[:1].isupper() and len(plain(word)) > 1]
    lower = [word for word in words[1:] if word[:1].islower() and word not in prefixes]
    if capitals and not (lower and capitals == [words[0]]):  # a phrase begins with a capital too
        return True
    return all(plain(word) in first | last for word in left if word not in prefixes)


def _says_what(word: str) -> bool:
    """A function, kin, an answer; not who."""
    roles, answers = _lists()
    return word in roles or word in answers or _FUNCTION.fullmatch(word) is not None
