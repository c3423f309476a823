"""The inputs' file as a validated model; ``data/economics/inputs.yaml`` is the commented example."""

from __future__ import annotations

from datetime import date
from math import isclose
from typing import Literal

from pydantic import Field, model_validator

from voorzorg.economics.inputs.number import Key, Number
from voorzorg.economics.inputs.outcomes import Consequence, Outcome, OutcomeScenario
from voorzorg.text import Label
from voorzorg.validation import Strict

#: In whose purse a benefit falls.
Purse = Literal["municipality", "state", "woman", "society", "unknown"]


class Programme(Strict):
    """What is printed of the programme's length and effort."""

    years: Number
    visits: Number
    visit_hours: Number
    hours_a_week: Number
    weeks: Number
    clients: Number
    nurses: Number
    training_lasts: Number

    @model_validator(mode="after")
    def _divided_by(self) -> Programme:
        for name in ("years", "visits", "visit_hours", "hours_a_week", "weeks", "clients", "nurses"):
            if getattr(self, name).value <= 0:
                raise ValueError(f"{name} must be more than 0: amounts are divided by it")
        if self.training_lasts.value <= 0:
            raise ValueError("training_lasts must be more than 0: amounts are divided by it")
        return self


class TargetGroup(Strict):
    """A reading of who the programme is for: a share, in percent, of births or of first-born children."""

    key: Key
    label: Label
    of: Literal["births", "first_births"]
    share: Number

    @model_validator(mode="after")
    def _percent(self) -> TargetGroup:
        if self.share.top > 100:
            raise ValueError("a share is in percent, 100 at most")
        return self


class TrajectoryCost(Strict):
    """A published version of what a trajectory costs to carry out."""

    key: Key
    label: Label
    amount: Number
    a_year: bool = Field(False, description="The amount is for a year; it is taken times programme.years.")


class CostBeside(Strict):
    """A cost that the published page leaves out."""

    key: Key
    label: Label
    per: Literal["client_year", "nurse_year", "nurse", "nurse_hours", "trajectory"]
    amount: Number


class Alternative(Strict):
    """What the page sets the costs of the programme against."""

    key: Key
    label: Label
    amount: Number


class Category(Strict):
    """A part of the benefits: its share, the outcome that it rests on, and in whose purse it falls."""

    key: Key
    label: Label
    share: float = Field(ge=0, le=1)
    outcome: Key | None = Field(description="Outcome that it needs; null: no effect on it is printed.")
    gains: Purse
    printed: str | None = Field(
        None, description="The published amount of this part, a figure of data/published."
    )


class MaybeTwice(Strict):
    """Where one gain may be counted in more than one category, and why."""

    categories: tuple[Key, ...]
    why: Label


class Benefits(Strict):
    """What may come back from a trajectory."""

    per_trajectory: Number
    return_: Number = Field(alias="return")
    return_scenario: Number
    total_factor: Number
    total_years: Number
    categories: tuple[Category, ...] = Field(min_length=1)
    maybe_twice: tuple[MaybeTwice, ...] = ()

    @model_validator(mode="after")
    def _one(self) -> Benefits:
        total = sum(category.share for category in self.categories)
        if not isclose(total, 1, abs_tol=1e-9):
            raise ValueError(f"the shares of categories add up to {total:g}; they must add up to 1")
        keys = [category.key for category in self.categories]
        _unique("categories", keys)
        for one in self.maybe_twice:
            for key in one.categories:
                if key not in keys:
                    raise ValueError(f"maybe_twice names category '{key}'; there are: {', '.join(keys)}")
        return self


class DiscountRate(Strict):
    """Rates a year, and when they were in force."""

    key: Key
    label: Label
    costs: float = Field(ge=0, lt=1)
    effects: float = Field(ge=0, lt=1)
    source: str
    place: str
    as_of: date
    assumed: Label | None = None


class DropoutStudy(Strict):
    """How many started and how many were still there a year later."""

    key: Key
    label: Label
    started: Number
    at_12_months: Number


class Dropout(Strict):
    """What is printed of those who stop early."""

    costs_until_stopping: Number
    studies: tuple[DropoutStudy, ...] = ()


class Country(Strict):
    """The country as a whole."""

    births: Number


class Inputs(Strict):
    """Everything that the business case is computed from."""

    draws: int = Field(10_000, ge=100, le=1_000_000)
    price_year: int | None = Field(None, ge=1950, le=2100)
    programme: Programme
    target_group: tuple[TargetGroup, ...] = Field(min_length=1)
    costs_of_page: Key
    trajectory_costs: tuple[TrajectoryCost, ...] = Field(min_length=1)
    hour_price_from: Key
    costs_beside: tuple[CostBeside, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    benefits: Benefits
    randomised: Number
    outcomes: dict[Key, Outcome]
    outcome_scenarios: tuple[OutcomeScenario, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    value_of_a_report: Number
    discount_rates: tuple[DiscountRate, ...] = ()
    dropout: Dropout
    country: Country

    @model_validator(mode="after")
    def _refers(self) -> Inputs:
        costs = [cost.key for cost in self.trajectory_costs]
        _unique("trajectory_costs", costs)
        _unique("costs_beside", [cost.key for cost in self.costs_beside])
        _unique("target_group", [group.key for group in self.target_group])
        for name in ("costs_of_page", "hour_price_from"):
            if getattr(self, name) not in costs:
                raise ValueError(f"{name} '{getattr(self, name)}' is none of {', '.join(costs)}")
        for needed in ("reports", "violence"):
            if needed not in self.outcomes:
                raise ValueError(f"outcomes needs '{needed}', which the page reports on")
        for where, outcome in (
            *((f"category '{c.key}'", c.outcome) for c in self.benefits.categories),
            *((f"outcome scenario '{s.key}'", s.outcome) for s in self.outcome_scenarios),
        ):
            if outcome is not None and outcome not in self.outcomes:
                raise ValueError(f"{where} names outcome '{outcome}'; there are: {', '.join(self.outcomes)}")
        if self.target_group[0].of != "births":
            raise ValueError(
                "the first target group is the one that the page starts with, a share 'of: births'"
            )
        return self


def _unique(what: str, keys: list[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"{what} has '{twice[0]}' twice")
