"""The effect in those who take part when it is offered, with allocation as an instrument.

Angrist, Imbens and Rubin (1996, JASA 91:444). With ITT the effect of being offered and c the share of the
treated arm that took part (nobody of the reference arm can), the complier average causal effect is ITT / c.
Assumptions: allocation by chance, and no effect of the offer on those who do not take part. If the offer
changed their risk by d, the effect in compliers is (ITT - (1 - c) d) / c: ``ignored`` gives it for other d.
It is nil where ITT is, and has its p-value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.two_arm.standardisation import standardised_risks


@dataclass(frozen=True)
class ComplierEffect:
    """``effect`` on the risk-difference scale, in the ``share`` of the treated who took part."""

    effect: Estimate
    offered: Estimate
    share: float

    def ignored(self, d: float) -> float:
        """The effect in compliers if the offer changed the risk of those who did not take part by d."""
        return (self.offered.estimate - (1 - self.share) * d) / self.share


def complier_effect(
    y: np.ndarray, arm: np.ndarray, took_part: np.ndarray, covariates: np.ndarray, level: float = 0.95
) -> ComplierEffect:
    """From answers 0/1 (n,), arms 0/1 (n,), who took part (n,) of the treated, and covariates (n, k)."""
    fit = standardised_risks(y, arm, covariates, level=level, shrink=True)
    offered, treated = fit.risk_difference, arm == 1
    share = float(took_part[treated].mean()) if treated.any() else 0.0
    if not share > 0 or not np.isfinite(offered.std_error):
        reason = offered.warnings or (message("nobody-took-part"),)
        return ComplierEffect(not_estimable(reason, level=level), offered, share)
    n = len(y)
    of_share = np.where(treated, (took_part - share) * n / treated.sum(), 0.0)
    influence = (fit.influence[:, 0] - fit.influence[:, 1] - offered.estimate / share * of_share) / share
    error = math.sqrt(float(influence @ influence) / (n * (n - 1)))
    effect = wald(offered.estimate / share, error, level=level, warnings=fit.warnings)
    return ComplierEffect(replace(effect, p_value=offered.p_value), offered, share)
