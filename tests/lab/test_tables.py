"""The tables of docs/lab.md are those of the kept results."""

import pandas as pd
import pytest
from benchmarks.lab.tables import PAGE, SHIPPED, TABLES, replaced, shipped
from benchmarks.measure import RESULTS


@pytest.mark.parametrize("name", [name for name in TABLES if (RESULTS / f"lab_{name}.csv").exists()])
def test_the_documented_table_is_the_measured_one(name):
    page = PAGE.read_text(encoding="utf-8")
    assert replaced(page, name, TABLES[name](pd.read_csv(RESULTS / f"lab_{name}.csv"))) == page


def test_marks_that_are_missing_are_told():
    with pytest.raises(ValueError, match="'trial'"):
        replaced("no marks", "trial", "")


def test_the_report_shows_the_measured_characteristics():
    pd.testing.assert_frame_equal(
        shipped(pd.read_csv(RESULTS / "lab_trial.csv")), pd.read_csv(SHIPPED), check_dtype=False
    )
