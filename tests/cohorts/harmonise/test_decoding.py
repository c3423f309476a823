"""One column to one variable: codes, labels, yes and no, missing values, ranges, cuts, dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.harmonise.decode import decode
from voorzorg.cohorts.harmonise.distinct_values import Column
from voorzorg.cohorts.manifest.data import Variable
from voorzorg.cohorts.reading.values.dates import parse_dates


def decoded(
    values: list[Any],
    variable: dict[str, Any],
    *,
    labels: dict[str, str] | None = None,
    missing: frozenset[str] = frozenset(),
    decimal: str | None = None,
) -> tuple[list[Any], Findings]:
    findings = Findings()
    series = pd.Series(values)
    rows = np.arange(2, len(values) + 2)
    column = Column(series, "x.csv", "kolom", rows, findings, labels or {}, missing, decimal)
    result = decode(column, Variable.model_validate({"label": "x", **variable}))
    return [None if pd.isna(v) else v for v in result], findings


BINARY = {"type": "binary"}
YES_NO = {"type": "binary", "values": {"ja": 1, "nee": 0}}


@pytest.mark.parametrize(
    ("values", "variable", "labels", "expected"),
    [
        (["Ja", " nee ", "JA", None], YES_NO, None, [1, 0, 1, None]),
        (["yes", "No"], YES_NO, None, [1, 0]),  # synonyms of ja and nee
        ([1.0, 2.0, np.nan], YES_NO, {"1": "Ja", "2": "Nee"}, [1, 0, None]),
        ([1.0, 2.0], {"type": "binary", "values": {1: 1, 2: 0}}, None, [1, 0]),
        (["1", "2.0"], {"type": "binary", "values": {1: 1, 2: 0}}, None, [1, 0]),
        ([0.0, 1.0], BINARY, None, [0, 1]),
        (["waar", "onwaar", "."], BINARY, None, [1, 0, None]),
        ([1.0, 2.0], BINARY, {"1": "Nee", "2": "Ja"}, [0, 1]),
        ([0, 3, 12, None], {"type": "binary", "cut": ">= 1"}, None, [0, 1, 1, None]),
        (
            ["a", "b"],
            {"type": "category", "values": {"A": "first", "B": "second"}},
            None,
            ["first", "second"],
        ),
        ([1.0, 2.0], {"type": "category"}, {"1": "Laag", "2": "Hoog"}, ["Laag", "Hoog"]),
        (["Utrecht", "utrecht ", "UTRECHT"], {"type": "category"}, None, ["Utrecht"] * 3),
        (["geen", "3", "20+"], {"type": "integer", "values": {"geen": 0, "20+": 20}}, None, [0, 3, 20]),
        (["1.5", "NA", "", "."], {}, None, [1.5, None, None, None]),
        (["1,5", "2,25"], {}, None, [1.5, 2.25]),
    ],
)
def test_values_are_decoded(
    values: list[Any], variable: dict[str, Any], labels: dict[str, str] | None, expected: list[Any]
) -> None:
    result, findings = decoded(values, variable, labels=labels)

    assert result == expected
    assert not findings.errors


def test_missing_codes_are_missing_by_code_or_by_label() -> None:
    result, findings = decoded([1.0, -9.0, 99.0], {"type": "integer"}, missing=frozenset({"-9", "99"}))
    assert result == [1, None, None]
    result, _ = decoded([1.0, 8.0], {"type": "integer", "missing": ["onbekend"]}, labels={"8": "Onbekend"})
    assert result == [1, None]
    assert not findings.errors


@pytest.mark.parametrize(
    ("values", "variable", "check", "row"),
    [
        (["3", "x"], {"type": "integer"}, "not a number", "3"),
        (["3", "2.5"], {"type": "integer"}, "not a whole number", "3"),
        (["3", "7.5 kg"], {}, "with a unit", "3"),
        (["3", "300"], {"range": [0, 100]}, "impossible value", "3"),
        (["ja", "misschien"], YES_NO, "unknown code", "3"),
        (["laag", "x"], {"type": "category", "values": {"laag": "low"}}, "unknown code", "3"),
        (["1", "2"], {"type": "binary", "values": {1: 1, 0: 0}}, "coded 1/2", "3"),
        (["31-02-2010", "01-02-2010"], {"type": "date"}, "not a date", "2"),
        (["01-01-1850", "01-02-2010"], {"type": "date"}, "impossible date", "2"),
    ],
)
def test_what_cannot_be_is_an_error_with_its_row(
    values: list[Any], variable: dict[str, Any], check: str, row: str
) -> None:
    _, findings = decoded(values, variable)

    (error,) = findings.errors
    assert check in error.check
    assert error.row == row


def test_improbable_values_are_kept_with_a_warning() -> None:
    result, findings = decoded([10, 70], {"plausible": [0, 60]})
    assert result == [10, 70]
    assert [f.severity for f in findings] == ["warning"]


def test_dutch_decimals_in_text_cells_are_converted_with_a_warning() -> None:
    result, findings = decoded(["3,5", "4,25", None], {})
    assert result == [3.5, 4.25, None]
    assert "decimal comma" in findings.items[0].check


@pytest.mark.parametrize(
    ("values", "decimal", "expected", "unsure"),
    [
        (["1.000", "2.000", "3.000"], ",", [1000, 2000, 3000], False),
        (["1.000", "2.500,5", "12"], ",", [1000, 2500.5, 12], False),
        (["1.000.000", "-2.000"], ",", [1000000, -2000], False),
        (["0.500"], ",", [0.5], False),  # no thousands begin with a nought
        (["1.000", "2.000"], ".", [1, 2], False),
        (["3.052", "2.980", None], None, [3.052, 2.98, None], True),
        (["3.052", "x1"], None, [3.052, None], True),
        (["3.05", "2.980"], None, [3.05, 2.98], True),
        (["3.05", "12"], None, [3.05, 12], False),
    ],
)
def test_a_point_before_three_digits_is_never_passed_over(
    values: list[Any], decimal: str | None, expected: list[Any], unsure: bool
) -> None:
    result, findings = decoded(values, {}, decimal=decimal)
    assert result == expected
    assert unsure == any("thousands, or decimals" in finding.check for finding in findings)


def test_thousands_are_no_codes_where_the_decimal_sign_is_a_comma() -> None:
    result, _ = decoded(["1.000", "1"], {"missing": [1]}, decimal=",")
    assert result == [1000, None]
    result, _ = decoded(["2.000", "1.0"], {"type": "binary", "values": {1: 1, 2: 0}})
    assert result == [0, 1]


def test_two_codes_of_one_label_are_an_error_of_a_yes_or_no_and_a_warning_of_a_category() -> None:
    labels = {"1": "Ja", "2": "Ja", "8": "Onbekend", "9": "Onbekend"}
    for variable, severity in ((YES_NO, "error"), (BINARY, "error"), ({"type": "category"}, "warning")):
        _, findings = decoded([1.0, 2.0, 8.0, 9.0], {**variable, "missing": [8, 9]}, labels=labels)
        assert [(f.severity, f.check) for f in findings] == [
            (severity, "codes 1, 2 have the same value label in the file")
        ]
    _, findings = decoded([1.0, 1.0], YES_NO, labels=labels)  # the other does not occur
    assert not len(findings)
    result, findings = decoded([1.0, 2.0], {"type": "binary", "values": {1: 1, 2: 0}}, labels=labels)
    assert result == [1, 0] and not findings.errors


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("31-05-2010", "2010-05-31", "whole"),
        ("31/5/2010", "2010-05-31", "whole"),
        ("2010-05-31", "2010-05-31", "whole"),
        ("2010-05-31 14:30:00", "2010-05-31", "whole"),
        ("20100531", "2010-05-31", "whole"),
        ("31 mei 2010", "2010-05-31", "whole"),
        ("40329", "2010-05-31", "serial"),
        ("2010", "2010-07-01", "partial"),
        ("05-2010", "2010-05-15", "partial"),
        ("xx-xx-2010", "2010-07-01", "partial"),
        ("31-05-10", "2010-05-31", "whole"),
        ("31-13-2010", None, "bad"),
        ("gisteren", None, "bad"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: str | None, kind: str) -> None:
    dates = parse_dates(pd.Series([text]))

    stamp = dates.values.iloc[0]
    assert (None if pd.isna(stamp) else str(stamp.date())) == expected
    masks = {"bad": dates.bad[0], "partial": dates.partial[0], "serial": dates.serial[0]}
    assert masks == {name: name == kind for name in masks}


def test_month_first_is_seen_when_day_first_cannot_be() -> None:
    dates = parse_dates(pd.Series(["05/31/2010", "02/01/2010"]))
    assert dates.month_first
    assert dates.values.dt.month.tolist() == [5, 2]


def test_spss_seconds_are_dates() -> None:
    seconds = (datetime(2010, 5, 31) - datetime(1582, 10, 14)).total_seconds()
    assert parse_dates(pd.Series([seconds])).values.iloc[0] == pd.Timestamp("2010-05-31")


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.dates(pd.Timestamp("1950-01-01").date(), pd.Timestamp("2024-12-31").date()))
def test_every_way_of_writing_a_date_gives_that_date(day: Any) -> None:
    stamp = pd.Timestamp(day)
    serial = (stamp - pd.Timestamp("1899-12-30")).days
    for text in (
        stamp.strftime("%d-%m-%Y"),
        stamp.strftime("%Y-%m-%d"),
        stamp.strftime("%Y%m%d"),
        str(serial),
    ):
        assert parse_dates(pd.Series([text])).values.iloc[0] == stamp


KINDS = ("binary", "integer", "number", "category", "date", "text")
CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.sampled_from(["ja", "nee", "1", "2", "3,5", "1.5", "31-05-2010", "-9", " "]),
)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(CELLS, min_size=1, max_size=8), st.sampled_from(KINDS))
def test_any_cells_give_typed_values_and_words_never_a_crash(values: list[str | None], kind: str) -> None:
    findings = Findings()
    series = pd.Series(values, dtype="str")
    rows = np.arange(2, len(values) + 2)
    column = Column(series, "x.csv", "kolom", rows, findings, {})
    result = decode(column, Variable.model_validate({"label": "x", "type": kind}))

    assert len(result) == len(values)
    wanted = {"binary": "Int64", "integer": "Int64", "number": "Float64"}.get(kind)
    assert wanted is None or str(result.dtype) == wanted
    bad = (
        result.isna()
        & series.notna()
        & ~series.fillna("")
        .str.strip()
        .str.casefold()
        .isin(["", ".", "na", "n/a", "#n/a", "nan", "null", "#null!", "<na>", "none"])
    )
    assert bool(bad.any()) == bool(findings.errors)


def test_a_category_holds_nothing_that_steers_a_terminal_or_breaks_a_document():
    column = Column(
        pd.Series(["a\x1b[31m", "b\x0bc", "\x07"]), "x.csv", "kind", np.arange(2, 5), Findings(), {}
    )
    variable = Variable.model_validate({"label": "Kind", "type": "category"})
    assert decode(column, variable).tolist() == ["a[31m", "b c", "?"]
