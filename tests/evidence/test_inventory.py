"""The table of interventions: what is wrong is told with its row, and what may be empty may be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from voorzorg.evidence.figures.schema import FigureFileError
from voorzorg.evidence.inventory import COLUMNS, read_interventions

REAL = Path(__file__).parents[2] / "data" / "published" / "interventions.csv"
#: What every intervention has; all else may be empty.
NEEDED = {
    *("key", "name", "main_goal", "target_group", "works_with", "performer", "study_designs", "result"),
    *("origin", "selection_group", "goal_maltreatment", "prenatal", "contra_domestic_violence", "setting"),
    *("free_for_client", "evidence_class", "cost_effectiveness", "foreign_effect_study"),
}


@pytest.fixture
def rows() -> list[dict[str, str]]:
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))[:2]


def read(rows: list[dict[str, str]], folder: Path):
    path = folder / "interventions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return read_interventions(path)


def told(rows: list[dict[str, str]], folder: Path) -> str:
    with pytest.raises(FigureFileError) as error:
        read(rows, folder)
    return str(error.value)


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_what_every_intervention_has_must_be_there_and_the_rest_may_be_empty(
    column: str, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    rows[1][column] = ""
    if column in NEEDED or (column.startswith(("technique_", "focus_")) and column not in OTHER):
        assert column in told(rows, tmp_path)
    else:
        read(rows, tmp_path)


OTHER = {"technique_other", "focus_other"}


@pytest.mark.parametrize("column", ["name", "age_min", "cost_low", "evidence_class"])
def test_a_column_that_is_not_there_is_told(column: str, rows: list[dict[str, str]], tmp_path: Path) -> None:
    said = told([{k: v for k, v in row.items() if k != column} for row in rows], tmp_path)
    assert column in said and "this column to be there" in said


def test_a_strange_column_is_told_with_the_one_it_may_be(rows: list[dict[str, str]], tmp_path: Path) -> None:
    assert "did you mean 'frequency'?" in told([row | {"frequenci": "1"} for row in rows], tmp_path)
    assert "did you mean" not in told([row | {"zzzz": "1"} for row in rows], tmp_path)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("age_min", "age_max"),
        ("reach_low", "reach_high"),
        ("contacts_min", "contacts_max"),
        ("duration_weeks_min", "duration_weeks_max"),
        ("cost_low", "cost_high"),
    ],
)
def test_a_lower_end_is_not_above_its_upper_end(
    low: str, high: str, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    equal = [rows[0], rows[1] | {low: "7", high: "7"}]
    assert read(equal, tmp_path)[low].iloc[1] == 7
    assert f"no more than {high} (6)" in told([rows[0], rows[1] | {low: "7", high: "6"}], tmp_path)
    read([rows[0], rows[1] | {low: "7", high: ""}], tmp_path)
    read([rows[0], rows[1] | {low: "", high: "6"}], tmp_path)


def test_a_key_is_used_once_and_every_problem_is_told_with_its_row(
    rows: list[dict[str, str]], tmp_path: Path
) -> None:
    assert "a key used once" in told([rows[0], rows[0]], tmp_path)
    said = told([rows[0] | {"age_min": "x"}, rows[1] | {"setting": "moon"}], tmp_path)
    assert "age_min" in said and "setting" in said and said.count("interventions.csv") == 2


def test_columns_are_read_as_what_they_are() -> None:
    table = read_interventions(REAL)
    for column in COLUMNS:
        kind = str(table[column.name].dtype)
        expected = {"integer": "Int64", "number": "float64"}.get(column.kind)
        if column.name.startswith(("technique_", "focus_")) and column.name not in OTHER:
            expected = "bool"
        assert expected is None or kind == expected, column.name
    assert len(table) == 20 and table["key"].is_unique
