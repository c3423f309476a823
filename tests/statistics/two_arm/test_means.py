"""Welch's comparison and Hedges' g."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.two_arm.means import two_means, two_means_from_summary

R = json.loads((Path(__file__).parents[2] / "reference/two_arm/reference.json").read_text())["means"]
samples = st.lists(st.floats(-1e3, 1e3, width=32), min_size=2, max_size=30)


def test_welch_equals_t_test_in_r():
    result = two_means(R["treated"], R["reference"])
    d = result.difference
    assert (d.estimate, d.std_error, d.df, d.p_value) == pytest.approx(
        (R["difference"], R["std_error"], R["df"], R["p"]), rel=1e-11
    )
    assert (d.ci_low, d.ci_high) == pytest.approx(R["ci"], rel=1e-11)
    assert (result.mean_treated.ci_low, result.mean_treated.ci_high) == pytest.approx(
        R["ci_treated"], rel=1e-11
    )


def test_hedges_g_equals_metafor():
    g = two_means(R["treated"], R["reference"]).hedges_g
    assert (g.estimate, g.std_error) == pytest.approx((R["g"], R["g_se"]), rel=1e-10)


def test_printed_summaries_give_the_same_as_the_values():
    x, y = np.array(R["treated"]), np.array(R["reference"])
    summary = two_means_from_summary(x.mean(), x.std(ddof=1), len(x), y.mean(), y.std(ddof=1), len(y))
    assert summary.difference.ci_low == pytest.approx(two_means(x, y).difference.ci_low, rel=1e-12)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(samples, samples)
def test_swapping_arms_changes_the_sign_and_intervals_contain_the_estimate(x, y):
    here, there = two_means(x, y), two_means(y, x)
    if here.difference.converged:
        assert here.difference.estimate == -there.difference.estimate
        assert here.difference.ci_low == pytest.approx(-there.difference.ci_high)
        assert here.difference.ci_low <= here.difference.estimate <= here.difference.ci_high
        assert here.hedges_g.estimate == pytest.approx(-there.hedges_g.estimate)


def test_one_observation_or_no_variation_is_said_not_hidden():
    single = two_means([3.0], [1.0, 2.0])
    assert single.mean_treated.estimate == 3 and not single.mean_treated.converged
    assert math.isnan(single.difference.estimate) and single.difference.warnings
    flat = two_means([2.0, 2.0], [2.0, 2.0])
    assert not flat.difference.converged and "do not vary" in str(flat.difference.warnings[0])
    assert math.isnan(two_means([], [1.0, 2.0]).mean_treated.estimate)


def test_missing_values_are_refused():
    with pytest.raises(ValueError, match="missing"):
        two_means([1.0, np.nan], [1.0, 2.0])


def test_coverage_under_unequal_variances():
    """2,000 synthetic trials at once, n = 12 and 30, standard deviations 5 and 1."""
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(2000):
        d = two_means(rng.normal(1, 5, 12), rng.normal(0, 1, 30)).difference
        hits += d.ci_low <= 1 <= d.ci_high
    assert 0.935 < hits / 2000 < 0.965
