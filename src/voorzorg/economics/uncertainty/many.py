"""Many municipalities at once: the spread of women, costs and reports prevented in a year, by draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voorzorg.economics.effects import Array

_LIMITS = (0.025, 0.975)


@dataclass(frozen=True)
class Spread:
    """Mean and limits between which 95 % of the draws lie, each of shape (municipalities,)."""

    mean: Array
    low: Array
    high: Array


def over_municipalities(
    births: Sequence[int], shares: Sequence[float], effects: Array, costs: Array, seed: int
) -> dict[str, Spread]:
    """Women (Poisson around births times share), costs and outcomes prevented, per municipality.

    Parameters
    ----------
    births, shares
        Per municipality: births in a year, and the share of them as a fraction of one. The share is a
        scenario, not a distribution: call once per end.
    effects, costs
        Draws per woman, shape (draws,): outcomes prevented, euro.

    Returns
    -------
    ``women``, ``costs`` and ``prevented``. A draw's effect and costs are the same in every municipality: they
    are about the programme.
    """
    random = np.random.default_rng(seed)
    means = np.asarray(births, dtype=float) * np.asarray(shares, dtype=float)
    size = len(effects)
    found: dict[str, list[Array]] = {"women": [], "costs": [], "prevented": []}
    limits = [round(limit * (size - 1)) for limit in _LIMITS]
    for mean in means:
        women = random.poisson(mean, size).astype(np.float64)
        for name, drawn in (("women", women), ("costs", women * costs), ("prevented", women * effects)):
            parted = np.partition(drawn, limits)
            found[name].append(np.array([drawn.mean(), parted[limits[0]], parted[limits[1]]]))
    return {name: Spread(*np.array(rows).reshape(-1, 3).T) for name, rows in found.items()}
