"""Change from before to after in one group: exact tests of pairs.

Made for cohorts of a handful. Pairs with a missing side are left out and counted; a p-value that so few pairs
cannot carry is withheld (NaN) with the reason, see :mod:`voorzorg.statistics.small.exact`. A single group
has no control: none of these numbers is an effect of treatment.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from voorzorg.messages import Message, People, message
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.small.exact import Alternative, Distribution, ExactTest, signed_sum_distribution
from voorzorg.statistics.small.paired_proportions import paired_risk_difference_interval

Array = NDArray[np.float64]

#: Changed pairs up to which the signed-rank distribution is counted; its cost grows as their third power.
EXACT_PAIRS = 500


@dataclass(frozen=True, kw_only=True)
class PairedTest(Estimate):
    """``estimate`` is what ``estimand`` says; ``n`` pairs are complete, ``n_informative`` of them changed.

    ``smallest_p`` is the smallest p-value that so many changes could have given.
    """

    estimand: str
    statistic: float
    smallest_p: float
    n: int
    n_informative: int
    n_incomplete: int


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
    conservative, no longer guaranteed. ``before`` and ``after`` are (n,); ValueError unless 0, 1 or missing.
    """
    b, a, incomplete = complete_pairs(before, after)
    if not np.isin(np.r_[b, a], (0.0, 1.0)).all():
        raise ValueError("answers must be 0 or 1")
    gained = int(np.sum((b == 0) & (a == 1)))
    lost = int(np.sum((b == 1) & (a == 0)))
    changed, n = gained + lost, len(b)
    test = _coin(changed).test(gained, alternative, alpha) if changed else _no_change()
    p = test.p_value
    if mid_p and changed and test.attainable:
        point = float(stats.binom.pmf(gained, changed, 0.5))
        p -= point if alternative == "two-sided" and 2 * gained != changed else point / 2
    low, high = paired_risk_difference_interval(gained, lost, n, ci_level)
    return PairedTest(
        (gained - lost) / n if n else float("nan"),
        ci_low=low,
        ci_high=high,
        p_value=p,
        method="McNemar mid-p" if mid_p else "exact McNemar",
        level=ci_level,
        converged=n > 0,
        warnings=_reasons(test),
        estimand="change in risk",
        statistic=gained,
        smallest_p=test.smallest_p,
        n=n,
        n_informative=changed,
        n_incomplete=incomplete,
    )


def sign_test_exact(
    before: ArrayLike,
    after: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> PairedTest:
    """Sign test of after against before, both (n,); the estimate is the median change with its
    order-statistic interval.

    The interval's level is at least ``ci_level``; it is infinite where too few pairs exist for that.
    """
    b, a, incomplete = complete_pairs(before, after)
    change = a - b
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
        warnings.append(message("pairs-too-few-interval-median", n=People(int(n)), level=ci_level))
    return PairedTest(
        float(np.median(change)) if n else float("nan"),
        ci_low=low,
        ci_high=high,
        p_value=test.p_value,
        method="exact sign test",
        level=ci_level,
        converged=n > 0,
        warnings=tuple(warnings),
        estimand="median change",
        statistic=up,
        smallest_p=test.smallest_p,
        n=n,
        n_informative=moved,
        n_incomplete=incomplete,
    )


def wilcoxon_signed_rank(
    before: ArrayLike,
    after: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
) -> PairedTest:
    """Wilcoxon signed-rank test of vectors (n,), exact also with ties (the distribution of the midranks at
    hand).

    Unchanged pairs are dropped. Above ``EXACT_PAIRS`` changed pairs the p-value is scipy's normal
    approximation with its correction for ties, and ``method`` says so. ``estimate`` is NaN: the pseudo-median
    takes n^2 steps, and :func:`pseudo_median` gives it on request.
    """
    b, a, incomplete = complete_pairs(before, after)
    change = a - b
    moved = change[~np.isclose(change, 0.0, atol=1e-12)]
    rounded = np.round(moved, 10)
    ranks = stats.rankdata(np.abs(rounded))
    positive = float(ranks[moved > 0].sum())
    method = "exact Wilcoxon signed-rank test"
    if not len(moved):
        test = _no_change()
    elif len(moved) <= EXACT_PAIRS:
        test = signed_sum_distribution(ranks).test(positive, alternative, alpha)
    else:
        method = "Wilcoxon signed-rank test by normal approximation"
        found = stats.wilcoxon(rounded, alternative=alternative, method="asymptotic")
        test = ExactTest(positive, float(found.pvalue), 0.0, alternative, "normal approximation")
    return PairedTest(
        float("nan"),
        p_value=test.p_value,
        method=method,
        converged=False,
        warnings=_reasons(test),
        estimand="pseudo-median change",
        statistic=positive,
        smallest_p=test.smallest_p,
        n=len(change),
        n_informative=len(moved),
        n_incomplete=incomplete,
    )


def pseudo_median(before: ArrayLike, after: ArrayLike, ci_level: float = 0.95) -> Estimate:
    """Hodges-Lehmann pseudo-median of the changes of n pairs, with the signed-rank test's interval.

    The interval takes the ordered Walsh averages at the untied exact distribution, so it is approximate with
    ties, and infinite for too few pairs. Time and memory grow as n^2, the interval's time as n^3.
    """
    b, a, _ = complete_pairs(before, after)
    change = a - b
    n = len(change)
    if n == 0:
        return Estimate(
            float("nan"), level=ci_level, converged=False, warnings=(message("no-complete-pairs"),)
        )
    i, j = np.triu_indices(n)
    walsh = np.sort((change[i] + change[j]) / 2)
    below = np.cumsum(signed_sum_distribution(np.arange(1, n + 1)).probability)
    depth = int(np.searchsorted(below, (1 - ci_level) / 2, side="left"))
    low, high = (walsh[depth - 1], walsh[len(walsh) - depth]) if depth > 0 else (-np.inf, np.inf)
    few = message("pairs-too-few-interval-pseudo", n=People(int(n)), level=ci_level)
    return Estimate(
        float(np.median(walsh)),
        ci_low=float(low),
        ci_high=float(high),
        method="Hodges-Lehmann",
        level=ci_level,
        warnings=(few,) if np.isinf(low) else (),
    )


def complete_pairs(before: ArrayLike, after: ArrayLike) -> tuple[Array, Array, int]:
    """The pairs with both sides, and the number with only one; ValueError unless vectors of one length."""
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
    return ExactTest(0.0, nan, 1.0, "two-sided", "exact", message("not-attainable-no-pair-changed"))


def _reasons(test: ExactTest) -> tuple[Message, ...]:
    return (test.reason,) if test.reason else ()
