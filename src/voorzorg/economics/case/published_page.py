"""The published page, reproduced: every step exactly, and as the page rounds it.

Women, benefit, total and parts are each rounded down, and the rounded benefit and total are carried on. Among
648 sets of rounding rules this one gives all 22 printed figures of Weert; others give 20 at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from voorzorg.economics.inputs.model import Inputs

if TYPE_CHECKING:
    from voorzorg.evidence.figures.figure import Figures


@dataclass(frozen=True)
class Step:
    """A line of the page, for the low and the high end of the share: exact, and as the page would print
    it."""

    key: str
    exact: tuple[Fraction, Fraction]
    printed: tuple[int, int]


def exact(value: float | Fraction) -> Fraction:
    """The decimal number that a person wrote: 0.1 is a tenth."""
    return value if isinstance(value, Fraction) else Fraction(repr(float(value)))


def page(
    births: int,
    shares: tuple[float | Fraction, float | Fraction],
    cost: float,
    return_: float,
    total_factor: float,
    parts: Sequence[tuple[str, float]],
) -> list[Step]:
    """Steps ``women``, ``cost``, ``benefit``, ``net``, ``total`` and one per part, ``part:<key>``.

    Parameters
    ----------
    shares
        The low and the high share of births, as fractions of one.
    cost
        Euro a trajectory.
    return_, total_factor
        Benefit as a multiple of cost, total as a multiple of benefit.
    parts
        Key and share of every part of the total.
    """
    ends = [
        _end(births, exact(share), exact(cost), exact(return_), exact(total_factor), parts)
        for share in shares
    ]
    return [
        Step(key, (low[0], high[0]), (low[1], high[1]))
        for (key, low), (_, high) in zip(ends[0].items(), ends[1].items(), strict=True)
    ]


def _end(
    births: int,
    share: Fraction,
    cost: Fraction,
    return_: Fraction,
    total_factor: Fraction,
    parts: Sequence[tuple[str, float]],
) -> dict[str, tuple[Fraction, int]]:
    """Exact and printed value per step, at one end."""
    women = births * share
    printed_women = floor(women)
    printed_cost = floor(printed_women * cost)
    printed_benefit = floor(printed_women * cost * return_)
    printed_total = floor(printed_benefit * total_factor)
    benefit = women * cost * return_
    found = {
        "women": (women, printed_women),
        "cost": (women * cost, printed_cost),
        "benefit": (benefit, printed_benefit),
        "net": (benefit - women * cost, printed_benefit - printed_cost),
        "total": (benefit * total_factor, printed_total),
    }
    for key, part in parts:
        found[f"part:{key}"] = (
            benefit * total_factor * exact(part),
            floor(printed_total * exact(part)),
        )
    return found


def page_of(
    inputs: Inputs,
    births: int,
    cost: float | None = None,
    shares: tuple[float | Fraction, float | Fraction] | None = None,
) -> list[Step]:
    """The page that the inputs give for a number of births; ``shares`` are fractions of births."""
    group = inputs.target_group[0].share
    return page(
        births,
        shares or (exact(group.value) / 100, exact(group.top) / 100),
        cost_of_page(inputs) if cost is None else cost,
        inputs.benefits.return_.value,
        inputs.benefits.total_factor.value,
        [(category.key, category.share) for category in inputs.benefits.categories],
    )


def cost_of_page(inputs: Inputs) -> float:
    """What the page reckons a trajectory costs, in euro."""
    return trajectory_cost(inputs, inputs.costs_of_page)


def trajectory_cost(inputs: Inputs, key: str) -> float:
    """A published version of the costs of a trajectory, in euro."""
    (cost,) = (one for one in inputs.trajectory_costs if one.key == key)
    return cost.amount.value * (inputs.programme.years.value if cost.a_year else 1)


_BIRTHS = "weert_infographic.weert_births_count_all"
_SHARE = "weert_infographic.programme_target_group_share_births_per_1000_range_all"
_COST = "weert_infographic.programme_cost_trajectory_euro_treated"
#: The published figure of each step.
FIGURES = {
    "women": "weert_infographic.weert_vulnerable_births_range_all",
    "cost": "weert_infographic.weert_cost_total_euro_treated",
    "benefit": "weert_infographic.weert_benefit_total_euro_treated",
    "net": "weert_infographic.weert_net_benefit_euro_treated",
    "total": "weert_infographic.weert_benefit_after_4_years_euro_treated",
}


@dataclass(frozen=True)
class Beside:
    """A step beside what the page prints."""

    step: Step
    figure: str
    found: tuple[int, int]

    @property
    def equal(self) -> tuple[bool, bool]:
        """Whether each end is reproduced."""
        return (self.step.printed[0] == self.found[0], self.step.printed[1] == self.found[1])


def beside_published(inputs: Inputs, figures: Figures) -> list[Beside]:
    """The page of Weert reproduced, beside the 22 figures that it prints.

    Births, share and costs are the page's own figures, so that changed inputs do not change what is checked.
    """
    births = int(figures[_BIRTHS].value)
    share = figures[_SHARE]
    shares = (exact(share.value) / 1000, exact(share.value_high) / 1000)
    printed = {category.key: category.printed for category in inputs.benefits.categories}
    found = []
    for step in page_of(inputs, births, figures[_COST].value, shares):
        key = FIGURES.get(step.key) or printed.get(step.key.removeprefix("part:"))
        if key is not None:
            figure = figures[key]
            found.append(Beside(step, key, (int(figure.value), int(figure.value_high))))
    return found
