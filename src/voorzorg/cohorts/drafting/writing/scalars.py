"""Texts, codes and marks as YAML writes them."""

from __future__ import annotations

import json
import re
from functools import cache

import yaml

from voorzorg.messages import Message, message, render
from voorzorg.text import Language


@cache
def scalar(text: str) -> str:
    """A YAML scalar that reads back as the same text."""
    text = printable(text)
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ ./-]*", text) and not text.endswith(" ") and "  " not in text
    return text if plain and yaml.safe_load(text) == text else json.dumps(text, ensure_ascii=False)


def key_of(text: str) -> str:
    return text if re.fullmatch(r"-?\d+", text) else scalar(text)


def mark(confidence: float, evidence: Message | None, language: Language) -> str:
    """The comment behind a line: how sure it is and why; to be checked where it is not sure enough."""
    why = render(evidence, language) if evidence is not None else ""
    if confidence < 0.7:
        return f"  # TODO: {render(message('draft-question'), language)} ({confidence:.0%}): {why}"
    return f"  # {render(message('draft-guess'), language)} ({confidence:.0%}): {why}" if why else ""


def printable(text: str) -> str:
    """A line without control characters, which YAML refuses in comments too."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
