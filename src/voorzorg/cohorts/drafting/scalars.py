"""Texts, codes and marks as YAML writes them."""

from __future__ import annotations

import json
import re
from functools import cache

import yaml


@cache
def scalar(text: str) -> str:
    """A YAML scalar that reads back as the same text."""
    text = printable(text)
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ ./-]*", text) and not text.endswith(" ") and "  " not in text
    return text if plain and yaml.safe_load(text) == text else json.dumps(text, ensure_ascii=False)


def key_of(text: str) -> str:
    return text if re.fullmatch(r"-?\d+", text) else scalar(text)


def mark(confidence: float, evidence: str) -> str:
    if confidence < 0.7:
        return f"  # TODO: check this guess ({confidence:.0%}): {evidence}"
    return f"  # guess ({confidence:.0%}): {evidence}" if evidence else ""


def printable(text: str) -> str:
    """A line without control characters, which YAML refuses in comments too."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
