"""Roots are where the function crosses, and where scipy's are."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from voorzorg.statistics.roots import root_between

SHAPES = [math.tanh, math.atan, math.erf, lambda x: x, lambda x: math.sinh(x / 4)]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.floats(-50, 50), st.floats(0.01, 20), st.sampled_from(SHAPES))
def test_roots_are_those_of_brentq(at, slope, shape):
    def function(x):
        return shape(slope * (x - at))

    found = root_between(function, -60.0, 60.0, 1e-13)
    assert found == pytest.approx(at, abs=1e-11)
    assert found == pytest.approx(brentq(function, -60.0, 60.0, xtol=1e-13, rtol=1e-14), abs=1e-11)


def test_a_flat_root_is_found():
    assert root_between(lambda x: (x - 1) ** 3, -60.0, 60.0, 1e-13) == pytest.approx(1.0, abs=1e-4)


def test_ends_are_roots_and_equal_signs_are_refused():
    assert root_between(lambda x: x, 0.0, 1.0, 1e-13) == 0.0
    assert root_between(lambda x: x - 1, 0.0, 1.0, 1e-13) == 1.0
    with pytest.raises(ValueError, match="same sign"):
        root_between(lambda x: x**2 + 1, -1.0, 1.0, 1e-13)
