"""A printed p-value, or a word about significance, that the printed arms do not give.

As for estimates: contradicted only where the test is said to be crude. Words about significance are held
against the only figures that are printed with them, because there is nothing else that a reader could hold
them against.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.checks.significance.claims import ALPHA, Claim, p_text
from voorzorg.evidence.checks.two_arms.moved import (
    COINCIDES,
    CRUDE,
    FAR,
    FAR_BUT_SAID,
    PLAUSIBLE,
    methods_words,
)
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import Words, sentences, told
from voorzorg.messages import Message

#: a claim of significance is a finding where the only figures printed with it give at least this p-value,
#: and a claim of no difference where they give at most that one; a claim to work, which is about no test, is
#: one where no table behind the figures shows it at all
SHOWS_NOTHING, SHOWS_MUCH = 0.2, 0.001
#: such a finding; and a one-sided p that no group size gives two-sided and that crosses 0.05
WORD, ONE_SIDED = 36, 36
#: by this factor a two-sided p must then be larger than the printed one
CLEARLY = 1.5


@dataclass(frozen=True)
class Untested:
    """A claim that no usual two-sided test of the printed arms gives."""

    kind: str
    claim: Claim
    inputs: tuple[str, ...]
    arithmetic: str
    pair: str
    #: smallest and largest two-sided p-value
    computed: tuple[float, float]
    #: every test statistic that the arms allow
    z: np.ndarray
    one_sided: bool
    #: whether this holds for every group size up to the largest that is published
    every_size: bool
    limit: Message | None
    r2: float
    #: how the test and its arms are said to be made
    made: frozenset[str]

    @property
    def how(self) -> Message:
        """How it was made; where that is not said, how it could have been."""
        return methods_words(self.made) if self.made else told("adjusted-or-model")


def verdict_of(u: Untested) -> Check:
    """The check of such a claim."""
    c = u.claim
    crosses = (c.span.high <= ALPHA < u.computed[0]) or (c.span.low >= ALPHA > u.computed[1])
    if u.made == CRUDE:
        return _one_sided(u, 48) if u.one_sided else _contradicted(u, 72 if crosses else 55)
    if c.decimals is None:
        return _word(u)
    if u.one_sided and not u.made:
        far = u.computed[0] >= CLEARLY * c.span.high
        return _one_sided(u, ONE_SIDED if crosses and u.every_size and far else COINCIDES)
    return _moved(u)


def _follows(u: Untested) -> Message:
    low, high = (p_text(p) for p in u.computed)
    where = u.limit if u.limit is not None else told("nothing")
    if low == high:
        return told("p-not-from-one", claim=u.claim.words, pair=u.pair, limit=where, p=low)
    return told("p-not-from", claim=u.claim.words, pair=u.pair, limit=where, low=low, high=high)


def _check(
    u: Untested, verdict: Verdict, reason: Words, severity: int, assumption: Message | None, *how: str
) -> Check:
    return Check(
        u.kind,
        (u.claim.figure.figure_id,),
        u.inputs,
        verdict,
        reason,
        u.arithmetic,
        severity=severity,
        assumption=assumption,
        computed=u.computed,
        symmetric=verdict is Verdict.CONTRADICTED,
        instead=how,
    )


def _contradicted(u: Untested, severity: int) -> Check:
    return _check(u, Verdict.CONTRADICTED, _follows(u), severity, None)


def _one_sided(u: Untested, severity: int) -> Check:
    where = u.limit if u.limit is not None else told("nothing")
    reason = told("p-one-sided-only", claim=u.claim.words, pair=u.pair, limit=where, p=p_text(u.computed[0]))
    assumption = told("one-sided" if u.made == CRUDE else "one-sided-or-model")
    return _check(u, Verdict.ASSUMPTION, reason, severity, assumption, "one_sided")


def _word(u: Untested) -> Check:
    """Said to be significant (or not), with two figures that do not show it."""
    significant = u.claim.span.high <= ALPHA
    least = ALPHA if u.claim.figure.statistic == "stated_effect" else SHOWS_NOTHING
    strange = u.computed[0] >= least if significant else u.computed[1] <= SHOWS_MUCH
    tail = told("word-needs", how=u.how)
    severity = PLAUSIBLE if u.made or not strange else WORD
    return _check(u, Verdict.ASSUMPTION, sentences(_follows(u), tail), severity, u.how)


def _moved(u: Untested) -> Check:
    from scipy.special import ndtr

    reach = adjustment.plausible_z(u.z, u.r2)
    said, how = bool(u.made), u.how
    if reach is None:
        tail = told(f"moved-{'said' if said else 'unsaid'}-unknown", how=how)
        return _check(u, Verdict.ASSUMPTION, sentences(_follows(u), tail), PLAUSIBLE, how)
    if u.claim.span.low > u.computed[1]:
        # clusters, weights and imputation make a p-value larger without a bound that a reader could know
        tail = told(f"p-larger-{'said' if said else 'unsaid'}", how=how)
        return _check(u, Verdict.ASSUMPTION, sentences(_follows(u), tail), PLAUSIBLE, how)
    least = float(2 * ndtr(-reach.high))
    inside = u.claim.span.high >= least
    word = f"{'said' if said else 'unsaid'}-{'inside' if inside else 'outside'}"
    severity = PLAUSIBLE if inside else FAR_BUT_SAID if said else FAR
    tail = told(f"p-moved-{word}", how=how, least=p_text(least))
    return _check(u, Verdict.ASSUMPTION, sentences(_follows(u), tail), severity, how)
