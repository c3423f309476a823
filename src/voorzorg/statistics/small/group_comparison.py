"""Exact comparison of two small groups that nobody randomised: those who stayed with those who left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import message
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.small.exact import Alternative, group_sum_distribution
from voorzorg.statistics.two_arm.exact_odds import fisher_p, fisher_smallest_p, tables
from voorzorg.statistics.two_arm.means import two_means
from voorzorg.statistics.two_arm.proportions import newcombe_difference


@dataclass(frozen=True, kw_only=True)
class GroupComparison(Estimate):
    """``estimate`` is the first group minus the second, on the scale of ``estimand``.

    ``smallest_p`` is the smallest p-value that groups of these sizes could have given; ``summary_first`` and
    ``summary_second`` are the risks or means. ``permutation`` is "exact", "monte carlo" or "normal
    approximation".
    """

    estimand: str
    smallest_p: float = 1.0
    n_first: int
    n_second: int
    summary_first: float = float("nan")
    summary_second: float = float("nan")
    n_missing: int
    permutation: str = "exact"


def compare_proportions_exact(
    first: ArrayLike,
    second: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> GroupComparison:
    """Fisher's exact test on two vectors of 0/1 (n1,) and (n2,), with Newcombe's (1998) hybrid score interval
    of the difference.

    Two-sided probability is that of all tables no more probable than the observed one, as in R. The p-value
    is withheld where the margins allow none below ``alpha``. ValueError for answers that are not 0 or 1.
    """
    x, y, missing = _present(first, second)
    if not np.isin(np.r_[x, y], (0.0, 1.0)).all():
        raise ValueError("answers must be 0 or 1")
    n1, n2, events1, events2 = len(x), len(y), int(x.sum()), int(y.sum())
    method, estimand = "Fisher's exact test", "risk difference"
    if n1 == 0 or n2 == 0:
        return _nothing(method, estimand, ci_level, n1, n2, missing)
    support, log_weight = tables(n1, n2, events1 + events2)
    null = np.exp(log_weight - log_weight.max())
    null /= null.sum()
    smallest = fisher_smallest_p(null, alternative)
    p, warnings = fisher_p(null, events1 - int(support[0]), alternative), []
    if smallest > alpha:
        p = float("nan")
        warnings.append(message("not-attainable", p=smallest))
    low, high = newcombe_difference(events1, n1, events2, n2, ci_level)
    return GroupComparison(
        events1 / n1 - events2 / n2,
        ci_low=float(low),
        ci_high=float(high),
        p_value=p,
        method=method,
        level=ci_level,
        warnings=tuple(warnings),
        estimand=estimand,
        smallest_p=smallest,
        n_first=n1,
        n_second=n2,
        summary_first=events1 / n1,
        summary_second=events2 / n2,
        n_missing=missing,
    )


def compare_means_exact(
    first: ArrayLike,
    second: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> GroupComparison:
    """Permutation test of the difference in means of vectors (n1,) and (n2,), with Welch's interval.

    Counted exactly while that is affordable; otherwise by normal approximation with the permutation moments,
    or, where a group is too small or values too skewed for that, from a random sample of arrangements, which
    needs ``rng`` (see :func:`~voorzorg.statistics.small.exact.group_sum_distribution`). ``permutation`` and
    ``method`` say which.
    """
    x, y, missing = _present(first, second)
    n1, n2 = len(x), len(y)
    method, estimand = "permutation test of means", "mean difference"
    if n1 == 0 or n2 == 0:
        return _nothing(method, estimand, ci_level, n1, n2, missing)
    null = group_sum_distribution(np.r_[x, y], n1, rng)
    test = null.test(float(x.sum()), alternative, alpha)
    warnings = [test.reason] if test.reason else []
    welch = two_means(x, y, level=ci_level).difference
    if min(n1, n2) < 2:
        warnings.append(message("one-groups-single-person-no"))
    elif not welch.converged:
        warnings.append(message("no-spread-within-groups-no"))
    how = {"exact": "", "monte carlo": " (sampled)", "normal approximation": " (normal approximation)"}
    return GroupComparison(
        float(x.mean() - y.mean()),
        ci_low=welch.ci_low,
        ci_high=welch.ci_high,
        p_value=test.p_value,
        method=method + how[null.method],
        level=ci_level,
        warnings=tuple(warnings),
        estimand=estimand,
        smallest_p=test.smallest_p,
        n_first=n1,
        n_second=n2,
        summary_first=float(x.mean()),
        summary_second=float(y.mean()),
        n_missing=missing,
        permutation=null.method,
    )


def _present(first: ArrayLike, second: ArrayLike) -> tuple[np.ndarray, np.ndarray, int]:
    x, y = np.asarray(first, dtype=float).ravel(), np.asarray(second, dtype=float).ravel()
    missing = int(np.isnan(x).sum() + np.isnan(y).sum())
    return x[~np.isnan(x)], y[~np.isnan(y)], missing


def _nothing(method: str, estimand: str, ci_level: float, n1: int, n2: int, missing: int) -> GroupComparison:
    return GroupComparison(
        float("nan"),
        method=method,
        level=ci_level,
        converged=False,
        warnings=(message("one-groups-no-values-nothing"),),
        estimand=estimand,
        n_first=n1,
        n_second=n2,
        n_missing=missing,
    )
