"""One conclusion from several cases: exact sums, combined p-values, weighted means.

Families are independent; within a family the null hypothesis is that the order of her measurements is
arbitrary. A combination can carry a p-value although no single family can: with one baseline and three
follow-ups, seven families that all improve reach 0.25^7 one-sided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

import numpy as np
from scipy import stats

from voorzorg.messages import Message, People, message
from voorzorg.statistics.results import Estimate, wald
from voorzorg.statistics.small.exact import Alternative, Distribution
from voorzorg.statistics.small.single_case import CaseEffect


@dataclass(frozen=True, kw_only=True)
class CombinedCases(Estimate):
    """``estimate`` is the combined effect on the cases' own scale (NaN for methods that give none).

    ``smallest_p`` is the smallest p-value that these cases could have given.
    """

    smallest_p: float = 1.0
    n_cases: int = 0
    n_left_out: int


def combine_exact(
    cases: Sequence[CaseEffect], alternative: Alternative = "two-sided", alpha: float = 0.05
) -> CombinedCases:
    """Exact permutation test of the sum of the cases' statistics (for Tau and NAP the sum of pair scores).

    A stratified exact Mann-Whitney test: cases weigh by their number of pairs, and the estimate is the mean
    over all pairs of all cases.
    """
    used = [c for c in cases if c.null is not None and np.isfinite(c.estimate)]
    left_out = len(cases) - len(used)
    indices = {c.index for c in used}
    if len(indices) > 1:
        raise ValueError(f"cases of different indices: {', '.join(sorted(indices))}")
    if not used:
        return _no_case("exact sum", left_out)
    nulls = [c.null for c in used if c.null is not None]
    null: Distribution = reduce(lambda one, two: one.convolve(two), nulls)
    test = null.test(float(sum(c.statistic for c in used)), alternative, alpha)
    by_pairs = next(iter(indices)) in ("NAP", "Tau", "Tau-U")
    weights = [float(c.n_baseline * c.n_follow_up) if by_pairs else 1.0 for c in used]
    estimate = float(np.average([c.estimate for c in used], weights=weights))
    warnings = _left_out(left_out) + ((test.reason,) if test.reason else ())
    return CombinedCases(
        estimate,
        p_value=test.p_value,
        method=f"exact permutation of the sum ({test.method})",
        warnings=warnings,
        smallest_p=test.smallest_p,
        n_cases=len(used),
        n_left_out=left_out,
    )


def combine_p_values(
    cases: Sequence[CaseEffect],
    method: Literal["stouffer", "fisher"] = "stouffer",
    alternative: Literal["greater", "less"] = "greater",
) -> CombinedCases:
    """Stouffer's or Fisher's combination of one-sided permutation p-values.

    Both assume continuous p-values; exact p-values are discrete and stochastically larger, which makes
    Fisher's method conservative, and Stouffer's too where p-values of one occur. One-sided, because
    two-sided p-values would let families that moved in opposite directions add up. A p-value is taken from
    each case's null distribution even where it alone is too coarse to be shown.
    """
    used = [c for c in cases if c.null is not None and np.isfinite(c.estimate)]
    left_out = len(cases) - len(used)
    if not used:
        return _no_case(method, left_out)
    p = [c.null.tail(c.statistic, alternative) for c in used if c.null is not None]
    least = [c.null.smallest_p(alternative) for c in used if c.null is not None]
    warnings = _left_out(left_out)
    if method == "stouffer" and any(v >= 1 - 1e-12 for v in p):
        warnings = (
            *warnings,
            message("family-worst-possible-order-p"),
        )
    return CombinedCases(
        float("nan"),
        p_value=float(stats.combine_pvalues(np.minimum(p, 1.0), method=method).pvalue),
        method=f"{method.capitalize()}, {alternative}",
        converged=False,
        warnings=warnings,
        smallest_p=float(stats.combine_pvalues(np.minimum(least, 1.0), method=method).pvalue),
        n_cases=len(used),
        n_left_out=left_out,
    )


def combine_inverse_variance(cases: Sequence[CaseEffect], ci_level: float = 0.95) -> CombinedCases:
    """Inverse-variance weighted mean of Tau over cases, as in Parker and Vannest (2012).

    The variance is that under the null hypothesis, (n_A + n_B + 1) / (3 n_A n_B), so that weights do not
    depend on the results; it is approximate, and poor for phases of one or two measurements: a warning says
    so.
    """
    used = [c for c in cases if np.isfinite(c.estimate)]
    if any(c.index not in ("Tau", "Tau-U") for c in used):
        raise ValueError("inverse-variance combination is defined for Tau and Tau-U")
    left_out = len(cases) - len(used)
    if not used:
        return _no_case("inverse variance", left_out, ci_level)
    a = np.array([c.n_baseline for c in used], dtype=float)
    b = np.array([c.n_follow_up for c in used], dtype=float)
    weight = 3 * a * b / (a + b + 1)
    estimate = float(np.average([c.estimate for c in used], weights=weight))
    se = float(1 / np.sqrt(weight.sum()))
    warnings = _left_out(left_out)
    if (np.minimum(a, b) < 3).any():
        warnings = (*warnings, message("phases-one-two-measurements-normal"))
    mean = wald(estimate, se, level=ci_level)
    return CombinedCases(
        estimate,
        se,
        max(-1.0, mean.ci_low),
        min(1.0, mean.ci_high),
        mean.p_value,
        method="inverse variance (null)",
        level=ci_level,
        warnings=warnings,
        smallest_p=0.0,
        n_cases=len(used),
        n_left_out=left_out,
    )


def _no_case(method: str, left_out: int, level: float = 0.95) -> CombinedCases:
    reason = message("no-case-effect-size")
    return CombinedCases(
        float("nan"), method=method, level=level, converged=False, warnings=(reason,), n_left_out=left_out
    )


def _left_out(count: int) -> tuple[Message, ...]:
    return (message("cases-without-baseline-follow-up", n=People(int(count))),) if count else ()
