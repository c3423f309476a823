"""Text in two languages: the type that configuration, manifests and outputs share."""

from __future__ import annotations

import locale
import math
import os
from typing import Annotated, Literal

from pydantic import BeforeValidator, field_validator

from voorzorg.printable import in_one_line, printable
from voorzorg.validation import Strict

Language = Literal["nl", "en"]
_LONGEST = 2000


class Text(Strict):
    """A label in Dutch and English; a plain string in YAML serves both."""

    nl: str
    en: str

    @field_validator("nl", "en")
    @classmethod
    def _can_be_shown(cls, value: str) -> str:
        if printable(value) != in_one_line(value):
            raise ValueError("holds a control character, which nothing can show: type the label again")
        if len(value) > _LONGEST:
            raise ValueError(f"is longer than {_LONGEST} characters")
        return value

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


def system_language() -> Language:
    """Dutch where the computer is set to it (LC_ALL, LC_MESSAGES, LANG, or Windows itself), else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    named = named or locale.getlocale()[0] or ""
    return "nl" if named.lower().startswith(("nl", "dutch")) else "en"


def _both(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("is a text; put it between quotation marks")
    written = list(value.values()) if isinstance(value, dict) else [value]
    if any(isinstance(text, str) and not text.strip() for text in written):
        raise ValueError("is empty; a label says something")
    if isinstance(value, str | int | float):
        return {"nl": str(value), "en": str(value)}
    if isinstance(value, dict) and len(value) == 1 and set(value) <= {"nl", "en"}:
        (only,) = value.values()
        return {"nl": only, "en": only}
    return value


Label = Annotated[Text, BeforeValidator(_both, json_schema_input_type=str | dict[Language, str])]
