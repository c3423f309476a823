"""Adjusting p-values inside a family of hypotheses; what was not tested (NaN) neither counts nor changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def holm(p_values: ArrayLike) -> np.ndarray:
    """Holm's (1979) step-down adjustment, which controls the family-wise error rate under any dependence."""
    p, tested = _checked(p_values)
    order, m = np.argsort(p[tested], kind="stable"), int(tested.sum())
    stepped = np.maximum.accumulate((m - np.arange(m)) * p[tested][order])
    return _back(p, tested, order, stepped)


def benjamini_hochberg(p_values: ArrayLike) -> np.ndarray:
    """Benjamini and Hochberg's (1995) step-up adjustment, which controls the false discovery rate."""
    p, tested = _checked(p_values)
    order, m = np.argsort(p[tested], kind="stable"), int(tested.sum())
    scaled = p[tested][order] * m / np.arange(1, m + 1)
    stepped = np.minimum.accumulate(scaled[::-1])[::-1]
    return _back(p, tested, order, stepped)


def adjust_within(p_values: ArrayLike, family: ArrayLike, method: str = "holm") -> np.ndarray:
    """Adjust separately inside each family: p-values (n,) and family labels (n,) give adjusted values (n,).

    ``method`` is "holm" or "benjamini-hochberg". NaN stays NaN and does not enlarge its family.
    """
    methods = {"holm": holm, "benjamini-hochberg": benjamini_hochberg}
    if method not in methods:
        raise ValueError(f"method must be one of {', '.join(methods)}")
    p, labels = np.asarray(p_values, float), np.asarray(family)
    if labels.shape != p.shape:
        raise ValueError("family must have one label per p-value")
    adjusted = np.full(p.shape, np.nan)
    for label in dict.fromkeys(labels.tolist()):
        inside = labels == label
        adjusted[inside] = methods[method](p[inside])
    return adjusted


def _checked(p_values: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    p = np.asarray(p_values, float)
    tested = ~np.isnan(p)
    if p.ndim != 1 or (p[tested] < 0).any() or (p[tested] > 1).any():
        raise ValueError("p-values must be one-dimensional and lie between 0 and 1")
    return p, tested


def _back(p: np.ndarray, tested: np.ndarray, order: np.ndarray, stepped: np.ndarray) -> np.ndarray:
    values = np.empty(len(order))
    values[order] = np.minimum(stepped, 1.0)
    adjusted = np.full(p.shape, np.nan)
    adjusted[tested] = values
    return adjusted
