"""Time to an event, right-censored: Kaplan-Meier, restricted mean survival time, log-rank.

Event = 1 is the event (a report, weaning), 0 is censoring. Everything equals R's ``survival``.
(statsmodels has the curve and the test too; to import it takes longer than a job's own work.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from voorzorg.messages import Message, message
from voorzorg.statistics.given import numbers, same_rows
from voorzorg.statistics.results import Estimate, normal_quantile, not_estimable, wald


@dataclass(frozen=True)
class SurvivalCurve:
    """Kaplan-Meier estimate at the distinct event times (k,).

    ``std_error`` is Greenwood's, of the survival; the limits are on the log(-log) scale and NaN once the
    curve reaches zero. ``last`` is the longest time observed, beyond which the curve is not known (unless
    zero).
    """

    time: np.ndarray
    n_risk: np.ndarray
    n_event: np.ndarray
    survival: np.ndarray
    std_error: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray
    level: float
    n: int
    events: int
    last: float
    observed: np.ndarray

    def at(self, times: ArrayLike) -> RiskTable:
        """The curve read at given times: numbers at risk just before, events so far, survival with limits."""
        when = np.asarray(times, float)
        step = np.searchsorted(self.time, when, side="right")
        first = np.searchsorted(self.observed, when, side="left")

        def read(values: np.ndarray, start: float) -> np.ndarray:
            return np.concatenate([[start], values])[step]

        survival = read(self.survival, 1.0)
        # After the last observation the curve says nothing, unless everybody had the event.
        unknown = (when > self.last) & (survival > 0)
        survival, se, low, high = (
            np.where(unknown, np.nan, v)
            for v in (
                survival,
                read(self.std_error, 0.0),
                read(self.ci_low, 1.0),
                read(self.ci_high, 1.0),
            )
        )
        events = np.concatenate([[0], np.cumsum(self.n_event)])[step].astype(int)
        return RiskTable(when, self.n - first, events, survival, se, low, high)


@dataclass(frozen=True)
class RiskTable:
    """Survival and cumulative incidence (1 - survival) at chosen times, with the number still at risk."""

    time: np.ndarray
    n_risk: np.ndarray
    events: np.ndarray
    survival: np.ndarray
    std_error: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray

    @property
    def incidence(self) -> np.ndarray:
        """Cumulative incidence, 1 - survival (no competing events)."""
        return 1 - self.survival

    @property
    def incidence_low(self) -> np.ndarray:
        """Lower limit of the cumulative incidence."""
        return 1 - self.ci_high

    @property
    def incidence_high(self) -> np.ndarray:
        """Upper limit of the cumulative incidence."""
        return 1 - self.ci_low


@dataclass(frozen=True)
class LogRank:
    """Unweighted log-rank test with one degree of freedom."""

    chi_square: float
    p_value: float
    warnings: tuple[Message | str, ...] = ()


@dataclass(frozen=True)
class SurvivalComparison:
    """Two arms: curves, restricted means to the common horizon ``tau``, medians, log-rank test."""

    treated: SurvivalCurve
    reference: SurvivalCurve
    tau: float
    rmst_treated: Estimate
    rmst_reference: Estimate
    rmst_difference: Estimate
    median_treated: Estimate
    median_reference: Estimate
    logrank: LogRank


def kaplan_meier(time: ArrayLike, event: ArrayLike, level: float = 0.95) -> SurvivalCurve:
    """Product-limit estimate from times (n,) and events (n,); ValueError if missing or negative."""
    t, e = check_times(time, event)
    z = normal_quantile(level)
    every, events, at_risk = _events_and_risk(t, e, np.ones(len(t)))
    some = events > 0
    times, d, n = every[some], events[some], at_risk[some]
    with np.errstate(divide="ignore", invalid="ignore"):
        s = np.cumprod(1 - d / n)
        # Greenwood's; where everybody left has the event there is no variance to estimate.
        se = s * np.sqrt(np.cumsum(np.where(n > d, d / (n * (n - d)), np.nan)))
        # Kalbfleisch and Prentice (2002, section 1.4): limits S^exp(+-z*se(log(-log S))) stay within 0 and 1.
        half = z * se / (s * np.abs(np.log(s)))
        low, high = s ** np.exp(half), s ** np.exp(-half)
    return SurvivalCurve(
        times,
        n.astype(int),
        d.astype(int),
        s,
        se,
        low,
        high,
        level,
        len(t),
        int(e.sum()),
        float(t.max()),
        np.sort(t),
    )


def _events_and_risk(
    time: np.ndarray, event: np.ndarray, counted: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The distinct times (k,) of all, of those counted (n,) the events at each, and how many are at risk."""
    every, place = np.unique(time, return_inverse=True)
    events = np.bincount(place, weights=event * counted, minlength=len(every))
    there = np.bincount(place, weights=counted, minlength=len(every))
    return every, events, np.cumsum(there[::-1])[::-1]


def median_time(curve: SurvivalCurve, share: float = 0.5) -> Estimate:
    """Smallest time at which survival is at or below 1 - share, with limits from the curve's own limits.

    Where survival equals 1 - share over a whole step, the middle of that step is taken, as R's ``survival``
    does. A level that is never reached gives NaN, a limit that is never reached infinity.
    """

    def crossing(values: np.ndarray) -> float:
        reached = values <= 1 - share + 1e-12
        if not reached.any():
            return math.inf
        k = int(np.argmax(reached))
        if abs(values[k] - (1 - share)) < 1e-12 and k + 1 < len(values):
            return float(curve.time[k] + curve.time[k + 1]) / 2
        return float(curve.time[k])

    value = crossing(curve.survival)
    if math.isinf(value):
        reason = message("fewer-than-had-event-within", share=share)
        gap = not_estimable(reason, "Kaplan-Meier", level=curve.level)
        return replace(gap, ci_low=crossing(curve.ci_low), ci_high=math.inf)
    return Estimate(
        value,
        ci_low=crossing(curve.ci_low),
        ci_high=crossing(curve.ci_high),
        method="Kaplan-Meier, log-log limits",
        level=curve.level,
    )


def restricted_mean(curve: SurvivalCurve, tau: float) -> Estimate:
    """Area under the curve to ``tau`` with Greenwood's plug-in variance (Irwin 1949; Royston and Parmar
    2013).

    A ``tau`` beyond the last observation carries the curve on flat, which ``warnings`` then says.
    """
    if not tau > 0:
        raise ValueError("tau must be positive")
    within = curve.time <= tau
    t, s = curve.time[within], curve.survival[within]
    edges = np.concatenate([[0.0], t, [tau]])
    areas = np.diff(edges) * np.concatenate([[1.0], s])
    after = np.cumsum(areas[::-1])[::-1][1:]
    d, n = curve.n_event[within].astype(float), curve.n_risk[within].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard_variance = np.where(n > d, d / (n * (n - d)), 0.0)
    std_error = math.sqrt(float(np.sum(after**2 * hazard_variance)))
    warnings: tuple[Message | str, ...] = ()
    if tau > curve.last and (not len(s) or s[-1] > 0):
        warnings = (message("tau-lies-beyond-last-observation"),)
    estimate = wald(
        float(areas.sum()), std_error, level=curve.level, method="restricted mean", warnings=warnings
    )
    return replace(estimate, p_value=math.nan)


def logrank(time: ArrayLike, event: ArrayLike, arm: ArrayLike) -> LogRank:
    """Log-rank test of equal survival in two arms (equals R's ``survdiff``)."""
    same_rows(time=time, event=event, arm=arm)
    t, e = check_times(time, event)
    a = check_arm(arm, len(t))
    if not e.any():
        return LogRank(math.nan, math.nan, (message("no-events"),))
    _, events, at_risk = _events_and_risk(t, e, np.ones(len(t)))
    _, own_events, own_at_risk = _events_and_risk(t, e, (a == 1).astype(float))
    more = at_risk > 1
    d, n, own, share = events[more], at_risk[more], own_events[more], own_at_risk[more] / at_risk[more]
    variance = float(np.sum(share * (1 - share) * d * (n - d) / (n - 1)))
    if not variance > 0:
        # At no event time were both arms at risk with somebody left over: nothing is compared.
        return LogRank(math.nan, math.nan, (message("arms-never-risk-together-no"),))
    chi_square = float(np.sum(own - share * d)) ** 2 / variance
    return LogRank(chi_square, float(chdtrc(1, chi_square)))


def compare_survival(
    time: ArrayLike, event: ArrayLike, arm: ArrayLike, tau: float | None = None, level: float = 0.95
) -> SurvivalComparison:
    """Kaplan-Meier per arm, restricted means to ``tau`` and their difference, medians, log-rank.

    ``tau`` is by default the largest time that both arms reach (the smaller of the two longest times).
    """
    same_rows(time=time, event=event, arm=arm)
    t, e = check_times(time, event)
    a = check_arm(arm, len(t))
    treated, reference = (kaplan_meier(t[a == k], e[a == k], level) for k in (1, 0))
    horizon = min(treated.last, reference.last) if tau is None else float(tau)
    mean1, mean0 = restricted_mean(treated, horizon), restricted_mean(reference, horizon)
    difference = wald(
        mean1.estimate - mean0.estimate,
        math.hypot(mean1.std_error, mean0.std_error),
        level=level,
        method="difference of restricted means",
        warnings=tuple(dict.fromkeys(mean1.warnings + mean0.warnings)) + eventless(e * (t <= horizon), a),
    )
    return SurvivalComparison(
        treated,
        reference,
        horizon,
        mean1,
        mean0,
        difference,
        median_time(treated),
        median_time(reference),
        logrank(t, e, a),
    )


def eventless(event: np.ndarray, arm: np.ndarray) -> tuple[Message, ...]:
    """What is said where one of the arms has no events: its curve never moves, and its error is nought."""
    without = [not event[arm == k].any() for k in (0, 1)]
    return (message("arm-without-events-counts-as-known"),) if sum(without) == 1 else ()


def check_times(time: ArrayLike, event: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Times as floats and events as integers of one length; ValueError says what is wrong."""
    same_rows(time=time, event=event)
    t, e = numbers(time, "time"), numbers(event, "event", "1 or True where it was seen")
    if t.ndim != 1 or e.shape != t.shape or not len(t):
        raise ValueError("time and event must be one-dimensional, equally long and not empty")
    if not (np.isfinite(t).all() and np.isfinite(e).all()):
        raise ValueError("missing times or events")
    if (t < 0).any():
        raise ValueError("times must not be negative")
    if not np.isin(e, (0.0, 1.0)).all():
        raise ValueError("event must be 0 (censored) or 1")
    return t, e.astype(int)


def check_arm(arm: ArrayLike, n: int) -> np.ndarray:
    """Arm as integers 0 and 1, with somebody in each."""
    a = numbers(arm, "arm", "1 for the treated, as data['arm'] == 'treated'")
    if a.shape != (n,) or not np.isin(a, (0.0, 1.0)).all():
        raise ValueError("arm must be 0 (reference) or 1 (treated), one per row")
    for k in (1, 0):
        if not (a == k).any():
            raise ValueError(f"no observations in the {'treated' if k else 'reference'} arm")
    return a.astype(int)
