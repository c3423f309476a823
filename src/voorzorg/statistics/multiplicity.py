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


def hochberg(p_values: ArrayLike) -> np.ndarray:
    """Hochberg's (1988) step-up adjustment of p-values (n,): more rejections than Holm's where tests are
    independent or positively dependent."""
    p = np.asarray(p_values, float)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(-p[tested], kind="stable")]
    adjusted = np.full(p.shape, np.nan)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * np.arange(1, len(order) + 1), 1))
    return adjusted


def graphical(p_values: ArrayLike, weights: ArrayLike, transitions: ArrayLike) -> np.ndarray:
    """Adjusted p-values of the graphical procedure (Bretz and others 2009, Statistics in Medicine 28:586).

    ``weights`` (n,) are the hypotheses' shares of alpha, ``transitions`` (n, n) what each passes to the
    others once it is rejected, rows summing to 1 at most. Holm's procedure and the fixed sequence are
    graphs. What was not tested (NaN) cannot be rejected and holds its share.
    """
    p = np.asarray(p_values, float)
    share, G = np.array(weights, float), np.array(transitions, float)
    adjusted, left, highest = np.full(p.shape, np.nan), list(range(len(p))), 0.0
    while left:
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = np.where(share > 0, np.nan_to_num(p, nan=np.inf) / share, np.inf)
        j = min(left, key=lambda k: (ratios[k], k))
        highest = max(highest, min(float(ratios[j]), 1.0))
        if not np.isnan(p[j]):
            adjusted[j] = highest
        left.remove(j)
        if not np.isfinite(ratios[j]):
            adjusted[[k for k in left if not np.isnan(p[k])]] = 1.0
            break
        share, G = _without(j, left, share, G)
    return adjusted


def _without(j: int, left: list[int], share: np.ndarray, G: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The graph after hypothesis j was rejected: its share moved on, and the ways through it joined."""
    moved, joined = share.copy(), np.zeros_like(G)
    for k in left:
        moved[k] += share[j] * G[j, k]
        for m in left:
            if m != k and G[k, j] * G[j, k] < 1:
                joined[k, m] = (G[k, m] + G[k, j] * G[j, m]) / (1 - G[k, j] * G[j, k])
    return moved, joined


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
