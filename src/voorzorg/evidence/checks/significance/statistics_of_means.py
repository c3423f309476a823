"""A printed t, or F of two groups (which is t²), against the two means and standard deviations beside it."""

from __future__ import annotations

import itertools
import math

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.checks.two_arms.moved import Mismatch, verdict_of
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import number, told


def of_two_means(f: Figure, pair: Pair) -> Check | None:
    """The check of a t or F; None where sizes are not printed, or the degrees of freedom are of another test.

    Compared without its sign, because which arm is subtracted is not said. Welch's t counts too where no
    degrees of freedom are printed: those of a pooled variance are n1 + n0 - 2.
    """
    n1, n0 = pair.treated.n, pair.control.n
    if pair.sds is None or not n1 or not n0 or min(n1, n0) < 2 or not _of_this_test(f, n1 + n0 - 2):
        return None
    squared = f.statistic == "f_statistic"
    ends = [g.span() for g in (pair.treated, pair.control, *pair.sds)]
    pooled = f.statistic == "f_statistic" or math.isfinite(f.df1)
    corners = [
        _t(m1, m0, s1, s0, n1, n0)[: 1 if pooled else 2]
        for m1, m0, s1, s0 in itertools.product(*((end.low, end.high) for end in ends))
    ]
    near = 0.0 if ends[0].overlaps(ends[1]) else min(min(c) for c in corners)
    reach = Span(near, max(max(c) for c in corners))
    at = _t(pair.treated.value, pair.control.value, pair.sds[0].value, pair.sds[1].value, n1, n0)[0]
    if squared:
        reach, at = Span(reach.low**2, reach.high**2), at**2
    printed = f.span()
    wanted = printed if squared else Span(*sorted((abs(printed.low), abs(printed.high))))
    words = " / ".join(f"{m.text} (SD {s.text})" for m, s in zip(_means(pair), pair.sds, strict=True))
    name = "F" if squared else "|t|"
    sums = f"{words}, n = {n1} / {n0}: {name} = {at:.4g} [{reach.low:.4g} – {reach.high:.4g}]"
    inputs = (*pair.ids, *(s.figure_id for s in pair.sds))
    follows = told("statistic-of-means", pair=words, value=number(at, 3))
    computed = (reach.low, reach.high)
    if reach.overlaps(wanted):
        reason = told("agrees-rounded", follows=follows, printed=f.printed())
        return Check(
            "statistic_means", (f.figure_id,), inputs, Verdict.ROUNDING, reason, sums, computed=computed
        )
    return verdict_of(
        Mismatch(
            "statistic_means",
            f,
            inputs,
            sums,
            told("not-printed", follows=follows, printed=f.printed()),
            computed,
            reach.gap(wanted),
            None,
            pair.made(f),
        )
    )


def _means(pair: Pair) -> tuple[Figure, Figure]:
    return (pair.treated, pair.control)


def _of_this_test(f: Figure, degrees: int) -> bool:
    """Whether the degrees of freedom are those of a test of these two groups; an F of more groups is not."""
    if f.statistic == "t_statistic":
        return not math.isfinite(f.df1) or f.df1 == degrees
    return f.statistic == "f_statistic" and f.df1 == 1 and (not math.isfinite(f.df2) or f.df2 == degrees)


def _t(m1: float, m0: float, s1: float, s0: float, n1: int, n0: int) -> tuple[float, float]:
    """|t| with a pooled variance, and Welch's."""
    s1, s0 = max(s1, 1e-9), max(s0, 1e-9)
    pooled = ((n1 - 1) * s1**2 + (n0 - 1) * s0**2) / (n1 + n0 - 2)
    gap = abs(m1 - m0)
    return gap / math.sqrt(pooled * (1 / n1 + 1 / n0)), gap / math.sqrt(s1**2 / n1 + s0**2 / n0)
