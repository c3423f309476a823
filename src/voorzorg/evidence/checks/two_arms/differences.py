"""Printed differences and relative changes against two percentages or two means."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.possible_tables import tables
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.arithmetic.two_group_formulas import (
    log_ratio_error,
    risk_difference_error,
)
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.checks.two_arms.moved import Mismatch, verdict_of
from voorzorg.evidence.checks.two_arms.percentages import agrees, centre, corners, range_of, stepwise
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check
from voorzorg.evidence.words import number, told
from voorzorg.messages import Message

if TYPE_CHECKING:
    pass

#: contrast statistic -> how it follows from two percentages
PERCENT_OPERATIONS: dict[str, tuple[Callable[[float, float], float], str]] = {
    "percentage_point_difference": (lambda t, c: t - c, "{t} − {c}"),
    "relative_change_percent": (lambda t, c: 100 * (t / c - 1) if c else math.nan, "100 × ({t}/{c} − 1)"),
}


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
        t, c = (100 * side for side in corners(pair))
        tc, cc = 100 * centre(pair.treated), 100 * centre(pair.control)
    got = range_of(np.array([operation(float(a), float(b)) for a, b in zip(t, c, strict=True)]))
    if got is None:
        return None
    at, wanted = operation(tc, cc), f.span()
    arithmetic = f"{formula.format(t=f'{tc:.5g}', c=f'{cc:.5g}')} = {at:.4g} [{got.low:.4g} – {got.high:.4g}]"
    follows = told("follows", pair=pair.words(), value=number(at))
    if got.overlaps(wanted):
        return agrees("difference", f, pair, follows, at, got, arithmetic)
    if _as_share(f) and Span(100 * wanted.low, 100 * wanted.high).overlaps(got):
        return agrees("difference", f, pair, follows, at / 100, got, arithmetic)
    printed = operation(pair.treated.value, pair.control.value)
    if f.stepped().overlaps(got) or f.stepped().overlaps(Span(printed, printed)):
        return stepwise("difference", f, pair, follows, arithmetic, got)
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
