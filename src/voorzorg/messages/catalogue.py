"""The catalogue: Fluent files per language and room, and how a message becomes text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.messages.message import Argument, Both, Message, Name, People

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

    from voorzorg.text import Language

#: A folder per language, a file per room.
FOLDER = Path(__file__).parent
_KEY = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)
#: The label of a name in the reader's language; what a function returns None for keeps its key.
Labels = Callable[[Name], str | None]


class MessageError(LookupError):
    """A key that the catalogue lacks, or an argument that its text needs and did not get; a defect."""


@cache
def bundle(language: Language) -> FluentBundle:
    """All messages of a language."""
    return read_folder(FOLDER, language)


def read_folder(folder: Path, language: Language) -> FluentBundle:
    """The Fluent files of a language in a folder, each message parsed when it is first said.

    A job says some dozens of them, and to parse them all takes longer than many a job's own work.
    """
    from fluent.runtime import FluentBundle, FluentResource

    texts = texts_of(folder, language)

    class OnDemand(FluentBundle):
        def has_message(self, message_id: str) -> bool:
            return message_id in texts

        def get_message(self, message_id: str) -> Any:
            if text := texts[message_id]:
                self.add_resource(FluentResource(text))
                texts[message_id] = ""  # it is in the bundle now
            return super().get_message(message_id)

    return OnDemand([language], use_isolating=False)


def texts_of(folder: Path, language: Language) -> dict[str, str]:
    """By key the Fluent text of every message: from the line that begins with it to the next such line."""
    found: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.ftl")):
        text = path.read_text(encoding="utf-8")
        starts = list(_KEY.finditer(text))
        ends = [one.start() for one in starts[1:]] + [len(text)]
        for one, end in zip(starts, ends, strict=True):
            found.setdefault(one[1], text[one.start() : end])
    return found


def render(message: Message, language: Language, labels: Labels | None = None) -> str:
    """The message in words.

    Raises
    ------
    MessageError
        When the catalogue has no such key, or the text names an argument that the message does not have.
    """
    arguments = {name: _shown(value, language, labels) for name, value in message.arguments}
    return formatted(bundle(language), message.key, arguments)


def formatted(words: FluentBundle, key: str, arguments: Mapping[str, Any]) -> str:
    """A text of a bundle with its arguments filled in; a MessageError as :func:`render`."""
    language = words.locales[0]
    if not words.has_message(key):
        raise MessageError(f"no message '{key}' in {language}")
    text, errors = words.format_pattern(words.get_message(key).value, arguments)
    if errors:
        raise MessageError(f"message '{key}' in {language}: {errors[0]}")
    return str(text)


def in_words(messages: Iterable[Message], language: Language = "en", labels: Labels | None = None) -> str:
    """Several messages as one text, a semicolon between them."""
    return "; ".join(render(message, language, labels) for message in messages)


def _column(key: str, language: Language) -> str:
    """A column of a design that is no variable of the study, such as the arm; else the key itself."""
    own = Message(f"column-{key.replace('_', '-')}")
    return render(own, language) if bundle(language).has_message(own.key) else key


def _shown(value: Argument, language: Language, labels: Labels | None) -> Any:
    """An argument as Fluent takes it: numbers stay numbers, so that plurals and decimal signs are right."""
    if isinstance(value, Message):
        return render(value, language, labels)
    if isinstance(value, Name):
        column = value.kind in ("variable", "cluster")
        own = _column(value.key, language) if column else value.key
        return (labels(value) if labels else None) or own
    if isinstance(value, Both):
        return value.nl if language == "nl" else value.en
    if isinstance(value, People):
        if value.bound == "exactly":
            return value.number
        return render(Message(f"people-{value.bound.replace('_', '-')}", (("n", value.number),)), language)
    if isinstance(value, tuple):
        return ", ".join(str(_shown(inner, language, labels)) for inner in value)
    return value
