"""The whole evaluation: inputs, municipalities and effects in; everything that page, table and rows show
out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.economics.case.choices import Choices, first_choices
from voorzorg.economics.case.expected import Model, model_of
from voorzorg.economics.case.published_page import Beside, beside_published, cost_of_page, exact
from voorzorg.economics.effects import Array, Effect, own_effects, published_effects
from voorzorg.economics.inputs.model import Inputs
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.economics.own_costs import OwnCost, own_costs
from voorzorg.economics.uncertainty.cost_effectiveness import Ratio, cost_per_outcome
from voorzorg.economics.uncertainty.draws import Draws, draw
from voorzorg.economics.uncertainty.many import over_municipalities
from voorzorg.economics.uncertainty.scenarios import Scenario, price_years, scenarios
from voorzorg.evidence.figures.names import Names

if TYPE_CHECKING:
    import pandas as pd

    from voorzorg.evidence.figures.figure import Figures


@dataclass(frozen=True)
class Case:
    """A municipality: what the page starts with, its scenarios, and the spread of a year by draws.

    ``spread`` is by end of the share and quantity: mean, and the limits between which 95 % of the draws lie.
    """

    municipality: Municipality
    start: Choices
    scenarios: list[Scenario]
    price_years: dict[str, dict[str, list[str]]]
    spread: dict[str, dict[str, tuple[float, float, float]]]
    draws: int
    seed: int
    origin: str
    synthetic: bool

    @property
    def shares(self) -> tuple[Fraction, Fraction]:
        """Both ends of the share, as fractions of births."""
        return (exact(self.start.share_low) / 1000, exact(self.start.share_high) / 1000)


@dataclass(frozen=True)
class Own:
    """What a cohort's own estimates give: effects, costs of a trajectory, and why something is not there."""

    cohort: str
    synthetic: bool
    effects: dict[str, Effect]
    costs: list[OwnCost]


@dataclass(frozen=True)
class Evaluation:
    """Everything that is shown."""

    inputs: Inputs
    effects: dict[str, Effect]
    draws: Draws
    model: Model
    cases: list[Case]
    page: list[Beside]
    randomised: int
    own: Own | None = None
    ratios: dict[str, Ratio] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    @property
    def costs(self) -> Array:
        """Draws of the costs of a trajectory as the page reckons them, shape (draws,), euro."""
        return self.draws.costs(cost_of_page(self.inputs))


def evaluate(
    inputs: Inputs,
    municipalities: Sequence[Municipality],
    seed: int,
    figures: Figures | None = None,
    own: Own | None = None,
    names: Names | None = None,
) -> Evaluation:
    """Evaluate the programme for municipalities.

    Parameters
    ----------
    seed
        Of the draws; a result does not depend on how many municipalities there are.
    figures
        The published figures, to hold the reproduced page against; without them it is not.
    own
        A cohort's own effects and costs, shown beside the published ones.
    names
        What the sources and places in them are called.
    """
    effects = published_effects(inputs)
    draws = draw(inputs, effects, seed)
    model = model_of(inputs, effects, draws)
    starts = [first_choices(inputs, one) for one in municipalities]
    spread = _spread(starts, draws, seed)
    cases = []
    for number, (municipality, start) in enumerate(zip(municipalities, starts, strict=True)):
        found = scenarios(inputs, model, start)
        cases.append(
            Case(
                municipality,
                start,
                found,
                {one.key: price_years(inputs, one.choices) for one in found},
                {
                    end: {
                        name: (float(mean[number]), float(low[number]), float(high[number]))
                        for name, (mean, low, high) in by_name.items()
                    }
                    for end, by_name in spread.items()
                },
                draws.size,
                seed,
                "published",
                False,
            )
        )
    costs = draws.costs(cost_of_page(inputs))
    ratios = {
        key: cost_per_outcome(draws.effects[key], costs, cost_of_page(inputs) / effect.fewer)
        for key, effect in effects.items()
        if effect.fewer > 0
    }
    page = beside_published(inputs, figures) if figures is not None else []
    randomised = int(inputs.randomised.value)
    return Evaluation(inputs, effects, draws, model, cases, page, randomised, own, ratios, names or Names())


def _spread(
    starts: Sequence[Choices], draws: Draws, seed: int
) -> dict[str, dict[str, tuple[Array, Array, Array]]]:
    found = {}
    births = [one.births for one in starts]
    costs = np.array([one.cost for one in starts])
    for place, end in enumerate(("low", "high")):
        shares = [(one.share_low, one.share_high)[place] / 1000 for one in starts]
        spread = over_municipalities(
            births, shares, draws.effects["reports"], draws.hours_factor, seed + place
        )
        found[end] = {
            name: (one.mean * scale, one.low * scale, one.high * scale)
            for name, one in spread.items()
            for scale in (costs if name == "costs" else np.ones(len(costs)),)
        }
    return found


def own_of(inputs: Inputs, table: pd.DataFrame) -> Own:
    """What a cohort's estimates table gives; the treated arm is the one that was visited.

    Raises
    ------
    NoEstimateError
        When it has no visits to reckon costs from.
    """
    costs = own_costs(inputs, table)
    return Own(costs[0].cohort, costs[0].synthetic, own_effects(inputs, table, costs[0].arm), costs)


def national(inputs: Inputs, name: str) -> Municipality:
    """The country by its published births."""
    return Municipality(name, int(inputs.country.births.value), source=inputs.country.births.source)
