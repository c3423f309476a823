"""Which rows of real data to hide and which to make coarse, from what they would tell together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.curves import kept_points
from voorzorg.present.disclosure.dominance import (
    Contributors,
    control_dominance,
    control_dose,
    control_freedom,
    control_medians,
)
from voorzorg.present.disclosure.ledger import ALL, LEAVERS, STAYERS, Ledger
from voorzorg.present.disclosure.secondary.absent import control_absent, control_takers
from voorzorg.present.disclosure.secondary.participation import control_participation
from voorzorg.present.disclosure.secondary.tables import control_tables, is_table

Row = Any
Groups = dict[tuple[Any, ...], list[Row]]


def control(rows: list[Row | None], minimum: int, contributors: Contributors | None = None) -> Ledger:
    """Decide on every row; ``rows`` holds None where a row is not real data."""
    ledger = Ledger(rows, minimum)
    if contributors is not None and contributors.known:
        control_dominance(ledger, contributors)
        control_freedom(ledger, contributors)
        control_dose(ledger, contributors)
    control_medians(ledger)
    control_takers(ledger)
    plain: Groups = defaultdict(list)
    tables: Groups = defaultdict(list)
    curves: Groups = defaultdict(list)
    moderated: Groups = defaultdict(list)
    for row in ledger.rows:
        key = (row.cohort, row.outcome, row.informant, row.wave)
        if row.outcome in ("flow", "missingness", "clusters"):  # schools and practices are no persons
            continue
        if row.analysis == "moderation":
            moderated[(*key, row.contrast, _moderator(row))].append(row)
        elif row.estimand in rules.CURVES and row.time_weeks is not None:
            curves[(*key, row.population)].append(row)
        elif is_table(row):
            table = "risk" if row.estimand == "count" else row.estimand
            tables[(*key, row.population, table)].append(row)
        elif row.category is not None and row.estimand in rules.SHARES:
            plain[(*key, row.estimand, row.category)].append(row)
        else:
            plain[key].append(row)
    for group in plain.values():
        _plain(ledger, group)
    for group in moderated.values():
        _moderated(ledger, group)
    control_tables(ledger, list(tables.values()))
    for key, group in curves.items():
        _curves(ledger, group, plain.get(key[:-1], []))
    _over_waves(ledger, {key: group for key, group in plain.items() if len(key) == 4})
    control_participation(ledger)
    control_absent(ledger)
    _part_of_another(ledger)
    _together(ledger)
    return ledger


def _unsafe(row: Row, minimum: int) -> str | None:
    """The rule that a row breaks by itself."""
    if rules.is_personal(row):
        return "person"
    if rules.all_alike(row):
        return "alike"
    if row.estimate is None and row.p_value is None and all(getattr(row, c) is None for c in rules.COUNTS):
        return None
    stated = [side for side in rules.SIDES if getattr(row, f"n_{side}") is not None]
    if not stated and row.estimand not in rules.MODEL_WIDE:
        return "uncounted"
    return "few" if any(rules.side_is_small(row, side, minimum) for side in rules.SIDES) else None


def _together(ledger: Ledger) -> None:
    """What is computed over several rows of an outcome follows from all of them: with one hidden a test of
    several goes, and spread and correlation become coarse."""
    touched = {
        (row.cohort, row.outcome) for row in ledger.rows if not ledger.shown(row) and _has_numbers(row)
    }
    for row in ledger.rows:
        if row.estimand not in rules.MODEL_WIDE or (row.cohort, row.outcome) not in touched:
            continue
        if row.estimand in rules.TESTS_OF_SEVERAL:
            ledger.hide(row, "together")
        else:
            ledger.round(row)


def _has_numbers(row: Row) -> bool:
    return row.estimate is not None or row.p_value is not None


def _plain(ledger: Ledger, group: list[Row]) -> None:
    """One outcome at one wave: an arm with a small cell takes every row that involves it along."""
    unsafe_arms: set[str | None] = set()
    for row in group:
        rule = _unsafe(row, ledger.minimum)
        if rule is None and ledger.reasons.get(row.Index) != "dominance":
            continue
        ledger.hide(row, rule or "dominance")
        small = [s for s in rules.SIDES if rules.side_is_small(row, s, ledger.minimum)]
        unsafe_arms |= {ledger.arm_of(row, side) for side in small} or {row.arm}
    if unsafe_arms & {STAYERS, LEAVERS}:  # beside everyone at the start, either tells the other
        unsafe_arms |= {STAYERS, LEAVERS}
    if unsafe_arms:
        for row in group:
            both = all(getattr(row, f"n_{side}") is not None for side in rules.SIDES)
            model_wide = row.estimand in rules.MODEL_WIDE and row.wave is None
            involved = row.contrast is not None or both or row.arm in unsafe_arms or row.arm == ALL
            if involved and not model_wide:
                ledger.hide(row)
    _populations(ledger, group)


def _moderator(row: Row) -> str:
    """The variable whose groups a row of effects by group belongs to."""
    name = row.category if row.estimand == "interaction" else row.population.removeprefix("subgroup:")
    return str(name).split("=")[0]


def _moderated(ledger: Ledger, group: list[Row]) -> None:
    """Groups of one moderator add up to everyone: all of them are shown, coarse, or none."""
    unsafe = any(_unsafe(row, ledger.minimum) or not ledger.shown(row) for row in group)
    for row in group:
        if unsafe:
            ledger.hide(row, _unsafe(row, ledger.minimum) or "revealed")
        else:
            ledger.round(row)


def _populations(ledger: Ledger, group: list[Row]) -> None:
    """A subgroup may not tell about the few who are not in it, nor two averages about the few in only one."""
    full: dict[tuple[Any, ...], list[tuple[Row, float, float | None]]] = defaultdict(list)
    for row in group:
        if ledger.whole(row):
            for arm, n, events in ledger.counts(row):
                full[arm, row.estimand].append((row, n, events))
    leaking: set[str] = set()
    for row in group:
        for arm, n, events in ledger.counts(row):
            for other, whole, whole_events in full.get((arm, row.estimand), ()):
                rest = whole - n
                few = 0 < rest < ledger.minimum
                if rest > 0 and events is not None and whole_events is not None:
                    without = whole_events - events
                    few |= without < ledger.minimum or rest - without < ledger.minimum
                if few and not ledger.whole(row):
                    leaking.add(row.population)
                elif few:
                    ledger.round(row)
                    ledger.round(other)
    for row in group:
        if row.population in leaking:
            ledger.hide(row)


def _curves(ledger: Ledger, group: list[Row], plain: list[Row]) -> None:
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
                if ledger.arm_of(row, s) == arm and getattr(row, f"events_{s}") is not None
            ]
            total = max([*events, *stated])
            kept = kept_points(events, at_risk, total, n, ledger.minimum)
        for place, row in enumerate(points):
            if place not in kept:
                ledger.hide(row)
            else:
                ledger.round(row)


def _over_waves(ledger: Ledger, plain: Groups) -> None:
    """Totals over waves with events would give a hidden wave by subtraction."""
    touched = {
        key[:3] for key, group in plain.items() if key[3] and any(ledger.hidden[r.Index] for r in group)
    }
    whole = {
        key[:3]
        for key in touched
        if all(
            any(ledger.hidden[r.Index] for r in group)
            for k, group in plain.items()
            if k[:3] == key[:3] and k[3]
        )
    }
    for key, group in plain.items():
        if key[3] is None and key[:3] in touched:
            for row in group:
                counted = any(getattr(row, f"events_{s}") is not None for s in rules.SIDES)
                if counted or key[:3] in whole:
                    ledger.hide(row)


def _part_of_another(ledger: Ledger) -> None:
    """Nor may a number be only a few short of another that contains it: those with all covariates beside
    those measured, those measured at two waves (or by two informants) beside those measured at one."""
    wider: dict[tuple[Any, ...], set[float]] = defaultdict(set)
    sizes = []
    for row in ledger.rows:
        known = row.outcome in ("flow", "missingness") or row.estimand in rules.CURVES
        if known or not ledger.whole(row) or ledger.hidden[row.Index]:
            continue
        paired = row.estimand in rules.PAIRED
        for side in ledger.sides(row):
            n = getattr(row, f"n_{side}")
            anywhere = (row.cohort, row.outcome, ledger.arm_of(row, side))
            here = (*anywhere, row.wave, row.informant)
            for key in [] if paired else [anywhere, here]:
                wider[key].add(n)
            sizes.append((row, side, n, anywhere if paired else here))
    for row, side, n, key in sizes:
        for whole in wider[key]:
            if 0 < whole - n < ledger.minimum:
                ledger.round(row)
                ledger.bound(row, side, whole)
