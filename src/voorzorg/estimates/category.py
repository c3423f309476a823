"""What a row's category says, where it is more than the level of a variable.

Code holds one of the classes below; the table stores its text, which is made and read here alone. What kind
a text is follows from the row's estimand and analysis, not from the text: a level of somebody's variable may
well be called ``delta=2``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self, TypeAlias


class _Stored:
    """A category with parts: its text in the table, and the way back from it."""

    #: the text; its groups are the parts, and one that is not there keeps its default
    _TEXT: ClassVar[re.Pattern[str]]
    #: what each part is read as
    _PART: ClassVar[Callable[[str], str | float]] = float

    @classmethod
    def read(cls, stored: str) -> Self | None:
        found = cls._TEXT.fullmatch(stored)
        if found is None:
            return None
        return cls(**{name: cls._PART(part) for name, part in found.groupdict().items() if part is not None})


@dataclass(frozen=True)
class Spread(_Stored):
    """Whose random effect a standard deviation belongs to: a group, and the effect if it is no intercept."""

    group: str
    effect: str | None = None

    _PART = str
    _TEXT = re.compile(r"sd\((?P<group>.*?)(?:: (?P<effect>.*))?\)")

    def __str__(self) -> str:
        return f"sd({self.group})" if self.effect is None else f"sd({self.group}: {self.effect})"


@dataclass(frozen=True)
class Shift(_Stored):
    """By how much (log odds, or half standard deviations) those missing in the treated arm differ."""

    treated: float

    _TEXT = re.compile(r"delta=(?P<treated>[+-].+)")

    def __str__(self) -> str:
        return f"delta={self.treated:+g}"


@dataclass(frozen=True)
class Shifts(_Stored):
    """By how much those missing differ in either arm, separately."""

    treated: float
    reference: float

    _TEXT = re.compile(r"treated=(?P<treated>\S+) reference=(?P<reference>\S+)")

    def __str__(self) -> str:
        return f"treated={self.treated:+g} reference={self.reference:+g}"


@dataclass(frozen=True)
class TookPart(_Stored):
    """From how many visits on somebody took part, and what the offer does to the risk of the others."""

    visits: float
    direct: float = 0.0

    _TEXT = re.compile(r"visits>=(?P<visits>[^,]+)(?:, direct (?P<direct>\S+))?")

    def __str__(self) -> str:
        direct = f", direct {self.direct:+g}" if self.direct else ""
        return f"visits>={self.visits:g}{direct}"


@dataclass(frozen=True)
class Iteration(_Stored):
    """An iteration of the chains of an imputation, from 1."""

    number: int

    _PART = int
    _TEXT = re.compile(r"iteration=(?P<number>\d+)")

    def __str__(self) -> str:
        return f"iteration={self.number}"


Category: TypeAlias = str | Spread | Shift | Shifts | TookPart | Iteration
KINDS = (Spread, Shift, Shifts, TookPart, Iteration)


def kind_of(estimand: str, analysis: str) -> type[Spread | Shift | Shifts | TookPart | Iteration] | None:
    """The class of the categories of such rows; None where they are levels and words."""
    if estimand == "random_effect_sd":
        return Spread
    by_analysis: dict[str, type[Shift | Shifts | TookPart | Iteration]] = {
        "tipping": Shift,
        "contour": Shifts,
        "compliers": TookPart,
        "chains": Iteration,
    }
    return by_analysis.get(analysis)


def read_category(stored: str, estimand: str, analysis: str) -> Category:
    """The category that the table stores as ``stored`` in a row of this estimand and analysis.

    Raises
    ------
    ValueError
        When the text is none of the kind that such rows have.
    """
    kind = kind_of(estimand, analysis)
    if kind is None:
        return stored
    try:
        found = kind.read(stored)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"'{stored}' is no category of {estimand}, {analysis}")
    return found
