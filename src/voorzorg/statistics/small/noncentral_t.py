"""Noncentral t by quadrature over the chi distribution of the standard deviation, ``P(T <= t) = E Phi(t S -
ncp)``.

scipy's ``nct`` returns NaN for a noncentrality far on the other side of zero from t, where searches for the
limits of an interval have to look.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.optimize import brentq
from scipy.special import ndtr

Array = NDArray[np.float64]


@lru_cache(maxsize=64)
def _standard_deviations(df: float) -> tuple[Array, Array]:
    """Nodes and weights for the expectation over S = sqrt(chi-square(df) / df)."""
    nodes, weights = np.polynomial.legendre.leggauss(400)
    low, high = stats.chi.ppf(1e-17, df), stats.chi.isf(1e-17, df)
    s = low + (nodes + 1) * (high - low) / 2
    mass = weights * stats.chi.pdf(s, df)
    return s / np.sqrt(df), mass / mass.sum()


def cdf(t: float, df: float, ncp: float) -> float:
    """P(T <= t) with ``df`` degrees of freedom and noncentrality ``ncp``."""
    s, mass = _standard_deviations(float(df))
    return float(mass @ ndtr(t * s - ncp))


def noncentrality(t: float, df: float, probability: float) -> float:
    """The noncentrality at which P(T <= t) equals ``probability``."""
    reach = 10.0 + 10.0 * abs(t)
    return float(brentq(lambda ncp: cdf(t, df, ncp) - probability, t - reach, t + reach, xtol=1e-11))


def quantile(probability: float, df: float, ncp: float) -> float:
    """The t with P(T <= t) = ``probability``."""
    low, high = ncp - 10.0, ncp + 10.0
    while cdf(low, df, ncp) > probability:
        low -= 2 * (abs(low) + 10)
    while cdf(high, df, ncp) < probability:
        high += 2 * (abs(high) + 10)
    return float(brentq(lambda t: cdf(t, df, ncp) - probability, low, high, xtol=1e-11))
