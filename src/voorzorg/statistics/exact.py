"""Exact permutation distributions, and p-values that say when a sample cannot carry one.

With four measurements no arrangement is improbable enough to reach 0.05: a test would have to answer "not
significant" whatever happened. :meth:`Distribution.test` then withholds the p-value and gives the smallest
one that was attainable instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Alternative = Literal["two-sided", "greater", "less"]
Array = NDArray[np.float64]

MAX_ARRANGEMENTS = 200_000
_RELATIVE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class ExactTest:
    """``p_value`` is NaN, and ``reason`` says why, where ``smallest_p`` exceeds the level asked for.

    ``method`` is "exact" (every arrangement counted) or "monte carlo" (a random sample of them).
    """

    statistic: float
    p_value: float
    smallest_p: float
    alternative: str
    method: str
    reason: str = ""

    @property
    def attainable(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Distribution:
    """A discrete null distribution: increasing ``support`` and its ``probability``, with the ``centre`` from
    which two-sided extremeness is measured (the null expectation)."""

    support: Array
    probability: Array
    centre: float
    method: str = "exact"
    drawn: int = 0

    @staticmethod
    def of(
        values: ArrayLike, probability: ArrayLike | None = None, centre: float | None = None
    ) -> Distribution:
        """Collect equal values (up to rounding) and their probabilities."""
        v = np.asarray(values, dtype=float).ravel()
        p = (
            np.full(len(v), 1 / len(v))
            if probability is None
            else np.asarray(probability, dtype=float).ravel()
        )
        scale = max(float(np.abs(v).max(initial=0.0)), 1e-300)
        order = np.argsort(v, kind="stable")
        v, p = v[order], p[order]
        starts = np.flatnonzero(np.r_[True, np.diff(v) > _RELATIVE_TOLERANCE * scale])
        mass = np.add.reduceat(p, starts)
        centre_ = float(v @ p / p.sum()) if centre is None else centre
        return Distribution(v[starts], mass, centre_)

    def tail(self, observed: float, alternative: Alternative = "two-sided") -> float:
        """Probability of a value at least as extreme as ``observed`` (counted itself).

        A Monte-Carlo sample counts the observed arrangement as one of the drawn (Phipson and Smyth, 2010).
        """
        slack = _RELATIVE_TOLERANCE * max(abs(observed), float(np.abs(self.support).max()), 1e-300) * 10
        if alternative == "greater":
            extreme = self.support >= observed - slack
        elif alternative == "less":
            extreme = self.support <= observed + slack
        else:
            extreme = np.abs(self.support - self.centre) >= abs(observed - self.centre) - slack
        p = float(min(1.0, self.probability[extreme].sum()))
        return (p * self.drawn + 1) / (self.drawn + 1) if self.drawn else p

    def smallest_p(self, alternative: Alternative = "two-sided") -> float:
        """The p-value of the most extreme arrangement."""
        if alternative == "greater":
            return self.tail(float(self.support[-1]), alternative)
        if alternative == "less":
            return self.tail(float(self.support[0]), alternative)
        farthest = int(np.argmax(np.abs(self.support - self.centre)))
        return self.tail(float(self.support[farthest]), alternative)

    def test(self, observed: float, alternative: Alternative = "two-sided", alpha: float = 0.05) -> ExactTest:
        """The p-value of ``observed``, withheld where none could have reached ``alpha``."""
        smallest = self.smallest_p(alternative)
        if smallest > alpha * (1 + 1e-12):
            reason = f"not attainable: the smallest possible p-value is {smallest:.3g}"
            return ExactTest(observed, float("nan"), smallest, alternative, self.method, reason)
        return ExactTest(observed, self.tail(observed, alternative), smallest, alternative, self.method)

    def convolve(self, other: Distribution) -> Distribution:
        """Distribution of the sum of two independent statistics."""
        values = self.support[:, None] + other.support[None, :]
        mass = self.probability[:, None] * other.probability[None, :]
        total = Distribution.of(values, mass, centre=self.centre + other.centre)
        if self.drawn or other.drawn:
            drawn = min(d for d in (self.drawn, other.drawn) if d)
            return Distribution(total.support, total.probability, total.centre, "monte carlo", drawn)
        return total

    def scaled(self, factor: float) -> Distribution:
        """Distribution of ``factor`` times the statistic, factor > 0."""
        if not factor > 0:
            raise ValueError("factor must be positive")
        return Distribution(
            self.support * factor, self.probability, self.centre * factor, self.method, self.drawn
        )


def assignments(n: int, k: int, rng: np.random.Generator | None = None) -> tuple[NDArray[np.bool_], bool]:
    """All ways to choose k of n, as rows of booleans, and True; or, beyond ``MAX_ARRANGEMENTS``, that many
    random ones and False. The random ones need a generator."""
    total = comb(n, k)
    if total <= MAX_ARRANGEMENTS:
        chosen = np.zeros((total, n), dtype=bool)
        if k:
            index = np.array(list(combinations(range(n), k)), dtype=np.int64)
            chosen[np.arange(total)[:, None], index] = True
        return chosen, True
    if rng is None:
        raise ValueError(f"{total} arrangements are too many to enumerate: give a random generator")
    ranks = np.argsort(rng.random((MAX_ARRANGEMENTS, n)), axis=1)
    return ranks < k, False


def group_sum_distribution(scores: ArrayLike, k: int, rng: np.random.Generator | None = None) -> Distribution:
    """Permutation distribution of the sum of ``scores`` in a group of ``k``.

    Scores that are multiples of one half (counts, midranks) are counted by the shift algorithm (Streitberg
    and Roehmel, 1986), for any sample size; others by enumeration or, where that is too much, by a random
    sample.
    """
    s = np.asarray(scores, dtype=float)
    if not np.isfinite(s).all() or not 0 <= k <= len(s):
        raise ValueError("scores must be finite and 0 <= k <= n")
    centre = k * float(s.mean()) if len(s) else 0.0
    shifted = 2 * (s - s.min(initial=0.0)) if len(s) else s
    if len(s) and np.allclose(shifted, np.round(shifted), atol=1e-9) and shifted.sum() * k < 5_000_000:
        units = np.round(shifted).astype(np.int64)
        counts = np.zeros((k + 1, int(units.sum()) + 1))
        counts[0, 0] = 1.0
        for done, u in enumerate(units):
            top = min(done + 1, k)
            moved = counts[:top, : counts.shape[1] - u]
            counts[1 : top + 1, u:] += moved.copy()
        mass = counts[k]
        reached = np.flatnonzero(mass > 0)
        values = reached / 2 + k * s.min(initial=0.0)
        return Distribution(values, mass[reached] / mass.sum(), centre)
    chosen, complete = assignments(len(s), k, rng)
    distribution = Distribution.of(chosen @ s, centre=centre)
    if complete:
        return distribution
    return Distribution(
        distribution.support, distribution.probability, centre, "monte carlo", MAX_ARRANGEMENTS
    )


def signed_sum_distribution(scores: ArrayLike) -> Distribution:
    """Distribution of the sum of positive ``scores`` (multiples of one half) when every sign is a fair
    coin."""
    units = np.round(2 * np.asarray(scores, dtype=float)).astype(np.int64)
    mass = np.ones(1)
    for u in units:
        grown = np.zeros(len(mass) + u)
        grown[: len(mass)] += mass
        grown[u:] += mass
        mass = grown / 2
    reached = np.flatnonzero(mass > 0)
    return Distribution(reached / 2, mass[reached], float(units.sum()) / 4)
