"""What pydantic refuses, as messages: a table from its kinds of mistake to what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from voorzorg.messages import Message, message
from voorzorg.printable import printable
from voorzorg.validation.annotations import choices_at, model_at, places_of, settings_of
from voorzorg.validation.suggestions import nearest

_SHOWN = 14
_LONGEST = 60
_CLOSE = 0.8
_COMMA = re.compile(r"\s*(-?\d+),(\d+)\s*")
#: Patterns of texts that have a name of their own.
_PATTERNS = {
    "^[a-z][a-z0-9_]*$": "fault-key",
    r"^(<|<=|>|>=|==)\s*-?\d+(\.\d+)?$": "fault-cut",
    "^[0-9a-f]{64}$": "fault-checksum",
}


@dataclass(frozen=True)
class Refusal:
    """What pydantic tells: the kind of mistake, what stood there, its limits, where, and in which model."""

    kind: str
    given: object
    context: dict[str, Any]
    path: tuple[int | str, ...]
    model: type[BaseModel]

    @property
    def shown(self) -> str:
        """What stood there, short enough to be told."""
        text = printable(str(self.given))
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


Teller = Callable[[Refusal], Message]


def _says(key: str) -> Teller:
    return lambda _: message(key)


def _limited(key: str, name: str) -> Teller:
    return lambda refusal: message(key, limit=_number(refusal.context[name]))


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _bound(key: str, name: str) -> Teller:
    def tell(refusal: Refusal) -> Message:
        said = message(key, limit=_number(refusal.context[name]))
        value, limit = refusal.given, refusal.context[name]
        if name in ("lt", "le") and limit == 1 and isinstance(value, int | float) and 1 < value <= 100:
            return message("fault-as-share", what=said, share=f"{value / 100:g}", value=f"{value:g}")
        return said

    return tell


def _float(refusal: Refusal) -> Message:
    comma = _COMMA.fullmatch(refusal.given) if isinstance(refusal.given, str) else None
    if comma:
        return message("fault-decimal-comma", right=f"{comma[1]}.{comma[2]}", value=refusal.shown)
    return message("fault-number")


def _choice(refusal: Refusal) -> Message:
    choices = choices_at(refusal.model, refusal.path)
    given = refusal.shown if isinstance(refusal.given, str | int | float) else ""
    quoted = [f"'{one}'" for one in choices]
    said = (
        message("fault-choice", value=given, choices=quoted)
        if given
        else message("fault-choose", choices=quoted)
    )
    close = nearest(given, choices) if given else None
    return message("fault-did-you-mean", what=said, name=close) if close else said


def _pattern(refusal: Refusal) -> Message:
    return message(_PATTERNS.get(refusal.context["pattern"], "fault-pattern"))


def _unknown(refusal: Refusal) -> Message:
    """A setting that is not there: misspelt, or written at another place."""
    name, parent = str(refusal.path[-1]), model_at(refusal.model, refusal.path[:-1])
    known = list(settings_of(parent)) if parent else []
    said = message("fault-no-such-setting")
    elsewhere = places_of(name, refusal.model)
    close = nearest(name, known, _CLOSE) or (None if elsewhere else nearest(name, known))
    if close:
        return message("fault-did-you-mean", what=said, name=close)
    if 0 < len(elsewhere) <= 3:
        return message("fault-belongs-under", places=[f"'{one}'" for one in elsewhere])
    if 0 < len(known) <= _SHOWN:
        return message("fault-settings-there", what=said, names=known)
    return message("fault-no-such-setting-here")


#: By pydantic's name of a mistake. Complete for our models: a test walks what they can raise.
KINDS: dict[str, Teller] = {
    "extra_forbidden": _unknown,
    "missing": _says("fault-missing"),
    "invalid_key": _says("fault-key-no-text"),
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_type": _says("fault-text"),
    "string_unicode": _says("fault-text"),
    "string_too_short": _limited("fault-text-too-short", "min_length"),
    "string_too_long": _limited("fault-text-too-long", "max_length"),
    "model_type": _says("fault-settings"),
    "model_attributes_type": _says("fault-settings"),
    "dict_type": _says("fault-settings"),
    "tuple_type": _says("fault-list"),
    "list_type": _says("fault-list"),
    "iterable_type": _says("fault-list"),
    "iteration_error": _says("fault-list"),
    "too_short": _limited("fault-too-few", "min_length"),
    "too_long": _limited("fault-too-many", "max_length"),
    "float_type": _float,
    "float_parsing": _float,
    "finite_number": _says("fault-number"),
    "int_type": _says("fault-whole-number"),
    "int_parsing": _says("fault-whole-number"),
    "int_parsing_size": _says("fault-number-too-large"),
    "int_from_float": _says("fault-whole-number"),
    "bool_type": _says("fault-true-or-false"),
    "bool_parsing": _says("fault-true-or-false"),
    "date_type": _says("fault-date"),
    "date_parsing": _says("fault-date"),
    "date_from_datetime_parsing": _says("fault-date"),
    "date_from_datetime_inexact": _says("fault-date"),
    "none_required": _says("fault-empty"),
    "less_than": _bound("fault-less-than", "lt"),
    "less_than_equal": _bound("fault-at-most", "le"),
    "greater_than": _bound("fault-more-than", "gt"),
    "greater_than_equal": _bound("fault-at-least", "ge"),
}
#: Where these are told, something of another kind belongs there altogether.
ANOTHER_KIND = frozenset(
    kind
    for kind in KINDS
    if kind.endswith("_type") or kind in ("literal_error", "float_parsing", "int_parsing", "bool_parsing")
)


def in_words(refusal: Refusal) -> Message:
    """What is wrong, with what to write instead."""
    tell = KINDS.get(refusal.kind, _says("fault-not-fitting"))
    said = tell(refusal)
    return (
        message("fault-nothing-there", what=said)
        if refusal.given is None and refusal.kind in ANOTHER_KIND
        else said
    )
