"""Change from before to after in one group, in standard deviations.

A single group has no control: this is no effect of treatment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from voorzorg.messages import Message, People, message
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.small.change import complete_pairs
from voorzorg.statistics.small.noncentral_t import noncentrality
from voorzorg.statistics.two_arm.hedges import hedges_correction

#: Below this many pairs a warning says that the interval leans on the normal model.
FEW_PAIRS = 10


@dataclass(frozen=True, kw_only=True)
class StandardisedChange(Estimate):
    """Hedges-corrected mean change divided by ``standardiser``, ``uncorrected`` without the correction.

    ``mean_change`` and its limits are in the outcome's own unit.
    """

    standardiser: str
    mean_change: float
    mean_change_low: float = float("nan")
    mean_change_high: float = float("nan")
    uncorrected: float = float("nan")
    n: int
    n_incomplete: int


def standardised_change(
    before: ArrayLike,
    after: ArrayLike,
    standardiser: Literal["change", "average"] = "average",
    ci_level: float = 0.95,
) -> StandardisedChange:
    """Mean change in standard deviations of vectors (n,), corrected for small samples (Hedges, 1981).

    ``"change"`` divides by the standard deviation of the changes (d_z), ``"average"`` by the root mean
    square of the standard deviations before and after (d_av; Cumming, 2012), which is comparable with effect
    sizes between groups. Intervals invert the noncentral t distribution (exact for d_z, Algina and Keselman,
    2003, for d_av).
    """
    if standardiser not in ("change", "average"):
        raise ValueError("standardiser must be 'change' or 'average'")
    b, a, incomplete = complete_pairs(before, after)
    n = len(b)
    change = a - b
    mean = float(change.mean()) if n else float("nan")
    name = "sd of the changes" if standardiser == "change" else "average sd"

    def undefined(reason: Message, half: float = float("nan")) -> StandardisedChange:
        return StandardisedChange(
            float("nan"),
            level=ci_level,
            converged=False,
            warnings=(reason,),
            standardiser=name,
            mean_change=mean,
            mean_change_low=mean - half,
            mean_change_high=mean + half,
            n=n,
            n_incomplete=incomplete,
        )

    if n < 2:
        return undefined(message("fewer-than-two-complete-pairs"))
    sd = float(change.std(ddof=1))
    average = float(np.sqrt((b.var(ddof=1) + a.var(ddof=1)) / 2))
    half = float(stdtrit(n - 1, (1 + ci_level) / 2)) * sd / np.sqrt(n)
    divisor = sd if standardiser == "change" else average
    rounding = 1e-12 * max(1.0, abs(mean))
    if sd < rounding:
        return undefined(message("no-spread-standardise-all-changes"), half)
    if divisor < rounding:
        return undefined(message("no-spread-standardise-all-answers"), half)
    correction = hedges_correction(n - 1)
    t = mean / (sd / np.sqrt(n))
    factor = sd / (np.sqrt(n) * divisor)
    low, high = (noncentrality(t, n - 1, p) for p in ((1 + ci_level) / 2, (1 - ci_level) / 2))
    se = correction * np.sqrt(1 / n + (mean / sd) ** 2 / (2 * n)) * sd / divisor
    warnings = (message("pairs-interval-only-as-good", n=People(int(n))),) if n < FEW_PAIRS else ()
    return StandardisedChange(
        correction * mean / divisor,
        float(se),
        correction * factor * low,
        correction * factor * high,
        level=ci_level,
        warnings=warnings,
        standardiser=name,
        mean_change=mean,
        mean_change_low=mean - half,
        mean_change_high=mean + half,
        uncorrected=mean / divisor,
        n=n,
        n_incomplete=incomplete,
    )
