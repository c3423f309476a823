"""Adjusting p-values inside a family of hypotheses; what was not tested (NaN) neither counts nor changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def holm(p_values: ArrayLike) -> np.ndarray:
    """Holm's (1979) step-down adjustment of p-values (n,), which controls the family-wise error rate under
    any dependence."""
    return _adjusted(p_values, "holm")


def benjamini_hochberg(p_values: ArrayLike) -> np.ndarray:
    """Benjamini and Hochberg's (1995) step-up adjustment of p-values (n,), which controls the false discovery
    rate."""
    return _adjusted(p_values, "fdr_bh")


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


def _adjusted(p_values: ArrayLike, method: str) -> np.ndarray:
    """pingouin's ``multicomp``; ValueError for what is no vector of p-values."""
    p = np.asarray(p_values, float)
    tested = ~np.isnan(p)
    if p.ndim != 1 or (p[tested] < 0).any() or (p[tested] > 1).any():
        raise ValueError("p-values must be one-dimensional and lie between 0 and 1")
    import pingouin  # a second to import

    return np.asarray(pingouin.multicomp(p, method=method)[1], float)
