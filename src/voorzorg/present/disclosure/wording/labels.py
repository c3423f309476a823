"""Participants' own words may not leave: a category is called by its label only if the manifest lists it.

What the manifest does not list, and what is too small to be shown by itself, becomes one category ``other``
before anything else is decided; the same ones in every arm and at every wave, so that no two tables differ
by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.table import PANDAS_DTYPES, messages_of
from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.secondary.tables import PREFIXES

#: The category that holds what is not listed, and what is too small.
OTHER = "other"
#: Variable -> the levels that the manifest lists.
Listed = Mapping[str, Collection[str]]
_SAME = ["cohort", "data_kind", "outcome", "informant", "wave", "population", "estimand", "arm", "contrast"]


def listed_levels(manifest: Manifest) -> dict[str, set[str]]:
    """Per variable the levels that the manifest lists, under ``labels`` or as what ``values`` decodes to."""
    return {
        name: set(variable.labels or ()) | set((variable.values or {}).values())
        for name, variable in manifest.variables.items()
    }


def merge_levels(table: pd.DataFrame, listed: Listed, minimum: int) -> pd.DataFrame:
    """The table with unlisted and small levels merged, and what is computed over merged ones emptied.

    Only categorical variables (``baseline:`` and ``attrition:``) of real data are touched. ``listed`` has a
    line for every variable with categories; one without a line has no label that may be shown.
    """
    real = (table["data_kind"] == "real").fillna(False)
    known = table["outcome"].fillna("").str.startswith(PREFIXES) & table["category"].notna()
    rows = table[real & known]
    if rows.empty:
        return table
    merged: dict[tuple[str, str], set[str]] = {}
    tables: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
    for keys, cells in rows[rows["estimand"] == "risk"].groupby(_SAME, dropna=False, sort=False):
        variable = (str(keys[0]), variable_of_name(str(keys[2])))
        events = [_people(row, "events") for row in cells.to_dict("records")]
        tables[variable].append(dict(zip(cells["category"], events, strict=True)))
    for variable, cells_of in tables.items():
        levels = {level for cells in cells_of for level in cells}
        unlisted = {level for level in levels if level not in listed.get(variable[1], ())}
        merged[variable] = _enough(cells_of, unlisted, levels, minimum)
    return _merged(table, rows, merged)


def variable_of_name(outcome: str) -> str:
    return next((outcome[len(prefix) :] for prefix in PREFIXES if outcome.startswith(prefix)), outcome)


def _enough(cells: list[dict[str, float]], gone: set[str], levels: set[str], minimum: int) -> set[str]:
    """Levels to merge so that neither they nor any that stays is below the minimum, if that can be."""
    full = [{level: one.get(level, 0.0) for level in levels} for one in cells]
    found = gone | {level for one in full for level, count in one.items() if count < minimum}
    if found <= {OTHER}:
        return set()
    for one in full:
        rest = sorted(levels - found, key=lambda level: (one[level], level))
        while rest and sum(one[level] for level in found) < minimum:
            found.add(rest.pop(0))
    return found


def _merged(table: pd.DataFrame, rows: pd.DataFrame, merged: dict[tuple[str, str], set[str]]) -> pd.DataFrame:
    where = pd.Series(
        [
            category in merged.get((cohort, variable_of_name(outcome)), ())
            for cohort, outcome, category in rows[["cohort", "outcome", "category"]].itertuples(index=False)
        ],
        index=rows.index,
        dtype=bool,
    )
    gone = rows[where]
    if gone.empty:
        return table
    table = table.copy()
    for _, members in gone.groupby(_SAME, dropna=False, sort=False):
        first = members.index[0]
        table.loc[first, "category"] = OTHER
        for name, value in _together(members).items():
            table[name] = table[name].astype(PANDAS_DTYPES[name])
            table.loc[first, name] = value
        table = table.drop(index=members.index[1:])
    names = {(cohort, variable) for (cohort, variable), levels in merged.items() if levels}
    differences = table["estimand"].eq("standardised_difference") & pd.Series(
        [
            (c, variable_of_name(str(o))) in names
            for c, o in zip(table["cohort"], table["outcome"], strict=True)
        ],
        index=table.index,
    )
    everyone = (
        table["category"].eq(OTHER) & table["estimate"].eq(1) & table["outcome"].str.startswith(PREFIXES)
    )
    rules.suppress(table, (differences | everyone.fillna(False)).to_numpy(dtype=bool), "label", minimum=0)
    return table.reset_index(drop=True)


def _together(members: pd.DataFrame) -> dict[str, Any]:
    """One row for several levels: their shares and events added up; of a difference nothing but its place."""
    from voorzorg.statistics.two_arm.proportions import clopper_pearson, wilson_interval

    first = members.iloc[0]
    if first["estimand"] != "risk" or first["contrast"] is not pd.NA:
        if len(members) == 1:
            return {}
        emptied: dict[str, Any] = dict.fromkeys(rules.EMPTIED, pd.NA)
        return emptied | rules.reason("label", 0)
    side = next(side for side in rules.SIDES if first[f"n_{side}"] is not pd.NA)
    n = int(first[f"n_{side}"])
    events = int(sum(_people(row, "events") for row in members.to_dict("records")))
    exact = any(one.key == "clopper-pearson-interval" for one in messages_of(first["method_messages"]))
    interval = clopper_pearson if exact else wilson_interval
    low, high = interval(events, n, float(first["ci_level"] if first["ci_level"] is not pd.NA else 0.95))
    share = events / n if n else pd.NA
    error = (share * (1 - share) / n) ** 0.5 if n else pd.NA
    return {
        f"events_{side}": events,
        "estimate": share, "std_error": error, "ci_low": float(low), "ci_high": float(high),
    }  # fmt: skip


def _people(row: dict[Any, Any], what: str) -> float:
    """Participants of a level: its events, on whichever side they stand."""
    for side in rules.SIDES:
        value = row[f"{what}_{side}"]
        if value is not pd.NA and value is not None and value == value:
            return float(value)
    return 0.0
