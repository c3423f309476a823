"""The tables of docs/lab.md are those of the kept results."""

import pandas as pd
import pytest
from benchmarks.lab.tables import PAGE, TABLES, replaced
from benchmarks.measure import RESULTS


@pytest.mark.parametrize("name", TABLES)
def test_the_documented_table_is_the_measured_one(name):
    page = PAGE.read_text(encoding="utf-8")
    assert replaced(page, name, TABLES[name](pd.read_csv(RESULTS / f"lab_{name}.csv"))) == page


def test_marks_that_are_missing_are_told():
    with pytest.raises(ValueError, match="'trial'"):
        replaced("no marks", "trial", "")
