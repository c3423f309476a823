"""Roots: known ones, how near they are, and what is refused."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voorzorg.statistics.roots import root

FUNCTIONS = {
    "cubic": (lambda x: x**3 - 2, 0.0, 2.0, 2 ** (1 / 3), 1e-12),
    "steep": (lambda x: math.exp(40 * x) - 5, -1.0, 1.0, math.log(5) / 40, 1e-12),
    "flat at the root": (lambda x: (x - 0.3) ** 9, -1.0, 1.0, 0.3, 1e-2),
    "a jump": (lambda x: -1.0 if x < math.pi else 1.0, 0.0, 10.0, math.pi, 1e-12),
    "backwards": (lambda x: 1 - x, 3.0, -3.0, 1.0, 1e-12),
    "large": (lambda x: x - 1e12, 0.0, 1e15, 1e12, 1e-3),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_known_roots_are_found(name):
    f, low, high, known, within = FUNCTIONS[name]
    assert root(f, low, high, 1e-13) == pytest.approx(known, rel=0, abs=within)


@given(st.floats(-50, 50), st.floats(0.01, 30), st.floats(0.01, 30))
def test_a_root_lies_within_the_tolerance(where, below, above):
    found = root(lambda x: math.tanh((x - where) / 3), where - below, where + above, 1e-10)
    assert abs(found - where) <= 1e-10 + 1e-13 * abs(where)


def test_few_evaluations_are_needed():
    asked = []
    root(lambda x: asked.append(x) or math.cos(x) - x, 0.0, 1.0, 1e-13)
    assert len(asked) < 15


def test_an_end_may_be_the_root():
    assert root(lambda x: x - 1, 1.0, 2.0) == 1.0
    assert root(lambda x: x - 2, 1.0, 2.0) == 2.0


@pytest.mark.parametrize("f", [lambda x: x * x + 1, lambda _: math.nan])
def test_without_two_signs_there_is_no_bracket(f):
    with pytest.raises(ValueError, match="both ends"):
        root(f, -1.0, 1.0)
