"""Messages: what is said to a person, as a key with arguments where it arises, in words only at the very end.

A statistic, an analysis or a check makes a :class:`Message` (``message("few-events", events=People(7))``);
it is stored with the row or the finding that it belongs to, and :func:`render` turns it into Dutch or English
from the catalogue of Fluent files beside this module, one per room and language: ``nl/statistics.ftl``. No
code reads prose.
"""

from voorzorg.messages.catalogue import MessageError, in_words, render
from voorzorg.messages.message import (
    Argument,
    Both,
    Message,
    Name,
    People,
    RefusedError,
    Said,
    as_messages,
    from_json,
    message,
    to_json,
)

__all__ = [
    "Argument", "Both", "Message", "MessageError", "Name", "People", "RefusedError", "Said",
    "as_messages", "from_json", "in_words", "message", "render", "to_json",
]  # fmt: skip
