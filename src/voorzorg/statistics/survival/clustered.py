"""Times of participants who lie in few clusters: restricted means, and the log-rank test.

A participant's influence on a restricted mean is its derivative to her weight (infinitesimal jackknife), and
on the log-rank statistic her score residual where the arm has no effect, as R's ``coxph`` has it. Both are
summed within clusters and blown up by the cluster's leverage in its arm, with Satterthwaite's degrees of
freedom (:mod:`voorzorg.statistics.two_arm.clusters.clustered`).
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.survival.kaplan_meier import (
    LogRank,
    check_arm,
    check_times,
    eventless,
    kaplan_meier,
    restricted_mean,
)
from voorzorg.statistics.two_arm.clusters.clustered import arm_parts

#: With fewer clusters than this how much members share is known too badly for the log-rank test: where the
#: estimate is small, so are error and critical value, and it rejected up to 7 % (docs/methods.md).
ROUGH = 20


def restricted_mean_influence(time: ArrayLike, event: ArrayLike, tau: float) -> np.ndarray:
    """Each participant's influence (n,) on the area under the Kaplan-Meier curve to ``tau``.

    They sum to nothing, and their squares to Greenwood's variance. With A(u) the area after u,

        - sum over event times u <= tau of A(u) (her event at u - d(u) / Y(u) while at risk) / (Y(u) - d(u)).
    """
    t, e = check_times(time, event)
    curve = kaplan_meier(t, e)
    within = curve.time <= tau
    u, d, Y = curve.time[within], curve.n_event[within].astype(float), curve.n_risk[within].astype(float)
    areas = np.diff(np.concatenate([u, [tau]])) * curve.survival[within]
    after = np.cumsum(areas[::-1])[::-1]
    # Where everybody left has the event the curve is nought from there on, whatever anybody weighs.
    own = np.where(d < Y, after / np.where(d < Y, Y - d, 1.0), 0.0)
    while_at_risk = np.concatenate([[0.0], np.cumsum(own * d / Y)])
    influence: np.ndarray = while_at_risk[np.searchsorted(u, t, side="right")]
    dying = (e == 1) & (t <= tau)
    influence[dying] -= own[np.searchsorted(u, t[dying])]
    return influence


def clustered_restricted_means(
    time: ArrayLike,
    event: ArrayLike,
    arm: ArrayLike,
    cluster: ArrayLike,
    tau: float,
    level: float = 0.95,
) -> tuple[Estimate, Estimate, Estimate]:
    """Restricted means of the reference and the treated arm, and treated less reference.

    ``cluster`` labels (n,) may be in both arms. Without a p-value where clusters are too few for one.
    """
    t, e = check_times(time, event)
    a = check_arm(arm, len(t))
    means = [restricted_mean(kaplan_meier(t[a == k], e[a == k], level), tau) for k in (0, 1)]
    residual = np.empty(len(t))
    for k in (0, 1):
        residual[a == k] = restricted_mean_influence(t[a == k], e[a == k], tau) * (a == k).sum()
    parts = arm_parts(residual, a, cluster)
    warnings = tuple(dict.fromkeys(means[0].warnings + means[1].warnings)) + eventless(e * (t <= tau), a)
    found = parts.difference(means[1].estimate - means[0].estimate, level, warnings=warnings)
    own = [
        replace(
            parts.estimate(mean.estimate, math.sqrt(float(of @ of)), level, mean.warnings),
            p_value=math.nan,
            method=mean.method,
            warnings=mean.warnings,
        )
        for mean, of in zip(means, (parts.reference, parts.treated), strict=True)
    ]
    return own[0], own[1], replace(found, method="difference of restricted means")


def logrank_scores(time: np.ndarray, event: np.ndarray, arm: np.ndarray) -> np.ndarray:
    """Each participant's part (n,) in observed less expected events of the treated arm.

    The score residuals of ``coxph(Surv(time, event) ~ arm, ties = "breslow")`` where the coefficient is 0.
    """
    u, place = np.unique(time, return_inverse=True)
    counts = [np.bincount(place, weight, len(u)) for weight in (np.ones(len(time)), arm)]
    at_risk, treated = (np.cumsum(count[::-1])[::-1] for count in counts)
    share, hazard = treated / at_risk, np.bincount(place, event, len(u)) / at_risk
    so_far, of_treated = np.cumsum(hazard)[place], np.cumsum(share * hazard)[place]
    scores: np.ndarray = event * (arm - share[place]) - (arm * so_far - of_treated)
    return scores


def clustered_logrank(time: ArrayLike, event: ArrayLike, arm: ArrayLike, cluster: ArrayLike) -> LogRank:
    """Log-rank test of equal survival whose variance is that between clusters (n,).

    Scores vary about the mean of their arm, which is nil without an effect. ``chi_square`` is the square of a
    t statistic. Without a p-value where clusters are too few for one. With fewer than ``ROUGH`` the degrees
    of freedom are those of clusters whose members do not differ.
    """
    t, e = check_times(time, event)
    a = check_arm(arm, len(t))
    if not e.any():
        return LogRank(math.nan, math.nan, (message("no-events"),))
    scores = logrank_scores(t, e, a)
    # As a difference of means, so that both arms' scores have one scale whatever the arms' sizes.
    n = np.bincount(a)
    weight = np.where(a == 1, 1 / n[0], -1 / n[1]) * len(t)
    residual = weight * (scores - (np.bincount(a, scores) / n)[a])
    if not residual @ residual > 1e-12 * len(t):
        return LogRank(math.nan, math.nan, (message("arms-never-risk-together-no"),))
    value = float(scores.sum()) * len(t) / float(n[0] * n[1])
    few = len(np.unique(np.asarray(cluster))) < ROUGH
    found = arm_parts(residual, a, cluster, alike=few).difference(value, 0.95)
    return LogRank((value / found.std_error) ** 2, found.p_value, found.warnings)
