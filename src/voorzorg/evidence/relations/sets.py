"""Relations that compare: orders, common group sizes, one count in several percentages, possible pairs."""

from __future__ import annotations

import itertools

from voorzorg.evidence.arithmetic.grim import common_denominators, denominators_for
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.checks.one_row import runs
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.relations.arithmetic import input_span
from voorzorg.evidence.relations.model import Relation
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.text import Text


def order_check(r: Relation, figures: Figures) -> Check:
    """A target that cannot be larger (or smaller) than each of its inputs."""
    target = figures[r.all_targets[0]]
    inputs = tuple(i.figure for i in r.inputs if i.figure)
    broken = []
    for i in r.inputs:
        other, own = input_span(i, "same", figures, truncated=False), target.span()
        wrong = own.low > other.high + 1e-9 if r.kind == "at_most" else own.high < other.low - 1e-9
        if wrong:
            broken.append((i, own.gap(other)))
    sign = "≤" if r.kind == "at_most" else "≥"
    named = [figures[i.figure].printed() if i.figure else f"{i.number:g}" for i in r.inputs]
    arithmetic = f"{target.printed()} {sign} " + ", ".join(named)
    if not broken:
        assume = r.assume
        verdict = Verdict.NOT_CHECKABLE
        return Check(
            f"relation_{r.kind}",
            r.all_targets,
            inputs,
            verdict,
            Text(
                nl=f"{r.label.nl}: niet in strijd, maar ook niet herleidbaar.",
                en=f"{r.label.en}: no conflict, but not re-derivable either.",
            ),
            arithmetic,
            assumption=assume,
            key=f"relation:{r.key}",
            symmetric=False,
        )
    remark = r.remark or Text(nl="", en="")
    verdict = Verdict.ASSUMPTION if r.assume else Verdict.CONTRADICTED
    word = Text(nl="groter", en="larger") if r.kind == "at_most" else Text(nl="kleiner", en="smaller")
    against = ", ".join(figures[i.figure].printed() if i.figure else f"{i.number:g}" for i, _ in broken)
    return Check(
        f"relation_{r.kind}",
        r.all_targets,
        inputs,
        verdict,
        Text(
            nl=f"{r.label.nl}: {target.printed()} is {word.nl} dan {against}."
            + (f" Het kan alleen als {r.assume.nl}." if r.assume else "")
            + (f" {remark.nl}" if remark.nl else ""),
            en=f"{r.label.en}: {target.printed()} is {word.en} than {against}."
            + (f" Possible only if {r.assume.en}." if r.assume else "")
            + (f" {remark.en}" if remark.en else ""),
        ),
        arithmetic,
        assumption=r.assume,
        key=f"relation:{r.key}",
        symmetric=False,
        severity=r.severity
        if r.severity is not None
        else (35 if r.assume else 50) + (0 if r.assume else off_by(max(g for _, g in broken), target.value)),
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
    printed = figures[other.figure].printed() if other.figure else f"{other.number:g}"
    origin = other.why
    against = Text(
        nl=f"{origin.nl} = {printed}" if origin else printed,
        en=f"{origin.en} = {printed}" if origin else printed,
    )
    remark = r.remark if r.remark is not None and not same else Text(nl="", en="")
    gap = max(a.gap(b) for a, b in pairs)
    verdict = Verdict.ROUNDING if same else Verdict.ASSUMPTION if r.assume else Verdict.CONTRADICTED
    nl = f"{r.label.nl}: {target.printed()} {'komt overeen met' if same else 'tegenover'} {against.nl}."
    en = f"{r.label.en}: {target.printed()} {'agrees with' if same else 'against'} {against.en}."
    if not same and r.assume is not None:
        nl, en = f"{nl} Dat kan alleen als {r.assume.nl}.", f"{en} Possible only if {r.assume.en}."
    severity = (
        r.severity if r.severity is not None else 35 if r.assume else 45 + off_by(gap, target.value or 1)
    )
    return Check(
        "relation_equal",
        r.all_targets,
        tuple(x for x in (other.figure,) if x),
        verdict,
        Text(nl=f"{nl} {remark.nl}".strip(), en=f"{en} {remark.en}".strip()),
        f"{target.printed()} {'=' if same else '≠'} {printed}",
        severity=-1 if same else severity,
        assumption=r.assume if verdict is Verdict.ASSUMPTION else None,
        key=f"relation:{r.key}",
    )


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
    words = ", ".join(f.printed() for f in rows)
    inputs = tuple(x for x in stated.values() if x)
    sizes = ", ".join(str(n) for n in sorted(stated))
    arithmetic = (
        f"{words}; n ≤ {cap}: {runs(fits) or '–'}; truncated: {runs(cut) or '–'}; n > {cap}: "
        f"{runs(beyond) or '–'}, truncated {runs(beyond_cut) or '–'}"
    )
    remark = r.remark or Text(nl="", en="")
    own = [n for n in fits if n in stated]
    if own:
        return Check(
            "relation_common_denominator",
            r.all_targets,
            inputs,
            Verdict.ROUNDING,
            Text(
                nl=f"{r.label.nl}: alle percentages ({words}) passen bij n = {runs(own)}.",
                en=f"{r.label.en}: all percentages ({words}) fit n = {runs(own)}.",
            ),
            arithmetic,
            key=f"relation:{r.key}",
            symmetric=False,
        )
    if fits or cut:
        way = runs(fits) if fits else runs(cut)
        how_nl, how_en = ("", "") if fits else (" en is afgekapt", " and it was truncated")
        return Check(
            "relation_common_denominator",
            r.all_targets,
            inputs,
            Verdict.ASSUMPTION,
            Text(
                nl=f"{r.label.nl}: de percentages ({words}) passen bij geen van de gepubliceerde "
                f"aantallen ({sizes}), wel als "
                f"n = {way}{how_nl}. {remark.nl}".strip(),
                en=f"{r.label.en}: the percentages ({words}) fit none of the published numbers ({sizes}), "
                "but do if "
                f"n = {way}{how_en}. {remark.en}".strip(),
            ),
            arithmetic,
            key=f"relation:{r.key}",
            symmetric=False,
            severity=r.severity or 40,
            assumption=Text(nl=f"noemer n = {way}{how_nl}", en=f"denominator n = {way}{how_en}"),
        )
    way = runs(beyond) if beyond else runs(beyond_cut)
    how_nl, how_en = ("", "") if beyond or not beyond_cut else (" met afkappen", " with truncation")
    return Check(
        "relation_common_denominator",
        r.all_targets,
        inputs,
        Verdict.CONTRADICTED,
        Text(
            nl=f"{r.label.nl}: geen enkele groep van hoogstens {cap} (gepubliceerd: {sizes}) geeft "
            f"{words} samen; dat kan pas bij "
            f"n = {way}{how_nl}. {remark.nl}".strip(),
            en=f"{r.label.en}: no group of at most {cap} (published: {sizes}) gives {words} together; the "
            "first that can is "
            f"n = {way}{how_en}. {remark.en}".strip(),
        ),
        arithmetic,
        key=f"relation:{r.key}",
        symmetric=False,
        severity=r.severity or 66,
    )


def count_check(r: Relation, figures: Figures) -> Check:
    """One count printed as several percentages, each rounded or truncated: which group
    sizes reconcile them?"""
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
    words = ", ".join(dict.fromkeys(f.printed() for f in rows))
    remark = r.remark or Text(nl="", en="")
    arithmetic = (
        f"{events}/n = {words}; n ≤ {cap}: rounded {runs(both) or '–'}, rounded or truncated "
        f"{runs(mixed) or '–'}"
    )
    if not mixed:
        return Check(
            "relation_same_count",
            r.all_targets,
            inputs,
            Verdict.CONTRADICTED,
            Text(
                nl=f"{r.label.nl}: bij geen enkele noemer tot {cap} zijn {events} gevallen {words}. "
                f"{remark.nl}".strip(),
                en=f"{r.label.en}: at no denominator up to {cap} are {events} events {words}. "
                f"{remark.en}".strip(),
            ),
            arithmetic,
            key=f"relation:{r.key}",
            symmetric=False,
            severity=r.severity or 60,
        )
    cut_nl, cut_en = (
        ("", "")
        if both
        else (" en het laagste percentage is afgekapt", " and the lowest percentage was truncated")
    )
    n = runs(both or mixed)
    return Check(
        "relation_same_count",
        r.all_targets,
        inputs,
        Verdict.ASSUMPTION,
        Text(
            nl=f"{r.label.nl}: {events} gevallen zijn {words} als de noemer {n} is{cut_nl}. "
            f"{remark.nl}".strip(),
            en=f"{r.label.en}: {events} events are {words} if the denominator is {n}{cut_en}. "
            f"{remark.en}".strip(),
        ),
        arithmetic,
        key=f"relation:{r.key}",
        symmetric=False,
        severity=r.severity or 34,
        assumption=Text(nl=f"noemer {n}{cut_nl}", en=f"denominator {n}{cut_en}"),
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
    arithmetic = "; ".join(tried)
    if not fits:
        return Check(
            "relation_one_of_differences",
            r.all_targets,
            inputs,
            Verdict.CONTRADICTED,
            Text(
                nl=f"{r.label.nl}: geen van de gepubliceerde paren geeft {target.printed()}.",
                en=f"{r.label.en}: none of the published pairs gives {target.printed()}.",
            ),
            arithmetic,
            key=f"relation:{r.key}",
            symmetric=False,
            severity=r.severity or 55,
        )
    a, b = fits[0]
    names = Text(
        nl=f"{figures[a].outcome} ({figures[a].wave})", en=f"{figures[a].outcome} ({figures[a].wave})"
    )
    more = len(fits) - 1
    remark = r.remark or Text(nl="", en="")
    return Check(
        "relation_one_of_differences",
        r.all_targets,
        inputs,
        Verdict.ASSUMPTION,
        Text(
            nl=f"{r.label.nl}: {target.printed()} is {figures[a].text} − {figures[b].text} als het over "
            f"{names.nl} gaat"
            + (f"; nog {more} ander(e) pa(a)r(en) kan ook" if more else "")
            + f". {remark.nl}".rstrip(),
            en=f"{r.label.en}: {target.printed()} is {figures[a].text} − {figures[b].text} if it is about "
            f"{names.en}"
            + (f"; {more} other pair(s) would do as well" if more else "")
            + f". {remark.en}".rstrip(),
        ),
        arithmetic,
        key=f"relation:{r.key}",
        symmetric=False,
        severity=r.severity or 26,
        assumption=Text(nl=f"het gaat over {names.nl}", en=f"it is about {names.en}"),
    )
