"""The effect in those who take part when it is offered, with allocation as an instrument.

Angrist, Imbens and Rubin (1996, JASA 91:444). With ITT the effect of being offered and c the share of the
treated arm that took part (nobody of the reference arm can), the complier average causal effect is ITT / c.
Assumptions: allocation by chance, and no effect of the offer on those who do not take part. If the offer
changed their risk by d, the effect in compliers is (ITT - (1 - c) d) / c: ``ignored`` gives it for other d.
It is nil where ITT is, and has its p-value. Errors are by influence functions, blown up by leverage and with
Satterthwaite's degrees of freedom as those of ITT, over clusters where there are any.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks
from voorzorg.statistics.two_arm.clusters.clustered import arm_parts


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
    y: np.ndarray,
    arm: np.ndarray,
    took_part: np.ndarray,
    covariates: np.ndarray,
    level: float = 0.95,
    cluster: np.ndarray | None = None,
) -> ComplierEffect:
    """From answers 0/1 (n,), arms 0/1 (n,), who took part (n,) of the treated, covariates (n, k) and clusters
    (n,).

    Where an arm is separated there is no error by cluster, and with clusters so no interval.
    """
    fit = standardised_risks(y, arm, covariates, cluster, level=level, shrink=True)
    offered, treated = fit.risk_difference, arm == 1
    share = float(took_part[treated].mean()) if treated.any() else 0.0
    if not share > 0 or not np.isfinite(offered.std_error):
        reason = offered.warnings or (message("nobody-took-part"),)
        return ComplierEffect(not_estimable(reason, level=level), offered, share)
    value = offered.estimate / share
    if fit.parts is None and cluster is not None:
        told = (*fit.warnings, message("no-interval-arm-separated-no"))
        return ComplierEffect(Estimate(value, level=level, warnings=told), offered, share)
    n = len(y)
    parts, labels = fit.parts, np.arange(n) if cluster is None else cluster
    if parts is None:
        parts = fit.influence / math.sqrt(n * (n - 1))
    of_share = arm_parts(np.where(treated, took_part - share, 0.0), arm, labels).treated
    own = (parts[:, 0] - parts[:, 1] - value * of_share) / share
    df = fit.df if fit.df >= 1 else math.inf
    effect = wald(value, math.sqrt(float(own @ own)), level=level, df=df, warnings=fit.warnings)
    return ComplierEffect(replace(effect, p_value=offered.p_value), offered, share)
