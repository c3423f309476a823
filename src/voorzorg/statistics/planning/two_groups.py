"""Power of comparisons of two groups, and of one group with a benchmark, in closed form.

Every function takes sizes, an effect and ``alpha`` (two-sided) and gives the probability of rejection.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import nctdtr, ndtr, ndtri, stdtrit
from scipy.stats import binom

from voorzorg.statistics.planning.inflation import Inflation


def two_proportions(
    reference: float,
    treated: float,
    n_reference: float,
    n_treated: float,
    alpha: float = 0.05,
    inflation: Inflation | None = None,
) -> float:
    """Power of the test of two risks by Cohen's (1988) arcsine transformation, as ``pwr.2p2n.test`` of R.

    ``inflation`` divides each group's size by its design effect.
    """
    _check(reference, treated)
    effect = abs(2 * math.asin(math.sqrt(treated)) - 2 * math.asin(math.sqrt(reference)))
    of_reference, of_treated = inflation or Inflation()
    return _normal(effect / math.sqrt(of_reference / n_reference + of_treated / n_treated), alpha)


def score_test(
    reference: float,
    treated: float,
    n_reference: float,
    n_treated: float,
    alpha: float = 0.05,
    inflation: Inflation | None = None,
) -> float:
    """The same by the normal approximation of Pearson's chi-square test (Fleiss and others 2003, chapter 4).

    The variance is pooled under the null and separate under the alternative; with equal groups it is
    ``power.prop.test`` of R with ``strict = TRUE``.
    """
    n0, n1 = _sizes(reference, treated, n_reference, n_treated, inflation)
    pooled = (n0 * reference + n1 * treated) / (n0 + n1)
    null = math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1))
    spread = math.sqrt(reference * (1 - reference) / n0 + treated * (1 - treated) / n1)
    limit, gap = ndtri(1 - alpha / 2) * null, abs(treated - reference)
    return float(ndtr((gap - limit) / spread) + ndtr((-gap - limit) / spread))


def log_rank(
    reference: float,
    treated: float,
    n_reference: float,
    n_treated: float,
    alpha: float = 0.05,
    inflation: Inflation | None = None,
) -> float:
    """Power of the log-rank test, or of Cox's model, by Schoenfeld (1981, Biometrika 68:316).

    Risks of the event by the end of follow-up, by which everybody is followed, hazards being proportional:
    the hazard ratio is ``log(1 - treated) / log(1 - reference)``, and the expected events decide.
    """
    n0, n1 = _sizes(reference, treated, n_reference, n_treated, inflation)
    events, share = n0 * reference + n1 * treated, n1 / (n0 + n1)
    ratio = math.log(math.log1p(-treated) / math.log1p(-reference))
    return _normal(abs(ratio) * math.sqrt(events * share * (1 - share)), alpha)


def mean_counts(
    reference: float,
    treated: float,
    n_reference: float,
    n_treated: float,
    dispersion: tuple[float, float] = (0.0, 0.0),
    alpha: float = 0.05,
) -> float:
    """Power of Wald's test of the ratio of two mean counts, of the negative binomial or, without
    ``dispersion``, Poisson's distribution (Zhu and Lakkis 2014, Statistics in Medicine 33:376).

    Means and dispersions of the reference and the treated group: a variance is ``m + dispersion m^2``.
    """
    if not min(reference, treated) > 0:
        raise ValueError(f"mean counts are above 0, got {reference} and {treated}")
    variance = (1 / reference + dispersion[0]) / n_reference + (1 / treated + dispersion[1]) / n_treated
    return _normal(math.log(treated / reference) / math.sqrt(variance), alpha)


def two_means(
    effect: float,
    n_reference: float,
    n_treated: float,
    alpha: float = 0.05,
    inflation: Inflation | None = None,
) -> float:
    """Power of the two-sample t test for a standardised difference, as ``pwr.t2n.test`` of R.

    With an ``inflation`` the degrees of freedom stay those of the individuals: for few clusters take
    :func:`cluster_means`.
    """
    of_reference, of_treated = inflation or Inflation()
    shift = effect / math.sqrt(of_reference / n_reference + of_treated / n_treated)
    return _student(shift, n_reference + n_treated - 2, alpha)


def cluster_means(
    effect: float,
    clusters_reference: int,
    clusters_treated: int,
    size: float,
    icc: float,
    alpha: float = 0.05,
) -> float:
    """Power for a standardised difference where whole clusters were randomised: Student's t between clusters.

    Donner and Klar (2000): the variance of a cluster's mean is ``(1 + (size - 1) icc) / size``, the degrees
    of freedom are the number of clusters less two.
    """
    variance = (1 + (size - 1) * icc) / size
    shift = effect / math.sqrt(variance * (1 / clusters_reference + 1 / clusters_treated))
    return _student(shift, clusters_reference + clusters_treated - 2, alpha)


def against_benchmark(risk: float, benchmark: float, n: int, alpha: float = 0.05) -> float:
    """Exact power of the two-sided exact binomial test of one group's risk against a known one.

    The test rejects in each tail that has at most ``alpha / 2`` (Clopper and Pearson), so that its size is
    at most alpha.
    """
    _check(risk, benchmark)
    events = np.arange(n + 1)
    low = binom.cdf(events, n, benchmark) <= alpha / 2
    high = binom.sf(events - 1, n, benchmark) <= alpha / 2
    return float(binom.pmf(events, n, risk)[low | high].sum())


def _normal(shift: float, alpha: float) -> float:
    limit = float(ndtri(1 - alpha / 2))
    return float(ndtr(shift - limit) + ndtr(-shift - limit))


def _student(shift: float, df: float, alpha: float) -> float:
    if not df > 0:
        return math.nan
    limit = float(stdtrit(df, 1 - alpha / 2))
    return float(1 - nctdtr(df, shift, limit) + nctdtr(df, shift, -limit))


def _sizes(
    reference: float, treated: float, n_reference: float, n_treated: float, inflation: Inflation | None
) -> tuple[float, float]:
    """Effective sizes of the groups, of risks that are risks."""
    _check(reference, treated)
    of_reference, of_treated = inflation or Inflation()
    return n_reference / of_reference, n_treated / of_treated


def _check(*risks: float) -> None:
    if not all(0 < risk < 1 for risk in risks):
        raise ValueError(f"risks lie between 0 and 1, got {', '.join(map(str, risks))}")
