"""The study file: a question, scenarios as a grid, methods, and how exact the answer must be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import Field, model_validator

from voorzorg.cohorts.manifest.design import Key
from voorzorg.errors import UserError
from voorzorg.lab.methods import METHODS
from voorzorg.messages import Message
from voorzorg.text import Label
from voorzorg.validation import Problem, Strict, fault, listed


class StudyError(UserError):
    """The study file is not as it should be; the message lists every problem."""


class Counts(Strict):
    """A published two-by-two table."""

    events_reference: int = Field(ge=0)
    n_reference: int = Field(ge=1)
    events_treated: int = Field(ge=0)
    n_treated: int = Field(ge=1)

    @model_validator(mode="after")
    def _no_more_events_than_people(self) -> Counts:
        if self.events_reference > self.n_reference or self.events_treated > self.n_treated:
            raise fault("fault-more-events-than-people")
        return self


class Interim(Strict):
    """What is known halfway without unblinding: both (equal) arms together."""

    events: int = Field(ge=1)
    n: int = Field(ge=2)

    @model_validator(mode="after")
    def _some_without(self) -> Interim:
        if self.events >= self.n:
            raise fault("fault-someone-without", "events")
        return self


class StudyFile(Strict):
    """What a person writes: see ``data/studies`` and docs/lab.md."""

    name: Key
    title: Label
    cohort: Key = Field("voorzorg_rct", description="Trial whose population and analysis plan are taken.")
    outcome: str = Field(
        description="An outcome of config.yaml; 'plan': every primary hypothesis; 'all': every outcome too."
    )
    wave: str | None = Field(None, description="Of an outcome with several; left out: the last.")
    setting: dict[str, Any] = Field(default_factory=dict, description="What all scenarios share.")
    grid: dict[str, tuple[Any, ...]] = Field(
        default_factory=dict, description="What they differ in: every combination is a scenario."
    )
    methods: tuple[str, ...] = Field(("adjusted",), min_length=1)
    counts: Counts | None = Field(
        None,
        description="A published table: power is also averaged over what it leaves open (assurance).",
    )
    interim: Interim | None = Field(
        None, description="Events of both arms together halfway: families are estimated again."
    )
    wanted: float = Field(0.8, gt=0, lt=1, description="The power that is wanted.")
    alpha: float = Field(0.05, gt=0, lt=1)
    error: float = Field(0.015, gt=0, lt=0.5, description="Monte-Carlo error of a power of one half.")
    replications: int | None = Field(None, ge=2, le=1_000_000, description="In place of 'error'.")
    blocks: int = Field(4, ge=1, le=1000, description="Parts that can be run beside each other.")
    seed: int = Field(1, ge=0)

    @model_validator(mode="after")
    def _sensible(self) -> StudyFile:
        if odd := [one for one in self.methods if one not in METHODS]:
            raise fault("fault-no-method", "methods", names=odd, known=METHODS).near(odd[0], METHODS)
        if twice := sorted({one for one in self.methods if self.methods.count(one) > 1}):
            raise fault("fault-method-twice", "methods", names=twice)
        if double := set(self.setting) & set(self.grid):
            raise fault("fault-setting-and-grid", "grid", names=sorted(double))
        if empty := [name for name, values in self.grid.items() if not values]:
            raise fault("fault-grid-empty", "grid", empty[0])
        if twice := [name for name, values in self.grid.items() if _repeated(values)]:
            raise fault("fault-grid-twice", "grid", twice[0])
        return self


def _repeated(values: tuple[Any, ...]) -> bool:
    return len({json.dumps(value, sort_keys=True, default=str) for value in values}) < len(values)


def told(where: str, lines: Iterable[Problem | Message], text: str | None = None) -> StudyError:
    """Every problem of a file as one error; ``text`` is the file's, which gives the lines."""
    return StudyError(*listed(where, lines, text))
