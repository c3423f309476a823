"""How far may an honest estimate lie from the two arms that are printed with it?

In a randomised trial a covariate moves an estimate by its chance imbalance. If covariates explain a share
R² of the outcome, the adjusted estimate is the crude one minus an imbalance with variance R² times the
crude variance, and its own variance is (1 − R²) times the crude one. Odds ratios also move away from one,
because a conditional odds ratio is not an average of odds ratios: by sqrt(1 + c² s²) for a spread s of the
linear predictor (Zeger, Liang & Albert 1988, Biometrics 44:1049; c = 16√3/15π), where R² = s² / (s² + π²/3)
(McKelvey & Zavoina). Clusters, weights and imputation widen an interval without a bound that a reader could
know.

The largest R² allowed is a convention of this audit, wide on purpose: half of a yes/no outcome, four fifths
of a measured one (a baseline that correlates 0.9 with its follow-up). Beyond 99 % of what that gives, an
adjustment is "not plausible"; that is still a doubt, never a contradiction.
"""

from __future__ import annotations

import math

import numpy as np

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.arithmetic.two_group_formulas import Array

#: largest share of the outcome that covariates are taken to explain
R2_YES_NO = 0.5
R2_MEASURED = 0.8
#: standard normal quantile of a two-sided 99 % interval
REACH = 2.5758293035489004
_C2 = (16 * math.sqrt(3) / (15 * math.pi)) ** 2
#: how far a conditional log odds ratio may lie beyond the marginal one
STRETCH = math.sqrt(1 + _C2 * R2_YES_NO / (1 - R2_YES_NO) * math.pi**2 / 3)
#: an adjusted standard error is at least this share of the crude one; a little less is granted, because the
#: analysis may hold people whose outcome was imputed
NARROWEST = math.sqrt(1 - R2_YES_NO) * 0.9


def plausible(estimate: Array, error: Array, r2: float = R2_YES_NO, *, stretch: float = 1.0) -> Span | None:
    """Where an adjusted estimate may lie, over every crude estimate and standard error that the figures
    allow.

    ``estimate`` and ``error`` are on the scale that the estimate is normal on (logarithms for ratios).
    None where no standard error is known: then nothing can be said.
    """
    usable = np.isfinite(estimate) & np.isfinite(error)
    if not usable.any():
        return None
    reach = REACH * math.sqrt(r2) * error[usable]
    low, high = estimate[usable] - reach, estimate[usable] + reach
    return Span(
        float(np.minimum(low, low * stretch).min()),
        float(np.maximum(high, high * stretch).max()),
    )


def plausible_z(z: Array, r2: float = R2_YES_NO) -> Span | None:
    """Where the size of an adjusted or cluster-corrected test statistic may lie, given the crude ones.

    Clusters may shrink it to any degree, so that only the upper end is bounded.
    """
    z = np.abs(z[np.isfinite(z)])
    if not len(z):
        return None
    return Span(0.0, float((z.max() + REACH * math.sqrt(r2)) / math.sqrt(1 - r2)))
