"""Standardised mean differences with Hedges' correction for small samples."""

from __future__ import annotations

import math

from scipy.special import gammaln


def hedges_correction(df: float) -> float:
    """Exact small-sample factor J(df) of Hedges (1981); zero for one degree of freedom or fewer."""
    if df <= 1:
        return 0.0
    return math.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / math.sqrt(df / 2)


def pooled_sd(sd_treated: float, n_treated: int, sd_reference: float, n_reference: int) -> float:
    """Standard deviation within two groups, from their own (n - 1)."""
    squares = (n_treated - 1) * sd_treated**2 + (n_reference - 1) * sd_reference**2
    return math.sqrt(squares / (n_treated + n_reference - 2))


def hedges_g(d: float, n_treated: int, n_reference: int) -> tuple[float, float]:
    """g and its standard error, from a difference d in pooled standard deviations of two groups.

    The standard error is sqrt(1/n1 + 1/n0 + g^2 / (2 (n1 + n0))), as metafor's default.
    """
    g = hedges_correction(n_treated + n_reference - 2) * float(d)
    variance = 1 / n_treated + 1 / n_reference + g * g / (2 * (n_treated + n_reference))
    return g, math.sqrt(variance)
