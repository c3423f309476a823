"""What output control knows of the rows, and what it has decided about each."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from voorzorg.present.disclosure import rules

Row = Any
ALL = "all"
STARTS = ("randomised", "enrolled")
FULL = ("itt", "enrolled")
STAYERS, LEAVERS = "stayers", "leavers"


class Ledger:
    """Rows of real data with what is hidden and what is made coarse (indexed as in the whole table)."""

    def __init__(self, rows: list[Row | None], minimum: int) -> None:
        self.rows: list[Row] = [row for row in rows if row is not None]
        self.minimum = minimum
        self.hidden = np.zeros(len(rows), dtype=bool)
        #: Why a row is hidden, a key of ``rules.RULES``; the first reason stands.
        self.reasons: dict[int, str] = {}
        self.coarse = np.zeros(len(rows), dtype=bool)
        #: Per row and side the smallest number, known to the reader, that it cannot exceed.
        self.at_most: dict[tuple[int, str], float] = {}
        #: Arms per side, as the contrasts of an outcome name them.
        self.compared: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for row in self.rows:
            if row.contrast is not None and row.estimand not in rules.OF_INFORMANTS:
                self.compared[row.cohort, row.outcome, "treated"].add(row.contrast.treated)
                self.compared[row.cohort, row.outcome, "reference"].add(row.contrast.reference)
        self.reference = {
            (cohort, arm)
            for (cohort, _, side), arms in self.compared.items()
            for arm in arms
            if side == "reference"
        }
        #: Outcomes of everyone; of one that exists only for some, they are its whole population.
        self.of_everyone = {(row.cohort, row.outcome) for row in self.rows if row.population in FULL}
        #: Participants per cohort and arm at the start, and per cohort, arm, wave and state of the flow.
        self.everyone: dict[tuple[str, str | None], float] = {}
        self.flow: dict[tuple[str, str | None, str | None, str | None], Row] = {}
        self._participants()

    def whole(self, row: Row) -> bool:
        """Whether a row is of everyone for whom its outcome exists, and not of a subgroup."""
        return row.population in FULL or (row.cohort, row.outcome) not in self.of_everyone

    def hide(self, row: Row, rule: str = "revealed") -> None:
        self.hidden[row.Index] = True
        self.reasons.setdefault(row.Index, rule)

    def round(self, row: Row) -> None:
        self.coarse[row.Index] = True

    def bound(self, row: Row, side: str, whole: float | None) -> None:
        """Note that a reader knows a side's participants (``n``: the estimate) to be among ``whole``."""
        if whole is not None:
            self.at_most[row.Index, side] = min(whole, self.at_most.get((row.Index, side), whole))

    def sides(self, row: Row) -> list[str]:
        """Sides that state their participants."""
        return [side for side in rules.SIDES if getattr(row, f"n_{side}") is not None]

    def shown(self, row: Row) -> bool:
        return not self.hidden[row.Index]

    def exact(self, row: Row) -> bool:
        return not (self.hidden[row.Index] or self.coarse[row.Index])

    def arm_of(self, row: Row, side: str) -> str | None:
        """The arm that a side's counts belong to; None where several are possible."""
        if row.contrast is not None and row.estimand not in rules.OF_INFORMANTS:
            return str(getattr(row.contrast, side))
        if row.estimand in rules.OF_INFORMANTS or row.arm in (None, ALL):
            return ALL
        if ((row.cohort, row.arm) in self.reference) == (side == "reference"):
            return str(row.arm)
        others = self.compared.get((row.cohort, row.outcome, side), set())
        return next(iter(others)) if len(others) == 1 else None

    def counts(self, row: Row) -> list[tuple[str | None, float, float | None]]:
        """Arm, participants and events (None where not given) of each side that states its participants."""
        return [
            (self.arm_of(row, side), getattr(row, f"n_{side}"), rules.events_of(row, side))
            for side in self.sides(row)
        ]

    def _participants(self) -> None:
        for row in self.rows:
            if row.outcome == "flow" and row.estimate is not None:
                if row.category in STARTS:
                    self.everyone[row.cohort, row.arm] = row.estimate
                self.flow[row.cohort, row.arm, row.wave, row.category] = row
        known = set(self.everyone)
        for row in self.rows:
            for arm, n, _ in self.counts(row):
                key = (row.cohort, arm)
                if arm is not None and arm not in (STAYERS, LEAVERS) and key not in known:
                    self.everyone[key] = max(self.everyone.get(key, 0), n)
        for cohort in {cohort for cohort, _ in known}:
            arms = [n for (place, arm), n in self.everyone.items() if place == cohort and arm != ALL]
            if (cohort, ALL) not in known and arms:
                self.everyone[cohort, ALL] = sum(arms)
