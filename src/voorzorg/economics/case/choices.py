"""What a reader of the page chooses, and how a link holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voorzorg.economics.case.published_page import cost_of_page, exact
from voorzorg.economics.inputs.model import Inputs
from voorzorg.economics.municipalities.municipality import Municipality


@dataclass(frozen=True)
class Choices:
    """The state of the page.

    ``share_low`` and ``share_high`` are per 1,000 births; ``cost``, ``benefit`` (per trajectory, everything
    counted) and ``value`` (of a report prevented) in euro; ``effect`` and ``assumed`` in percent: of the
    trial's effects, and of the benefits that rest on assumptions. ``costs`` and ``categories`` are keys
    that count.
    """

    births: int
    share_low: float
    share_high: float
    cost: float
    benefit: float
    effect: float
    assumed: float
    value: float
    costs: frozenset[str]
    categories: frozenset[str]


def first_choices(inputs: Inputs, municipality: Municipality) -> Choices:
    """What the page starts with: the published inputs, and what the municipality's row says otherwise."""
    group = inputs.target_group[0].share
    low = group.value if municipality.share_low is None else municipality.share_low
    high = group.top if municipality.share_high is None else municipality.share_high
    return Choices(
        births=municipality.births,
        share_low=per_thousand(low),
        share_high=per_thousand(high),
        cost=cost_of_page(inputs) if municipality.cost is None else municipality.cost,
        benefit=inputs.benefits.per_trajectory.value,
        effect=100.0,
        assumed=100.0,
        value=inputs.value_of_a_report.value,
        costs=frozenset(),
        categories=frozenset(category.key for category in inputs.benefits.categories),
    )


def per_thousand(percent: float) -> float:
    """Percent to per thousand, as the decimal number that was written."""
    return float(exact(percent) * 10)


def trial_only(inputs: Inputs, choices: Choices) -> Choices:
    """The same with only the categories that rest on a printed effect of the trial."""
    tied = {category.key for category in inputs.benefits.categories if category.outcome is not None}
    return replace(choices, categories=choices.categories & tied)
