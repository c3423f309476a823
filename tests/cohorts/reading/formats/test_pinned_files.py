"""Workbooks, files of other programs, and files that are not what they say: what is read of each, and what is said."""
# ruff: noqa: E501 - tables are as wide as their rows

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from as_text import findings_text, titled

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.files import Reader, read_table
from voorzorg.cohorts.reading.formats import excel_cells, extents, stored_dates
from voorzorg.cohorts.reading.formats.extents import refuse_far_cells
from voorzorg.cohorts.reading.raw_table import RawTable

Pinned = Callable[..., None]


def _raw(raw: RawTable) -> str:
    facts = f"rows {raw.rows.tolist()}; sheet {raw.sheet} of {raw.sheets}; header {raw.header_row} {raw.header_over}; twice {sorted(raw.duplicated)}"
    kinds = {str(c): raw.frame[c].dtype.kind for c in raw.frame}
    told = f"kinds {kinds}\nlabels {raw.labels}\nvalues {raw.value_labels}\nbroken {raw.broken}\nhead {raw.head[:2]}"
    return f"{facts}\n{told}\n{raw.frame.to_csv(index=False, lineterminator=chr(10))}"


def _said(path: Path, **entry: Any) -> str:
    findings = Findings()
    file = File.model_validate({"path": path.name, "holds": "participants", "id": "id"} | entry)
    try:
        return _raw(read_table(path, path.name, file, findings)) + findings_text(findings)
    except UnreadableError as problem:
        return f"refused, rows {problem.rows}: {problem.check}; {problem.expected}; {problem.action}"


def test_workbooks(tmp_path: Path, pinned: Pinned) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Data"
    for row in (
        ["Titel"],
        [],
        ["", "Voor", "", "Na"],
        ["id", "a", "b", "a", "", "a"],
        [1, 2.5, "x", dt.date(2010, 5, 3), None, True],
        [],
        [2, 3, None, dt.datetime(2010, 5, 4, 10, 30), None, False],
        ["3", None, "#N/A", None, None, None],
        [4, "=1+1", "y", None, None, None],
    ):
        first.append(row)
    first.merge_cells("B3:C3")
    first.merge_cells("D3:F3")
    first["H30"] = " "
    book.create_sheet("Leeg")
    book.create_sheet(" data 2 ").append(["id", "z"])
    last = book.create_sheet("Vier")
    for row in (
        ["id", "whole", "mixed", "dates"],
        [1, 1, 1, dt.date(2020, 1, 1)],
        [2, 2, "twee", None],
        [3, 3, 3.5, dt.date(2021, 1, 1)],
    ):
        last.append(row)
    path = tmp_path / "x.xlsx"
    book.save(path)
    parts = []
    for entry in (
        {},
        {"header_row": 4},
        {"header_row": [3, 4]},
        {"header_row": 4, "skip_rows": 1},
        {"header_row": 10},
        {"header_row": 11},
        {"sheet": 1},
        {"sheet": 4},
        {"sheet": 5},
        {"sheet": "vier"},
        {"sheet": "Leeg"},
        {"sheet": "DATA 2"},
        {"sheet": "Nergens"},
    ):
        parts.append(titled(str(entry), _said(path, **entry)))
    single = openpyxl.Workbook()
    single.save(tmp_path / "e.xlsx")
    parts.append(titled("empty", _said(tmp_path / "e.xlsx")))
    parts.append(
        titled(
            "cells",
            str(excel_cells.broken_cells(path, "Data")),
            str(excel_cells.broken_cells(path, "None")),
            str([excel_cells._number(x) for x in ("A", "Z", "AA", "AB", "BA", "XFD")]),
        )
    )
    pinned("cohorts/reading/workbooks", "".join(parts))


def _page(folder: Path, text: str, *, name: str = "xl/worksheets/sheet1.xml") -> Path:
    path = folder / "far.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, text)
    return path


def test_cells_that_stand_too_far(tmp_path: Path, pinned: Pinned) -> None:
    rows = []
    for row, column in (
        (1, "A"),
        (1_048_576, "A"),
        (1_048_577, "A"),
        (1, "XFD"),
        (1, "XFE"),
        (1, "ZZ"),
        (1, "AAA"),
        (100_000, "AAA"),
        (60_000, "XFD"),
        (1_000_000, "AAA"),
        (1_048_576, "XFD"),
    ):
        for text in (
            f'<row r="{row}"><c r="{column}{row}"/></row>',
            f'<dimension ref="A1:{column}{row}"/>',
            f'<c r="{column}{row}" t="s"><v>1</v></c>',
        ):
            try:
                refuse_far_cells(_page(tmp_path, text))
                said = "read"
            except UnreadableError as problem:
                said = str(problem.check)
            rows.append({"row": row, "column": column, "page": text.split(" ")[0], "is": said})
    for size, packed in ((10, 1), (2**26, 2**26), (2**31, 2**26), (2**31, 2**31), (2**34, 2**33)):
        info = zipfile.ZipInfo("x")
        info.file_size, info.compress_size = size, packed
        try:
            extents._unpacked(info)
            said = "read"
        except UnreadableError as problem:
            said = str(problem.check)
        rows.append({"row": size, "column": str(packed), "page": "unpacked", "is": said})
    refuse_far_cells(_page(tmp_path, '<row r="9999999">', name="xl/other.xml"))
    rows += [
        {"row": 0, "column": letters, "page": "number", "is": str(extents._number(letters.encode()))}
        for letters in ("A", "Z", "AA", "XFD", "AAAAAAAA")
    ]
    pinned("cohorts/reading/far_cells", rows)


def test_files_of_statistical_programs(tmp_path: Path, pinned: Pinned) -> None:
    frame = pd.DataFrame(
        {
            "id": [1.0, 2.0, 3.0],
            "naam": ["a", " ", "c"],
            "rookt": [1.0, 2.0, 9.0],
            "datum": pd.to_datetime(["2010-05-03", None, "2011-01-01"]).astype("datetime64[us]"),
        }
    )
    labels = {"rookt": {1: "Ja", 2: "Nee", 9: "Onbekend"}}
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "x.sav"),
        column_labels={"rookt": "Rookt u?"},
        variable_value_labels=labels,
        missing_ranges={"rookt": [9]},
    )
    pyreadstat.write_dta(
        frame.drop(columns="datum"), str(tmp_path / "x.dta"), variable_value_labels={"rookt": labels["rookt"]}
    )
    pyreadstat.write_por(frame.drop(columns="datum"), str(tmp_path / "x.por"))
    pyreadstat.write_xport(frame.drop(columns="datum"), str(tmp_path / "x.xpt"))
    pyreadstat.write_sav(frame.head(0), str(tmp_path / "none.sav"))
    data = (tmp_path / "x.sav").read_bytes()
    (tmp_path / "cut.sav").write_bytes(data[: len(data) * 3 // 4])
    (tmp_path / "broken.dta").write_bytes(b"<stata_dta>" + b"x" * 50)
    pd.DataFrame({"id": [1, 2], "c": pd.Categorical(["a", "b"]), "b": [True, None]}).to_parquet(
        tmp_path / "x.parquet"
    )
    pd.DataFrame({"id": [1], "c": [b"x"]}).to_parquet(tmp_path / "bytes.parquet")
    pd.DataFrame({"id": []}).to_parquet(tmp_path / "none.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1xxxxPAR1")
    names = (
        "x.sav",
        "x.dta",
        "x.por",
        "x.xpt",
        "none.sav",
        "cut.sav",
        "broken.dta",
        "x.parquet",
        "bytes.parquet",
        "none.parquet",
        "broken.parquet",
    )
    pinned("cohorts/reading/programs", "".join(titled(name, _said(tmp_path / name)) for name in names))


def test_dates_as_programs_store_them(pinned: Pinned) -> None:
    rows: list[dict[str, Any]] = []
    for program, written in (
        ("sav", "DATE11"),
        ("sav", "ADATE10"),
        ("sav", "F8.2"),
        ("por", "EDATE10"),
        ("dta", "%td"),
        ("dta", "%d"),
        ("dta", "%tc"),
        ("dta", "%tC"),
        ("dta", "%9.0g"),
        ("sas7bdat", "DATE9"),
        ("sas7bdat", "DDMMYY10"),
        ("xpt", "DATETIME20"),
        ("sas7bdat", "MONYY7"),
        ("sas7bdat", "BEST12"),
        ("sas7bdat", "E8601DT"),
        ("csv", "DATE9"),
    ):
        rows.append(
            {"program": program, "format": written, "unit": str(stored_dates.unit_of(program, written))}
        )
    first, last = (
        (pd.Timestamp(day) - pd.Timestamp("1960-01-01")).days for day in ("1000-01-01", "9999-12-31")
    )
    numbers = pd.Series(
        [
            0.0,
            18383.0,
            18383.9,
            -1.0,
            float(first),
            float(first - 1),
            float(last),
            float(last + 1),
            1e300,
            np.nan,
        ]
    )
    found, bad = stored_dates.dates_of(numbers, "1960-01-01", 86400.0)
    rows += [
        {"program": "days", "format": str(n), "unit": f"{day} {b}"}
        for n, day, b in zip(numbers, found, bad, strict=True)
    ]
    pinned("cohorts/reading/stored_dates", rows)


def test_files_that_are_not_what_they_say(tmp_path: Path, pinned: Pinned) -> None:
    pd.DataFrame({"id": [1]}).to_csv(tmp_path / "good.csv", index=False)
    book = openpyxl.Workbook()
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "a folder.csv").mkdir()
    for name, content in {
        "book.csv": (tmp_path / "book.xlsx").read_bytes(),
        "text.xlsx": b"id,a\n1,2\n",
        "text.sav": b"id,a\n1,2\n",
        "spss.csv": b"$FL2" + b"x" * 50,
        "old.xlsx": b"\xd0\xcf\x11\xe0" + b"x" * 600,
        "parquet.csv": b"PAR1xx",
        "x.unknown": b"a",
        "none": b"a",
        "x.pdf": b"%PDF",
        "x.docx": b"PK\x03\x04",
        "x.json": b"{}",
        "x.rds": b"x",
        "empty.csv": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
    parts = [titled(path.name, _said(path)) for path in sorted(tmp_path.iterdir())]
    parts.append(
        titled(
            "told otherwise",
            _said(tmp_path / "x.unknown", format="csv"),
            _said(tmp_path / "good.csv", format="xlsx"),
        )
    )
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    (tmp_path / "~$good.csv").touch()
    (tmp_path / "header.csv").write_text("id,a\n", encoding="utf-8")
    for entry in (
        {"path": "good.csv"},
        {"path": "GOOD.csv"},
        {"path": "absent.csv"},
        {"path": "absent.csv", "optional": True},
        {"path": "*.txt"},
        {"path": "*.txt", "optional": True},
        {"path": "go*.csv"},
        {"path": "*good.csv"},
        {"path": "link.csv"},
        {"path": "header.csv"},
        {"path": "header.csv", "holds": "events", "event": "e", "date_column": "a"},
        {"path": "deep/x.csv"},
    ):
        reader = Reader(tmp_path, Findings())
        file = File.model_validate({"holds": "participants", "id": "id"} | entry)
        tables = reader.read(file) + reader.read(file)
        reader.verify()
        text = findings_text(reader.findings).replace(str(tmp_path), "FOLDER")
        parts.append(
            titled(
                str(entry),
                f"{[t.name for t in tables]} {len({id(t) for t in tables})} read, {len(reader.digests)} digests, {len(reader._cache)} kept",
                text,
            )
        )
        reader.release(file)
        assert not reader._cache
    reader = Reader(tmp_path, Findings())
    reader.read(File.model_validate({"path": "good.csv", "holds": "participants", "id": "id"}))
    (tmp_path / "good.csv").write_text("id\n2\n", encoding="utf-8")
    reader.verify()
    (tmp_path / "good.csv").unlink()
    reader.verify()
    parts.append(titled("changed meanwhile", findings_text(reader.findings)))
    pinned("cohorts/reading/what_files_are", "".join(parts))


@pytest.mark.parametrize("name", ["~$a.xlsx", ".~lock.a.csv#", "a.csv"])
def test_locks_are_no_data(name: str, tmp_path: Path) -> None:
    from voorzorg.cohorts.reading.files import is_lock

    assert is_lock(tmp_path / name) is (name != "a.csv")
