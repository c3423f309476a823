"""The two phases of one case: its pairs, their distribution without an effect, their spread.

Scores are turned so that larger means better before anything is computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import permutations
from math import factorial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import brentq

from voorzorg.statistics.small.exact import (
    BLOCK,
    FEWEST_DRAWN,
    MAX_ARRANGEMENTS,
    Distribution,
    group_sum_distribution,
)

Array = NDArray[np.float64]
Improvement = Literal["increase", "decrease"]

#: Orders of a series drawn for Tau-U, while scoring them takes no more than so many steps.
TAU_U_DRAWN = 50_000
TAU_U_STEPS = 100_000_000


@dataclass(frozen=True)
class Phases:
    """Measurements of the baseline ``a`` (n_a,) and of the later phase ``b`` (n_b,), in time order, without
    the ``missing`` ones."""

    a: Array
    b: Array
    missing: int

    @classmethod
    def of(cls, baseline: ArrayLike, follow_up: ArrayLike, improvement: Improvement) -> Phases:
        if improvement not in ("increase", "decrease"):
            raise ValueError("improvement must be 'increase' or 'decrease'")
        a, b = (np.atleast_1d(np.asarray(v, dtype=float)).ravel() for v in (baseline, follow_up))
        missing = int(np.isnan(a).sum() + np.isnan(b).sum())
        sign = 1.0 if improvement == "increase" else -1.0
        return cls(sign * a[~np.isnan(a)], sign * b[~np.isnan(b)], missing)

    @property
    def empty(self) -> str | None:
        """The phase without any measurement, if there is one."""
        return "baseline" if not len(self.a) else "follow-up" if not len(self.b) else None

    @property
    def pairs(self) -> int:
        return len(self.a) * len(self.b)

    @property
    def series(self) -> Array:
        return np.r_[self.a, self.b]

    def score(self) -> float:
        """Improving less deteriorating pairs of a baseline and a later measurement."""
        above, below = _above_and_below(self.a, self.b)
        return float((above - below).sum())

    def trend(self) -> float:
        """The same of pairs in time order within the baseline."""
        i, j = np.triu_indices(len(self.a), 1)
        return float(np.sign(self.a[j] - self.a[i]).sum())

    def score_distribution(self) -> Distribution:
        """The score over all divisions into phases: twice the midrank sum of B, less its expectation.

        Midranks are multiples of one half, so the distribution is counted exactly up to some hundred
        measurements, and so near the normal beyond that this takes its place.
        """
        ranks = stats.rankdata(self.series)
        sums = group_sum_distribution(ranks, len(self.b), normal_from=2)
        # S = 2 (rank sum of B) - n_B (n_A + n_B + 1), also with ties.
        support = 2 * sums.support - len(self.b) * (len(ranks) + 1)
        return replace(sums, support=support, centre=0.0)

    def tau_u_distribution(self, rng: np.random.Generator | None) -> Distribution:
        """Score less trend over all orders of the series, or over a random sample of them."""
        series, n_a = self.series, len(self.a)
        n = len(series)
        if factorial(n) <= MAX_ARRANGEMENTS:
            orders = np.array(list(permutations(range(n))), dtype=np.int64)
            return Distribution.of(_scores(series[orders], n_a), centre=0.0)
        if rng is None:
            raise ValueError(f"{n} measurements have too many orders to enumerate: give a random generator")
        # Scoring an order takes n_a n steps: a long series is drawn less often, in blocks that fit memory.
        drawn = min(TAU_U_DRAWN, max(FEWEST_DRAWN, TAU_U_STEPS // (n_a * n)))
        rows = max(1, BLOCK // n)
        sizes = [rows] * (drawn // rows) + ([drawn % rows] if drawn % rows else [])
        scores = [_scores(series[np.argsort(rng.random((size, n)), axis=1)], n_a) for size in sizes]
        return replace(Distribution.of(np.concatenate(scores), centre=0.0), method="monte carlo", drawn=drawn)

    def nap_standard_error(self, estimate: float) -> float:
        """Square root of the variance of Sen (1967) and Mee (1990) in the form that SingleCaseES uses.

        Unbiased without ties, a little large with them. A complete separation has no spread of its own, so
        the estimate is kept half a pair away from 0 and 1 there. NaN for a phase of one.
        """
        a, b = self.a, self.b
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

    def nap_interval(self, estimate: float, ci_level: float) -> tuple[float, float]:
        """Score-type interval of Newcombe (2006), method 5; for any phase lengths with n_a + n_b > 2."""
        m, n = len(self.a), len(self.b)
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


def _above_and_below(a: Array, b: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each value of a, how many of b are larger and how many are smaller."""
    ordered = np.sort(b)
    below = np.searchsorted(ordered, a, side="left")
    return len(b) - np.searchsorted(ordered, a, side="right"), below


def _scores(x: Array, n_a: int) -> Array:
    """S_AB - S_A of each row of x (orders, n)."""
    score = np.zeros(len(x))
    for i in range(n_a):
        score += np.sign(x[:, n_a:] - x[:, i : i + 1]).sum(axis=1)
        score -= np.sign(x[:, i + 1 : n_a] - x[:, i : i + 1]).sum(axis=1)
    return score
