"""The counts behind published percentages, and the tools that turn propensities into data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.synthetic.calibration import highest, middle_ranks, truncated_normal, tune
from voorzorg.synthetic.figures import closest_count, interpolate, printable, rounds_to
from voorzorg.synthetic.latent import Streams, random_intercepts
from voorzorg.synthetic.trial.specification import Latent, Shares, SpecificationError

SHARES = Shares(person=0.3, outcome=0.2, site=0.0, nurse=0.0)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(percent=st.floats(0, 100), n=st.integers(1, 500))
def test_no_count_comes_closer_than_the_closest(percent: float, n: int) -> None:
    chosen = closest_count(percent, n)
    assert 0 <= chosen <= n
    assert all(abs(100 * k / n - percent) >= abs(100 * chosen / n - percent) - 1e-9 for k in range(n + 1))


@settings(deadline=None, derandomize=True, max_examples=200)
@given(percent=st.integers(0, 100), n=st.integers(1, 120), decimals=st.integers(0, 1))
def test_a_percentage_is_printable_when_some_count_rounds_to_it(percent: int, n: int, decimals: int) -> None:
    exists = any(rounds_to(100 * k / n, percent, decimals) for k in range(n + 1))
    assert printable(percent, decimals, n) == exists


def test_every_whole_percentage_exists_from_a_hundred_people_on() -> None:
    assert all(printable(percent, 0, 100) for percent in range(101))


def test_known_impossible_shares() -> None:
    assert not printable(90, 0, 9)
    assert printable(27, 0, 11)
    assert not printable(8.6, 1, 237)
    assert printable(8.6, 1, 221)


def test_a_wave_between_two_others_lies_on_their_line_in_weeks() -> None:
    weeks = {"a": 0.0, "b": 26.0, "c": 104.0}
    assert interpolate({"a": 40.0, "c": 20.0}, weeks, "b") == pytest.approx(35.0)


def test_the_highest_propensities_get_the_outcome() -> None:
    propensity = np.array([0.1, 0.9, 0.5, 0.7])
    eligible = np.array([True, False, True, True])
    assert highest(propensity, eligible, 2).tolist() == [False, False, True, True]
    assert not highest(propensity, eligible, 0).any()


def test_more_outcomes_than_women_is_an_error_not_a_shortfall() -> None:
    with pytest.raises(SpecificationError, match=r"3 women wanted .* only 2"):
        highest(np.zeros(2), np.ones(2, dtype=bool), 3)


def test_ranks_are_probabilities_in_the_order_of_the_propensities() -> None:
    assert middle_ranks(np.array([5.0, -1.0, 2.0, 9.0])).tolist() == [0.625, 0.125, 0.375, 0.875]


def test_tuning_finds_the_mean_that_rounding_allows() -> None:
    spread = np.linspace(-2, 2, 17)
    marks = tune(lambda centre: np.round(2 * (centre + spread)) / 2, 7.6, 0, 10)
    assert marks.mean() == pytest.approx(7.6, abs=0.05)


def test_a_truncated_normal_stays_inside_and_keeps_its_middle() -> None:
    values = truncated_normal(middle_ranks(np.arange(2001.0)), 37.0, 42.0, 39.5, 1.2)
    assert values.min() >= 37 and values.max() <= 42
    assert np.median(values) == pytest.approx(39.5, abs=1e-6)


def test_intercepts_correlate_as_specified() -> None:
    latent = Latent(shares=SHARES, domains=("a", "b", "c"), correlations=(("a", "b", 0.5), ("b", "c", -0.3)))
    values = random_intercepts(latent, 50_000, np.random.default_rng(1))
    matrix = np.corrcoef([values["a"], values["b"], values["c"]])
    assert matrix == pytest.approx(np.array([[1, 0.5, 0], [0.5, 1, -0.3], [0, -0.3, 1]]), abs=0.02)


def test_correlations_that_cannot_hold_together_are_refused() -> None:
    latent = Latent(
        shares=SHARES,
        domains=("a", "b", "c"),
        correlations=(("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9)),
    )
    with pytest.raises(SpecificationError, match="cannot hold together"):
        random_intercepts(latent, 10, np.random.default_rng(1))


def test_a_named_stream_does_not_depend_on_the_others() -> None:
    first = Streams(7)("smoking", "m2").random(3)
    streams = Streams(7)
    streams("something else").random(100)
    assert streams("smoking", "m2").random(3).tolist() == first.tolist()
    assert Streams(8)("smoking", "m2").random(3).tolist() != first.tolist()
