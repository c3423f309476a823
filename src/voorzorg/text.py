"""Text in two languages: the type that configuration, manifests and outputs share."""

from __future__ import annotations

import locale
import math
import os
from typing import Annotated

from pydantic import BeforeValidator, field_validator

from voorzorg.languages import LANGUAGES, Language
from voorzorg.printable import in_one_line, printable
from voorzorg.validation import Strict, fault

_LONGEST = 2000


class Text(Strict):
    """A label in Dutch and English; a plain string in YAML serves both."""

    nl: str
    en: str

    @field_validator("nl", "en")
    @classmethod
    def _can_be_shown(cls, value: str) -> str:
        if printable(value) != in_one_line(value):
            raise fault("fault-label-control")
        if len(value) > _LONGEST:
            raise fault("fault-label-long", most=str(_LONGEST))
        return value

    def __getitem__(self, language: Language) -> str:
        """The label in a language; in English where it is neither of the two."""
        return self.nl if language == "nl" else self.en


def system_language() -> Language:
    """What the computer is set to (LC_ALL, LC_MESSAGES, LANG, or Windows itself), or else English."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    named = named or locale.getlocale()[0] or ""
    return next((one.code for one in LANGUAGES if named.lower().startswith(one.systems)), "en")


def _both(value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        raise fault("fault-text")
    if value is None:
        raise fault("fault-label-empty")
    written = list(value.values()) if isinstance(value, dict) else [value]
    if any(isinstance(text, str) and not text.strip() for text in written):
        raise fault("fault-label-empty")
    if isinstance(value, str | int | float):
        return {"nl": str(value), "en": str(value)}
    if isinstance(value, dict) and len(value) == 1 and set(value) <= {"nl", "en"}:
        (only,) = value.values()
        return {"nl": only, "en": only}
    return value


Label = Annotated[Text, BeforeValidator(_both, json_schema_input_type=str | dict[Language, str])]
