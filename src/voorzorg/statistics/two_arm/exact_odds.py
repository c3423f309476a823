"""The distribution of a 2x2 table given its margins: exact and mid-p tests and odds-ratio intervals.

Given the margins, the events in the treated arm follow Fisher's noncentral hypergeometric distribution, with
the odds ratio as its only parameter. scipy offers the exact interval; the mid-p versions, less conservative
in small tables, need the distribution itself, so it is written out here once and used for all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import gammaln

from voorzorg.statistics.results import check_level
from voorzorg.statistics.small.exact import Alternative


@dataclass(frozen=True)
class ConditionalOddsRatio:
    """Conditional maximum-likelihood odds ratio, exact and mid-p limits, two-sided p-values of no effect."""

    estimate: float
    exact_low: float
    exact_high: float
    midp_low: float
    midp_high: float
    fisher_p: float
    fisher_midp: float


def conditional_odds_ratio(
    events_treated: int, n_treated: int, events_reference: int, n_reference: int, level: float = 0.95
) -> ConditionalOddsRatio:
    """Everything that conditioning on both margins gives for one table.

    ``fisher_p`` orders tables by their probability, as R's fisher.test; ``fisher_midp`` subtracts half the
    probability of the observed table (Lydersen, Fagerland and Laake 2009, Statistics in Medicine 28:1159).
    The limits invert one-sided tests, each at (1 - level)/2. A table with an empty margin carries no
    information: the estimate is NaN, the limits are 0 and infinity, the p-values 1.
    """
    tail = (1 - check_level(level)) / 2
    events = events_treated + events_reference
    lowest, highest = max(0, events - n_reference), min(n_treated, events)
    if lowest == highest:
        return ConditionalOddsRatio(math.nan, 0.0, math.inf, 0.0, math.inf, 1.0, 1.0)
    support, log_weight = tables(n_treated, n_reference, events)
    position = events_treated - lowest

    def pmf(log_odds: float) -> np.ndarray:
        exponent = log_weight + log_odds * support
        weight = np.exp(exponent - exponent.max())
        return weight / weight.sum()

    from scipy.optimize import brentq  # slow to import, and most tables of a trial need no exact limits

    def solve(equation: Callable[[float], float]) -> float:
        # The bracket widens until it holds the root; |log OR| beyond 60 does not occur for real counts.
        return math.exp(float(brentq(equation, -60.0, 60.0, xtol=1e-13)))

    def upper_tail(share: float, log_odds: float) -> float:
        p = pmf(log_odds)
        return float(p[position + 1 :].sum() + share * p[position]) - tail

    def lower_tail(share: float, log_odds: float) -> float:
        p = pmf(log_odds)
        return float(p[:position].sum() + share * p[position]) - tail

    at_low, at_high = events_treated == lowest, events_treated == highest
    if at_low or at_high:
        estimate = 0.0 if at_low else math.inf
    else:
        estimate = solve(lambda t: float(pmf(t) @ support) - events_treated)
    limits = {}
    for name, share in (("exact", 1.0), ("midp", 0.5)):
        low = 0.0 if at_low else solve(partial(upper_tail, share))
        high = math.inf if at_high else solve(partial(lower_tail, share))
        limits[name] = (low, high)
    null = pmf(0.0)
    fisher = fisher_p(null, position)
    midp = fisher - 0.5 * float(null[position])
    return ConditionalOddsRatio(estimate, *limits["exact"], *limits["midp"], fisher, midp)


def tables(n_treated: int, n_reference: int, events: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of events in the treated arm that the margins allow (k,), and their log weights without any
    effect, up to a constant: log of the hypergeometric probabilities."""
    support = np.arange(max(0, events - n_reference), min(n_treated, events) + 1)
    log_weight = -(
        gammaln(support + 1)
        + gammaln(n_treated - support + 1)
        + gammaln(events - support + 1)
        + gammaln(n_reference - events + support + 1)
    )
    return support, log_weight


def fisher_p(null: np.ndarray, position: int, alternative: Alternative = "two-sided") -> float:
    """Fisher's exact p-value of the table at ``position`` of ``null``, the tables' probabilities (k,).

    Two-sided it is the probability of every table that is no more probable, as in R. The tolerance is
    fisher.test's: tables that are equally likely in exact arithmetic count as ties.
    """
    if alternative == "greater":
        p = null[position:].sum()
    elif alternative == "less":
        p = null[: position + 1].sum()
    else:
        p = null[null <= null[position] * (1 + 1e-7)].sum()
    return min(1.0, float(p))


def fisher_smallest_p(null: np.ndarray, alternative: Alternative = "two-sided") -> float:
    """The smallest p-value that these margins allow: that of their most extreme table."""
    most_extreme = {"greater": len(null) - 1, "less": 0, "two-sided": int(null.argmin())}
    return fisher_p(null, most_extreme[alternative], alternative)
