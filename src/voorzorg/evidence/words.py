"""What the evidence room says: messages, or texts that a relations file gives in both languages.

A message is made where a check arises and becomes Dutch or English in :func:`say`. Numbers that a check has
formatted itself (``11 % / 19 %``, ``0.538–0.622``) travel as text with English marks, and get Dutch ones
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from pydantic_core import core_schema

from voorzorg.languages import BY_CODE
from voorzorg.messages import Message, Name, message, render
from voorzorg.messages.catalogue import Labels
from voorzorg.messages.message import Argument, from_json, to_json
from voorzorg.text import Language, Text

if TYPE_CHECKING:
    from voorzorg.evidence.figures.figure import Figure


def _packed(one: Message) -> dict[str, str | None]:
    return {"message": to_json([one])}


def _unpacked(value: Any) -> Message:
    if isinstance(value, Message):
        return value
    if isinstance(value, dict) and set(value) == {"message"}:
        return from_json(value["message"])[0]
    raise ValueError("not a message")


class _AsJson:
    """Messages inside a check, for pydantic, which cannot see through their recursive arguments."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(_packed)
        return core_schema.no_info_plain_validator_function(_unpacked, serialization=written)


StoredMessage = Annotated[Message, _AsJson]
#: a sentence as data: a message of the catalogue, or what somebody wrote in two languages
Words = StoredMessage | Text

#: holds a text of a relations file inside a message; never in the catalogue
_TWO_LANGUAGES = "evidence-in-two-languages"
_WHOLE = re.compile(r"(?<![\w.,:-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?!\w)(?![.,]\d{3}(?!\d))")
_NEGATIVE = re.compile(r"(?<![\w.,–−-])-(?=\d)")
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?!\d|\.\d)")


def with_marks(text: str, language: Language) -> str:
    """1234.5 as 1.234,5 in Dutch, -8 as −8; lists (38, 40), years and references to sections stay."""
    marks = BY_CODE[language].marks
    text = _WHOLE.sub(lambda found: f"{int(found.group()):,}", _NEGATIVE.sub("−", text.replace("–-", " – -")))

    def swapped(found: re.Match[str]) -> str:
        if text[: found.start()].endswith("Section "):
            return found.group()
        return marks(found.group())

    return _NUMBER.sub(swapped, text)


def _in(value: Argument, language: Language) -> Argument:
    """An argument as one language takes it: its own version of a text in two, its own marks in numbers."""
    if isinstance(value, str):
        return with_marks(value, language)
    if isinstance(value, Message):
        if value.key == _TWO_LANGUAGES:
            return str(value[language])
        return Message(value.key, tuple((name, _in(inner, language)) for name, inner in value.arguments))
    return tuple(_in(inner, language) for inner in value) if isinstance(value, tuple) else value


def say(words: Words | None, language: Language, labels: Labels | None = None) -> str:
    """A sentence in one language; nothing for None. Without ``labels`` names are shown by their keys."""
    if words is None:
        return ""
    if isinstance(words, Text):
        return words[language]
    said = Message(words.key, tuple((k, _in(v, language)) for k, v in words.arguments))
    return render(said, language, labels)


def at(what: Name, where: Name | None) -> Message | Name:
    """A name, and behind it in brackets another: a source and its table, an outcome and its moment."""
    return told("at", what=what, where=where) if where and where.key else what


def printed_in(f: Figure) -> Message | Name:
    """Where a figure is printed."""
    return at(Name("source", f.source), Name("section", f.section))


def told(key: str, /, **arguments: Argument | Words | Iterable[Argument]) -> Message:
    """A message of this room; numbers become text by :func:`number`, texts in two languages messages."""
    return message(f"evidence-{key}", **{name: _argument(value) for name, value in arguments.items()})


def in_both(key: str) -> Text:
    """A message of this room as a text in both languages, for where a relations file would give one."""
    return Text(nl=say(told(key), "nl"), en=say(told(key), "en"))


def _argument(value: Any) -> Any:
    if isinstance(value, Text):
        return message(_TWO_LANGUAGES, nl=value.nl, en=value.en)
    if isinstance(value, bool):
        return str(value).lower()
    return number(value) if isinstance(value, int | float) else value


def number(value: float, digits: int = 4) -> str:
    """A number for a sentence: at most ``digits`` significant digits, English marks."""
    from voorzorg.evidence.figures.figure import show

    return show(float(value), "en", digits)


def sentences(*parts: Words | None) -> Message:
    """Several sentences as one."""
    said = [_argument(p) if isinstance(p, Text) else p for p in parts if p is not None]
    if len(said) == 1:
        return said[0]
    whole = message("evidence-two", a=said[0], b=said[1])
    for part in said[2:]:
        whole = message("evidence-two", a=whole, b=part)
    return whole
