"""A printed contrast that does not follow from the printed arms, and is not said to be crude.

An adjusted, clustered, imputed or weighted estimate need not follow from them. So a mismatch is a
contradiction only where the estimate is said to be crude, or where arithmetic leaves no room (the caller's
``certain``); otherwise the check says what would have to be so, and how far that could plausibly reach.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.figures.figure import Figure
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.evidence.words import Words, number, sentences, told
from voorzorg.messages import Message

CRUDE = frozenset({"crude"})
#: methods that may estimate something else than the arms show (times, another scale)
UNBOUNDED = frozenset({"model", "survival", "weighted"})
#: a mismatch that adjustment could give; not a finding
PLAUSIBLE = 24
#: the same, and the printed number is that of another formula
COINCIDES = 28
#: beyond what adjustment could plausibly give, though the estimate is said to be adjusted
FAR_BUT_SAID = 32
#: beyond what adjustment could plausibly give, and nothing is said of it
FAR = 48


@dataclass(frozen=True)
class Mismatch:
    """What does not fit: the figure, what it was compared with, and what follows from that instead."""

    kind: str
    figure: Figure
    inputs: tuple[str, ...]
    arithmetic: str
    #: what follows from the arms, and what is printed instead
    follows: Words
    computed: tuple[float, float]
    gap: float
    #: where an adjusted estimate could lie, on the printed scale; None where it cannot be told
    allowed: Span | None
    #: how the contrast and its arms are said to be made
    made: frozenset[str]
    #: another formula that does give the printed number
    otherwise: Words | None = None
    instead: tuple[str, ...] = ()
    marks: tuple[tuple[Words, float, float], ...] = field(default=())
    #: arithmetic alone excludes every adjustment; the reason
    certain: Words | None = None
    #: what a contradiction weighs
    severity: int | None = None


def methods_words(made: frozenset[str]) -> Message:
    """How an estimate is said to be made, as a list of words."""
    named = [told(f"made-{name}") for name in sorted(made - {"crude"})]
    whole = named[0]
    for one in named[1:]:
        whole = told("and", a=whole, b=one)
    return whole


def verdict_of(m: Mismatch) -> Check:
    """The check of a mismatch."""
    f = m.figure
    crude = m.made == CRUDE
    if crude or m.certain is not None:
        return Check(
            m.kind,
            (f.figure_id,),
            m.inputs,
            Verdict.CONTRADICTED,
            sentences(m.follows, m.otherwise, None if crude else m.certain),
            m.arithmetic,
            severity=m.severity if m.severity is not None else 50 + off_by(m.gap, f.value),
            computed=m.computed,
            instead=m.instead,
            marks=m.marks,
        )
    said = bool(m.made)
    inside = m.allowed is None or m.allowed.overlaps(f.span() if f.statistic != "p_value" else m.allowed)
    severity = PLAUSIBLE if inside or m.made & UNBOUNDED else FAR_BUT_SAID if said else FAR
    if inside and m.otherwise is not None and not said:
        severity = COINCIDES
    assumption = methods_words(m.made) if said else told("adjusted-or-model")
    return Check(
        m.kind,
        (f.figure_id,),
        m.inputs,
        Verdict.ASSUMPTION,
        sentences(m.follows, m.otherwise, _reach(m, assumption, said=said, inside=inside)),
        m.arithmetic,
        severity=severity,
        assumption=assumption,
        computed=m.computed,
        instead=m.instead,
        marks=m.marks,
        symmetric=False,
    )


def _reach(m: Mismatch, how: Message, *, said: bool, inside: bool) -> Message:
    word = "said" if said else "unsaid"
    if m.allowed is None:
        return told(f"moved-{word}-unknown", how=how)
    return told(
        f"moved-{word}-{'inside' if inside else 'outside'}",
        how=how,
        low=number(m.allowed.low, 3),
        high=number(m.allowed.high, 3),
    )
