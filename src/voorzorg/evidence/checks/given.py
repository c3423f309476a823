"""What every check is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from voorzorg.evidence.checks.two_arms.arms import Pairs
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.relations.model import Relation


@dataclass(frozen=True)
class Given:
    """The figures of an audit, their two-arm pairs, and the relations of a file."""

    figures: Figures
    relations: Sequence[Relation] = field(default=())

    @cached_property
    def pairs(self) -> Pairs:
        """All two-arm pairs, by outcome."""
        return Pairs(self.figures)

    @cached_property
    def explained(self) -> frozenset[frozenset[str]]:
        """Pairs of figures that a relation explains by printed figures; a bare number explains nothing."""
        whole = (r for r in self.relations if all(i.figure for i in r.inputs))
        return frozenset(
            frozenset((t, i.figure or "")) for r in whole for t in r.all_targets for i in r.inputs
        )
