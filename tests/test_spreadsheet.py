"""What a spreadsheet opens holds no formula, and says what it said before."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voorzorg.estimates.table import read, to_frame, write
from voorzorg.present.tables.formats.delimited import delimited
from voorzorg.present.tables.model import Column, Line, Table
from voorzorg.spreadsheet import as_text, as_written, table_as_text, table_as_written

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3+cmd|x", "@SUM(A1)", "\t=1+1", "=3", "＝1+1", " =1", "%0A=1"]
NUMBERS = ["-1.5", "-1,5", "12", "-12%", "-3.2 [-5.0, -1.2]", "-0,3 (-0,9 tot 0,2)", "-", "+2"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_becomes_text(cell):
    assert as_text(cell) == "'" + cell


@pytest.mark.parametrize("cell", NUMBERS)
def test_a_number_stays_a_number(cell):
    assert as_text(cell) == cell


@given(st.text())
def test_text_can_be_read_back_and_begins_with_no_sign_of_a_formula(cell):
    safe = as_text(cell)
    assert as_written(safe) == cell or cell.startswith("'")
    if safe == cell and safe.startswith(DANGEROUS):
        assert not any(sign.isalpha() for sign in safe.replace("tot", "").replace("to", ""))


def test_estimates_are_written_safely_and_read_as_they_were(tmp_path):
    row = {
        "cohort": "c",
        "data_kind": "real",
        "outcome": "=1+1",
        "population": "itt",
        "analysis": "unadjusted",
    }
    table = to_frame([row | {"method": "@m", "estimand": "risk", "category": "=3", "estimate": -0.5}])
    write(table, tmp_path / "estimates.csv")
    (cells,) = csv.DictReader(io.StringIO((tmp_path / "estimates.csv").read_text("utf-8")))
    assert (cells["outcome"], cells["category"], cells["method"]) == ("'=1+1", "'=3", "'@m")
    assert cells["estimate"] == "-0.5"
    assert read(tmp_path / "estimates.csv").equals(table)


def test_labels_in_tables_are_safe():
    table = Table(
        key="t", title="T", language="en", columns=[Column("=1+1"), Column("n")],
        lines=[Line(["+cmd|x", "-1.5"])], notes=["@note"],
    )  # fmt: skip
    rows = list(csv.reader(io.StringIO(delimited(table).lstrip("\ufeff"))))
    assert rows == [["'=1+1", "n"], ["'+cmd|x", "-1.5"], ["'@note"]]


def test_whatever_writes_a_table_makes_its_texts_safe():
    """Only synthetic files, made of numbers and codes, and the dictionary that stays inside are left out."""
    root = Path(__file__).parents[1]
    writes = re.compile(r"\.to_csv\(|csv\.(?:writer|DictWriter)\(|\bWorkbook\(")
    apart = {"synthetic/write.py", "harmonise/tidy.py", "figures/template.py"}
    found = [
        path
        for folder in ("src", "scripts")
        for path in (root / folder).rglob("*.py")
        if (text := path.read_text(encoding="utf-8"))
        and writes.search(text)
        and "as_text(" not in text
        and "/".join(path.parts[-2:]) not in apart
    ]
    assert found == []


def test_a_table_comes_back_as_it_was():
    table = pd.DataFrame({"=a": ["=1+1", "-2.5", "plain", None], "n": [1, 2, 3, 4]})
    safe = table_as_text(table)
    assert list(safe) == ["'=a", "n"] and safe["'=a"][0] == "'=1+1"
    pd.testing.assert_frame_equal(table_as_written(safe), table)
