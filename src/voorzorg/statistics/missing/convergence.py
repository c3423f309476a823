"""Have the chains settled? Potential scale reduction of what they imputed, and how far luck alone reaches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc

Array = NDArray[np.float64]
RHAT_LIMIT = 1.2
#: How seldom chains that have settled may be taken for unsettled, per variable and arm.
_ALARM = 1e-6


@dataclass(frozen=True)
class Unsettled:
    """A variable whose chains still drift in an arm (its position among the arms; 0 without arms)."""

    column: str
    arm: int
    rhat: float
    iterations: int


def potential_scale_reduction(trace: Array) -> float:
    """R-hat (Gelman and Rubin, 1992) of the second half of a trace (iterations, m).

    NaN with fewer than four iterations there; 1 for chains that all stand still at one value, infinite where
    they stand still at several.
    """
    between, within, length, _ = _variances(trace)
    if np.isnan(within):
        return float("nan")
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((length - 1) / length + between / within))


def drifts(trace: Array) -> bool:
    """R-hat is above the limit, and further than independent draws would take it by chance.

    Of a trace whose iterations are independent, the variance between the chains' means over that expected
    from within them is about F distributed, whatever the number of iterations: a few chains with a few
    iterations, or an answer that is hardly ever drawn, exceed any fixed limit now and then.
    """
    between, within, length, m = _variances(trace)
    if np.isnan(within) or potential_scale_reduction(trace) <= RHAT_LIMIT:
        return False
    if within == 0:
        return True
    return bool(fdtrc(m - 1, m * (length - 1), length * between / within) < _ALARM)


def _variances(trace: Array) -> tuple[float, float, int, int]:
    """Variance between the chains' means, mean variance within chains, iterations used and chains."""
    chains = trace[len(trace) // 2 :]
    length, m = chains.shape
    if length < 4 or m < 2:
        return np.nan, np.nan, length, m
    return (
        float(chains.mean(axis=0).var(ddof=1)),
        float(chains.var(axis=0, ddof=1).mean()),
        length,
        m,
    )
