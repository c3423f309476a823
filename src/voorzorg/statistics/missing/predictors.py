"""Which variables predict a gap: the written rule, as mice's quickpred has it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def quick_predictors(
    frame: pd.DataFrame,
    targets: Sequence[str],
    max_predictors: int = 12,
    min_correlation: float = 0.1,
    include: Sequence[str] = (),
    structural: NDArray[np.bool_] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Choose predictors per target by correlation, as mice's quickpred does.

    A variable qualifies when its absolute pairwise-complete correlation with the target, or with whether the
    target is observed, reaches ``min_correlation``; ``include`` are predictors whatever their correlation,
    and the strongest fill up to ``max_predictors``. Cells that cannot exist (``structural``, of the frame's
    shape) are not gaps: who has no partner has not left. Trials have few women per arm and many waves, so
    the model of everything on everything is not one that the data can carry.
    """
    numeric = frame.astype(float)
    names = list(numeric.columns)
    with_value, with_gap = _correlations(numeric, structural)
    chosen: dict[str, tuple[str, ...]] = {}
    for target in targets:
        at = names.index(target)
        strength = pd.Series(np.maximum(with_value[:, at], with_gap[:, at]), index=names).drop(target)
        always = [c for c in include if c != target]
        strong = strength[strength >= min_correlation].drop(labels=always, errors="ignore")
        best = strong.sort_values(ascending=False, kind="stable").index[
            : max(max_predictors - len(always), 0)
        ]
        chosen[target] = (*always, *best)
    return chosen


def _correlations(
    numeric: pd.DataFrame, structural: NDArray[np.bool_] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Absolute pairwise-complete correlations (columns, columns) of values with values, and with whether a
    column is observed; nought where there is none. By products of matrices: pandas takes a pair at a time."""
    x = numeric.to_numpy()
    there = ~np.isnan(x)
    known = np.ones_like(there) if structural is None else ~np.asarray(structural, dtype=bool)
    centre = np.where(there, x, 0.0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    z = np.where(there, x - centre, 0.0)
    spread = np.sqrt((z**2).sum(axis=0) / np.maximum(there.sum(axis=0), 1))
    z /= np.where(spread > 0, spread, 1.0)
    seen = there.astype(float)
    return _pairwise(z, seen, z, seen), _pairwise(z, seen, seen * known, known.astype(float))


def _pairwise(
    a: NDArray[np.float64], has_a: NDArray[np.float64], b: NDArray[np.float64], has_b: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Absolute correlation of every column of ``a`` with every one of ``b`` over the rows that have both."""
    n = has_a.T @ has_b
    sum_a, sum_b = a.T @ has_b, has_a.T @ b
    with np.errstate(invalid="ignore", divide="ignore"):
        covariance = a.T @ b - sum_a * sum_b / n
        spread_a = (a**2).T @ has_b - sum_a**2 / n
        spread_b = has_a.T @ b**2 - sum_b**2 / n
        enough = (n > 1) & (spread_a > 1e-12) & (spread_b > 1e-12)
        found = np.abs(covariance) / np.sqrt(spread_a * spread_b)
    return np.where(enough, found, 0.0)
