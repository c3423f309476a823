"""Exact distributions equal brute-force enumeration, and refuse what a sample cannot carry."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.exact import (
    Distribution,
    assignments,
    group_sum_distribution,
    signed_sum_distribution,
)

halves = st.integers(-8, 8).map(lambda v: v / 2)


def brute(values: list[float], observed: float, centre: float) -> float:
    return float(np.mean([abs(v - centre) >= abs(observed - centre) - 1e-9 for v in values]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scores=st.lists(halves, min_size=1, max_size=8), data=st.data())
def test_shift_algorithm_equals_enumeration(scores, data) -> None:
    k = data.draw(st.integers(0, len(scores)))
    sums = [sum(c) for c in combinations(scores, k)]
    null = group_sum_distribution(scores, k)
    assert null.probability.sum() == pytest.approx(1)
    assert null.centre == pytest.approx(np.mean(sums))
    for value in set(sums):
        assert null.tail(value) == pytest.approx(brute(sums, value, np.mean(sums)))
        assert null.tail(value, "greater") == pytest.approx(np.mean([s >= value - 1e-9 for s in sums]))
        assert null.tail(value, "less") == pytest.approx(np.mean([s <= value + 1e-9 for s in sums]))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(scores=st.lists(st.floats(-10, 10), min_size=2, max_size=8), data=st.data())
def test_arbitrary_scores_are_enumerated(scores, data) -> None:
    k = data.draw(st.integers(1, len(scores) - 1))
    sums = [sum(c) for c in combinations(scores, k)]
    observed = sums[data.draw(st.integers(0, len(sums) - 1))]
    p = group_sum_distribution(scores, k).tail(observed, "greater")
    exact = np.mean(np.array(sums) >= observed - 1e-7)
    loose = np.mean(np.array(sums) >= observed + 1e-7)
    assert loose - 1e-12 <= p <= exact + 1e-12


@settings(max_examples=40, deadline=None, derandomize=True)
@given(ranks=st.lists(st.integers(1, 16).map(lambda v: v / 2), min_size=1, max_size=9))
def test_signed_sums_equal_enumeration(ranks) -> None:
    sums = [
        sum(r for r, s in zip(ranks, signs, strict=True) if s) for signs in product((0, 1), repeat=len(ranks))
    ]
    null = signed_sum_distribution(ranks)
    values, counts = np.unique(sums, return_counts=True)
    np.testing.assert_allclose(null.support, values)
    np.testing.assert_allclose(null.probability, counts / 2 ** len(ranks))


def test_rank_sums_agree_with_mann_whitney_in_larger_groups() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal(14), rng.standard_normal(17) + 0.7
    ranks = stats.rankdata(np.r_[x, y])
    expected = stats.mannwhitneyu(x, y, method="exact").pvalue
    assert group_sum_distribution(ranks, 14).tail(ranks[:14].sum()) == pytest.approx(expected, rel=1e-10)


def test_too_many_arrangements_are_sampled_with_a_seed_or_refused() -> None:
    rng = np.random.default_rng(0)
    scores = rng.standard_normal(30)
    with pytest.raises(ValueError, match="too many to enumerate"):
        group_sum_distribution(scores, 15)
    null = group_sum_distribution(scores, 15, np.random.default_rng(1))
    assert null.method == "monte carlo"
    normal = stats.norm.sf(2.0) * 2
    sd = np.sqrt(15 * 15 / 30 * scores.var(ddof=1))
    assert null.tail(null.centre + 2 * sd) == pytest.approx(normal, abs=0.01)
    assert null.tail(1e6) == pytest.approx(1 / (null.drawn + 1))  # never zero
    chosen, complete = assignments(30, 15, np.random.default_rng(1))
    assert not complete
    assert (chosen.sum(axis=1) == 15).all()


def test_p_value_is_withheld_where_none_could_reach_the_level() -> None:
    one_against_three = group_sum_distribution([1, 2, 3, 4], 1)
    test = one_against_three.test(1.0)
    assert np.isnan(test.p_value)
    assert not test.attainable
    assert test.smallest_p == pytest.approx(0.5)
    assert "0.5" in test.reason
    assert one_against_three.smallest_p("less") == pytest.approx(0.25)
    assert group_sum_distribution(range(8), 4).test(6.0).p_value == pytest.approx(2 / 70)


def test_convolution_is_the_distribution_of_the_sum() -> None:
    a, b = Distribution.of([0, 1, 1, 4]), Distribution.of([-1, 2])
    both = a.convolve(b)
    values = [x + y for x in (0, 1, 1, 4) for y in (-1, 2)]
    expected, counts = np.unique(values, return_counts=True)
    np.testing.assert_allclose(both.support, expected)
    np.testing.assert_allclose(both.probability, counts / 8)
    assert both.centre == pytest.approx(np.mean(values))
    np.testing.assert_allclose(a.scaled(3).support, [0, 3, 12])
