"""Relations between figures that are known from reading: what should be the sum, share or product of what.

They are data (``relations.yaml`` beside the figures), not code. Each names a target, the figures that it
should follow from, and, where something must be taken for granted, that assumption in words. Values behind
rounded inputs are intervals, so the result of a relation is an interval too.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BeforeValidator, Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.evidence.figures.figure import Figures
from voorzorg.text import Label
from voorzorg.validation import Strict, unreadable
from voorzorg.yaml_file import read

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


def read_relations(path: str | Path, figures: Figures | None = None) -> list[Relation]:
    """Read ``relations.yaml``; with ``figures``, names that no figure has are a problem.

    Raises
    ------
    RelationError
        With every problem found.
    """
    path = Path(path)
    try:
        content = read(path) or {}
    except yaml.YAMLError as error:
        raise RelationError(f"{path.name}: not readable as YAML: {unreadable(error)}") from None
    entries = content.get("relations", []) if isinstance(content, dict) else content
    relations: list[Relation] = []
    problems: list[str] = []
    for i, entry in enumerate(entries, start=1):
        name = entry.get("key", f"number {i}") if isinstance(entry, dict) else f"number {i}"
        try:
            relations.append(Relation.model_validate(entry))
        except ValidationError as error:
            problems += [
                f"{path.name}, relation {name}, {'.'.join(map(str, e['loc']))}: {e['msg']}"
                for e in error.errors()
            ]
    keys = [r.key for r in relations]
    problems += [
        f"{path.name}: key {k!r} is used twice" for k in sorted({k for k in keys if keys.count(k) > 1})
    ]
    for r in relations:
        if not r.all_targets:
            problems.append(f"{path.name}, relation {r.key}: no target")
        if figures is not None:
            problems += [
                f"{path.name}, relation {r.key}: no figure {x!r}"
                for x in r.figure_ids
                if x not in figures.by_id
            ]
    if problems:
        raise RelationError("\n".join(problems))
    return relations
