"""Exact permutation distributions, and p-values that say when a sample cannot carry one.

With four measurements no arrangement is improbable enough to reach 0.05: a test would have to answer "not
significant" whatever happened. :meth:`Distribution.test` then withholds the p-value and gives the smallest
one that was attainable instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from voorzorg.messages import Message, message

Alternative = Literal["two-sided", "greater", "less"]
Array = NDArray[np.float64]

MAX_ARRANGEMENTS = 200_000
#: Random numbers drawn at most, and arrangements drawn at least.
MAX_DRAWN = 20_000_000
FEWEST_DRAWN = 2_000
#: Booleans of a block of arrangements.
BLOCK = 1_000_000
#: Cells and additions of an exact count (40 MB, half a second).
MAX_CELLS = 5_000_000
MAX_STEPS = 500_000_000
#: Skewness of a sum beyond which a normal distribution is no approximation.
MAX_SKEWNESS = 0.3
_RELATIVE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class ExactTest:
    """``p_value`` is NaN, and ``reason`` says why, where ``smallest_p`` exceeds the level asked for.

    ``method`` is "exact" (every arrangement counted), "monte carlo" (a random sample of them) or "normal
    approximation".
    """

    statistic: float
    p_value: float
    smallest_p: float
    alternative: str
    method: str
    reason: Message | None = None

    @property
    def attainable(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Distribution:
    """A discrete null distribution: increasing ``support`` and its ``probability``, with the ``centre`` from
    which two-sided extremeness is measured (the null expectation).

    ``method`` is as in :class:`ExactTest`, ``drawn`` the size of a random sample.
    """

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

    @staticmethod
    def normal(centre: float, sd: float, origin: float = 0.0, step: float = 0.0) -> Distribution:
        """A normal distribution on the lattice ``origin`` + k ``step`` of the statistic, each point with the
        mass around it, which corrects for continuity; in steps of sd/500 where those are wider."""
        if step < sd / 500:
            origin, step = centre, sd / 500
        first, last = (np.floor((centre + side * 10 * sd - origin) / step) for side in (-1, 1))
        support = origin + step * np.arange(first, last + 1)
        z = (support - centre) / sd
        mass = ndtr(z + step / (2 * sd)) - ndtr(z - step / (2 * sd))
        return Distribution(support, mass, centre, "normal approximation")

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
            reason = message("not-attainable", p=smallest)
            return ExactTest(observed, float("nan"), smallest, alternative, self.method, reason)
        return ExactTest(observed, self.tail(observed, alternative), smallest, alternative, self.method)

    def convolve(self, other: Distribution) -> Distribution:
        """Distribution of the sum of two independent statistics."""
        values = self.support[:, None] + other.support[None, :]
        mass = self.probability[:, None] * other.probability[None, :]
        total = Distribution.of(values, mass, centre=self.centre + other.centre)
        drawn = min((d for d in (self.drawn, other.drawn) if d), default=0)
        methods = {self.method, other.method} - {"exact"}
        return replace(total, method=max(methods, default="exact"), drawn=drawn)

    def scaled(self, factor: float) -> Distribution:
        """Distribution of ``factor`` times the statistic, factor > 0."""
        if not factor > 0:
            raise ValueError("factor must be positive")
        return Distribution(
            self.support * factor, self.probability, self.centre * factor, self.method, self.drawn
        )


def assignments(
    n: int, k: int, rng: np.random.Generator | None = None
) -> tuple[Iterator[NDArray[np.bool_]], int]:
    """Ways to choose k of n, as blocks of rows of n booleans, and how many were drawn at random.

    That number is 0 where all of them are given. Beyond ``MAX_ARRANGEMENTS`` as many random ones are, fewer
    where n exceeds 100 so that no more than ``MAX_DRAWN`` numbers are drawn; they need a generator. A block
    holds about ``BLOCK`` booleans, however large n is.

    Raises
    ------
    ValueError
        Where arrangements are too many to enumerate and ``rng`` is missing.
    """
    total, rows = comb(n, k), max(1, BLOCK // max(n, 1))
    if total <= MAX_ARRANGEMENTS:
        return _all_assignments(n, k, total, rows), 0
    if rng is None:
        raise ValueError(f"{total} arrangements are too many to enumerate: give a random generator")
    drawn = min(MAX_ARRANGEMENTS, max(FEWEST_DRAWN, MAX_DRAWN // n))
    sizes = [rows] * (drawn // rows) + ([drawn % rows] if drawn % rows else [])
    return (np.argsort(rng.random((size, n)), axis=1) < k for size in sizes), drawn


def _all_assignments(n: int, k: int, total: int, rows: int) -> Iterator[NDArray[np.bool_]]:
    # Of k and n - k the smaller is enumerated; the blocks come out the same.
    few = min(k, n - k)
    chosen = combinations(range(n), few)
    for first in range(0, total, rows):
        size = min(rows, total - first)
        block = np.zeros((size, n), dtype=bool)
        if few:
            index = np.fromiter(chain.from_iterable(islice(chosen, size)), np.int64, size * few)
            np.put_along_axis(block, index.reshape(size, few), True, axis=1)
        yield block if few == k else ~block


def group_sum_distribution(
    scores: ArrayLike, k: int, rng: np.random.Generator | None = None, normal_from: int = 50
) -> Distribution:
    """Permutation distribution of the sum of ``scores`` (n,) in a group of ``k``.

    Scores that are multiples of one half (counts, midranks) are counted by the shift algorithm (Streitberg
    and Roehmel, 1986) while that takes fewer than ``MAX_STEPS`` additions, others by enumeration. What is too
    much for either is approximated by a normal distribution with the same moments where both groups count
    ``normal_from`` and the scores are not too skewed for it, and otherwise drawn at random. ``method`` of
    the result says which. Time and memory are bounded by constants but for n log n.
    """
    s = np.asarray(scores, dtype=float)
    n = len(s)
    if not np.isfinite(s).all() or not 0 <= k <= n:
        raise ValueError("scores must be finite and 0 <= k <= n")
    centre = k * float(s.mean()) if n else 0.0
    shifted = 2 * (s - s.min(initial=0.0)) if n else s
    whole = n > 0 and np.allclose(shifted, np.round(shifted), atol=1e-9)
    cells = shifted.sum() * k
    if whole and cells < MAX_CELLS and cells * n < MAX_STEPS:
        values, mass = _counted(np.round(shifted).astype(np.int64), k)
        return Distribution(values / 2 + k * s.min(initial=0.0), mass, centre)
    if comb(n, k) > MAX_ARRANGEMENTS and min(k, n - k) >= normal_from and _nearly_normal(s, k):
        sd = float(s.std()) * np.sqrt(k * (n - k) / (n - 1))
        step = float(np.gcd.reduce(np.round(shifted).astype(np.int64))) / 2 if whole else 0.0
        return Distribution.normal(centre, sd, k * float(s.min()), step)
    blocks, drawn = assignments(n, k, rng)
    null = Distribution.of(np.concatenate([block @ s for block in blocks]), centre=centre)
    return replace(null, method="monte carlo", drawn=drawn) if drawn else null


def _counted(units: NDArray[np.int64], k: int) -> tuple[Array, Array]:
    """Attainable sums of k of the whole numbers ``units``, and their probabilities."""
    counts = np.zeros((k + 1, int(units.sum()) + 1))
    counts[0, 0] = 1.0
    for done, u in enumerate(units):
        top = min(done + 1, k)
        moved = counts[:top, : counts.shape[1] - u]
        counts[1 : top + 1, u:] += moved.copy()
    mass = counts[k]
    reached = np.flatnonzero(mass > 0)
    return reached.astype(float), mass[reached] / mass.sum()


def _nearly_normal(s: Array, k: int) -> bool:
    """Whether the sum of k of the scores is less skewed than ``MAX_SKEWNESS`` (finite-population moments)."""
    n = len(s)
    deviation = s - s.mean()
    spread = float((deviation**2).mean())
    if spread == 0:
        return False
    skewness = float((deviation**3).mean()) / spread**1.5
    return abs(skewness * (n - 2 * k)) <= MAX_SKEWNESS * np.sqrt(k * (n - k) * n)


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
