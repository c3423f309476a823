"""A message as data: a key with typed arguments, equal and hashable, that JSON can hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

#: What a name names; presentation knows the labels of each kind.
NameKind = Literal[
    "variable", "wave", "arm", "outcome", "cluster", "informant", "category", "figure", "source", "section"
]


@dataclass(frozen=True)
class People:
    """A number of participants: what output control makes coarse before real data leave.

    ``bound`` says what a coarse number stands for: exactly so many, fewer than, about, or so many or more.
    """

    number: int
    bound: Literal["exactly", "fewer", "about", "at_least"] = "exactly"


@dataclass(frozen=True)
class Name:
    """A key of the study (a variable, a wave, an arm ...) that readers know by its label."""

    kind: NameKind
    key: str


@dataclass(frozen=True)
class Both:
    """What somebody wrote in either language, such as the label of an exclusion in a manifest."""

    nl: str
    en: str


Argument: TypeAlias = "int | float | str | People | Name | Both | Message | tuple[Argument, ...]"

#: What may be said about one thing: nothing, a message, or several in their order.
Said: TypeAlias = "Message | str | Iterable[Message | str] | None"


@dataclass(frozen=True)
class Message:
    """What is to be said: a key of the catalogue, and the arguments that its text names.

    Numbers are rendered with the language's decimal sign, :class:`Name` by its label, a message by its own
    text, and several of them (a tuple) as a list. Plain text is for what has one form in every language, such
    as the name of a file.
    """

    key: str
    arguments: tuple[tuple[str, Argument], ...] = ()

    def __str__(self) -> str:
        """The message in English, keys of the study as they are."""
        from voorzorg.messages.catalogue import render

        return render(self, "en")

    def __getitem__(self, name: str) -> Argument:
        return dict(self.arguments)[name]

    def walk(self) -> Iterator[Argument]:
        """Every argument, those of messages inside this one included."""
        waiting: list[Argument] = [value for _, value in self.arguments]
        while waiting:
            value = waiting.pop(0)
            yield value
            if isinstance(value, Message):
                waiting += [inner for _, inner in value.arguments]
            elif isinstance(value, tuple):
                waiting += value

    def replaced(self, change: Callable[[People | Name], Argument]) -> Message:
        """The same message with other counts of participants or names, at any depth."""

        def swapped(value: Argument) -> Argument:
            if isinstance(value, People | Name):
                return change(value)
            if isinstance(value, Message):
                return value.replaced(change)
            return tuple(map(swapped, value)) if isinstance(value, tuple) else value

        return Message(self.key, tuple((name, swapped(value)) for name, value in self.arguments))

    def renamed(self, names: Mapping[Name, Argument]) -> Message:
        """The same message with other words for some names, such as those of a model's columns."""
        return self.replaced(lambda value: names.get(value, value) if isinstance(value, Name) else value)

    def with_people(self, coarse: Mapping[People, People]) -> Message:
        """The same message with other numbers of participants; those not in ``coarse`` stay."""
        return self.replaced(lambda value: coarse.get(value, value) if isinstance(value, People) else value)


class RefusedError(ValueError):
    """What was asked cannot be done with these data; ``message`` says why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.message = said

    def __str__(self) -> str:
        return str(self.message)


def message(key: str, /, **arguments: Argument | Iterable[Argument]) -> Message:
    """A message by key and arguments; any iterable but text becomes a tuple.

    Raises
    ------
    ValueError
        For an argument called ``key``: stored, it would take the place of the message's own.
    """
    if "key" in arguments:
        raise ValueError("no argument of a message is called 'key'")
    return Message(key, tuple((name, _argument(value)) for name, value in arguments.items()))


def _argument(value: Any) -> Argument:
    if isinstance(value, str | People | Name | Both | Message) or not isinstance(value, Iterable):
        return value.item() if hasattr(value, "item") else value
    return tuple(map(_argument, value))


def as_messages(said: Said) -> tuple[Message, ...]:
    """What is said as messages, each once; parts of plain text become the message ``plain``, None nothing."""
    if said is None:
        return ()
    found: list[Message] = []
    for item in (said,) if isinstance(said, str | Message) else said:
        if isinstance(item, Message):
            found.append(item)
        else:
            found += [message("plain", text=part) for part in item.split("; ") if part]
    return tuple(dict.fromkeys(found))


def to_json(messages: Iterable[Message]) -> str | None:
    """Messages as compact JSON; None for none of them."""
    packed = [_pack(one) for one in messages]
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")) if packed else None


def from_json(text: str | None) -> tuple[Message, ...]:
    """The messages that :func:`to_json` wrote."""
    return tuple(map(_unpack, json.loads(text))) if text else ()


def _pack(value: Argument) -> Any:
    if isinstance(value, Message):
        return {"key": value.key, **{name: _pack(inner) for name, inner in value.arguments}}
    if isinstance(value, People):
        return {"people": value.number} | ({} if value.bound == "exactly" else {"bound": value.bound})
    if isinstance(value, Name):
        return {"name": value.key, "of": value.kind}
    if isinstance(value, Both):
        return {"nl": value.nl, "en": value.en}
    return [_pack(inner) for inner in value] if isinstance(value, tuple) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_unpack, value))
    if not isinstance(value, dict):
        return value
    if "key" in value:
        return Message(value["key"], tuple((k, _unpack(v)) for k, v in value.items() if k != "key"))
    if "nl" in value:
        return Both(value["nl"], value["en"])
    if "people" in value:
        return People(value["people"], value.get("bound", "exactly"))
    return Name(value["of"], value["name"])
