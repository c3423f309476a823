"""GRIM, GRIMMER and DEBIT against the worked examples of the literature and of the R package scrutiny "
"0.6.1."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.evidence.arithmetic.grim import (
    common_denominators,
    counts_for,
    debit,
    denominators_for,
    grimmer,
    sd_limits,
    share_possible,
    sums_for,
)


def test_brown_and_heathers_mean_of_28_people() -> None:
    # Brown & Heathers (2017), section "The GRIM test": 5.19 cannot be the mean of 28 whole numbers, 5.18
    # and 5.21 can
    assert not sums_for("5.19", 2, 28)
    assert list(sums_for("5.18", 2, 28)) == [145]
    assert list(sums_for("5.21", 2, 28)) == [146]


# scrutiny 0.6.1, README and documentation: example data and its printed results (all logical values agree)
PIGS1 = [
    ("7.22", 32, True),
    ("4.74", 25, False),
    ("5.23", 29, False),
    ("2.57", 24, False),
    ("6.77", 27, False),
    ("2.68", 28, True),
    ("7.01", 29, False),
    ("7.38", 26, True),
    ("3.14", 27, False),
    ("6.89", 31, False),
    ("5.00", 25, True),
    ("0.24", 28, False),
]
PIGS2 = [("67.4", False), ("54.2", False), ("54.0", True), ("69.8", False), ("68.1", False), ("55.4", False)]
PIGS3 = [
    ("0.53", "0.50", True),
    ("0.44", "0.50", True),
    ("0.77", "0.42", True),
    ("0.19", "0.35", False),
    ("0.34", "0.47", True),
    ("0.93", "0.25", True),
    ("0.12", "0.33", True),
]
PIGS5 = [
    ("7.22", "5.30", 38, False),
    ("4.74", "6.55", 31, True),
    ("5.23", "2.55", 35, False),
    ("2.57", "2.57", 30, True),
    ("6.77", "2.18", 33, False),
    ("2.68", "2.59", 34, True),
    ("7.01", "6.68", 35, False),
    ("7.38", "3.65", 32, True),
    ("3.14", "5.32", 33, False),
    ("6.89", "4.18", 37, True),
    ("5.00", "2.18", 31, True),
    ("0.24", "6.43", 34, True),
]


@pytest.mark.parametrize(("mean", "n", "expected"), PIGS1)
def test_grim_for_means(mean: str, n: int, expected: bool) -> None:
    assert bool(len(sums_for(mean, 2, n))) is expected


@pytest.mark.parametrize(("percentage", "expected"), PIGS2)
def test_grim_for_percentages(percentage: str, expected: bool) -> None:
    assert bool(len(counts_for(percentage, 1, 150))) is expected


def test_grim_for_scales_of_several_items() -> None:
    # scrutiny's test of 0.150-0.159 with n = 120 and three items
    expected = [True, False, False, True, False, False, True, False, True, False]
    assert [bool(len(sums_for(f"0.15{i}", 3, 120, 3))) for i in range(10)] == expected


@pytest.mark.parametrize(("mean", "sd", "expected"), PIGS3)
def test_debit(mean: str, sd: str, expected: bool) -> None:
    assert debit(mean, 2, sd, 2, 1683) is expected


@pytest.mark.parametrize(("mean", "sd", "n", "expected"), PIGS5)
def test_grimmer(mean: str, sd: str, n: int, expected: bool) -> None:
    assert bool(grimmer(mean, 2, sd, 2, n)) is expected


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 10), min_size=2, max_size=40), st.integers(0, 3), st.integers(0, 3))
def test_nothing_that_real_scores_give_is_called_impossible(
    scores: list[int], d_mean: int, d_sd: int
) -> None:
    x = np.array(scores)
    mean, sd = f"{x.mean():.{d_mean}f}", f"{x.std(ddof=1):.{d_sd}f}"
    assert int(x.sum()) in sums_for(mean, d_mean, len(x))
    assert any(
        f.total == x.sum() and f.squares == (x * x).sum() for f in grimmer(mean, d_mean, sd, d_sd, len(x))
    )
    low, high = sd_limits(float(x.mean()), len(x), 0, 10)
    assert low - 1e-9 <= x.std(ddof=1) <= high + 1e-9


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.integers(1, 300), st.data(), st.integers(0, 2))
def test_a_percentage_of_whole_people_is_always_possible(n: int, data: st.DataObject, decimals: int) -> None:
    k = data.draw(st.integers(0, n))
    text = f"{100 * k / n:.{decimals}f}"
    assert k in counts_for(text, decimals, n)
    assert n in denominators_for(text, decimals, n)


def test_a_percentage_of_a_hundred_people_says_nothing() -> None:
    assert share_possible(0, 100) == 1.0
    assert share_possible(0, 15) == pytest.approx(16 / 101)
    assert share_possible(1, 100) < 0.11


def test_reports_as_a_count_and_a_percentage_give_the_denominator() -> None:
    # 16 reports are 10 %: n = 153-168 by rounding, 146-160 by truncation
    assert denominators_for("10", 0, 237, events=16) == list(range(153, 169))
    assert denominators_for("10", 0, 237, "truncation", events=16) == list(range(146, 161))


def test_percentages_of_one_table_need_one_denominator() -> None:
    assert common_denominators([("70", 0), ("85", 0), ("75", 0)], 30) == [20]
    assert common_denominators([("50", 0), ("87", 0), ("68", 0)], 30, "truncation") == [16]


def test_the_largest_sd_has_everybody_at_the_ends() -> None:
    low, high = sd_limits(3.0, 4, 1, 5)
    assert (low, high) == (0.0, pytest.approx(math.sqrt(16 / 3)))
    assert math.isnan(sd_limits(6.0, 4, 1, 5)[0])
