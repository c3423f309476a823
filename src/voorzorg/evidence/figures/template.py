"""The workbook in which somebody types a paper's table: a sheet to fill, and one that explains its
columns.
"""

from __future__ import annotations

from pathlib import Path

from voorzorg.evidence.figures.methods import METHODS
from voorzorg.evidence.figures.wide import COLUMNS
from voorzorg.messages import message, render
from voorzorg.text import Language

#: columns that a table needs most often come first; the others are there, narrow, behind them
FIRST = (
    "outcome",
    "wave",
    "treated_n",
    "treated_events",
    "treated_percent",
    "treated_mean",
    "treated_sd",
    "control_n",
    "control_events",
    "control_percent",
    "control_mean",
    "control_sd",
    "effect",
    "estimate",
    "ci_low",
    "ci_high",
    "ci_level",
    "p_value",
    "method",
)
#: columns whose cells are text, so that a spreadsheet keeps 0.10 as 0.10
_TEXT_FORMAT = "@"
ROWS = 60
_EXAMPLE = {
    "outcome": "smoking",
    "wave": "m6",
    "treated_n": "120",
    "treated_events": "48",
    "treated_percent": "40.0",
    "control_n": "118",
    "control_events": "59",
    "control_percent": "50.0",
    "effect": "odds_ratio",
    "estimate": "0.67",
    "ci_low": "0.40",
    "ci_high": "1.11",
    "ci_level": "95",
    "p_value": "0.12",
    "method": "crude",
}


def write_template(path: str | Path, language: Language) -> Path:
    """Write the workbook; nothing is left half-written where that fails."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    from voorzorg.atomic_write import atomic_write

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "table"
    order = [*FIRST, *(c for c in COLUMNS if c not in FIRST)]
    for i, name in enumerate(order, start=1):
        letter = get_column_letter(i)
        head = sheet.cell(1, i, name)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7EE")
        head.alignment = Alignment(text_rotation=60 if i > 2 else 0)
        sheet.column_dimensions[letter].width = 16 if name in ("outcome", "method", "remark") else 9
        for row in range(2, ROWS + 2):
            sheet.cell(row, i).number_format = _TEXT_FORMAT
    choices = DataValidation(type="list", formula1=f'"{",".join(METHODS)}"', showErrorMessage=False)
    sheet.add_data_validation(choices)
    letter = get_column_letter(order.index("method") + 1)
    choices.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.freeze_panes = "B2"
    notes = book.create_sheet("lees mij" if language == "nl" else "read me")
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 22, 100
    for line in ("how", "words", "empty", "methods", "then"):
        notes.append([render(message(f"evidence-template-{line}"), language)])
    notes.append([])
    for name in order:
        key = f"evidence-column-{name.replace('_', '-')}"
        notes.append([name, render(message(key), language), _EXAMPLE.get(name, "")])
    for row in notes.iter_rows(min_row=7):
        row[0].font = Font(bold=True)
    with atomic_write(Path(path)) as partial:
        book.save(partial)
    return Path(path)
