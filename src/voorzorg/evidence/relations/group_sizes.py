"""Relations about denominators: percentages of one group, and one count printed as several percentages."""

from __future__ import annotations

from voorzorg.evidence.arithmetic.grim import common_denominators, denominators_for
from voorzorg.evidence.checks.one_figure.one_row import runs
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.relations.conclusion import concluded
from voorzorg.evidence.relations.model import Relation
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told


def denominator_check(r: Relation, figures: Figures) -> Check:
    """Percentages that are printed together: is there one group size that gives them all?"""
    rows = [figures[x] for x in r.all_targets]
    stated = {int(figures[i.figure].value): i.figure for i in r.inputs if i.figure}
    stated |= {int(i.number): "" for i in r.inputs if i.number is not None}
    cap = max(stated)
    texts = [(f.text, f.decimals) for f in rows]
    fits, cut = common_denominators(texts, cap), common_denominators(texts, cap, "truncation")
    beyond = [n for n in common_denominators(texts, 4 * cap + 40) if n > cap][:3]
    beyond_cut = [n for n in common_denominators(texts, 4 * cap + 40, "truncation") if n > cap][:3]
    inputs = tuple(x for x in stated.values() if x)
    words = {"shares": ", ".join(f.printed() for f in rows), "sizes": ", ".join(map(str, sorted(stated)))}
    arithmetic = (
        f"{words['shares']}; n ≤ {cap}: {runs(fits) or '–'}; truncated: {runs(cut) or '–'}; n > {cap}: "
        f"{runs(beyond) or '–'}, truncated {runs(beyond_cut) or '–'}"
    )
    own = [n for n in fits if n in stated]
    if own:
        reason = told("sizes-all-fit", n=runs(own), **words)
        return concluded(r, inputs, Verdict.ROUNDING, reason, arithmetic, symmetric=False)
    if fits or cut:
        way = told("n-is" if fits else "n-is-truncated", n=runs(fits or cut))
        return concluded(
            r,
            inputs,
            Verdict.ASSUMPTION,
            told("sizes-fit-if", way=way, **words),
            arithmetic,
            symmetric=False,
            severity=r.severity or 40,
            assumption=told("denominator", way=way),
        )
    far = told("n-with-truncation" if beyond_cut and not beyond else "n-is", n=runs(beyond or beyond_cut))
    return concluded(
        r,
        inputs,
        Verdict.CONTRADICTED,
        told("sizes-fit-none", way=far, cap=str(cap), **words),
        arithmetic,
        symmetric=False,
        severity=r.severity or 66,
    )


def count_check(r: Relation, figures: Figures) -> Check:
    """One count printed as several percentages, rounded or truncated: which group sizes reconcile them?"""
    rows = [figures[x] for x in r.all_targets]
    events = next(f.events for f in rows if f.events is not None)
    inputs = tuple(i.figure for i in r.inputs if i.figure)
    cap = max(int(figures[x].value) for x in inputs)
    nearest = [set(denominators_for(f.text, f.decimals, cap, events=events)) for f in rows]
    either = [
        near | set(denominators_for(f.text, f.decimals, cap, "truncation", events=events))
        for near, f in zip(nearest, rows, strict=True)
    ]
    both, mixed = sorted(set.intersection(*nearest)), sorted(set.intersection(*either))
    words = {"events": str(events), "shares": ", ".join(dict.fromkeys(f.printed() for f in rows))}
    arithmetic = (
        f"{events}/n = {words['shares']}; n ≤ {cap}: rounded {runs(both) or '–'}, rounded or truncated "
        f"{runs(mixed) or '–'}"
    )
    if not mixed:
        reason = told("count-at-no-size", cap=str(cap), **words)
        severity = r.severity or 60
        return concluded(
            r, inputs, Verdict.CONTRADICTED, reason, arithmetic, symmetric=False, severity=severity
        )
    way = told("size-is" if both else "size-is-lowest-truncated", n=runs(both or mixed))
    if_so = told("count-if" if both else "count-if-lowest-truncated", n=runs(both or mixed), **words)
    return concluded(
        r,
        inputs,
        Verdict.ASSUMPTION,
        if_so,
        arithmetic,
        symmetric=False,
        severity=r.severity or 34,
        assumption=way,
    )
