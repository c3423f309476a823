"""Everything that is wrong with what a file holds: pydantic's mistakes and ours, each once, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from typing import Any

from pydantic import BaseModel, ValidationError

from voorzorg.messages import Message, message, render
from voorzorg.validation.fault import FaultError, Path
from voorzorg.validation.kinds import ANOTHER_KIND, Refusal, in_words
from voorzorg.validation.places import at, split
from voorzorg.validation.places import in_words as place_in_words

_MOST = 40  # problems that are told; a file with more is probably another sort of file


@dataclass(frozen=True)
class Problem:
    """A mistake in what was validated.

    ``path`` are the settings that it is in, none where it is with all of it, and ``place`` the same in words;
    ``kind`` is pydantic's name of the mistake, such as ``literal_error``, and ``more`` of the line that
    counts those not told.
    """

    path: Path
    place: str | Message
    kind: str
    what: Message

    def line(self, number: int | None = None) -> Message:
        """The problem with its place and, where it is known, the line of the file."""
        said = message("fault-at", place=self.place, what=self.what) if self.path else self.what
        return message("fault-line", line=str(number), what=said) if number and self.path else said

    def inside(self, setting: str) -> Problem:
        """The same seen from the model that holds the one validated, under a setting of it."""
        place = message("fault-within", setting=setting, place=self.place) if self.path else setting
        return Problem((setting, *self.path), place, self.kind, self.what)

    def __str__(self) -> str:
        return render(self.line(), "en")


def problem_at(path: Path, what: Message, content: object) -> Problem:
    """A mistake that was found after validation, at a place of the same file."""
    return Problem(path, place_in_words(path, content), "value_error", what)


@dataclass(frozen=True)
class _Raw:
    """One of pydantic's errors, with the branch of a union that it is in."""

    error: dict[str, Any]
    path: Path
    branch: tuple[int, str] | None

    @property
    def union(self) -> Path | None:
        return self.path[: self.branch[0]] if self.branch else None

    @property
    def of_another_kind(self) -> bool:
        """Whether the branch does not fit at all: something of another kind stands there."""
        return self.path == self.union and self.error["type"] in ANOTHER_KIND


def found_problems(error: ValidationError, model: type[BaseModel], content: object = None) -> list[Problem]:
    """Every problem once, in order.

    ``content`` is what was validated: members of a list are named by their key or path in it.
    """
    raw = [
        _Raw(dict(one), *split(one["loc"], content))
        for one in error.errors(include_url=False, include_context=True)
    ]
    told: dict[Problem, None] = {}
    for union, group in groupby(raw, key=lambda one: one.union):
        found = list(group)
        for problem in (
            _of_union(found, model, content) if union is not None else _each(found, model, content)
        ):
            told[problem] = None
    found_all = list(told)
    if len(found_all) > _MOST:
        rest = Problem((), "", "more", message("fault-more", n=len(found_all) - _MOST))
        return [*found_all[:_MOST], rest]
    return found_all


def _each(raw: Sequence[_Raw], model: type[BaseModel], content: object) -> Iterator[Problem]:
    for one in raw:
        kind, context = one.error["type"], one.error.get("ctx", {})
        own = context.get("error")
        if isinstance(own, FaultError):
            for fault in own.faults:
                path = (*one.path, *fault.at)
                yield Problem(path, place_in_words(path, content), kind, fault.said)
            continue
        refusal = Refusal(kind, one.error["input"], context, one.path, model)
        yield Problem(one.path, place_in_words(one.path, content), kind, in_words(refusal))


def _of_union(raw: Sequence[_Raw], model: type[BaseModel], content: object) -> Iterator[Problem]:
    """Of a setting that may be one thing or another: what is wrong with the one that was meant.

    Where something stands that is none of them, one line says what may stand there.
    """
    if meant := [one for one in raw if not one.of_another_kind]:
        yield from _each(meant, model, content)
        return
    words_first = sorted(raw, key=lambda one: one.error["type"] != "literal_error")
    told = list(dict.fromkeys(_each(words_first, model, content)))
    texts = list(dict.fromkeys(one.what for one in told))
    either = reduce(lambda one, other: message("fault-either", one=one, other=other), texts)
    first = told[0]
    held = at(content, first.path)
    if held is None and len(texts) > 1:
        either = message("fault-empty-either")
    yield Problem(first.path, first.place, first.kind, either)
