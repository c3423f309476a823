"""What may stand behind two printed percentages, and the check of a contrast that they give."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.evidence.arithmetic.grim import counts_for
from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told
from voorzorg.messages import Message

if TYPE_CHECKING:
    pass


def corners(pair: Pair, *, printed: bool = False) -> tuple[np.ndarray, np.ndarray]:
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


def range_of(values: np.ndarray) -> Span | None:
    values = values[np.isfinite(values)]
    return Span(float(values.min()), float(values.max())) if len(values) else None


def centre(f: Figure) -> float:
    return f.events / f.n if f.n and f.events is not None else f.value / 100


def agrees(
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


def stepwise(kind: str, f: Figure, pair: Pair, follows: Message, arithmetic: str, got: Span) -> Check:
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
