"""The logistic-normal integral E[expit(eta + s t)], t ~ N(0, 1): from conditional to marginal risks.

The linear predictor of a row is normal around its fixed part, whatever the number of random effects, so a
marginal risk is always this one-dimensional integral with s^2 = sum over terms of z' Sigma z.  The
trapezoidal rule converges geometrically for it (Trefethen & Weideman 2014, SIAM Review 56:385): the error
is of the order exp(-2 pi^2 / (s h)), below 1e-12 for the step chosen here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from voorzorg.statistics.multilevel.likelihood.binomial import logistic


class MarginalRisk(NamedTuple):
    """Risk and its derivatives in the fixed part and in s, each of shape (rows,)."""

    risk: np.ndarray
    d_eta: np.ndarray
    d_s: np.ndarray


def marginal_risk(eta: np.ndarray, s: np.ndarray, *, rough: bool = False) -> MarginalRisk:
    """Integrate for fixed parts ``eta`` (rows,) and standard deviations ``s`` (rows,).

    To the last digits; ``rough`` to six, in a third of the time.
    """
    out = np.empty((3, eta.size))
    step = (1.2 if rough else 0.6) / max(1.0, float(np.max(s, initial=0.0)))
    reach = np.ceil((5.5 if rough else 8.5) / step)
    t = np.arange(-reach, reach + 1) * step
    weight = np.exp(-t * t / 2) * step / np.sqrt(2 * np.pi)
    rows = max(1, 2_000_000 // t.size)
    for first in range(0, eta.size, rows):
        part = slice(first, first + rows)
        p, pq, _ = logistic(eta[part, None] + s[part, None] * t)
        out[0, part], out[1, part], out[2, part] = p @ weight, pq @ weight, pq @ (weight * t)
    return MarginalRisk(*out)
