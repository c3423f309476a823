"""Non-overlap effect sizes: worked examples, brute force, and designs that cannot carry a p-value."""

from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.small.single_case import nap, pem, pnd, tau, tau_u

REFERENCE = pd.read_csv(Path(__file__).parents[2] / "reference" / "single_case" / "nap.csv").set_index("case")
SERIES = {
    # The series that Parker, Vannest and Davis (2011) use to explain nine non-overlap indices.
    "review": ([4, 3, 4, 3, 4, 7, 5, 2, 3, 2], [5, 9, 7, 9, 7, 5, 9, 11, 11, 10, 9]),
    "mixed": ([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]),
    "separated": ([1, 2, 3], [4, 5, 6, 7]),
    "one baseline": ([10], [12, 9, 14]),
}
small = st.lists(st.integers(0, 5), min_size=1, max_size=4)


def test_published_worked_example() -> None:
    """106 of 110 pairs: NAP 0.96; all of B above A's median; seven of eleven above A's best: PND 64 %."""
    a, b = SERIES["review"]
    assert nap(a, b).estimate == pytest.approx(106 / 110)
    assert tau(a, b).estimate == pytest.approx(2 * 106 / 110 - 1)
    assert pem(a, b).estimate == 1.0
    assert pnd(a, b).estimate == pytest.approx(7 / 11)


@pytest.mark.parametrize("case", list(SERIES))
def test_nap_with_its_standard_error_and_interval_agrees_with_singlecasees(case) -> None:
    """Ten digits, from the package's documented formulas evaluated in R."""
    result, row = nap(*SERIES[case]), REFERENCE.loc[case]
    assert result.estimate == pytest.approx(row.estimate, rel=1e-12)
    assert (result.ci_low, result.ci_high) == pytest.approx((row.ci_low, row.ci_high), rel=1e-10, abs=1e-10)
    if np.isnan(row.std_error):
        assert np.isnan(result.std_error)
    else:
        assert result.std_error == pytest.approx(row.std_error, rel=1e-10)
    twice = tau(*SERIES[case])
    assert (twice.ci_low, twice.ci_high) == pytest.approx(
        (2 * row.ci_low - 1, 2 * row.ci_high - 1), abs=1e-10
    )


def test_p_value_without_ties_is_the_exact_mann_whitney_test() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.standard_normal(6), rng.standard_normal(9) + 1
    assert nap(a, b).p_value == pytest.approx(stats.mannwhitneyu(b, a, method="exact").pvalue, rel=1e-10)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(a=small, b=small)
def test_tau_p_value_equals_every_division_into_phases(a, b) -> None:
    series = np.array(a + b, dtype=float)
    scores = []
    for chosen in combinations(range(len(series)), len(a)):
        inside = np.isin(np.arange(len(series)), chosen)
        scores.append(np.sign(series[~inside][None, :] - series[inside][:, None]).sum())
    observed = np.sign(np.array(b)[None, :] - np.array(a)[:, None]).sum()
    expected = np.mean(np.abs(scores) >= abs(observed) - 1e-9)
    result = tau(a, b, alpha=1.0)
    assert result.p_value == pytest.approx(expected)
    assert result.smallest_p == pytest.approx(np.mean(np.abs(scores) >= np.max(np.abs(scores)) - 1e-9))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    a=st.lists(st.integers(0, 4), min_size=1, max_size=3),
    b=st.lists(st.integers(0, 4), min_size=1, max_size=3),
)
def test_tau_u_p_value_equals_every_order_of_the_series(a, b) -> None:
    def score(series) -> float:
        first, second = series[: len(a)], series[len(a) :]
        total = sum(np.sign(y - x) for x in first for y in second)
        return float(total - sum(np.sign(first[j] - first[i]) for i, j in combinations(range(len(first)), 2)))

    scores = np.array([score(order) for order in permutations(a + b)])
    result = tau_u(a, b, alpha=1.0)
    assert result.statistic == score(a + b)
    assert result.estimate == pytest.approx(score(a + b) / (len(a) * len(b)))
    assert result.p_value == pytest.approx(np.mean(np.abs(scores) >= abs(score(a + b)) - 1e-9))


def test_tau_u_by_hand() -> None:
    """A = 2, 3, 5, 3 and B = 4, 5, 5, 7, 6. Between: each of 2, 3, 3 improves five times, 5 improves twice,
    ties twice and worsens once, so S_AB = 16. Within A: four rises, one fall, one tie, so S_A = 3."""
    a, b = [2, 3, 5, 3], [4, 5, 5, 7, 6]
    assert tau(a, b).estimate == pytest.approx(16 / 20)
    assert tau_u(a, b, rng=np.random.default_rng(0)).estimate == pytest.approx((16 - 3) / 20)


def test_one_baseline_and_three_follow_ups_carry_no_p_value() -> None:
    for index in (nap, tau, tau_u, pem, pnd):
        result = index([10], [12, 13, 14])
        assert np.isnan(result.p_value), index
        assert any("not attainable" in str(w) for w in result.warnings)
        assert result.smallest_p >= 0.25 - 1e-12
        assert np.isfinite(result.estimate)
    one_sided = nap([10], [12, 13, 14], alternative="greater")
    assert one_sided.smallest_p == pytest.approx(0.25)
    assert "one baseline measurement" in str(tau_u([10], [12, 13]).warnings[0])


def test_four_and_four_complete_separation_is_two_in_seventy() -> None:
    assert nap([1, 2, 3, 4], [5, 6, 7, 8]).p_value == pytest.approx(2 / 70)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(a=small, b=small)
def test_turning_the_scale_turns_the_direction(a, b) -> None:
    for index in (nap, tau, tau_u, pem, pnd):
        up, down = index(a, b, alpha=1.0), index([-v for v in a], [-v for v in b], "decrease", alpha=1.0)
        assert (up.estimate, up.p_value) == pytest.approx((down.estimate, down.p_value))
    assert nap(a, b).estimate + nap(a, b, "decrease").estimate == pytest.approx(1)
    assert tau(a, b).estimate == pytest.approx(2 * nap(a, b).estimate - 1)
    assert nap(a, b).ci_low <= nap(a, b).estimate <= nap(a, b).ci_high


def test_pem_interval_and_ties_with_the_median() -> None:
    clear = pem([1, 2, 3], [4, 5, 1, 6])
    interval = stats.binomtest(3, 4).proportion_ci(method="exact")
    assert (clear.ci_low, clear.ci_high) == pytest.approx((interval.low, interval.high))
    tied = pem([1, 2, 3], [2, 5, 6])
    assert tied.estimate == pytest.approx(2.5 / 3)
    assert np.isnan(tied.ci_low)
    assert any("ties" in str(w) for w in tied.warnings)


def test_missing_measurements_are_left_out_and_counted() -> None:
    result = nap([1, np.nan], [2, 3, np.nan])
    assert (result.n_baseline, result.n_follow_up, result.n_missing) == (1, 2, 2)
    empty = nap([np.nan], [2.0])
    assert np.isnan(empty.estimate)
    assert [str(w) for w in empty.warnings] == ["no baseline measurement"]


def test_long_series_need_a_seed_for_tau_u_only() -> None:
    a, b = np.arange(10.0), np.arange(12.0) + 3
    with pytest.raises(ValueError, match="random generator"):
        tau_u(a, b)
    result = tau_u(a, b, rng=np.random.default_rng(0))
    assert 0 < result.p_value < 1
    assert np.isfinite(nap(a, b).p_value)


def test_the_sampled_tau_u_p_value_agrees_with_the_enumerated_one() -> None:
    a, b = [3, 1, 4], [5, 9, 6, 7]
    exact = tau_u(a, b, alpha=1.0).p_value
    import voorzorg.statistics.small.case_phases as module

    limit = module.MAX_ARRANGEMENTS
    try:
        module.MAX_ARRANGEMENTS = 10
        sampled = tau_u(a, b, alpha=1.0, rng=np.random.default_rng(0)).p_value
    finally:
        module.MAX_ARRANGEMENTS = limit
    assert sampled == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 50_000))
