"""Messages: what is said to a person, as a key with arguments where it arises, in words only at the very end.

A statistic, an analysis or a check makes a :class:`Message` (``message("few-events", events=People(7))``);
it is stored with the row or the finding that it belongs to, and :func:`render` turns it into Dutch or English
from the catalogue of Fluent files beside this module, one per room and language: ``nl/statistics.ftl``. No
code reads prose.
"""

from voorzorg.messages.catalogue import render
from voorzorg.messages.message import Message, Name, People, message

__all__ = ["Message", "Name", "People", "message", "render"]
