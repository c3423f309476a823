"""A printed standardised difference against means and standard deviations."""

from __future__ import annotations

import itertools
import math

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.checks.two_arms.moved import Mismatch, verdict_of
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import number, told


def _ends(f: Figure) -> tuple[float, float]:
    s = f.span()
    return s.low, s.high


def standardised(f: Figure, pair: Pair) -> Check | None:
    """A printed d against means and SDs: pooled, of either group, with and without Hedges' correction.

    The group sizes hardly matter and are taken equal if unknown; either sign is granted.
    """
    if pair.sds is None or not f.has_value:
        return None
    rows = [(*_ends(pair.treated), *_ends(pair.sds[0])), (*_ends(pair.control), *_ends(pair.sds[1]))]
    n1, n0 = pair.treated.n or 1000, pair.control.n or 1000
    values = []
    for m1, s1, m0, s0 in itertools.product(rows[0][:2], rows[0][2:], rows[1][:2], rows[1][2:]):
        pooled = math.sqrt(((n1 - 1) * s1**2 + (n0 - 1) * s0**2) / max(n1 + n0 - 2, 1))
        hedges = 1 - 3 / (4 * (n1 + n0 - 2) - 1) if n1 + n0 > 3 else 1.0
        values += [(m1 - m0) / sd * k for sd in (pooled, s1, s0) if sd > 0 for k in (1.0, hedges)]
    if not values:
        return None
    got, wanted = Span(min(values), max(values)), f.span()
    pooled = math.sqrt((pair.sds[0].value ** 2 + pair.sds[1].value ** 2) / 2)
    at = (pair.treated.value - pair.control.value) / pooled if pooled else math.nan
    arithmetic = f"({pair.treated.text} − {pair.control.text})/{pooled:.3g} = {at:.3f} "
    arithmetic += f"[{got.low:.3f} – {got.high:.3f}]"
    inputs = (*pair.ids, pair.sds[0].figure_id, pair.sds[1].figure_id)
    flipped = Span(-got.high, -got.low)
    follows = told("d-follows", value=number(at, 3))
    if got.overlaps(wanted) or flipped.overlaps(wanted):
        return Check(
            "effect_size",
            (f.figure_id,),
            inputs,
            Verdict.ROUNDING,
            told("agrees-rounded", follows=follows, printed=f.printed()),
            arithmetic,
            computed=(got.low, got.high),
        )
    reach = None
    if pair.treated.n and pair.control.n:
        error = np.full(2, math.sqrt(1 / n1 + 1 / n0 + at**2 / (2 * (n1 + n0))))
        reach = adjustment.plausible(np.array([got.low, got.high]), error, adjustment.R2_MEASURED)
    if reach is not None and f.value * at < 0:
        reach = Span(-reach.high, -reach.low)  # the sign of a d is a matter of taste
    return verdict_of(
        Mismatch(
            "effect_size",
            f,
            inputs,
            arithmetic,
            told("not-printed", follows=follows, printed=f.printed()),
            (got.low, got.high),
            min(got.gap(wanted), flipped.gap(wanted)),
            reach,
            pair.made(f),
        )
    )
