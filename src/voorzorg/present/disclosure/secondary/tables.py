"""Tables of categories: small cells, what would reveal them, and what else is computed from them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.ledger import ALL, LEAVERS, STAYERS, Ledger
from voorzorg.present.disclosure.secondary.categories import hide, hide_everywhere, thresholds
from voorzorg.present.disclosure.secondary.ranges import Fact, open_enough

Row = Any
#: A variable at the start stands under ``baseline:``, and of those who stayed and left under ``attrition:``.
PREFIXES = ("baseline:", "attrition:")


def is_table(row: Row) -> bool:
    """Whether a row is a cell of a table whose categories exclude each other (phases of visits do not)."""
    exclusive = row.estimand == "direction_of_change" or row.estimand in ("risk", "count")
    exclusive |= row.estimand == "reliable_change" and row.category != "recovered"
    return row.category is not None and exclusive and not row.outcome.startswith("fidelity:")


def variable_of(row: Row) -> str:
    return next((row.outcome[len(p) :] for p in PREFIXES if row.outcome.startswith(p)), row.outcome)


def control_tables(ledger: Ledger, groups: list[list[Row]]) -> None:
    """Decide on tables of categories (each a list of rows of one outcome, wave, informant and estimand)."""
    binary = {(row.cohort, row.outcome) for row in ledger.rows if row.estimand == "risk" and not row.category}
    for group in groups:
        if not group[0].outcome.startswith("attrition:"):
            _table(ledger, group, (group[0].cohort, group[0].outcome) in binary)
    _attrition(ledger)
    _parts_of_parts(ledger)


def cell(row: Row) -> float:
    """Participants in a category."""
    for side in rules.SIDES:
        events = rules.events_of(row, side)
        if events is not None:
            return events
    return float(row.estimate or 0) if row.estimand == "count" else 0.0


def _table(ledger: Ledger, group: list[Row], binary: bool) -> None:
    arms = sorted({row.arm for row in group}, key=str)
    exact: dict[str | None, dict[str, float]] = {}
    above: dict[str | None, dict[int, float]] = {}
    for arm in arms:
        cells = {row.category: cell(row) for row in group if row.arm == arm}
        above[arm] = {int(k[2:]): v for k, v in cells.items() if k.startswith(">=") and k[2:].isdigit()}
        exact[arm] = {k: v for k, v in cells.items() if not k.startswith(">=")}
    hidden = {arm: hide(cells, ledger.minimum) for arm, cells in exact.items()}
    if ALL in arms and len(arms) > 1:
        union = hide_everywhere(exact.values(), ledger.minimum)
        hidden = {arm: set(union) for arm in arms}
    if binary and group[0].estimand == "direction_of_change":
        # the change of a proportion, or its two levels, tell how many more improved than worsened
        hidden = {arm: set(exact[arm]) if gone else gone for arm, gone in hidden.items()}
    steps = _steps(ledger.minimum, exact, above, hidden)
    touched = False
    for row in group:
        step = row.category[2:] if row.category.startswith(">=") else None
        if step is not None:
            gone = not step.isdigit() or int(step) not in steps
        else:
            gone = row.category in hidden[row.arm]
        if gone or any(n < ledger.minimum for _, n, _ in ledger.counts(row)):
            ledger.hide(row)
            touched = True
    if touched and group[0].estimand in ("risk", "count"):
        _computed(ledger, group, exact, hidden, above, steps)


def _steps(
    minimum: int,
    exact: dict[str | None, dict[str, float]],
    above: dict[str | None, dict[int, float]],
    hidden: dict[str | None, set[str]],
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
    kept = thresholds(cells, gone, minimum)
    totals = {arm: max(cumulative.values(), default=0.0) for arm, cumulative in above.items()}
    return {
        k
        for k in kept
        if all(
            above[arm].get(k, 0.0) >= minimum
            and (totals[arm] == above[arm].get(k) or totals[arm] - above[arm].get(k, 0.0) >= minimum)
            for arm in above
        )
    }


def _computed(
    ledger: Ledger,
    group: list[Row],
    exact: dict[str | None, dict[str, float]],
    hidden: dict[str | None, set[str]],
    above: dict[str | None, dict[int, float]],
    steps: set[int],
) -> None:
    """Differences computed from a touched table go; mean and standard deviation of the same variable are made
    coarse, or go too if two rounded sums would still tell a small cell."""
    where, variable = group[0], variable_of(group[0])
    moments: dict[str | None, dict[str, Row]] = defaultdict(dict)
    for row in ledger.rows:
        if row.cohort != where.cohort or variable_of(row) != variable or row.category is not None:
            continue
        if row.wave not in (None, where.wave) and where.wave is not None:
            continue
        if row.contrast is not None or (row.arm == ALL and row.estimand in ("risk", "count")):
            ledger.hide(row)
        elif row.estimand in ("mean", "sd", "median"):
            if row.estimand in moments[row.arm] or not row.outcome.startswith(("baseline:", where.outcome)):
                ledger.hide(row)  # of part of the participants, or by a model
            else:
                moments[row.arm][row.estimand] = row
    coarse_is_enough = all(
        _still_open(
            ledger.minimum, exact.get(arm, {}), hidden.get(arm, set()), above.get(arm, {}), steps, rows
        )
        for arm, rows in moments.items()
    )
    for rows in moments.values():
        for row in rows.values():
            (ledger.round if coarse_is_enough else ledger.hide)(row)


def _still_open(
    minimum: int,
    exact: dict[str, float],
    gone: set[str],
    above: dict[int, float],
    steps: set[int],
    rows: dict[str, Row],
) -> bool:
    """Whether small cells that are hidden are still open beside the coarse mean and sd of the same values."""
    keys = {k: int(k.lstrip("=")) for k in exact if k.lstrip("=").isdigit()}
    if not exact or len(keys) < len(exact):
        return False
    order = sorted(exact, key=lambda k: keys[k])
    value = np.array([keys[k] for k in order], dtype=float)
    counts = np.array([exact[k] for k in order])
    total = counts.sum()
    facts = [Fact.exact(np.ones(len(order)), total)]
    facts += [Fact.exact((value == keys[k]) * 1.0, exact[k]) for k in order if k not in gone]
    facts += [Fact.exact((value >= k) * 1.0, above[k]) for k in steps if k in above]
    small = np.array([np.eye(len(order))[i] for i, k in enumerate(order) if k in gone and exact[k] < minimum])
    mean, sd = (_limits(rows.get(name), total, minimum) for name in ("mean", "sd"))
    if mean is not None:
        facts.append(Fact(value, mean[0] * total, mean[1] * total))
    if mean is not None and sd is not None:
        centre = (mean[0] + mean[1]) / 2
        off = max(mean[1] - centre, 0.0) ** 2 * total
        squares = [s**2 * (total - 1) for s in sd]
        facts.append(Fact((value - centre) ** 2, squares[0], squares[1] + off))
    return open_enough(facts, small, minimum)


def _limits(row: Row | None, n: float, base: int) -> tuple[float, float] | None:
    """Between which values a coarse estimate lies."""
    if row is None or row.estimate is None:
        return None
    step = rules.step_of(row.estimand, row.estimate, row.ci_low, row.ci_high, rules.band(n, base)[1])
    shown = rules.coarse(row.estimate, step)
    return max(shown - step / 2, 0.0), shown + step / 2


def _attrition(ledger: Ledger) -> None:
    """Those who stayed, those who left, and all of them at the start are one table: what one side hides
    the other hides too. In a trial both together less one arm are the other arm, so that what an arm hides
    of a variable hides all of it here."""
    sides: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    start: dict[tuple[str, str], set[str]] = defaultdict(set)
    of_an_arm: set[tuple[str, str]] = set()
    for row in ledger.rows:
        variable = (row.cohort, variable_of(row))
        if row.outcome.startswith("attrition:"):
            sides[(*variable, row.informant, row.wave)].append(row)
        elif row.category is not None and row.arm == ALL and not ledger.shown(row):
            start[variable].add(row.category)
        elif row.arm not in (None, ALL) and row.analysis == "unadjusted" and not ledger.shown(row):
            of_an_arm.add(variable)
    for (cohort, variable, *_), group in sides.items():
        cells: dict[str, dict[str, float]] = {arm: {} for arm in (STAYERS, LEAVERS)}
        for row in group:
            if row.arm in cells and row.estimand == "risk" and row.category is not None:
                cells[row.arm][row.category] = cell(row)
        gone = hide_everywhere(cells.values(), ledger.minimum, start[cohort, variable])
        unsafe = any(
            rules.side_is_small(row, side, ledger.minimum) or rules.all_alike(row)
            for row in group
            if row.category is None
            for side in rules.SIDES
        )
        short = any(n < ledger.minimum for row in group for _, n, _ in ledger.counts(row))
        short |= (cohort, variable) in of_an_arm
        for row in group:
            if short or (unsafe if row.category is None else row.category in gone):
                ledger.hide(row)
    _between_waves(ledger, sides)


def _between_waves(ledger: Ledger, sides: dict[tuple[Any, ...], list[Row]]) -> None:
    """Two waves of leavers differ by those who left in between: coarse where a cell of these is small."""
    cells: dict[tuple[Any, ...], list[tuple[Row, list[float]]]] = defaultdict(list)
    for (cohort, variable, informant, _), group in sides.items():
        for row in group:
            for arm, n, events in ledger.counts(row):
                parts = [n] if events is None else [n, events, n - events]
                cells[cohort, variable, informant, arm, row.category].append((row, parts))
    for found in cells.values():
        for row, parts in found:
            for other, others in found:
                few = any(0 < abs(a - b) < ledger.minimum for a, b in zip(parts, others, strict=False))
                if few and row.wave != other.wave:
                    ledger.round(row)


def _parts_of_parts(ledger: Ledger) -> None:
    """Those who improved reliably are some of those who improved: coarse where the others are few."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in ledger.rows:
        if row.estimand in rules.SHARES - {"risk"} and ledger.whole(row) and ledger.shown(row):
            groups[row.cohort, row.outcome, row.wave, row.informant, row.arm].append(row)
    for group in groups.values():
        for row in group:
            for other in group:
                same_table = row.estimand == other.estimand and "recovered" not in (
                    row.category,
                    other.category,
                )
                if not same_table and 0 < abs(cell(row) - cell(other)) < ledger.minimum:
                    ledger.round(row)
