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

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import permutations
from math import comb, factorial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import brentq

from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.small.exact import (
    BLOCK,
    FEWEST_DRAWN,
    MAX_ARRANGEMENTS,
    Alternative,
    Distribution,
    ExactTest,
    assignments,
    group_sum_distribution,
)
from voorzorg.statistics.two_arm.proportions import clopper_pearson

Array = NDArray[np.float64]
Improvement = Literal["increase", "decrease"]

#: Orders of a series drawn for Tau-U, while scoring them takes no more than so many steps.
TAU_U_DRAWN = 50_000
TAU_U_STEPS = 100_000_000


@dataclass(frozen=True, kw_only=True)
class CaseEffect(Estimate):
    """One effect size of one case.

    ``index`` names it, ``null_value`` is its value without any effect. Interval and standard error are NaN
    where none is defined. ``p_value`` is NaN, and ``warnings`` says why, where the series cannot carry one;
    ``smallest_p`` is what its design could have reached. ``null`` is the permutation distribution of
    ``statistic``, for combination over cases.
    """

    index: str
    null_value: float
    statistic: float = float("nan")
    smallest_p: float = 1.0
    n_baseline: int
    n_follow_up: int
    n_missing: int
    null: Distribution | None = None


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
    of 50,000 orders, fewer in series of more than sixty, which needs ``rng``). No interval is given: the
    index has no agreed standard error.
    """
    a, b, missing = _phases(baseline, follow_up, improvement)
    if min(len(a), len(b)) == 0:
        return _no_phase("Tau-U", 0.0, ci_level, len(a), len(b), missing)
    pairs = len(a) * len(b)
    statistic = _pair_score(a, b) - _trend_score(a)
    null = _tau_u_distribution(np.r_[a, b], len(a), rng)
    test = null.test(statistic, alternative, alpha)
    nan = float("nan")
    notes = [message("one-baseline-measurement-no-trend")] if len(a) == 1 else []
    if abs(statistic) > pairs:
        notes.append(message("beyond-1-size-trend-correction"))
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
    level: Callable[..., Array],
    tie: float,
    alternative: Alternative,
    alpha: float,
    ci_level: float,
    missing: int,
) -> CaseEffect:
    """PEM and PND: the share of B above a statistic of A, ties counted ``tie``."""

    def share(first: Array, second: Array) -> Array:
        """Of divisions into phases, rows of (divisions, n_a) and (divisions, n_b)."""
        line = level(first, axis=1)[:, None]
        return np.mean((second > line) + tie * (second == line), axis=1)

    series, n, n_a = np.r_[a, b], len(a) + len(b), len(a)
    estimate = float(share(a[None, :], b[None, :])[0])
    nan, null, centre = float("nan"), None, tie
    if comb(n, n_a) > MAX_ARRANGEMENTS:
        reason = message("not-computed-too-many-divisions")
        test = ExactTest(estimate, nan, nan, alternative, "exact", reason)
    else:
        blocks, _ = assignments(n, n_a)
        shares = [
            share(rows[block].reshape(-1, n_a), rows[~block].reshape(-1, n - n_a))
            for block in blocks
            for rows in (np.broadcast_to(series, block.shape),)
        ]
        null = Distribution.of(np.concatenate(shares))
        test = null.test(estimate, alternative, alpha)
        centre = 0.5 if index == "PEM" else null.centre
    hits = estimate * len(b)
    low = high = nan
    notes: tuple[Message, ...] = ()
    if abs(hits - round(hits)) < 1e-9:
        low, high = (float(limit) for limit in clopper_pearson(round(hits), len(b), ci_level))
    else:
        notes = (message("follow-up-ties-baseline-median"),)
    return _effect(index, estimate, nan, low, high, ci_level, centre, test, null, a, b, missing, notes)


def _phases(baseline: ArrayLike, follow_up: ArrayLike, improvement: Improvement) -> tuple[Array, Array, int]:
    if improvement not in ("increase", "decrease"):
        raise ValueError("improvement must be 'increase' or 'decrease'")
    a, b = (np.atleast_1d(np.asarray(v, dtype=float)).ravel() for v in (baseline, follow_up))
    missing = int(np.isnan(a).sum() + np.isnan(b).sum())
    sign = 1.0 if improvement == "increase" else -1.0
    return sign * a[~np.isnan(a)], sign * b[~np.isnan(b)], missing


def _above_and_below(a: Array, b: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each value of a, how many of b are larger and how many are smaller."""
    ordered = np.sort(b)
    below = np.searchsorted(ordered, a, side="left")
    return len(b) - np.searchsorted(ordered, a, side="right"), below


def _pair_score(a: Array, b: Array) -> float:
    above, below = _above_and_below(a, b)
    return float((above - below).sum())


def _trend_score(a: Array) -> float:
    i, j = np.triu_indices(len(a), 1)
    return float(np.sign(a[j] - a[i]).sum())


def _score_distribution(a: Array, b: Array) -> Distribution:
    """S_AB over all divisions into phases: twice the midrank sum of B, less its expectation.

    Midranks are multiples of one half, so the distribution is counted exactly up to some hundred
    measurements, and so near the normal beyond that this takes its place.
    """
    ranks = stats.rankdata(np.r_[a, b])
    sums = group_sum_distribution(ranks, len(b), normal_from=2)
    n_b = len(b)
    # S = 2 (rank sum of B) - n_B (n_A + n_B + 1), also with ties.
    support = 2 * sums.support - n_b * (len(ranks) + 1)
    return replace(sums, support=support, centre=0.0)


def _tau_u_distribution(series: Array, n_a: int, rng: np.random.Generator | None) -> Distribution:
    """S_AB - S_A over all orders of the series, or over a random sample of them."""
    n = len(series)
    if factorial(n) <= MAX_ARRANGEMENTS:
        orders = np.array(list(permutations(range(n))), dtype=np.int64)
        return Distribution.of(_scores(series[orders], n_a), centre=0.0)
    if rng is None:
        raise ValueError(f"{n} measurements have too many orders to enumerate: give a random generator")
    # Scoring an order takes n_a n steps: a long series is drawn less often, in blocks that fit the memory.
    drawn = min(TAU_U_DRAWN, max(FEWEST_DRAWN, TAU_U_STEPS // (n_a * n)))
    rows = max(1, BLOCK // n)
    sizes = [rows] * (drawn // rows) + ([drawn % rows] if drawn % rows else [])
    scores = [_scores(series[np.argsort(rng.random((size, n)), axis=1)], n_a) for size in sizes]
    return replace(Distribution.of(np.concatenate(scores), centre=0.0), method="monte carlo", drawn=drawn)


def _scores(x: Array, n_a: int) -> Array:
    """S_AB - S_A of each row of x (orders, n)."""
    score = np.zeros(len(x))
    for i in range(n_a):
        score += np.sign(x[:, n_a:] - x[:, i : i + 1]).sum(axis=1)
        score -= np.sign(x[:, i + 1 : n_a] - x[:, i : i + 1]).sum(axis=1)
    return score


def _nap_standard_error(a: Array, b: Array, estimate: float) -> float:
    """Square root of the variance of Sen (1967) and Mee (1990) in the form that SingleCaseES uses.

    Unbiased without ties, a little large with them. A complete separation has no spread of its own, so the
    estimate is kept half a pair away from 0 and 1 there. NaN for a phase of one.
    """
    m, n = len(a), len(b)
    if m < 2 or n < 2:
        return float("nan")
    # q is 1 for a pair that improved, 1/2 for a tie and 0 otherwise, less the estimate.
    (above, below), (worse, better) = _above_and_below(a, b), _above_and_below(b, a)
    by_a = n * (0.5 - estimate) + (above - below) / 2
    by_b = m * (0.5 - estimate) + (better - worse) / 2
    up, down = float(above.sum()), float(below.sum())
    squares = up * (1 - estimate) ** 2 + down * estimate**2 + (m * n - up - down) * (0.5 - estimate) ** 2
    q1 = float((by_a**2).sum()) / (m * n**2)
    q2 = float((by_b**2).sum()) / (m**2 * n)
    x = squares / (m * n)
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
    notes: tuple[Message, ...],
) -> CaseEffect:
    return CaseEffect(
        float(estimate),
        std_error,
        low,
        high,
        test.p_value,
        level=ci_level,
        warnings=(*notes, test.reason) if test.reason else notes,
        index=index,
        null_value=null_value,
        statistic=test.statistic,
        smallest_p=test.smallest_p,
        n_baseline=len(a),
        n_follow_up=len(b),
        n_missing=missing,
        null=null,
    )


def _no_phase(index: str, null_value: float, ci_level: float, n_a: int, n_b: int, missing: int) -> CaseEffect:
    which = "baseline" if n_a == 0 else "follow-up"
    return CaseEffect(
        float("nan"),
        level=ci_level,
        converged=False,
        warnings=(message("no-measurement", which=which),),
        index=index,
        null_value=null_value,
        n_baseline=n_a,
        n_follow_up=n_b,
        n_missing=missing,
    )
