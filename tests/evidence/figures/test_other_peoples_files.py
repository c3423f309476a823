"""Files as strangers write them: decimal commas, usual names, a paper's table with the arms side by side."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from voorzorg.evidence.audit import audit_path
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.schema import FigureFileError
from voorzorg.evidence.verdicts import Verdict, worst

HEADER = "figure_id;source;outcome;arm;statistic;value;df1;p_value"


def _write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_decimal_commas_between_semicolons(tmp_path: Path) -> None:
    frame = read_figures(_write(tmp_path, HEADER, "a;s;o;contrast;chi2;3,90;1;0,048"))
    row = frame.iloc[0]
    assert (row["value_text"], row["decimals"], row["p_value"]) == ("3.90", 2, 0.048)


def test_a_thousand_and_something_is_asked_about_and_never_guessed(tmp_path: Path) -> None:
    lines = (HEADER, "a;s;o;all;mean;3,90;;", "b;s;o;all;mean;1.234;;")
    with pytest.raises(FigureFileError) as caught:
        read_figures(_write(tmp_path, *lines))
    assert "row 3" in str(caught.value) and "1234 or 1,234" in str(caught.value)


@pytest.mark.parametrize("name", ["chi2", "Chi-square", "χ²", "chi squared", "X2", "chi2_statistic"])
def test_chi_squared_by_its_usual_names(tmp_path: Path, name: str) -> None:
    audit = audit_path(_write(tmp_path, HEADER, f"a;s;o;contrast;{name};3,90;1;0,30"))
    check = worst(audit.of("a"))
    assert check is not None and check.verdict is Verdict.CONTRADICTED


def test_a_p_value_below_a_bound(tmp_path: Path) -> None:
    audit = audit_path(_write(tmp_path, HEADER, "a;s;o;contrast;t;4,50;28;<0,001"))
    check = worst(audit.of("a"))
    assert check is not None and check.verdict is Verdict.ROUNDING


def test_an_empty_column_of_ones_own_is_no_error_but_a_filled_one_is(tmp_path: Path) -> None:
    read_figures(_write(tmp_path, HEADER + ";mood", "a;s;o;all;mean;3,9;;;"))
    with pytest.raises(FigureFileError, match="column of the schema"):
        read_figures(_write(tmp_path, HEADER + ";mood", "a;s;o;all;mean;3,9;;;x"))


WIDE = [
    "outcome",
    "treated_n",
    "treated_events",
    "treated_percent",
    "control_n",
    "control_events",
    "effect",
    "estimate",
    "ci_low",
    "ci_high",
    "p_value",
    "method",
]
SMOKING = ["smoking", 200, 100, "50.0", 200, 120, "OR", "0.60", 0.39, 0.93, "<0.05", "adjusted for age"]


def test_a_table_with_the_arms_side_by_side(tmp_path: Path) -> None:
    path = _write(tmp_path, ",".join(WIDE), ",".join(map(str, SMOKING)))
    figures = {f.figure_id: f for f in Figures.of(read_figures(path))}
    assert set(figures) == {
        "smoking.2.treated.percentage",
        "smoking.2.control.count",
        "smoking.2.contrast.odds_ratio",
    }
    ratio = figures["smoking.2.contrast.odds_ratio"]
    assert ratio.made == {"adjusted"} and ratio.p_comparison == "<" and ratio.ci_high == 0.93
    # a printed count of a printed n is an arm like any other
    assert worst(audit_path(path).of(ratio.figure_id)).verdict is Verdict.ASSUMPTION  # type: ignore[union-attr]


def test_a_workbook_is_read_as_it_is_shown(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(WIDE)
    sheet.append([*SMOKING[:3], 0.5, *SMOKING[4:7], 0.6, *SMOKING[8:]])
    sheet["D2"].number_format = "0.0%"
    sheet["H2"].number_format = "0.00"
    book.save(tmp_path / "table.xlsx")
    figures = {f.figure_id: f for f in Figures.of(read_figures(tmp_path / "table.xlsx"))}
    assert figures["smoking.2.treated.percentage"].text == "50.0"
    assert figures["smoking.2.contrast.odds_ratio"].text == "0.60"


def test_a_standard_deviation_of_yes_and_no_is_recognised(tmp_path: Path) -> None:
    lines = (
        "figure_id,source,outcome,arm,statistic,value,n,items,scale_min,scale_max",
        "m,s,o,all,mean,0.35,20,1,0,1",
        "sd,s,o,all,sd,0.49,20,1,0,1",
    )
    assert worst(audit_path(_write(tmp_path, *lines)).of("sd")).verdict is Verdict.ROUNDING  # type: ignore[union-attr]


@pytest.mark.parametrize(("method", "wrong"), [("weighted", False), ("imputed", False), ("adjusted", True)])
def test_a_weighted_row_of_a_table_has_weighted_percentages(tmp_path: Path, method: str, wrong: bool) -> None:
    header = (
        "outcome,treated_n,treated_events,treated_percent,control_n,control_events,effect,estimate,method"
    )
    path = _write(tmp_path, header, f"smoking,200,100,48.3,200,120,OR,0.59,{method}")
    assert any(f.verdict.bad for f in audit_path(path).findings()) is wrong
