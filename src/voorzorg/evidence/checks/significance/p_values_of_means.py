"""Claims about a test against two means with standard deviations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voorzorg.evidence.arithmetic import adjustment
from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.arithmetic.two_group_formulas import student_p, welch_p
from voorzorg.evidence.checks.one_figure.one_row import runs
from voorzorg.evidence.checks.significance.claims import Claim, inside_claim, p_text
from voorzorg.evidence.checks.significance.moved_tests import Untested, verdict_of
from voorzorg.evidence.checks.two_arms.arms import Pair
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told


@dataclass(frozen=True)
class _Asked:
    """A claim with everything that may stand behind two printed means and SDs (axis 0: the corners)."""

    claim: Claim
    pair: Pair
    sds: tuple[Figure, Figure]
    m1: np.ndarray
    s1: np.ndarray
    m0: np.ndarray
    s0: np.ndarray

    @property
    def inputs(self) -> tuple[str, ...]:
        return (*self.pair.ids, *(s.figure_id for s in self.sds))

    @property
    def words(self) -> str:
        means = (self.pair.treated, self.pair.control)
        return " / ".join(f"{m.text} (SD {s.text})" for m, s in zip(means, self.sds, strict=True))

    @property
    def target(self) -> tuple[str, ...]:
        return (self.claim.figure.figure_id,)


def means(c: Claim, pair: Pair, figures: Figures) -> Check | None:
    """A p-value against two means with SDs; group sizes published, or those that would give it."""
    if pair.sds is None:
        return None
    sides = []
    for mean, sd in zip((pair.treated, pair.control), pair.sds, strict=True):
        n = mean.n or sd.n
        basis = mean.n_basis or sd.n_basis
        found = None if n else figures.largest_group(mean)
        sides.append((n if n and basis != "randomised" else None, n or (found[0] if found else None)))
    (n1, cap1), (n0, cap0) = sides
    ends = [
        np.unique([f.span().low, f.value, f.span().high]) for f in (pair.treated, pair.control, *pair.sds)
    ]
    m1, m0, s1, s0 = (x[:, None] for x in np.array(np.meshgrid(*ends)).reshape(4, -1))
    asked = _Asked(c, pair, pair.sds, m1, np.clip(s1, 1e-9, None), m0, np.clip(s0, 1e-9, None))
    if n1 and n0:
        return _known(asked, n1, n0)
    return _unknown(asked, min(cap1, cap0)) if cap1 and cap0 else None


def _known(q: _Asked, n1: int, n0: int) -> Check:
    a, b = np.array([[float(n1)]]), np.array([[float(n0)]])
    found = {
        "student": student_p(q.m1, q.s1, a, q.m0, q.s0, b),
        "welch": welch_p(q.m1, q.s1, a, q.m0, q.s0, b),
    }
    spans = {k: Span(float(np.nanmin(v)), float(np.nanmax(v))) for k, v in found.items()}
    centre = (q.pair.treated.value, q.sds[0].value, n1, q.pair.control.value, q.sds[1].value, n0)
    at = float(student_p(*(np.array(x, float) for x in centre)))
    computed = (spans["student"].low, spans["student"].high)
    arithmetic = f"{q.words}, n = {n1} / {n0}: t: p = {at:.3g} [{computed[0]:.3g} – {computed[1]:.3g}]"
    c = q.claim
    if any(s.overlaps(c.span) for s in spans.values()):
        exact = (
            c.decimals is not None
            and c.comparison == "="
            and abs(half_up(at, c.decimals) - (c.span.low + c.span.high) / 2) < 1e-9
        )
        return Check(
            "p_value_means",
            q.target,
            q.inputs,
            Verdict.EXACT if exact else Verdict.ROUNDING,
            told("p-follows", claim=c.words, table=q.words, test=told("test-student"), p=p_text(at)),
            arithmetic,
            computed=computed,
        )
    error = np.sqrt(q.s1**2 / n1 + q.s0**2 / n0)
    return verdict_of(
        Untested(
            "p_value_means",
            c,
            q.inputs,
            arithmetic,
            q.words,
            computed,
            ((q.m1 - q.m0) / error).ravel(),
            one_sided=Span(computed[0] / 2, computed[1] / 2).overlaps(c.span) and c.decimals is not None,
            every_size=False,
            limit=None,
            r2=adjustment.R2_MEASURED,
            made=q.pair.made(q.claim.figure),
        )
    )


def _unknown(q: _Asked, cap: int) -> Check:
    sizes = np.arange(2, cap + 1, dtype=float)[None, :]
    p = student_p(q.m1, q.s1, sizes, q.m0, q.s0, sizes)
    fits = inside_claim(p, q.claim).any(axis=0)
    computed = (float(np.nanmin(p[:, -1])), float(np.nanmax(p[:, -1])))
    arithmetic = f"{q.words}, n ≤ {cap}"
    if fits.any():
        ns = runs([int(x) for x in sizes[0, fits]])
        return Check(
            "p_value_means",
            q.target,
            q.inputs,
            Verdict.ASSUMPTION,
            told("p-at-some-sizes", claim=q.claim.words, pair=q.words, test=told("test-student"), sizes=ns),
            arithmetic + f" → n = {ns}",
            computed=computed,
            severity=24,
            symmetric=False,
            assumption=told("people-per-group", sizes=ns),
        )
    error = np.sqrt(q.s1**2 / cap + q.s0**2 / cap)
    return verdict_of(
        Untested(
            "p_value_means",
            q.claim,
            q.inputs,
            arithmetic,
            q.words,
            (float(np.nanmin(p)), float(np.nanmax(p))),
            ((q.m1 - q.m0) / error).ravel(),
            one_sided=bool(inside_claim(p / 2, q.claim).any()) and q.claim.decimals is not None,
            every_size=True,
            limit=told("with-at-most", treated=str(cap), control=str(cap)),
            r2=adjustment.R2_MEASURED,
            made=q.pair.made(q.claim.figure),
        )
    )
