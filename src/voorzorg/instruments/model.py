"""Scoring keys as data: what ``data/instruments/<key>.yaml`` may say.

A key names items and how scales follow from them. It holds no questionnaire's wording.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from voorzorg.text import Label, Text
from voorzorg.validation import FaultError, Strict, fault, several

_MOST_ITEMS = 2000
_HIGHEST_NUMBER = 99_999
#: Columns of the tidy tables, which no score can be called.
_TAKEN = frozenset({"participant_id", "wave", "informant", "weeks", "arm", "event"})
_NAME = re.compile(r"(?:[a-z]|\{name\})(?:[a-z0-9_]|\{name\})*")


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
            raise fault("fault-item-number", piece=piece)
        first, last = int(match[1][:9]), int((match[2] or match[1])[:9])
        if last < first:
            raise fault("fault-item-range", piece=piece)
        if last > _HIGHEST_NUMBER or last - first >= _MOST_ITEMS:
            raise fault("fault-item-too-many", piece=piece)
        numbers.extend(range(first, last + 1))
        if len(numbers) > _MOST_ITEMS:
            raise fault("fault-too-many", limit=str(_MOST_ITEMS))
    return tuple(numbers)


Numbers = Annotated[
    tuple[int, ...], BeforeValidator(_numbers, json_schema_input_type=int | str | tuple[int, ...])
]


class Items(Strict):
    """Item variables: numbered (``prefix`` + number padded to ``width``) or by ``names``.

    Neither means that the cohort's manifest names them (a generic score).
    """

    prefix: str = Field("", description="Put before the number: cts2_ gives cts2_1.")
    numbers: Numbers = Field((), description="Item numbers, such as 1-10, 12.")
    width: int = Field(1, ge=1, le=6, description="Digits of a number: 2 gives 01.")
    names: tuple[str, ...] = Field((), description="Item variables by name, instead of numbers.")

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

    minimum: float = Field(description="Lowest answer; anything below is an error.")
    maximum: float = Field(description="Highest answer; anything above is an error.")
    recode: dict[float, float] = Field(
        default_factory=dict,
        description="Answer: points, before anything else.",
    )
    points: tuple[float, float] | None = Field(None, description="Bounds after recoding, for reversed items.")
    reversed: Numbers = Field((), description="Numbers of items that count the other way round.")
    reversed_names: tuple[str, ...] = Field((), description="The same by name.")

    @model_validator(mode="after")
    def _in_order(self) -> Answers:
        if self.minimum >= self.maximum:
            raise fault("fault-less-than", "minimum", limit=f"{self.maximum:g}")
        if self.points is not None and self.points[0] >= self.points[1]:
            low, high = sorted(self.points)
            raise fault("fault-lower-first", "points", right=f"[{low:g}, {high:g}]")
        outside = [answer for answer in self.recode if not self.minimum <= answer <= self.maximum]
        if outside:
            limits = {"low": f"{self.minimum:g}", "high": f"{self.maximum:g}"}
            raise fault("fault-recode-no-answer", "recode", answer=f"{outside[0]:g}", **limits)
        every = len(self.recode) > self.maximum - self.minimum
        if every and len(set(self.recode.values())) == 1:
            raise fault("fault-recode-all-same", "recode")
        if self.points is not None and any(
            not self.points[0] <= p <= self.points[1] for p in self.recode.values()
        ):
            raise fault("fault-recode-outside", "points")
        for name in ("reversed", "reversed_names"):
            if len(set(getattr(self, name))) < len(getattr(self, name)):
                raise fault("fault-item-twice", name)
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest points of an item."""
        if self.points is not None:
            return self.points
        made = [self.minimum, self.maximum, *self.recode.values()]
        return min(made), max(made)

    def __str__(self) -> str:
        return f"{self.minimum:g} to {self.maximum:g}"


class Cutoff(Strict):
    """A yes/no variable: 1 where the scale's score is at least (at most) this."""

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    at_least: float | None = Field(None, description="1 from this score on.")
    at_most: float | None = Field(None, description="1 up to this score.")
    source: str | None = Field(None, description="Literature of the cut-off.")

    @model_validator(mode="after")
    def _one_bound(self) -> Cutoff:
        if (self.at_least is None) == (self.at_most is None):
            raise fault("fault-cut-off-one")
        return self


class Scale(Strict):
    """One score.

    ``method``: ``sum`` and ``mean`` of points; ``any`` is 1 where at least one item has ``at_least``
    points; ``count`` is how many have; ``item`` takes a single item as it is.

    ``max_missing`` is how many items may be unanswered (a number below 1 is a share). A sum is then
    prorated: the mean of the answered items times the number of items. For ``any``, one positive item is
    enough whatever is missing; without one, more than ``max_missing`` unanswered items leave it unknown.
    """

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    items: Numbers = Field((), description="Numbers of its items; all of the key when left out.")
    names: tuple[str, ...] = Field((), description="Its items by name, instead of numbers.")
    method: Literal["sum", "mean", "any", "count", "item"] = Field(
        "sum",
        description="How items become a score.",
    )
    at_least: float = Field(1, description="Points from which an item counts, for any and count.")
    max_missing: float = Field(
        0,
        ge=0,
        description="Unanswered items that are allowed; below 1: a share of the items.",
    )
    cutoffs: dict[str, Cutoff] = Field(
        default_factory=dict,
        description="Yes/no variables made from the score, by name.",
    )
    conversion: dict[int, float] | None = Field(
        None, description="From raw score to norm score (T), before the cut-offs; norms are often licensed."
    )


class Example(Strict):
    """A worked example: it is the key's test. Items left out of ``given`` get ``others``."""

    note: str = Field("", description="Where the example comes from.")
    given: dict[str, float | None] = Field(description="Item: answer; null is unanswered.")
    others: float | None = Field(
        None,
        description="Answer to every item that is not given; left out: unanswered.",
    )
    expect: dict[str, float | None] = Field(description="Score: what has to come out; null is unknown.")


class Instrument(Strict):
    """A scoring key."""

    key: str = Field(description="The key's name, which is its file's too.")
    title: Label = Field(description="Name of the instrument.")
    source: str = Field(min_length=10, description="Literature that the scale membership comes from.")
    licence: str | None = Field(None, description="What one needs to use the instrument itself.")
    remark: str | None = Field(None, description="What a user of the key should know.")
    items: Items = Field(Items(), description="The items' variables.")
    answers: Answers = Field(description="What an item can be answered, and its points.")
    scales: dict[str, Scale] = Field(
        min_length=1,
        description="Scores by name; {name} stands for the cohort's name for this use.",
    )
    examples: tuple[Example, ...] = Field(
        min_length=1,
        description="Worked examples; 'voorzorg check' runs them.",
    )

    @model_validator(mode="after")
    def _items_exist(self) -> Instrument:
        known = set(self.items.all)
        for name, scale in self.scales.items():
            used = self.items_of(scale, generic=())
            if known and (unknown := [item for item in used if item not in known]):
                raise fault("fault-items-unknown", "scales", name, names=unknown)
            if known and scale.method == "item" and len(used) != 1:
                raise fault("fault-scale-one-item", "scales", name)
            if len(set(used)) < len(used):
                raise fault("fault-item-twice", "scales", name)
        turned = {self.items.name(n) for n in self.answers.reversed} | set(self.answers.reversed_names)
        if known and (unknown := sorted(turned - known)):
            raise fault("fault-items-unknown", "answers", "reversed", names=unknown)
        return self

    @model_validator(mode="after")
    def _scores_have_names(self) -> Instrument:
        names = [fill(name, self.key) for name in self.scales]
        names += [fill(cut, self.key) for scale in self.scales.values() for cut in scale.cutoffs]
        for name in [*self.scales, *(cut for scale in self.scales.values() for cut in scale.cutoffs)]:
            if not _NAME.fullmatch(name):
                raise fault("fault-score-name", "scales", name=name)
        if double := sorted({name for name in names if names.count(name) > 1}):
            raise fault("fault-scores-same-name", "scales", names=double)
        if taken := sorted(_TAKEN & set(names)):
            raise fault("fault-score-taken", "scales", names=taken)
        if clash := sorted(set(names) & set(self.items.all)):
            raise fault("fault-score-is-item", "scales", names=clash)
        for n, example in enumerate(self.examples):
            here = ("examples", n)
            if self.items.all and (unknown := sorted(set(example.given) - set(self.items.all))):
                raise fault("fault-items-unknown", *here, "given", names=unknown)
            if unknown := sorted(set(example.expect) - set(names)):
                raise fault("fault-example-scores", *here, "expect", names=unknown, known=names)
            given = [*example.given.values(), example.others]
            answered = [value for value in given if value is not None]
            if not answered:
                raise fault("fault-example-empty", *here)
            if odd := [v for v in answered if not self.answers.minimum <= v <= self.answers.maximum]:
                limits = {"low": f"{self.answers.minimum:g}", "high": f"{self.answers.maximum:g}"}
                raise fault("fault-example-answer", *here, "given", answer=f"{odd[0]:g}", **limits)
            if not example.expect:
                raise fault("fault-example-expects", *here, "expect")
        return self

    @model_validator(mode="after")
    def _scores_can_be(self) -> Instrument:
        for name, scale in self.scales.items():
            several(_impossible(self, scale, ("scales", name)))
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


def _impossible(key: Instrument, scale: Scale, where: tuple[str, str]) -> Iterator[FaultError]:
    """What a scale asks that none of its scores can meet, or every one does."""
    if scale.items and scale.names:
        yield fault("fault-scale-items-or-names", *where)
    low, high = key.answers.bounds
    if scale.method in ("any", "count") and not low < scale.at_least <= high:
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        yield fault("fault-scale-at-least", *where, "at_least", value=f"{scale.at_least:g}", **limits)
    size = len(key.items_of(scale, generic=()))
    if not size:
        return  # a key whose items the manifest names
    if scale.max_missing >= size:
        yield fault("fault-scale-max-missing", *where, "max_missing", size=str(size))
    reach = {"sum": (low * size, high * size), "any": (0.0, 1.0), "count": (0.0, float(size))}
    first, last = reach.get(scale.method, (low, high))
    if scale.conversion:
        yield from _conversion(scale, first, last, where)
        first, last = min(scale.conversion.values()), max(scale.conversion.values())
    for name, cutoff in scale.cutoffs.items():
        limit = cutoff.at_least if cutoff.at_least is not None else cutoff.at_most
        splits = first < limit <= last if cutoff.at_least is not None else first <= limit < last  # type: ignore[operator]
        if not splits:
            limits = {"low": f"{first:g}", "high": f"{last:g}"}
            yield fault("fault-cut-off-one-side", *where, "cutoffs", name, **limits)


def _conversion(scale: Scale, first: float, last: float, where: tuple[str, str]) -> Iterator[FaultError]:
    here = (*where, "conversion")
    raw = sorted(scale.conversion or {})
    if raw[0] < first or raw[-1] > last:
        yield fault("fault-conversion-range", *here, low=f"{first:g}", high=f"{last:g}")
    if scale.method in ("sum", "count", "item") and len(raw) <= last - first:
        gone = next(score for score in range(math.ceil(first), int(last) + 1) if score not in raw)
        yield fault("fault-conversion-gap", *here, score=str(gone))
    norms = [(scale.conversion or {})[score] for score in raw]
    if norms not in (sorted(norms), sorted(norms, reverse=True)):
        yield fault("fault-conversion-order", *here)
