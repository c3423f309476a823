"""Single-case effect sizes: non-overlap of a baseline phase A and a later phase B within one person.

NAP, Tau, Tau-U, PEM and PND with exact permutation p-values. A few measurements per person cannot carry
much: one baseline and three follow-ups allow no p-value below 0.25 (one-sided), and the results say so
instead of giving one. Scores are turned so that larger means better before anything is computed
(``improvement``).

Sources: NAP: Parker and Vannest (2009). Tau and Tau-U: Parker, Vannest, Davis and Sauber (2011). PEM: Ma
(2006). PND: Scruggs, Mastropieri and Casto (1987). Intervals: Newcombe (2006), method 5, as in R's
SingleCaseES.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from math import factorial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import brentq

from voorzorg.statistics.exact import (
    MAX_ARRANGEMENTS,
    Alternative,
    Distribution,
    ExactTest,
    group_sum_distribution,
)

Array = NDArray[np.float64]
Improvement = Literal["increase", "decrease"]


@dataclass(frozen=True)
class CaseEffect:
    """One effect size of one case.

    ``index`` names it, ``null_value`` is its value without any effect. Interval and standard error are NaN
    where none is defined. ``p_value`` is NaN, and ``warnings`` says why, where the series cannot carry one;
    ``smallest_p`` is what its design could have reached. ``null`` is the permutation distribution of
    ``statistic``, for combination over cases.
    """

    index: str
    estimate: float
    std_error: float
    ci_low: float
    ci_high: float
    ci_level: float
    null_value: float
    statistic: float
    p_value: float
    smallest_p: float
    n_baseline: int
    n_follow_up: int
    n_missing: int
    null: Distribution | None
    warnings: tuple[str, ...]


def nap(
    baseline: ArrayLike,
    follow_up: ArrayLike,
    improvement: Improvement = "increase",
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> CaseEffect:
    """Non-overlap of all pairs: the share of A-B pairs that improved, ties counted half; 0.5 is no effect.

    The p-value is exact over all ways to divide the measurements into phases (an exact Mann-Whitney test with
    ties), which assumes that without an effect their order is arbitrary: no trend, no serial dependence.
    """
    a, b, missing = _phases(baseline, follow_up, improvement)
    if min(len(a), len(b)) == 0:
        return _no_phase("NAP", 0.5, ci_level, len(a), len(b), missing)
    estimate = _pair_score(a, b) / (2 * len(a) * len(b)) + 0.5
    null = _score_distribution(a, b)
    test = null.test(_pair_score(a, b), alternative, alpha)
    low, high = _newcombe(estimate, len(a), len(b), ci_level)
    se = _nap_standard_error(a, b, estimate)
    return _effect("NAP", estimate, se, low, high, ci_level, 0.5, test, null, a, b, missing, ())


def tau(
    baseline: ArrayLike,
    follow_up: ArrayLike,
    improvement: Improvement = "increase",
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> CaseEffect:
    """Tau: improving minus deteriorating A-B pairs, over all of them; 2 NAP - 1, so 0 is no effect."""
    a, b, missing = _phases(baseline, follow_up, improvement)
    if min(len(a), len(b)) == 0:
        return _no_phase("Tau", 0.0, ci_level, len(a), len(b), missing)
    score = _pair_score(a, b)
    estimate = score / (len(a) * len(b))
    null = _score_distribution(a, b)
    test = null.test(score, alternative, alpha)
    low, high = _newcombe((estimate + 1) / 2, len(a), len(b), ci_level)
    se = 2 * _nap_standard_error(a, b, (estimate + 1) / 2)
    return _effect(
        "Tau", estimate, se, 2 * low - 1, 2 * high - 1, ci_level, 0.0, test, null, a, b, missing, ()
    )


def tau_u(
    baseline: ArrayLike,
    follow_up: ArrayLike,
    improvement: Improvement = "increase",
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> CaseEffect:
    """Tau-U, "A versus B with baseline trend control": (S_AB - S_A) / (n_A n_B).

    S_AB counts improving minus deteriorating A-B pairs, S_A the same for pairs in time order within the
    baseline (Parker et al., 2011); ``baseline`` and ``follow_up`` must be in time order. The index can leave
    [-1, 1]. Its p-value is exact over all n! orders of the series (beyond eight measurements a random sample
    of orders, which needs ``rng``). No interval is given: the index has no agreed standard error.
    """
    a, b, missing = _phases(baseline, follow_up, improvement)
    if min(len(a), len(b)) == 0:
        return _no_phase("Tau-U", 0.0, ci_level, len(a), len(b), missing)
    pairs = len(a) * len(b)
    statistic = _pair_score(a, b) - _trend_score(a)
    null = _tau_u_distribution(np.r_[a, b], len(a), rng)
    test = null.test(statistic, alternative, alpha)
    nan = float("nan")
    notes = ["one baseline measurement has no trend to correct for"] if len(a) == 1 else []
    if abs(statistic) > pairs:
        notes.append("beyond 1 in size: the trend correction outweighs the pairs")
    return _effect(
        "Tau-U", statistic / pairs, nan, nan, nan, ci_level, 0.0, test, null, a, b, missing, tuple(notes)
    )


def pem(
    baseline: ArrayLike,
    follow_up: ArrayLike,
    improvement: Improvement = "increase",
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> CaseEffect:
    """Percentage (as a proportion) of B exceeding the median of A, ties counted half; 0.5 is no effect.

    Clopper-Pearson interval, which takes the baseline median as known; none where a value ties with the
    median. The p-value is exact over all divisions of the measurements into phases.
    """
    a, b, missing = _phases(baseline, follow_up, improvement)
    if min(len(a), len(b)) == 0:
        return _no_phase("PEM", 0.5, ci_level, len(a), len(b), missing)
    return _above("PEM", a, b, np.median, 0.5, alternative, alpha, ci_level, missing)


def pnd(
    baseline: ArrayLike,
    follow_up: ArrayLike,
    improvement: Improvement = "increase",
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> CaseEffect:
    """Proportion of non-overlapping data: B beyond the best of A.

    Its value without an effect falls with the length of the baseline (``null_value`` is the permutation
    mean) and one outlying baseline value makes it zero, so it is given for comparison with older literature
    only.
    """
    a, b, missing = _phases(baseline, follow_up, improvement)
    if min(len(a), len(b)) == 0:
        return _no_phase("PND", 0.0, ci_level, len(a), len(b), missing)
    return _above("PND", a, b, np.max, 0.0, alternative, alpha, ci_level, missing)


def _above(
    index: str,
    a: Array,
    b: Array,
    level: object,
    tie: float,
    alternative: Alternative,
    alpha: float,
    ci_level: float,
    missing: int,
) -> CaseEffect:
    """PEM and PND: the share of B above a statistic of A, ties counted ``tie``."""
    assert callable(level)

    def share(first: Array, second: Array) -> float:
        line = float(level(first))
        return float(np.mean((second > line) + tie * (second == line)))

    series = np.r_[a, b]
    if _too_many(len(series), len(a)):
        null = None
        estimate = share(a, b)
        nan = float("nan")
        test = ExactTest(
            estimate, nan, nan, alternative, "exact", "not computed: too many divisions into phases"
        )
        centre = tie
    else:
        from voorzorg.statistics.exact import assignments

        chosen, _ = assignments(len(series), len(a))
        null = Distribution.of([share(series[c], series[~c]) for c in chosen])
        estimate = share(a, b)
        test = null.test(estimate, alternative, alpha)
        centre = 0.5 if index == "PEM" else null.centre
    hits = estimate * len(b)
    if abs(hits - round(hits)) < 1e-9:
        interval = stats.binomtest(round(hits), len(b)).proportion_ci(ci_level, method="exact")
        low, high = float(interval.low), float(interval.high)
        notes: tuple[str, ...] = ()
    else:
        low = high = float("nan")
        notes = ("a follow-up ties with the baseline median: no exact interval",)
    return _effect(
        index, estimate, float("nan"), low, high, ci_level, centre, test, null, a, b, missing, notes
    )


def _phases(baseline: ArrayLike, follow_up: ArrayLike, improvement: Improvement) -> tuple[Array, Array, int]:
    if improvement not in ("increase", "decrease"):
        raise ValueError("improvement must be 'increase' or 'decrease'")
    a, b = (np.atleast_1d(np.asarray(v, dtype=float)).ravel() for v in (baseline, follow_up))
    missing = int(np.isnan(a).sum() + np.isnan(b).sum())
    sign = 1.0 if improvement == "increase" else -1.0
    return sign * a[~np.isnan(a)], sign * b[~np.isnan(b)], missing


def _pair_score(a: Array, b: Array) -> float:
    return float(np.sign(b[None, :] - a[:, None]).sum())


def _trend_score(a: Array) -> float:
    i, j = np.triu_indices(len(a), 1)
    return float(np.sign(a[j] - a[i]).sum())


def _too_many(n: int, k: int) -> bool:
    from math import comb

    return comb(n, k) > MAX_ARRANGEMENTS


def _score_distribution(a: Array, b: Array) -> Distribution:
    """S_AB over all divisions into phases: twice the midrank sum of B, less its expectation.

    Midranks are multiples of one half, so the distribution is exact for a series of any length.
    """
    ranks = stats.rankdata(np.r_[a, b])
    sums = group_sum_distribution(ranks, len(b))
    n_b = len(b)
    # S = 2 (rank sum of B) - n_B (n_A + n_B + 1), also with ties.
    support = 2 * sums.support - n_b * (len(ranks) + 1)
    return Distribution(support, sums.probability, 0.0)


def _tau_u_distribution(series: Array, n_a: int, rng: np.random.Generator | None) -> Distribution:
    n = len(series)
    if factorial(n) <= MAX_ARRANGEMENTS:
        orders = np.array(list(permutations(range(n))), dtype=np.int64)
        drawn = 0
    else:
        if rng is None:
            raise ValueError(f"{n} measurements have too many orders to enumerate: give a random generator")
        drawn = 50_000
        orders = np.argsort(rng.random((drawn, n)), axis=1)
    x = series[orders]
    score = np.zeros(len(x))
    for i in range(n_a):
        score += np.sign(x[:, n_a:] - x[:, i : i + 1]).sum(axis=1)
        score -= np.sign(x[:, i + 1 : n_a] - x[:, i : i + 1]).sum(axis=1)
    null = Distribution.of(score, centre=0.0)
    if drawn:
        return Distribution(null.support, null.probability, 0.0, "monte carlo", drawn)
    return null


def _nap_standard_error(a: Array, b: Array, estimate: float) -> float:
    """Square root of the variance of Sen (1967) and Mee (1990) in the form that SingleCaseES uses.

    Unbiased without ties, a little large with them. A complete separation has no spread of its own, so the
    estimate is kept half a pair away from 0 and 1 there. NaN for a phase of one.
    """
    m, n = len(a), len(b)
    if m < 2 or n < 2:
        return float("nan")
    q = (np.sign(b[None, :] - a[:, None]) + 1) / 2 - estimate
    q1 = float((q.sum(axis=1) ** 2).sum()) / (m * n**2)
    q2 = float((q.sum(axis=0) ** 2).sum()) / (m**2 * n)
    x = float((q**2).sum()) / (m * n)
    t = min(max(estimate, 0.5 / (m * n)), 1 - 0.5 / (m * n))
    return float(np.sqrt(max((t * (1 - t) + n * q1 + m * q2 - 2 * x) / ((m - 1) * (n - 1)), 0.0)))


def _newcombe(estimate: float, m: int, n: int, ci_level: float) -> tuple[float, float]:
    """Score-type interval of Newcombe (2006), method 5; defined for any phase lengths with m + n > 2."""
    h = (m + n) / 2 - 1
    if h <= 0:
        return 0.0, 1.0
    z2 = float(stats.norm.isf((1 - ci_level) / 2)) ** 2

    def excess(p: float) -> float:
        spread = z2 * h * p * (1 - p) / (m * n) * (1 / h + (1 - p) / (2 - p) + p / (1 + p))
        return (estimate - p) ** 2 - spread

    tiny = 1e-12
    low = 0.0 if estimate <= tiny else float(brentq(excess, 0.0, estimate - tiny / 2, xtol=1e-13))
    high = 1.0 if estimate >= 1 - tiny else float(brentq(excess, estimate + tiny / 2, 1.0, xtol=1e-13))
    return low, high


def _effect(
    index: str,
    estimate: float,
    std_error: float,
    low: float,
    high: float,
    ci_level: float,
    null_value: float,
    test: ExactTest,
    null: Distribution | None,
    a: Array,
    b: Array,
    missing: int,
    notes: tuple[str, ...],
) -> CaseEffect:
    warnings = (*notes, test.reason) if test.reason else notes
    return CaseEffect(
        index,
        float(estimate),
        std_error,
        low,
        high,
        ci_level,
        null_value,
        test.statistic,
        test.p_value,
        test.smallest_p,
        len(a),
        len(b),
        missing,
        null,
        warnings,
    )


def _no_phase(index: str, null_value: float, ci_level: float, n_a: int, n_b: int, missing: int) -> CaseEffect:
    nan = float("nan")
    which = "baseline" if n_a == 0 else "follow-up"
    return CaseEffect(
        index,
        nan,
        nan,
        nan,
        nan,
        ci_level,
        null_value,
        nan,
        nan,
        1.0,
        n_a,
        n_b,
        missing,
        None,
        (f"no {which} measurement",),
    )
