"""Two arms, one binary outcome: risks, difference, ratios, and a test whose choice is a stated rule."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.special import chdtrc

from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate, normal_quantile, not_estimable
from voorzorg.statistics.two_arm.exact_odds import ConditionalOddsRatio, conditional_odds_ratio
from voorzorg.statistics.two_arm.proportions import (
    check_counts,
    katz_ratio,
    newcombe_difference,
    score_ratio,
    wilson_interval,
)

#: Below this expected count chi-square gives way to Fisher's mid-p (Cochran's rule of five).
SMALL_EXPECTED = 5.0
#: Below this observed count the ratios' log-normal intervals give way to score and mid-p intervals.
SMALL_OBSERVED = 5


@dataclass(frozen=True)
class TwoByTwo:
    """Results for one 2x2 table; ``p_value`` belongs to ``test`` and is repeated in each contrast.

    ``test`` is "chi-square" (Pearson, uncorrected), "Fisher mid-p" or "none"; all three p-values are kept.
    """

    events_treated: int
    n_treated: int
    events_reference: int
    n_reference: int
    risk_treated: Estimate
    risk_reference: Estimate
    risk_difference: Estimate
    risk_ratio: Estimate
    odds_ratio: Estimate
    conditional: ConditionalOddsRatio | None
    test: str
    p_value: float
    p_chi_square: float
    p_fisher: float
    p_midp: float
    min_expected: float
    warnings: tuple[Message | str, ...] = ()


def risk(events: int, n: int, level: float = 0.95) -> Estimate:
    """One arm's risk with Wilson's interval and the binomial standard error.

    The error is NaN at 0 and at n events, where its formula gives a zero that nobody should use.
    """
    check_counts(events, n)
    if n == 0:
        return not_estimable(message("no-observations"), "Wilson", level=level)
    low, high = wilson_interval(events, n, level)
    p = events / n
    error = math.sqrt(p * (1 - p) / n) or math.nan
    return Estimate(p, error, float(low), float(high), method="Wilson", level=level)


def pearson_chi_square(events_treated: int, n_treated: int, events_reference: int, n_reference: int) -> float:
    """P-value of Pearson's chi-square without continuity correction; NaN when a margin is empty."""
    non1, non0 = n_treated - events_treated, n_reference - events_reference
    margins = n_treated * n_reference * (events_treated + events_reference) * (non1 + non0)
    if margins == 0:
        return math.nan
    determinant = events_treated * non0 - events_reference * non1
    return float(chdtrc(1, (n_treated + n_reference) * determinant**2 / margins))


def two_by_two(
    events_treated: int, n_treated: int, events_reference: int, n_reference: int, level: float = 0.95
) -> TwoByTwo:
    """Unadjusted comparison of two risks.

    - Risk difference: Newcombe's hybrid score interval (method 10), Wald standard error.
    - Risk ratio: Katz' log interval; Miettinen and Nurminen's score interval if any cell is below five.
    - Odds ratio: Woolf's log interval; conditional mid-p interval if any cell is below five. The estimate is
      always the sample odds ratio; the conditional one is in ``conditional``.
    - Test: Pearson's chi-square without continuity correction if all expected counts reach five, otherwise
      Fisher's mid-p.

    Arms without observations leave everything that needs them NaN, with the reason. Raises ValueError for
    counts that are not whole numbers between 0 and n.
    """
    e1, n1, e0, n0 = events_treated, n_treated, events_reference, n_reference
    check_counts(e1, n1)
    check_counts(e0, n0)
    e1, n1, e0, n0 = int(e1), int(n1), int(e0), int(n0)
    arms = risk(e1, n1, level), risk(e0, n0, level)
    if n1 == 0 or n0 == 0:
        reason = message("no-observations-treated-arm" if n1 == 0 else "no-observations-reference-arm")
        gap = not_estimable(reason, level=level)
        log_gap = not_estimable(reason, scale="log", level=level)
        nan = math.nan
        return TwoByTwo(
            e1, n1, e0, n0, *arms, gap, log_gap, log_gap, None, "none", nan, nan, nan, nan, nan, (reason,)
        )
    events, total = e1 + e0, n1 + n0
    min_expected = min(n1, n0) * min(events, total - events) / total
    conditional = conditional_odds_ratio(e1, n1, e0, n0, level)
    p_chi = pearson_chi_square(e1, n1, e0, n0)
    small = min_expected < SMALL_EXPECTED
    test, p_value = ("Fisher mid-p", conditional.fisher_midp) if small else ("chi-square", p_chi)
    warnings: tuple[Message | str, ...] = ()
    if events in (0, total):
        warnings = (message("no-events-either-arm") if events == 0 else message("every-observation-event"),)
    return TwoByTwo(
        e1,
        n1,
        e0,
        n0,
        *arms,
        _difference(e1, n1, e0, n0, level, p_value),
        _risk_ratio(e1, n1, e0, n0, level, p_value),
        _odds_ratio(e1, n1, e0, n0, level, p_value, conditional),
        conditional,
        test,
        p_value,
        p_chi,
        conditional.fisher_p,
        conditional.fisher_midp,
        min_expected,
        warnings,
    )


def _difference(e1: int, n1: int, e0: int, n0: int, level: float, p_value: float) -> Estimate:
    p1, p0 = e1 / n1, e0 / n0
    low, high = newcombe_difference(e1, n1, e0, n0, level)
    std_error = math.sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
    return Estimate(
        p1 - p0, std_error, float(low), float(high), p_value, "Newcombe hybrid score", "identity", level
    )


def _risk_ratio(e1: int, n1: int, e0: int, n0: int, level: float, p_value: float) -> Estimate:
    if e1 == 0 and e0 == 0:
        return not_estimable(message("no-events-either-arm-risk"), "", "log", level)
    estimate = math.inf if e0 == 0 else (e1 / n1) / (e0 / n0)
    std_error = math.sqrt(1 / e1 - 1 / n1 + 1 / e0 - 1 / n0) if e1 and e0 else math.nan
    if min(e1, n1 - e1, e0, n0 - e0) < SMALL_OBSERVED:
        method, (low, high) = "Miettinen-Nurminen score", score_ratio(e1, n1, e0, n0, level)
    else:
        method, (low, high) = "Katz log", katz_ratio(e1, n1, e0, n0, level)
    warnings = _zero_cells(e1, n1, e0, n0)
    return Estimate(
        estimate, std_error, float(low), float(high), p_value, method, "log", level, warnings=warnings
    )


def _odds_ratio(
    e1: int, n1: int, e0: int, n0: int, level: float, p_value: float, conditional: ConditionalOddsRatio
) -> Estimate:
    non1, non0 = n1 - e1, n0 - e0
    if e1 + e0 == 0 or non1 + non0 == 0:
        return not_estimable(message("outcome-does-not-vary-odds"), "", "log", level)
    estimate = math.inf if non1 * e0 == 0 else (e1 * non0) / (non1 * e0)
    cells = (e1, non1, e0, non0)
    std_error = math.sqrt(sum(1 / c for c in cells)) if all(cells) else math.nan
    if min(cells) < SMALL_OBSERVED:
        method, low, high = "conditional mid-p", conditional.midp_low, conditional.midp_high
    else:
        half = normal_quantile(level) * std_error
        method, low, high = "Woolf log", estimate * math.exp(-half), estimate * math.exp(half)
    warnings = _zero_cells(e1, n1, e0, n0)
    return Estimate(estimate, std_error, low, high, p_value, method, "log", level, warnings=warnings)


def _zero_cells(e1: int, n1: int, e0: int, n0: int) -> tuple[Message, ...]:
    if all((e1, e0, n1 - e1, n0 - e0)):
        return ()
    return (message("cell-table-zero-log-scales"),)
