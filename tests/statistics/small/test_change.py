"""Paired tests and standardised change: against R, by enumeration, and at the limits of small numbers."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from voorzorg.statistics.small.change import (
    EXACT_PAIRS,
    mcnemar_exact,
    pseudo_median,
    sign_test_exact,
    wilcoxon_signed_rank,
)
from voorzorg.statistics.small.paired_proportions import paired_risk_difference_interval
from voorzorg.statistics.small.standardised_change import standardised_change
from voorzorg.statistics.two_arm.hedges import hedges_correction

TABLE = pd.read_csv(Path(__file__).parents[2] / "reference" / "change" / "change.csv")
R = {(row.case, row.quantity): row.value for row in TABLE.itertuples()}
BEFORE = np.array([10.1, 12.4, 9.8, 15.2, 11.9, 13.7, 8.4, 14.6, 12.2, 10.9])
AFTER = np.array([8.9, 12.9, 7.1, 11.0, 11.2, 9.8, 9.8, 12.5, 8.6, 10.0])


def test_wilcoxon_agrees_with_r_without_ties() -> None:
    test, result = wilcoxon_signed_rank(BEFORE, AFTER), pseudo_median(BEFORE, AFTER)
    assert test.p_value == pytest.approx(R["ten", "wilcoxon_p"], rel=1e-12)
    assert test.statistic == R["ten", "wilcoxon_v"]
    assert (result.estimate, result.ci_low, result.ci_high) == pytest.approx(
        (R["ten", "pseudomedian"], R["ten", "low"], R["ten", "high"]), rel=1e-10
    )


def test_wilcoxon_stays_exact_above_fifty_pairs() -> None:
    """R's exact p-value at sixty pairs; R, scipy and pingouin approximate there unless asked."""
    folder = Path(__file__).parents[2] / "reference" / "wilcoxon"
    change = pd.read_csv(folder / "change60.csv")["change"].to_numpy()
    expected = pd.read_csv(folder / "wilcoxon.csv", index_col="quantity")["value"]

    test = wilcoxon_signed_rank(np.zeros(60), change)

    assert test.statistic == expected["v"]
    assert test.p_value == pytest.approx(expected["exact"], rel=1e-12)
    assert test.p_value != pytest.approx(expected["normal"], rel=0.1)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(change=st.lists(st.integers(-4, 4), min_size=6, max_size=10))
def test_wilcoxon_with_ties_equals_flipping_every_sign(change) -> None:
    moved = np.array([c for c in change if c], dtype=float)
    result = wilcoxon_signed_rank(np.zeros(len(change)), change)
    if len(moved) < 6:
        assert np.isnan(result.p_value)
        assert result.smallest_p > 0.05
        return
    ranks = stats.rankdata(np.abs(moved))
    sums = np.array([ranks[np.array(s, dtype=bool)].sum() for s in product((0, 1), repeat=len(moved))])
    centre = ranks.sum() / 2
    expected = np.mean(np.abs(sums - centre) >= abs(ranks[moved > 0].sum() - centre) - 1e-9)
    assert result.p_value == pytest.approx(expected)


def test_sign_test_and_mcnemar_agree_with_r() -> None:
    assert sign_test_exact(BEFORE, AFTER).p_value == pytest.approx(R["ten", "sign_p"], rel=1e-12)
    before = np.r_[np.zeros(9), np.ones(2), np.zeros(10), np.ones(9)]
    after = np.r_[np.ones(9), np.zeros(2), np.zeros(10), np.ones(9)]
    result = mcnemar_exact(before, after)
    assert result.p_value == pytest.approx(R["mcnemar", "p"], rel=1e-12)
    assert result.estimate == pytest.approx(7 / 30)
    assert (result.n, result.n_informative) == (30, 11)
    mid = mcnemar_exact(before, after, mid_p=True)
    assert mid.p_value == pytest.approx(result.p_value - stats.binom.pmf(9, 11, 0.5))


@pytest.mark.parametrize("test", [mcnemar_exact, sign_test_exact, wilcoxon_signed_rank])
def test_five_changes_carry_no_p_value_and_six_do(test) -> None:
    five = test(np.zeros(5), np.ones(5))
    assert np.isnan(five.p_value)
    assert five.smallest_p == pytest.approx(2 / 32)
    assert "not attainable" in str(five.warnings[0])
    assert test(np.zeros(6), np.ones(6)).p_value == pytest.approx(2 / 64)
    assert test(np.zeros(5), np.ones(5), alternative="greater").p_value == pytest.approx(1 / 32)


@pytest.mark.parametrize("test", [mcnemar_exact, sign_test_exact, wilcoxon_signed_rank])
def test_nobody_changed_or_nobody_there(test) -> None:
    still = test(np.ones(8), np.ones(8))
    assert np.isnan(still.p_value)
    assert "no pair changed" in str(still.warnings[0])
    gone = test([np.nan, 1.0], [1.0, np.nan])
    assert gone.n == 0
    assert gone.n_incomplete == 2
    assert np.isnan(gone.estimate)
    assert not gone.converged


def test_without_any_change_the_change_is_nil() -> None:
    still = np.ones(8)
    assert [t(still, still).estimate for t in (mcnemar_exact, sign_test_exact, pseudo_median)] == [0, 0, 0]
    assert "too few" in str(pseudo_median([1.0], [2.0]).warnings[0])
    assert not pseudo_median([], []).converged


def test_above_a_stated_number_of_changes_the_signed_rank_test_is_scipys_normal_approximation() -> None:
    rng = np.random.default_rng(5)
    change = rng.integers(-4, 6, EXACT_PAIRS * 2)
    moved = change[change != 0]
    exact = wilcoxon_signed_rank(np.zeros(EXACT_PAIRS), moved[:EXACT_PAIRS])
    assert exact.method == "exact Wilcoxon signed-rank test"
    more = wilcoxon_signed_rank(np.zeros(EXACT_PAIRS + 1), moved[: EXACT_PAIRS + 1])
    assert more.method == "Wilcoxon signed-rank test by normal approximation"
    theirs = stats.wilcoxon(moved[: EXACT_PAIRS + 1], method="asymptotic").pvalue
    assert more.p_value == pytest.approx(theirs, rel=1e-12)
    # One pair more or less hardly matters where one method takes over from the other.
    assert np.log(more.p_value) == pytest.approx(np.log(exact.p_value), rel=0.1)
    one_sided = [wilcoxon_signed_rank(0 * moved, moved, side).p_value for side in ("greater", "less")]
    assert sum(one_sided) == pytest.approx(1, abs=1e-9)


def test_tango_interval_agrees_with_the_published_example() -> None:
    """Fagerland, Lydersen and Laake (2014), airway hyper-responsiveness (1, 1, 7, 12): -0.517 to -0.026."""
    assert paired_risk_difference_interval(1, 7, 21) == pytest.approx((-0.517, -0.026), abs=5e-4)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(gained=st.integers(0, 15), lost=st.integers(0, 15), same=st.integers(0, 15))
def test_tango_interval_holds_the_estimate_and_mirrors(gained, lost, same) -> None:
    n = gained + lost + same
    if n == 0:
        return
    low, high = paired_risk_difference_interval(gained, lost, n)
    assert -1 <= low <= (gained - lost) / n <= high <= 1
    assert paired_risk_difference_interval(lost, gained, n) == pytest.approx((-high, -low), abs=1e-9)


def test_standardised_change_agrees_with_r() -> None:
    result = standardised_change(BEFORE, AFTER, "change")
    assert result.uncorrected == pytest.approx(R["ten", "dz"], rel=1e-12)
    assert result.estimate == pytest.approx(R["ten", "g"], rel=1e-10)
    assert (result.ci_low, result.ci_high) == pytest.approx((R["ten", "g_low"], R["ten", "g_high"]), rel=1e-6)
    assert (result.mean_change_low, result.mean_change_high) == pytest.approx(
        (R["ten", "t_low"], R["ten", "t_high"]),
        rel=1e-9,  # SciPy 1.15's quantiles of t have ten digits
    )


def test_average_standardiser_is_the_root_mean_square_of_both_spreads() -> None:
    result = standardised_change(BEFORE, AFTER, "average")
    average = np.sqrt((BEFORE.var(ddof=1) + AFTER.var(ddof=1)) / 2)
    assert result.uncorrected == pytest.approx((AFTER - BEFORE).mean() / average)
    dz = standardised_change(BEFORE, AFTER, "change")
    ratio = (AFTER - BEFORE).std(ddof=1) / average
    assert (result.ci_low, result.ci_high) == pytest.approx((dz.ci_low * ratio, dz.ci_high * ratio))


def test_interval_of_the_standardised_change_covers() -> None:
    """500 samples of eight: coverage of the exact interval within three Monte-Carlo errors of 95 %."""
    rng = np.random.default_rng(1)
    truth, hits = 0.6, 0
    J = hedges_correction(7)
    for _ in range(500):
        change = truth + rng.standard_normal(8)
        result = standardised_change(np.zeros(8), change, "change")
        hits += result.ci_low / J <= truth <= result.ci_high / J
    assert abs(hits / 500 - 0.95) < 3 * np.sqrt(0.95 * 0.05 / 500)


def test_hedges_correction_is_close_to_its_approximation() -> None:
    for df in (4, 10, 50):
        assert hedges_correction(df) == pytest.approx(1 - 3 / (4 * df - 1), abs=4e-3)


def test_no_spread_and_too_few_pairs_are_said() -> None:
    assert "all changes are equal" in str(standardised_change([1, 2, 3], [2, 3, 4], "change").warnings[0])
    one = standardised_change([1.0], [2.0])
    assert "fewer than two" in str(one.warnings[0])
    assert one.mean_change == 1.0


def test_malformed_input_is_refused() -> None:
    with pytest.raises(ValueError, match="equal length"):
        sign_test_exact([1, 2], [1])
    with pytest.raises(ValueError, match="0 or 1"):
        mcnemar_exact([0, 2], [1, 1])
    with pytest.raises(ValueError, match="standardiser"):
        standardised_change([0, 2], [1, 1], "baseline")
