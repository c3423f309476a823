"""An Excel workbook to type a study into, which comes in without any editing of the manifest.

A sheet per wave with drop-downs, a code book that says which way an outcome is better, and a sheet ``Opzet``
that says what no data can say: the design, the title, when waves were. The module ``setup`` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from voorzorg.cohorts.drafting.sources.setup import SHEET
from voorzorg.spreadsheet import as_text

CODEBOOK = "Codeboek"
DESIGNS = ("two-arm", "one-arm", "single-case")
_ROWS = 500
_ID = "deelnemersnr"


@dataclass(frozen=True)
class Field:
    """A column to fill: its name, what it means, the answers of its drop-down, and which way is better."""

    name: str
    label: str
    answers: tuple[str, ...] = ()
    better: str = ""
    start_only: bool = False


_GROUP = Field("groep", "Groep waarin is geloot", ("controle", "interventie"), start_only=True)
_AGE = Field("leeftijd", "Leeftijd in jaren", start_only=True)
_SEX = Field("geslacht", "Geslacht", ("vrouw", "man", "anders"), start_only=True)
_YES_NO = Field("uitkomst", "Uitkomst (ja of nee)", ("ja", "nee"), "lager")
_SCORE = Field("score", "Totaalscore van de vragenlijst", (), "lager")


def write_template(design: str, path: Path, waves: tuple[tuple[str, float], ...]) -> None:
    """Write the workbook. ``waves`` are names and weeks from the start; the first is before the programme.

    For ``single-case`` there is one sheet with a row per participant and measurement, and the number of
    ``waves`` is that of the measurements before the programme starts.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = SHEET
    single = design == "single-case"
    fields = [_AGE, _SEX, *([_GROUP] if design == "two-arm" else []), _YES_NO, _SCORE]
    lines: list[tuple[str, str | float]] = [
        ("vraag", "antwoord"),
        ("titel", "Titel van het onderzoek"),
        ("opzet", design.replace("-", "_")),
    ]
    if design == "two-arm":
        lines.append(("controlegroep", "controle"))
    if single:
        lines.append(("metingen voor de start", len(waves)))
    else:
        lines += [(f"weken {name}", weeks) for name, weeks in waves]
    for line in lines:
        page.append([as_text(cell) if isinstance(cell, str) else cell for cell in line])
    if single:
        fields = [Field("meting", "Nummer van de meting"), _SCORE]
        _sheet(book, "Metingen", fields)
    else:
        for k, (name, _) in enumerate(waves):
            _sheet(book, name, [f for f in fields if k == 0 or not f.start_only])
    codes = book.create_sheet(CODEBOOK)
    codes.append(("variabele", "omschrijving", "waarden", "beter"))
    codes.append((_ID, "Nummer of code van de deelnemer, nooit een naam", "", ""))
    for field in fields:
        codes.append([as_text(t) for t in (field.name, field.label, "; ".join(field.answers), field.better)])
    for sheet in book.worksheets:
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in "ABCDEFG":
            sheet.column_dimensions[column].width = 24
        sheet.freeze_panes = "A2"
    book.save(path)


def _sheet(book: object, name: str, fields: list[Field]) -> None:
    """A sheet to fill, with a drop-down where there are few answers."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    page = book.create_sheet(name)  # type: ignore[attr-defined]
    page.append([_ID, *(as_text(field.name) for field in fields)])
    for k, field in enumerate(fields, start=2):
        if not field.answers:
            continue
        choice = DataValidation("list", formula1=f'"{",".join(field.answers)}"', allow_blank=True)
        choice.error = f"Kies uit: {', '.join(field.answers)}, of laat leeg"
        page.add_data_validation(choice)
        letter = get_column_letter(k)
        choice.add(f"{letter}2:{letter}{_ROWS + 1}")
