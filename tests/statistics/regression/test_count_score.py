"""The robust score test of a rate ratio and its limits: R's glm.nb written out, and that they agree."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.regression.arm_effect import rate_ratio
from voorzorg.statistics.regression.count_score import count_score_limits, count_score_test
from voorzorg.statistics.regression.counts import fit_negative_binomial

FOLDER = Path(__file__).parents[2] / "reference/counts"
R = json.loads((FOLDER / "score.json").read_text())
DATA = pd.read_csv(FOLDER / "cigarettes.csv")
NAMES = ["1", "arm", "baseline"]


@pytest.mark.parametrize("some, rows", [("all", len(DATA)), ("few", 40)])
def test_test_and_limits_are_those_of_r(some, rows):
    data = DATA.head(rows)
    y, X = data["y"].to_numpy(float), np.column_stack([np.ones(rows), data["arm"], data["baseline"]])
    found, _ = rate_ratio(y, X, NAMES, "arm")
    assert found.p_value == pytest.approx(R[some]["p"], rel=1e-6)
    assert (found.ci_low, found.ci_high) == pytest.approx((R[some]["low"], R[some]["high"]), rel=1e-5)


def trial(seed, n=20, ratio=1.0):
    arm = np.repeat([0.0, 1.0], n)
    mean = 2 * np.where(arm == 1, ratio, 1.0)
    y = np.random.default_rng(seed).negative_binomial(0.4, 0.4 / (0.4 + mean)).astype(float)
    return y, np.column_stack([np.ones(2 * n), arm])


def test_the_interval_excludes_one_where_the_test_rejects_and_turns_with_the_arms():
    rejected = 0
    for seed in range(12):
        y, X = trial(seed, ratio=0.3)
        one, fit = rate_ratio(y, X, ["1", "arm"], "arm")
        if not fit.converged:
            continue
        rejected += one.p_value < 0.05
        assert (one.p_value < 0.05) == (not one.ci_low <= 1 <= one.ci_high)
        assert one.ci_low < one.estimate < one.ci_high
        other, _ = rate_ratio(y, X * [1, -1] + [0, 1], ["1", "arm"], "arm")
        if np.isfinite(one.ci_high) and one.ci_low > 0:
            assert (1 / other.ci_high, 1 / other.ci_low) == pytest.approx((one.ci_low, one.ci_high), rel=1e-5)
    assert 0 < rejected < 12


def test_where_every_ratio_agrees_with_the_data_there_is_no_limit_and_the_row_says_so():
    y, X = np.array([0, 0, 0, 9, 0, 1, 0, 0, 20, 0.0]), np.column_stack([np.ones(10), np.repeat([0, 1], 5)])
    found, fit = rate_ratio(y, X, ["1", "arm"], "arm")
    assert fit.converged and (found.ci_low, found.ci_high) == (0, np.inf) and found.p_value > 0.05
    assert [one.key for one in found.warnings] == ["no-upper-limit", "no-lower-limit"]


def test_a_narrower_level_lies_within():
    y, X = trial(3, 60)
    fit = fit_negative_binomial(y, X, ["1", "arm"])
    wide, half = (count_score_limits(y, X, ["1", "arm"], "arm", fit, level) for level in (0.95, 0.5))
    assert wide[0] < half[0] < half[1] < wide[1]
    assert 0 < count_score_test(y, X, ["1", "arm"], "arm") <= 1


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("in_arms", [(1, 1), (2, 5)], ids=["all alike", "alike within arms"])
def test_counts_that_are_all_as_expected_have_no_test_and_say_so(in_arms):
    arm = np.repeat([0.0, 1.0], 20)
    y = np.repeat(np.array(in_arms, float), 20)
    found, _ = rate_ratio(y, np.column_stack([np.ones(40), arm]), ["1", "arm"], "arm")
    assert np.isnan(found.estimate)
    assert [told.key for told in found.warnings] == ["values-do-not-vary-within"]
