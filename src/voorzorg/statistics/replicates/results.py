"""What an estimator with an axis of replicates gives: one contrast of every replicate."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit


class Many(NamedTuple):
    """Arrays (replicates,); of ratios all but the p-value are logarithms. NaN where there is no answer."""

    estimate: np.ndarray
    std_error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p_value: np.ndarray


def around(
    estimate: np.ndarray, std_error: np.ndarray, df: np.ndarray | float, p_value: np.ndarray, level: float
) -> Many:
    """Student's (or with infinite ``df`` the normal) interval around every estimate."""
    half = stdtrit(df, 0.5 + level / 2) * std_error
    return Many(estimate, std_error, estimate - half, estimate + half, p_value)
