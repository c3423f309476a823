"""Bland and Altman's limits of agreement between two raters.

Pairs with a missing side are left out and counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from voorzorg.messages import Message, People, message
from voorzorg.statistics.small.agreement import pairs_of
from voorzorg.statistics.small.noncentral_t import quantile

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LimitsOfAgreement:
    """Bland-Altman: mean difference (first minus second) and the limits that hold 95 % of differences.

    ``trend`` is the correlation of the difference with the mean of the pair, with its p-value: where it is
    not near zero the limits are too wide at one end of the scale and too narrow at the other.
    """

    bias: float
    bias_low: float
    bias_high: float
    sd: float
    lower: float
    lower_low: float
    lower_high: float
    upper: float
    upper_low: float
    upper_high: float
    ci_level: float
    trend: float
    trend_p: float
    n: int
    n_incomplete: int
    warnings: tuple[Message | str, ...]


def bland_altman(first: ArrayLike, second: ArrayLike, ci_level: float = 0.95) -> LimitsOfAgreement:
    """Limits of agreement, bias ± 1.96 sd (Bland and Altman, 1986), with exact intervals of each limit from
    the noncentral t distribution (Carkeet, 2015), which the usual approximation makes too short in small
    samples."""
    answers_x, answers_y, incomplete = pairs_of(first, second)
    x, y = np.asarray(answers_x, dtype=np.float64), np.asarray(answers_y, dtype=np.float64)
    n = len(x)
    nan = float("nan")
    if n < 3:
        bias = float((x - y).mean()) if n else nan
        return LimitsOfAgreement(
            bias=bias,
            bias_low=nan,
            bias_high=nan,
            sd=nan,
            lower=nan,
            lower_low=nan,
            lower_high=nan,
            upper=nan,
            upper_low=nan,
            upper_high=nan,
            ci_level=ci_level,
            trend=nan,
            trend_p=nan,
            n=n,
            n_incomplete=incomplete,
            warnings=(message("fewer-than-three-complete-pairs"),),
        )
    d = x - y
    bias, sd = float(d.mean()), float(d.std(ddof=1))
    alpha = 1 - ci_level
    half = float(stats.t.isf(alpha / 2, n - 1)) * sd / np.sqrt(n)
    z = float(stats.norm.isf(0.025))
    # (limit - bias) / (sd / sqrt n) is noncentral t with noncentrality z sqrt n.
    inner, outer = (quantile(p, n - 1, z * np.sqrt(n)) for p in (alpha / 2, 1 - alpha / 2))
    near, far = inner * sd / np.sqrt(n), outer * sd / np.sqrt(n)
    mean = (x + y) / 2
    warnings: list[Message | str] = []
    if np.ptp(d) > 0 and np.ptp(mean) > 0:
        trend, trend_p = (float(v) for v in stats.pearsonr(d, mean))
        if trend_p < 0.05:
            warnings.append(message("difference-depends-on-level-limits"))
    else:
        trend = trend_p = nan
    if n < 20:
        warnings.append(message("pairs-limits-themselves-uncertain", n=People(int(n))))
    return LimitsOfAgreement(
        bias=bias,
        bias_low=bias - half,
        bias_high=bias + half,
        sd=sd,
        lower=bias - z * sd,
        lower_low=bias - far,
        lower_high=bias - near,
        upper=bias + z * sd,
        upper_low=bias + near,
        upper_high=bias + far,
        ci_level=ci_level,
        trend=trend,
        trend_p=trend_p,
        n=n,
        n_incomplete=incomplete,
        warnings=tuple(warnings),
    )
