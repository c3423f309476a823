"""Tables as CSV that a spreadsheet of the reader's language opens by a double click."""

from __future__ import annotations

import csv
import io

from voorzorg.languages import BY_CODE
from voorzorg.present.tables.model import Table
from voorzorg.present.words.numbers import MINUS
from voorzorg.spreadsheet import as_text


def delimited(table: Table) -> str:
    """The table as text: semicolons in Dutch, commas in English, a byte order mark for Excel.

    A first column holds the group heading, so that every line stands by itself; the minus sign is a hyphen,
    which a spreadsheet reads as a number.
    """
    out = io.StringIO()
    plain = csv.writer(out, delimiter=BY_CODE[table.language].separator, lineterminator="\r\n")

    def write(cells: list[str]) -> None:
        plain.writerow([as_text(cell) for cell in cells])

    grouped = any(line.kind == "group" for line in table.lines)
    labels = [f"{c.spanner}: {c.label}" if c.spanner else c.label for c in table.columns]
    write(["", *labels] if grouped else labels)
    group = ""
    for line in table.lines:
        if line.kind == "group":
            group = line.cells[0]
            continue
        cells = [cell.replace(MINUS, "-").replace("\N{NO-BREAK SPACE}", " ") for cell in line.cells]
        write([group, *cells] if grouped else cells)
    for note in ([table.banner] if table.banner else []) + table.notes:
        write([note])
    return "\ufeff" + out.getvalue()
