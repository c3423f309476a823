"""What a row's category says, where it is more than the level of a variable.

Code holds one of the classes below; the table stores its text, which is made and read here alone. What kind
a text is follows from the row's estimand and analysis, not from the text: a level of somebody's variable may
well be called ``delta=2``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True)
class Spread:
    """Whose random effect a standard deviation belongs to: a group, and the effect if it is no intercept."""

    group: str
    effect: str | None = None

    _TEXT: ClassVar[re.Pattern[str]] = re.compile(r"sd\((?P<group>.*?)(?:: (?P<effect>.*))?\)")

    def __str__(self) -> str:
        return f"sd({self.group})" if self.effect is None else f"sd({self.group}: {self.effect})"

    @classmethod
    def read(cls, stored: str) -> Spread | None:
        found = cls._TEXT.fullmatch(stored)
        return cls(found["group"], found["effect"]) if found else None


@dataclass(frozen=True)
class Shift:
    """By how much (log odds, or half standard deviations) those missing in the treated arm differ."""

    treated: float

    _TEXT: ClassVar[re.Pattern[str]] = re.compile(r"delta=(?P<treated>[+-].+)")

    def __str__(self) -> str:
        return f"delta={self.treated:+g}"

    @classmethod
    def read(cls, stored: str) -> Shift | None:
        found = cls._TEXT.fullmatch(stored)
        return cls(float(found["treated"])) if found else None


@dataclass(frozen=True)
class Shifts:
    """By how much those missing differ in either arm, separately."""

    treated: float
    reference: float

    _TEXT: ClassVar[re.Pattern[str]] = re.compile(r"treated=(?P<treated>\S+) reference=(?P<reference>\S+)")

    def __str__(self) -> str:
        return f"treated={self.treated:+g} reference={self.reference:+g}"

    @classmethod
    def read(cls, stored: str) -> Shifts | None:
        found = cls._TEXT.fullmatch(stored)
        return cls(float(found["treated"]), float(found["reference"])) if found else None


@dataclass(frozen=True)
class TookPart:
    """From how many visits on somebody took part, and what the offer does to the risk of the others."""

    visits: float
    direct: float = 0.0

    _TEXT: ClassVar[re.Pattern[str]] = re.compile(r"visits>=(?P<visits>[^,]+)(?:, direct (?P<direct>\S+))?")

    def __str__(self) -> str:
        direct = f", direct {self.direct:+g}" if self.direct else ""
        return f"visits>={self.visits:g}{direct}"

    @classmethod
    def read(cls, stored: str) -> TookPart | None:
        found = cls._TEXT.fullmatch(stored)
        return cls(float(found["visits"]), float(found["direct"] or 0)) if found else None


@dataclass(frozen=True)
class Iteration:
    """An iteration of the chains of an imputation, from 1."""

    number: int

    _TEXT: ClassVar[re.Pattern[str]] = re.compile(r"iteration=(?P<number>\d+)")

    def __str__(self) -> str:
        return f"iteration={self.number}"

    @classmethod
    def read(cls, stored: str) -> Iteration | None:
        found = cls._TEXT.fullmatch(stored)
        return cls(int(found["number"])) if found else None


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
