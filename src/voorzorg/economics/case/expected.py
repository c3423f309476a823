"""What is expected under a reader's choices: the numbers of the page, which the page itself recomputes.

``present/templates/economics.js`` does the same operations on the same numbers in the same order; a test
moves its controls and compares to the cent. Benefit is an input of its own: a dearer programme does not
earn more.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor, nan
from typing import Any

from voorzorg.economics.case.choices import Choices, per_thousand
from voorzorg.economics.case.poisson_quantiles import poisson_quantile
from voorzorg.economics.case.published_page import exact, page, trajectory_cost
from voorzorg.economics.effects import Effect
from voorzorg.economics.inputs.model import CostBeside, Inputs
from voorzorg.economics.uncertainty.cost_effectiveness import limits_of
from voorzorg.economics.uncertainty.draws import Draws

#: Between these quantiles a yearly number of women is shown.
SPREAD = (0.025, 0.975)
#: Draws that the page itself holds, to tell the chance at the reader's choices.
IN_PAGE = 2_000
#: Steps in which the page holds its draws.
_EFFECT_STEP, _FACTOR_STEP = 1e-5, 1e-4


@dataclass(frozen=True)
class Part:
    """A part of the benefits: its share, the outcome that it rests on, and whether it is the
    municipality's."""

    key: str
    share: float
    outcome: str | None
    municipal: bool


@dataclass(frozen=True)
class Model:
    """What does not depend on the reader: the constants of page and Python alike.

    ``beside`` holds the costs that the page leaves out, in euro a trajectory; ``effects`` fewer women per
    woman by outcome and ``limits`` between which 95 % of their draws lie, with whether the lower one is
    surely more than 0; ``effect_draws`` and ``cost_factors`` the draws of the reports and of the hours a
    week.
    """

    beside: dict[str, float]
    parts: tuple[Part, ...]
    effects: dict[str, float]
    limits: dict[str, tuple[float, float, bool]]
    groups: dict[str, tuple[float, float]]
    years: float
    total_factor: float
    return_: float
    effect_draws: tuple[float, ...]
    cost_factors: tuple[float, ...]

    def as_json(self) -> dict[str, Any]:
        """For the page; draws as whole numbers of small steps."""
        return {
            "beside": self.beside,
            "parts": [[part.key, part.share, part.outcome, part.municipal] for part in self.parts],
            "effects": self.effects,
            "limits": self.limits,
            "groups": self.groups,
            "years": self.years,
            "factor": self.total_factor,
            "return": self.return_,
            "draws": [
                [round(effect / _EFFECT_STEP), round(factor / _FACTOR_STEP)]
                for effect, factor in zip(self.effect_draws, self.cost_factors, strict=True)
            ],
            "steps": [_EFFECT_STEP, _FACTOR_STEP],
            "spread": SPREAD,
        }


def model_of(inputs: Inputs, effects: dict[str, Effect], draws: Draws) -> Model:
    """The constants that inputs, effects and draws give."""
    return Model(
        beside={cost.key: per_trajectory(inputs, cost) for cost in inputs.costs_beside},
        parts=tuple(
            Part(c.key, c.share, c.outcome, c.gains == "municipality") for c in inputs.benefits.categories
        ),
        effects={key: effect.fewer for key, effect in effects.items()},
        limits={key: limits_of(drawn) for key, drawn in draws.effects.items()},
        groups={
            group.key: (per_thousand(group.share.value), per_thousand(group.share.top))
            for group in inputs.target_group
            if group.of == "births"
        },
        years=inputs.programme.years.value,
        total_factor=inputs.benefits.total_factor.value,
        return_=inputs.benefits.return_.value,
        effect_draws=tuple(
            round(value / _EFFECT_STEP) * _EFFECT_STEP
            for value in draws.effects["reports"][:IN_PAGE].tolist()
        ),
        cost_factors=tuple(
            round(value / _FACTOR_STEP) * _FACTOR_STEP for value in draws.hours_factor[:IN_PAGE].tolist()
        ),
    )


def clients_per_nurse(inputs: Inputs) -> float:
    """Clients that a nurse sees at a time, by the published numbers of both."""
    return inputs.programme.clients.value / inputs.programme.nurses.value


def hour_price(inputs: Inputs) -> float:
    """Euro an hour that follows from the costs of a trajectory, its hours a week and its weeks (middles)."""
    programme = inputs.programme
    hours = programme.hours_a_week.middle * programme.weeks.middle
    return trajectory_cost(inputs, inputs.hour_price_from) / hours


def per_trajectory(inputs: Inputs, cost: CostBeside) -> float:
    """A cost that the page leaves out, in euro a trajectory."""
    years, amount = inputs.programme.years.value, cost.amount.value
    per_nurse_year = amount / inputs.programme.training_lasts.value
    match cost.per:
        case "trajectory":
            return amount
        case "client_year":
            return amount * years
        case "nurse_year":
            return amount / clients_per_nurse(inputs) * years
        case "nurse":
            return per_nurse_year / clients_per_nurse(inputs) * years
        case "nurse_hours":
            return per_nurse_year * hour_price(inputs) / clients_per_nurse(inputs) * years


def expected(model: Model, choices: Choices) -> dict[str, float]:
    """Every number of the page by name; nan where there is none (a division by nothing).

    ``_each`` is per trajectory, ``_low`` and ``_high`` are for all women of a year's births at both ends of
    the share. Amounts in euro.
    """
    women = (choices.births * choices.share_low / 1000, choices.births * choices.share_high / 1000)
    cost = choices.cost
    for key, amount in model.beside.items():
        if key in choices.costs:
            cost = cost + amount
    trial = assumed = assumed_full = purse = counted = 0.0
    parts: dict[str, float] = {}
    for part in model.parts:
        parts[f"part_{part.key}"] = 0.0
        if part.key not in choices.categories:
            continue
        percent = choices.assumed if part.outcome is None else choices.effect
        amount = choices.benefit * part.share * (percent / 100)
        parts[f"part_{part.key}"] = amount
        counted = counted + part.share * (percent / 100)
        if part.outcome is None:
            assumed = assumed + amount
            assumed_full = assumed_full + choices.benefit * part.share
        else:
            trial = trial + amount
        if part.municipal:
            purse = purse + amount
    benefit = trial + assumed
    net = benefit - cost
    per_year = benefit / model.years
    found = {
        "cost_each": cost,
        "trial_each": trial,
        "assumed_each": assumed,
        "benefit_each": benefit,
        "total_each": benefit * model.total_factor,
        "net_each": net,
        "trial_net_each": trial - cost,
        "purse_each": purse,
        "purse_net_each": purse - cost,
        "trial_percent": _over(100 * trial, benefit),
        "assumed_percent": _over(100 * assumed, benefit),
        "return_percent": _over(100 * net, cost),
        "benefit_needed": _over(cost, counted),
        "assumed_needed": _over(100 * (cost - trial), assumed_full),
        "four_years_return": _over(100 * (benefit * model.total_factor - cost), cost),
        "four_years_payback": _over(cost, per_year),
        "a_year_payback": _over(cost, benefit * model.total_factor),
        "year_low": float(poisson_quantile(women[0], SPREAD[0])),
        "year_high": float(poisson_quantile(women[1], SPREAD[1])),
        "chance_reports": chance(model, choices, cost),
        **parts,
    }
    for end, number in zip(("low", "high"), women, strict=True):
        found |= {
            f"women_{end}": number,
            f"cost_{end}": number * cost,
            f"trial_{end}": number * trial,
            f"assumed_{end}": number * assumed,
            f"benefit_{end}": number * benefit,
            f"net_{end}": number * net,
            f"trial_net_{end}": number * (trial - cost),
            f"purse_net_{end}": number * (purse - cost),
        }
    for key, fewer in model.effects.items():
        per_woman = fewer * (choices.effect / 100)
        found |= {
            f"{key}_per_hundred": 100 * per_woman,
            f"{key}_low": women[0] * per_woman,
            f"{key}_high": women[1] * per_woman,
            f"cost_per_{key}": _over(cost, per_woman),
        }
        low, high, bounded = model.limits[key]
        worst, best = low * (choices.effect / 100), high * (choices.effect / 100)
        found |= {
            f"{key}_per_hundred_low": 100 * worst,
            f"{key}_per_hundred_high": 100 * best,
            f"cost_per_{key}_low": _over(cost, best),
            f"cost_per_{key}_high": _over(cost, worst) if bounded else nan,
        }
    for key, (low, high) in model.groups.items():
        ends = (choices.births * low / 1000, choices.births * high / 1000)
        found |= {
            f"base_{key}_low": ends[0],
            f"base_{key}_high": ends[1],
            f"base_{key}_year_low": float(poisson_quantile(ends[0], SPREAD[0])),
            f"base_{key}_year_high": float(poisson_quantile(ends[1], SPREAD[1])),
        }
    found["value_net_each"] = choices.value * (model.effects["reports"] * (choices.effect / 100)) - cost
    return found


def page_numbers(model: Model, choices: Choices) -> dict[str, float]:
    """The published page's steps at these births, shares and costs: ``exact_`` and, rounded down as the page
    does, ``page_``, each at both ends."""
    steps = page(
        choices.births,
        (exact(choices.share_low) / 1000, exact(choices.share_high) / 1000),
        choices.cost,
        model.return_,
        model.total_factor,
        [(part.key, part.share) for part in model.parts],
    )
    found: dict[str, float] = {}
    for step in steps:
        name = step.key.replace(":", "_")
        for end, exactly, printed in zip(("low", "high"), step.exact, step.printed, strict=True):
            found |= {f"exact_{name}_{end}": _cents_of(exactly), f"page_{name}_{end}": float(printed)}
    return found


def _cents_of(value: Fraction) -> float:
    """To whole cents, halves upward, before it becomes a binary number."""
    return floor(value * 100 + Fraction(1, 2)) / 100


def _over(top: float, bottom: float) -> float:
    return top / bottom if bottom > 0 else nan


def chance(model: Model, choices: Choices, cost: float) -> float:
    """Percent of the draws in which the reports prevented are worth more than the costs, at the chosen
    value."""
    beside = cost - choices.cost
    above = 0
    for effect, factor in zip(model.effect_draws, model.cost_factors, strict=True):
        if choices.value * (effect * (choices.effect / 100)) > choices.cost * factor + beside:
            above += 1
    return 100 * above / len(model.effect_draws)


def cents(value: float) -> int:
    """Whole cents, halves upward, as the page rounds."""
    return floor(value * 100 + 0.5)
