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
from dataclasses import dataclass
from math import comb, nan

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import Message, message
from voorzorg.statistics.results import Estimate
from voorzorg.statistics.small.case_phases import Array, Improvement, Phases
from voorzorg.statistics.small.exact import (
    MAX_ARRANGEMENTS,
    Alternative,
    Distribution,
    ExactTest,
    assignments,
)
from voorzorg.statistics.two_arm.proportions import clopper_pearson


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
    phases = Phases.of(baseline, follow_up, improvement)
    if phases.empty:
        return _no_phase("NAP", 0.5, ci_level, phases)
    estimate = phases.score() / (2 * phases.pairs) + 0.5
    null = phases.score_distribution()
    test = null.test(phases.score(), alternative, alpha)
    limits = phases.nap_interval(estimate, ci_level)
    se = phases.nap_standard_error(estimate)
    return _effect("NAP", estimate, se, limits, ci_level, 0.5, test, null, phases)


def tau(
    baseline: ArrayLike,
    follow_up: ArrayLike,
    improvement: Improvement = "increase",
    alternative: Alternative = "two-sided",
    alpha: float = 0.05,
    ci_level: float = 0.95,
) -> CaseEffect:
    """Tau: improving minus deteriorating A-B pairs, over all of them; 2 NAP - 1, so 0 is no effect."""
    phases = Phases.of(baseline, follow_up, improvement)
    if phases.empty:
        return _no_phase("Tau", 0.0, ci_level, phases)
    estimate = phases.score() / phases.pairs
    null = phases.score_distribution()
    test = null.test(phases.score(), alternative, alpha)
    low, high = phases.nap_interval((estimate + 1) / 2, ci_level)
    se = 2 * phases.nap_standard_error((estimate + 1) / 2)
    return _effect("Tau", estimate, se, (2 * low - 1, 2 * high - 1), ci_level, 0.0, test, null, phases)


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
    phases = Phases.of(baseline, follow_up, improvement)
    if phases.empty:
        return _no_phase("Tau-U", 0.0, ci_level, phases)
    statistic = phases.score() - phases.trend()
    null = phases.tau_u_distribution(rng)
    test = null.test(statistic, alternative, alpha)
    notes = [message("one-baseline-measurement-no-trend")] if len(phases.a) == 1 else []
    if abs(statistic) > phases.pairs:
        notes.append(message("beyond-1-size-trend-correction"))
    estimate = statistic / phases.pairs
    return _effect("Tau-U", estimate, nan, (nan, nan), ci_level, 0.0, test, null, phases, tuple(notes))


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
    phases = Phases.of(baseline, follow_up, improvement)
    if phases.empty:
        return _no_phase("PEM", 0.5, ci_level, phases)
    return _above("PEM", phases, np.median, 0.5, alternative, alpha, ci_level)


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
    phases = Phases.of(baseline, follow_up, improvement)
    if phases.empty:
        return _no_phase("PND", 0.0, ci_level, phases)
    return _above("PND", phases, np.max, 0.0, alternative, alpha, ci_level)


def _above(
    index: str,
    phases: Phases,
    level: Callable[..., Array],
    tie: float,
    alternative: Alternative,
    alpha: float,
    ci_level: float,
) -> CaseEffect:
    """PEM and PND: the share of B above a statistic of A, ties counted ``tie``."""

    def share(first: Array, second: Array) -> Array:
        """Of divisions into phases, rows of (divisions, n_a) and (divisions, n_b)."""
        line = level(first, axis=1)[:, None]
        return np.mean((second > line) + tie * (second == line), axis=1)

    series, n_a, n_b = phases.series, len(phases.a), len(phases.b)
    n = n_a + n_b
    estimate = float(share(phases.a[None, :], phases.b[None, :])[0])
    null, centre = None, tie
    if comb(n, n_a) > MAX_ARRANGEMENTS:
        reason = message("not-computed-too-many-divisions")
        test = ExactTest(estimate, nan, nan, alternative, "exact", reason)
    else:
        blocks, _ = assignments(n, n_a)
        shares = [
            share(rows[block].reshape(-1, n_a), rows[~block].reshape(-1, n_b))
            for block in blocks
            for rows in (np.broadcast_to(series, block.shape),)
        ]
        null = Distribution.of(np.concatenate(shares))
        test = null.test(estimate, alternative, alpha)
        centre = 0.5 if index == "PEM" else null.centre
    hits = estimate * n_b
    limits = (nan, nan)
    notes: tuple[Message, ...] = (message("follow-up-ties-baseline-median"),)
    if abs(hits - round(hits)) < 1e-9:
        low, high = clopper_pearson(round(hits), n_b, ci_level)
        limits, notes = (float(low), float(high)), ()
    return _effect(index, estimate, nan, limits, ci_level, centre, test, null, phases, notes)


def _effect(
    index: str,
    estimate: float,
    std_error: float,
    limits: tuple[float, float],
    ci_level: float,
    null_value: float,
    test: ExactTest,
    null: Distribution | None,
    phases: Phases,
    notes: tuple[Message, ...] = (),
) -> CaseEffect:
    return CaseEffect(
        float(estimate),
        std_error,
        *limits,
        test.p_value,
        level=ci_level,
        warnings=(*notes, test.reason) if test.reason else notes,
        index=index,
        null_value=null_value,
        statistic=test.statistic,
        smallest_p=test.smallest_p,
        n_baseline=len(phases.a),
        n_follow_up=len(phases.b),
        n_missing=phases.missing,
        null=null,
    )


def _no_phase(index: str, null_value: float, ci_level: float, phases: Phases) -> CaseEffect:
    return CaseEffect(
        nan,
        level=ci_level,
        converged=False,
        warnings=(message("no-measurement", which=str(phases.empty)),),
        index=index,
        null_value=null_value,
        n_baseline=len(phases.a),
        n_follow_up=len(phases.b),
        n_missing=phases.missing,
    )
