"""Relations that compare: orders, two versions of one number, pairs that a difference may be of."""

from __future__ import annotations

import itertools

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.relations.arithmetic import input_span
from voorzorg.evidence.relations.conclusion import concluded, printed
from voorzorg.evidence.relations.model import Relation
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.evidence.words import at, sentences, told
from voorzorg.messages import Name


def order_check(r: Relation, figures: Figures) -> Check:
    """A target that cannot be larger (or smaller) than each of its inputs."""
    target, inputs = figures[r.all_targets[0]], tuple(i.figure for i in r.inputs if i.figure)
    most, own = r.kind == "at_most", target.span()
    broken = []
    for i in r.inputs:
        other = input_span(i, "same", figures, truncated=False)
        if own.low > other.high + 1e-9 if most else own.high < other.low - 1e-9:
            broken.append((i, own.gap(other)))
    arithmetic = (
        f"{target.printed()} {'≤' if most else '≥'} {', '.join(printed(i, figures) for i in r.inputs)}"
    )
    if not broken:
        verdict, reason = Verdict.NOT_CHECKABLE, told("relation-no-conflict")
        return concluded(r, inputs, verdict, reason, arithmetic, assumption=r.assume, symmetric=False)
    words = {"printed": target.printed(), "against": ", ".join(printed(i, figures) for i, _ in broken)}
    reason = told("relation-larger" if most else "relation-smaller", **words)
    if r.assume:
        reason = sentences(reason, told("relation-possible-if", assumption=r.assume))
    severity = 35 if r.assume else 50 + off_by(max(gap for _, gap in broken), target.value)
    return concluded(
        r,
        inputs,
        Verdict.ASSUMPTION if r.assume else Verdict.CONTRADICTED,
        reason,
        arithmetic,
        assumption=r.assume,
        symmetric=False,
        severity=severity if r.severity is None else r.severity,
    )


def _share_values(a: Span, b: Span) -> bool:
    """Two printed versions of one number share more than an end point (6 and 7 meet at 6.5 only)."""
    low, high = max(a.low, b.low), min(a.high, b.high)
    return low <= high + 1e-9 if a.exact or b.exact else high - low > 1e-9


def equal_check(r: Relation, figures: Figures) -> Check:
    """Two versions of one number; an assumption, where given, is what would explain a difference."""
    target, other = figures[r.all_targets[0]], r.inputs[0]
    ends = ("low", "high") if r.ends == "both" else (r.ends,)
    pairs = [(target.span(e), input_span(other, e, figures, truncated=False)) for e in ends]
    same = all(_share_values(a, b) for a, b in pairs)
    number = printed(other, figures)
    against = told("relation-origin", origin=other.why, number=number) if other.why else number
    words = {"printed": target.printed(), "against": against}
    reason = told("relation-agrees" if same else "relation-against", **words)
    if not same and r.assume is not None:
        reason = sentences(reason, told("relation-only-if", assumption=r.assume))
    verdict = Verdict.ROUNDING if same else Verdict.ASSUMPTION if r.assume else Verdict.CONTRADICTED
    severity = 35 if r.assume else 45 + off_by(max(a.gap(b) for a, b in pairs), target.value or 1)
    return concluded(
        r,
        tuple(x for x in (other.figure,) if x),
        verdict,
        reason,
        f"{target.printed()} {'=' if same else '≠'} {number}",
        severity=-1 if same else severity if r.severity is None else r.severity,
        assumption=r.assume if verdict is Verdict.ASSUMPTION else None,
    )


def candidates_check(r: Relation, figures: Figures) -> Check:
    """A difference that does not say of what: which printed pairs give it?"""
    target = figures[r.all_targets[0]]
    fits: list[tuple[str, str]] = []
    tried: list[str] = []
    for a, b in r.candidates:
        x, y = figures[a], figures[b]
        got = Span(x.span().low - y.span().high, x.span().high - y.span().low)
        tried.append(f"{x.text} − {y.text} = {x.value - y.value:.4g}")
        if x.value - y.value == target.value:
            fits.insert(0, (a, b))
        elif got.overlaps(target.span()):
            fits.append((a, b))
    inputs = tuple(dict.fromkeys(itertools.chain.from_iterable(fits or r.candidates)))
    if not fits:
        reason = told("relation-no-pair", printed=target.printed())
        return concluded(
            r,
            inputs,
            Verdict.CONTRADICTED,
            reason,
            "; ".join(tried),
            symmetric=False,
            severity=r.severity or 55,
        )
    one, other = (figures[x] for x in fits[0])
    name = at(Name("outcome", one.outcome), Name("wave", one.wave))
    words = {"printed": target.printed(), "a": one.text, "b": other.text, "name": name}
    more = len(fits) - 1
    reason = (
        told("relation-pair-and-more", more=str(more), **words) if more else told("relation-pair", **words)
    )
    return concluded(
        r,
        inputs,
        Verdict.ASSUMPTION,
        reason,
        "; ".join(tried),
        symmetric=False,
        severity=r.severity or 26,
        assumption=told("relation-is-about", name=name),
    )
