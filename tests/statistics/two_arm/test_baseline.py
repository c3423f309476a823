"""Standardised differences at baseline."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.two_arm.baseline import standardised_difference, standardised_distance

R = json.loads((Path(__file__).parents[2] / "reference/two_arm/reference.json").read_text())["baseline"]


def test_binary_by_hand():
    # risks 0.2 and 0.5: -0.3 / sqrt((0.16 + 0.25) / 2)
    treated, reference = [1] * 2 + [0] * 8, [1] * 5 + [0] * 5
    assert standardised_difference(treated, reference, "binary") == pytest.approx(-0.3 / math.sqrt(0.205))


def test_continuous_by_hand():
    assert standardised_difference([1, 2, 3], [3, 5, 7], "continuous") == pytest.approx(-3 / math.sqrt(2.5))


def test_categories_equal_the_written_out_distance_in_r():
    assert standardised_distance(R["treated"], R["reference"]) == pytest.approx(R["categorical"], rel=1e-12)
    labels = np.array(["a", "b", "c"])
    treated, reference = np.repeat(labels, R["treated"]), np.repeat(labels, R["reference"])
    assert standardised_difference(treated, reference, "categorical") == pytest.approx(
        R["categorical"], rel=1e-12
    )


def test_two_categories_are_the_absolute_binary_difference():
    treated, reference = [1] * 3 + [0] * 9, [1] * 7 + [0] * 6
    as_binary = standardised_difference(treated, reference, "binary")
    assert standardised_difference(treated, reference, "categorical") == pytest.approx(abs(as_binary))


def test_missing_values_are_left_out():
    with_gaps = standardised_difference([1.0, 2.0, 3.0, np.nan], [3.0, None, 5.0, 7.0], "continuous")
    assert with_gaps == standardised_difference([1, 2, 3], [3, 5, 7], "continuous")
    assert standardised_difference(pd.Series(["x", None, "y"]), pd.Series(["x", "y"]), "categorical") == 0


def test_what_has_no_answer_is_nan():
    assert math.isnan(standardised_difference([], [1, 0], "binary"))
    assert math.isnan(standardised_difference([1, 1], [0, 0], "binary"))
    assert math.isnan(standardised_difference(["a"], ["b"], "categorical"))
    assert standardised_difference([1, 1], [1, 1], "binary") == 0


def test_a_value_other_than_0_and_1_is_not_binary():
    with pytest.raises(ValueError, match="0 or 1"):
        standardised_difference([1, 2], [0, 1], "binary")


@settings(deadline=None, max_examples=100, derandomize=True)
@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=6), st.lists(st.integers(0, 40), min_size=2, max_size=6)
)
def test_the_distance_does_not_depend_on_the_order_of_categories(a, b):
    k = min(len(a), len(b))
    c, d = np.array(a[:k]), np.array(b[:k])
    forward, backward = standardised_distance(c, d), standardised_distance(c[::-1], d[::-1])
    assert forward == pytest.approx(backward, rel=1e-6, abs=1e-9, nan_ok=True)
    assert forward == pytest.approx(standardised_distance(d, c), rel=1e-6, abs=1e-9, nan_ok=True)
