"""Printed intervals: do they fit their estimate, their p-value and the tables behind them?"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from voorzorg.evidence.arithmetic.possible_tables import tables
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.arithmetic.two_group_formulas import log_ratio_error
from voorzorg.evidence.checks.arms import Pair, Pairs
from voorzorg.evidence.checks.claims import ALPHA, claim
from voorzorg.evidence.checks.contrasts import kindest
from voorzorg.evidence.checks.one_row import runs
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.text import Text

LOG_SCALE = ("risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio")
PLAIN_SCALE = ("percentage_point_difference", "mean_difference", "effect_size_d", "mean")
#: tests that are equal in large samples may differ this much in z (relative) before it is called a
#: contradiction
SAME_TEST = 0.10


def _limit_span(f: Figure, value: float) -> Span:
    half = 0.5 * 10.0 ** -max(f.decimals, _decimals_of(value))
    return Span(value - half, value + half)


def _decimals_of(value: float) -> int:
    return len(f"{value:.10g}".partition(".")[2])


def quantile(level: float) -> float:
    """Standard normal quantile of a two-sided interval."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def standard_error(f: Figure) -> Span | None:
    """Standard error behind an interval (of the logarithm for ratios), as the span that rounding allows."""
    if not (math.isfinite(f.ci_low) and math.isfinite(f.ci_high)) or f.ci_high <= f.ci_low:
        return None
    z = 2 * quantile(f.ci_level if 0 < f.ci_level < 1 else 0.95)
    low, high = _limit_span(f, f.ci_low), _limit_span(f, f.ci_high)
    if f.statistic in LOG_SCALE:
        if low.low <= 0:
            return None
        return Span(
            (math.log(high.low) - math.log(low.high)) / z, (math.log(high.high) - math.log(low.low)) / z
        )
    return Span((high.low - low.high) / z, (high.high - low.low) / z)


def symmetry(f: Figure) -> Iterator[Check]:
    """A Wald interval has its estimate in the middle (of the logarithms for a ratio)."""
    if f.statistic not in LOG_SCALE + PLAIN_SCALE or not f.has_value or f.comparison != "=":
        return
    if not f.ci_low < f.value < f.ci_high:
        return
    low, high, at = _limit_span(f, f.ci_low), _limit_span(f, f.ci_high), f.span()
    if f.statistic in LOG_SCALE:
        if low.low <= 0:
            return
        middle = Span(math.sqrt(low.low * high.low), math.sqrt(low.high * high.high))
        sums = f"√({f.ci_low:g} × {f.ci_high:g}) = {math.sqrt(f.ci_low * f.ci_high):.3f}"
    else:
        middle = Span((low.low + high.low) / 2, (low.high + high.high) / 2)
        sums = f"({f.ci_low:g} + {f.ci_high:g})/2 = {(f.ci_low + f.ci_high) / 2:.4g}"
    if middle.overlaps(at):
        yield Check(
            "interval_middle",
            (f.figure_id,),
            (),
            Verdict.ROUNDING,
            Text(
                nl=f"De schatting {f.printed()} ligt in het midden van haar interval, zoals bij een "
                "Wald-interval.",
                en=f"The estimate {f.printed()} is in the middle of its interval, as a Wald interval has it.",
            ),
            sums,
        )
        return
    width = (math.log(f.ci_high / f.ci_low) if f.statistic in LOG_SCALE else f.ci_high - f.ci_low) / 2
    off = middle.gap(at) / (f.value if f.statistic in LOG_SCALE else 1)
    strong = off > 0.35 * width
    yield Check(
        "interval_middle",
        (f.figure_id,),
        (),
        Verdict.CONTRADICTED if strong else Verdict.ASSUMPTION,
        Text(
            nl=f"De schatting {f.printed()} ligt niet in het midden van haar interval "
            f"{f.ci_low:g}–{f.ci_high:g}"
            + (
                "; geen gebruikelijke methode geeft zo'n scheef interval."
                if strong
                else "; dat kan bij een interval dat geen Wald-interval is."
            ),
            en=f"The estimate {f.printed()} is not in the middle of its interval {f.ci_low:g}–{f.ci_high:g}"
            + (
                "; no usual method gives an interval as skewed as that."
                if strong
                else "; possible where it is not a Wald interval."
            ),
        ),
        sums,
        severity=55 if strong else 25,
        assumption=None if strong else Text(nl="geen Wald-interval", en="not a Wald interval"),
    )


def p_from_interval(f: Figure) -> Iterator[Check]:
    """The p-value that an estimate and its interval imply, against the printed one."""
    error, c = standard_error(f), claim(f)
    if error is None or c is None or not f.has_value or f.statistic not in LOG_SCALE + PLAIN_SCALE:
        return
    if f.statistic == "mean" or error.low <= 0:
        return
    at = f.span()
    ends = (
        [math.log(x) for x in (at.low, at.high)]
        if f.statistic in LOG_SCALE and at.low > 0
        else [at.low, at.high]
    )
    if f.statistic in LOG_SCALE and at.low <= 0:
        return
    sizes = [abs(x) for x in ends]
    smallest = 0.0 if ends[0] <= 0 <= ends[1] else min(sizes)
    z = Span(smallest / error.high, max(sizes) / error.low)
    from scipy.special import ndtr, ndtri

    got = Span(float(2 * ndtr(-z.high)), float(2 * ndtr(-z.low)))
    arithmetic = (
        f"SE = {(error.low + error.high) / 2:.4g}; z = {z.low:.3g} – {z.high:.3g}; p = "
        f"{got.low:.3g} – {got.high:.3g}"
    )
    kind, targets = "interval_p", (f.figure_id,)
    if got.overlaps(c.span):
        yield Check(
            kind,
            targets,
            (),
            Verdict.ROUNDING,
            Text(
                nl=f"{c.words} past bij de schatting en haar interval.",
                en=f"{c.words} fits the estimate and its interval.",
            ),
            arithmetic,
            computed=(got.low, got.high),
        )
        return
    zp = Span(float(-ndtri(min(c.span.high, 1.0) / 2)), float(-ndtri(max(c.span.low, 1e-300) / 2)))
    close = z.gap(zp) <= SAME_TEST * max(1.0, z.low)
    significant = f.ci_low > (1 if f.statistic in LOG_SCALE else 0) or f.ci_high < (
        1 if f.statistic in LOG_SCALE else 0
    )
    crosses = (c.span.high < ALPHA) != significant and not (c.span.low <= ALPHA <= c.span.high)
    if close and not crosses:
        yield Check(
            kind,
            targets,
            (),
            Verdict.ASSUMPTION,
            Text(
                nl=f"{c.words} wijkt iets af van wat het interval geeft; mogelijk een andere toets.",
                en=f"{c.words} differs a little from what the interval gives; possibly another test.",
            ),
            arithmetic,
            assumption=Text(
                nl="p en interval uit verschillende methoden", en="p and interval from different methods"
            ),
            computed=(got.low, got.high),
        )
        return
    yield Check(
        kind,
        targets,
        (),
        Verdict.CONTRADICTED,
        Text(
            nl=f"{c.words} past niet bij het interval, dat p tussen {show(got.low, 'nl', 2)} en "
            f"{show(got.high, 'nl', 2)} geeft.",
            en=f"{c.words} does not fit the interval, which gives p between {show(got.low, digits=2)} and "
            f"{show(got.high, digits=2)}.",
        ),
        arithmetic,
        severity=70 if crosses else 52,
        computed=(got.low, got.high),
    )


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
    ids = tuple(x for x in (*pair.ids, t.treated.source_id, t.control.source_id) if x)
    targets = (f.figure_id,)
    printed = f"{f.ci_low:g}–{f.ci_high:g}"
    arithmetic = (
        f"SE(ln) = {error.low:.4g} – {error.high:.4g}; {pair.words()}: {se[finite].min():.4g} – "
        f"{se[finite].max():.4g}"
    )
    computed = (float(se[finite].min()), float(se[finite].max()))
    if t.known:
        if fits.any():
            return Check(
                "interval_width",
                targets,
                ids,
                Verdict.ROUNDING,
                Text(
                    nl=f"Het interval {printed} is zo breed als deze aantallen geven.",
                    en=f"The interval {printed} is as wide as these numbers make it.",
                ),
                arithmetic,
                computed=computed,
            )
        near = finite & (np.abs(se / ((error.low + error.high) / 2) - 1) < 0.12)
        if near.any():
            return Check(
                "interval_width",
                targets,
                ids,
                Verdict.ASSUMPTION,
                Text(
                    nl=f"Het interval {printed} is iets anders van breedte dan een Wald-interval van deze "
                    "aantallen.",
                    en=f"The interval {printed} is of a slightly other width than a Wald interval of "
                    "these numbers.",
                ),
                arithmetic,
                computed=computed,
                assumption=Text(
                    nl="geen Wald-interval, of gecorrigeerd", en="not a Wald interval, or adjusted"
                ),
            )
        return Check(
            "interval_width",
            targets,
            ids,
            Verdict.CONTRADICTED,
            Text(
                nl=f"Het interval {printed} is niet zo breed als deze aantallen geven.",
                en=f"The interval {printed} is not as wide as these numbers make it.",
            ),
            arithmetic,
            severity=52,
            computed=computed,
        )
    if fits.any():
        near = fits & (np.abs(t.n1 - t.n0) <= 0.1 * np.maximum(t.n1, t.n0))
        chosen = near if near.any() else fits
        sizes = sorted({int(x) for x in (t.n1[chosen] + t.n0[chosen]) / 2})
        between = runs([sizes[0]]) if len(sizes) == 1 else f"{sizes[0]}–{sizes[-1]}"
        return Check(
            "interval_width",
            targets,
            ids,
            Verdict.ASSUMPTION,
            Text(
                nl=f"De breedte van {printed} past bij {pair.words()} als er per groep ongeveer {between} "
                "personen meetelden.",
                en=f"The width of {printed} fits {pair.words()} if about {between} people per group counted.",
            ),
            arithmetic + f"; n per group {between}",
            severity=24,
            computed=computed,
            symmetric=False,
            assumption=Text(
                nl=f"ongeveer {between} personen per groep", en=f"about {between} people per group"
            ),
        )
    return Check(
        "interval_width",
        targets,
        ids,
        Verdict.CONTRADICTED,
        Text(
            nl=f"Het interval {printed} is smaller dan {pair.words()} bij de gepubliceerde aantallen kan "
            "geven.",
            en=f"The interval {printed} is narrower than {pair.words()} can give with the published numbers.",
        ),
        arithmetic,
        severity=52,
        computed=computed,
    )


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
    if c.span.high < smallest * 0.9:
        yield Check(
            "d_p",
            (f.figure_id,),
            (),
            Verdict.CONTRADICTED,
            Text(
                nl=f"{c.words} is kleiner dan met {f.n} personen kan: p is minstens "
                f"{show(smallest, 'nl', 2)}.",
                en=f"{c.words} is smaller than {f.n} people can give: p is at least "
                f"{show(smallest, digits=2)}.",
            ),
            arithmetic,
            severity=55,
            computed=(smallest, 1.0),
        )
    else:
        yield Check(
            "d_p",
            (f.figure_id,),
            (),
            Verdict.ASSUMPTION,
            Text(
                nl=f"{c.words} kan met {f.n} personen; het hangt af van de spreiding tussen studies en "
                "groepsgroottes, die er niet bij staan.",
                en=f"{c.words} is possible with {f.n} people; it depends on the spread between studies "
                "and group sizes, which are not printed.",
            ),
            arithmetic,
            computed=(smallest, 1.0),
            symmetric=False,
            assumption=Text(nl="heterogeniteit of ongelijke groepen", en="heterogeneity or unequal groups"),
        )


def check(figures: Figures, pairs: Pairs) -> Iterator[Check]:
    """Every printed interval, and every d that has an n and a p."""
    for f in figures:
        yield from d_with_n(f)
        if not math.isfinite(f.ci_low):
            continue
        yield from symmetry(f)
        yield from p_from_interval(f)
        checks = [c for c in (width(f, p, figures) for p in pairs.of(f, "percentage")) if c is not None]
        if checks and f.arm == "contrast":
            yield kindest(checks)
