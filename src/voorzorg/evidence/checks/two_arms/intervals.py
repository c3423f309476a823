"""Printed intervals: do they fit their estimate, their p-value and the tables behind them?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.possible_tables import tables
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.arithmetic.two_group_formulas import log_ratio_error
from voorzorg.evidence.checks.one_figure.printed_errors import (
    LOG_SCALE,
    PLAIN_SCALE,
    limit_span,
    quantile,
    standard_error,
)
from voorzorg.evidence.checks.significance.claims import ALPHA, claim, p_text
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.checks.two_arms.moved import methods_words
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict, kindest
from voorzorg.evidence.words import number, sentences, told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

__all__ = ["LOG_SCALE", "PLAIN_SCALE", "check", "quantile", "standard_error"]

#: tests that are equal in large samples may differ this much in z (relative) before it is called a
#: contradiction
SAME_TEST = 0.10
#: the same where the estimate is not said to be crude: likelihood-ratio, score and bootstrap tests of small
#: models
OTHER_TEST = 0.25
#: how far off its middle (share of half its width) an estimate may be and still be that of some usual method
SKEWED = 0.35


def _printed(f: Figure) -> str:
    return f"{f.ci_low:g}–{f.ci_high:g}"


def symmetry(f: Figure) -> Iterator[Check]:
    """A Wald interval has its estimate in the middle (of the logarithms for a ratio)."""
    if f.statistic not in LOG_SCALE + PLAIN_SCALE or not f.has_value or f.comparison != "=":
        return
    if not f.ci_low < f.value < f.ci_high:
        return
    low, high, at = limit_span(f, f.ci_low, 0), limit_span(f, f.ci_high, 1), f.span()
    logs = f.statistic in LOG_SCALE
    plain = Span((low.low + high.low) / 2, (low.high + high.high) / 2)
    if logs and low.low <= 0:
        return
    if logs:
        middle = Span(math.sqrt(low.low * high.low), math.sqrt(low.high * high.high))
        sums = f"√({f.ci_low:g} × {f.ci_high:g}) = {math.sqrt(f.ci_low * f.ci_high):.3f}"
    else:
        middle = plain
        sums = f"({f.ci_low:g} + {f.ci_high:g})/2 = {(f.ci_low + f.ci_high) / 2:.4g}"
    printed = {"printed": f.printed(), "interval": _printed(f)}
    if middle.overlaps(at):
        yield Check("interval_middle", (f.figure_id,), (), Verdict.ROUNDING, told("middle", **printed), sums)
        return
    width = (math.log(f.ci_high / f.ci_low) if logs else f.ci_high - f.ci_low) / 2
    off = middle.gap(at) / (f.value if logs else 1)
    strong = off > SKEWED * width and not plain.overlaps(at)
    verdict = Verdict.CONTRADICTED if strong and f.crude else Verdict.ASSUMPTION
    yield Check(
        "interval_middle",
        (f.figure_id,),
        (),
        verdict,
        told("off-middle-far" if strong else "off-middle", **printed),
        sums,
        severity=55 if verdict.bad else 28 if strong else 25,
        assumption=None if verdict.bad else told("not-wald"),
    )


def p_from_interval(f: Figure) -> Iterator[Check]:
    """The p-value that an estimate and its interval imply, against the printed one."""
    error, c = standard_error(f), claim(f)
    if error is None or c is None or not f.has_value or f.statistic not in LOG_SCALE + PLAIN_SCALE:
        return
    if f.statistic == "mean" or error.low <= 0:
        return
    at = f.span()
    logs = f.statistic in LOG_SCALE
    if logs and at.low <= 0:
        return
    ends = [math.log(x) for x in (at.low, at.high)] if logs else [at.low, at.high]
    sizes = [abs(x) for x in ends]
    smallest = 0.0 if ends[0] <= 0 <= ends[1] else min(sizes)
    z = Span(smallest / error.high, max(sizes) / error.low)
    from scipy.special import ndtr, ndtri

    got = Span(float(2 * ndtr(-z.high)), float(2 * ndtr(-z.low)))
    arithmetic = f"SE = {(error.low + error.high) / 2:.4g}; z = {z.low:.3g} – {z.high:.3g}; "
    arithmetic += f"p = {got.low:.3g} – {got.high:.3g}"
    kind, targets, computed = "interval_p", (f.figure_id,), (got.low, got.high)
    if got.overlaps(c.span):
        reason = told("interval-p-fits", claim=c.words)
        yield Check(kind, targets, (), Verdict.ROUNDING, reason, arithmetic, computed=computed)
        return
    zp = Span(float(-ndtri(min(c.span.high, 1.0) / 2)), float(-ndtri(max(c.span.low, 1e-300) / 2)))
    tolerance = SAME_TEST if f.crude else OTHER_TEST
    # an interval of another level than 95 % says nothing about 0.05
    crosses = abs(f.confidence - (1 - ALPHA)) < 1e-9 and _turns(f, c.span, 1 if logs else 0)
    how = None
    if z.gap(zp) <= tolerance * max(1.0, z.low):
        how = told("different-methods")
    elif not f.crude and _few_degrees(z, f.confidence, c.span):
        how = told("few-degrees")
    elif not f.crude and Span(got.low / 2, got.high / 2).overlaps(c.span):
        how = told("one-sided")
    if how is not None:
        yield Check(
            kind,
            targets,
            (),
            Verdict.ASSUMPTION,
            told("interval-p-close", claim=c.words, how=how),
            arithmetic,
            severity=28 if crosses else 20,
            assumption=how,
            computed=computed,
        )
        return
    yield Check(
        kind,
        targets,
        (),
        Verdict.CONTRADICTED,
        told("interval-p-not", claim=c.words, low=p_text(got.low), high=p_text(got.high)),
        arithmetic,
        severity=70 if crosses else 52,
        computed=computed,
    )


def _turns(f: Figure, p: Span, null: float) -> bool:
    """Whether interval and p-value fall on different sides of 0.05, whatever rounding did."""
    low, high = limit_span(f, f.ci_low, 0), limit_span(f, f.ci_high, 1)
    if low.low > null or high.high < null:
        return p.low > ALPHA
    return low.high < null < high.low and p.high < ALPHA


def _few_degrees(z: Span, level: float, p: Span) -> bool:
    """Whether interval and p-value may both come from a t distribution with few degrees of freedom
    (clusters).
    """
    from scipy.special import stdtr, stdtrit

    for df in (3, 4, 5, 6, 8, 10, 14, 20, 30, 60):
        widen = float(stdtrit(df, 0.5 + level / 2)) / quantile(level)
        if Span(float(2 * stdtr(df, -z.high * widen)), float(2 * stdtr(df, -z.low * widen))).overlaps(p):
            return True
    return False


def width(f: Figure, pair: Pair, figures: Figures) -> Check | None:
    """The width of a ratio's interval against the tables behind the two percentages."""
    error = standard_error(f)
    if error is None or f.statistic not in ("risk_ratio", "odds_ratio"):
        return None
    t = tables(pair, figures)
    if t is None or not len(t.e1):
        return None
    se = log_ratio_error(f.statistic, t.e1, t.n1, t.e0, t.n0)
    finite = np.isfinite(se)
    if not finite.any():
        return None
    fits = finite & (se >= error.low - 1e-9) & (se <= error.high + 1e-9)
    least, most = float(se[finite].min()), float(se[finite].max())
    ids = tuple(x for x in (*pair.ids, t.treated.source_id, t.control.source_id) if x)
    printed, targets = _printed(f), (f.figure_id,)
    arithmetic = f"SE(ln) = {error.low:.4g} – {error.high:.4g}; {pair.words()}: {least:.4g} – {most:.4g}"

    def made(verdict: Verdict, key: str, severity: int = -1, assumption: str = "", **words: str) -> Check:
        return Check(
            "interval_width",
            targets,
            ids,
            verdict,
            told(key, interval=printed, pair=pair.words(), **words),
            arithmetic + (f"; n = {words['sizes']}" if "sizes" in words else ""),
            severity=severity,
            computed=(least, most),
            symmetric=verdict is Verdict.ROUNDING,
            assumption=told(assumption, **words) if assumption else None,
        )

    if fits.any() and t.known:
        return made(Verdict.ROUNDING, "width-fits")
    if fits.any():
        near = fits & (np.abs(t.n1 - t.n0) <= 0.1 * np.maximum(t.n1, t.n0))
        chosen = near if near.any() else fits
        sizes = sorted({int(x) for x in (t.n1[chosen] + t.n0[chosen]) / 2})
        between = str(sizes[0]) if len(sizes) == 1 else f"{sizes[0]}–{sizes[-1]}"
        return made(Verdict.ASSUMPTION, "width-at-sizes", 24, "people-per-group", sizes=between)
    if t.known and (finite & (np.abs(se / ((error.low + error.high) / 2) - 1) < 0.12)).any():
        return made(Verdict.ASSUMPTION, "width-near", assumption="not-wald-or-adjusted")
    if f.crude:
        return made(Verdict.CONTRADICTED, "width-not" if t.known else "width-narrower", 52)
    if error.high < adjustment.NARROWEST * least:
        # no covariate can take that much of the spread away
        check = made(Verdict.CONTRADICTED, "width-narrower", 58)
        tail = told("error-too-small", printed=number(error.high, 2), least=number(least, 2))
        return replace(check, reason=sentences(check.reason, tail))
    made_so = pair.made(f)
    how = methods_words(made_so) if made_so else told("adjusted-or-model")
    check = made(
        Verdict.ASSUMPTION, "width-not" if error.low > most else "width-narrower", 24, "adjusted-or-model"
    )
    return replace(check, reason=sentences(check.reason, told("width-moved", how=how)), assumption=how)


def d_with_n(f: Figure) -> Iterator[Check]:
    """A standardised difference with its n and p: no p can be smaller than two equal groups would give."""
    c = claim(f)
    if f.statistic != "effect_size_d" or not f.n or c is None or not f.has_value or math.isfinite(f.ci_low):
        return
    from scipy.special import ndtr

    s = f.span()
    z = [abs(d) / math.sqrt(4 / f.n + d * d / (2 * f.n)) for d in (s.low, s.high)]
    smallest = float(2 * ndtr(-max(z)))
    arithmetic = f"SE ≥ √(4/{f.n} + d²/{2 * f.n}); z ≤ {max(z):.3g}; p ≥ {smallest:.3g}"
    words = {"claim": c.words, "n": str(f.n), "p": p_text(smallest)}
    # a baseline measurement takes away up to four fifths of the spread of the end point
    reachable = smallest if f.crude else float(2 * ndtr(-max(z) / math.sqrt(1 - adjustment.R2_MEASURED)))
    if c.span.high < reachable * 0.9:
        reason = told("d-p-too-small", **words)
        yield Check(
            "d_p",
            (f.figure_id,),
            (),
            Verdict.CONTRADICTED,
            reason,
            arithmetic,
            severity=55,
            computed=(reachable, 1.0),
        )
        return
    yield Check(
        "d_p",
        (f.figure_id,),
        (),
        Verdict.ASSUMPTION,
        told("d-p-possible", **words),
        arithmetic,
        computed=(smallest, 1.0),
        symmetric=False,
        assumption=told("heterogeneity"),
    )


def check(given: Given) -> Iterator[Check]:
    """Every printed interval, and every d that has an n and a p."""
    figures, pairs = given.figures, given.pairs
    for f in figures:
        yield from d_with_n(f)
        if not math.isfinite(f.ci_low):
            continue
        yield from symmetry(f)
        yield from p_from_interval(f)
        checks = [c for c in (width(f, p, figures) for p in pairs.of(f, "percentage")) if c is not None]
        if checks and f.arm == "contrast":
            yield kindest(checks)
