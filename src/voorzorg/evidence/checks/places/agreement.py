"""The same quantity in several places: do the versions agree, and if not, what could reconcile them?

Repetition is not confirmation: that three documents print the same number says that they copy each other, so
agreement gives no verdict here (it is shown beside the figure). Disagreement does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.rounding import CONVENTIONS, Span
from voorzorg.evidence.checks.two_arms.arms import NOT_AN_ARM
from voorzorg.evidence.figures.figure import Figure, Figures, show
from voorzorg.evidence.verdicts import Check, Verdict, off_by
from voorzorg.evidence.words import told
from voorzorg.messages import Message, Name

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

#: circumstances under which two versions may differ and both be right; the order is that of the explanation
CIRCUMSTANCES = ("price_year", "data_year", "wave", "n", "population", "unit", "made")
#: circumstances that differ in words in almost every two documents: they may explain a difference, weakly
WEAK = ("population", "unit")


#: what is taken for one quantity in several places where nobody says so; of sizes and contrasts a report may
#: well print several
PRESUMED = frozenset({"percentage", "mean", "sd", "median", "year", "duration"})


@dataclass(frozen=True)
class Group:
    """All printed versions of one quantity; ``presumed`` where no column says that they are one."""

    quantity: str
    figures: tuple[Figure, ...]
    presumed: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """Identifiers, in file order."""
        return tuple(f.figure_id for f in self.figures)

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources, each once."""
        return tuple(dict.fromkeys(f.source for f in self.figures))


Key = tuple[str, ...]


def same_things(figures: Figures) -> Callable[[Figure], Key | None]:
    """What figures have in common that are about the same: their quantity, or where that is left out, study,
    outcome, moment, arm and statistic. None for a figure that is taken for no other's.
    """
    used = Counter(f.quantity for f in figures)

    def key(f: Figure) -> Key | None:
        if f.quantity != f.figure_id or used[f.quantity] > 1:
            return (f.quantity, f.statistic)
        if f.statistic not in PRESUMED or not (f.arm not in NOT_AN_ARM or f.arm == "all"):
            return None
        named = (f.study, f.outcome, f.wave, f.arm, f.instrument, f.role, f.level, f.informant)
        return ("", *named, f.statistic)

    return key


def groups(figures: Figures) -> list[Group]:
    """Quantities that are printed with a number in more than one place.

    Numbers that one place prints under one name without telling them apart (a schedule of visits, a list of
    study years) are a list and not versions of each other: such a place takes no part.
    """
    found: dict[Key, dict[tuple[str, str], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    key_of = same_things(figures)
    for f in figures:
        key = key_of(f) if f.has_value else None
        if key is not None:
            found[key][(f.source, f.section)].append(f)
    made = []
    for key, places in found.items():
        rows = [f for place in places.values() if agree(place) for f in place]
        if len({(f.source, f.section) for f in rows}) > 1:
            made.append(Group(key[0] or rows[0].figure_id, tuple(rows), presumed=not key[0]))
    return made


def _common(spans: Iterable[Span]) -> bool:
    """Whether all spans share a value; a shared end point is not enough (19 and 18 meet at 18.5 only)."""
    spans = list(spans)
    low, high = max(s.low for s in spans), min(s.high for s in spans)
    if any(s.exact for s in spans):
        return low <= high + 1e-9 * max(1.0, abs(high))
    return high - low > 1e-9 * max(1.0, abs(low) if low != float("-inf") else 1.0)


def agree(figures: Iterable[Figure]) -> bool:
    """Whether one value can stand behind all versions (and behind their upper ends,
    where ranges are printed)."""
    rows = list(figures)
    return all(_common(f.span(end) for f in rows) for end in ("low", "high"))


def _truncation_reconciles(figures: tuple[Figure, ...]) -> bool:
    """One value of which every version is a rounding or a truncation."""
    if any(f.exact or f.comparison != "=" for f in figures):
        return False
    options = [[f.span(convention=c) for c in CONVENTIONS] for f in figures]
    candidates = {s.low for row in options for s in row} | {s.high for row in options for s in row}
    return any(all(any(s.contains(x) for s in row) for row in options) for x in candidates)


def _explanation(a: Figure, b: Figure, matters: set[str]) -> str | None:
    """The circumstance that lets two versions differ; ``name?`` where one of the two does not state it."""
    unstated = None
    for name in CIRCUMSTANCES:
        x, y = getattr(a, name), getattr(b, name)
        if x and y and x != y:
            return name
        if name in ("price_year", "data_year") and name in matters and not (x and y) and unstated is None:
            unstated = name
    return f"{unstated}?" if unstated else None


def _explanations(figures: tuple[Figure, ...]) -> list[str] | None:
    """Circumstances that together explain every two versions that disagree, or None where one pair stays."""
    matters = {name for name in ("price_year", "data_year") if any(getattr(f, name) for f in figures)}
    found: dict[str, None] = {}
    for i, a in enumerate(figures):
        for b in figures[i + 1 :]:
            if agree((a, b)):
                continue
            name = _explanation(a, b, matters)
            if name is None:
                return None
            found.setdefault(name)
    # an unstated price year need not be told apart once it is known that the price year matters
    return [name for name in found if not (name.endswith("?") and name[:-1] in found)]


def _values(figures: tuple[Figure, ...], name: str) -> list[Message]:
    def said(f: Figure) -> str | Name:
        value = getattr(f, name)
        if name == "wave" and value:
            return Name("wave", value)
        return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value or "–")

    return list(dict.fromkeys(told("has", value=f.printed(), which=said(f)) for f in figures))


def circumstance_words(names: list[str]) -> Message:
    """Circumstances as a list of words."""
    named = [told(f"circumstance-{name.rstrip('?').replace('_', '-')}") for name in names]
    whole = named[0]
    for one in named[1:]:
        whole = told("and", a=whole, b=one)
    return whole


def versions(figures: Iterable[Figure]) -> str:
    """Every figure as printed, with its place."""
    return "; ".join(f"{f.printed()} ({f.source}{', ' + f.section if f.section else ''})" for f in figures)


def same_quantity(group: Group) -> Check | None:
    """The check of one group; None where all versions agree."""
    figures = group.figures
    if agree(figures):
        return None
    values = [f.value for f in figures]
    low, high = min(values), max(values)
    arithmetic = versions(figures)
    words = {"low": show(low), "high": show(high)}

    def made(verdict: Verdict, reason: Message, severity: int, assumption: Message | None = None) -> Check:
        return Check(
            "same_quantity",
            group.ids,
            (),
            verdict,
            reason,
            arithmetic,
            severity=severity,
            assumption=assumption,
            computed=(low, high),
            key=f"same_quantity:{group.quantity}",
        )

    if _truncation_reconciles(figures):
        return made(
            Verdict.ASSUMPTION, told("versions-truncated", **words), 34, told("truncated-in-one-place")
        )
    circumstances = _explanations(figures)
    if group.presumed:
        if circumstances:
            return None  # nobody said that they are the same, and something printed tells them apart
        return made(Verdict.ASSUMPTION, told("versions-presumed", **words), 40, told("different-things"))
    if circumstances:
        # a description is the transcriber's own and in one language: it stays in the table
        told_by = [name for name in circumstances if name.rstrip("?") not in WEAK]
        seen = [one for name in told_by for one in _values(figures, name.rstrip("?"))]
        weak = any(name in WEAK or name.endswith("?") for name in circumstances)
        together = circumstance_words(circumstances)
        key = "versions-differ-by" if seen else "versions-differ-by-words"
        reason = told(key, what=together, **words, **({"seen": seen} if seen else {}))
        return made(Verdict.ASSUMPTION, reason, 36 if weak else 24, told("difference-in", what=together))
    inside = len(group.sources) == 1
    return made(
        Verdict.CONTRADICTED,
        told("versions-in-one-source" if inside else "versions-unexplained", **words),
        52 + off_by(high - low, max(abs(low), abs(high))) // 2 + (3 if inside else 0),
    )


def check(given: Given) -> Iterator[Check]:
    """Every quantity with more than one version."""
    figures = given.figures
    for group in groups(figures):
        found = same_quantity(group)
        if found is not None:
            yield found


def printed_elsewhere(figures: Figures) -> dict[str, str]:
    """figure id -> ``same in 3 places`` / ``differs in 2 of 3 places``, for figures
    printed more than once."""
    told: dict[str, str] = {}
    for group in groups(figures):
        for f in group.figures:
            others = [g for g in group.figures if g is not f]
            same = sum(agree((f, g)) for g in others)
            places = len({(g.source, g.section) for g in others})
            told[f.figure_id] = f"{same} of {len(others)} other versions agree ({places} places)"
    return told
