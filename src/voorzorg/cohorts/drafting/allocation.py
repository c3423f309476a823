"""Which column may be the allocation: by what stays the same for a participant, and by what it cannot be."""

from __future__ import annotations

import re
from collections import Counter

from voorzorg.cohorts.drafting.columns.direction import better
from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess, slug
from voorzorg.cohorts.drafting.columns.roles import own_name
from voorzorg.cohorts.drafting.tables.table import TableGuess
from voorzorg.cohorts.drafting.writing.draft_yaml import TRAITS
from voorzorg.messages import message

#: Up to this share of participants in two arms is mistyped, which the checks tell; more is a treatment.
_SLIPS = 0.1
_NUMBERED = re.compile(r"(.*?)[_. -]?\d+")


def stays(table: TableGuess, column: ColumnGuess) -> bool:
    """One arm per participant; what changes between their rows is a treatment, no allocation."""
    if table.who.wave is None:
        return True
    changes = _share_that_changes(table, column) > _SLIPS
    if changes:
        column.role, column.confidence = "variable", 0.6
        column.evidence = message("draft-allocation-changes")
    return not changes


def _share_that_changes(table: TableGuess, column: ColumnGuess) -> float:
    """Share of participants with more than one value in the column."""
    who = [name for name in (table.who.within, table.id) if name]
    return float((table.raw.frame.groupby(who, dropna=False)[column.name].nunique() > 1).mean())


def same_groups(table: TableGuess, column: ColumnGuess, arm: tuple[TableGuess, ColumnGuess]) -> bool:
    """Whether two columns of one table divide people alike, such as a code and its label."""
    if arm[0] is not table:
        return False
    pairs = table.raw.frame[[column.name, arm[1].name]].dropna().drop_duplicates()
    return not (pairs[column.name].duplicated().any() or pairs[arm[1].name].duplicated().any())


def may_be_arms(tables: list[TableGuess]) -> tuple[str, ...]:
    """Columns that could be an allocation although their names do not say so.

    Two to four codes, one per participant, under a name of neither a trait nor an outcome: nobody can be sure
    that a study has one arm while there is such a column.
    """
    times = Counter(slug(own_name(name)) for table in tables for name in table.columns)
    return tuple(
        column.name
        for table in tables
        if table.id is not None
        for column in table.columns.values()
        if times[slug(own_name(column.name))] == 1 and _may_be(table, column)
    )


def _may_be(table: TableGuess, column: ColumnGuess) -> bool:
    codes = column.distinct - len(column.missing)
    if column.role == "site":
        return codes == 2
    if column.role != "variable" or column.type not in ("binary", "integer", "category"):
        return False
    if not 2 <= codes <= 4 or any(column.name in found.values() for found in table.series.values()):
        return False
    name = slug(own_name(column.name))
    if TRAITS.search(name) or better(name.replace("_", " "), column.label):
        return False
    if (match := _NUMBERED.fullmatch(name)) and _of_a_list(match[1], table):
        return False
    return table.who.wave is None or _share_that_changes(table, column) == 0


def _of_a_list(stem: str, table: TableGuess) -> bool:
    """One of three or more columns that differ by their number: a question of a list."""
    found = (_NUMBERED.fullmatch(slug(own_name(name))) for name in table.columns)
    return sum(match is not None and match[1] == stem for match in found) >= 3
