"""Drop-out weighted and modelled, and bounds for who would have an outcome in either arm: known truths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.two_arm.adjusted.robust_to_dropout import robust_to_dropout
from voorzorg.statistics.two_arm.taking_part.compliers import complier_effect
from voorzorg.statistics.two_arm.taking_part.survivors import clustered_survivor_bounds, survivor_bounds


def trial(n, seed, *, dropout=True):
    rng = np.random.default_rng(seed)
    w, arm = rng.normal(size=n), (np.arange(n) % 2).astype(float)
    risk = 1 / (1 + np.exp(-(-0.5 - 0.6 * arm + 1.2 * w)))
    y = (rng.random(n) < risk).astype(float)
    # Who does badly leaves the treated arm, who does well the other one.
    gone = rng.random(n) < 1 / (1 + np.exp(-(-1 + 1.5 * w * np.where(arm == 1, 1, -1))))
    truth = np.mean(1 / (1 + np.exp(0.5 + 0.6 - 1.2 * w)) - 1 / (1 + np.exp(0.5 - 1.2 * w)))
    return np.where(gone & dropout, np.nan, y), arm, w[:, None], float(truth)


def test_both_undo_a_drop_out_that_the_covariate_explains():
    y, arm, w, truth = trial(40_000, 1)
    crude = np.nanmean(y[arm == 1]) - np.nanmean(y[arm == 0])
    found = robust_to_dropout(y, arm, w, binary=True)
    assert abs(crude - truth) > 0.15
    for one in (found.doubly_robust, found.weighted):
        assert abs(one.estimate - truth) < 3 * one.std_error < 0.04


@pytest.mark.parametrize("binary", [True, False])
def test_a_wrong_outcome_model_does_no_harm(binary):
    """Least squares of a yes or no is the wrong model: weighting carries the estimate."""
    y, arm, w, truth = trial(40_000, 2)
    found = robust_to_dropout(y, arm, w, binary=binary).doubly_robust
    assert abs(found.estimate - truth) < 3 * found.std_error


def test_with_everybody_measured_weighting_is_the_plain_difference():
    y, arm, w, _ = trial(400, 3, dropout=False)
    found = robust_to_dropout(y, arm, w, binary=True)
    assert found.weighted.estimate == pytest.approx(y[arm == 1].mean() - y[arm == 0].mean())
    assert found.doubly_robust.std_error < found.weighted.std_error  # the covariate explains something


def test_intervals_of_the_doubly_robust_estimator_cover():
    inside = 0
    for seed in range(200):
        y, arm, w, _ = trial(500, 100 + seed)
        found = robust_to_dropout(y, arm, w, binary=True).doubly_robust
        inside += found.ci_low < -0.117 < found.ci_high
    assert 0.90 <= inside / 200 <= 0.985


def test_an_arm_without_measurements_has_a_reason():
    y, arm, w, _ = trial(60, 4)
    found = robust_to_dropout(np.where(arm == 1, np.nan, y), arm, w, binary=True)
    assert np.isnan(found.doubly_robust.estimate) and found.doubly_robust.warnings


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000))
def test_the_truth_lies_within_the_bounds(seed):
    """Potential outcomes of everybody: the effect in the stratum is known, and bounded."""
    rng = np.random.default_rng(seed)
    n = 20_000
    kind = rng.dirichlet(np.ones(4)) @ np.eye(4)
    who = rng.choice(4, n, p=kind / kind.sum())  # in both arms, only treated, only reference, in neither
    s1, s0 = np.isin(who, (0, 1)), np.isin(who, (0, 2))
    y1, y0 = rng.random(n) < rng.random(4)[who], rng.random(n) < rng.random(4)[who]
    stratum = s1 & s0
    if stratum.sum() < 500:
        return
    truth = y1[stratum].mean() - y0[stratum].mean()
    counts = ((int(y1[s1].sum()), int(y0[s0].sum())), (int(s1.sum()), int(s0.sum())), (n, n))
    free = survivor_bounds(*counts, monotone=False, replicates=50)
    assert free.low - 1e-9 <= truth <= free.high + 1e-9
    lee = survivor_bounds(*counts, monotone=True, replicates=50)
    assert free.low - 1e-9 <= lee.low <= lee.high <= free.high + 1e-9


def test_lees_bounds_by_hand():
    """Of 100 each, 50 and 40 survive: a fifth of the treated survivors is cut off, with or without the
    event.
    """
    found = survivor_bounds((20, 20), (50, 40), (100, 100), monotone=True)
    assert (found.low, found.high) == pytest.approx((0.25 - 0.5, 0.5 - 0.5))
    assert found.stratum == pytest.approx(0.4)


def test_where_everybody_survives_bounds_meet():
    found = survivor_bounds((30, 20), (100, 100), (100, 100), monotone=False)
    assert found.low == found.high == pytest.approx(0.1)
    assert found.ci_low < 0.1 < found.ci_high


def test_no_events_among_few_is_no_proof_that_there_are_none():
    found = survivor_bounds((0, 3), (10, 10), (10, 10), monotone=True)
    assert found.ci_low < found.low == pytest.approx(-0.3) == found.high < found.ci_high


def clustered(seed: int, spread: float, clusters: int = 12):
    """Half of the clusters in each arm, 30 women each of whom about 70 % have the outcome."""
    rng = np.random.default_rng(seed)
    of = np.repeat(np.arange(clusters), 30)
    arm = (rng.permutation(clusters) % 2)[of].astype(float)
    there = (rng.random(len(of)) < 0.7).astype(float)
    eta = -0.4 + rng.normal(0, spread, clusters)[of]
    y = np.where(there == 1, rng.random(len(of)) < 1 / (1 + np.exp(-eta)), np.nan).astype(float)
    return y, there, arm, of


def test_bounds_over_clusters_cover_what_counts_alone_do_not():
    """No effect, and who has the outcome is chance: the interval holds nought; counts too often miss it."""
    inside = {"clusters": [], "counts": []}
    for seed in range(150):
        y, there, arm, of = clustered(seed, 1.2)
        ours, told = clustered_survivor_bounds(y, there, arm, of, monotone=True, replicates=400)
        counts = [
            tuple(int(f[arm == k].sum()) for k in (1, 0)) for f in (np.nan_to_num(y), there, np.ones(len(y)))
        ]
        plain = survivor_bounds(*counts, monotone=True, replicates=400)
        assert not told and (ours.low, ours.high) == pytest.approx((plain.low, plain.high))
        inside["clusters"].append(ours.ci_low <= 0 <= ours.ci_high)
        inside["counts"].append(plain.ci_low <= 0 <= plain.ci_high)
    assert np.mean(inside["clusters"]) > 0.93 > 0.85 > np.mean(inside["counts"])


def test_bounds_over_clusters_have_no_limits_where_nothing_tells_of_their_error():
    y, there, arm, of = clustered(1, 0.5)
    for values, cluster in ((np.where(arm == 1, 0 * y, y), of), (y, of % 4)):
        found, told = clustered_survivor_bounds(values, there, arm, cluster, monotone=False)
        assert told and np.isnan([found.ci_low, found.ci_high]).all() and found.low <= found.high


def test_the_effect_in_compliers_is_recovered():
    """Half of the treated take part, the healthier half; it lowers their risk by 0.2 and nobody else's."""
    rng = np.random.default_rng(6)
    n = 20_000
    w, arm = rng.normal(size=n), np.arange(n) % 2
    would = rng.random(n) < 1 / (1 + np.exp(-w))
    risk = 0.6 - 0.2 * (would & (arm == 1)) - 0.1 * (w > 0)
    y = (rng.random(n) < risk).astype(float)
    took_part = (would & (arm == 1)).astype(float)
    found = complier_effect(y, arm.astype(float), took_part, w[:, None])
    assert abs(found.effect.estimate + 0.2) < 3 * found.effect.std_error < 0.08
    assert found.effect.p_value == found.offered.p_value
    assert found.ignored(0.0) == pytest.approx(found.effect.estimate)
    assert found.ignored(-0.05) > found.effect.estimate  # some of the offer's effect is then not theirs


def test_when_everybody_takes_part_it_is_the_effect_of_the_offer():
    y, arm, w, _ = trial(400, 7, dropout=False)
    found = complier_effect(y, arm, arm, w)
    assert found.effect.estimate == pytest.approx(found.offered.estimate)
    assert found.effect.std_error == pytest.approx(found.offered.std_error, rel=0.02)


def test_when_nobody_takes_part_there_is_no_effect_in_them():
    y, arm, w, _ = trial(400, 7, dropout=False)
    found = complier_effect(y, arm, np.zeros(400), w)
    assert np.isnan(found.effect.estimate) and "nobody took part" in str(found.effect.warnings[0])
