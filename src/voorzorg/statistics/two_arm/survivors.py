"""Bounds on the effect among those for whom the outcome would exist in either arm (principal stratum).

An outcome that exists for a share s1 of the treated and s0 of the reference arm, with risks p1 and p0 among
those: who would have it in either arm are a share of at least max(0, s1 + s0 - 1) of everyone. They are a
part a of an arm's survivors, whose risk lies between ``(p - (1 - a)) / a`` and ``p / a``. Zhang and Rubin's
(2003, Journal of Educational and Behavioral Statistics 28:353) bounds assume nothing more; Lee's (2009,
Review of Economic Studies 76:1071) that the arm can only take the outcome away, or only bring it
(monotonicity): the share is then min(s1, s0), and one arm's survivors are all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Bounds:
    """Bounds of the risk difference, and limits that cover both bounds' sampling error."""

    low: float
    high: float
    ci_low: float
    ci_high: float
    stratum: float


def survivor_bounds(
    events: tuple[int, int],
    survivors: tuple[int, int],
    n: tuple[int, int],
    *,
    monotone: bool,
    level: float = 0.95,
    seed: int = 0,
    replicates: int = 2000,
) -> Bounds:
    """From counts (treated, reference): events among survivors, survivors, everyone whose survival is known.

    The limits are percentiles of a parametric bootstrap: the lower bound's lower one, the upper's upper one.
    ``stratum`` is the share of everyone who is in the stratum, at the least. Bounds are -1 and 1 where nobody
    need be in it.
    """
    rng = np.random.default_rng(seed)
    s = np.array(survivors) / np.array(n)
    p = np.array(events) / np.maximum(survivors, 1)
    low, high, stratum = _bounds(p[:, None], s[:, None], monotone)
    drawn = rng.binomial(np.array(n)[:, None], s[:, None], (2, replicates))
    draws = rng.binomial(drawn, p[:, None]) / np.maximum(drawn, 1)
    lows, highs, _ = _bounds(draws, drawn / np.array(n)[:, None], monotone)
    tail = (1 - level) / 2
    return Bounds(
        float(low[0]),
        float(high[0]),
        float(np.quantile(lows, tail)),
        float(np.quantile(highs, 1 - tail)),
        float(stratum[0]),
    )


def _bounds(p: np.ndarray, s: np.ndarray, monotone: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    stratum = s.min(axis=0) if monotone else np.maximum(s.sum(axis=0) - 1, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(s > 0, stratum / s, 0.0)
        least = np.where(part > 0, np.clip((p - (1 - part)) / part, 0, 1), 0.0)
        most = np.where(part > 0, np.clip(p / part, 0, 1), 1.0)
    return least[0] - most[1], most[0] - least[1], stratum
