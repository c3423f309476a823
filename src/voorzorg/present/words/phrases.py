"""The methods and warnings of the estimates table, which are English, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from voorzorg.text import Language

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?%?")
KINDS = ("methods", "remarks", "counts")


@cache
def phrase_book(language: Language) -> dict[str, dict[str, str]]:
    """``{"methods": {english: translated}, "remarks": {...}, "counts": {...}}``; empty for English itself."""
    if language == "en":
        return {kind: {} for kind in KINDS}
    content = _content(language)
    return {kind: content[kind] for kind in KINDS}


@cache
def uncounted() -> frozenset[str]:
    """Placeholders of remarks that a number fills which counts no people: a level, a shift, iterations."""
    return frozenset(_content("nl")["uncounted"])


@cache
def _content(language: Language) -> dict[str, Any]:
    path = Path(__file__).parent / "messages" / f"{language}_phrases.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def known_remark(text: str) -> re.Match[str] | None:
    """A warning as the phrase that it is, a group per placeholder; None for one that no book has."""
    found = (pattern.fullmatch(text) for pattern, _ in _patterns("nl", "remarks"))
    return next((match for match in found if match), None)


@dataclass(frozen=True)
class Phrases:
    """Translates phrases of one kind, ``methods`` or ``remarks``.

    ``labels`` turn what fills the placeholder of that name (``names``: a list of variables; ``wave``) into
    the label that the reader knows.
    """

    language: Language
    kind: str
    labels: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    def __call__(self, text: str) -> str | None:
        """The text in the reader's language, or None where the phrase book lacks a part of it.

        A whole phrase goes before its parts: those between semicolons, then those between commas.
        """
        if self.language == "en":
            return text
        return self._phrase(text) or self._parts(text, "; ") or self._parts(text, ", ")

    def _parts(self, text: str, separator: str) -> str | None:
        if separator not in text:
            return None
        parts = [self(part) for part in text.split(separator)]
        return None if None in parts else separator.join(part for part in parts if part)

    def _phrase(self, text: str) -> str | None:
        for pattern, translated in _patterns(self.language, self.kind):
            found = pattern.fullmatch(text)
            if found:
                filled = {name: self._filled(name, value) for name, value in found.groupdict().items()}
                return translated.format(**filled)
        return None

    def _filled(self, name: str, value: str) -> str:
        if name in self.labels:
            return self.labels[name](value)
        if NUMBER.fullmatch(value):
            return value.replace(".", ",")
        return self._count(value) or self(value) or value

    def _count(self, value: str) -> str | None:
        """``fewer than 10`` in the place of a number."""
        for pattern, translated in _patterns(self.language, "counts"):
            found = pattern.fullmatch(value)
            if found and NUMBER.fullmatch(found["n"]):
                return translated.format(n=found["n"])
        return None


@cache
def _patterns(language: Language, kind: str) -> list[tuple[re.Pattern[str], str]]:
    """Phrases as expressions, the most literal first: a placeholder takes what no longer phrase claims,
    and never reaches past a semicolon."""
    phrases = phrase_book(language)[kind]
    ordered = sorted(phrases, key=lambda phrase: len(_PLACEHOLDER.sub("", phrase)), reverse=True)
    return [(_expression(phrase), phrases[phrase]) for phrase in ordered]


def _expression(phrase: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(phrase)  # literal, name, literal, ...
    return re.compile(
        "".join(f"(?P<{part}>(?:(?!; ).)+?)" if k % 2 else re.escape(part) for k, part in enumerate(parts))
    )
