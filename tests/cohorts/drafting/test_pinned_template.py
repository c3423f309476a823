"""The workbook to type a study into is the one that was stored: sheets, cells, drop-downs, widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from voorzorg.cohorts.drafting.sources.template import DESIGNS, write_template

WAVES = (("start", 0.0), ("=eind", 26.5), ("later", 52.0))


def told(path: Path) -> str:
    lines = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows():
            lines.append(" | ".join(f"{'*' if c.font.bold else ''}{c.value!r}" for c in row))
        widths = {name: sheet.column_dimensions[name].width for name in "ABCDEFGH"}
        lines.append("widths " + " ".join(f"{name} {width:g}" for name, width in widths.items()))
        for one in sheet.data_validations.dataValidation:
            said = f"{one.formula1} blank {one.allowBlank} drop-down hidden {one.showDropDown}"
            lines.append(f"{one.sqref}: {one.type} {said} error {one.showErrorMessage}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("design", DESIGNS)
def test_the_template(design: str, tmp_path: Path, pinned: Callable[..., None]) -> None:
    write_template(design, tmp_path / "x.xlsx", WAVES)
    pinned(f"cohorts/template/{design}", told(tmp_path / "x.xlsx"))
