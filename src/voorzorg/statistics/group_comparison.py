"""Exact comparison of two small groups that nobody randomised: those who stayed with those who left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from voorzorg.statistics.exact import Alternative, Distribution, group_sum_distribution


@dataclass(frozen=True)
class GroupComparison:
    """``estimate`` is the first group minus the second, on the scale of ``estimand``."""

    method: str
    estimand: str
    estimate: float
    ci_low: float
    ci_high: float
    ci_level: float
    p_value: float
    smallest_p: float
    n_first: int
    n_second: int
    summary_first: float
    summary_second: float
    n_missing: int
    warnings: tuple[str, ...]


def compare_proportions_exact(
    first: ArrayLike,
    second: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> GroupComparison:
    """Fisher's exact test on two vectors of 0/1, with Newcombe's (1998) hybrid score interval of the
    difference.

    Two-sided probability is that of all tables no more probable than the observed one, as in R. The p-value
    is withheld where the margins allow none below ``alpha``.
    """
    x, y, missing = _present(first, second)
    if not np.isin(np.r_[x, y], (0.0, 1.0)).all():
        raise ValueError("answers must be 0 or 1")
    n1, n2, events = len(x), len(y), int(x.sum() + y.sum())
    if n1 == 0 or n2 == 0:
        return _nothing("Fisher's exact test", "risk difference", ci_level, n1, n2, missing)
    support = np.arange(max(0, events - n2), min(events, n1) + 1)
    mass = stats.hypergeom.pmf(support, n1 + n2, events, n1)
    mass = mass / mass.sum()
    observed = int(x.sum())
    index = observed - int(support[0])

    def tail(i: int) -> float:
        if alternative == "greater":
            return float(mass[i:].sum())
        if alternative == "less":
            return float(mass[: i + 1].sum())
        return float(mass[mass <= mass[i] * (1 + 1e-7)].sum())

    smallest = min(min(tail(i) for i in range(len(support))), 1.0)
    p, warnings = min(tail(index), 1.0), []
    if smallest > alpha:
        p = float("nan")
        warnings.append(f"not attainable: the smallest possible p-value is {smallest:.3g}")
    p1, p2 = float(x.mean()), float(y.mean())
    (l1, u1), (l2, u2) = (
        stats.binomtest(int(v.sum()), len(v)).proportion_ci(ci_level, method="wilson") for v in (x, y)
    )
    return GroupComparison(
        method="Fisher's exact test",
        estimand="risk difference",
        estimate=p1 - p2,
        ci_low=float(p1 - p2 - np.hypot(p1 - l1, u2 - p2)),
        ci_high=float(p1 - p2 + np.hypot(u1 - p1, p2 - l2)),
        ci_level=ci_level,
        p_value=p,
        smallest_p=smallest,
        n_first=n1,
        n_second=n2,
        summary_first=p1,
        summary_second=p2,
        n_missing=missing,
        warnings=tuple(warnings),
    )


def compare_means_exact(
    first: ArrayLike,
    second: ArrayLike,
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> GroupComparison:
    """Permutation test of the difference in means, with Welch's interval.

    Counted exactly; a random sample of arrangements (and then ``rng``) is needed only for values that are not
    multiples of one half in groups too large to enumerate.
    """
    x, y, missing = _present(first, second)
    n1, n2 = len(x), len(y)
    if n1 == 0 or n2 == 0:
        return _nothing("permutation test of means", "mean difference", ci_level, n1, n2, missing)
    null: Distribution = group_sum_distribution(np.r_[x, y], n1, rng)
    test = null.test(float(x.sum()), alternative, alpha)
    warnings = [test.reason] if test.reason else []
    estimate = float(x.mean() - y.mean())
    low = high = float("nan")
    if min(n1, n2) < 2:
        warnings.append("one of the groups is a single person: no interval")
    else:
        v1, v2 = x.var(ddof=1) / n1, y.var(ddof=1) / n2
        if v1 + v2 > 0:
            df = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
            half = float(stats.t.isf((1 - ci_level) / 2, df) * np.sqrt(v1 + v2))
            low, high = estimate - half, estimate + half
        else:
            warnings.append("no spread within the groups: no interval")
    return GroupComparison(
        method="permutation test of means" + (" (sampled)" if null.method != "exact" else ""),
        estimand="mean difference",
        estimate=estimate,
        ci_low=low,
        ci_high=high,
        ci_level=ci_level,
        p_value=test.p_value,
        smallest_p=test.smallest_p,
        n_first=n1,
        n_second=n2,
        summary_first=float(x.mean()),
        summary_second=float(y.mean()),
        n_missing=missing,
        warnings=tuple(warnings),
    )


def _present(first: ArrayLike, second: ArrayLike) -> tuple[np.ndarray, np.ndarray, int]:
    x, y = np.asarray(first, dtype=float).ravel(), np.asarray(second, dtype=float).ravel()
    missing = int(np.isnan(x).sum() + np.isnan(y).sum())
    return x[~np.isnan(x)], y[~np.isnan(y)], missing


def _nothing(method: str, estimand: str, ci_level: float, n1: int, n2: int, missing: int) -> GroupComparison:
    nan = float("nan")
    return GroupComparison(
        method,
        estimand,
        nan,
        nan,
        nan,
        ci_level,
        nan,
        1.0,
        n1,
        n2,
        nan,
        nan,
        missing,
        ("one of the groups has no values: nothing to compare",),
    )
