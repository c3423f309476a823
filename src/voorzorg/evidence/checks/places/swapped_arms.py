"""Arms that changed places between two sections or sources, wholly or for one value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.evidence.checks.places.agreement import versions
from voorzorg.evidence.checks.two_arms.arms import NOT_AN_ARM, two_arms
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import printed_in, told
from voorzorg.messages import Name

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given


def _places(figures: Figures) -> dict[tuple[str, ...], dict[tuple[str, str], dict[str, Figure]]]:
    """outcome and statistic -> place in a source -> arm -> figure."""
    found: dict[tuple[str, ...], dict[tuple[str, str], dict[str, Figure]]] = defaultdict(dict)
    for f in figures:
        if f.has_value and f.arm not in NOT_AN_ARM and f.statistic in ("percentage", "mean"):
            key = (f.study, f.outcome, f.statistic, f.unit if f.statistic == "mean" else "", _moment(f))
            found[key].setdefault((f.source, f.section), {}).setdefault(f.arm, f)
    return found


def _moment(f: Figure) -> str:
    """The wave as the quantity names it, so that a wave that is called differently in
    two places counts as one."""
    for arm in (f"_{f.statistic}_{f.arm}",):
        if f.quantity.endswith(arm):
            return f.quantity.removesuffix(arm)
    return f.wave


def check(given: Given) -> Iterator[Check]:
    """Arms that changed places."""
    for places in _places(given.figures).values():
        whole = [two for arms in places.values() if (two := two_arms(arms)) is not None]
        for i, (t1, c1) in enumerate(whole):
            for t2, c2 in whole[i + 1 :]:
                if c1.text == c2.text or t1.text == t2.text or t1.text == c1.text:
                    continue
                if t1.text == c2.text and c1.text == t2.text:
                    yield _swap(t1, c1, t2, c2)
                elif t1.text == c2.text or c1.text == t2.text:
                    yield _half_swap(t1, c1, t2, c2)


def _swap(t1: Figure, c1: Figure, t2: Figure, c2: Figure) -> Check:
    return Check(
        "swapped_arms",
        (t1.figure_id, c1.figure_id, t2.figure_id, c2.figure_id),
        (),
        Verdict.CONTRADICTED,
        told("arms-swapped", first=t1.text, second=c1.text, here=printed_in(t1), there=printed_in(t2)),
        versions((t1, c1)) + " ↔ " + versions((t2, c2)),
        severity=66,
        key=f"swapped_arms:{t1.figure_id}:{t2.figure_id}",
    )


def _half_swap(t1: Figure, c1: Figure, t2: Figure, c2: Figure) -> Check:
    # the shared number and its two owners
    a, b = (t1, c2) if t1.text == c2.text else (c1, t2)
    return Check(
        "shared_value",
        (a.figure_id, b.figure_id),
        (t1.figure_id, c1.figure_id, t2.figure_id, c2.figure_id),
        Verdict.CONTRADICTED,
        told(
            "value-of-another-arm",
            value=a.printed(),
            here=printed_in(a),
            arm=Name("arm", a.arm),
            there=printed_in(b),
            other=Name("arm", b.arm),
        ),
        versions((t1, c1)) + " ↔ " + versions((t2, c2)),
        severity=64,
        symmetric=False,
        key=f"shared_value:{a.figure_id}:{b.figure_id}",
    )
