"""Scenarios: what has no distribution is set to its other values, one at a time and two at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from voorzorg.economics.case.choices import Choices
from voorzorg.economics.case.expected import Model, expected
from voorzorg.economics.case.published_page import cost_of_page, trajectory_cost
from voorzorg.economics.effects import Effect
from voorzorg.economics.inputs.model import Inputs
from voorzorg.economics.uncertainty.draws import Draws

Sort = Literal["costs", "trial", "assumption"]
Unit = Literal["euro", "percent", "per_hundred"]


@dataclass(frozen=True)
class Bar:
    """An input at both ends with everything else as it is, and the net per trajectory at each (euro).

    ``at`` are the input's two values, in ``unit``.
    """

    key: str
    sort: Sort
    at: tuple[float, float]
    unit: Unit
    net: tuple[float, float]

    @property
    def width(self) -> float:
        """How much the net moves."""
        return abs(self.net[1] - self.net[0])


def tornado(
    inputs: Inputs, model: Model, start: Choices, effects: Mapping[str, Effect], draws: Draws
) -> list[Bar]:
    """Bars, widest first. Effects move between the limits of their draws, in proportion with their
    benefits."""

    def net(choices: Choices, part_factor: Mapping[str, float] | None = None) -> float:
        if not part_factor:
            return expected(model, choices)["net_each"]
        total = -expected(model, replace(choices, categories=frozenset()))["cost_each"]
        for part in model.parts:
            if part.key in choices.categories:
                percent = choices.assumed if part.outcome is None else choices.effect
                factor = part_factor.get(part.outcome or "", 1.0)
                total += choices.benefit * part.share * (percent / 100) * factor
        return total

    def bar(
        key: str,
        sort: Sort,
        at: tuple[float, float],
        unit: Unit,
        changed: Callable[[float], Choices],
    ) -> Bar:
        return Bar(key, sort, at, unit, (net(changed(at[0])), net(changed(at[1]))))

    versions = [trajectory_cost(inputs, one.key) for one in inputs.trajectory_costs]
    hours, visits = inputs.programme.hours_a_week, inputs.programme.visits
    effort = tuple(start.cost * end / hours.middle for end in (hours.value, hours.top))
    by_visits = tuple(start.cost * end / visits.middle for end in (visits.value, visits.top))
    returns = tuple(
        cost_of_page(inputs) * one.value for one in (inputs.benefits.return_scenario, inputs.benefits.return_)
    )
    everything = frozenset(model.beside)
    bars = [
        bar("version", "costs", (min(versions), max(versions)), "euro", lambda x: replace(start, cost=x)),
        bar("effort", "costs", (effort[0], effort[1]), "euro", lambda x: replace(start, cost=x)),
        bar("visits", "costs", (by_visits[0], by_visits[1]), "euro", lambda x: replace(start, cost=x)),
        Bar(
            "beside",
            "costs",
            (0.0, sum(model.beside.values())),
            "euro",
            (net(replace(start, costs=frozenset())), net(replace(start, costs=everything))),
        ),
        bar("assumed", "assumption", (0.0, 100.0), "percent", lambda x: replace(start, assumed=x)),
        bar("return", "assumption", (returns[0], returns[1]), "euro", lambda x: replace(start, benefit=x)),
    ]
    for key, effect in effects.items():
        if not any(part.outcome == key for part in model.parts) or effect.fewer <= 0:
            continue
        low, high = np.quantile(draws.effects[key], [0.025, 0.975])
        bars.append(
            Bar(
                f"effect_{key}",
                "trial",
                (100 * float(low), 100 * float(high)),
                "per_hundred",
                (
                    net(start, {key: float(low) / effect.fewer}),
                    net(start, {key: float(high) / effect.fewer}),
                ),
            )
        )
    return sorted(bars, key=lambda bar: -bar.width)


@dataclass(frozen=True)
class Threshold:
    """Percent of the assumed benefits that must come true for the costs to be met, by costs of a
    trajectory."""

    costs: list[float]
    assumed_needed: list[float]


def threshold(model: Model, start: Choices, costs: list[float]) -> Threshold:
    """The two-way threshold: below the line the programme costs more than comes back."""
    needed = [expected(model, replace(start, cost=cost))["assumed_needed"] for cost in costs]
    return Threshold(costs, needed)


@dataclass(frozen=True)
class Scenario:
    """A named set of choices, and what is expected of it."""

    key: str
    choices: Choices
    numbers: dict[str, float]


def scenarios(inputs: Inputs, model: Model, start: Choices) -> list[Scenario]:
    """What the page counts; only what the trial supports; what the page leaves out, step by step."""
    tied = frozenset(part.key for part in model.parts if part.outcome is not None)
    own = frozenset(part.key for part in model.parts if part.municipal)
    management = frozenset({"management"}) & frozenset(model.beside)
    chosen: dict[str, Choices] = {
        "page": start,
        "management": replace(start, costs=management),
        "all_costs": replace(start, costs=frozenset(model.beside)),
        "trial_only": replace(start, categories=start.categories & tied),
        "trial_only_all_costs": replace(
            start, categories=start.categories & tied, costs=frozenset(model.beside)
        ),
        "municipal_purse": replace(start, categories=start.categories & own),
        "half_effect": replace(start, effect=50.0, assumed=50.0),
    }
    for one in inputs.trajectory_costs:
        if one.key != inputs.costs_of_page:
            chosen[f"cost:{one.key}"] = replace(start, cost=trajectory_cost(inputs, one.key))
    return [Scenario(key, choices, expected(model, choices)) for key, choices in chosen.items()]


def overlaps(inputs: Inputs) -> dict[str, list[str]]:
    """Outcomes on which more than one category of benefits rests: where one gain may be counted twice."""
    rests: dict[str, list[str]] = {}
    for category in inputs.benefits.categories:
        if category.outcome is not None:
            rests.setdefault(category.outcome, []).append(category.key)
    return {outcome: keys for outcome, keys in rests.items() if len(keys) > 1}


def price_years(inputs: Inputs, choices: Choices) -> dict[str, list[str]]:
    """Price years (``none`` where none is printed) of the amounts that count, with their keys."""
    years: dict[str, list[str]] = {}

    def note(year: int | None, key: str) -> None:
        years.setdefault(str(year) if year else "none", []).append(key)

    for one in inputs.trajectory_costs:
        if trajectory_cost(inputs, one.key) == choices.cost:
            note(one.amount.price_year, f"cost:{one.key}")
    for beside in inputs.costs_beside:
        if beside.key in choices.costs:
            note(beside.amount.price_year, f"beside:{beside.key}")
    if choices.categories:
        note(inputs.benefits.per_trajectory.price_year, "benefit")
    return years
