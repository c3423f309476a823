"""Separation in logistic regression: which coefficients have no finite maximum-likelihood estimate.

Separation means that some direction b satisfies (2y - 1) * x'b >= 0 in every row, with at least one strict:
along it the likelihood only rises. Konis (2007, DPhil thesis, University of Oxford) finds the direction by a
linear programme; the columns that it uses are the ones with an infinite estimate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voorzorg.messages import message


@dataclass(frozen=True)
class Separation:
    """``columns`` names the infinite coefficients, ``signs`` (+1, -1) where each of them goes."""

    separated: bool
    columns: tuple[str, ...] = ()
    signs: tuple[int, ...] = ()


def detect_separation(
    y: np.ndarray, X: np.ndarray, names: Sequence[str], tolerance: float = 1e-7
) -> Separation:
    """Konis' linear programme on the distinct rows of (y, X).

    ``X`` (n, p) includes the intercept and has full column rank. The cost grows with the number of distinct
    rows, not with n.
    """
    from scipy.optimize import linprog

    rows = np.unique(np.column_stack([np.asarray(y, float), np.asarray(X, float)]), axis=0)
    sign, distinct = 2 * rows[:, 0] - 1, rows[:, 1:]
    # Scaling the columns leaves the answer and gives the tolerance one meaning.
    signed = sign[:, None] * (distinct / np.abs(distinct).max(axis=0))
    solution = linprog(
        -signed.sum(axis=0),
        A_ub=-signed,
        b_ub=np.zeros(len(signed)),
        bounds=[(-1, 1)] * signed.shape[1],
        method="highs",
    )
    if solution.status != 0:
        raise RuntimeError(message("separation-could-not-examined", why=solution.message))
    direction = solution.x
    margin = signed @ direction
    if margin.max() <= tolerance:
        return Separation(False)
    used = [int(i) for i in np.flatnonzero(np.abs(direction) > tolerance)]
    return Separation(
        True,
        tuple(names[i] for i in used),
        tuple(int(np.sign(direction[i])) for i in used),
    )


def independent_columns(X: np.ndarray, tolerance: float = 1e-9) -> np.ndarray:
    """Indices of a maximal set of linearly independent columns; of two equal ones the first stays."""
    X = np.asarray(X, float)
    basis = np.empty((len(X), 0))
    kept = []
    for j in range(X.shape[1]):
        length = np.linalg.norm(X[:, j])
        rest = X[:, j].copy()
        for _ in range(2):  # twice is enough (Giraud and others 2005) against loss of orthogonality
            rest -= basis @ (basis.T @ rest)
        if length > 0 and np.linalg.norm(rest) > tolerance * length:
            basis = np.column_stack([basis, rest / np.linalg.norm(rest)])
            kept.append(j)
    return np.array(kept, dtype=int)
