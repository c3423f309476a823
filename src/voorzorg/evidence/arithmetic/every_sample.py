"""Every sample that a printed mean and SD can come from (CLOSURE), or some of them (SPRITE).

CLOSURE (Larigaldie, Jung & others; R package unsum) lists all samples of whole scores on a bounded scale.
Here they are listed as frequencies: all counts of the inner scores are tried at once, and the two end
scores follow from the number of people and the total. Where there are too many, SPRITE (Heathers, Anaya,
van der Zee & Brown 2018) moves scores about until mean and SD are right, which finds some samples and
proves nothing about the others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from voorzorg.evidence.arithmetic.rounding import printed_bounds

#: most combinations of inner counts that are tried at once
LIMIT = 6_000_000
#: samples and moves of the random search
SPRITES, MOVES = 40, 20_000


@dataclass(frozen=True)
class Samples:
    """Samples as frequencies per score (``scores`` from low to high); ``complete`` where they are all
    there are.
    """

    scores: tuple[int, ...]
    frequencies: np.ndarray
    complete: bool

    @property
    def count(self) -> int:
        """Number of samples found."""
        return len(self.frequencies)

    def shares(self) -> list[float]:
        """Share of each score over all samples found."""
        totals = self.frequencies.sum(axis=0)
        return [float(x) / max(float(totals.sum()), 1.0) for x in totals]


def samples(
    mean: str,
    mean_decimals: int,
    sd: str,
    sd_decimals: int,
    n: int,
    scale_min: int,
    scale_max: int,
    seed: int = 1,
) -> Samples:
    """All samples of ``n`` whole scores that print as this mean and SD, or some where there are too many to
    list.

    Raises
    ------
    ValueError
        Where the scale has fewer than two scores or the group fewer than two people.
    """
    width = scale_max - scale_min
    if width < 1 or n < 2:
        raise ValueError("needs a scale and at least two people")
    low, high = printed_bounds(mean, mean_decimals)
    totals = range(math.ceil((low - scale_min) * n), math.floor((high - scale_min) * n) + 1)
    sd_low, sd_high = printed_bounds(sd, sd_decimals)
    bounds = (max(sd_low, Fraction(0)), sd_high)
    scores = tuple(range(scale_min, scale_max + 1))
    if math.comb(n + width - 1, width - 1) <= LIMIT:
        return Samples(scores, _every(n, width, totals, bounds), True)
    return Samples(scores, _some(n, width, totals, bounds, seed), False)


def _inner(n: int, parts: int) -> np.ndarray:
    """Every way of giving ``parts`` scores to at most ``n`` people."""
    rows = np.zeros((1, 0), dtype=np.int32)
    left = np.array([n])
    for _ in range(parts):
        repeats = left + 1
        starts = np.repeat(np.cumsum(repeats) - repeats, repeats)
        here = (np.arange(int(repeats.sum())) - starts).astype(np.int32)
        rows = np.column_stack([np.repeat(rows, repeats, axis=0), here])
        left = np.repeat(left, repeats) - here
    return rows


def _every(n: int, width: int, totals: range, bounds: tuple[Fraction, Fraction]) -> np.ndarray:
    inner = _inner(n, width - 1)
    inside = inner.sum(axis=1, dtype=np.int64)
    values = np.arange(1, width)
    total, squares = inner @ values, inner @ values**2
    found = []
    for wanted in totals:
        top, rest = np.divmod(wanted - total, width)
        ok = (rest == 0) & (top >= 0) & (inside + top <= n)
        if not ok.any():
            continue
        spread = n * (squares[ok] + top[ok] * width**2) - wanted**2
        ok[ok] = _inside(spread, n, bounds)
        bottom = n - inside[ok] - top[ok]
        found.append(np.column_stack([bottom, inner[ok], top[ok]]))
    return np.concatenate(found) if found else np.zeros((0, width + 1), dtype=int)


def _inside(spread: np.ndarray, n: int, bounds: tuple[Fraction, Fraction]) -> np.ndarray:
    """Whether n(n − 1) times a variance, a whole number, lies between the printed bounds (exactly)."""
    low, high = (math.ceil(bounds[0] ** 2 * n * (n - 1)), math.floor(bounds[1] ** 2 * n * (n - 1)))
    result: np.ndarray = (spread >= low) & (spread <= high)
    return result


def _some(n: int, width: int, totals: range, bounds: tuple[Fraction, Fraction], seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    low, high = (float(b) ** 2 * n * (n - 1) for b in bounds)
    found: set[tuple[int, ...]] = set()
    for _ in range(SPRITES):
        total = int(rng.choice(np.array(totals))) if len(totals) else -1
        if not 0 <= total <= n * width:
            continue
        x = np.full(n, total // n)
        x[: total % n] += 1
        for _ in range(MOVES):
            spread = n * int(x @ x) - total**2
            if low <= spread <= high:
                found.add(tuple(np.bincount(x, minlength=width + 1).tolist()))
                break
            i, j = rng.integers(0, n, 2)
            up, down = (i, j) if (x[i] >= x[j]) == (spread < low) else (j, i)
            if up != down and x[up] < width and x[down] > 0:
                x[up] += 1
                x[down] -= 1
    return np.array(sorted(found)) if found else np.zeros((0, width + 1), dtype=int)
