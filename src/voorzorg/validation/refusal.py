"""What a person is told of a file of settings that cannot be used: lines of a UserError."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ValidationError

from voorzorg.messages import Message, message
from voorzorg.validation.found import Problem, found_problems
from voorzorg.validation.places import line_of
from voorzorg.validation.unreadable import unreadable


def not_readable(file: object, error: Exception) -> Message:
    """That a file is no YAML, with the line and the remedy."""
    return message("fault-not-yaml", file=str(file), what=unreadable(error))


def refused(
    file: object, error: ValidationError, model: type[BaseModel], content: object, text: str | None = None
) -> tuple[Message, ...]:
    """How many problems a file has, and a line for each; ``text`` is the file's, which gives the lines."""
    return listed(file, found_problems(error, model, content), text)


def listed(file: object, found: Iterable[Problem | Message], text: str | None = None) -> tuple[Message, ...]:
    """The same of problems that are known already; those without a place are messages."""
    lines: Sequence[Message] = [
        one if isinstance(one, Message) else one.line(line_of(text, one.path) if text else None)
        for one in found
    ]
    lines = list(dict.fromkeys(lines))
    return (
        message("fault-problems", file=str(file), n=len(lines)),
        *(message("fault-indented", what=line) for line in lines),
    )
