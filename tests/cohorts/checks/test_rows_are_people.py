"""Rows that would each become a participant beside a column of moments: the check stops."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.checks.rows_are_people import check
from voorzorg.cohorts.manifest.data import ROW, File
from voorzorg.cohorts.reading.raw_table import RawTable


def found(
    column: str, values: list[object], before: dict[str, list[object]] | None = None, **said: object
) -> bool:
    file = File.model_validate({"path": "a.csv", "holds": "participants", "id": ROW, **said})
    findings = Findings()
    frame = pd.DataFrame({**(before or {}), column: values, "y": range(len(values))})
    raw = RawTable(Path("a.csv"), "a.csv", frame, np.arange(2, len(values) + 2), "csv")
    check(file, raw, findings)
    return bool(findings.errors)


@pytest.mark.parametrize("column", ["meting", "Wave", "follow-up", "redcap_event_name"])
def test_moments_that_return_stop_the_check(column: str) -> None:
    assert found(column, ["a", "b"] * 4)


def test_moments_that_differ_on_nearly_every_row_are_no_moments() -> None:
    assert not found("meting", ["a", "b", "c", "d", "e", "a"])
    assert not found("meting", ["a"] * 6)


def test_identifiers_that_return_stop_the_check() -> None:
    assert found("ppn", [f"p{k}" for k in range(10)] * 2)
    assert not found("ppn", [f"p{k}" for k in range(20)])


def test_who_looked_may_say_that_every_row_is_another_participant() -> None:
    assert not found("meting", ["a", "b"] * 4, one_row_each=True)


def test_as_many_as_thirty_moments_are_moments() -> None:
    assert found("week", list(range(30)) * 2)
    assert not found("week", list(range(31)) * 2)
    assert not found("week", [*range(30), *range(29)])


def test_eight_people_who_mostly_return_are_people() -> None:
    assert found("ppn", [f"p{k}" for k in range(8)] * 2)
    assert not found("ppn", [f"p{k}" for k in range(7)] * 2)
    assert not found("ppn", [f"p{k}" for k in [*range(8), *range(4)]])


def test_the_columns_before_it_do_not_end_the_search() -> None:
    moments = ["a", "b"] * 4
    assert found("meting", moments, before={ROW: list(range(8))})
    assert found("meting", moments, before={"arm": ["x", "y"] * 4}, where={"arm": ["x", "y"]})
    assert found("meting", moments, before={"remark": ["few", "said", "this", *[None] * 5]})
    assert found("meting", moments, before={"code": [1, 2] * 4}, columns={"work": "code"})


def test_four_rows_are_enough_to_tell() -> None:
    assert found("meting", ["a", "b", "a", "b"])
    assert not found("meting", ["a", "b", "a", None])


def test_a_mapped_column_is_one_of_people_only_by_its_moments() -> None:
    assert not found("ppn", [f"p{k}" for k in range(10)] * 2, columns={"person": "ppn"})
    assert found("meting", ["a", "b"] * 4, columns={"moment": "meting"})


def test_of_many_rows_a_twentieth_of_the_values_differ_where_they_are_people() -> None:
    assert found("ppn", [f"p{k % 10}" for k in range(200)])
    assert not found("ppn", [f"p{k % 9}" for k in range(200)])
