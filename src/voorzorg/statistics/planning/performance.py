"""What a simulation says about a method, each with its Monte-Carlo error (Morris, White and Crowther 2019,
Statistics in Medicine 38:2074, table 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Measure(NamedTuple):
    """A value and its Monte-Carlo standard error."""

    value: float
    error: float


_UNKNOWN = Measure(float("nan"), float("nan"))


@dataclass(frozen=True)
class Performance:
    """Over the replications that gave an answer; ``failures`` are those that did not.

    ``significant`` is power where there is an effect and the type-I error where there is none. ``type_s`` is
    the share of significant estimates with the wrong sign, ``type_m`` how many times too large they are on
    average (Gelman and Carlin 2014); both need an effect. ``relative_se`` is the model's error over the
    empirical one, less 1.
    """

    replications: int
    failures: int
    bias: Measure
    empirical_se: Measure
    model_se: Measure
    relative_se: Measure
    mse: Measure
    coverage: Measure
    centred_coverage: Measure
    significant: Measure
    type_s: Measure
    type_m: Measure


def performance(
    estimate: np.ndarray,
    std_error: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    p_value: np.ndarray,
    truth: float,
    null: float = 0.0,
    alpha: float = 0.05,
) -> Performance:
    """Measures of replications (n,) on one scale (the logarithm of a ratio); NaN estimates are failures.

    With a ``truth`` of NaN, not known, what needs it is NaN.

    A replication without interval or test counts for bias and not for coverage or rejection.
    """
    known = np.isfinite(estimate)
    x = estimate[known]
    n, failures = len(x), int((~known).sum())
    if n < 2:
        return Performance(len(estimate), failures, *[_UNKNOWN] * 10)
    mean, spread = float(x.mean()), float(x.std(ddof=1))
    squares = (x - truth) ** 2
    se = std_error[known]
    model, model_error, ratio = _model_se(se[np.isfinite(se)], spread, n)
    covers = (low[known] <= truth) & (truth <= high[known])
    centred = (low[known] <= mean) & (mean <= high[known])
    has_interval = ~(np.isnan(low[known]) | np.isnan(high[known]))  # without a limit on one side it is one
    p = p_value[known]
    significant = p[np.isfinite(p)] < alpha
    found = x[np.isfinite(p) & (p < alpha)] - null
    effect = truth - null
    type_s = type_m = _UNKNOWN
    if abs(effect) > 1e-12 and len(found) > 1:
        type_s = share(np.sign(found) != np.sign(effect))
        over = np.abs(found) / abs(effect)
        type_m = Measure(float(over.mean()), float(over.std(ddof=1) / np.sqrt(len(over))))
    return Performance(
        len(estimate),
        failures,
        Measure(mean - truth, spread / np.sqrt(n)) if np.isfinite(truth) else _UNKNOWN,
        Measure(spread, spread / np.sqrt(2 * (n - 1))),
        Measure(model, model_error),
        ratio,
        Measure(float(squares.mean()), float(squares.std(ddof=1) / np.sqrt(n))),
        share(covers[has_interval]) if np.isfinite(truth) else _UNKNOWN,
        share(centred[has_interval]),
        share(significant),
        type_s,
        type_m,
    )


def share(hits: np.ndarray) -> Measure:
    """A proportion of booleans (n,)."""
    if not len(hits):
        return _UNKNOWN
    rate = float(np.mean(hits))
    return Measure(rate, float(np.sqrt(rate * (1 - rate) / len(hits))))


def paired(first: np.ndarray, second: np.ndarray) -> Measure:
    """Difference of two rates on the same replications (n,), first less second, with the error of pairs."""
    gap = np.asarray(first, float) - np.asarray(second, float)
    gap = gap[np.isfinite(gap)]
    if len(gap) < 2:
        return _UNKNOWN
    return Measure(float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(len(gap))))


def _model_se(se: np.ndarray, spread: float, n: int) -> tuple[float, float, Measure]:
    """Root of the mean squared standard error, its error, and its ratio to the empirical one less 1."""
    if len(se) < 2 or not spread > 0:
        return float("nan"), float("nan"), _UNKNOWN
    variance = se**2
    model = float(np.sqrt(variance.mean()))
    relative = float(variance.var(ddof=1) / (4 * len(se) * model**4)) if model > 0 else float("nan")
    error = model * np.sqrt(relative)
    ratio = model / spread
    return model, float(error), Measure(ratio - 1, float(ratio * np.sqrt(relative + 1 / (2 * (n - 1)))))
