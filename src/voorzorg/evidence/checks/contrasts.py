"""Ratios and differences recomputed from the two arms; and what was computed instead
where the label is wrong."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator

import numpy as np

from voorzorg.evidence.arithmetic.grim import counts_for
from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.arithmetic.two_group_formulas import INSTEAD, RATIOS
from voorzorg.evidence.checks.arms import Pair, Pairs
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.text import Text

NAMES: dict[str, Text] = {
    "risk_ratio": Text(nl="de verhouding van de twee risico's", en="the ratio of the two risks"),
    "risk_ratio_inverse": Text(
        nl="de omgekeerde verhouding (controle / behandeld)", en="the inverse ratio (control / treated)"
    ),
    "complement_ratio": Text(
        nl="de verhouding van de complementen: niet-gevallen behandeld / controle",
        en="the ratio of the complements: without the event, treated / control",
    ),
    "complement_ratio_inverse": Text(
        nl="de verhouding van de complementen: niet-gevallen controle / behandeld",
        en="the ratio of the complements: without the event, control / treated",
    ),
    "odds_ratio": Text(nl="de oddsratio", en="the odds ratio"),
    "odds_ratio_inverse": Text(nl="de omgekeerde oddsratio", en="the inverse odds ratio"),
    "relative_reduction": Text(
        nl="de relatieve afname (1 − risicoverhouding)", en="the relative reduction (1 − risk ratio)"
    ),
    "risk_difference": Text(nl="het risicoverschil", en="the risk difference"),
    "risk_difference_sign": Text(
        nl="het risicoverschil met omgekeerd teken", en="the risk difference with the sign reversed"
    ),
    "hazard_ratio": Text(nl="de verhouding van cumulatieve hazards", en="the ratio of cumulative hazards"),
}
FORMULAS: dict[str, str] = {
    "risk_ratio": "{t}/{c}",
    "risk_ratio_inverse": "{c}/{t}",
    "complement_ratio": "(1 − {t})/(1 − {c})",
    "complement_ratio_inverse": "(1 − {c})/(1 − {t})",
    "odds_ratio": "({t}/(1 − {t}))/({c}/(1 − {c}))",
    "odds_ratio_inverse": "({c}/(1 − {c}))/({t}/(1 − {t}))",
    "relative_reduction": "1 − {t}/{c}",
    "risk_difference": "{t} − {c}",
    "risk_difference_sign": "{c} − {t}",
    "hazard_ratio": "ln(1 − {t})/ln(1 − {c})",
}
#: contrast statistic -> how it follows from two percentages
PERCENT_OPERATIONS: dict[str, tuple[Callable[[float, float], float], str]] = {
    "percentage_point_difference": (lambda t, c: t - c, "{t} − {c}"),
    "relative_change_percent": (lambda t, c: 100 * (t / c - 1) if c else math.nan, "100 × ({t}/{c} − 1)"),
}


def _corners(pair: Pair) -> tuple[np.ndarray, np.ndarray]:
    """The four corners of what may stand behind two percentages, as risks; known events make it one point."""
    sides = []
    for f in (pair.treated, pair.control):
        if f.n and f.events is not None:
            sides.append([f.events / f.n])
        elif f.n and f.n_basis != "randomised" and len(counts_for(f.text, f.decimals, f.n)):
            counts = counts_for(f.text, f.decimals, f.n)
            sides.append([counts[0] / f.n, counts[-1] / f.n])
        else:
            s = f.span()
            sides.append([max(s.low, 0) / 100, min(s.high, 100) / 100])
    corners = np.array(list(itertools.product(*sides)))
    return corners[:, 0], corners[:, 1]


def _range(values: np.ndarray) -> Span | None:
    values = values[np.isfinite(values)]
    return Span(float(values.min()), float(values.max())) if len(values) else None


def _centre(f: Figure) -> float:
    return f.events / f.n if f.n and f.events is not None else f.value / 100


def instead(pair: Pair, wanted: Span, label: str) -> list[tuple[str, Span]]:
    """Formulas other than ``label`` whose possible results include the printed value."""
    t, c = _corners(pair)
    found = []
    for name, formula in INSTEAD.items():
        if name == label:
            continue
        got = _range(formula(t, c))
        if got is not None and got.overlaps(wanted):
            found.append((name, got))
    return found


def ratio(f: Figure, pair: Pair) -> Check:
    """A printed ratio against two percentages."""
    t, c = _corners(pair)
    got, wanted = _range(RATIOS[f.statistic](t, c)), f.span()
    tc, cc = _centre(pair.treated), _centre(pair.control)
    sides = {"t": f"{tc:.4g}", "c": f"{cc:.4g}"}
    at = float(RATIOS[f.statistic](np.array([tc]), np.array([cc]))[0])
    name = NAMES[f.statistic]
    ids = (f.figure_id,)
    if got is None:
        return _unusable(f, pair)
    arithmetic = f"{FORMULAS[f.statistic].format(**sides)} = {at:.3f} [{got.low:.3f}–{got.high:.3f}]"
    computed = (got.low, got.high)
    if got.overlaps(wanted):
        exact = half_up(at, f.decimals) == f.value and f.comparison == "="
        how_nl, how_en = ("precies", "exactly") if exact else ("binnen afronding", "within rounding")
        reason = Text(
            nl=f"Uit {pair.words()} volgt {show(at, 'nl', 3)} als {name.nl}; de vermelde {f.printed()} "
            f"klopt {how_nl}.",
            en=f"{pair.words()} gives {show(at, digits=3)} as {name.en}; the printed {f.printed()} agrees "
            f"{how_en}.",
        )
        return Check(
            "ratio",
            ids,
            pair.ids,
            Verdict.EXACT if exact else Verdict.ROUNDING,
            reason,
            arithmetic,
            computed=computed,
        )
    if f.statistic == "hazard_ratio":
        return Check(
            "ratio",
            ids,
            pair.ids,
            Verdict.NOT_CHECKABLE,
            Text(
                nl="Een hazardratio hangt af van wanneer de gebeurtenissen vielen; twee percentages zijn "
                "niet genoeg.",
                en="A hazard ratio depends on when the events fell; two percentages are not enough.",
            ),
            arithmetic,
            computed=computed,
            symmetric=False,
        )
    others = instead(pair, wanted, f.statistic)
    marks = [(name, got.low, got.high)]
    nl = f"Uit {pair.words()} volgt {show(at, 'nl', 3)} als {name.nl}, niet {f.printed()}."
    en = f"{pair.words()} gives {show(at, digits=3)} as {name.en}, not {f.printed()}."
    if others:
        best = _closest(others, pair, f.value)
        value = float(INSTEAD[best](np.array([tc]), np.array([cc]))[0])
        nl += f" De vermelde waarde is wel {NAMES[best].nl} ({show(value, 'nl', 3)})."
        en += f" The printed value is {NAMES[best].en} ({show(value, digits=3)})."
        marks.append((NAMES[best], *next((s.low, s.high) for key, s in others if key == best)))
        arithmetic += f"; {FORMULAS[best].format(**sides)} = {value:.3f}"
    return Check(
        "ratio",
        ids,
        pair.ids,
        Verdict.CONTRADICTED,
        Text(nl=nl, en=en),
        arithmetic,
        severity=50 + off_by(got.gap(wanted), f.value),
        computed=computed,
        instead=tuple(name for name, _ in others),
        marks=tuple(marks),
    )


def _closest(others: list[tuple[str, Span]], pair: Pair, value: float) -> str:
    t, c = np.array([_centre(pair.treated)]), np.array([_centre(pair.control)])
    return min(others, key=lambda o: abs(float(INSTEAD[o[0]](t, c)[0]) - value))[0]


def _unusable(f: Figure, pair: Pair) -> Check:
    return Check(
        "ratio",
        (f.figure_id,),
        pair.ids,
        Verdict.NOT_CHECKABLE,
        Text(
            nl="Met een percentage van 0 of 100 is deze verhouding niet te berekenen.",
            en="With a percentage of 0 or 100 this ratio cannot be computed.",
        ),
        pair.words(),
        symmetric=False,
    )


def difference(f: Figure, pair: Pair) -> Check | None:
    """A printed difference or relative change against two percentages or two means."""
    if f.statistic == "mean_difference":
        operation, formula = PERCENT_OPERATIONS["percentage_point_difference"]
        spans = (pair.treated.span(), pair.control.span())
        t, c = np.array(list(itertools.product(*((s.low, s.high) for s in spans)))).T
        tc, cc = pair.treated.value, pair.control.value
    else:
        operation, formula = PERCENT_OPERATIONS[f.statistic]
        t, c = (100 * side for side in _corners(pair))
        tc, cc = 100 * _centre(pair.treated), 100 * _centre(pair.control)
    got = _range(np.array([operation(float(a), float(b)) for a, b in zip(t, c, strict=True)]))
    if got is None:
        return None
    at, wanted = operation(tc, cc), f.span()
    arithmetic = f"{formula.format(t=f'{tc:.5g}', c=f'{cc:.5g}')} = {at:.4g} [{got.low:.4g} – {got.high:.4g}]"
    ids, computed = (f.figure_id,), (got.low, got.high)
    if got.overlaps(wanted):
        exact = f.comparison == "=" and half_up(at, f.decimals) == f.value
        how_nl, how_en = ("precies", "exactly") if exact else ("binnen afronding", "within rounding")
        return Check(
            "difference",
            ids,
            pair.ids,
            Verdict.EXACT if exact else Verdict.ROUNDING,
            Text(
                nl=f"Uit {pair.words()} volgt {show(at, 'nl')}; de vermelde {f.printed()} klopt {how_nl}.",
                en=f"{pair.words()} gives {show(at)}; the printed {f.printed()} agrees {how_en}.",
            ),
            arithmetic,
            computed=computed,
        )
    why_nl = why_en = ""
    why: tuple[str, ...] = ()
    if Span(-got.high, -got.low).overlaps(wanted):
        why, why_nl, why_en = (
            ("sign",),
            " Met omgekeerd teken klopt het wel.",
            " With the sign reversed it agrees.",
        )
    elif f.statistic == "relative_change_percent" and Span(tc - cc - 1, tc - cc + 1).overlaps(wanted):
        why = ("percentage_point_difference",)
        why_nl, why_en = (
            " Het is wel het verschil in procentpunten.",
            " It is the difference in percentage points.",
        )
    elif f.statistic == "percentage_point_difference" and cc:
        relative = PERCENT_OPERATIONS["relative_change_percent"][0](tc, cc)
        if wanted.overlaps(Span(relative - 1, relative + 1)):
            why = ("relative_change_percent",)
            why_nl, why_en = " Het is wel de relatieve verandering.", " It is the relative change."
    return Check(
        "difference",
        ids,
        pair.ids,
        Verdict.CONTRADICTED,
        Text(
            nl=f"Uit {pair.words()} volgt {show(at, 'nl')}, niet {f.printed()}.{why_nl}",
            en=f"{pair.words()} gives {show(at)}, not {f.printed()}.{why_en}",
        ),
        arithmetic,
        severity=50 + off_by(got.gap(wanted), f.value),
        computed=computed,
        instead=why,
    )


def standardised(f: Figure, pair: Pair) -> Check | None:
    """A printed d against means and SDs (pooled SD; the group sizes hardly matter and
    are taken equal if unknown)."""
    if pair.sds is None or not f.has_value:
        return None
    rows = [(*_ends(pair.treated), *_ends(pair.sds[0])), (*_ends(pair.control), *_ends(pair.sds[1]))]
    n1, n0 = pair.treated.n or 1000, pair.control.n or 1000
    values = []
    for m1, s1, m0, s0 in itertools.product(rows[0][:2], rows[0][2:], rows[1][:2], rows[1][2:]):
        pooled = math.sqrt(((n1 - 1) * s1**2 + (n0 - 1) * s0**2) / (n1 + n0 - 2))
        hedges = 1 - 3 / (4 * (n1 + n0 - 2) - 1)
        values += [(m1 - m0) / sd * k for sd in (pooled, s1, s0) if sd > 0 for k in (1.0, hedges)]
    if not values:
        return None
    got, wanted = Span(min(values), max(values)), f.span()
    pooled = math.sqrt((pair.sds[0].value ** 2 + pair.sds[1].value ** 2) / 2)
    at = (pair.treated.value - pair.control.value) / pooled if pooled else math.nan
    arithmetic = (
        f"({pair.treated.text} − {pair.control.text})/{pooled:.3g} = {at:.3f} [{got.low:.3f} – "
        f"{got.high:.3f}]"
    )
    inputs = (*pair.ids, pair.sds[0].figure_id, pair.sds[1].figure_id)
    flipped = Span(-got.high, -got.low)
    if got.overlaps(wanted) or flipped.overlaps(wanted):
        return Check(
            "effect_size",
            (f.figure_id,),
            inputs,
            Verdict.ROUNDING,
            Text(
                nl=f"De gemiddelden en SD's geven d = {show(at, 'nl', 3)}; {f.printed()} past daarbij.",
                en=f"The means and SDs give d = {show(at, digits=3)}; {f.printed()} agrees.",
            ),
            arithmetic,
            computed=(got.low, got.high),
        )
    return Check(
        "effect_size",
        (f.figure_id,),
        inputs,
        Verdict.CONTRADICTED,
        Text(
            nl=f"De gemiddelden en SD's geven d = {show(at, 'nl', 3)}, niet {f.printed()}.",
            en=f"The means and SDs give d = {show(at, digits=3)}, not {f.printed()}.",
        ),
        arithmetic,
        severity=50 + off_by(min(got.gap(wanted), flipped.gap(wanted)), f.value),
        computed=(got.low, got.high),
    )


def _ends(f: Figure) -> tuple[float, float]:
    s = f.span()
    return s.low, s.high


def check(figures: Figures, pairs: Pairs) -> Iterator[Check]:
    """Every printed contrast against every pair of arms it can be about; the best agreement is kept."""
    for f in figures:
        if f.arm != "contrast" or not f.has_value:
            continue
        if f.statistic in RATIOS:
            found: list[Check | None] = [ratio(f, p) for p in pairs.of(f, "percentage")]
        elif f.statistic in PERCENT_OPERATIONS:
            found = [difference(f, p) for p in pairs.of(f, "percentage")]
        elif f.statistic == "mean_difference":
            found = [difference(f, p) for p in pairs.of(f, "mean")]
        elif f.statistic == "effect_size_d":
            found = [standardised(f, p) for p in pairs.of(f, "mean")]
        else:
            continue
        checks = [c for c in found if c is not None]
        if checks:
            yield kindest(checks)


_KINDNESS = [Verdict.EXACT, Verdict.ROUNDING, Verdict.ASSUMPTION, Verdict.NOT_CHECKABLE, Verdict.CONTRADICTED]


def kindest(checks: list[Check]) -> Check:
    """The check that lets a figure come off best: a figure is contradicted only if no
    reading of it agrees."""
    return min(checks, key=lambda c: (_KINDNESS.index(c.verdict), c.severity))
