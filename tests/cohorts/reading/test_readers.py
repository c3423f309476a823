"""Write a table in every format, read it back: the same values, the same labels, the right row numbers."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voorzorg.cohorts.checks.findings import Findings, UnreadableError
from voorzorg.cohorts.manifest.data import File, Variable
from voorzorg.cohorts.reading.delimited.encoding import _mixed_encodings
from voorzorg.cohorts.reading.delimited.layout import CsvLayout
from voorzorg.cohorts.reading.delimited.table import read_delimited
from voorzorg.cohorts.reading.files import read_table
from voorzorg.cohorts.reading.raw_table import RawTable, unique_names
from voorzorg.cohorts.reading.values.numbers import parse
from voorzorg.text import Text

PROPERTY = settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))


def read(path: Path, **entry: object) -> tuple[RawTable, Findings]:
    findings = Findings()
    file = File.model_validate({"path": path.name, "holds": "participants", "id": "id", **entry})
    return read_table(path, path.name, file, findings), findings


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    n = draw(st.integers(1, 12))
    numbers = draw(st.lists(st.one_of(st.none(), NUMBERS), min_size=n, max_size=n))
    words = draw(st.lists(st.one_of(st.none(), WORDS), min_size=n, max_size=n))
    ids = [f"p{k}" for k in range(n)]
    return pd.DataFrame(
        {"id": ids, "number": pd.array(numbers, dtype="Float64"), "word": pd.array(words, dtype="str")}
    )


def same_numbers(read_back: pd.Series, written: pd.Series, decimal: str | None = None) -> bool:
    if not pd.api.types.is_numeric_dtype(read_back):
        import pyarrow as pa

        read_back = pd.Series(parse(pa.array(read_back, pa.string(), from_pandas=True), decimal).values)
    left = read_back.to_numpy(dtype="float64", na_value=np.nan)
    right = written.to_numpy(dtype="float64", na_value=np.nan)
    return bool(np.allclose(left, right, rtol=0, atol=1e-9, equal_nan=True))


def same_words(read_back: pd.Series, written: pd.Series) -> bool:
    left = [None if pd.isna(v) else str(v) for v in read_back]
    right = [None if pd.isna(v) else str(v) for v in written]
    return left == right


@PROPERTY
@given(frame=frames(), delimiter=st.sampled_from(";,\t|"), comma=st.booleans(), old=st.booleans())
def test_delimited_text_is_read_back(
    frame: pd.DataFrame, delimiter: str, comma: bool, old: bool, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    decimal = "," if comma and delimiter != "," else "."
    text = frame.to_csv(index=False, sep=delimiter, decimal=decimal, quoting=1, na_rep="")
    path.write_bytes(text.encode("cp1252" if old else "utf-8"))

    raw, _ = read(path, delimiter=delimiter, encoding="cp1252" if old else "utf-8")

    assert same_numbers(raw.frame["number"], frame["number"], decimal)
    assert same_words(raw.frame["word"], frame["word"])
    assert raw.rows.tolist() == list(range(2, len(frame) + 2))


@PROPERTY
@given(frame=frames())
def test_spss_and_parquet_are_read_back(frame: pd.DataFrame, tmp_path: Path) -> None:
    plain = frame.assign(number=frame["number"].astype("float64"), word=frame["word"].fillna(""))
    pyreadstat.write_sav(plain.astype({"word": "object", "id": "object"}), str(tmp_path / "x.sav"))
    frame.to_parquet(tmp_path / "x.parquet")

    for name in ("x.sav", "x.parquet"):
        raw, _ = read(tmp_path / name)
        assert same_numbers(raw.frame["number"], frame["number"])
        assert same_words(raw.frame["word"], frame["word"])
        assert raw.rows.tolist() == list(range(1, len(frame) + 1))


@settings(PROPERTY, max_examples=15)
@given(frame=frames())
def test_excel_and_stata_are_read_back(frame: pd.DataFrame, tmp_path: Path) -> None:
    frame = frame.assign(word=frame["word"].where(~frame["word"].fillna("").str.startswith(("=", "_x"))))
    frame.to_excel(tmp_path / "x.xlsx", index=False)
    plain = frame.assign(number=frame["number"].astype("float64"), word=frame["word"].fillna(""))
    pyreadstat.write_dta(plain.astype({"word": "object", "id": "object"}), str(tmp_path / "x.dta"))

    for name in ("x.xlsx", "x.dta"):
        raw, _ = read(tmp_path / name)
        assert same_numbers(raw.frame["number"], frame["number"])
        assert same_words(raw.frame["word"], frame["word"])


@PROPERTY
@given(frame=frames())
def test_delimiter_and_decimal_sign_are_found(frame: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    frame = pd.concat([frame, pd.DataFrame({"id": ["z"], "number": [1.5], "word": ["w"]})], ignore_index=True)
    frame["word"] = "w"
    frame.to_csv(path, index=False, sep=";", decimal=",")

    raw, findings = read(path)

    assert same_numbers(raw.frame["number"], frame["number"], raw.decimal)
    assert {"delimiter detected: semicolon", "decimal sign detected: comma"} <= {f.check for f in findings}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("id;w\n1;é\n".encode(), "é"),
        ("id;w\n1;é\n".encode("cp1252"), "é"),
        ("id;w\n1;é\n".encode("utf-8-sig"), "é"),
        ("id;w\n1;é\n".encode("utf-16"), "é"),
    ],
)
def test_encodings_are_found(data: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(data)

    raw, _ = read(tmp_path / "x.csv")

    assert raw.frame.columns.tolist() == ["id", "w"]
    assert raw.frame["w"].tolist() == [expected]


def test_row_numbers_are_those_of_the_file_whatever_stands_between(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('Titel\nid;w\n\n1;"a\nb"\n\n2;c\n')

    raw, _ = read(tmp_path / "x.csv", header_row=2, delimiter=";")

    assert raw.frame["id"].tolist() == ["1", "2"]
    assert raw.rows.tolist() == [4, 7]


def test_rows_under_the_header_can_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('Q1,Q2\n"Hoe oud,\nbent u?",Rookt u?\n"{""ImportId""}",x\n21,ja\n')

    raw, _ = read(tmp_path / "x.csv", skip_rows=2)

    assert raw.frame["Q1"].tolist() == ["21"]


def test_user_missing_values_are_missing_and_labels_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"id": [1.0, 2.0, 3.0], "rookt": [1.0, -9.0, 99.0]}),
        str(path),
        column_labels={"rookt": "Rookt u?"},
        variable_value_labels={"rookt": {1: "Ja", 2: "Nee", 99: "Weet niet"}},
        missing_ranges={"rookt": [-9, 99]},
    )

    raw, _ = read(path)

    assert raw.frame["rookt"].tolist()[0] == 1
    assert raw.frame["rookt"].isna().tolist() == [False, True, True]
    assert raw.labels["rookt"] == "Rookt u?"
    assert raw.value_labels["rookt"]["1"] == "Ja"


def test_damage_is_told_without_the_contents(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 geheim")

    with pytest.raises(UnreadableError) as problem:
        read(tmp_path / "x.parquet")

    assert "geheim" not in f"{problem.value.check} {problem.value.action}"


def test_names_are_made_unique_by_counting() -> None:
    assert unique_names(["a", "", "a", "b"]) == (["a", "(column 2)", "a (2)", "b"], {"a"})


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,5", ",", 1.5),
        ("1.234,5", ",", 1234.5),
        ("1.234", ",", 1234.0),
        ("1,5", None, 1.5),
        ("1.5", None, 1.5),
        ("1,5", ".", math.nan),
        ("-3", None, -3.0),
        ("+3", None, 3.0),
        ("1e3", None, 1000.0),
        ("inf", None, math.nan),
        ("0x10", None, math.nan),
        ("12a", None, math.nan),
    ],
)
def test_numbers_are_read_with_a_point_or_a_comma(text: str, decimal: str | None, value: float) -> None:
    import pyarrow as pa

    parsed = parse(pa.array([text, None], pa.string()), decimal)

    assert parsed.values[0] == pytest.approx(value, nan_ok=True)
    assert parsed.bad.tolist() == [math.isnan(value), False]


def test_a_variable_accepts_a_plain_label() -> None:
    assert Variable.model_validate({"label": "Leeftijd"}).label == Text(nl="Leeftijd", en="Leeftijd")


def test_a_large_file_of_mixed_encodings_is_split_once() -> None:
    """Once for each odd line would take minutes where hundreds of thousands of rows are odd."""

    class Counted(bytes):
        splits = 0

        def split(self, *arguments: object) -> list[bytes]:  # type: ignore[override]
            Counted.splits += 1
            return bytes.split(self, *arguments)  # type: ignore[arg-type]

    odd = "één".encode(), "één".encode("cp1252")
    error = _mixed_encodings(Counted(b"\n".join(odd * 1000)))

    assert list(error.rows) == list(range(2, 402, 2))  # the first 200 that are not UTF-8
    assert Counted.splits == 1


def test_thousands_do_not_make_a_point_the_decimal_sign(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("inkomen;gewicht\n1.000;3,5\n2.000;\n3.000;\n")
    raw = read_delimited(path, "x.csv", CsvLayout(), Findings())
    assert raw.decimal == ","
    path.write_text("inkomen;leeftijd\n1.000;3\n2.000;4\n")
    assert read_delimited(path, "x.csv", CsvLayout(), Findings()).decimal is None


def test_rows_of_a_sheet_that_begins_lower_have_the_numbers_that_a_person_sees(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row, values in {4: ("id", "score"), 5: ("a", 1), 6: ("b", 2), 8: ("c", 3)}.items():
        for column, value in enumerate(values, start=2):
            book.active.cell(row, column, value)
    book.save(tmp_path / "x.xlsx")
    raw, _ = read(tmp_path / "x.xlsx", header_row=4)
    assert raw.rows.tolist() == [5, 6, 8]
    assert raw.frame["id"].tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["70 kg", "81,5 kg", None], [70, 81.5]),
        (["3 jaar", "12 jaar"], [3, 12]),
        (["70 kg", "700 g"], None),
        (["70 kg", "80"], None),
    ],
)
def test_a_unit_behind_every_number_is_left_out(texts, numbers):
    parsed = parse(pa.array(texts, pa.string()), ",")
    assert parsed.bad.any() == (numbers is None)
    if numbers:
        assert [v for v in parsed.values if v == v] == numbers
