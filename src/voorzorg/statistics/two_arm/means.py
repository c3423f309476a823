"""Two arms, one continuous outcome: means, Welch's difference, and Hedges' standardised mean difference."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.two_arm.hedges import hedges_g, pooled_sd


@dataclass(frozen=True)
class TwoMeans:
    """Means with Student intervals, Welch's difference (treated - reference), Hedges' g."""

    mean_treated: Estimate
    mean_reference: Estimate
    difference: Estimate
    hedges_g: Estimate
    n_treated: int
    n_reference: int


def two_means(treated: ArrayLike, reference: ArrayLike, level: float = 0.95) -> TwoMeans:
    """Unadjusted comparison of two samples of values (n1,), (n0,); ValueError for missing values."""
    arms = []
    for values in (treated, reference):
        v = np.asarray(values, float)
        if v.ndim != 1 or not np.isfinite(v).all():
            raise ValueError("values must be one-dimensional without missing values")
        n = len(v)
        arms.append((float(v.mean()) if n else math.nan, float(v.std(ddof=1)) if n > 1 else math.nan, n))
    return two_means_from_summary(*arms[0], *arms[1], level=level)


def two_means_from_summary(
    mean_treated: float,
    sd_treated: float,
    n_treated: int,
    mean_reference: float,
    sd_reference: float,
    n_reference: int,
    level: float = 0.95,
) -> TwoMeans:
    """The same from means, standard deviations (n - 1) and numbers, as publications print them.

    Welch (1947) with Satterthwaite's degrees of freedom. Hedges' g (1981) is the difference over the pooled
    standard deviation with the exact small-sample factor (:mod:`voorzorg.statistics.two_arm.hedges`).
    """
    mean1 = _mean(mean_treated, sd_treated, n_treated, level)
    mean0 = _mean(mean_reference, sd_reference, n_reference, level)
    if n_treated < 2 or n_reference < 2:
        gap = not_estimable(message("fewer-than-two-observations-arm"), "Welch", level=level)
        return TwoMeans(mean1, mean0, gap, gap, n_treated, n_reference)
    part1, part0 = sd_treated**2 / n_treated, sd_reference**2 / n_reference
    difference = mean_treated - mean_reference
    if not part1 + part0 > 0:
        gap = not_estimable(message("values-do-not-vary-within"), "Welch", level=level)
        return TwoMeans(mean1, mean0, gap, gap, n_treated, n_reference)
    df = (part1 + part0) ** 2 / (part1**2 / (n_treated - 1) + part0**2 / (n_reference - 1))
    d = difference / pooled_sd(sd_treated, n_treated, sd_reference, n_reference)
    g, g_error = hedges_g(d, n_treated, n_reference)
    welch = wald(difference, math.sqrt(part1 + part0), level=level, df=df, method="Welch")
    return TwoMeans(
        mean1,
        mean0,
        welch,
        wald(g, g_error, level=level, method="Hedges g"),
        n_treated,
        n_reference,
    )


def _mean(mean: float, sd: float, n: int, level: float) -> Estimate:
    if n < 2:
        said = message("no-observations") if n == 0 else message("one-observation-no-standard-error")
        return Estimate(mean, method="Student", level=level, converged=False, warnings=(said,))
    full = wald(mean, sd / math.sqrt(n), level=level, df=n - 1, method="Student")
    return Estimate(
        mean,
        full.std_error,
        full.ci_low,
        full.ci_high,
        method="Student",
        level=level,
        df=n - 1,
        warnings=full.warnings,
    )
