"""Stayers against leavers, exactly."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.small.group_comparison import compare_means_exact, compare_proportions_exact

TABLE = pd.read_csv(Path(__file__).parents[2] / "reference" / "change" / "change.csv")
R = {(row.case, row.quantity): row.value for row in TABLE.itertuples()}


def answers(yes: int, n: int) -> np.ndarray:
    return (np.arange(n) < yes).astype(float)


def test_fisher_agrees_with_r() -> None:
    result = compare_proportions_exact(answers(7, 9), answers(2, 8))
    assert result.p_value == pytest.approx(R["fisher", "p"], rel=1e-10)
    one_sided = compare_proportions_exact(answers(7, 9), answers(2, 8), alternative="greater")
    assert one_sided.p_value == pytest.approx(R["fisher", "p_greater"], rel=1e-10)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(a=st.integers(0, 9), b=st.integers(0, 9))
def test_fisher_agrees_with_scipy_or_is_withheld(a, b) -> None:
    result = compare_proportions_exact(answers(a, 9), answers(b, 9))
    expected = stats.fisher_exact([[a, 9 - a], [b, 9 - b]]).pvalue
    if np.isnan(result.p_value):
        total = a + b
        every = [
            stats.fisher_exact([[k, 9 - k], [total - k, 9 - total + k]]).pvalue
            for k in range(max(0, total - 9), min(9, total) + 1)
        ]
        assert min(every) == pytest.approx(result.smallest_p)
        assert min(every) > 0.05
    else:
        assert result.p_value == pytest.approx(expected, rel=1e-8)
    assert result.ci_low <= result.estimate <= result.ci_high


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
@pytest.mark.parametrize("events", [0, 1, 5, 11])
def test_the_smallest_p_value_is_the_smallest_over_all_tables_with_these_margins(alternative, events) -> None:
    result = compare_proportions_exact(
        answers(min(events, 7), 7), answers(max(events - 7, 0), 6), alternative, alpha=0
    )
    every = [
        stats.fisher_exact([[k, 7 - k], [events - k, 6 - events + k]], alternative).pvalue
        for k in range(max(0, events - 6), min(7, events) + 1)
    ]
    assert result.smallest_p == pytest.approx(min(every), rel=1e-7)


def test_large_groups_are_compared_by_normal_approximation_and_say_so() -> None:
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal(300), rng.standard_normal(300) + 0.15
    result = compare_means_exact(x, y)
    assert result.permutation == "normal approximation"
    assert result.method == "permutation test of means (normal approximation)"
    assert result.p_value == pytest.approx(stats.ttest_ind(x, y, equal_var=True).pvalue, rel=0.02)


def test_newcombe_interval_agrees_with_the_published_example() -> None:
    """Newcombe (1998), method 10, 56/70 against 48/80: 0.0524 to 0.3339."""
    result = compare_proportions_exact(answers(56, 70), answers(48, 80))
    assert (result.ci_low, result.ci_high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_means_agree_with_enumeration_and_welch_in_r() -> None:
    x, y = [3.1, 4.7, 2.2, 5.9], [6.1, 7.4, 4.4, 8.8, 6.6]
    result = compare_means_exact(x, y)
    assert result.p_value == pytest.approx(R["means", "p"], rel=1e-12)
    assert (result.ci_low, result.ci_high) == pytest.approx(
        (R["means", "low"], R["means", "high"]), rel=1e-10
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    x=st.lists(st.integers(0, 6), min_size=4, max_size=5),
    y=st.lists(st.integers(0, 6), min_size=4, max_size=5),
)
def test_permutation_of_means_equals_enumeration_with_ties(x, y) -> None:
    pooled = np.array(x + y, dtype=float)
    null = []
    for chosen in combinations(range(len(pooled)), len(x)):
        inside = np.isin(np.arange(len(pooled)), chosen)
        null.append(pooled[inside].mean() - pooled[~inside].mean())
    observed = np.mean(x) - np.mean(y)
    expected = np.mean(np.abs(null) >= abs(observed) - 1e-9)
    result = compare_means_exact(x, y)
    assert np.isnan(result.p_value) or result.p_value == pytest.approx(expected)
    if np.isnan(result.p_value):
        most = np.max(np.abs(null))
        assert np.mean(np.abs(null) >= most - 1e-9) == pytest.approx(result.smallest_p)


def test_a_single_leaver_and_an_empty_group_say_what_is_missing() -> None:
    one = compare_means_exact([4.0], [1.0, 2.0, 3.0])
    assert np.isnan(one.p_value)
    assert any("single person" in str(w) for w in one.warnings)
    assert np.isnan(one.ci_low)
    empty = compare_proportions_exact([np.nan], [1.0, 0.0])
    assert empty.n_first == 0
    assert empty.n_missing == 1
    assert "nothing to compare" in str(empty.warnings[0])
