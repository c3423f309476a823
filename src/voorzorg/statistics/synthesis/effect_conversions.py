"""Effect measures from counts, means and test results, and from one another, each step labelled.

Every function returns an :class:`Effect` that says which measure it is, on which scale (ratios are kept as
natural logarithms), and by which steps it was derived, so that a converted effect can never be mistaken for
a reported one. A conversion is an assumption: log odds ratio to d takes a logistic variable cut in two, risk
ratio to odds ratio takes the reference risk as known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtri, stdtrit

from voorzorg.messages import Message, message
from voorzorg.statistics.results import LOGISTIC_VARIANCE
from voorzorg.statistics.two_arm import hedges

Measure = Literal[
    "log odds ratio",
    "log risk ratio",
    "risk difference",
    "standardised mean difference",
    "mean difference",
    "correlation",
]
#: pi / sqrt(3).
LOGISTIC_SD = LOGISTIC_VARIANCE**0.5
# The rounded constant of Chinn (2000).
CHINN = 1.81


@dataclass(frozen=True)
class Effect:
    """An effect and how it came about. ``ratio()`` gives a log measure back as the ratio."""

    measure: Measure
    estimate: float
    std_error: float
    steps: tuple[str, ...]
    warnings: tuple[Message | str, ...] = ()

    def interval(self, ci_level: float = 0.95) -> tuple[float, float]:
        z = -float(ndtri((1 - ci_level) / 2))
        return self.estimate - z * self.std_error, self.estimate + z * self.std_error

    def ratio(self, ci_level: float = 0.95) -> tuple[float, float, float]:
        """Estimate and interval of a log measure as a ratio."""
        if not self.measure.startswith("log"):
            raise ValueError(f"a {self.measure} is not a ratio")
        low, high = self.interval(ci_level)
        return float(np.exp(self.estimate)), float(np.exp(low)), float(np.exp(high))

    def _then(self, measure: Measure, estimate: float, std_error: float, step: str) -> Effect:
        return Effect(measure, float(estimate), float(std_error), (*self.steps, step), self.warnings)


def from_counts(
    events_treated: float,
    n_treated: float,
    events_reference: float,
    n_reference: float,
    measure: Measure = "log odds ratio",
) -> Effect:
    """Effect of a 2 x 2 table, treated against reference; 0.5 is added to every cell where one is empty."""
    a, c = float(events_treated), float(events_reference)
    b, d = n_treated - a, n_reference - c
    if min(a, b, c, d) < 0 or min(n_treated, n_reference) <= 0:
        raise ValueError("events must lie between 0 and n")
    step = f"{measure} from counts"
    warnings: tuple[Message | str, ...] = ()
    if measure == "risk difference":
        p1, p0 = a / (a + b), c / (c + d)
        se = np.sqrt(p1 * (1 - p1) / (a + b) + p0 * (1 - p0) / (c + d))
        return Effect(measure, p1 - p0, float(se), (step,))
    if min(a, b, c, d) == 0:
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
        warnings = (message("empty-cell-0-5-added"),)
        step += " with 0.5 added"
    if measure == "log odds ratio":
        return Effect(
            measure,
            float(np.log(a * d / (b * c))),
            float(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)),
            (step,),
            warnings,
        )
    if measure == "log risk ratio":
        n1, n0 = a + b, c + d
        return Effect(
            measure,
            float(np.log(a / n1) - np.log(c / n0)),
            float(np.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n0)),
            (step,),
            warnings,
        )
    raise ValueError(f"{measure} cannot be computed from counts")


def from_interval(
    measure: Measure,
    estimate: float,
    low: float,
    high: float,
    ci_level: float = 0.95,
    ratio: bool | None = None,
) -> Effect:
    """Effect and standard error from a reported estimate with its interval.

    Ratios (``ratio``, by default whenever the measure is a logarithm) are given as ratios and put on the log
    scale. A warning says so where the estimate is not in the middle of the interval, as rounding or an exact
    method does.
    """
    as_ratio = measure.startswith("log") if ratio is None else ratio
    values = np.array([estimate, low, high], dtype=float)
    if as_ratio:
        if (values <= 0).any():
            raise ValueError("a ratio and its limits must be positive")
        values = np.log(values)
    e, lo, hi = (float(v) for v in values)
    if not lo < hi or not lo <= e <= hi:
        raise ValueError("the estimate must lie within its interval")
    se = (hi - lo) / (2 * -float(ndtri((1 - ci_level) / 2)))
    lopsided = abs((lo + hi) / 2 - e) > 0.1 * (hi - lo)
    warnings = (message("interval-not-symmetric-about-estimate"),)
    return Effect(
        measure, e, se, (f"{measure} from its {ci_level:.0%} interval",), warnings if lopsided else ()
    )


def from_p_value(measure: Measure, estimate: float, p_value: float, ratio: bool | None = None) -> Effect:
    """Effect and standard error from a reported estimate with its two-sided p-value, as if by a z-test."""
    if not 0 < p_value < 1:
        raise ValueError("the p-value must lie between 0 and 1")
    as_ratio = measure.startswith("log") if ratio is None else ratio
    e = float(np.log(estimate)) if as_ratio else float(estimate)
    if e == 0:
        raise ValueError("no effect at all has no p-value below 1")
    se = abs(e) / -float(ndtri(p_value / 2))
    return Effect(measure, e, se, (f"{measure}, standard error from its p-value",))


def hedges_g(
    mean_treated: float,
    sd_treated: float,
    n_treated: int,
    mean_reference: float,
    sd_reference: float,
    n_reference: int,
) -> Effect:
    """Standardised mean difference by the pooled standard deviation, Hedges-corrected."""
    df = n_treated + n_reference - 2
    if df < 2 or min(sd_treated, sd_reference) < 0:  # the correction has no value at one degree of freedom
        raise ValueError("two groups with some spread are needed")
    pooled = hedges.pooled_sd(sd_treated, n_treated, sd_reference, n_reference)
    if pooled == 0:  # or all of the spread is said of a group of one
        raise ValueError("two groups with some spread are needed")
    d = (mean_treated - mean_reference) / pooled
    return _smd(d, n_treated, n_reference, "standardised mean difference from means and standard deviations")


def d_from_t(t: float, n_treated: int, n_reference: int) -> Effect:
    """Standardised mean difference from a two-sample t statistic (treated minus reference)."""
    return _smd(t * np.sqrt(1 / n_treated + 1 / n_reference), n_treated, n_reference, f"d from t = {t:g}")


def d_from_p(p_value: float, n_treated: int, n_reference: int, sign: Literal[1, -1]) -> Effect:
    """Standardised mean difference from the two-sided p-value of a t-test; the direction must be given."""
    if not 0 < p_value < 1:
        raise ValueError("the p-value must lie between 0 and 1")
    t = -sign * float(stdtrit(n_treated + n_reference - 2, p_value / 2))
    return _smd(
        t * np.sqrt(1 / n_treated + 1 / n_reference), n_treated, n_reference, f"d from p = {p_value:g}"
    )


def phi_from_chi2(chi2: float, n: int, sign: Literal[1, -1]) -> Effect:
    """Correlation of two yes/no variables from a chi-square with one degree of freedom, uncorrected."""
    if chi2 < 0 or chi2 > n:
        raise ValueError("chi-square with one degree of freedom lies between 0 and n")
    r = sign * np.sqrt(chi2 / n)
    return Effect(
        "correlation", float(r), float((1 - r**2) / np.sqrt(n - 1)), (f"phi from chi-square = {chi2:g}",)
    )


def correlation_to_d(effect: Effect) -> Effect:
    """d = 2 r / sqrt(1 - r^2) (equal groups; Borenstein et al., 2009)."""
    _expect(effect, "correlation")
    r = effect.estimate
    return effect._then(
        "standardised mean difference",
        2 * r / np.sqrt(1 - r**2),
        2 * effect.std_error / (1 - r**2) ** 1.5,
        "d from a correlation, equal groups assumed",
    )


def log_odds_ratio_to_d(
    effect: Effect, constant: Literal["hasselblad-hedges", "chinn"] = "hasselblad-hedges"
) -> Effect:
    """d = log odds ratio / (pi / sqrt 3) (Hasselblad and Hedges, 1995), or / 1.81 (Chinn, 2000)."""
    _expect(effect, "log odds ratio")
    sd = _logistic(constant)
    return effect._then(
        "standardised mean difference",
        effect.estimate / sd,
        effect.std_error / sd,
        f"d from log odds ratio ({constant})",
    )


def d_to_log_odds_ratio(
    effect: Effect, constant: Literal["hasselblad-hedges", "chinn"] = "hasselblad-hedges"
) -> Effect:
    """The way back: log odds ratio = d (pi / sqrt 3)."""
    _expect(effect, "standardised mean difference")
    sd = _logistic(constant)
    return effect._then(
        "log odds ratio", effect.estimate * sd, effect.std_error * sd, f"log odds ratio from d ({constant})"
    )


def risk_ratio_to_odds_ratio(effect: Effect, reference_risk: float) -> Effect:
    """Log odds ratio from a log risk ratio at a reference risk taken as known."""
    _expect(effect, "log risk ratio")
    treated = reference_risk * float(np.exp(effect.estimate))
    if not (0 < reference_risk < 1 and treated < 1):
        raise ValueError("the reference risk and the risk that follows must lie between 0 and 1")
    odds = np.log(treated / (1 - treated)) - np.log(reference_risk / (1 - reference_risk))
    return effect._then(
        "log odds ratio",
        odds,
        effect.std_error / (1 - treated),
        f"odds ratio at a reference risk of {reference_risk:.3g}",
    )


def odds_ratio_to_risk_ratio(effect: Effect, reference_risk: float) -> Effect:
    """Log risk ratio from a log odds ratio at a reference risk taken as known (Zhang and Yu, 1998)."""
    _expect(effect, "log odds ratio")
    if not 0 < reference_risk < 1:
        raise ValueError("the reference risk must lie between 0 and 1")
    ratio = float(np.exp(effect.estimate))
    treated = ratio * reference_risk / (1 - reference_risk + ratio * reference_risk)
    return effect._then(
        "log risk ratio",
        np.log(treated / reference_risk),
        effect.std_error * (1 - treated),
        f"risk ratio at a reference risk of {reference_risk:.3g}",
    )


def _smd(d: float, n1: int, n0: int, step: str) -> Effect:
    g, se = hedges.hedges_g(d, n1, n0)
    return Effect("standardised mean difference", g, se, (step, "Hedges' small-sample correction"))


def _logistic(constant: str) -> float:
    if constant not in ("hasselblad-hedges", "chinn"):
        raise ValueError("constant must be 'hasselblad-hedges' or 'chinn'")
    return LOGISTIC_SD if constant == "hasselblad-hedges" else CHINN


def _expect(effect: Effect, measure: str) -> None:
    if effect.measure != measure:
        raise ValueError(f"a {effect.measure} is not a {measure}")
