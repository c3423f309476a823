"""A workbook with a chart on a sheet of its own: the sheet is passed by, the others are read."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from voorzorg.cohorts.reading.formats.excel import sheet_names


def test_a_sheet_that_is_a_chart_is_no_sheet_of_cells(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (["id", "score"], [1, 3], [2, 4]):
        page.append(row)
    chart = BarChart()
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.create_chartsheet("Figuur", 0).add_chart(chart)
    book.save(tmp_path / "study.xlsx")

    assert sheet_names(tmp_path / "study.xlsx") == ["Sheet"]
