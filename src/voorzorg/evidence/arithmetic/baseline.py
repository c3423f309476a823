"""Are the arms of a baseline table as alike as randomisation makes them? Carlisle's test, with its limits.

Carlisle & Loadsman (2017), Anaesthesia 72:17, by simulation: means of arms are drawn from one normal
distribution (or one binomial share), rounded as printed, and the sum of squared differences from their mean
is compared with the printed one. A p-value near 0 says "more alike than chance makes them", near 1 "more
different"; those of several variables are combined by Stouffer's sum of normal quantiles.

It assumes simple randomisation, variables that are independent of each other, normal means, and standard
deviations that are no standard errors. Stratification and minimisation make arms more alike; correlated
variables make the combined value more extreme; with few variables it says little (Bland 2013, PLoS ONE
8:e76010; Bolland and others 2019, J Clin Epidemiol 110:50). INSPECT-SR does not recommend it for routine
use on one trial. So it is never part of a verdict: it is shown to somebody who asks for it, beside these
words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: fewest variables for which a combined value is given
LEAST_VARIABLES = 3


@dataclass(frozen=True)
class Arm:
    """One arm of one baseline variable: a mean with its SD, or a share (``sd`` None), as printed."""

    n: int
    value: float
    sd: float | None
    decimals: int


def likeness(arms: Sequence[Arm], draws: int = 20_000, seed: int = 20130801) -> float:
    """Share of simulated trials whose arms are more alike than these (ties count half).

    Parameters
    ----------
    arms
        Two or more arms of one variable; all with an SD, or all without (shares between 0 and 1).
    draws, seed
        Simulated trials; the Monte Carlo error is at most 0.5 / sqrt(draws).

    Returns
    -------
    Between 0 (more alike than any) and 1 (more different than any); about uniform where arms were randomised.

    Raises
    ------
    ValueError
        Where there are fewer than two arms, an arm is empty, or SDs are mixed with shares.
    """
    if len(arms) < 2 or any(a.n < 1 for a in arms):
        raise ValueError("needs two arms with people in them")
    measured = [a.sd is not None for a in arms]
    if any(measured) != all(measured):
        raise ValueError("every arm needs an SD, or none")
    rng = np.random.default_rng(seed)
    n = np.array([a.n for a in arms])
    values = np.array([a.value for a in arms])
    total = int(n.sum())
    centre = float(n @ values) / total
    if all(measured):
        spread = math.sqrt(float(n @ np.array([(a.sd or 0.0) ** 2 for a in arms])) / total)
        shared = rng.normal(centre, spread / math.sqrt(total / len(arms)), (draws, 1))
        means = rng.normal(shared, spread / np.sqrt(n), (draws, len(arms)))
    else:
        if not 0 <= centre <= 1:
            raise ValueError("a share lies between 0 and 1")
        share = rng.binomial(total, centre, (draws, 1)) / total
        means = rng.binomial(n, share, (draws, len(arms))) / n
    for i, a in enumerate(arms):
        means[:, i] = np.round(means[:, i], a.decimals)
    simulated = ((means - (means @ n / total)[:, None]) ** 2).sum(axis=1)
    observed = float(((values - centre) ** 2).sum())
    dust = 1e-9 * max(observed, 1e-12)
    below = (simulated < observed - dust).mean()
    return float((below + (simulated <= observed + dust).mean()) / 2)


def combined(values: Sequence[float], draws: int = 20_000) -> float | None:
    """Stouffer's combination; None for fewer variables than ``LEAST_VARIABLES``.

    Values of 0 and 1 are read as half a simulated trial from the end, so that one of them does not decide
    alone.
    """
    from scipy.special import ndtr, ndtri

    if len(values) < LEAST_VARIABLES:
        return None
    inside = np.clip(np.asarray(values, dtype=float), 0.5 / draws, 1 - 0.5 / draws)
    return float(ndtr(float(ndtri(inside).sum()) / math.sqrt(len(values))))
