"""Every relation of a relations file, and those that the columns of the figures give by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.grim import counts_for
from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.relations.arithmetic import arithmetic_check
from voorzorg.evidence.relations.comparing import candidates_check, equal_check, order_check
from voorzorg.evidence.relations.group_sizes import count_check, denominator_check
from voorzorg.evidence.relations.model import Input, Relation
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import in_both, number, told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: a sum that another arm would close
DOUBT = 32


def automatic(figures: Figures) -> Iterator[Relation]:
    """Relations that the columns give by themselves: the arms of a count add up to "all"."""
    found: dict[tuple[str, ...], dict[str, Figure]] = {}
    for f in figures:
        if f.statistic in ("n", "count") and f.has_value and f.comparison == "=":
            key = (f.source, f.section, f.study, f.outcome, f.wave, f.informant, f.statistic)
            found.setdefault(key, {}).setdefault(f.arm, f)
    for arms in found.values():
        parts = [f for name, f in arms.items() if name not in ("all", "contrast", "")]
        if "all" in arms and len(parts) > 1:
            yield Relation(
                key=f"auto-{arms['all'].row}-sum",
                kind="sum",
                label=in_both("arms-together"),
                target=arms["all"].figure_id,
                inputs=tuple(Input(figure=f.figure_id) for f in parts),
            )


def _another_arm(found: Check, r: Relation, figures: Figures) -> Check | None:
    """The same as a doubt where half an arm or more is missing: a third one may not be printed."""
    if not found.verdict.bad:
        return None
    parts = [figures[x].value for x in found.inputs]
    if figures[r.all_targets[0]].value - sum(parts) < 0.5 * min(parts):
        return None
    return replace(
        found, verdict=Verdict.ASSUMPTION, severity=DOUBT, assumption=told("another-arm"), symmetric=False
    )


def _sums_elsewhere(figures: Figures) -> Iterator[Check]:
    """Arms in one place of a source that do not add up to everybody in another place."""
    found: dict[tuple[str, ...], dict[str, dict[str, Figure]]] = {}
    for f in figures:
        if f.statistic == "n" and f.has_value and f.comparison == "=":
            key = (f.source, f.study, f.outcome, f.wave, f.population)
            found.setdefault(key, {}).setdefault(f.section, {}).setdefault(f.arm, f)
    for places in found.values():
        totals = [arms["all"] for arms in places.values() if "all" in arms and len(arms) == 1]
        parts = [arms for arms in places.values() if "all" not in arms and len(arms) > 1]
        for total, arms in ((t, a) for t in totals for a in parts):
            together = sum(int(f.value) for name, f in arms.items() if name != "contrast")
            if together == int(total.value):
                continue
            words = {"sum": str(together), "here": next(iter(arms.values())).section, "there": total.section}
            yield Check(
                "relation_sum",
                (total.figure_id,),
                tuple(f.figure_id for f in arms.values()),
                Verdict.ASSUMPTION,
                told("arms-elsewhere", all=total.printed(), **words),
                f"{' + '.join(f.text for f in arms.values())} = {together} ≠ {total.text}",
                severity=36,
                assumption=told("other-people"),
                key=f"sum_elsewhere:{total.figure_id}",
                symmetric=False,
            )


def _mixture(figures: Figures) -> Iterator[Check]:
    """The percentage or mean of everybody lies between those of the two arms."""
    places: dict[tuple[str, ...], dict[str, Figure]] = {}
    for f in figures:
        if f.statistic in ("percentage", "mean") and f.has_value and f.comparison == "=":
            key = (f.source, f.section, f.study, f.outcome, f.wave, f.informant, f.unit, f.statistic)
            places.setdefault(key, {}).setdefault(f.arm, f)
    for arms in places.values():
        parts = [f for name, f in arms.items() if name not in ("all", "contrast", "")]
        if "all" not in arms or len(parts) != 2:
            continue
        total = arms["all"]
        counted = _counted(total, parts)
        if counted is not None:
            yield counted
            continue
        low, high = min(p.span().low for p in parts), max(p.span().high for p in parts)
        if total.span().overlaps(Span(low, high)):
            continue
        yield Check(
            "mixture",
            (total.figure_id,),
            tuple(p.figure_id for p in parts),
            Verdict.CONTRADICTED,
            told("mixture-outside", all=total.printed(), a=parts[0].printed(), b=parts[1].printed()),
            f"{total.text} ∉ [{low:g}, {high:g}]",
            severity=60,
        )


def _counted(total: Figure, parts: list[Figure]) -> Check | None:
    """The percentage of everybody against whole counts in both arms, where all three
    group sizes are published."""
    rows = (total, *parts)
    if total.statistic == "mean":
        return _averaged(total, parts)
    if total.statistic != "percentage" or any(not f.n or f.n_basis == "randomised" for f in rows):
        return None
    if total.n != sum(f.n or 0 for f in parts):
        return None
    counts = [counts_for(f.text, f.decimals, f.n or 0) for f in parts]
    if not all(len(c) for c in counts):
        return None
    low, high = sum(c[0] for c in counts), sum(c[-1] for c in counts)
    n = total.n or 1
    fits = [k for k in counts_for(total.text, total.decimals, n) if low <= k <= high]
    together = f"{low}" if low == high else f"{low}–{high}"
    sums = (
        f"{' + '.join(f'{c[0]}' if len(c) == 1 else f'({c[0]}–{c[-1]})' for c in counts)} = {together} of {n}"
    )
    inputs = tuple(f.figure_id for f in parts)
    return Check(
        "mixture",
        (total.figure_id,),
        inputs,
        Verdict.ROUNDING if fits else Verdict.CONTRADICTED,
        told("mixture-fits" if fits else "mixture-not", together=together, n=str(n), all=total.printed()),
        sums.replace(" of ", " / "),
        severity=-1 if fits else 60,
    )


def _averaged(total: Figure, parts: list[Figure]) -> Check | None:
    """The mean of everybody against those of two groups that are all of them, weighted by their sizes."""
    sizes = [f.n or 0 for f in parts]
    if not all(sizes) or total.n != sum(sizes) or any(f.made - {"crude"} for f in (total, *parts)):
        return None
    n = total.n or 1
    spans = [f.span() for f in parts]
    low = sum(k * s.low for k, s in zip(sizes, spans, strict=True)) / n
    high = sum(k * s.high for k, s in zip(sizes, spans, strict=True)) / n
    at = sum(k * f.value for k, f in zip(sizes, parts, strict=True)) / n
    joined = " + ".join(f"{f.text} × {k}" for f, k in zip(parts, sizes, strict=True))
    fits = total.span().overlaps(Span(low, high))
    return Check(
        "mixture",
        (total.figure_id,),
        tuple(f.figure_id for f in parts),
        Verdict.ROUNDING if fits else Verdict.CONTRADICTED,
        told("mean-of-all-fits" if fits else "mean-of-all-not", value=number(at), all=total.printed()),
        f"({joined}) / {n} = {at:.5g} [{low:.5g} – {high:.5g}]",
        severity=-1 if fits else 60,
        computed=(low, high),
    )


#: kind of relation -> its check; every kind that is not here computes
CHECKED_BY: dict[str, Callable[[Relation, Figures], Check]] = {
    "at_most": order_check,
    "at_least": order_check,
    "equal": equal_check,
    "common_denominator": denominator_check,
    "same_count": count_check,
    "one_of_differences": candidates_check,
}


def check_one(r: Relation, figures: Figures) -> Check:
    """The answer to one relation."""
    return CHECKED_BY.get(r.kind, arithmetic_check)(r, figures)


def check(given: Given) -> Iterator[Check]:
    """Every relation of the file, and those that the columns give by themselves."""
    figures = given.figures
    for r in given.relations:
        yield check_one(r, figures)
    for r in automatic(figures):
        found = check_one(r, figures)
        # "30 in each group" is not the sum of who was measured: a sum that does not close is an error only
        # where the rows say that they are about the same people
        if not found.verdict.bad or len({figures[x].population for x in r.figure_ids}) == 1:
            yield _another_arm(found, r, figures) or found
    yield from _sums_elsewhere(figures)
    yield from _mixture(figures)
