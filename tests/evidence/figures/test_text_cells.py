"""A cell of a workbook is read as it is shown."""

from types import SimpleNamespace

import openpyxl
import pytest

from voorzorg.evidence.figures.text_cells import _cell, _first_filled


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (None, "General", ""),
        (True, "General", "yes"),
        (False, "General", "no"),
        (0.1, "0.00", "0.10"),
        (0.1, "General", "0.1"),
        (12, "General", "12"),
        (0.125, "0%", "12"),
        (0.125, "0.0%", "12.5"),
        (1234.5, "#,##0.00", "1234.50"),
        (3.0, "0", "3"),
        (" a word ", "General", "a word"),
    ],
)
def test_numbers_keep_the_decimals_of_their_format(value, shown_as, text):
    assert _cell(SimpleNamespace(value=value, number_format=shown_as)) == text


def test_the_first_filled_sheet_that_is_no_explanation_is_read_without_empty_columns(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "empty"
    notes = book.create_sheet("Read me")
    notes.append(["a", "b"])
    notes.append(["x", "y"])
    sheet = book.create_sheet("table")
    for row in ([None, None, None], ["one", "two", None], [1, None, None], [None, None, None], [2, 3, 4]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")

    table = _first_filled(tmp_path / "a.xlsx")

    assert table.header == ["one", "two"]
    assert table.rows == [["1", ""], ["2", "3"]]
    assert table.lines == [3, 5]


def test_a_workbook_without_rows_is_an_empty_table(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a header"])
    book.save(tmp_path / "a.xlsx")
    assert _first_filled(tmp_path / "a.xlsx").rows == []
