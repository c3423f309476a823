"""Relations that compute: a target as the sum, share or product of its inputs, with what rounding allows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from voorzorg.evidence.arithmetic.rounding import Span, half_up
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.relations.conclusion import concluded
from voorzorg.evidence.relations.model import Input, Relation
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.evidence.words import Words, told
from voorzorg.messages import Message

Numbers = Sequence[float]


def _product(values: Numbers) -> float:
    return math.prod(values)


#: kind -> formula on one number per input, and its sign as written
ARITHMETIC: dict[str, tuple[Callable[[Numbers], float], str]] = {
    "sum": (sum, " + "),
    "difference": (lambda v: v[0] - sum(v[1:]), " − "),
    "product": (_product, " × "),
    "ratio": (lambda v: v[0] / v[1] if v[1] else math.nan, " / "),
    "percent": (lambda v: 100 * v[0] / v[1] if v[1] else math.nan, " / "),
    "relative_change": (lambda v: 100 * (v[0] / v[1] - 1) if v[1] else math.nan, " / "),
    "complement": (lambda v: 100 - sum(v), " − "),
}


def _ends_of(target: Figure, r: Relation) -> list[str]:
    if r.ends != "both":
        return [r.ends]
    return ["low", "high"] if math.isfinite(target.value_high) else ["low"]


def _central(i: Input, end: str, figures: Figures) -> float:
    if i.figure is None:
        return float(i.number or 0.0)
    f, side = figures[i.figure], end if i.end == "same" else i.end
    return f.value_high if side == "high" and math.isfinite(f.value_high) else f.value


def input_span(i: Input, end: str, figures: Figures, *, truncated: bool) -> Span:
    """What may stand behind an input; ``truncated``: also where its surplus digits were cut off."""
    if i.figure is None:
        return Span(float(i.number or 0.0), float(i.number or 0.0))
    f, side = figures[i.figure], end if i.end == "same" else i.end
    near = f.span(side)
    if i.below is not None:
        return Span(near.low, min(near.high, i.below))
    if not truncated or f.exact or f.comparison != "=":
        return near
    cut = f.span(side, "truncation")
    return Span(min(near.low, cut.low), max(near.high, cut.high))


def _evaluate(r: Relation, end: str, figures: Figures, *, truncated: bool = False) -> Span:
    formula = ARITHMETIC[r.kind][0]
    spans = [input_span(i, end, figures, truncated=truncated) for i in r.inputs]
    if r.kind in ("sum", "complement", "difference"):
        low = [s.low for s in spans]
        high = [s.high for s in spans]
        if r.kind == "sum":
            return Span(sum(low), sum(high))
        if r.kind == "complement":
            return Span(100 - sum(high), 100 - sum(low))
        return Span(low[0] - sum(high[1:]), high[0] - sum(low[1:]))
    corners = [formula(c) for c in itertools.product(*((s.low, s.high) for s in spans))]
    finite = [c for c in corners if not math.isnan(c)]
    return Span(min(finite), max(finite)) if finite else Span(math.nan, math.nan)


def _written(r: Relation, end: str, figures: Figures, result: float) -> str:
    values = [_central(i, end, figures) for i in r.inputs]
    parts = [f"{v:.10g}" for v in values]
    joined = ARITHMETIC[r.kind][1].join(parts)
    if r.kind in ("percent", "relative_change"):
        joined = f"100 × {joined}" if r.kind == "percent" else f"100 × ({joined} − 1)"
    if r.kind == "complement":
        joined = "100 − " + " − ".join(parts)
    return f"{joined} = {result:.8g}"


def arithmetic_check(r: Relation, figures: Figures) -> Check:
    """A relation that computes the target from its inputs."""
    target = figures[r.all_targets[0]]
    inputs = tuple(i.figure for i in r.inputs if i.figure)
    rank = [Verdict.EXACT, Verdict.ROUNDING, Verdict.ASSUMPTION, Verdict.CONTRADICTED]
    verdict, gap, sums, spans, truncated = Verdict.EXACT, 0.0, [], [], False
    for end in _ends_of(target, r):
        at = ARITHMETIC[r.kind][0]([_central(i, end, figures) for i in r.inputs])
        got, wanted = _evaluate(r, end, figures), target.span(end)
        printed = target.value_high if end == "high" and math.isfinite(target.value_high) else target.value
        sums.append(_written(r, end, figures, at) + f" (printed {show(printed)})")
        spans.append(got)
        if target.comparison == "=" and half_up(at, target.decimals) == printed:
            found = Verdict.EXACT
        elif got.overlaps(wanted):
            found = Verdict.ROUNDING
        elif _evaluate(r, end, figures, truncated=True).overlaps(
            input_span(Input(figure=target.figure_id), end, figures, truncated=True)
        ):
            found, truncated = Verdict.ASSUMPTION, True
        else:
            found = Verdict.CONTRADICTED
            gap = max(gap, got.gap(wanted))
        verdict = max(verdict, found, key=rank.index)
    assumption: Words | None = r.assume
    if truncated and verdict is Verdict.ASSUMPTION:
        cut = told("numbers-truncated")
        assumption = told("both-assumed", a=r.assume, b=cut) if r.assume else cut
    if r.assume is not None and verdict in (Verdict.EXACT, Verdict.ROUNDING):
        verdict = Verdict.ASSUMPTION
    severity = (
        r.severity if r.severity is not None and verdict in (Verdict.CONTRADICTED, Verdict.ASSUMPTION) else -1
    )
    if severity < 0 and verdict is Verdict.CONTRADICTED:
        severity = 45 + off_by(gap, target.value)
    return concluded(
        r,
        inputs,
        verdict,
        _reason(r, target, verdict, assumption),
        "; ".join(sums),
        severity=severity,
        assumption=assumption,
        computed=(min(s.low for s in spans), max(s.high for s in spans)),
        symmetric=r.assume is None,
    )


def _reason(r: Relation, target: Figure, verdict: Verdict, assumption: Words | None) -> Message:
    words: dict[str, str | Message] = {"printed": target.printed()}
    words |= {"what": told(f"relation-{r.kind.replace('_', '-')}")}
    if verdict is Verdict.CONTRADICTED:
        following = told(f"relation-{r.kind.replace('_', '-')}-that-follows")
        return told("relation-not", printed=target.printed(), what=following)
    if verdict is Verdict.ASSUMPTION and assumption is not None:
        return told("relation-assuming", assumption=assumption, **words)
    return told("relation-exactly" if verdict is Verdict.EXACT else "relation-rounded", **words)
