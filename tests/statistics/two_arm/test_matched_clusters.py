"""The paired t test over matched clusters, against R (tests/reference/two_arm/matched_clusters.R)."""

from __future__ import annotations

import numpy as np
import pytest

from voorzorg.statistics.two_arm.clusters.matched_clusters import matched_clusters

Y = [3, 5, 4, 6, 7, 8, 2, 4, 9, 11, 6, 5, 7, 8, 10, 12, 5, 6, 6, 9]
TREATED = [0, 0, 1, 1] * 5
PAIR = np.repeat(range(5), 4)
X = np.array([1, 3, 2, 2, 4, 5, 3, 4, 6, 6, 2, 3, 4, 4, 5, 8, 2, 3, 3, 4], dtype=float)[:, None]
R = {
    "plain": (-0.5, 1.680773631397, -5.166575721838, 4.166575721838, 0.780908527165),
    "two stages": (-0.235593220339, 0.752852470848, -2.325846777960, 1.854660337282, 0.769967745220),
}


@pytest.mark.parametrize(("which", "covariates"), [("plain", None), ("two stages", X)])
def test_as_r_to_eleven_digits(which, covariates):
    found = matched_clusters(Y, TREATED, PAIR, covariates).difference
    got = (found.estimate, found.std_error, found.ci_low, found.ci_high, found.p_value)
    assert got == pytest.approx(R[which], rel=1e-11)
    assert found.df == 4


def test_half_a_pair_is_left_out_and_one_pair_says_nothing():
    one = matched_clusters([*Y, 40], [*TREATED, 1], [*PAIR, 9])
    assert (one.pairs, one.left_out) == (5, 1)
    assert one.difference.estimate == pytest.approx(-0.5)
    alone = matched_clusters(Y[:4], TREATED[:4], PAIR[:4])
    assert np.isnan(alone.difference.estimate) and not alone.difference.converged


def test_the_level_is_kept_with_few_pairs():
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(400):
        pair = np.repeat(np.arange(6), 20)
        cluster = np.repeat(np.arange(12), 10)
        treated = cluster % 2
        y = rng.normal(size=6)[pair] + 0.5 * rng.normal(size=12)[cluster] + rng.normal(size=120)
        hits += matched_clusters(y, treated, pair, rng.normal(size=(120, 1))).difference.p_value < 0.05
    assert 0.02 < hits / 400 < 0.085
