"""Levels and their difference in one line: of one precision, and marked where a reader cannot subtract."""

from __future__ import annotations

from collections.abc import Iterable

from voorzorg.present.estimate_rows import Row, View, says, suppressed
from voorzorg.present.tables.model import Table
from voorzorg.present.words.numbers import POINTS, decimals_of, difference_agrees, largest


def size_of(rows: Iterable[Row | None]) -> float | None:
    """The size that sets the decimals of levels and differences: of the largest difference or limit."""
    known = (row for row in rows if row is not None)
    return largest(*(value for row in known for value in (row.estimate, row.ci_low, row.ci_high)))


def rounded_mark(
    view: View,
    table: Table,
    first: Row | None,
    second: Row | None,
    difference: Row | None,
    like: float | None = None,
) -> str:
    """That the numbers of a line are rounded, where the first less the second is not the difference shown.

    The note that explains it is put below the table. ``like`` sets the decimals of what is no percentage.
    """
    rows = (first, second, difference)
    if any(row is None or row.estimate is None or suppressed(row) for row in rows):
        return ""
    assert first is not None and second is not None and difference is not None
    values = [float(row.estimate or 0.0) for row in (first, second, difference)]
    if difference.estimand in POINTS:
        coarse = 0 if says(first, "rounded-counts") or says(second, "rounded-counts") else 1
        agrees = difference_agrees(*(100 * value for value in values), digits=1, coarse=coarse)
    else:
        digits = decimals_of(values[2] if like is None else like)
        agrees = difference_agrees(*values, digits=digits)
    if agrees:
        return ""
    note = view.context.t("table.rounded_note")
    if note not in table.notes:
        table.notes.append(note)
    return f" · {view.context.t('finding.rounded')}"
