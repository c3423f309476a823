"""Numbers are written as Dutch and English readers write them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.present.words.numbers import DASH, NARROW, Numbers

NL, EN = Numbers("nl"), Numbers("en")


@pytest.mark.parametrize(
    ("p", "nl", "en"),
    [
        (0.0, "<\u00a00,001", "<\u00a00.001"),
        (0.00099, "<\u00a00,001", "<\u00a00.001"),
        (0.001, "0,001", "0.001"),
        (0.0123, "0,012", "0.012"),
        (0.0499, "0,050", "0.050"),
        (0.0994, "0,099", "0.099"),
        (0.0996, "0,10", "0.10"),
        (0.456, "0,46", "0.46"),
        (0.995, ">\u00a00,99", ">\u00a00.99"),
        (1.0, ">\u00a00,99", ">\u00a00.99"),
        (None, DASH, DASH),
        (math.nan, DASH, DASH),
    ],
)
def test_p_values(p, nl, en):
    assert NL.p_value(p) == nl
    assert EN.p_value(p) == en


@pytest.mark.parametrize(
    ("value", "digits", "nl", "en"),
    [
        (1234.5, 1, "1234,5", "1234.5"),
        (12345.67, 1, "12.345,7", "12,345.7"),
        (9999.96, 1, "10.000,0", "10,000.0"),
        (-0.04, 1, "0,0", "0.0"),
        (-0.05001, 1, "\u22120,1", "\u22120.1"),
        (1e6, 0, "1.000.000", "1,000,000"),
    ],
)
def test_fixed_decimals_grouping_and_minus(value, digits, nl, en):
    assert NL.fixed(value, digits) == nl
    assert EN.fixed(value, digits) == en


def test_percentages_and_points():
    assert NL.percent(0.1104) == "11,0%"
    assert EN.percent(1) == "100.0%"
    assert NL.points(-0.0812) == "\u22128,1"


def test_intervals_use_the_word_between_and_one_percent_sign():
    assert NL.value_interval("risk", 0.071, 0.163) == "7,1 tot 16,3%"
    assert EN.value_interval("risk_difference", -0.146, -0.016) == "\u221214.6 to \u22121.6"
    assert NL.with_interval("odds_ratio", 0.52, 0.301, 0.9) == "0,52 (0,30 tot 0,90)"
    assert NL.with_interval("odds_ratio", None, None, None) == DASH
    assert EN.with_interval("mean", 3214.4, None, None) == "3214"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.004, "<\u00a00.01"), (0.5, "0.50"), (9.994, "9.99"), (9.996, "10.0"), (99.96, "100"), (0, "0.00")],
)
def test_ratios_keep_a_sensible_number_of_digits(value, text):
    assert EN.ratio(value) == text


def test_limits_share_the_precision_of_the_estimate():
    assert EN.with_interval("mean_difference", 58.2, -3.21, 119.7) == "58.2 (\u22123.2 to 119.7)"


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_dutch_number_is_the_english_one_with_its_signs_swapped(value, digits):
    swapped = EN.fixed(value, digits).translate(str.maketrans(".,", ",."))
    assert NL.fixed(value, digits) == swapped


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_what_is_printed_reads_back_to_within_half_a_unit(value, digits):
    text = EN.fixed(value, digits).replace(",", "").replace("\u2212", "-")
    assert abs(float(text) - value) <= 0.5000001 * 10**-digits


def test_a_limit_without_an_end_is_not_written_out():
    shown = Numbers("nl").with_interval("random_effect_sd", 0.0, 0.0, 1.8e16)
    assert shown == f"0,00 (0,00 tot >{NARROW}10.000)"
    assert "tot 12" in Numbers("nl").with_interval("odds_ratio", 4.0, 1.2, 12.0)
