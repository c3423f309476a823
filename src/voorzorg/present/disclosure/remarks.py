"""What the warnings of a shown row may say: no number of people below the minimum, nor an exact one."""

from __future__ import annotations

from collections.abc import Iterable

from voorzorg.messages import Message, People
from voorzorg.present.disclosure.rules import rounded


def coarse_messages(said: Iterable[Message], minimum: int, base: int) -> tuple[Message, ...]:
    """The messages with counts of people that tell neither a small cell nor an exact number.

    A count below ``minimum`` becomes ``fewer than 10``, any other a multiple of ``base``; beside a small one
    it says ``10 or more``, since the total of the two may stand elsewhere.
    """
    return tuple(_coarse(one, minimum, base) for one in said)


def _coarse(one: Message, minimum: int, base: int) -> Message:
    people = {value for value in one.walk() if isinstance(value, People)}
    small = any(value.number < minimum for value in people)

    def shown(value: People) -> People:
        if value.number < minimum:
            return People(minimum, "fewer")
        if small:
            return People(minimum, "at_least")
        return value if base == 1 else People(int(rounded(value.number, base)), "about")

    return one.with_people({value: shown(value) for value in people})
