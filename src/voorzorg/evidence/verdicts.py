"""The six verdicts, the checks that carry them, and how a figure's verdict follows from its checks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

from voorzorg.evidence.words import Words, told
from voorzorg.messages import Message


class Verdict(StrEnum):
    """What the audit says of a published figure. The list is closed; the order is from worst to best."""

    IMPOSSIBLE = "impossible as stated"
    CONTRADICTED = "contradicted"
    ASSUMPTION = "only under a stated assumption"
    ROUNDING = "within rounding"
    EXACT = "re-derived exactly"
    NOT_CHECKABLE = "not checkable"

    @property
    def bad(self) -> bool:
        """Whether something is wrong with what is printed."""
        return self in (Verdict.IMPOSSIBLE, Verdict.CONTRADICTED)


LABELS: dict[Verdict, Message] = {v: told(f"verdict-{v.name.lower().replace('_', '-')}") for v in Verdict}
_RANK = {verdict: i for i, verdict in enumerate(Verdict)}
#: where a severity starts (0-100); how far off a figure is, and what hangs on it, is added
BASE_SEVERITY = {
    Verdict.IMPOSSIBLE: 70,
    Verdict.CONTRADICTED: 45,
    Verdict.ASSUMPTION: 20,
    Verdict.ROUNDING: 5,
    Verdict.EXACT: 0,
    Verdict.NOT_CHECKABLE: 10,
}


@dataclass(frozen=True)
class Check:
    """One question put to one or more figures, with its answer and everything needed to redo it by hand.

    ``targets`` are the figures that the verdict is about, ``inputs`` the others that took part.
    ``arithmetic`` is the sum itself, without words. ``assumption`` says what must hold where the verdict is
    "only under an assumption".
    """

    kind: str
    targets: tuple[str, ...]
    inputs: tuple[str, ...]
    verdict: Verdict
    reason: Words
    arithmetic: str
    severity: int = -1
    assumption: Words | None = None
    computed: tuple[float, float] = (math.nan, math.nan)
    key: str = ""
    #: relations of one topic are shown together
    topic: str = ""
    #: agreement says something about the inputs too (a sum that closes)
    symmetric: bool = True
    instead: tuple[str, ...] = field(default=())
    #: what a picture of the check shows: a label, and the interval (or point) that it stands for
    marks: tuple[tuple[Words, float, float], ...] = field(default=())

    def __post_init__(self) -> None:
        if self.severity < 0:
            object.__setattr__(self, "severity", BASE_SEVERITY[self.verdict])
        if not self.key:
            object.__setattr__(self, "key", f"{self.kind}:{self.targets[0]}")

    @property
    def figures(self) -> tuple[str, ...]:
        """Targets and inputs, each once."""
        return tuple(dict.fromkeys((*self.targets, *self.inputs)))


def off_by(gap: float, stated: float) -> int:
    """Severity points for how far off a figure is: 0 for dust, 30 for half of its own size or more."""
    if not math.isfinite(gap) or gap <= 0:
        return 0
    size = abs(stated) if stated else 1.0
    return round(30 * min(1.0, 2 * gap / size))


def worst(checks: list[Check]) -> Check | None:
    """The check that decides: the worst verdict, and among equals the most severe."""
    if not checks:
        return None
    return min(checks, key=lambda c: (_RANK[c.verdict], -c.severity, c.key))


def bears_on(check: Check, figure_id: str) -> bool:
    """Whether a check's verdict is about this figure.

    A contradiction is about its targets only: that a ratio is mislabelled says nothing against the risks it
    was compared with. Agreement is about every figure in it, where the relation can be turned round.
    """
    if figure_id in check.targets:
        return True
    return check.symmetric and not check.verdict.bad and figure_id in check.inputs


_KINDNESS = [Verdict.EXACT, Verdict.ROUNDING, Verdict.ASSUMPTION, Verdict.NOT_CHECKABLE, Verdict.CONTRADICTED]


def kindest(checks: list[Check]) -> Check:
    """The check that lets a figure come off best: a figure is contradicted only if no reading of it
    agrees.
    """
    return min(checks, key=lambda c: (_KINDNESS.index(c.verdict), c.severity))
