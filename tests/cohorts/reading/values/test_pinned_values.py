"""How cells are read, whatever file they stand in: dates, numbers, codes, layouts; one table of each."""
# ruff: noqa: E501, SIM905 - tables are as wide as their rows

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from as_text import findings_text, summary, titled

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File
from voorzorg.cohorts.reading.delimited.table import first_rows
from voorzorg.cohorts.reading.files import read_table
from voorzorg.cohorts.reading.raw_table import plain_column
from voorzorg.cohorts.reading.values import codes, dates, numbers

Pinned = Callable[..., None]

_DATES = """31-12-2010 1-2-2010 01/02/10 1.2.49 1.2.50 2010-05-03 2010/5/3 2010-05 2010 1899 2101 20100503 20101303 05-2010 13-2010
3_mei_2010 mei_2010 3_mai_2010 3-mrt-2010 12_oct_2010 xx-05-2010 x-x-2010 ??-??-2010 00-05-2010 00-00-2010 2010-xx 2010-05-xx 30-02-2010
29-02-2012 29-02-2011 31-04-2010 2010-05-03T10:15 2010-05-03_00:00:00 3-5-2010_10:15_pm 40000 9999 10000 80000 80001 13500000000 9.9e9
12-31-2010 1799-01-01 1800-01-01 onbekend 5 2010-5-3-1 1-13-2010 12345.5""".split()


def _said(read: dates.Dates) -> list[dict[str, object]]:
    return [
        {
            "date": None if pd.isna(day) else str(day.date()),
            "bad": bool(bad),
            "partial": bool(part),
            "serial": bool(serial),
        }
        for day, bad, part, serial in zip(read.values, read.bad, read.partial, read.serial, strict=True)
    ]


def test_dates(pinned: Pinned) -> None:
    rows = []
    for written in (text.replace("_", " ") for text in _DATES):
        (alone,) = _said(dates.parse_dates(pd.Series([written], dtype="str")))
        rows.append({"written": written} | alone)
    for number in (
        2010.0,
        1899.0,
        9999.0,
        10000.0,
        40000.7,
        80000.0,
        80001.0,
        20100503.0,
        20100003.0,
        1.0e10,
        1.7e10,
        1.71e10,
        12.5,
    ):
        (alone,) = _said(dates.parse_dates(pd.Series([number])))
        rows.append({"written": number} | alone)
    columns = {
        "day first": ["01-02-2010", "13-02-2010", None],
        "month first": ["01-02-2010", "02-13-2010", None],
        "neither": ["13-02-2010", "02-13-2010"],
        "month first and a word": ["02-13-2010", "3 mei 2010", "01-02-10"],
        "plain and odd": ["01-02-2010", "40000", "xx-02-2010", "2010-02-03", "later"],
        "all ISO": ["2010-02-03", "2010-13-03", "2010-00-01"],
    }
    for what, texts in columns.items():
        read = dates.parse_dates(pd.Series(texts, dtype="str"))
        rows += [
            {"written": f"{what}: {text}", "month first": read.month_first} | one
            for text, one in zip(texts, _said(read), strict=True)
        ]
    for n in (2, 3):
        for first in ("13-01-2010", "05-05-2010", "05-06-2010"):
            texts = pd.Series([first, *(f"{k:02d}-{k + 1:02d}-2010" for k in range(1, n + 1))])
            rows.append({"written": f"{first} and {n} others", "month first": dates.ambiguous_order(texts)})
    names = list(dict.fromkeys(key for row in rows for key in row))
    pinned("cohorts/reading/dates", [{name: row.get(name) for name in names} for row in rows])


_NUMBERS: dict[str, list[str | None]] = {
    "plain": ["1", "2.5", "-3", None],
    "words of the parser": ["inf", "nan", "1"],
    "commas": ["1,5", "2", None],
    "both": ["1,5", "2.5"],
    "Dutch": ["4.059,82", "1.000"],
    "thousands": ["1.250", "12.500", "999"],
    "not thousands": ["0.250", "1234.500", "1.25"],
    "spaces": ["1 000", "2"],
    "signs": ["+5", "-,5", ".5", "5.", "1e3", "1e", "--1", "1-2"],
    "euro before": ["€ 5", "eur 6,50", None],
    "euro behind": ["5 euro", "6 €"],
    "percent": ["5%", "6 %"],
    "percent of some": ["5%", "6"],
    "a unit": ["5 kg", "6 kg"],
    "a unit, together": ["5kg", "6 kg."],
    "two units": ["5 kg", "6 g"],
    "words": ["vijf", "5"],
    "nothing": [None, None],
}


def test_numbers(pinned: Pinned) -> None:
    rows = []
    for what, texts in _NUMBERS.items():
        for decimal in (None, ",", "."):
            array = pa.array(texts, pa.string())
            read = numbers.parse(array, decimal)
            rows.append(
                {
                    "texts": f"{what}: {texts}",
                    "decimal": decimal,
                    "values": str([None if np.isnan(v) else float(v) for v in read.values]),
                    "bad": str(read.bad.tolist()),
                    "comma": str(read.comma.tolist()),
                    "grouped": str(numbers.grouped(array).tolist()),
                }
            )
    pinned("cohorts/reading/numbers", rows)


def test_codes(pinned: Pinned) -> None:
    values = (1, 1.0, 1.5, -2.0, " Ja  Nee ", "2.0", "-2.0", "2.50", "a.0", "1_yes", "2. nee", "3: x", "Onbekend", "niet van toepassing hier",
              "weet niet", "n.v.t.", "missing", "geen", "TRUE", "onwaar", "0", "y", "", "NA", None)  # fmt: skip
    rows = []
    for value in values:
        one = codes.code(value)
        rows.append(
            {
                "value": repr(value),
                "code": one,
                "yes or no": codes.yes_no(one),
                "missing": codes.means_missing(str(value)),
            }
        )
    texts = pd.Series([" A  b", "2.0", "2.000", "2.00", "2.0000", None], dtype="str")
    for decimal in (None, ",", "."):
        rows.append(
            {"value": f"folded with {decimal}", "code": str(codes.folded(texts, decimal).to_pylist())}
        )
    rows.append({"value": "numbers", "code": str(codes.folded(pd.Series([1.0, 2.5, np.nan])).to_pylist())})
    rows.append(
        {
            "value": "dates",
            "code": str(codes.folded(pd.Series(pd.to_datetime(["2010-05-03", None]))).to_pylist()),
        }
    )
    pinned("cohorts/reading/codes", rows)


def test_columns_of_other_programs(pinned: Pinned) -> None:
    made = {
        "whole": pd.Series([1, 2]),
        "truths": pd.Series([True, None, False], dtype="boolean"),
        "categories": pd.Series(["a", None, "b"], dtype="category"),
        "dates with a zone": pd.Series(pd.to_datetime(["2010-05-03 10:00"]).tz_localize("UTC")),
        "objects": pd.Series([1, 2.5, None], dtype="object"),
        "days": pd.Series([pd.Timestamp("2010-05-03").date(), None], dtype="object"),
        "blanks": pd.Series(["a", " ", "", None], dtype="str"),
        "mixed": pd.Series(["a", 1], dtype="object"),
    }
    rows = []
    for what, column in made.items():
        plain = plain_column(column)
        rows.append(
            {
                "column": what,
                "kind": plain.dtype.kind,
                "values": str([None if pd.isna(v) else str(v) for v in plain]),
            }
        )
    pinned("cohorts/reading/columns", rows)


_FILES: dict[str, bytes] = {
    "comma": b"id,a,b\n1,2,3\n4,5,6\n",
    "semicolon": b"id;a;b\n1;2,5;3\n4;5,1;6\n",
    "tab": b"id\ta\tb\n1\t2\t3\n",
    "bar": b"id|a|b\n1|2|3\n",
    "one column": b"id\n1\n2\n",
    "points and commas": b"id;a\n1;2,5\n2;2.5\n3;3.5\n",
    "thousands": b"id;a\n1;2.500\n2;3.250\n",
    "blank lines": b"id,a\n\n1,2\n\n\n3,4\n",
    "line breaks": b'id,a\n1,"x\ny"\n2,z\n',
    "blank and breaks": b'id,a\r\n\r\n1,"x\r\ny"\r\n\r\n2,z\r\n',
    "loose mark": b'id,a\n1,5" scherm\n2,6" scherm\n',
    "unclosed": b'id,a\n1,"x\n2,y\n3,z\n',
    "ragged short": b"id,a,b\n1,2,3\n4,5\n6,7,8\n9,1\n",
    "ragged long": b"id,a,b\n1,2,3\n4,5,6,7\n",
    "half a row": b"id,a,b\n1,2,3\n4,5",
    "two names": b"id,a,a\n1,2,3\n",
    "no name": b"id,,b\n1,2,3\n",
    "no name, empty": b"id,,b\n1,,3\n",
    "latin": "id,naam\n1,één\n2,cliënt\n".encode("cp1252"),
    "utf-8 with a mark": "﻿id,a\n1,é\n".encode(),
    "utf-16": "id,a\n1,é\n".encode("utf-16"),
    "both encodings": "id,a\n1,é\n".encode() + "2,é\n".encode("cp1252"),
    "nothing": b"",
    "spaces": b"  \n \n",
    "names only": b"id,a\n",
    "nulls": b"id,a\n1,\x00\n",
    "no csv": b"PK\x03\x04 something",
    "many spaces": b"id , a\n 1 , x \n",
}
_ENTRIES: dict[str, dict[str, object]] = {
    "": {},
    "told": {"delimiter": ";", "decimal": ",", "encoding": "cp1252"},
    "row 2": {"header_row": 2},
    "rows 1 and 2": {"header_row": [1, 2]},
    "skip 1": {"skip_rows": 1},
    "row 9": {"header_row": 9},
}


@pytest.mark.parametrize("how", list(_ENTRIES))
def test_delimited_files(how: str, tmp_path: Path, pinned: Pinned) -> None:
    said = []
    for what, data in _FILES.items():
        path = tmp_path / "x.csv"
        path.write_bytes(data)
        findings = Findings()
        entry = File.model_validate({"path": "x.csv", "holds": "participants", "id": "id"} | _ENTRIES[how])
        try:
            raw = read_table(path, "x.csv", entry, findings)
        except UnreadableError as problem:
            rows = ", ".join(map(str, problem.rows))
            said.append(
                titled(
                    what,
                    f"refused, rows {rows}",
                    str(problem.check),
                    str(problem.expected),
                    str(problem.action),
                )
            )
            continue
        told = findings_text(findings)
        facts = f"rows {raw.rows.tolist()}, names {list(raw.frame)}, twice {sorted(raw.duplicated)}, decimal {raw.decimal}"
        cells = raw.frame.to_csv(index=False, lineterminator="\n")
        said.append(titled(what, told, facts, summary(raw.frame), cells, f"first rows {first_rows(path, 3)}"))
    name = "_".join(["delimited", *how.split()])
    pinned(f"cohorts/reading/{name}", "".join(said).replace("\r", "(return)"))
