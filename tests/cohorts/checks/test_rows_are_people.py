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


def found(column: str, values: list[object], **said: object) -> bool:
    file = File.model_validate({"path": "a.csv", "holds": "participants", "id": ROW, **said})
    findings = Findings()
    frame = pd.DataFrame({column: values, "y": range(len(values))})
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
