"""Change from before to after in one group: exact paired tests and standardised change.

Made for cohorts of a handful. Pairs with a missing side are left out and counted; a p-value that so few pairs
cannot carry is withheld (NaN) with the reason, see :mod:`voorzorg.statistics.exact`. A single group has no
control: none of these numbers is an effect of treatment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import brentq

from voorzorg.statistics.exact import Alternative, Distribution, ExactTest, signed_sum_distribution
from voorzorg.statistics.noncentral_t import noncentrality

Array = NDArray[np.float64]


@dataclass(frozen=True)
class PairedTest:
    """``estimate`` is what ``estimand`` says; ``n`` pairs are complete, ``n_informative`` of them changed."""

    method: str
    estimand: str
    estimate: float
    ci_low: float
    ci_high: float
    ci_level: float
    p_value: float
    statistic: float
    smallest_p: float
    n: int
    n_informative: int
    n_incomplete: int
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StandardisedChange:
    """Hedges-corrected mean change divided by ``standardiser``; ``mean_change`` is in the outcome's own
    unit."""

    estimate: float
    std_error: float
    ci_low: float
    ci_high: float
    ci_level: float
    standardiser: str
    uncorrected: float
    mean_change: float
    mean_change_low: float
    mean_change_high: float
    n: int
    n_incomplete: int
    warnings: tuple[str, ...]


def mcnemar_exact(
    before: ArrayLike,
    after: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
    mid_p: bool = False,
) -> PairedTest:
    """Change of a yes/no answer: exact McNemar test, and the change in risk with Tango's (1998) score
    interval.

    The test is binomial on the pairs that changed; fewer than six changes cannot reach 0.05 two-sided.
    ``mid_p`` halves the probability of the observed table (Fagerland, Lydersen and Laake, 2013): less
    conservative, no longer guaranteed.
    """
    b_, a_, incomplete = _pairs(before, after)
    if not np.isin(np.r_[b_, a_], (0.0, 1.0)).all():
        raise ValueError("answers must be 0 or 1")
    gained = int(np.sum((b_ == 0) & (a_ == 1)))
    lost = int(np.sum((b_ == 1) & (a_ == 0)))
    changed = gained + lost
    null = _coin(changed)
    test = null.test(gained, alternative, alpha) if changed else _no_change()
    p = test.p_value
    if mid_p and changed and test.attainable:
        point = float(stats.binom.pmf(gained, changed, 0.5))
        p -= point if alternative == "two-sided" and 2 * gained != changed else point / 2
    low, high = paired_risk_difference_interval(gained, lost, len(b_), ci_level)
    estimate = (gained - lost) / len(b_) if len(b_) else float("nan")
    return PairedTest(
        method="McNemar mid-p" if mid_p else "exact McNemar",
        estimand="change in risk",
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        ci_level=ci_level,
        p_value=p,
        statistic=gained,
        smallest_p=test.smallest_p,
        n=len(b_),
        n_informative=changed,
        n_incomplete=incomplete,
        warnings=_reasons(test),
    )


def paired_risk_difference_interval(
    gained: int, lost: int, n: int, ci_level: float = 0.95
) -> tuple[float, float]:
    """Tango's asymptotic score interval of (gained - lost) / n, from ``n`` pairs."""
    if n == 0:
        return float("nan"), float("nan")
    z = stats.norm.isf((1 - ci_level) / 2)
    estimate = (gained - lost) / n

    def score(delta: float) -> float:
        A, B = 2 * n, -gained - lost + (2 * n - gained + lost) * delta
        C = -lost * delta * (1 - delta)
        q = (np.sqrt(max(B * B - 4 * A * C, 0.0)) - B) / (2 * A)
        variance = n * (2 * q + delta * (1 - delta))
        distance = n * (estimate - delta)
        if variance <= 0:
            return float(np.sign(distance) * np.inf) if distance else 0.0
        return float(distance / np.sqrt(variance))

    def bound(target: float, towards: float) -> float:
        inner, outer = estimate, towards * (1 - 1e-12)
        if abs(estimate - towards) < 1e-12 or abs(score(outer)) < z:
            return towards
        return float(brentq(lambda d: np.clip(score(d), -1e6, 1e6) - target, inner, outer, xtol=1e-13))

    return bound(z, -1.0), bound(-z, 1.0)


def sign_test_exact(
    before: ArrayLike,
    after: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> PairedTest:
    """Sign test of after against before; the estimate is the median change with its order-statistic interval.

    The interval's level is at least ``ci_level``; it is infinite where too few pairs exist for that.
    """
    b_, a_, incomplete = _pairs(before, after)
    change = a_ - b_
    up, moved = int((change > 0).sum()), int((change != 0).sum())
    test = _coin(moved).test(up, alternative, alpha) if moved else _no_change()
    n = len(change)
    ordered = np.sort(change)
    depth = int(stats.binom.ppf((1 - ci_level) / 2, n, 0.5)) if n else 0
    if n and stats.binom.cdf(depth, n, 0.5) > (1 - ci_level) / 2:
        depth -= 1
    warnings = list(_reasons(test))
    low, high = (
        (float(ordered[depth]), float(ordered[n - 1 - depth])) if depth >= 0 and n else (-np.inf, np.inf)
    )
    if np.isinf(low):
        warnings.append(f"{n} pairs are too few for a {ci_level:.0%} interval of the median")
    return PairedTest(
        method="exact sign test",
        estimand="median change",
        estimate=float(np.median(change)) if n else float("nan"),
        ci_low=low,
        ci_high=high,
        ci_level=ci_level,
        p_value=test.p_value,
        statistic=up,
        smallest_p=test.smallest_p,
        n=n,
        n_informative=moved,
        n_incomplete=incomplete,
        warnings=tuple(warnings),
    )


def wilcoxon_exact(
    before: ArrayLike,
    after: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> PairedTest:
    """Wilcoxon signed-rank test, exact also with ties (the distribution of the midranks at hand).

    Unchanged pairs are dropped. The estimate is the Hodges-Lehmann pseudo-median of all changes, its interval
    from the ordered Walsh averages and the untied exact distribution, so approximate with ties.
    """
    b_, a_, incomplete = _pairs(before, after)
    change = a_ - b_
    moved = change[~np.isclose(change, 0.0, atol=1e-12)]
    ranks = stats.rankdata(np.round(np.abs(moved), 10))
    positive = float(ranks[moved > 0].sum())
    test = signed_sum_distribution(ranks).test(positive, alternative, alpha) if len(moved) else _no_change()
    n = len(change)
    i, j = np.triu_indices(n)
    walsh = np.sort((change[i] + change[j]) / 2)
    warnings = list(_reasons(test))
    low, high = -np.inf, np.inf
    if n:
        untied = signed_sum_distribution(np.arange(1, n + 1))
        below = np.cumsum(untied.probability)
        depth = int(np.searchsorted(below, (1 - ci_level) / 2, side="left"))
        if depth > 0:
            low, high = float(walsh[depth - 1]), float(walsh[len(walsh) - depth])
    if np.isinf(low):
        warnings.append(f"{n} pairs are too few for a {ci_level:.0%} interval of the pseudo-median")
    return PairedTest(
        method="exact Wilcoxon signed-rank",
        estimand="pseudo-median change",
        estimate=float(np.median(walsh)) if n else float("nan"),
        ci_low=low,
        ci_high=high,
        ci_level=ci_level,
        p_value=test.p_value,
        statistic=positive,
        smallest_p=test.smallest_p,
        n=n,
        n_informative=len(moved),
        n_incomplete=incomplete,
        warnings=tuple(warnings),
    )


def standardised_change(
    before: ArrayLike,
    after: ArrayLike,
    standardiser: Literal["change", "average"] = "average",
    ci_level: float = 0.95,
) -> StandardisedChange:
    """Mean change in standard deviations, corrected for small samples (Hedges, 1981).

    ``"change"`` divides by the standard deviation of the changes (d_z), ``"average"`` by the root mean
    square of the standard deviations before and after (d_av; Cumming, 2012), which is comparable with effect
    sizes between groups. Intervals invert the noncentral t distribution (exact for d_z, Algina and Keselman,
    2003, for d_av).
    """
    if standardiser not in ("change", "average"):
        raise ValueError("standardiser must be 'change' or 'average'")
    b_, a_, incomplete = _pairs(before, after)
    n = len(b_)
    nan = float("nan")
    name = "sd of the changes" if standardiser == "change" else "average sd"
    if n < 2:
        reason = "fewer than two complete pairs"
        mean = float((a_ - b_).mean()) if n else nan
        return StandardisedChange(
            nan, nan, nan, nan, ci_level, name, nan, mean, nan, nan, n, incomplete, (reason,)
        )
    change = a_ - b_
    mean, sd = float(change.mean()), float(change.std(ddof=1))
    average = float(np.sqrt((b_.var(ddof=1) + a_.var(ddof=1)) / 2))
    half = float(stats.t.isf((1 - ci_level) / 2, n - 1)) * sd / np.sqrt(n)
    divisor = sd if standardiser == "change" else average
    if divisor < 1e-12 * max(1.0, abs(mean)) or sd < 1e-12 * max(1.0, abs(mean)):
        reason = "no spread to standardise by: " + (
            "all changes are equal" if sd < 1e-12 * max(1.0, abs(mean)) else "all answers are equal"
        )
        return StandardisedChange(
            nan, nan, nan, nan, ci_level, name, nan, mean, mean - half, mean + half, n, incomplete, (reason,)
        )
    t = mean / (sd / np.sqrt(n))
    factor = sd / (np.sqrt(n) * divisor)
    correction = hedges_correction(n - 1)
    low, high = (noncentrality(t, n - 1, p) for p in ((1 + ci_level) / 2, (1 - ci_level) / 2))
    d = mean / divisor
    dz = mean / sd
    se = correction * np.sqrt(1 / n + dz**2 / (2 * n)) * sd / divisor
    warnings = (f"{n} pairs: the interval is only as good as the normal model",) if n < 10 else ()
    return StandardisedChange(
        estimate=correction * d,
        std_error=float(se),
        ci_low=correction * factor * low,
        ci_high=correction * factor * high,
        ci_level=ci_level,
        standardiser=name,
        uncorrected=d,
        mean_change=mean,
        mean_change_low=mean - half,
        mean_change_high=mean + half,
        n=n,
        n_incomplete=incomplete,
        warnings=warnings,
    )


def hedges_correction(df: float) -> float:
    """Exact small-sample factor J(df) of Hedges (1981); zero for one degree of freedom or fewer."""
    from scipy.special import gammaln

    if df <= 1:
        return 0.0
    return float(np.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / np.sqrt(df / 2))


def _pairs(before: ArrayLike, after: ArrayLike) -> tuple[Array, Array, int]:
    b, a = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if b.ndim != 1 or b.shape != a.shape:
        raise ValueError("before and after must be vectors of equal length")
    complete = ~(np.isnan(b) | np.isnan(a))
    return b[complete], a[complete], int((~complete & ~(np.isnan(b) & np.isnan(a))).sum())


def _coin(n: int) -> Distribution:
    k = np.arange(n + 1)
    return Distribution(k.astype(float), stats.binom.pmf(k, n, 0.5), n / 2)


def _no_change() -> ExactTest:
    nan = float("nan")
    return ExactTest(0.0, nan, 1.0, "two-sided", "exact", "not attainable: no pair changed")


def _reasons(test: ExactTest) -> tuple[str, ...]:
    return (test.reason,) if test.reason else ()
