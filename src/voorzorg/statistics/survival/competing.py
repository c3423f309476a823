"""Time to an event that another event can forestall: Aalen-Johansen, and the difference between two arms.

Cause 1 is the event, 2 the competing one, 0 censoring. With competing events one minus Kaplan-Meier is the
share that would have the event if the other could not happen, which nobody observes; the Aalen-Johansen
estimate is the share that has it (Putter, Fiocco and Geskus 2007, Statistics in Medicine 26:2389).

    F(t) = sum over event times u <= t of S(u-) d_1(u) / Y(u)

Standard errors are those of the infinitesimal jackknife: the derivative of F to the weight of every
participant, squared and summed, within clusters where there are any; so R's ``survfit`` for several states.
statsmodels' ``CumulativeIncidenceRight`` has the same curve, but no errors that respect clusters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate, normal_quantile, wald
from voorzorg.statistics.survival.kaplan_meier import check_arm, eventless
from voorzorg.statistics.two_arm.clusters.clustered import arm_parts


@dataclass(frozen=True)
class Incidence:
    """Cumulative incidence at chosen times (k,): estimate, error, log-log limits, and counts.

    ``influence`` (n, k) sums to zero over participants. NaN beyond the last observation, unless nobody was
    left at risk.
    """

    time: np.ndarray
    incidence: np.ndarray
    std_error: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray
    n_risk: np.ndarray
    events: np.ndarray
    influence: np.ndarray
    level: float


def aalen_johansen(time: ArrayLike, cause: ArrayLike, at: ArrayLike, level: float = 0.95) -> Incidence:
    """Cumulative incidence of cause 1 at times ``at`` (k,), from times (n,) and causes (n,) 0, 1 or 2."""
    t, c = np.asarray(time, float), np.asarray(cause, float)
    when = np.atleast_1d(np.asarray(at, float))
    if t.ndim != 1 or c.shape != t.shape or not len(t):
        raise ValueError("time and cause must be one-dimensional, equally long and not empty")
    if not np.isfinite(t).all() or (t < 0).any() or not np.isin(c, (0.0, 1.0, 2.0)).all():
        raise ValueError("times must be known and not negative, causes 0, 1 or 2")
    u, place = np.unique(t, return_inverse=True)
    Y = len(t) - np.concatenate([[0], np.cumsum(np.bincount(place))[:-1]])
    d1, d = np.bincount(place, c == 1, len(u)), np.bincount(place, c > 0, len(u))
    with np.errstate(divide="ignore", invalid="ignore"):
        survival = np.cumprod(1 - d / Y)
        before = np.concatenate([[1.0], survival[:-1]])
        step = before * d1 / Y
        C = np.concatenate([[0.0], np.cumsum(np.where(d < Y, d / (Y * (Y - d)), 0.0))])  # C[j]: before u[j]
        own = np.where(d < Y, 1 / (Y - d), 0.0)
    F = np.concatenate([[0.0], np.cumsum(step)])
    D, E = np.concatenate([[0.0], np.cumsum(C[:-1] * step)]), np.concatenate([[0.0], np.cumsum(step / Y)])
    k = np.searchsorted(u, when, side="right")  # the first k distinct times are no later than ``when``
    influence = np.empty((len(t), len(when)))
    for column, last in enumerate(k):
        mine = np.minimum(place + 1, last)
        gone = place < last
        # Surviving up to u- changes by C(u-) while at risk, and by the person's own leaving afterwards.
        after = np.where(gone, (C[place + 1] - np.where(c > 0, own[place], 0.0)) * (F[last] - F[mine]), 0.0)
        jump = np.where(gone & (c == 1), before[place] / Y[place], 0.0)
        influence[:, column] = D[mine] + after + jump - E[mine]
    value, error = F[k], np.sqrt((influence**2).sum(axis=0))
    unknown = (when > t.max()) & (survival[-1] > 0)
    value, error = np.where(unknown, np.nan, value), np.where(unknown, np.nan, error)
    low, high = _limits(value, error, level)
    at_risk = len(t) - np.searchsorted(np.sort(t), when, side="left")
    seen = np.concatenate([[0], np.cumsum(d1)])[k].astype(int)
    return Incidence(when, value, error, low, high, at_risk, seen, influence, level)


def _limits(value: np.ndarray, error: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """On the log(-log) scale of one minus the incidence, as Kaplan-Meier's."""
    with np.errstate(divide="ignore", invalid="ignore"):
        s = 1 - value
        half = normal_quantile(level) * error / (s * np.abs(np.log(s)))
        return 1 - s ** np.exp(-half), 1 - s ** np.exp(half)


def incidence_difference(
    time: ArrayLike,
    cause: ArrayLike,
    arm: ArrayLike,
    tau: float,
    cluster: ArrayLike | None = None,
    level: float = 0.95,
) -> tuple[Incidence, Incidence, Estimate]:
    """Cumulative incidence at ``tau`` of the reference and the treated arm, and treated less reference.

    With ``cluster`` labels (n,), which may be in both arms, influence values are summed within clusters and
    blown up by leverage, with Satterthwaite's degrees of freedom.
    """
    t, c = np.asarray(time, float), np.asarray(cause, float)
    a = check_arm(arm, len(t))
    curves = [aalen_johansen(t[a == k], c[a == k], [tau], level) for k in (0, 1)]
    influence = np.empty(len(t))
    influence[a == 0], influence[a == 1] = -curves[0].influence[:, 0], curves[1].influence[:, 0]
    value = float(curves[1].incidence[0] - curves[0].incidence[0])
    if not math.isfinite(value):
        gap = Estimate(
            value, level=level, converged=False, warnings=(message("tau-lies-beyond-last-observation"),)
        )
        return curves[0], curves[1], gap
    said = eventless((c == 1) & (t <= tau), a)
    if cluster is None:
        error = math.sqrt(float((influence**2).sum()))
        found = wald(value, error, level=level, method="Aalen-Johansen", warnings=said)
        return curves[0], curves[1], found
    residual = influence * np.where(a == 1, (a == 1).sum(), -(a == 0).sum())
    found = arm_parts(residual, a, cluster).difference(value, level, warnings=said)
    return curves[0], curves[1], replace(found, method="Aalen-Johansen")
