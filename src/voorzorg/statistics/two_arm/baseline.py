"""Baseline balance: standardised differences (treated - reference), no significance tests.

Missing values are left out. Austin (2009, Statistics in Medicine 28:3083) for binary and continuous
covariates; Yang and Dalton (2012, SAS Global Forum 335) for covariates with several categories, whose
difference is a distance and has no sign. Random allocation alone gives a standard error of about sqrt(1/n1 +
1/n0).
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

Kind = Literal["binary", "continuous", "categorical"]


def standardised_difference(treated: ArrayLike, reference: ArrayLike, kind: Kind) -> float:
    """Standardised difference of one covariate; NaN where an arm is empty or nothing varies but the arms
    differ.

    ``binary`` values are 0 and 1; ``categorical`` values are labels of any type. Arms that are equal have
    difference 0, also when nothing varies.
    """
    a, b = pd.Series(treated).dropna(), pd.Series(reference).dropna()
    if a.empty or b.empty:
        return math.nan
    if kind == "categorical":
        categories = pd.Index(pd.concat([a, b], ignore_index=True).unique())
        return standardised_distance(
            a.value_counts().reindex(categories, fill_value=0).to_numpy(),
            b.value_counts().reindex(categories, fill_value=0).to_numpy(),
        )
    x, y = a.to_numpy(dtype=float), b.to_numpy(dtype=float)
    if kind == "binary":
        if not (np.isin(x, (0, 1)).all() and np.isin(y, (0, 1)).all()):
            raise ValueError("binary values must be 0 or 1")
        variance = (x.mean() * (1 - x.mean()) + y.mean() * (1 - y.mean())) / 2
    elif kind == "continuous":
        if len(x) < 2 or len(y) < 2:
            return math.nan
        variance = (x.var(ddof=1) + y.var(ddof=1)) / 2
    else:
        raise ValueError("kind must be binary, continuous or categorical")
    difference = float(x.mean() - y.mean())
    if difference == 0:
        return 0.0
    return difference / math.sqrt(variance) if variance > 0 else math.nan


def standardised_distance(counts_treated: ArrayLike, counts_reference: ArrayLike) -> float:
    """Mahalanobis distance between two sets of category shares, from counts (k,) per arm.

    The covariance is the mean of the arms' multinomial ones; a category that is empty in both arms is left
    out.
    """
    c, d = np.asarray(counts_treated, float), np.asarray(counts_reference, float)
    if c.shape != d.shape or c.ndim != 1:
        raise ValueError("both arms need counts of the same categories")
    if not c.sum() > 0 or not d.sum() > 0:
        return math.nan
    used = (c + d) > 0
    p, q = (c[used] / c.sum())[1:], (d[used] / d.sum())[1:]
    gap = p - q
    if not gap.any():
        return 0.0
    covariance = (np.diag(p + q) - np.outer(p, p) - np.outer(q, q)) / 2
    # Two arms with no category in common leave no variation within arms to measure the distance by.
    if np.linalg.matrix_rank(covariance) < len(gap):
        return math.nan
    return math.sqrt(float(gap @ np.linalg.solve(covariance, gap)))
