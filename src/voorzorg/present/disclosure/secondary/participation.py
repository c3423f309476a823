"""Who took part: flow and patterns of missed waves as one table, and numbers analysed beside those measured.

Per arm the hidden counts are the numbers of participants with each pattern of measured waves. The start, and
per wave measured, missed and lost, are sums over patterns. A number is shown if, with everything shown before
it, enough values remain possible for every sum below the minimum (``ranges.open_enough``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.ledger import ALL, LEAVERS, STARTS, STAYERS, Ledger
from voorzorg.present.disclosure.secondary.ranges import Fact, open_enough

Row = Any
_TOO_MANY = 80  # patterns beyond which none is shown and every number measured is coarse


def control_participation(ledger: Ledger) -> None:
    """Decide on ``flow`` and ``missingness``; then make coarse what tells a number that they do not."""
    flow: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    patterns: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in ledger.rows:
        if row.estimate is not None and row.outcome == "flow":
            flow[row.cohort, row.arm].append(row)
        elif row.estimate is not None and row.outcome == "missingness" and row.category:
            patterns[row.cohort, row.arm].append(row)
    for key in {**flow, **patterns}:
        _Arm(ledger, flow[key], patterns[key]).decide()
    _analysed(ledger)


class _Arm:
    """One arm's flow and patterns."""

    def __init__(self, ledger: Ledger, flow: list[Row], patterns: list[Row]) -> None:
        self.ledger, self.minimum = ledger, ledger.minimum
        self.rows, self.patterns = flow, patterns
        self.waves = list(dict.fromkeys(row.wave for row in flow if row.wave is not None))
        self.keys = [row.category for row in patterns]
        if not self._agree():
            for row in self.patterns:
                ledger.hide(row)
            self.patterns = []
            self.keys = ["".join(bits) for bits in product("01", repeat=len(self.waves))] if flow else []
        self.facts: list[Fact] = []

    def _agree(self) -> bool:
        """Whether the patterns are few enough to reason with, and add up to the flow."""
        width = len(self.waves) or max(map(len, self.keys), default=0)
        if not 0 < len(self.keys) <= _TOO_MANY or any(len(key) != width for key in self.keys):
            return False
        counts = np.array([row.estimate for row in self.patterns])
        return all(self._weights(row) @ counts == row.estimate for row in self.rows)

    def decide(self) -> None:
        for row in [*self.rows, *self.patterns]:
            nobody = row.estimate == 0 and row.category in ("missed", "lost")
            if row.estimate < self.minimum and not nobody:
                self.ledger.hide(row)
        if len(self.keys) > _TOO_MANY:
            for row in [*self.rows, *self.patterns]:
                if row.category == "measured":
                    self.ledger.round(row)
                elif row.category not in STARTS:
                    self.ledger.hide(row)
            return
        self.small = self._small()
        for category in ("start", "measured", "lost", "missed"):
            wanted = STARTS if category == "start" else (category,)
            self._add([row for row in self.rows if row.category in wanted and self.ledger.shown(row)])
        most = sorted(self.patterns, key=lambda row: -row.estimate)
        self._add([row for row in most if self.ledger.shown(row)])

    def _weights(self, row: Row) -> np.ndarray:
        """Which patterns a row counts."""
        if row.outcome == "missingness":
            return np.array([float(key == row.category) for key in self.keys])
        if row.category in STARTS:
            return np.ones(len(self.keys))
        place = self.waves.index(row.wave)
        return np.array([float(_state(key, place) == row.category) for key in self.keys])

    def _small(self) -> np.ndarray:
        """Sums below the minimum that a reader could look for: shown cells, their complements, new losses."""
        found: list[tuple[np.ndarray, float]] = []
        lost_before, losses_before = np.zeros(len(self.keys)), 0.0
        total = next((row.estimate for row in self.rows if row.category in STARTS), None)
        for row in [*self.rows, *self.patterns]:
            weights = self._weights(row)
            found.append((weights, row.estimate))
            if total is not None:
                found.append((1 - weights, total - row.estimate))
            if row.category == "lost":
                found.append((weights - lost_before, row.estimate - losses_before))
                lost_before, losses_before = weights, row.estimate
        small = {tuple(weights) for weights, count in found if 0 < count < self.minimum and weights.any()}
        return np.array(sorted(small)).reshape(-1, len(self.keys))

    def _add(self, rows: list[Row]) -> None:
        """Show as many rows as is safe: all, or else each half; rather a coarse number measured than none."""
        if not rows:
            return
        more = [Fact.exact(self._weights(row), row.estimate) for row in rows]
        if self._safe(more):
            self.facts += more
        elif len(rows) > 1:
            half = len(rows) // 2
            self._add(rows[:half])
            self._add(rows[half:])
        elif rows[0].category == "measured" and self._safe([self._rounded(rows[0])]):
            self.ledger.round(rows[0])
            self.facts.append(self._rounded(rows[0]))
        else:
            self.ledger.hide(rows[0])

    def _rounded(self, row: Row) -> Fact:
        self.ledger.bound(row, "n", self.ledger.everyone.get((row.cohort, row.arm)))
        _, low, high = rules.band(row.estimate, self.minimum, self.ledger.at_most.get((row.Index, "n")))
        return Fact(self._weights(row), low, high)

    def _safe(self, more: list[Fact]) -> bool:
        return open_enough([*self.facts, *more], self.small, self.minimum)


def _state(pattern: str, place: int) -> str:
    """What a pattern says of one wave: measured, missed (seen again later), or lost."""
    if pattern[place] == "1":
        return "measured"
    return "missed" if "1" in pattern[place:] else "lost"


def _analysed(ledger: Ledger) -> None:
    """Make coarse what is a few short of a known group, or close to one whose number is not shown."""
    for row in ledger.rows:
        if row.outcome in ("flow", "missingness") or not ledger.shown(row):
            continue
        for side in ledger.sides(row):
            n = getattr(row, f"n_{side}")
            for whole, known in _groups(ledger, row, ledger.arm_of(row, side)):
                if known and whole >= n:
                    ledger.bound(row, side, whole)
                if abs(whole - n) < ledger.minimum and (whole > n or not known):
                    ledger.round(row)


def _groups(ledger: Ledger, row: Row, arm: str | None) -> Iterator[tuple[float, bool]]:
    """Numbers of the groups that hold an arm's participants in a row, and whether each is shown exactly."""
    if arm in (STAYERS, LEAVERS):
        total, lost = (
            ledger.everyone.get((row.cohort, ALL)),
            ledger.flow.get((row.cohort, ALL, row.wave, "lost")),
        )
        if total is not None and lost is not None:
            left = lost.estimate
            yield (left if arm == LEAVERS else total - left), ledger.exact(lost) or left == 0
        return
    arms = [arm] if arm is not None else [a for c, a in ledger.everyone if c == row.cohort]
    for place in arms:
        total = ledger.everyone.get((row.cohort, place))
        if total is not None:
            yield total, True
        measured = ledger.flow.get((row.cohort, place, row.wave, "measured"))
        if measured is not None:
            yield measured.estimate, ledger.exact(measured)
