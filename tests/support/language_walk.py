"""Every text of a page, and what in it is not in the reader's language: keys, identifiers, other words."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from catalogues import FOLDERS, entries

#: Elements whose text is written as it is anywhere: commands, file names, settings, scripts.
_AS_IT_IS = {"script", "style", "code", "pre", "kbd", "samp"}
_VOID = {"meta", "img", "input", "br", "link", "hr", "col", "source"}
_SHOWN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_IDENTIFIER = re.compile(r"(?<![\w/.'-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/]|\.\w)")
_KEY = re.compile(r"(?<![\w./-])[a-z_]{3,}(?:\.[a-z_]{3,})+(?![\w/])|\{ ?\$\w+ ?\}|\{\w+\}")
#: Names of files are as somebody called them.
_FILE = re.compile(r"[\w./<>-]+\.(?:sav|csv|xlsx|parquet|json|docx|yaml|html|md|txt|ftl)\b")
#: Of the words for the page's script, what nobody reads.
_NOT_READ = ("cohort", "delimiter", "decimal")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text: its kind, what was found in it, and the text itself."""

    kind: str
    found: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.found!r} in {self.text[:160]!r}"


_INLINE = {"b", "strong", "em", "i", "a", "span", "abbr", "small", "sup", "sub", "tspan", "q"}


class _Texts(HTMLParser):
    """Texts by block, so that a sentence with a word in bold is one text."""

    def __init__(self, skip: Collection[str]) -> None:
        super().__init__()
        self.skip = set(skip)
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._parts: list[str] = []

    @property
    def _hidden(self) -> bool:
        return any(hidden for _, hidden in self._open)

    def _end(self) -> None:
        text = " ".join("".join(self._parts).split())
        if text:
            self.texts.append(text)
        self._parts = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag not in _INLINE:
            self._end()
        if tag in _VOID:
            self._note(named)
            return
        classes = set(named.get("class", "").split())
        other = named.get("lang") is not None and tag != "html"
        hidden = tag in _AS_IT_IS or named.get("id") in self.skip or bool(classes & self.skip) or other
        self._open.append((tag, hidden))
        self._note(named)

    def _note(self, named: dict[str, str]) -> None:
        if not self._hidden:
            self.texts += [named[name] for name in _SHOWN_ATTRIBUTES if named.get(name)]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self._end()
        while self._open:
            name, _ = self._open.pop()
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)


def texts_of(html: str, skip: Collection[str] = ()) -> list[str]:
    """What a page shows, its attributes that are read out, and the rows of its long table."""
    parser = _Texts(skip)
    parser.feed(html)
    parser.close()
    rows = re.search(r'<script type="application/json" id="rows">(.*?)</script>', html, re.S)
    found = list(parser.texts)
    if rows:
        packed = json.loads(rows[1])
        found += [level for column in packed["text"].values() for level in column["levels"]]
        found += packed["shown"]
    labels = re.search(r'<script type="application/json" id="labels">(.*?)</script>', html, re.S)
    if labels:
        told = json.loads(labels[1])
        found += list(_strings({name: value for name, value in told.items() if name not in _NOT_READ}))
    return list(dict.fromkeys(found))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, str):
        yield node


@cache
def _words(language: str) -> frozenset[str]:
    """Every word that a catalogue says in a language."""
    found: set[str] = set()
    for folder in FOLDERS:
        for entry in entries(folder, language).values():
            for piece in entry.pieces:
                found |= {word.casefold() for word in _WORD.findall(piece)}
    return frozenset(found)


@cache
def foreign_words(language: str) -> frozenset[str]:
    """Words of the other catalogue that this language's never says; short ones tell nothing."""
    other = "en" if language == "nl" else "nl"
    return frozenset(word for word in _words(other) - _words(language) if len(word) > 2 and "'" not in word)


@cache
def _sentences(language: str) -> frozenset[str]:
    """Stretches of text of the other catalogue that are long enough to be recognised as a whole."""
    other = "en" if language == "nl" else "nl"
    own = {
        piece.strip() for folder in FOLDERS for e in entries(folder, language).values() for piece in e.pieces
    }
    return frozenset(
        piece.strip()
        for folder in FOLDERS
        for entry in entries(folder, other).values()
        for piece in entry.pieces
        if len(piece.split()) >= 3 and piece.strip() not in own
    )


def problems(texts: Collection[str], language: str, known: Collection[str] = ()) -> list[Problem]:
    """Raw keys, identifiers, and words or sentences of the other language.

    Parameters
    ----------
    texts : of a page, as :func:`texts_of` gives them.
    language : that the page should be in.
    known : words that are right in any language here, such as names of people, places and programmes.
    """
    allowed = {word.casefold() for text in known for word in _WORD.findall(text)}
    foreign = foreign_words(language) - allowed
    sentences = [one for one in _sentences(language) if not any(one in text for text in known)]
    found: list[Problem] = []
    for shown in texts:
        text = _FILE.sub("", shown)
        found += [Problem("key", one, text) for one in _KEY.findall(text)]
        found += [Problem("identifier", one, text) for one in _IDENTIFIER.findall(text)]
        words = _WORD.findall(text)
        strange = [word for word in words if word.casefold() in foreign]
        if len(strange) >= 2 or (strange and len(words) <= 3):
            found.append(Problem("other language", ", ".join(strange[:8]), text))
        found += [Problem("sentence", one, text) for one in sentences if one in text]
    return found
