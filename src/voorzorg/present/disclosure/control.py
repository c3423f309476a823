"""Which rows of real data to hide and which to make coarse, from what they would tell together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.categories import hide, patterns_leak, thresholds
from voorzorg.present.disclosure.curves import kept_points

Row = Any
ALL = "all"
STARTS = ("randomised", "enrolled")
_FULL = ("itt", "enrolled")


class Control:
    """Marks rows to hide and to coarsen; ``rows`` holds None where a row is not real data."""

    def __init__(self, rows: list[Row | None], minimum: int) -> None:
        self.rows = [row for row in rows if row is not None]
        self.minimum = minimum
        self.hidden = np.zeros(len(rows), dtype=bool)
        self.coarse = np.zeros(len(rows), dtype=bool)
        #: arms per side, as the contrasts of an outcome name them
        self.compared: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for row in self.rows:
            if row.contrast is not None:
                treated, _, reference = row.contrast.partition(" vs ")
                self.compared[row.cohort, row.outcome, "treated"].add(treated)
                self.compared[row.cohort, row.outcome, "reference"].add(reference)
        self.reference = {
            (cohort, arm)
            for (cohort, _, side), arms in self.compared.items()
            for arm in arms
            if side == "reference"
        }
        self.total = self._totals()
        #: outcomes of everyone; of one that exists only for some they are its whole population
        self.of_everyone = {(row.cohort, row.outcome) for row in self.rows if row.population in _FULL}

    def run(self) -> None:
        plain: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        tables: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        curves: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in self.rows:
            key = (row.cohort, row.outcome, row.informant, row.wave)
            if row.outcome in ("flow", "missingness"):
                continue
            if row.estimand in rules.CURVES and row.time_weeks is not None:
                curves[(*key, row.population)].append(row)
            elif row.category is not None and row.estimand in ("risk", "count"):
                tables[(*key, row.population)].append(row)
            else:
                plain[key].append(row)
        for group in plain.values():
            self._plain(group)
        for key, group in tables.items():
            self._categories(group, plain.get(key[:-1], []))
        for key, group in curves.items():
            self._curves(group, plain.get(key[:-1], []))
        self._over_waves(plain)
        self._flow()
        self._missingness()
        self._participation()
        self._part_of_another()

    def _whole(self, row: Row) -> bool:
        return row.population in _FULL or (row.cohort, row.outcome) not in self.of_everyone

    def _hide(self, row: Row) -> None:
        self.hidden[row.Index] = True

    def _arm_of_side(self, row: Row, side: str) -> str | None:
        """The arm that a side's counts belong to; None where the table does not say."""
        if row.contrast is not None:
            treated, _, reference = row.contrast.partition(" vs ")
            return str(reference if side == "reference" else treated)
        is_reference = (row.cohort, row.arm) in self.reference
        if is_reference == (side == "reference"):
            return row.arm
        others = self.compared.get((row.cohort, row.outcome, side), set())
        return next(iter(others)) if len(others) == 1 else None

    def _totals(self) -> dict[tuple[str, str | None], float]:
        """Participants at the start per cohort and arm, from the flow, else the largest number in any row."""
        found: dict[tuple[str, str | None], float] = {}
        for row in self.rows:
            if row.outcome == "flow" and row.category in STARTS and row.estimate is not None:
                found[row.cohort, row.arm] = row.estimate
        known = set(found)
        for row in self.rows:
            for side in rules.SIDES:
                n = getattr(row, f"n_{side}")
                key = (row.cohort, self._arm_of_side(row, side))
                if n is not None and key[1] is not None and key not in known:
                    found[key] = max(found.get(key, 0), n)
        return found

    def _unsafe(self, row: Row) -> bool:
        if row.estimand in rules.PERSONAL:
            return True
        if (
            row.estimate is None
            and row.p_value is None
            and all(getattr(row, c) is None for c in rules.COUNTS)
        ):
            return False
        stated = [side for side in rules.SIDES if getattr(row, f"n_{side}") is not None]
        if not stated and row.estimand not in rules.MODEL_WIDE:
            return True
        return any(rules.side_is_small(row, side, self.minimum) for side in rules.SIDES)

    def _plain(self, group: list[Row]) -> None:
        """One outcome at one wave: an arm with a small cell takes every row that involves it along."""
        unsafe_arms: set[str | None] = set()
        for row in group:
            if not self._unsafe(row):
                continue
            self._hide(row)
            small = [s for s in rules.SIDES if rules.side_is_small(row, s, self.minimum)]
            unsafe_arms |= {self._arm_of_side(row, side) for side in small} or {row.arm}
        if unsafe_arms:
            for row in group:
                both = all(getattr(row, f"n_{side}") is not None for side in rules.SIDES)
                model_wide = row.estimand in rules.MODEL_WIDE and row.wave is None
                involved = row.contrast is not None or both or row.arm in unsafe_arms or row.arm == ALL
                if involved and not model_wide:
                    self._hide(row)
        self._populations(group)

    def _populations(self, group: list[Row]) -> None:
        """A subgroup may not tell about the few who are not in it."""
        full: dict[tuple[Any, ...], list[tuple[float, float | None]]] = defaultdict(list)
        for row in group:
            if self._whole(row):
                for side in rules.SIDES:
                    n = getattr(row, f"n_{side}")
                    if n is not None:
                        full[self._arm_of_side(row, side), row.estimand].append(
                            (n, getattr(row, f"events_{side}"))
                        )
        leaking: set[str] = set()
        for row in group:
            for side in rules.SIDES:
                n, events = getattr(row, f"n_{side}"), getattr(row, f"events_{side}")
                if n is None:
                    continue
                for whole, whole_events in full.get((self._arm_of_side(row, side), row.estimand), ()):
                    rest = whole - n
                    few = 0 < rest < self.minimum
                    if rest > 0 and events is not None and whole_events is not None:
                        without = whole_events - events
                        few |= without < self.minimum or rest - without < self.minimum
                    if few and not self._whole(row):
                        leaking.add(row.population)
                    elif few and row.arm is not None and row.estimand in ("mean", "median", "sd"):
                        self._hide(row)
        for row in group:
            if row.population in leaking:
                self._hide(row)

    def _categories(self, group: list[Row], plain: list[Row]) -> None:
        """A table of categories: small cells, those that would reveal them, and what is computed from it."""
        arms = sorted({row.arm for row in group}, key=str)
        exact: dict[str | None, dict[str, float]] = {}
        above: dict[str | None, dict[int, float]] = {}
        for arm in arms:
            cells = {row.category: self._cell(row) for row in group if row.arm == arm}
            above[arm] = {int(k[2:]): v for k, v in cells.items() if k.startswith(">=") and k[2:].isdigit()}
            exact[arm] = {k: v for k, v in cells.items() if not k.startswith(">=")}
        hidden = {arm: hide(cells, self.minimum) for arm, cells in exact.items()}
        if ALL in arms:
            union = set().union(*hidden.values())
            for _ in range(len(union) + 2):
                grown = set(union)
                for cells in exact.values():
                    inside = {k: v for k, v in cells.items() if k in grown}
                    rest = sorted((k for k in cells if k not in grown), key=lambda k: cells[k])
                    while grown and rest and (len(inside) < 2 or sum(inside.values()) < self.minimum):
                        inside[rest[0]] = cells[rest[0]]
                        grown.add(rest.pop(0))
                if grown == union:
                    break
                union = grown
            hidden = {arm: set(union) for arm in arms}
        shown_steps = self._steps(exact, above, hidden)
        touched = False
        for row in group:
            step = row.category[2:] if row.category.startswith(">=") else None
            if step is not None:
                gone = not step.isdigit() or int(step) not in shown_steps
            else:
                gone = row.category in hidden[row.arm]
            short = any(
                getattr(row, f"n_{s}") is not None and getattr(row, f"n_{s}") < self.minimum
                for s in rules.SIDES
            )
            if gone or short:
                self._hide(row)
                touched = True
        if touched:
            for row in plain:
                if row.contrast is not None or row.arm == ALL:
                    self._hide(row)

    def _cell(self, row: Row) -> float:
        for side in rules.SIDES:
            events = getattr(row, f"events_{side}")
            if events is not None:
                return float(events)
        if row.estimate is None:
            return 0.0
        if row.estimand == "count":
            return float(row.estimate)
        n = next((getattr(row, f"n_{s}") for s in rules.SIDES if getattr(row, f"n_{s}") is not None), 0)
        return float(round(row.estimate * n))

    def _steps(
        self,
        exact: dict[str | None, dict[str, float]],
        above: dict[str | None, dict[int, float]],
        hidden: dict[str | None, set[Any]],
    ) -> set[int]:
        """Shares of 'at least k' that may be shown in every arm."""
        cells: list[dict[int, float]] = []
        for cumulative in above.values():
            keys = sorted(cumulative)
            following = [cumulative[k] for k in keys[1:]] + [0.0] * bool(keys)
            own = {k: cumulative[k] - after for k, after in zip(keys, following, strict=True)}
            if own:
                cells.append(own)
        if not cells:
            return set()
        everywhere = set.union(*(set(own) for own in cells))
        cells = [{k: own.get(k, 0.0) for k in everywhere} for own in cells]
        if any(exact.values()):
            gone = {int(k.lstrip("=")) for keys in hidden.values() for k in keys if k.lstrip("=").isdigit()}
        else:
            gone = everywhere
        kept = thresholds(cells, gone, self.minimum)
        totals = {arm: max(cumulative.values(), default=0.0) for arm, cumulative in above.items()}
        return {
            k
            for k in kept
            if all(
                above[arm].get(k, 0.0) >= self.minimum
                and (totals[arm] == above[arm].get(k) or totals[arm] - above[arm].get(k, 0.0) >= self.minimum)
                for arm in above
            )
        }

    def _curves(self, group: list[Row], plain: list[Row]) -> None:
        for arm in {row.arm for row in group}:
            points = sorted((row for row in group if row.arm == arm), key=lambda row: row.time_weeks)
            side = next((s for s in rules.SIDES if getattr(points[0], f"n_{s}") is not None), "treated")
            events = [getattr(row, f"events_{side}") for row in points]
            at_risk = [getattr(row, f"n_{side}") for row in points]
            if any(value is None for value in [*events, *at_risk]):
                kept: set[int] = set()
            else:
                n = max(at_risk)
                stated = [
                    getattr(row, f"events_{s}")
                    for row in plain
                    for s in rules.SIDES
                    if self._arm_of_side(row, s) == arm and getattr(row, f"events_{s}") is not None
                ]
                total = max([*events, *stated])
                kept = kept_points(events, at_risk, total, n, self.minimum)
            for place, row in enumerate(points):
                if place not in kept:
                    self._hide(row)
                else:
                    self.coarse[row.Index] = True

    def _over_waves(self, plain: dict[tuple[Any, ...], list[Row]]) -> None:
        """Totals over waves with events would give a hidden wave by subtraction."""
        touched = {
            key[:3] for key, group in plain.items() if key[3] and any(self.hidden[r.Index] for r in group)
        }
        whole = {
            key[:3]
            for key in touched
            if all(
                any(self.hidden[r.Index] for r in group)
                for k, group in plain.items()
                if k[:3] == key[:3] and k[3]
            )
        }
        for key, group in plain.items():
            if key[3] is None and key[:3] in touched:
                for row in group:
                    counted = any(getattr(row, f"events_{s}") is not None for s in rules.SIDES)
                    if counted or key[:3] in whole:
                        self._hide(row)

    def _flow(self) -> None:
        """Losses of fewer than the minimum are hidden; numbers measured that would tell them are coarse."""
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.outcome == "flow" and row.category not in STARTS:
                groups[row.cohort, row.arm, row.wave].append(row)
            elif row.outcome == "flow" and row.estimate is not None and row.estimate < self.minimum:
                self._hide(row)
        for (cohort, arm, _), group in groups.items():
            total = self.total.get((cohort, arm))
            away = [row for row in group if row.category != "measured"]
            small = [row for row in away if row.estimate is not None and 0 < row.estimate < self.minimum]
            for row in group:
                if row.category != "measured" or row.estimate is None:
                    continue
                if row.estimate < self.minimum:
                    self._hide(row)
                    small = away
                elif total is not None and 0 < total - row.estimate < self.minimum:
                    self.coarse[row.Index] = True
                    small = away
            for row in away if small else []:
                self._hide(row)

    def _missingness(self) -> None:
        groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.outcome == "missingness" and row.category and row.estimate is not None:
                groups[row.cohort, row.arm].append(row)
        for (cohort, arm), group in groups.items():
            cells = {row.category: float(row.estimate) for row in group}
            gone = hide(cells, self.minimum)
            width = len(next(iter(cells)))
            waves = self._shown_waves(cohort, arm, width)
            if patterns_leak({key: cells[key] for key in gone}, waves, self.minimum):
                gone = set(cells)
            for row in group:
                if row.category in gone:
                    self._hide(row)

    def _shown_waves(self, cohort: str, arm: str | None, width: int) -> list[bool]:
        """Which waves have their exact number measured in the flow, in the order of the rows."""
        rows = [
            row
            for row in self.rows
            if row.outcome == "flow" and row.category == "measured" and (row.cohort, row.arm) == (cohort, arm)
        ]
        shown = [not self.hidden[row.Index] and not self.coarse[row.Index] for row in rows]
        return shown if len(shown) == width else [True] * width

    def _participation(self) -> None:
        """A number of participants that is only a few short of everyone tells how few were missed."""
        for row in self.rows:
            if row.outcome in ("flow", "missingness") or self.hidden[row.Index]:
                continue
            for side in rules.SIDES:
                n, total = (
                    getattr(row, f"n_{side}"),
                    self.total.get((row.cohort, self._arm_of_side(row, side))),
                )
                if n is not None and total is not None and 0 < total - n < self.minimum:
                    self.coarse[row.Index] = True

    def _part_of_another(self) -> None:
        """Nor may a number be only a few short of another that contains it: those with all covariates beside
        those measured, those measured at two waves (or by two informants) beside those measured at one."""
        wider: dict[tuple[Any, ...], set[float]] = defaultdict(set)
        sizes = []
        for row in self.rows:
            known = row.outcome in ("flow", "missingness") or row.estimand in rules.CURVES
            if known or not self._whole(row) or self.hidden[row.Index]:
                continue
            paired = row.estimand in rules.PAIRED
            for side in rules.SIDES:
                n = getattr(row, f"n_{side}")
                if n is None:
                    continue
                arm = ALL if row.estimand in rules.OF_INFORMANTS else self._arm_of_side(row, side)
                anywhere = (row.cohort, row.outcome, arm)
                here = (*anywhere, row.wave, row.informant)
                for key in [] if paired else [anywhere, here]:
                    wider[key].add(n)
                sizes.append((row, n, anywhere if paired else here))
        for row, n, key in sizes:
            if any(0 < whole - n < self.minimum for whole in wider[key]):
                self.coarse[row.Index] = True
