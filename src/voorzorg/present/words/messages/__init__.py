"""Every string that is shown to a reader, in Dutch and English, by dotted key."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from voorzorg.text import Language


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All messages of a language, flattened: ``{"section.flow": "..."}``.

    ``one_arm.<key>`` stands for ``<key>`` in studies without arms.
    """
    found: dict[str, str] = {}
    for name in (f"{language}.yaml", f"{language}_one_arm.yaml", f"{language}_evidence.yaml"):
        content = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
        found |= _flatten(content, "")
    return found


def _flatten(node: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in node.items():
        name = f"{prefix}{key}"
        found += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return found


def message(language: Language, key: str, **values: Any) -> str:
    """The message with its placeholders filled; a KeyError names a key that the catalogue lacks."""
    try:
        text = catalogue(language)[key]
    except KeyError:
        raise KeyError(f"no message '{key}' in {language}.yaml") from None
    return text.format(**values) if values else text


@cache
def messages_below(language: Language, group: str) -> dict[str, str]:
    """The messages of a group by the rest of their key, in the order of the file."""
    return dict(_below(language, group))


@cache
def _below(language: Language, group: str) -> tuple[tuple[str, str], ...]:
    start = f"{group}."
    return tuple(
        (key.removeprefix(start), text) for key, text in catalogue(language).items() if key.startswith(start)
    )


def has_message(language: Language, key: str) -> bool:
    return key in catalogue(language)
