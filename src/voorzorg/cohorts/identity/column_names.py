"""Which columns are called like something that identifies a person, in Dutch and English.

A name is cut into words, and words written together into the stems they are made of: ``moedersnaam`` is
mother, s, name. Words that only ever mean an identifier (``bsn``, ``achternaam``) decide wherever they
stand; others (``huisarts``, ``plaats``, ``mail``) only where nothing but a person or a number stands beside
them: ``huisarts`` is a name, ``huisarts_bezoeken`` a count. The words stand in ``identifying_words.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from voorzorg.cohorts.identity.people_by_role import role_words
from voorzorg.messages import Message, message
from voorzorg.yaml_file import read

NAME, BSN, ADDRESS, POSTCODE = "a name", "a citizen service number (BSN)", "an address", "a postcode"
EMAIL, TELEPHONE, BIRTH = "an e-mail address", "a telephone number", "a date of birth"
BANK, IP, PATIENT = "a bank account", "an IP address", "a number of a patient or an insurance"
PLATE, PLACE = "a number plate", "a place on the map"
DOCUMENT, ONLINE = "a number of a document or a device", "a name on the internet"


def in_words(kind: str) -> Message:
    """What a kind of identifier is called in every language."""
    return message(f"identifier-{re.sub('[^a-z]+', '-', kind.casefold()).strip('-')}")


_NUMBER = frozenset({"id", "nr", "nummer", "number", "no"})


@dataclass(frozen=True)
class _Words:
    """The file of words, by what each is for; identifiers with the kind that they mean."""

    strong: dict[str, str]
    weak: dict[str, str]
    pairs: dict[tuple[str, ...], str]
    alone: frozenset[str]
    persons: frozenset[str]
    plain: frozenset[str]
    things: frozenset[str]
    numbered: frozenset[str]

    @property
    def beside(self) -> frozenset[str]:
        """What may stand beside a weak word."""
        return self.persons | self.plain


@cache
def _words() -> _Words:
    held = read(Path(__file__).parent / "identifying_words.yaml")

    def kinds(sort: str) -> dict[str, str]:
        return {word: kind for kind, text in held[sort].items() for word in text.split()}

    pairs = {tuple(pair.split()): kind for kind, listed in held["pairs"].items() for pair in listed}
    names = ("alone", "persons", "plain", "things", "numbered")
    others = [frozenset(held[name].split()) for name in names]
    return _Words(kinds("strong"), kinds("weak"), pairs, *others)


@cache
def _lexicon() -> frozenset[str]:
    words = _words()
    return frozenset(
        {
            *(*words.strong, *words.weak, *words.beside, *role_words()),
            *(word for pair in words.pairs for word in pair),
        }
    )


def words_of(name: str) -> list[str]:
    """The words of a column's name in small ASCII letters, numbers at their ends left out."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    words: list[str] = []
    for word in re.findall(r"[a-z0-9]+", plain.casefold()):
        if word in _lexicon():
            words.append(word)
            continue
        stem = word.rstrip("0123456789")
        words += _stems(stem) or ([stem] if stem else [])
    return words


@cache
def _stems(word: str) -> list[str]:
    """The word as known stems one after another; empty where it is not made of them."""
    best: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1 if len(word) <= 60 else 0):
        for start in range(end):
            part = word[start:end]
            joins = part == "s" and 0 < start < len(word) - 1  # two words with an s between them
            if start in best and part in _lexicon() and (len(part) > 1 or joins):
                found = [*best[start], part]
                if end not in best or len(found) < len(best[end]):
                    best[end] = found
    return best.get(len(word), [])


@cache
def strong_kind(name: str) -> str | None:
    """The kind of identifier that a name means whatever the column holds."""
    words, known = words_of(name), _words()
    joined = "".join(words)
    if joined in known.strong:
        return known.strong[joined]
    if joined in known.alone:
        return weak_kind(name)
    for word in words:
        if word in known.strong:
            return known.strong[word]
    joined_words = [word for word in words if word not in ("of", "van", "de", "the")]
    for pair, kind in known.pairs.items():
        if any(tuple(joined_words[k : k + len(pair)]) == pair for k in range(len(joined_words))):
            return kind
    if {"naam", "name"} & set(words) and not known.things & set(words) and len(words) <= 3:
        others = [word for word in words if word not in ("naam", "name", "names", "namen")]
        if all(word in known.beside for word in others):
            return NAME
    return None


@cache
def weak_kind(name: str) -> str | None:
    """The kind that a name may mean, if the column does not hold a few codes."""
    words, known = words_of(name), _words()
    meant = [word for word in words if word in known.weak]
    if meant and all(word in known.weak or word in known.beside for word in words):
        return known.weak[meant[0]]
    if known.numbered & set(words) and _NUMBER & set(words):
        return PATIENT if all(word in known.beside for word in words) else None
    return None


@cache
def asks_who(name: str) -> bool:
    """A name that asks who: a role (``begeleider``, ``contact_huisarts``), or ``ingevuld_door``."""
    words, known = words_of(name), _words()
    if words[-1:] in (["door"], ["by"]):
        return True
    people = role_words() | {word for word, kind in known.weak.items() if kind == NAME}
    beside = known.beside | {"met", "with", "door", "by", "social"}
    if known.things & set(words):
        return False
    return bool(people & set(words)) and all(word in people or word in beside for word in words)
