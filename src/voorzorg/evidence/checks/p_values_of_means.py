"""Claims about a test against two means with standard deviations."""

from __future__ import annotations

import numpy as np

from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.arithmetic.two_group_formulas import student_p, welch_p
from voorzorg.evidence.checks.arms import Pair
from voorzorg.evidence.checks.claims import ALPHA, Claim, inside_claim, p_text
from voorzorg.evidence.checks.one_row import runs
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.text import Text


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
    corners = np.array(
        np.meshgrid(
            *[
                np.unique([f.span().low, f.value, f.span().high])
                for f in (pair.treated, pair.control, *pair.sds)
            ]
        )
    ).reshape(4, -1)
    m1, m0, s1, s0 = (x[:, None] for x in corners)
    s1, s0 = np.clip(s1, 1e-9, None), np.clip(s0, 1e-9, None)
    inputs = (*pair.ids, *(s.figure_id for s in pair.sds))
    words = " v ".join(
        f"{m.text} (SD {s.text})" for m, s in zip((pair.treated, pair.control), pair.sds, strict=True)
    )
    if n1 and n0:
        a, b = np.array([[float(n1)]]), np.array([[float(n0)]])
        found_p = {"student": student_p(m1, s1, a, m0, s0, b), "welch": welch_p(m1, s1, a, m0, s0, b)}
        spans = {k: Span(float(np.nanmin(v)), float(np.nanmax(v))) for k, v in found_p.items()}
        at = float(
            student_p(
                *(
                    np.array(x, float)
                    for x in (
                        pair.treated.value,
                        pair.sds[0].value,
                        n1,
                        pair.control.value,
                        pair.sds[1].value,
                        n0,
                    )
                )
            )
        )
        arithmetic = (
            f"{words}, n = {n1} / {n0}: t-test p = {at:.3g} [{spans['student'].low:.3g} – "
            f"{spans['student'].high:.3g}]"
        )
        good = [k for k, s in spans.items() if s.overlaps(c.span)]
        computed = (spans["student"].low, spans["student"].high)
        if good:
            exact = (
                c.decimals is not None
                and c.comparison == "="
                and abs(half_up(at, c.decimals) - (c.span.low + c.span.high) / 2) < 1e-9
            )
            return Check(
                "p_value_means",
                (c.figure.figure_id,),
                inputs,
                Verdict.EXACT if exact else Verdict.ROUNDING,
                Text(
                    nl=f"{c.words} volgt uit {words} met een t-toets (p = {p_text(at, 'nl')}).",
                    en=f"{c.words} follows from {words} by a t-test (p = {p_text(at)}).",
                ),
                arithmetic,
                computed=computed,
            )
        half = Span(computed[0] / 2, computed[1] / 2)
        if half.overlaps(c.span) and c.decimals is not None:
            return Check(
                "p_value_means",
                (c.figure.figure_id,),
                inputs,
                Verdict.ASSUMPTION,
                Text(
                    nl=f"{c.words} volgt alleen met een eenzijdige t-toets; tweezijdig is p "
                    f"{p_text(at, 'nl')}.",
                    en=f"{c.words} follows only by a one-sided t-test; two-sided, p is {p_text(at)}.",
                ),
                arithmetic,
                severity=48,
                computed=computed,
                symmetric=False,
                instead=("one_sided",),
                assumption=Text(nl="eenzijdige toets", en="a one-sided test"),
            )
        crosses = (c.span.high <= ALPHA < computed[0]) or (c.span.low >= ALPHA > computed[1])
        return Check(
            "p_value_means",
            (c.figure.figure_id,),
            inputs,
            Verdict.CONTRADICTED,
            Text(
                nl=f"{c.words} volgt niet uit {words}: een t-toets geeft p = {p_text(at, 'nl')}.",
                en=f"{c.words} does not follow from {words}: a t-test gives p = {p_text(at)}.",
            ),
            arithmetic,
            severity=72 if crosses else 55,
            computed=computed,
        )
    if not cap1 or not cap0:
        return None
    sizes = np.arange(2, min(cap1, cap0) + 1, dtype=float)[None, :]
    p = student_p(m1, s1, sizes, m0, s0, sizes)
    fits = inside_claim(p, c).any(axis=0)
    computed = (float(np.nanmin(p[:, -1])), float(np.nanmax(p[:, -1])))
    arithmetic = f"{words}, n per group ≤ {int(sizes[0, -1])}"
    if fits.any():
        ns = runs([int(x) for x in sizes[0, fits]])
        return Check(
            "p_value_means",
            (c.figure.figure_id,),
            inputs,
            Verdict.ASSUMPTION,
            Text(
                nl=f"{c.words} volgt uit {words} met een t-toets als er per groep {ns} personen meetelden.",
                en=f"{c.words} follows from {words} by a t-test if {ns} people per group counted.",
            ),
            arithmetic + f" → n = {ns}",
            computed=computed,
            severity=24,
            symmetric=False,
            assumption=Text(nl=f"{ns} personen per groep", en=f"{ns} people per group"),
        )
    return Check(
        "p_value_means",
        (c.figure.figure_id,),
        inputs,
        Verdict.CONTRADICTED,
        Text(
            nl=f"{c.words} volgt bij geen enkele groepsgrootte uit {words}.",
            en=f"{c.words} follows from {words} at no group size.",
        ),
        arithmetic,
        severity=60,
        computed=computed,
    )
