"""The catalogues as they are written: every text with its key, its file and the arguments it names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Junk, Message, TextElement, VariableReference
from fluent.syntax.visitor import Visitor

from voorzorg.messages import catalogue
from voorzorg.present.words import messages as pages

#: What analyses and checks say, and the texts of pages.
FOLDERS = (catalogue.FOLDER, pages.FOLDER)


@dataclass(frozen=True)
class Entry:
    """A text of a catalogue; ``pieces`` are its stretches of text between what is filled in."""

    key: str
    file: str
    text: str
    pieces: tuple[str, ...]
    arguments: frozenset[str]


class _Parts(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.pieces: list[str] = []

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_TextElement(self, node: TextElement) -> None:  # noqa: N802
        self.pieces.append(node.value)


@cache
def entries(folder: Path, language: str) -> dict[str, Entry]:
    """Every entry of a language's files in a folder, by key; none may be unreadable or stand twice."""
    found: dict[str, Entry] = {}
    for path in sorted((folder / language).glob("*.ftl")):
        for node in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(node, Junk), f"{path}: {node.content}"
            if not isinstance(node, Message):
                continue
            key = node.id.name
            assert key not in found, f"{path}: {key} stands twice"
            parts = _Parts()
            parts.visit(node)
            text = FluentSerializer().serialize_entry(node).partition("=")[2].strip()
            found[key] = Entry(key, path.name, text, tuple(parts.pieces), frozenset(parts.names))
    return found
