"""The inputs' file as a validated model; ``data/economics/inputs.yaml`` is the commented example."""

from __future__ import annotations

from datetime import date
from math import isclose
from typing import Literal

from pydantic import Field, model_validator

from voorzorg.economics.inputs.number import Key, Number
from voorzorg.economics.inputs.outcomes import Consequence, Outcome, OutcomeScenario
from voorzorg.text import Label
from voorzorg.validation import Strict, fault

#: In whose purse a benefit falls.
Purse = Literal["municipality", "state", "woman", "society", "unknown"]


class Programme(Strict):
    """What is printed of the programme's length and effort."""

    years: Number = Field(description="Length of a trajectory.")
    visits: Number = Field(description="Visits of a trajectory.")
    visit_hours: Number = Field(description="Length of a visit.")
    hours_a_week: Number = Field(description="A nurse's hours for one client.")
    weeks: Number = Field(description="Length of a trajectory in weeks.")
    clients: Number = Field(description="Clients at one moment.")
    nurses: Number = Field(description="Nurses who see them.")
    training_lasts: Number = Field(description="Years over which a training is spread.")

    @model_validator(mode="after")
    def _divided_by(self) -> Programme:
        for name in ("years", "visits", "visit_hours", "hours_a_week", "weeks", "clients", "nurses"):
            if getattr(self, name).value <= 0:
                raise fault("fault-divided-by", name)
        if self.training_lasts.value <= 0:
            raise fault("fault-divided-by", "training_lasts")
        return self


class TargetGroup(Strict):
    """A reading of who the programme is for: a share, in percent, of births or of first-born children."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    of: Literal["births", "first_births"] = Field(
        description="What the share is of, a column of the municipalities' file.",
    )
    share: Number = Field(description="In percent.")

    @model_validator(mode="after")
    def _percent(self) -> TargetGroup:
        if self.share.top > 100:
            raise fault("fault-share-percent", "share")
        return self


class TrajectoryCost(Strict):
    """A published version of what a trajectory costs to carry out."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    amount: Number = Field(description="Amount, unit and source.")
    a_year: bool = Field(False, description="The amount is for a year; it is taken times programme.years.")


class CostBeside(Strict):
    """A cost that the published page leaves out."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    per: Literal["client_year", "nurse_year", "nurse", "nurse_hours", "trajectory"] = Field(
        description="What the amount is for.",
    )
    amount: Number = Field(description="Amount, unit and source.")


class Alternative(Strict):
    """What the page sets the costs of the programme against."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    amount: Number = Field(description="Amount, unit and source.")


class Category(Strict):
    """A part of the benefits: its share, the outcome that it rests on, and in whose purse it falls."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    share: float = Field(ge=0, le=1, description="Share of the benefits; all add up to 1.")
    outcome: Key | None = Field(description="Outcome that it needs; null: no effect on it is printed.")
    gains: Purse = Field(description="In whose purse it falls.")
    printed: str | None = Field(
        None, description="The published amount of this part, a figure of data/published."
    )


class MaybeTwice(Strict):
    """Where one gain may be counted in more than one category, and why."""

    categories: tuple[Key, ...] = Field(description="Categories that may hold the same gain.")
    why: Label = Field(description="How it could be counted twice.")


class Benefits(Strict):
    """What may come back from a trajectory."""

    per_trajectory: Number = Field(description="Published benefit of a trajectory.")
    return_: Number = Field(alias="return", description="Published return per euro.")
    return_scenario: Number = Field(description="Another published return, shown as a scenario.")
    total_factor: Number = Field(description="From yearly to total benefits, as published.")
    total_years: Number = Field(description="Years that the total is about.")
    categories: tuple[Category, ...] = Field(min_length=1, description="Parts of the benefits.")
    maybe_twice: tuple[MaybeTwice, ...] = Field((), description="Gains that may stand in two categories.")

    @model_validator(mode="after")
    def _one(self) -> Benefits:
        total = sum(category.share for category in self.categories)
        if not isclose(total, 1, abs_tol=1e-9):
            raise fault("fault-shares-sum", "categories", total=f"{total:g}")
        keys = [category.key for category in self.categories]
        _unique("categories", keys)
        for n, one in enumerate(self.maybe_twice):
            for key in one.categories:
                if key not in keys:
                    unknown = fault("fault-none-of", "maybe_twice", n, "categories", name=key, known=keys)
                    raise unknown.near(key, keys)
        return self


class DiscountRate(Strict):
    """Rates a year, and when they were in force."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    costs: float = Field(ge=0, lt=1, description="Rate a year for costs: 0.04 is 4 %.")
    effects: float = Field(ge=0, lt=1, description="Rate a year for effects.")
    source: Label = Field(description="Where it was found: one text, or {nl: …, en: …}.")
    place: Label = Field(description="Page, section or line: one text, or {nl: …, en: …}.")
    as_of: date = Field(description="Day on which it was in force.")
    assumed: Label | None = Field(None, description="What is chosen rather than printed.")


class DropoutStudy(Strict):
    """How many started and how many were still there a year later."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    started: Number = Field(description="Participants who started.")
    at_12_months: Number = Field(description="Of them, still there after twelve months.")


class Dropout(Strict):
    """What is printed of those who stop early."""

    costs_until_stopping: Number = Field(description="What is spent on who stops early.")
    studies: tuple[DropoutStudy, ...] = Field((), description="Studies that say how many stop.")


class Country(Strict):
    """The country as a whole."""

    births: Number = Field(description="Births a year.")


class Inputs(Strict):
    """Everything that the business case is computed from."""

    draws: int = Field(10_000, ge=100, le=1_000_000, description="Draws of the probabilistic analysis.")
    price_year: int | None = Field(
        None,
        ge=1950,
        le=2100,
        description="Year to whose prices amounts are brought; null: as printed.",
    )
    programme: Programme = Field(description="Length and effort.")
    target_group: tuple[TargetGroup, ...] = Field(
        min_length=1,
        description="Whom the programme is for; the first is what the page starts with.",
    )
    costs_of_page: Key = Field(description="Key of the trajectory cost that the page starts with.")
    trajectory_costs: tuple[TrajectoryCost, ...] = Field(
        min_length=1,
        description="Published versions of the costs.",
    )
    hour_price_from: Key = Field(
        description="Key of the trajectory cost from which a nurse's hour is priced.",
    )
    costs_beside: tuple[CostBeside, ...] = Field((), description="Costs that the published page leaves out.")
    alternatives: tuple[Alternative, ...] = Field((), description="What costs are set against.")
    benefits: Benefits = Field(description="What may come back.")
    randomised: Number = Field(description="Participants of the trial that effects come from.")
    outcomes: dict[Key, Outcome] = Field(description="Effects by key.")
    outcome_scenarios: tuple[OutcomeScenario, ...] = Field(
        (),
        description="Other published readings of an effect.",
    )
    consequences: tuple[Consequence, ...] = Field((), description="What an outcome costs society.")
    value_of_a_report: Number = Field(description="Willingness to pay for a prevented report.")
    discount_rates: tuple[DiscountRate, ...] = Field((), description="Discount rates by guideline.")
    dropout: Dropout = Field(description="Those who stop early.")
    country: Country = Field(description="The country, for the share of its births.")

    @model_validator(mode="after")
    def _refers(self) -> Inputs:
        costs = [cost.key for cost in self.trajectory_costs]
        _unique("trajectory_costs", costs)
        _unique("costs_beside", [cost.key for cost in self.costs_beside])
        _unique("target_group", [group.key for group in self.target_group])
        for name in ("costs_of_page", "hour_price_from"):
            if getattr(self, name) not in costs:
                raise fault("fault-none-of", name, name=getattr(self, name), known=costs)
        for needed in ("reports", "violence"):
            if needed not in self.outcomes:
                raise fault("fault-outcome-needed", "outcomes", name=needed)
        for where, outcome in (
            *((("benefits", "categories", n), c.outcome) for n, c in enumerate(self.benefits.categories)),
            *((("outcome_scenarios", n), s.outcome) for n, s in enumerate(self.outcome_scenarios)),
        ):
            if outcome is not None and outcome not in self.outcomes:
                raise fault("fault-none-of", *where, "outcome", name=outcome, known=self.outcomes)
        if self.target_group[0].of != "births":
            raise fault("fault-first-target-group", "target_group", 0, "of")
        return self


def _unique(what: str, keys: list[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise fault("fault-key-twice", what, name=twice[0])
