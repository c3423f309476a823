"""Scoring keys as data: what ``data/instruments/<key>.yaml`` may say.

A key names items and how scales follow from them. It holds no questionnaire's wording.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from voorzorg.text import Label, Text
from voorzorg.validation import Strict


def _numbers(value: object) -> object:
    """``"1-3, 7"`` -> (1, 2, 3, 7)."""
    if isinstance(value, int):
        return (value,)
    if not isinstance(value, str):
        return value
    numbers: list[int] = []
    for piece in filter(None, re.split(r"[,\s]+", value)):
        match = re.fullmatch(r"(\d+)(?:-(\d+))?", piece)
        if match is None:
            raise ValueError(f"'{piece}' is no item number or range such as 3 or 3-9")
        numbers.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(numbers)


Numbers = Annotated[
    tuple[int, ...], BeforeValidator(_numbers, json_schema_input_type=int | str | tuple[int, ...])
]


class Items(Strict):
    """Item variables: numbered (``prefix`` + number padded to ``width``) or by ``names``.

    Neither means that the cohort's manifest names them (a generic score).
    """

    prefix: str = ""
    numbers: Numbers = ()
    width: int = 1
    names: tuple[str, ...] = ()

    def name(self, number: int) -> str:
        return f"{self.prefix}{number:0{self.width}d}"

    @property
    def all(self) -> tuple[str, ...]:
        return self.names or tuple(self.name(number) for number in self.numbers)


class Answers(Strict):
    """Answers that an item can have, and how they become points.

    ``recode`` maps answers to points before anything else; a reversed item then gets
    ``minimum + maximum - points``, of the points' own bounds.
    """

    minimum: float
    maximum: float
    recode: dict[float, float] = Field(default_factory=dict)
    points: tuple[float, float] | None = Field(None, description="Bounds after recoding, for reversed items.")
    reversed: Numbers = ()
    reversed_names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.minimum:g} to {self.maximum:g}"


class Cutoff(Strict):
    """A yes/no variable: 1 where the scale's score is at least (at most) this."""

    label: Label
    at_least: float | None = None
    at_most: float | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Cutoff:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a cut-off needs either 'at_least' or 'at_most'")
        return self


class Scale(Strict):
    """One score.

    ``method``: ``sum`` and ``mean`` of points; ``any`` is 1 where at least one item has ``at_least``
    points; ``count`` is how many have; ``item`` takes a single item as it is.

    ``max_missing`` is how many items may be unanswered (a number below 1 is a share). A sum is then
    prorated: the mean of the answered items times the number of items. For ``any``, one positive item is
    enough whatever is missing; without one, more than ``max_missing`` unanswered items leave it unknown.
    """

    label: Label
    items: Numbers = ()
    names: tuple[str, ...] = ()
    method: Literal["sum", "mean", "any", "count", "item"] = "sum"
    at_least: float = 1
    max_missing: float = Field(0, ge=0)
    cutoffs: dict[str, Cutoff] = Field(default_factory=dict)
    conversion: dict[int, float] | None = Field(
        None, description="From raw score to norm score (T), before the cut-offs; norms are often licensed."
    )


class Example(Strict):
    """A worked example: it is the key's test. Items left out of ``given`` get ``others``."""

    note: str = ""
    given: dict[str, float | None]
    others: float | None = None
    expect: dict[str, float | None]


class Instrument(Strict):
    """A scoring key."""

    key: str
    title: Label
    source: str = Field(min_length=10, description="Literature that the scale membership comes from.")
    licence: str | None = Field(None, description="What one needs to use the instrument itself.")
    remark: str | None = None
    items: Items = Items()
    answers: Answers
    scales: dict[str, Scale] = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _items_exist(self) -> Instrument:
        known = set(self.items.all)
        for name, scale in self.scales.items():
            used = self.items_of(scale, generic=())
            if known and (unknown := [item for item in used if item not in known]):
                raise ValueError(f"scale '{name}' uses items that the key does not have: {unknown}")
            if known and scale.method == "item" and len(used) != 1:
                raise ValueError(f"scale '{name}' has method 'item' and needs exactly one item")
        return self

    def items_of(self, scale: Scale, generic: tuple[str, ...]) -> tuple[str, ...]:
        """A scale's item names; all of them where the scale names none."""
        if scale.names:
            return scale.names
        if scale.items:
            return tuple(self.items.name(number) for number in scale.items)
        return self.items.all or generic

    def is_reversed(self, item: str) -> bool:
        return item in self.answers.reversed_names or item in {
            self.items.name(number) for number in self.answers.reversed
        }

    def outputs(self, name: str | None = None) -> dict[str, Text]:
        """Every variable the key makes, with its label; ``{name}`` is filled in."""
        made: dict[str, Text] = {}
        for scale_name, scale in self.scales.items():
            made[fill(scale_name, name or self.key)] = scale.label
            for cut_name, cutoff in scale.cutoffs.items():
                made[fill(cut_name, name or self.key)] = cutoff.label
        return made


def fill(pattern: str, name: str) -> str:
    return pattern.replace("{name}", name)
