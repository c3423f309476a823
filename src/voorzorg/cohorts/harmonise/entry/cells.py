"""Cells of a workbook that hold no value but an error, or a formula that nobody computed."""

from __future__ import annotations

import pandas as pd

from voorzorg.cohorts.checks.findings import Severity
from voorzorg.cohorts.harmonise.entry.part import View
from voorzorg.cohorts.reading.formats.excel_cells import NOT_COMPUTED
from voorzorg.cohorts.reading.formats.stored_dates import NO_DATE
from voorzorg.messages import message


def check_cells(view: View, id_column: str, mapped: list[str]) -> None:
    """Cells of a workbook that hold no value but an error, in the columns and rows that are used."""
    file, kept = view.file, set(view.rows.tolist())
    named = (file.date_column, file.weeks_column, file.wave_column, file.informant_column)
    for column in dict.fromkeys([id_column, *mapped, *(name for name in named if name)]):
        for shows, rows in view.raw.broken.get(column, {}).items():
            used = rows if column == id_column else [row for row in rows if row in kept]
            if used:
                _report_cells(view, column, shows, used)
    used_columns = {id_column, *mapped, *(name for name in named if name)}
    for column, kinds in view.raw.broken.items():
        lost = [row for row in kinds.get(NOT_COMPUTED, []) if row in kept]
        if column not in used_columns and lost and view.raw.frame.get(column, pd.Series()).isna().all():
            view.findings.warning(
                message("finding-formulas-never-computed-unused"),
                file=view.raw.name,
                column=column,
                rows=lost,
                expected=message("finding-values-or-empty"),
                action=message("finding-open-save-and-add-column"),
            )


def _report_cells(view: View, column: str, shows: str, rows: list[int]) -> None:
    severity: Severity = "error"
    expected = message("finding-values-or-empty")
    if shows == NO_DATE:
        check, expected = message("finding-not-a-date"), message("finding-date-in-years")
        action = message("finding-correct-at-source")
    elif shows == NOT_COMPUTED:
        check, action = message("finding-never-computed"), message("finding-open-in-excel")
    elif shows in ("#N/A", "#DIV/0!"):
        severity, check = "warning", message("finding-cells-missing", shows=shows)
        action = message("finding-nothing-if-missing")
    else:
        check, action = (
            message("finding-cells-error", shows=shows),
            message("finding-correct-formula"),
        )
    view.findings.add(
        severity,
        check,
        file=view.raw.name,
        column=column,
        rows=rows,
        expected=expected,
        action=action,
    )
