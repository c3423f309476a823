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
from numpy.typing import ArrayLike

from voorzorg.messages import Message, message
from voorzorg.statistics.results import check_level
from voorzorg.statistics.two_arm.clusters.clustered import ArmParts, arm_parts


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

    The limits are percentiles over draws of the four shares from Jeffreys' posterior (a share that happens to
    be nought is not known to be): the lower bound's lower one, the upper's upper one. ``stratum`` is the
    share of everyone who is in the stratum, at the least. Bounds are -1 and 1 where nobody need be in it.
    """
    rng = np.random.default_rng(seed)
    e, of, everyone = (np.array(counts, float)[:, None] for counts in (events, survivors, n))
    size = (2, replicates)
    drawn = rng.beta(e + 0.5, of - e + 0.5, size), rng.beta(of + 0.5, everyone - of + 0.5, size)
    return _with_limits((e / np.maximum(of, 1))[:, 0], (of / everyone)[:, 0], drawn, monotone, level)


def clustered_survivor_bounds(
    y: ArrayLike,
    survives: ArrayLike,
    arm: ArrayLike,
    cluster: ArrayLike,
    *,
    monotone: bool,
    level: float = 0.95,
    seed: int = 0,
    replicates: int = 2000,
) -> tuple[Bounds, tuple[Message, ...]]:
    """From participants (n,): outcome and survival (NaN where not known), arm 0 or 1, and cluster labels.

    The limits are percentiles over draws of the four shares from a multivariate t distribution, with their
    bias-reduced covariance over clusters and the degrees of freedom of the difference in risks. Without
    limits, and with the reason, where clusters are too few or a share is nought or one, as its error is then
    not known.
    """
    risk, there = np.asarray(y, float), np.asarray(survives, float)
    a = np.asarray(arm, float)
    found = [_shares(risk, a, cluster), _shares(there, a, cluster)]
    (p, p_parts), (s, s_parts) = found
    few = p_parts.few
    if few is None and (_unknown(risk, a) or (_unknown(there, a) and (s < 1).any())):
        few = message("bounds-share-without-error")
    if few is not None:
        return _with_limits(p, s, None, monotone, level), (few,)
    rng = np.random.default_rng(seed)
    parts = np.column_stack([p_parts.treated, p_parts.reference, s_parts.treated, s_parts.reference])
    normal = rng.standard_normal((replicates, len(parts))) @ parts
    t = normal / np.sqrt(rng.chisquare(p_parts.df, (replicates, 1)) / p_parts.df)
    drawn = np.clip(np.concatenate([p, s])[:, None] + t.T, 0.0, 1.0)
    return _with_limits(p, s, (drawn[:2], drawn[2:]), monotone, level), ()


def _shares(values: np.ndarray, arm: np.ndarray, cluster: ArrayLike) -> tuple[np.ndarray, ArmParts]:
    """Shares (treated, reference) of those whose value is known, and what clusters add to their errors."""
    known = np.isfinite(values)
    shares = np.array([values[known & (arm == k)].mean() for k in (1, 0)])
    residual = np.where(known, values - np.where(arm == 1, *shares), 0.0)
    return shares, arm_parts(residual, arm, cluster, known.astype(float))


def _unknown(values: np.ndarray, arm: np.ndarray) -> bool:
    """Whether everybody of an arm has the same value."""
    return any(np.unique(values[np.isfinite(values) & (arm == k)]).size < 2 for k in (0, 1))


def _with_limits(
    p: np.ndarray,
    s: np.ndarray,
    drawn: tuple[np.ndarray, np.ndarray] | None,
    monotone: bool,
    level: float,
) -> Bounds:
    """Bounds at risks and shares (2,), and percentiles of those at drawn ones (2, replicates), if any."""
    low, high, stratum = _bounds(p[:, None], s[:, None], monotone)
    limits = (np.nan, np.nan)
    if drawn is not None:
        lows, highs, _ = _bounds(*drawn, monotone)
        tail = (1 - check_level(level)) / 2
        limits = float(np.quantile(lows, tail)), float(np.quantile(highs, 1 - tail))
    return Bounds(float(low[0]), float(high[0]), *limits, float(stratum[0]))


def _bounds(p: np.ndarray, s: np.ndarray, monotone: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    stratum = s.min(axis=0) if monotone else np.maximum(s.sum(axis=0) - 1, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(s > 0, stratum / s, 0.0)
        least = np.where(part > 0, np.clip((p - (1 - part)) / part, 0, 1), 0.0)
        most = np.where(part > 0, np.clip(p / part, 0, 1), 1.0)
    return least[0] - most[1], most[0] - least[1], stratum
