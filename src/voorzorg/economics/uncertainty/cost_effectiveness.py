"""Cost-effectiveness from draws: plane, acceptability curve, and what perfect information would be worth.

Two strategies are compared: the programme beside usual care, and usual care. With effects e (outcomes
prevented per woman) and costs c (euro per woman) the programme's net benefit at the value v of an outcome
is v e - c, and that of usual care 0. Sources: Briggs, Claxton and Sculpher (2006), Decision modelling for
health economic evaluation; Fenwick, Claxton and Sculpher (2001), Health Economics 10:779-787.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.economics.effects import Array


def net_benefit(effects: Array, costs: Array, values: Array) -> Array:
    """Net benefit per draw and value of an outcome, shape (draws, values), euro per woman."""
    return effects[:, None] * np.asarray(values, dtype=float)[None, :] - costs[:, None]


def acceptability(effects: Array, costs: Array, values: Array) -> Array:
    """Share of the draws in which the programme's net benefit is more than 0, shape (values,)."""
    return np.asarray((net_benefit(effects, costs, values) > 0).mean(axis=0))


@dataclass(frozen=True)
class Information:
    """Value of information in euro per woman with its standard error by simulation, both of shape
    (values,)."""

    value: Array
    std_error: Array


def perfect_information(effects: Array, costs: Array, values: Array) -> Information:
    """Expected value of perfect information: E max(0, nb) - max(0, E nb)."""
    return _information(net_benefit(effects, costs, values))


def partial_information(effects: Array, costs: Array, values: Array, of: str) -> Information:
    """Expected value of knowing the effect (``of='effects'``) or the costs (``'costs'``) perfectly.

    Effect and costs are independent and enter the net benefit linearly, so the conditional expectation
    given one of them needs no regression: the other is replaced by its mean.
    """
    if of == "effects":
        return _information(net_benefit(effects, np.full_like(costs, costs.mean()), values))
    return _information(net_benefit(np.full_like(effects, effects.mean()), costs, values))


def _information(benefit: Array) -> Information:
    adopt = benefit.mean(axis=0) > 0
    gain = np.maximum(benefit, 0.0) - np.where(adopt, benefit, 0.0)
    size = len(benefit)
    return Information(gain.mean(axis=0), gain.std(axis=0, ddof=1) / np.sqrt(size))


@dataclass(frozen=True)
class Plane:
    """Means of the draws, and the share of them in each quarter of the plane."""

    effect: float
    cost: float
    more_effect: float
    less_effect: float


def plane(effects: Array, costs: Array) -> Plane:
    """Where the draws lie; the programme always costs more than nothing, so two quarters remain."""
    better = float((effects > 0).mean())
    return Plane(float(effects.mean()), float(costs.mean()), better, 1 - better)


def limits_of(drawn: Array) -> tuple[float, float, bool]:
    """Limits between which 95 % of the draws lie, and whether the lower one is surely more than 0.

    Surely: also at the place in the order that is twice the error of the simulation below it.
    """
    ordered, size = np.sort(drawn), len(drawn)
    low, high = np.quantile(ordered, [0.025, 0.975])
    margin = 2 * np.sqrt(size * 0.025 * 0.975)
    return float(low), float(high), bool(ordered[max(0, int(0.025 * size - margin))] > 0)


@dataclass(frozen=True)
class Ratio:
    """Cost per outcome prevented: at the means, and between which limits 95 % of the draws lie.

    ``high`` is None where 2.5 % of the draws or more may have no effect at all, within twice the error of the
    simulation: there is then no upper limit.
    """

    estimate: float
    low: float
    high: float | None
    without_effect: float


def cost_per_outcome(effects: Array, costs: Array, estimate: float) -> Ratio:
    """Limits by draws, ordered by benefit per euro so that draws without effect come last."""
    worst, best, bounded = limits_of(effects / costs)
    return Ratio(
        estimate,
        1 / best,
        1 / worst if bounded else None,
        float((effects <= 0).mean()),
    )


@dataclass(frozen=True)
class Checkpoint:
    """What the first draws alone would have given."""

    draws: int
    probability: float
    probability_se: float
    information: float
    information_se: float


def convergence(effects: Array, costs: Array, value: float, steps: int = 20) -> list[Checkpoint]:
    """The probability of a positive net benefit and the value of information over a growing number of
    draws."""
    found = []
    for size in np.linspace(len(effects) / steps, len(effects), steps).astype(int):
        e, c, v = effects[:size], costs[:size], np.array([value])
        share = float(acceptability(e, c, v)[0])
        information = perfect_information(e, c, v)
        found.append(
            Checkpoint(
                int(size),
                share,
                float(np.sqrt(share * (1 - share) / size)),
                float(information.value[0]),
                float(information.std_error[0]),
            )
        )
    return found
