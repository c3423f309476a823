"""Printed ratios against two percentages; and what was computed instead where the label is wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.possible_tables import tables
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.arithmetic.two_group_formulas import (
    INSTEAD,
    RATIOS,
    log_ratio_error,
)
from voorzorg.evidence.checks.one_figure.printed_errors import implied_error
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.checks.two_arms.moved import Mismatch, verdict_of
from voorzorg.evidence.checks.two_arms.percentages import agrees, centre, corners, range_of, stepwise
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import number, told
from voorzorg.messages import Message

if TYPE_CHECKING:
    pass

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


def formula_words(name: str) -> Message:
    """A formula by name: "the ratio of the two risks"."""
    return told(f"formula-{name.replace('_', '-')}")


def instead(pair: Pair, wanted: Span, label: str) -> list[tuple[str, Span]]:
    """Formulas other than ``label`` whose possible results include the printed value."""
    t, c = corners(pair)
    found = []
    for name, formula in INSTEAD.items():
        if name == label:
            continue
        got = range_of(formula(t, c))
        if got is not None and got.overlaps(wanted):
            found.append((name, got))
    return found


def ratio(f: Figure, pair: Pair, figures: Figures) -> Check:
    """A printed ratio against two percentages."""
    t, c = corners(pair)
    formula = RATIOS[f.statistic]
    got, wanted = range_of(formula(t, c)), f.span()
    tc, cc = centre(pair.treated), centre(pair.control)
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
        return agrees("ratio", f, pair, follows, at, got, arithmetic)
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
    again = range_of(formula(*corners(pair, printed=True)))
    if f.stepped().overlaps(got) or (again is not None and f.stepped().overlaps(again)):
        return stepwise("ratio", f, pair, follows, arithmetic, got)
    return verdict_of(_ratio_mismatch(f, pair, figures, follows, arithmetic, got))


def _ratio_mismatch(
    f: Figure, pair: Pair, figures: Figures, follows: Message, arithmetic: str, got: Span
) -> Mismatch:
    wanted = f.span()
    others = instead(pair, wanted, f.statistic)
    marks: list[tuple[Message, float, float]] = [(formula_words(f.statistic), got.low, got.high)]
    otherwise = None
    if others:
        tc, cc = centre(pair.treated), centre(pair.control)
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
    t, c = np.array([centre(pair.treated)]), np.array([centre(pair.control)])
    return min(others, key=lambda o: abs(float(INSTEAD[o[0]](t, c)[0]) - value))[0]
