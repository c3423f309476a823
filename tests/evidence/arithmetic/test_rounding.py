"""What stands behind a printed number: nearest (half-up and half-even), truncation, about, more than."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.evidence.arithmetic.rounding import (
    Span,
    half_up,
    printed_bounds,
    prints_as,
    span,
    trailing_precision,
)


def test_a_rounded_percentage_stands_for_half_a_unit_on_both_sides() -> None:
    assert span("19", 0) == Span(18.5, 19.5)
    assert span("0.91", 2) == Span(0.905, 0.915)


def test_a_tie_is_granted_to_either_convention() -> None:
    assert prints_as(Fraction(125, 1000), 2) == {"0.13", "0.12"}
    assert span("0.13", 2).contains(0.125)
    assert span("0.12", 2).contains(0.125)


def test_a_truncated_number_stands_for_the_unit_above_it_but_not_its_end() -> None:
    cut = span("18", 0, convention="truncation")
    assert cut.contains(18.0) and cut.contains(18.999)
    assert not cut.contains(19.0)
    assert span("-3", 0, convention="truncation").contains(-3.9)


def test_about_is_read_at_the_last_digit_that_is_not_zero() -> None:
    assert span("5500", 0, comparison="~") == Span(5450.0, 5550.0)
    assert span("20", 0, comparison="~") == Span(15.0, 25.0)
    assert trailing_precision("8.50") == 1


def test_more_than_and_counts() -> None:
    assert span("2300", 0, comparison=">").contains(2301) and not span("2300", 0, comparison=">").contains(
        2299
    )
    assert span("460", 0, exact=True).exact


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.fractions(0, 100), st.integers(0, 3))
def test_what_is_printed_contains_what_it_was_printed_from(value: Fraction, decimals: int) -> None:
    for text in prints_as(value, decimals):
        low, high = printed_bounds(text, decimals)
        cut_low, cut_high = printed_bounds(text, decimals, "truncation")
        assert low <= value <= high or cut_low <= value < cut_high


@pytest.mark.parametrize(
    ("value", "decimals", "expected"), [(0.125, 2, 0.13), (-0.5, 0, -1.0), (2.675, 2, 2.68)]
)
def test_half_up_does_not_stumble_over_binary_fractions(value: float, decimals: int, expected: float) -> None:
    assert half_up(value, decimals) == expected
