"""Which rows count, and what is said of cells without a value."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from voorzorg.cli import main
from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.entry.rows import kept_rows
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.raw_table import RawTable


def test_a_condition_on_an_absent_column_is_told_and_leaves_the_other_conditions() -> None:
    columns = {"id": ["a", "b", "c"], "status": ["in", "uit", "in"], "score": ["1", "2", "3"]}
    frame = pd.DataFrame(columns).astype("str")
    raw = RawTable(path=Path("x.csv"), name="x.csv", frame=frame, rows=np.arange(2, 5), format="csv")
    conditions = {"weg": ["1"], "status": ["in"]}
    file = File(path="x.csv", holds="participants", id="id", where=conditions)
    findings = Findings()

    keep = kept_rows(file, raw, "id", ["score"], findings)

    assert keep.tolist() == [True, False, True]
    assert [finding.column for finding in findings.errors] == ["weg"]


@pytest.mark.parametrize(("mapped", "severity", "code"), [(True, "problem", 1), (False, "warning", 0)])
def test_formulas_that_nobody_computed_are_told(
    mapped: bool, severity: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["id", "item", "som"])
    for k in range(8):
        page.append([f"P{k}", k % 4, f"=B{k + 2}*2"])
    book.save(tmp_path / "x.xlsx")
    som = ", som: som" if mapped else ""
    (tmp_path / "cohort.yaml").write_text(
        "name: x\ntitle: X\npublic: true\ndesign: one_arm\nfiles:\n  - {path: x.xlsx, holds: participants, "
        f"id: id, columns: {{item: item{som}}}}}\n"
        "variables: {item: {label: Item, type: integer}, som: {label: Som, type: integer}}\n"
    )

    assert main(["check", str(tmp_path), "--language", "en"]) == code
    told = " ".join(capsys.readouterr().out.split())
    assert "formulas that were" in told and severity in told
