"""Effects per group and their interaction: equal to R, right in balanced designs, and honest about few."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import chdtrc, expit

from voorzorg.messages import RefusedError
from voorzorg.statistics.two_arm.adjusted.moderation import cut, effects_by_group
from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks

R = json.loads((Path(__file__).parents[2] / "reference/two_arm/moderation.json").read_text())
ARM, GROUP, W = np.array(R["arm"]), np.array(R["group"]), np.array(R["covariate"])[:, None]
EVENT = np.array(R["event"])


def test_risks_and_errors_equal_r():
    found = effects_by_group(EVENT, ARM, GROUP, W)
    for estimates, values, covariance in (
        (found.differences, R["rd"], R["rd_covariance"]),
        (found.ratios, np.exp(R["log_rr"]), R["log_rr_covariance"]),
    ):
        assert [one.estimate for one in estimates] == pytest.approx(list(values), rel=1e-8)
        expected = np.sqrt(np.diag(covariance))
        assert [one.std_error for one in estimates] == pytest.approx(list(expected), rel=1e-7)
        assert all(math.isnan(one.p_value) for one in estimates)  # no group is tested by itself


def test_means_and_errors_equal_r():
    found = effects_by_group(R["score"], ARM, GROUP, W, binary=False)
    assert [one.estimate for one in found.differences] == pytest.approx(R["md"], rel=1e-10)
    expected = np.sqrt(np.diag(R["md_covariance"]))
    assert [one.std_error for one in found.differences] == pytest.approx(list(expected), rel=1e-10)
    assert found.ratio_test is None


def test_the_interaction_of_two_groups_is_the_difference_of_their_differences():
    two = GROUP < 2
    found = effects_by_group(EVENT[two], ARM[two], GROUP[two], W[two])
    first, second = (one.estimate for one in found.differences)
    assert found.difference_test.estimate == pytest.approx(second - first)
    assert found.ratio_test.estimate == pytest.approx(found.ratios[1].estimate / found.ratios[0].estimate)
    assert 0 < found.difference_test.p_value < 1


def test_without_covariates_a_group_has_its_observed_difference():
    found = effects_by_group(EVENT, ARM, GROUP)
    for k in range(3):
        seen = [EVENT[(k == GROUP) & (arm == ARM)].mean() for arm in (0, 1)]
        assert found.differences[k].estimate == pytest.approx(seen[1] - seen[0], abs=1e-9)


def test_a_group_without_events_in_an_arm_is_penalised_and_says_so():
    y = EVENT * ~((GROUP == 2) & (ARM == 1))
    found = effects_by_group(y, ARM, GROUP, W)
    assert "Firth" in str(found.differences[2].warnings[0])
    assert np.isfinite(found.ratio_test.p_value)
    clustered = effects_by_group(y, ARM, GROUP, W, cluster=np.arange(240) // 12)
    assert math.isnan(clustered.difference_test.p_value)
    assert math.isnan(clustered.differences[0].ci_low)


def test_a_separated_group_has_the_limits_that_its_main_row_would_have():
    """Without covariates groups share nothing: the limits are those of the group alone."""
    y = EVENT * ~((GROUP == 2) & (ARM == 1))
    found = effects_by_group(y, ARM, GROUP)
    alone = standardised_risks(y[GROUP == 2], ARM[GROUP == 2])
    assert found.penalised and alone.test == "penalised"
    for group, main in ((found.differences, alone.risk_difference), (found.ratios, alone.risk_ratio)):
        assert (group[2].ci_low, group[2].ci_high) == pytest.approx((main.ci_low, main.ci_high), rel=1e-6)


def test_the_interaction_of_limits_is_that_of_two_independent_groups():
    two = GROUP > 0
    y = (EVENT * ~((GROUP == 2) & (ARM == 1)))[two]
    found = effects_by_group(y, ARM[two], GROUP[two] - 1)
    (d1, l1, u1), (d2, l2, u2) = ((e.estimate, e.ci_low, e.ci_high) for e in found.differences)
    test = found.difference_test
    assert test.ci_low == pytest.approx(d2 - d1 - math.hypot(d2 - l2, u1 - d1))
    assert test.ci_high == pytest.approx(d2 - d1 + math.hypot(u2 - d2, d1 - l1))
    assert (test.p_value < 0.05) == (not test.ci_low <= 0 <= test.ci_high)
    # Cochran's sum of squares of two groups is the square of the difference over its facing errors.
    assert found.ratio_test.p_value == pytest.approx(
        chdtrc(1, (math.log(found.ratio_test.estimate) / facing(found)) ** 2), rel=1e-8
    )


def facing(found):
    """The error of the log ratio of ratios, from the limits that face each other."""
    first, second = found.ratios
    up, down = (first, second) if second.estimate > first.estimate else (second, first)
    errors = math.log(up.ci_high / up.estimate), math.log(down.estimate / down.ci_low)
    return math.hypot(*errors) / 1.959963984540054


def test_the_interaction_keeps_its_level_where_arms_are_separated():
    rng = np.random.default_rng(7)
    rejected, seen = [], 0
    for _ in range(300):
        arm, group = np.arange(160) % 2, rng.integers(0, 2, 160)
        y = rng.random(160) < 0.06
        try:
            found = effects_by_group(y, arm, group)
        except RefusedError:
            continue
        seen += found.penalised
        rejected.append(found.difference_test.p_value < 0.05)
    assert seen > 30 and np.mean(rejected) < 0.09


def test_few_clusters_have_no_interaction_test():
    cluster = np.arange(240) // 48
    found = effects_by_group(EVENT, cluster % 2, GROUP, cluster=cluster)
    assert math.isnan(found.difference_test.p_value)
    assert "clusters" in str(found.difference_test.warnings[-1])


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(RefusedError, match="fewer than two groups"):
        effects_by_group(EVENT, ARM, np.zeros(240, int))
    with pytest.raises(RefusedError, match="in an arm"):
        effects_by_group(EVENT, np.where(GROUP == 1, 1, ARM), GROUP)
    assert cut([17, 18, 19.9, 20], [18, 20]).tolist() == [0, 1, 1, 2]


def test_the_interaction_keeps_its_level():
    rng = np.random.default_rng(1)
    rejected = []
    for _ in range(300):
        group, arm, w = rng.integers(0, 3, 300), rng.integers(0, 2, 300), rng.normal(size=(300, 1))
        y = (rng.random(300) < expit(-0.5 + 0.6 * (group == 1) + 0.5 * w[:, 0])).astype(float)
        rejected.append(effects_by_group(y, arm, group, w).difference_test.p_value < 0.05)
    assert 0.02 < np.mean(rejected) < 0.09
