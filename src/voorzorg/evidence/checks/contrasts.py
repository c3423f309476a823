"""Ratios and differences recomputed from the two arms; and what was computed instead where the label is
wrong.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.grim import counts_for
from voorzorg.evidence.arithmetic.possible_tables import tables
from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.arithmetic.two_group_formulas import (
    INSTEAD,
    RATIOS,
    log_ratio_error,
    risk_difference_error,
)
from voorzorg.evidence.checks.arms import Pair, Pairs
from voorzorg.evidence.checks.moved import Mismatch, verdict_of
from voorzorg.evidence.checks.printed_errors import implied_error
from voorzorg.evidence.checks.standardised import standardised
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import number, told
from voorzorg.messages import Message

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


def formula_words(name: str) -> Message:
    """A formula by name: "the ratio of the two risks"."""
    return told(f"formula-{name.replace('_', '-')}")


def _corners(pair: Pair, *, printed: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """The four corners of what may stand behind two percentages, as risks; known events make it one point.

    ``printed``: as if somebody had computed on with the printed percentages.
    """
    sides = []
    for f in (pair.treated, pair.control):
        if printed:
            sides.append([f.value / 100])
        elif f.n and f.events is not None:
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


def _agrees(
    kind: str, f: Figure, pair: Pair, follows: Message, at: float, got: Span, arithmetic: str
) -> Check:
    exact = half_up(at, f.decimals) == f.value and f.comparison == "="
    return Check(
        kind,
        (f.figure_id,),
        pair.ids,
        Verdict.EXACT if exact else Verdict.ROUNDING,
        told("agrees-exactly" if exact else "agrees-rounded", follows=follows, printed=f.printed()),
        arithmetic,
        computed=(got.low, got.high),
    )


def _stepwise(kind: str, f: Figure, pair: Pair, follows: Message, arithmetic: str, got: Span) -> Check:
    """The printed value is reached where a result was rounded before it was used or rounded again."""
    return Check(
        kind,
        (f.figure_id,),
        pair.ids,
        Verdict.ASSUMPTION,
        told("agrees-in-steps", follows=follows, printed=f.printed()),
        arithmetic,
        assumption=told("rounded-in-steps"),
        computed=(got.low, got.high),
    )


def ratio(f: Figure, pair: Pair, figures: Figures) -> Check:
    """A printed ratio against two percentages."""
    t, c = _corners(pair)
    formula = RATIOS[f.statistic]
    got, wanted = _range(formula(t, c)), f.span()
    tc, cc = _centre(pair.treated), _centre(pair.control)
    sides = {"t": f"{tc:.4g}", "c": f"{cc:.4g}"}
    at = float(formula(np.array([tc]), np.array([cc]))[0])
    if got is None:
        return Check(
            "ratio",
            (f.figure_id,),
            pair.ids,
            Verdict.NOT_CHECKABLE,
            told("ratio-of-nothing"),
            pair.words(),
            symmetric=False,
        )
    name = formula_words(f.statistic)
    arithmetic = f"{FORMULAS[f.statistic].format(**sides)} = {at:.3f} [{got.low:.3f}–{got.high:.3f}]"
    follows = told("follows-as", pair=pair.words(), value=number(at, 3), name=name)
    if got.overlaps(wanted):
        return _agrees("ratio", f, pair, follows, at, got, arithmetic)
    if f.statistic == "hazard_ratio":
        return Check(
            "ratio",
            (f.figure_id,),
            pair.ids,
            Verdict.NOT_CHECKABLE,
            told("hazard-ratio-needs-times"),
            arithmetic,
            computed=(got.low, got.high),
            symmetric=False,
        )
    again = _range(formula(*_corners(pair, printed=True)))
    if f.stepped().overlaps(got) or (again is not None and f.stepped().overlaps(again)):
        return _stepwise("ratio", f, pair, follows, arithmetic, got)
    return verdict_of(_ratio_mismatch(f, pair, figures, follows, arithmetic, got))


def _ratio_mismatch(
    f: Figure, pair: Pair, figures: Figures, follows: Message, arithmetic: str, got: Span
) -> Mismatch:
    wanted = f.span()
    others = instead(pair, wanted, f.statistic)
    marks: list[tuple[Message, float, float]] = [(formula_words(f.statistic), got.low, got.high)]
    otherwise = None
    if others:
        tc, cc = _centre(pair.treated), _centre(pair.control)
        best = _closest(others, pair, f.value)
        value = float(INSTEAD[best](np.array([tc]), np.array([cc]))[0])
        otherwise = told("is-instead", name=formula_words(best), value=number(value, 3))
        marks.append((formula_words(best), *next((s.low, s.high) for key, s in others if key == best)))
        sides = {"t": f"{tc:.4g}", "c": f"{cc:.4g}"}
        arithmetic += f"; {FORMULAS[best].format(**sides)} = {value:.3f}"
    found = tables(pair, figures)
    allowed, certain = None, None
    if found is not None and len(found.e1):
        risk = RATIOS[f.statistic](found.e1 / found.n1, found.e0 / found.n0)
        error = log_ratio_error(f.statistic, found.e1, found.n1, found.e0, found.n0)
        with np.errstate(all="ignore"):
            stretch = adjustment.STRETCH if f.statistic == "odds_ratio" else 1.0
            log = adjustment.plausible(np.log(risk), error, stretch=stretch)
        allowed = None if log is None else Span(math.exp(log.low), math.exp(log.high))
        implied, finite = implied_error(f), error[np.isfinite(error)]
        if implied is not None and len(finite) and implied.high < adjustment.NARROWEST * float(finite.min()):
            certain = told(
                "error-too-small", printed=number(implied.high, 2), least=number(float(finite.min()), 2)
            )
            least = f"{adjustment.NARROWEST:.2f} × {finite.min():.3g}"
            arithmetic += f"; SE(ln) {implied.low:.3g}–{implied.high:.3g} < {least}"
    return Mismatch(
        "ratio",
        f,
        pair.ids,
        arithmetic,
        told("not-printed", follows=follows, printed=f.printed()),
        (got.low, got.high),
        got.gap(wanted),
        allowed,
        pair.made(f),
        otherwise,
        tuple(name for name, _ in others),
        tuple(marks),
        certain,
    )


def _closest(others: list[tuple[str, Span]], pair: Pair, value: float) -> str:
    t, c = np.array([_centre(pair.treated)]), np.array([_centre(pair.control)])
    return min(others, key=lambda o: abs(float(INSTEAD[o[0]](t, c)[0]) - value))[0]


def difference(f: Figure, pair: Pair, figures: Figures) -> Check | None:
    """A printed difference or relative change against two percentages or two means."""
    measured = f.statistic == "mean_difference"
    if measured:
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
    follows = told("follows", pair=pair.words(), value=number(at))
    if got.overlaps(wanted):
        return _agrees("difference", f, pair, follows, at, got, arithmetic)
    if _as_share(f) and Span(100 * wanted.low, 100 * wanted.high).overlaps(got):
        return _agrees("difference", f, pair, follows, at / 100, got, arithmetic)
    printed = operation(pair.treated.value, pair.control.value)
    if f.stepped().overlaps(got) or f.stepped().overlaps(Span(printed, printed)):
        return _stepwise("difference", f, pair, follows, arithmetic, got)
    why, otherwise = _other_difference(f, got, tc, cc, measured=measured)
    return verdict_of(
        Mismatch(
            "difference",
            f,
            pair.ids,
            arithmetic,
            told("not-printed", follows=follows, printed=f.printed()),
            (got.low, got.high),
            got.gap(wanted),
            _allowed_difference(f, pair, figures, got),
            pair.made(f),
            otherwise,
            why,
        )
    )


def _as_share(f: Figure) -> bool:
    """Whether a difference of percentages may be printed as one of shares: -0.10 for -10 points."""
    return f.statistic == "percentage_point_difference" and f.decimals >= 2 and abs(f.value) <= 1


def _other_difference(
    f: Figure, got: Span, tc: float, cc: float, *, measured: bool
) -> tuple[tuple[str, ...], Message | None]:
    wanted = f.span()
    if Span(-got.high, -got.low).overlaps(wanted):
        return ("sign",), told("sign-reversed")
    if measured:
        return (), None
    if f.statistic == "relative_change_percent" and Span(tc - cc - 1, tc - cc + 1).overlaps(wanted):
        return ("percentage_point_difference",), told("is-points")
    if f.statistic == "percentage_point_difference" and cc:
        relative = PERCENT_OPERATIONS["relative_change_percent"][0](tc, cc)
        if wanted.overlaps(Span(relative - 1, relative + 1)):
            return ("relative_change_percent",), told("is-relative")
    return (), None


def _allowed_difference(f: Figure, pair: Pair, figures: Figures, got: Span) -> Span | None:
    """Where an adjusted difference may lie, where the group sizes (and spreads) are known."""
    if f.statistic == "mean_difference":
        sizes = [m.n or s.n for m, s in zip((pair.treated, pair.control), pair.sds or (), strict=False)]
        if pair.sds is None or not all(sizes):
            return None
        error = math.sqrt(sum(s.span().high ** 2 / (n or 1) for s, n in zip(pair.sds, sizes, strict=True)))
        both = np.array([got.low, got.high])
        return adjustment.plausible(both, np.array([error, error]), adjustment.R2_MEASURED)
    found = tables(pair, figures)
    if found is None or not len(found.e1):
        return None
    args = (found.e1, found.n1, found.e0, found.n0)
    if f.statistic == "percentage_point_difference":
        points = 100 * (found.e1 / found.n1 - found.e0 / found.n0)
        return adjustment.plausible(points, 100 * risk_difference_error(*args))
    with np.errstate(all="ignore"):
        log = np.log(found.e1 / found.n1 / (found.e0 / found.n0))
    reach = adjustment.plausible(log, log_ratio_error("risk_ratio", *args))
    return None if reach is None else Span(100 * math.expm1(reach.low), 100 * math.expm1(reach.high))


def check(figures: Figures, pairs: Pairs) -> Iterator[Check]:
    """Every printed contrast against every pair of arms it can be about; the best agreement is kept."""
    for f in figures:
        if f.arm != "contrast" or not f.has_value:
            continue
        if f.statistic in RATIOS:
            found: list[Check | None] = [ratio(f, p, figures) for p in pairs.of(f, "percentage")]
        elif f.statistic in PERCENT_OPERATIONS:
            found = [difference(f, p, figures) for p in pairs.of(f, "percentage")]
        elif f.statistic == "mean_difference":
            found = [difference(f, p, figures) for p in pairs.of(f, "mean")]
        elif f.statistic == "effect_size_d":
            found = [standardised(f, p) for p in pairs.of(f, "mean")]
        else:
            continue
        checks = [c for c in found if c is not None]
        if checks:
            yield kindest(checks)


_KINDNESS = [Verdict.EXACT, Verdict.ROUNDING, Verdict.ASSUMPTION, Verdict.NOT_CHECKABLE, Verdict.CONTRADICTED]


def kindest(checks: list[Check]) -> Check:
    """The check that lets a figure come off best: a figure is contradicted only if no reading of it
    agrees.
    """
    return min(checks, key=lambda c: (_KINDNESS.index(c.verdict), c.severity))
