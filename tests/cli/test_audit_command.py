"""``voorzorg audit`` on a stranger's file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from voorzorg.cli import main

EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "figures-other-trial.csv"


def test_findings_are_printed_with_their_sums(capsys) -> None:
    assert main(["audit", str(EXAMPLE), "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "14 published figures" in out
    assert "42 + 41 = 83" in out and "odds ratio" in out and "paper.wellbeing_sd" in out


def test_strict_and_files(tmp_path: Path, capsys) -> None:
    assert main(["audit", str(EXAMPLE), "--out", str(tmp_path), "--strict"]) == 1
    assert "tegengesproken" in capsys.readouterr().out
    assert len(pd.read_csv(tmp_path / "verdicts.csv")) == 14
    assert len(pd.read_csv(tmp_path / "checks.csv")) > 5


def test_a_file_that_is_not_of_the_schema_is_explained(tmp_path: Path, capsys) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(
        "figure_id,source,outcome,arm,statistic,value\na,x,y,all,percentage,twelve\n", encoding="utf-8"
    )
    assert main(["audit", str(path)]) != 0
    err = capsys.readouterr().err
    assert "row 2, column value" in err and "percent sign" in err
