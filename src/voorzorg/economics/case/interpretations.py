"""What the page can mean: readings of its factor 1.6, of its base, and of the time in which benefits come.

The sources do not say which is meant. Readings stand side by side; none is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from voorzorg.economics.case.poisson_quantiles import poisson_quantile
from voorzorg.economics.case.published_page import cost_of_page
from voorzorg.economics.inputs.model import DiscountRate, Inputs
from voorzorg.economics.municipalities.municipality import Municipality


@dataclass(frozen=True)
class Reading:
    """A reading of the benefits: all of them in euro a trajectory, over how many years, and what follows.

    ``payback`` is the number of years after which benefits, coming evenly, equal the costs; nan where the
    reading gives no time.
    """

    key: str
    benefit: float
    years: float
    return_percent: float
    payback: float


def readings(inputs: Inputs, cost: float | None = None) -> list[Reading]:
    """Readings of the page's two amounts of benefits, in euro a trajectory.

    ``return``: the benefits are 1.2 times the costs in all, as "20 %" says. ``four_years``: those benefits
    are of the programme's 2.5 years and come for four, which gives the factor 4 / 2.5 = 1.6. ``a_year``:
    the amounts are a year, as the footnote says. ``payback``: costs are earned back in four years, as the
    inventory says.
    """
    cost = cost_of_page(inputs) if cost is None else cost
    benefit = inputs.benefits.per_trajectory.value
    total = benefit * inputs.benefits.total_factor.value
    years, four = inputs.programme.years.value, inputs.benefits.total_years.value
    return [
        Reading("return", benefit, nan, 100 * (benefit / cost - 1), nan),
        Reading("four_years", total, four, 100 * (total / cost - 1), cost / (benefit / years)),
        Reading("a_year", total, 1.0, 100 * (total / cost - 1), cost / total),
        Reading("payback", cost, four, 0.0, four),
    ]


def same_factor(inputs: Inputs) -> list[tuple[str, float, float, float]]:
    """Pairs of printed numbers whose ratio is the factor: key, numerator, denominator, ratio."""
    alternative = {one.key: one.amount.value for one in inputs.alternatives}
    pairs = [("years", inputs.benefits.total_years.value, inputs.programme.years.value)]
    if {"placement", "custody"} <= set(alternative):
        pairs.append(("alternatives", alternative["placement"], alternative["custody"]))
    wanted = inputs.benefits.total_factor.value
    return [(key, top, low, top / low) for key, top, low in pairs if low and abs(top / low - wanted) < 1e-9]


@dataclass(frozen=True)
class Base:
    """A reading of who the programme is for: expected women a year and their spread; None where not known."""

    key: str
    women: tuple[float, float] | None
    printed: tuple[int, int] | None
    spread: tuple[int, int] | None


def bases(inputs: Inputs, municipality: Municipality) -> list[Base]:
    """The target group by each of its readings."""
    found = []
    for group in inputs.target_group:
        of = municipality.births if group.of == "births" else municipality.first_births
        if of is None:
            found.append(Base(group.key, None, None, None))
            continue
        low, high = of * group.share.value / 100, of * group.share.top / 100
        found.append(
            Base(
                group.key,
                (low, high),
                (int(low + 1e-9), int(high + 1e-9)),
                (poisson_quantile(low, 0.025), poisson_quantile(high, 0.975)),
            )
        )
    return found


#: Reports are counted to the child's third birthday.
_REPORTS_YEARS = 3.0


@dataclass(frozen=True)
class Discounted:
    """Present values a trajectory: costs over the programme's years, benefits evenly over the total's years.

    Both are money and take the rate of costs; a report prevented takes that of effects.
    """

    rate: DiscountRate | None
    reading: str
    costs: float
    benefits: float
    cost_per_report: float

    @property
    def net(self) -> float:
        """Benefits minus costs."""
        return self.benefits - self.costs


def discounted(inputs: Inputs, fewer_reports: float, cost: float | None = None) -> list[Discounted]:
    """Present values of the readings ``return`` and ``four_years`` by rate; the first year is not discounted.

    The sources give the benefits no time. Evenly over four years from the start is an assumption: without a
    time, discounting would be arbitrary.
    """
    cost = cost_of_page(inputs) if cost is None else cost
    found = []
    for reading in readings(inputs, cost)[:2]:
        for rate in (None, *inputs.discount_rates):
            costs, effects = (rate.costs, rate.effects) if rate else (0.0, 0.0)
            present = present_value(cost, inputs.programme.years.value, costs)
            found.append(
                Discounted(
                    rate,
                    reading.key,
                    present,
                    present_value(reading.benefit, inputs.benefits.total_years.value, costs),
                    present / present_value(fewer_reports, _REPORTS_YEARS, effects),
                )
            )
    return found


def present_value(amount: float, years: float, rate: float) -> float:
    """Of an amount that is spread evenly over a number of years; year t counts for (1 + rate) ** -(t - 1)."""
    total, left, year = 0.0, years, 0
    while left > 1e-12:
        part = min(1.0, left)
        total += amount * part / years * (1 + rate) ** -year
        left -= part
        year += 1
    return total


@dataclass(frozen=True)
class Stopping:
    """What those who stop early do to the costs; ``stopped`` is the share that stopped within 12 months."""

    key: str
    started: int
    stopped: float
    cost_per_started: float
    cost_per_completed: float
    net_if_benefit_per_started: float
    net_if_benefit_per_completed: float


def stopping(inputs: Inputs, cost: float | None = None) -> list[Stopping]:
    """Costs and net per trajectory started, with the stopping that is printed of the follow-up programmes.

    Two readings of the benefit: per woman who started (as in an analysis by intention to treat), or only of
    those who complete.
    """
    cost = cost_of_page(inputs) if cost is None else cost
    until = inputs.dropout.costs_until_stopping.value / 100
    benefit = inputs.benefits.per_trajectory.value
    found = []
    for study in inputs.dropout.studies:
        started, there = study.started.value, study.at_12_months.value
        stopped = 1 - there / started
        per_started = cost * (1 - stopped * (1 - until))
        found.append(
            Stopping(
                study.key,
                int(started),
                stopped,
                per_started,
                per_started / (1 - stopped) if stopped < 1 else nan,
                benefit - per_started,
                benefit * (1 - stopped) - per_started,
            )
        )
    return found
