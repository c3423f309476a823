"""Is a figure possible at all? Checks that need one row only: its value, its n, its events, its interval."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.grim import counts_for, denominators_for, share_possible
from voorzorg.evidence.arithmetic.rounding import half_up
from voorzorg.evidence.checks.two_arms.moved import methods_words
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.evidence.words import told
from voorzorg.messages import Message

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: statistic -> lowest and highest value that exists
DOMAINS: dict[str, tuple[float, float]] = {
    "n": (0, math.inf),
    "count": (0, math.inf),
    "percentage": (0, 100),
    "fraction_worded": (0, 1),
    "sd": (0, math.inf),
    "risk_ratio": (0, math.inf),
    "odds_ratio": (0, math.inf),
    "hazard_ratio": (0, math.inf),
    "rate_ratio": (0, math.inf),
    "percentage_point_difference": (-100, 100),
    "relative_change_percent": (-100, math.inf),
    "correlation": (-1, 1),
    "f_statistic": (0, math.inf),
    "chi2_statistic": (0, math.inf),
    "p_value": (0, 1),
    "euro": (-math.inf, math.inf),
    "duration": (0, math.inf),
    "age": (0, math.inf),
    "mark": (1, 10),
}


def _impossible(kind: str, f: Figure, reason: Message, arithmetic: str, extra: int = 0) -> Check:
    return Check(kind, (f.figure_id,), (), Verdict.IMPOSSIBLE, reason, arithmetic, severity=70 + extra)


def domain(f: Figure) -> Iterator[Check]:
    """Values outside what their kind allows, limits in the wrong order, more events than people."""
    low, high = DOMAINS.get(f.statistic, (-math.inf, math.inf))
    if math.isfinite(f.scale_min) and f.statistic in ("mean", "median", "minimum", "maximum"):
        low, high = f.scale_min, f.scale_max
    for value in (f.value, f.value_high):
        if math.isfinite(value) and not low <= value <= high:
            words = {"value": show(value), "low": show(low), "high": show(high)}
            sums = f"{show(value)} ∉ [{show(low)}, {show(high)}]"
            yield _impossible("domain", f, told("outside-domain", **words), sums, 20)
    if math.isfinite(f.p_value) and not 0 <= f.p_value <= 1:
        yield _impossible("domain", f, told("p-outside"), f"p = {show(f.p_value)}", 20)
    if f.value_high < f.value and f.statistic not in ("range", "year"):
        yield _impossible("domain", f, told("range-upside-down"), f"{show(f.value_high)} < {show(f.value)}")
    if f.events is not None and f.n is not None and f.events > f.n and f.statistic == "percentage":
        reason = told("more-events", events=str(f.events), n=str(f.n))
        yield _impossible("domain", f, reason, f"{f.events} > {f.n}", 20)
    if math.isfinite(f.ci_low):
        yield from _interval(f, low)


def _interval(f: Figure, low: float) -> Iterator[Check]:
    limits = f"{show(f.ci_low)}–{show(f.ci_high)}"
    if f.ci_low > f.ci_high:
        yield _impossible("interval", f, told("interval-upside-down"), limits, 10)
    elif f.has_value and f.comparison == "=" and not f.ci_low <= f.value <= f.ci_high:
        reason = told("outside-interval", value=f.text, interval=limits)
        yield _impossible("interval", f, reason, f"{show(f.value)} ∉ {limits}", 20)
    elif f.ci_low < low and not (f.statistic == "relative_change_percent" and f.made - {"crude"}):
        yield _impossible("interval", f, told("limit-too-low", low=show(low)), limits)


def _fractions(counts: range, n: int, limit: int = 3) -> str:
    shown = [f"{k}/{n} = {100 * k / n:.2f} %" for k in list(counts)[:limit]]
    return "; ".join(shown) + ("; …" if len(counts) > limit else "")


def _neighbours(percentage: float, n: int) -> str:
    k = math.floor(percentage * n / 100)
    return "; ".join(f"{j}/{n} = {100 * j / n:.2f} %" for j in (k, k + 1) if 0 <= j <= n)


def percentage(f: Figure, figures: Figures) -> Iterator[Check]:
    """GRIM for percentages: against events and n, against n, against events, or against the largest group."""
    if f.statistic != "percentage" or not f.has_value or f.comparison != "=":
        return
    if not 0 <= f.value <= 100 or math.isfinite(f.value_high):
        return
    d = f.decimals
    if f.n and f.events is not None and f.events <= f.n:
        yield from _events_of_n(f, f.n, f.events)
    elif f.n and f.n_basis != "randomised":
        yield from _some_of_n(f, f.n)
    elif f.n is None and f.events is not None:
        yield from _events_of_unknown(f, figures)
    elif f.n is None:
        found = figures.largest_group(f)
        if found and share_possible(d, found[0]) < 1:
            yield from _unknown_of_at_most(f, *found)


def _events_of_n(f: Figure, n: int, events: int) -> Iterator[Check]:
    exact = 100 * events / n
    arithmetic = f"{events}/{n} = {exact:.4g} %"
    words = {"events": str(events), "n": str(n), "percentage": f.text}
    kind, targets, computed = "percentage_events", (f.figure_id,), (exact, exact)
    if half_up(exact, f.decimals) == f.value:
        yield Check(
            kind, targets, (), Verdict.EXACT, told("events-give", **words), arithmetic, computed=computed
        )
        return
    if events in counts_for(f.text, f.decimals, n):
        yield Check(
            kind, targets, (), Verdict.ROUNDING, told("events-tie", **words), arithmetic, computed=computed
        )
        return
    for convention in ("truncation", "steps"):
        if events in counts_for(f.text, f.decimals, n, convention):
            cut = convention == "truncation"
            yield Check(
                kind,
                targets,
                (),
                Verdict.ASSUMPTION,
                told("events-truncated" if cut else "events-in-steps", **words),
                arithmetic,
                assumption=told("truncated" if cut else "rounded-in-steps"),
            )
            return
    if f.made - {"crude"}:
        # a standardised, weighted or imputed percentage is not its count over its n
        reason = told("share-moved", how=methods_words(f.made), share=show(exact), **words)
        yield Check(
            kind, targets, (), Verdict.ASSUMPTION, reason, arithmetic, assumption=methods_words(f.made)
        )
        return
    yield Check(
        kind,
        targets,
        (),
        Verdict.IMPOSSIBLE,
        told("events-do-not-give", share=show(exact), **words),
        arithmetic,
        severity=70 + off_by(abs(exact - f.value), f.value),
        computed=computed,
    )


def _some_of_n(f: Figure, n: int) -> Iterator[Check]:
    if f.made - {"crude"}:
        return  # not a count over n
    counts = counts_for(f.text, f.decimals, n)
    words = {"n": str(n), "percentage": f.text}
    if len(counts):
        if share_possible(f.decimals, n) >= 1:
            return  # every percentage is possible: nothing was tested
        reason = told("grim-fits", counts=" / ".join(str(k) for k in counts), **words)
        yield Check("grim_percentage", (f.figure_id,), (), Verdict.ROUNDING, reason, _fractions(counts, n))
        return
    for convention in ("truncation", "steps"):
        if len(counts_for(f.text, f.decimals, n, convention)):
            cut = convention == "truncation"
            yield Check(
                "grim_percentage",
                (f.figure_id,),
                (),
                Verdict.ASSUMPTION,
                told("grim-truncated" if cut else "grim-in-steps", **words),
                _neighbours(f.value, n),
                severity=35 if cut else 28,
                assumption=told("truncated" if cut else "rounded-in-steps"),
            )
            return
    yield _impossible("grim_percentage", f, told("grim-impossible", **words), _neighbours(f.value, n))


def runs(numbers: list[int]) -> str:
    """Whole numbers as ranges: ``146–152, 160``."""
    parts: list[list[int]] = []
    for x in numbers:
        if parts and x == parts[-1][1] + 1:
            parts[-1][1] = x
        else:
            parts.append([x, x])
    return ", ".join(f"{a}–{b}" if a != b else str(a) for a, b in parts)


def _way(fits: list[int], cut: list[int]) -> Message:
    """Group sizes that would do, and those that would if the number was truncated."""
    if fits and cut:
        return told("sizes-or-truncated", sizes=runs(fits), cut=runs(cut))
    return told("sizes-truncated", sizes=runs(cut)) if cut else told("sizes", sizes=runs(fits))


def _events_of_unknown(f: Figure, figures: Figures) -> Iterator[Check]:
    found = figures.largest_group(f)
    events = f.events or 0
    cap = found[0] if found else max(50, math.ceil(100 * (events + 1) / max(f.value, 0.5)))
    inputs = (found[1],) if found else ()
    fits = denominators_for(f.text, f.decimals, cap, events=events)
    cut = denominators_for(f.text, f.decimals, cap, "truncation", events=events)
    words = {"events": str(events), "percentage": f.text}
    if not fits and not cut:
        yield Check(
            "denominator",
            (f.figure_id,),
            inputs,
            Verdict.CONTRADICTED,
            told("no-denominator", cap=str(cap), **words),
            f"{events}/n = {f.text} %, n ≤ {cap}",
            severity=60,
        )
        return
    # the randomised numbers are published, and the percentage is over fewer: say so
    fewer = found is not None and max(fits or cut) < cap
    way = _way(fits, cut)
    yield Check(
        "denominator",
        (f.figure_id,),
        inputs,
        Verdict.ASSUMPTION,
        told("denominator-fewer" if fewer else "denominator-if", way=way, cap=str(cap), **words),
        f"{events}/{f.text} % → n = {runs(fits or cut)}",
        severity=28 if fewer else 20,
        symmetric=False,
        assumption=told("denominator", way=way),
    )


def _unknown_of_at_most(f: Figure, cap: int, source_id: str) -> Iterator[Check]:
    fits = denominators_for(f.text, f.decimals, cap)
    cut = denominators_for(f.text, f.decimals, cap, "truncation")
    words = {"percentage": f.text, "cap": str(cap)}
    if fits or cut:
        way = _way(fits, [] if fits else cut)
        whole = cap in fits
        yield Check(
            "denominator",
            (f.figure_id,),
            (source_id,),
            Verdict.ASSUMPTION,
            told("of-whole-group" if whole else "of-part-of-group", way=way, **words),
            f"k/n = {f.text} %, n ≤ {cap} → n = {runs(fits or cut)}",
            severity=22 if whole else 28,
            symmetric=False,
            assumption=told("denominator", way=way),
        )
        return
    more = [n for n in denominators_for(f.text, f.decimals, 4 * cap + 20) if n > cap][:3]
    yield Check(
        "denominator",
        (f.figure_id,),
        (source_id,),
        Verdict.CONTRADICTED,
        told("of-no-group", more=", ".join(map(str, more)), **words),
        f"k/n ≠ {f.text} % (n ≤ {cap})",
        severity=62,
    )


def check(given: Given) -> Iterator[Check]:
    """Every one-row check of every figure."""
    figures = given.figures
    for f in figures:
        yield from domain(f)
        yield from percentage(f, figures)
