"""Codes for no answer that nobody declared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voorzorg.cli import main
from voorzorg.cohorts.drafting.columns.column_types import guess_type
from voorzorg.cohorts.drafting.columns.guesses import ColumnGuess
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.cohorts.reading.values.missing_codes import Suspects, outlying, suspects

RNG = np.random.default_rng(5)
AGES = RNG.integers(16, 27, 90)
LIKERT = np.repeat([1, 2, 3, 4, 5], 18)
YES_NO = np.tile([0, 1], 45)
HEIGHTS = RNG.normal(1.7, 0.07, 90).round(2)
WEIGHTS = RNG.integers(50, 111, 90)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (LIKERT, (9,)),
        (LIKERT, (8, 9)),
        (LIKERT, (99,)),
        (YES_NO, (9,)),
        (YES_NO, (-98,)),
        (YES_NO + 1, (8, 9)),
        (AGES, (99,)),
        (AGES, (-1,)),
        (HEIGHTS, (-95, -99)),
        (HEIGHTS, (9.99,)),
        (HEIGHTS, (99,)),
        (WEIGHTS, (999,)),
        (WEIGHTS, (998, 999)),
        (WEIGHTS, (-9, -8)),
        (RNG.integers(0, 31, 90), (88, 99)),
        (np.round(RNG.normal(0, 1, 90), 2), (-99,)),
    ],
)
def test_codes_outside_the_answers_are_found(values: np.ndarray, codes: tuple[float, ...]) -> None:
    answered = np.append(values.astype("float64"), np.repeat(codes, 3))

    assert suspects(answered) == Suspects(sure=tuple(sorted(map(float, codes))))


#: As tools and handbooks have them: SPSS users' nines and their neighbours, Castor's and REDCap's.
LARGE = (
    *(66, 77, 88, 95, 96, 97, 98, 99),
    *(666, 777, 888, 995, 996, 997, 998, 999),
    *(7777, 8888, 9997, 9998, 9999),
    *(88888, 99998, 99999, 999999, 9999999),
)
WITH_DECIMALS = (9.9, 9.99, 99.9, 99.99, 999.9, 999.99, 9999.9)
BELOW = (
    *(-1, -2, -3, -6, -7, -8, -9, -66, -77, -88, -95, -96, -97, -98, -99),
    *(-666, -777, -888, -995, -996, -997, -998, -999, -8888, -9998, -9999),
)


@pytest.mark.parametrize("code", [*LARGE, *BELOW])
def test_every_usual_code_is_known_beside_a_scale(code: int) -> None:
    assert suspects(np.append(LIKERT, [code] * 3).astype("float64")) == Suspects(sure=(float(code),))


@pytest.mark.parametrize("code", WITH_DECIMALS)
def test_every_usual_code_with_decimals_is_known_beside_lengths(code: float) -> None:
    assert suspects(np.append(HEIGHTS, [code] * 3)) == Suspects(sure=(code,))


@pytest.mark.parametrize("value", [67, 94, 100, 667, 994, 1000, 8887, 88887, 99990, -4, -5, -10, -94])
def test_other_numbers_are_not(value: int) -> None:
    assert suspects(np.append(LIKERT, [value] * 3).astype("float64")) == Suspects()


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (np.append(RNG.integers(65, 96, 90), [99, 99, 99]), 99),  # somebody of 99, or nobody
        (np.append(LIKERT, 7), 7),
        (np.append(YES_NO, -1), -1),  # worse, the same, better
        (np.append(RNG.integers(60, 130, 300), np.repeat(99, 40)), 99),  # one value far too often
    ],
)
def test_what_may_be_an_answer_is_asked(values: np.ndarray, asked: float) -> None:
    assert suspects(values.astype("float64")) == Suspects(ask=(float(asked),))


@pytest.mark.parametrize(
    "values",
    [
        np.arange(0, 11),
        np.arange(1, 8),
        np.arange(0, 101),
        np.arange(-9, 10),
        np.arange(18, 99),
        RNG.poisson(1.2, 200),
        RNG.normal(0, 1, 200),
        RNG.normal(500, 300, 200).round(),
    ],
)
def test_ordinary_answers_are_left_alone(values: np.ndarray) -> None:
    assert suspects(np.repeat(values.astype("float64"), 4)) == Suspects()


def test_eight_and_nine_behind_seven_are_asked() -> None:
    """A scale of nine, or one of seven with the two codes of the CBS: the numbers cannot tell."""
    assert suspects(np.repeat(np.arange(1.0, 10), 4)) == Suspects(ask=(8.0, 9.0))
    assert suspects(np.repeat(np.arange(0.0, 10), 4)) == Suspects()


def test_a_nine_far_too_often_is_seen_among_many_different_values() -> None:
    weights = np.append(np.arange(50.0, 110), np.repeat(99.0, 8))
    found = ColumnGuess("gewicht")
    counts = pd.Series(weights).value_counts()
    guess_type(found, pd.Series(counts.index), counts.to_numpy(), {}, in_file=False)
    assert found.confidence <= 0.6
    assert "99: an answer" in str(found.evidence)


@pytest.mark.parametrize(
    ("others", "asked"), [((22, 25, 30, 35, 38, 42), True), ((3, 5, 10, 15, 20, 30), False)]
)
def test_a_nought_far_off_is_asked_also_of_few_people(others: tuple[int, ...], asked: bool) -> None:
    numbers = np.array([0.0, *others])
    assert outlying(numbers, np.full(7, 2)) == ((0.0,) if asked else ())


def test_three_codes_of_sex_are_kinds_and_asked() -> None:
    found = ColumnGuess("geslacht")
    guess_type(found, pd.Series([0.0, 1.0, 2.0]), np.array([10, 20, 20]), {}, in_file=False)
    assert (found.type, found.confidence <= 0.6) == ("category", True)


def test_a_code_behind_the_labelled_answers_is_none() -> None:
    values = np.append(np.repeat([1.0, 2.0, 5.0], 9), [7.0])

    assert suspects(values, labelled=(1.0, 5.0)).sure == (7.0,)


@given(st.lists(st.integers(-50, 200), min_size=1, max_size=60))
def test_only_what_occurs_is_suspected(values: list[int]) -> None:
    found = suspects(np.array(values, dtype="float64"))

    assert set(found.all) <= set(map(float, values))
    assert not set(found.sure) & set(found.ask)


def test_check_warns_of_them_in_a_manifest_written_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hand"
    folder.mkdir()
    frame = pd.DataFrame({"id": range(96), "stress": [*LIKERT, *[9] * 6], "age": [*AGES, *[99] * 6]})
    frame.to_csv(folder / "x.csv", index=False)
    variables = "{stress: {label: Stress, type: integer}, age: {label: Age, type: integer, range: [0, 110]}}"
    (folder / "cohort.yaml").write_text(
        "name: hand\ntitle: Hand\npublic: true\ndesign: one_arm\nfiles:\n  - {path: x.csv, "
        f"holds: participants, id: id, columns: {{stress: stress, age: age}}}}\nvariables: {variables}\n"
    )

    assert main(["check", str(folder)]) == 0

    told = capsys.readouterr().out.replace(str(folder), "")
    assert "9: a code for no answer?" in told
    assert "99" not in told  # the range says that 99 is an age


@pytest.mark.parametrize("word", ["onbekend", "n.v.t.", "?", "UNK"])
def test_words_for_no_answer_do_not_make_a_number_a_text(word: str, tmp_path: Path) -> None:
    weights = [str(w) if k % 9 else word for k, w in enumerate(WEIGHTS)]
    pd.DataFrame({"id": range(90), "gewicht": weights}).to_csv(tmp_path / "x.csv", index=False)

    main(["init-cohort", "new", str(tmp_path / "x.csv"), "--into", str(tmp_path / "c")])

    weight = read_manifest(tmp_path / "c" / "new" / "cohort.yaml").variables["gewicht"]
    assert (weight.type, weight.missing) == ("integer", (word.casefold(),))
