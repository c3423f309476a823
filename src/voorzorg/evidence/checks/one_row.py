"""Is a figure possible at all? Checks that need one row only: its value, its n, its events, its interval."""

from __future__ import annotations

import math
from collections.abc import Iterator

from voorzorg.evidence.arithmetic.grim import counts_for, denominators_for, share_possible
from voorzorg.evidence.arithmetic.rounding import half_up
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.text import Text

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


def _impossible(kind: str, f: Figure, nl: str, en: str, arithmetic: str, extra: int = 0) -> Check:
    return Check(
        kind, (f.figure_id,), (), Verdict.IMPOSSIBLE, Text(nl=nl, en=en), arithmetic, severity=70 + extra
    )


def domain(f: Figure) -> Iterator[Check]:
    """Values outside what their kind allows, limits in the wrong order, more events than people."""
    low, high = DOMAINS.get(f.statistic, (-math.inf, math.inf))
    if math.isfinite(f.scale_min) and f.statistic in ("mean", "median", "minimum", "maximum"):
        low, high = f.scale_min, f.scale_max
    for value in (f.value, f.value_high):
        if math.isfinite(value) and not low <= value <= high:
            yield _impossible(
                "domain",
                f,
                f"Een {f.statistic} van {show(value, 'nl')} bestaat niet: de waarde moet tussen "
                f"{show(low, 'nl')} "
                f"en {show(high, 'nl')} liggen.",
                f"A {f.statistic} of {show(value)} does not exist: it must lie between {show(low)} and "
                f"{show(high)}.",
                f"{show(value)} ∉ [{show(low)}, {show(high)}]",
                20,
            )
    if math.isfinite(f.p_value) and not 0 <= f.p_value <= 1:
        yield _impossible(
            "domain",
            f,
            "De p-waarde ligt niet tussen 0 en 1.",
            "The p-value is not between 0 and 1.",
            f"p = {show(f.p_value)}",
            20,
        )
    if f.value_high < f.value and f.statistic not in ("range", "year"):
        yield _impossible(
            "domain",
            f,
            "De bovengrens van het bereik ligt onder de ondergrens.",
            "The upper end of the range is below its lower end.",
            f"{show(f.value_high)} < {show(f.value)}",
        )
    if f.events is not None and f.n is not None and f.events > f.n:
        yield _impossible(
            "domain",
            f,
            f"Er zijn meer gevallen ({f.events}) dan personen ({f.n}).",
            f"There are more events ({f.events}) than people ({f.n}).",
            f"{f.events} > {f.n}",
            20,
        )
    if math.isfinite(f.ci_low):
        yield from _interval(f, low)


def _interval(f: Figure, low: float) -> Iterator[Check]:
    limits = f"{show(f.ci_low)}–{show(f.ci_high)}"
    if f.ci_low > f.ci_high:
        yield _impossible(
            "interval",
            f,
            "De ondergrens van het interval ligt boven de bovengrens.",
            "The lower limit of the interval is above its upper limit.",
            limits,
            10,
        )
    elif f.has_value and f.comparison == "=" and not f.ci_low <= f.value <= f.ci_high:
        yield _impossible(
            "interval",
            f,
            f"De schatting {show(f.value, 'nl')} ligt buiten haar eigen interval.",
            f"The estimate {show(f.value)} lies outside its own interval.",
            f"{show(f.value)} ∉ {limits}",
            20,
        )
    elif f.ci_low < low:
        yield _impossible(
            "interval",
            f,
            f"De ondergrens ligt onder {show(low, 'nl')}, de kleinste waarde die bestaat.",
            f"The lower limit is below {show(low)}, the smallest value there is.",
            limits,
        )


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
    if half_up(exact, f.decimals) == f.value:
        verdict, nl, en = (
            Verdict.EXACT,
            f"{events} van {n} is {f.text} %.",
            f"{events} of {n} is {f.text} %.",
        )
    elif events in counts_for(f.text, f.decimals, n):
        verdict, nl, en = (
            Verdict.ROUNDING,
            f"{events} van {n} ligt precies op de afrondgrens.",
            (f"{events} of {n} is a tie, printed the other way."),
        )
    elif events in counts_for(f.text, f.decimals, n, "truncation"):
        yield Check(
            "percentage_events",
            (f.figure_id,),
            (),
            Verdict.ASSUMPTION,
            Text(
                nl=f"{events} van {n} is {f.text} % als er is afgekapt in plaats van afgerond.",
                en=f"{events} of {n} is {f.text} % if it was truncated, not rounded.",
            ),
            arithmetic,
            assumption=Text(nl="afgekapt in plaats van afgerond", en="truncated instead of rounded"),
        )
        return
    else:
        yield Check(
            "percentage_events",
            (f.figure_id,),
            (),
            Verdict.IMPOSSIBLE,
            Text(
                nl=f"{events} van {n} is {show(exact, 'nl')} %, niet {f.text} %.",
                en=f"{events} of {n} is {show(exact)} %, not {f.text} %.",
            ),
            arithmetic,
            severity=70 + off_by(abs(exact - f.value), f.value),
            computed=(exact, exact),
        )
        return
    yield Check(
        "percentage_events",
        (f.figure_id,),
        (),
        verdict,
        Text(nl=nl, en=en),
        arithmetic,
        computed=(exact, exact),
    )


def _some_of_n(f: Figure, n: int) -> Iterator[Check]:
    counts = counts_for(f.text, f.decimals, n)
    if len(counts):
        if share_possible(f.decimals, n) >= 1:
            return  # every percentage is possible: nothing was tested
        ks = " / ".join(str(k) for k in counts)
        yield Check(
            "grim_percentage",
            (f.figure_id,),
            (),
            Verdict.ROUNDING,
            Text(nl=f"{ks} van {n} geeft {f.text} %.", en=f"{ks} of {n} gives {f.text} %."),
            _fractions(counts, n),
        )
        return
    if len(counts_for(f.text, f.decimals, n, "truncation")):
        yield Check(
            "grim_percentage",
            (f.figure_id,),
            (),
            Verdict.ASSUMPTION,
            Text(
                nl=f"Van {n} kan {f.text} % alleen als er is afgekapt in plaats van afgerond.",
                en=f"Out of {n}, {f.text} % is possible only if it was truncated, not rounded.",
            ),
            _neighbours(f.value, n),
            severity=35,
            assumption=Text(nl="afgekapt in plaats van afgerond", en="truncated instead of rounded"),
        )
        return
    yield _impossible(
        "grim_percentage",
        f,
        f"Geen enkel aantal van {n} geeft {f.text} % (GRIM).",
        f"No number out of {n} gives {f.text} % (GRIM).",
        _neighbours(f.value, n),
    )


def runs(numbers: list[int]) -> str:
    """Whole numbers as ranges: ``146–152, 160``."""
    parts: list[list[int]] = []
    for x in numbers:
        if parts and x == parts[-1][1] + 1:
            parts[-1][1] = x
        else:
            parts.append([x, x])
    return ", ".join(f"{a}–{b}" if a != b else str(a) for a, b in parts)


def _events_of_unknown(f: Figure, figures: Figures) -> Iterator[Check]:
    found = figures.largest_group(f)
    events = f.events or 0
    cap = found[0] if found else max(50, math.ceil(100 * (events + 1) / max(f.value, 0.5)))
    inputs = (found[1],) if found else ()
    fits = denominators_for(f.text, f.decimals, cap, events=events)
    cut = denominators_for(f.text, f.decimals, cap, "truncation", events=events)
    if not fits and not cut:
        yield Check(
            "denominator",
            (f.figure_id,),
            inputs,
            Verdict.CONTRADICTED,
            Text(
                nl=f"Voor {events} gevallen en {f.text} % is geen enkele groep tot {cap} personen groot "
                "genoeg.",
                en=f"No group of up to {cap} people makes {events} events {f.text} %.",
            ),
            f"{events}/n = {f.text} %, n ≤ {cap}",
            severity=60,
        )
        return
    # the randomised numbers are published, and the percentage is over fewer: say so
    less = f", minder dan de {cap} die gepubliceerd zijn" if found and max(fits or cut) < cap else ""
    less_en = f", fewer than the {cap} that are published" if less else ""
    way = f"n = {runs(fits)}" + (f" ({runs(cut)} afgekapt)" if cut else "")
    way_en = f"n = {runs(fits)}" + (f" ({runs(cut)} if truncated)" if cut else "")
    yield Check(
        "denominator",
        (f.figure_id,),
        inputs,
        Verdict.ASSUMPTION,
        Text(
            nl=f"{events} gevallen zijn {f.text} % als de noemer {way} is{less}; de noemer staat er niet "
            "bij.",
            en=f"{events} events are {f.text} % if the denominator is {way_en}{less_en}; the denominator "
            "is not printed.",
        ),
        f"{events}/{f.text} % → {way_en}",
        severity=30 if less else 20,
        symmetric=False,
        assumption=Text(nl=f"noemer {way}", en=f"denominator {way_en}"),
    )


def _unknown_of_at_most(f: Figure, cap: int, source_id: str) -> Iterator[Check]:
    fits = denominators_for(f.text, f.decimals, cap)
    cut = denominators_for(f.text, f.decimals, cap, "truncation")
    if fits or cut:
        way = runs(fits) if fits else f"{runs(cut)} (afgekapt)"
        way_en = runs(fits) if fits else f"{runs(cut)} (truncated)"
        if cap in fits:
            nl = f"Van de hele groep van {cap} kan {f.text} %; dat zij de noemer is, staat er niet bij."
            en = (
                f"Out of the whole group of {cap}, {f.text} % is possible; that it is the denominator is "
                "not printed."
            )
        else:
            nl = (
                f"{f.text} % kan niet over de hele groep van {cap} gaan, wel over n = {way}; "
                "de noemer staat er niet bij."
            )
            en = (
                f"{f.text} % cannot be over the whole group of {cap}, but over n = {way_en}; "
                "the denominator is not printed."
            )
        yield Check(
            "denominator",
            (f.figure_id,),
            (source_id,),
            Verdict.ASSUMPTION,
            Text(nl=nl, en=en),
            f"k/n = {f.text} %, n ≤ {cap} → n = {way_en}",
            severity=22 if cap in fits else 32,
            symmetric=False,
            assumption=Text(nl=f"noemer n = {way}", en=f"denominator n = {way_en}"),
        )
        return
    more = [n for n in denominators_for(f.text, f.decimals, 4 * cap + 20) if n > cap][:3]
    yield Check(
        "denominator",
        (f.figure_id,),
        (source_id,),
        Verdict.CONTRADICTED,
        Text(
            nl=f"{f.text} % kan bij geen enkele noemer tot en met {cap}, het grootste aantal dat voor "
            "deze groep "
            f"gepubliceerd is; pas bij n = {', '.join(map(str, more))}.",
            en=f"{f.text} % is possible with no denominator up to {cap}, the largest number published for "
            "this group; "
            f"only from n = {', '.join(map(str, more))}.",
        ),
        f"k/n ≠ {f.text} % for every n ≤ {cap}",
        severity=62,
    )


def check(figures: Figures) -> Iterator[Check]:
    """Every one-row check of every figure."""
    for f in figures:
        yield from domain(f)
        yield from percentage(f, figures)
