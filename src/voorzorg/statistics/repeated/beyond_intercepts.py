"""Whether residuals of a model with random intercepts show another covariance than the model's.

Intercepts alone mean one variance and one correlation at all times. Where variances grow or neighbouring
times are more alike, errors of the coefficients are wrong, most often too small at late times. White's (1982,
Econometrica 50:1) information-matrix idea, a coefficient at a time: with the persons' scores s_i, the summed
information A and ``c = A^-1 e_k``, the persons' parts in the robust variance less those in the model's,

    d_i = (c' s_i)^2 - c' E(s_i s_i') c,

have mean nil if the model's covariance is right. No times are needed, only the design's own columns.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import stdtr

#: With fewer persons than this the sum of their parts is too skewed to be tested.
FEWEST_PERSONS = 20
LEVEL = 0.01


class Beyond(NamedTuple):
    """The smallest and the largest robust standard error over the model's, and a p-value (Bonferroni's)."""

    smallest: float
    largest: float
    p_value: float

    @property
    def shown(self) -> bool:
        return bool(self.p_value < LEVEL)


def beyond_intercepts(
    residual: np.ndarray,
    X: np.ndarray,
    person: np.ndarray,
    group_of_person: np.ndarray | None,
    ratio: np.ndarray,
    variance: float,
) -> Beyond:
    """From residuals (n,), X (n, p), persons (n,) from 0, their groups from 0, the variance ratios (person,
    group) and the residual variance of the fit.
    """
    rows = np.bincount(person)
    persons, p = len(rows), X.shape[1]
    if persons < max(FEWEST_PERSONS, p + 2):
        return Beyond(np.nan, np.nan, np.nan)
    M = np.column_stack([X, residual])
    sums = np.column_stack([np.bincount(person, column) for column in M.T])
    shrink = 1 + rows * ratio[0]
    # V^-1 M of every row: first the persons' intercepts, then their groups'.
    weighted = M - (sums * (ratio[0] / shrink)[:, None])[person]
    lessened = 1 / shrink
    pulled = np.zeros(persons)
    if group_of_person is not None and ratio[1] > 0:
        of_group = group_of_person
        shared = np.column_stack([np.bincount(of_group, c) for c in (sums * lessened[:, None]).T])
        inflation = ratio[1] / (1 + ratio[1] * np.bincount(of_group, rows * lessened))
        weighted -= ((shared * inflation[:, None])[of_group] * lessened[:, None])[person]
        pulled = inflation[of_group]
    score = np.column_stack([np.bincount(person, c) for c in (X * weighted[:, -1:]).T])
    total = X.T @ weighted[:, :-1]
    inverse = np.linalg.inv(total)
    # E(s_i s_i') / variance = X_i' [V^-1]_ii X_i - B_i A^-1 B_i', B_i = X_i' (V^-1 X)_i, seen along c.
    seen = X @ inverse
    squares = np.column_stack([np.bincount(person, c) for c in (seen**2).T])
    across = sums[:, :-1] @ inverse
    own = squares - across**2 * (ratio[0] * lessened + pulled * lessened**2)[:, None]
    B = np.stack(
        [np.column_stack([np.bincount(person, c) for c in (seen[:, k : k + 1] * weighted[:, :-1]).T])
         for k in range(p)]
    )  # fmt: skip
    expected = variance * (own - np.einsum("kpi,ij,kpj->pk", B, inverse, B))
    found = (score @ inverse) ** 2
    apart = found - expected
    spread = np.sqrt(((apart - apart.mean(0)) ** 2).sum(0))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.abs(np.where(spread > 0, apart.sum(0) / spread, 0.0))
        times = np.sqrt(found.sum(0) / expected.sum(0))
    # Parts are skewed: with few persons their spread is known worse than their number says.
    p_value = min(1.0, 2 * p * float(stdtr((persons - p) / 2, -z.max())))
    return Beyond(float(times.min()), float(times.max()), p_value)
