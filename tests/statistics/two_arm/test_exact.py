"""Exact distributions equal brute-force enumeration, and refuse what a sample cannot carry."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.small import exact
from voorzorg.statistics.small.exact import (
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
    strict = np.mean(np.array(sums) >= observed - 1e-7)
    loose = np.mean(np.array(sums) >= observed + 1e-7)
    assert loose - 1e-12 <= p <= strict + 1e-12


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
    blocks, drawn = assignments(30, 15, np.random.default_rng(1))
    chosen = np.concatenate(list(blocks))
    assert len(chosen) == drawn == null.drawn
    assert (chosen.sum(axis=1) == 15).all()


@pytest.mark.parametrize(("n", "k"), [(7, 3), (7, 5), (4, 0), (4, 4), (1, 1)])
def test_every_assignment_is_given_once_in_blocks(n, k, monkeypatch) -> None:
    monkeypatch.setattr(exact, "BLOCK", 2 * n)
    blocks, drawn = assignments(n, k)
    rows = list(blocks)
    assert drawn == 0 and max(len(block) for block in rows) <= 2
    chosen = {tuple(np.flatnonzero(row)) for block in rows for row in block}
    assert chosen == set(combinations(range(n), k))


def test_no_block_of_arrangements_grows_with_the_sample() -> None:
    for n in (50, 800, 20_000):
        blocks, drawn = assignments(n, n // 2, np.random.default_rng(0))
        first = next(iter(blocks))
        assert first.size <= exact.BLOCK
        assert drawn * n <= max(exact.MAX_DRAWN, exact.FEWEST_DRAWN * n)


class TestLargeGroups:
    """What is too much to count has the normal distribution with the permutation moments."""

    def test_agrees_with_the_count_where_both_can_be_had(self, monkeypatch) -> None:
        rng = np.random.default_rng(4)
        for scores in (rng.integers(0, 11, 150).astype(float), stats.rankdata(rng.integers(0, 30, 150))):
            counted = group_sum_distribution(scores, 60)
            monkeypatch.setattr(exact, "MAX_STEPS", 0)
            approximate = group_sum_distribution(scores, 60)
            monkeypatch.undo()
            assert (counted.method, approximate.method) == ("exact", "normal approximation")
            sd = np.sqrt(60 * 90 / 149 * scores.var())
            for z in (0.5, 1.0, 1.96, 2.58):
                value = np.round(counted.centre + z * sd)
                assert approximate.tail(value) == pytest.approx(counted.tail(value), rel=0.03)
                assert approximate.tail(value, "greater") == pytest.approx(
                    counted.tail(value, "greater"), rel=0.03
                )

    def test_continuous_scores_need_no_generator(self) -> None:
        scores = np.random.default_rng(6).standard_normal(400)
        null = group_sum_distribution(scores, 150)
        sd = np.sqrt(150 * 250 / 399 * scores.var())
        assert null.method == "normal approximation"
        assert null.tail(null.centre + 1.96 * sd) == pytest.approx(0.05, rel=0.01)
        assert null.probability.sum() == pytest.approx(1)

    def test_too_skewed_or_too_few_are_drawn_instead(self) -> None:
        rng = np.random.default_rng(7)
        skewed, few = rng.lognormal(sigma=2.5, size=400), rng.standard_normal(400)
        for scores, k in ((skewed, 50), (few, 10)):
            null = group_sum_distribution(scores, k, np.random.default_rng(0))
            assert null.method == "monte carlo"
            assert null.drawn == exact.MAX_DRAWN // 400


def test_p_value_is_withheld_where_none_could_reach_the_level() -> None:
    one_against_three = group_sum_distribution([1, 2, 3, 4], 1)
    test = one_against_three.test(1.0)
    assert np.isnan(test.p_value)
    assert not test.attainable
    assert test.smallest_p == pytest.approx(0.5)
    assert "0.5" in str(test.reason)
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
