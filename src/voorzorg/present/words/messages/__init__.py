"""The texts of pages, tables and figures in Dutch and English, by dotted key.

They are Fluent files as those of :mod:`voorzorg.messages`, and lie here so that a caption that changes does
not make every analysis run again. A dot of a key is a hyphen in the files: ``section.flow`` stands there as
``section-flow``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.messages.catalogue import formatted, read_folder, texts_of
from voorzorg.text import Language

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FOLDER = Path(__file__).parent


@cache
def _bundle(language: Language) -> FluentBundle:
    return read_folder(FOLDER, language)


@cache
def keys(language: Language) -> tuple[str, ...]:
    """Every key as the files write it, in their order."""
    return tuple(texts_of(FOLDER, language))


def message(language: Language, key: str, **values: Any) -> str:
    """The message with its placeholders filled.

    ``one_arm.<key>`` stands for ``<key>`` in studies without arms. A MessageError names a key that the
    catalogue lacks, or a value that its text asks for.
    """
    return _said(language, key) if not values else _filled(language, key, values)


@cache
def _said(language: Language, key: str) -> str:
    return _filled(language, key, {})


def _filled(language: Language, key: str, values: dict[str, Any]) -> str:
    return formatted(_bundle(language), key.replace(".", "-"), values)


@cache
def messages_below(language: Language, group: str) -> dict[str, str]:
    """The messages of a group by the rest of their key, in the order of the file."""
    start = f"{group.replace('.', '-')}-"
    return {key.removeprefix(start): _said(language, key) for key in keys(language) if key.startswith(start)}


def has_message(language: Language, key: str) -> bool:
    return bool(_bundle(language).has_message(key.replace(".", "-")))
