"""Printed p-values, claims of significance and test statistics against what they can be recomputed from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.arithmetic.two_group_formulas import p_of_statistic
from voorzorg.evidence.checks.significance.claims import ALPHA, claim, p_text
from voorzorg.evidence.checks.significance.p_values_of_means import means
from voorzorg.evidence.checks.significance.p_values_of_tables import two_by_two
from voorzorg.evidence.checks.significance.statistics_of_means import of_two_means
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.figures.figure import Figure, show
from voorzorg.evidence.verdicts import Check, Verdict, kindest
from voorzorg.evidence.words import told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: how a test statistic is written
SIGNS = {
    "t_statistic": "t",
    "f_statistic": "F",
    "chi2_statistic": "χ²",
    "z_statistic": "z",
    "correlation": "r",
}


def statistic(f: Figure) -> Iterator[Check]:
    """A test statistic with its degrees of freedom against its p-value (what statcheck does)."""
    if f.statistic not in SIGNS or not math.isfinite(f.p_value) or not f.has_value:
        return
    df1 = f.df1
    if f.statistic == "correlation" and not math.isfinite(df1) and f.n:
        df1 = f.n - 2
    if f.statistic != "z_statistic" and not math.isfinite(df1):
        return
    c = claim(f)
    if c is None:
        return
    s = f.span()
    # a printed F or χ² of 0.00 is between nought and 0.005
    least = max(s.low, 0.0) if f.statistic in ("f_statistic", "chi2_statistic") else s.low
    ends = p_of_statistic(f.statistic, np.array([least, f.value, s.high]), df1, f.df2)
    got = Span(float(np.min(ends)), float(np.max(ends)))
    at = float(ends[1])
    degrees = ", ".join(show(df) for df in (df1, f.df2) if math.isfinite(df))
    sign = SIGNS[f.statistic] + (f"({degrees})" if degrees else "")
    arithmetic = f"{sign} = {f.text} → p = {at:.4g} [{got.low:.3g} – {got.high:.3g}]"
    targets = (f.figure_id,)
    computed = (got.low, got.high)
    if got.overlaps(c.span):
        exact = c.decimals is not None and abs(half_up(at, c.decimals) - f.p_value) < 1e-9
        reason = told("statistic-gives", p=p_text(at))
        verdict = Verdict.EXACT if exact and c.comparison == "=" else Verdict.ROUNDING
        yield Check("statistic", targets, (), verdict, reason, arithmetic, computed=computed)
        return
    signed = f.statistic in ("t_statistic", "z_statistic", "correlation")
    if signed and Span(got.low / 2, got.high / 2).overlaps(c.span):
        yield Check(
            "statistic",
            targets,
            (),
            Verdict.ASSUMPTION,
            told("statistic-one-sided", claim=c.words, p=p_text(at)),
            arithmetic,
            severity=45,
            assumption=told("one-sided"),
            computed=computed,
            instead=("one_sided",),
        )
        return
    crosses = (c.span.high <= ALPHA < got.low) or (c.span.low > ALPHA >= got.high)
    yield Check(
        "statistic",
        targets,
        (),
        Verdict.CONTRADICTED,
        told("statistic-not-turns" if crosses else "statistic-not", claim=c.words, p=p_text(at)),
        arithmetic,
        severity=75 if crosses else 55,
        computed=computed,
    )


def check(given: Given) -> Iterator[Check]:
    """Every p-value and every claim of significance that belongs to two arms, and every test statistic."""
    figures, pairs = given.figures, given.pairs
    for f in figures:
        yield from statistic(f)
        if f.arm != "contrast":
            continue
        both = [*pairs.of(f, "percentage"), *pairs.of(f, "mean")]
        if f.statistic.startswith("stated_") and both and all(_other_way(f, p) for p in both):
            yield _direction(f, both[0])
        c = claim(f)
        if f.statistic in SIGNS:
            checks = [x for p in pairs.of(f, "mean") if (x := of_two_means(f, p)) is not None]
            if f.has_value and checks:
                yield kindest(checks)
            continue
        if c is None:
            continue
        found = [two_by_two(c, p, figures) for p in pairs.of(f, "percentage")]
        found += [means(c, p, figures) for p in pairs.of(f, "mean")]
        checks = [x for x in found if x is not None]
        if checks:
            yield kindest(checks)


def _other_way(f: Figure, pair: Pair) -> bool:
    """Whether the two arms clearly differ in the other direction than a statement tells."""
    treated, control = pair.treated.span(), pair.control.span()
    if f.comparison == "<":
        return treated.low > control.high
    return f.comparison == ">" and treated.high < control.low


def _direction(f: Figure, pair: Pair) -> Check:
    claimed = told("claim-less" if f.comparison == "<" else "claim-more")
    return Check(
        "direction",
        (f.figure_id,),
        pair.ids,
        Verdict.CONTRADICTED if f.crude else Verdict.ASSUMPTION,
        told("wrong-direction", claim=claimed, pair=pair.words()),
        f"{pair.treated.text} {'>' if f.comparison == '<' else '<'} {pair.control.text}",
        severity=60 if f.crude else 38,
        assumption=None if f.crude else told("against-figures"),
        symmetric=False,
    )
