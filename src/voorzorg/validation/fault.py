"""What a validator of ours refuses: a message with the place, below what is validated, that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voorzorg.messages import Argument, Message, message
from voorzorg.validation.suggestions import nearest

#: Settings from the outside inwards; a number is a member of a list, from 0.
Path = tuple[int | str, ...]


@dataclass(frozen=True)
class Fault:
    """One thing wrong, and where, seen from the model whose validator found it."""

    at: Path
    said: Message


class FaultError(ValueError):
    """What a validator raises: one fault or several. Pydantic keeps it, and ``found_problems`` finds it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(f"{'.'.join(map(str, one.at))}: {one.said}" for one in self.faults)

    def near(self, name: object, known: Iterable[str]) -> FaultError:
        """The same, with the name that was probably meant where one of the known resembles it."""
        close = nearest(str(name), known)
        if close is None:
            return self
        told = (message("fault-did-you-mean", what=one.said, name=close) for one in self.faults)
        return FaultError(*(Fault(one.at, said) for one, said in zip(self.faults, told, strict=True)))


def fault(key: str, /, *at: int | str, **arguments: Argument | Iterable[Argument]) -> FaultError:
    """A fault to raise: ``fault("fault-no-arm", "clustering", "nurse_arms", names=unknown)``."""
    return FaultError(Fault(at, message(key, **arguments)))


def several(found: Iterable[FaultError]) -> None:
    """Raise all of them as one; nothing happens where there is none."""
    if faults := [one for error in found for one in error.faults]:
        raise FaultError(*dict.fromkeys(faults))
