"""Relations between figures that are known from reading: what should be the sum, share or product of what.

They are data (``relations.yaml`` beside the figures), not code. Each names a target, the figures that it
should follow from, and, where something must be taken for granted, that assumption in words. Values behind
rounded inputs are intervals, so the result of a relation is an interval too.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.evidence.figures.figure import Figures
from voorzorg.messages import Message, message
from voorzorg.text import Label
from voorzorg.validation import Problem, Strict, found_problems, listed, not_readable, problem_at
from voorzorg.yaml_file import load, read_text

Kind = Literal[
    "sum",
    "difference",
    "product",
    "ratio",
    "percent",
    "relative_change",
    "complement",
    "equal",
    "at_most",
    "at_least",
    "common_denominator",
    "one_of_differences",
    "same_count",
]


class RelationError(UserError):
    """A relations file that cannot be used; the message lists every problem."""


class Input(Strict):
    """A figure (one of its ends, where it is a range) or a number with its reason."""

    figure: str | None = None
    end: Literal["same", "low", "high"] = "same"
    number: float | None = None
    below: float | None = Field(
        None, description="closes a figure printed as 'more than': a little over 2300 is below 2400"
    )
    why: Label | None = None


def _input(value: object) -> object:
    return {"figure": value} if isinstance(value, str) else value


AnyInput = Annotated[Input, BeforeValidator(_input)]


class Relation(Strict):
    """One relation; ``label`` says what it is about, ``assume`` what must be taken for granted."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$")
    kind: Kind
    label: Label
    target: str | None = None
    targets: tuple[str, ...] = ()
    inputs: tuple[AnyInput, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()
    ends: Literal["both", "low", "high"] = "both"
    assume: Label | None = None
    severity: int | None = Field(
        None, ge=0, le=100, description="where a finding weighs more or less than its size"
    )
    remark: Label | None = Field(None, description="added to the reason of a finding")

    @property
    def all_targets(self) -> tuple[str, ...]:
        """Target or targets."""
        return (self.target, *self.targets) if self.target else self.targets

    @property
    def figure_ids(self) -> list[str]:
        """Every figure that the relation names."""
        named = [i.figure for i in self.inputs if i.figure]
        return [*self.all_targets, *named, *itertools.chain.from_iterable(self.candidates)]


class Relations(Strict):
    """The file: relations one after another."""

    relations: tuple[Relation, ...] = ()


def read_relations(path: str | Path, figures: Figures | None = None) -> list[Relation]:
    """Read ``relations.yaml``; with ``figures``, names that no figure has are a problem.

    Raises
    ------
    RelationError
        With every problem found.
    """
    path = Path(path)
    try:
        text = read_text(path)
        content = load(text) or {}
    except yaml.YAMLError as error:
        raise RelationError(not_readable(path.name, error)) from None
    whole = content if isinstance(content, dict) else {"relations": content}
    found: list[Problem] = []
    try:
        relations = dict(enumerate(Relations.model_validate(whole).relations))
    except ValidationError as error:
        found = found_problems(error, Relations, whole)
        relations = _good(whole.get("relations"))
    wrong = _wrong(relations, figures)
    found += [problem_at(("relations", *where), what, whole) for where, what in wrong]
    if found:
        raise RelationError(*listed(path.name, found, text))
    return list(relations.values())


def _good(entries: object) -> dict[int, Relation]:
    """Of a file with mistakes the relations without, so that all that is wrong is told at once."""
    good: dict[int, Relation] = {}
    for n, entry in enumerate(entries if isinstance(entries, list) else ()):
        with contextlib.suppress(ValidationError):
            good[n] = Relation.model_validate(entry)
    return good


def _wrong(
    relations: Mapping[int, Relation], figures: Figures | None
) -> Iterator[tuple[tuple[int | str, ...], Message]]:
    """Keys that stand twice, relations without a target, and figures that are not there."""
    first: set[str] = set()
    for n, relation in relations.items():
        if relation.key in first:
            yield (n, "key"), message("fault-relation-twice", name=relation.key)
        first.add(relation.key)
        if not relation.all_targets:
            yield (n, "target"), message("fault-missing")
        missing = [x for x in relation.figure_ids if figures is not None and x not in figures.by_id]
        if missing:
            yield (n,), message("fault-no-such-figures", names=missing)
