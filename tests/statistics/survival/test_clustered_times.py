"""Times over clusters: influence, scores and errors equal R's survival; alone in a cluster is as without."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.cluster_robust import sum_within
from voorzorg.statistics.survival.clustered import (
    clustered_logrank,
    clustered_restricted_means,
    logrank_scores,
    restricted_mean_influence,
)
from voorzorg.statistics.survival.competing import incidence_difference
from voorzorg.statistics.survival.kaplan_meier import compare_survival, kaplan_meier, restricted_mean

FOLDER = Path(__file__).parents[2] / "reference/survival"
R = json.loads((FOLDER / "clustered.json").read_text())
D = pd.read_csv(FOLDER / "times.csv")
T, E, ARM, SITE = (D[name].to_numpy() for name in ("time", "event", "arm", "site"))


def influence() -> np.ndarray:
    found = np.empty(len(D))
    for k in (0, 1):
        found[k == ARM] = restricted_mean_influence(T[k == ARM], E[k == ARM], R["tau"])
    return found


def test_influence_and_sums_over_sites_equal_r():
    found = influence()
    assert found == pytest.approx(R["influence"], abs=1e-12)
    of_site = [sum_within(found[k == ARM][:, None], SITE[k == ARM]) for k in (0, 1)]
    assert [math.sqrt((sums**2).sum()) for sums in of_site] == pytest.approx(
        [R["clustered"]["reference"], R["clustered"]["treated"]], rel=1e-12
    )
    both = sum_within((np.where(ARM == 1, 1, -1) * found)[:, None], SITE)
    assert math.sqrt((both**2).sum()) == pytest.approx(R["clustered"]["difference"], rel=1e-12)


def test_log_rank_scores_and_their_robust_test_equal_r():
    scores = logrank_scores(T.astype(float), E, ARM)
    assert scores == pytest.approx(R["scores"], abs=1e-12)
    over_sites = sum_within(scores[:, None], SITE)
    assert scores.sum() ** 2 / (over_sites**2).sum() == pytest.approx(R["robust_score"][0][0], rel=1e-10)


def test_over_few_clusters_the_log_rank_test_takes_the_fewest_degrees_of_freedom():
    """Those of members who do not differ, as the same with full matrices in R."""
    theirs = json.loads((FOLDER / "one_mind.json").read_text())
    size = np.array([4, 22, 9, 2, 16, 7, 12, 5])
    site = np.repeat(np.arange(1, 9), size)
    n = size.sum()
    found = clustered_logrank(T[:n], E[:n], site % 2, site)
    assert found.chi_square == pytest.approx(theirs["t"] ** 2, rel=1e-9)
    assert found.p_value == pytest.approx(theirs["p"], rel=1e-6)


def test_the_error_lies_between_the_plain_sandwich_and_the_jackknife():
    """Leaving out a site at a time is wider than the sandwich; correcting for leverage lies between them."""
    found = clustered_restricted_means(T, E, ARM, SITE, R["tau"])[2]
    assert found.estimate == pytest.approx(compare_survival(T, E, ARM, R["tau"]).rmst_difference.estimate)
    assert R["clustered"]["difference"] < found.std_error < R["jackknife"]
    assert 10 < found.df <= 14


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.integers(0, 10_000))
def test_who_is_alone_in_a_cluster_counts_as_without_clusters(seed):
    rng = np.random.default_rng(seed)
    t, e, arm = rng.integers(1, 20, 200).astype(float), rng.integers(0, 2, 200), np.arange(200) % 2
    tau = float(rng.integers(5, 15))
    own = restricted_mean_influence(t, e, tau)
    assert abs(own.sum()) < 1e-9
    assert math.sqrt(own @ own) == pytest.approx(restricted_mean(kaplan_meier(t, e), tau).std_error)
    plain = compare_survival(t, e, arm, tau)
    alone = clustered_restricted_means(t, e, arm, np.arange(200), tau)
    for ours, theirs in zip(
        alone, (plain.rmst_reference, plain.rmst_treated, plain.rmst_difference), strict=True
    ):
        assert ours.estimate == theirs.estimate
        assert ours.std_error == pytest.approx(theirs.std_error, rel=0.01)
    assert clustered_logrank(t, e, arm, np.arange(200)).p_value == pytest.approx(
        plain.logrank.p_value, abs=0.06
    )


def test_few_clusters_have_no_p_value():
    means = clustered_restricted_means(T, E, ARM, SITE % 5, R["tau"])
    assert math.isnan(means[2].p_value) and "5 clusters are fewer" in str(means[2].warnings[0])
    test = clustered_logrank(T, E, ARM, SITE % 5)
    assert math.isnan(test.p_value) and test.warnings


@pytest.mark.parametrize("cluster", [None, SITE])
def test_an_arm_without_events_says_that_its_error_is_nought(cluster):
    without = np.where(ARM == 1, 0, E)
    if cluster is None:
        found = compare_survival(T, without, ARM, 20).rmst_difference
    else:
        found = clustered_restricted_means(T, without, ARM, cluster, 20)[2]
    share = incidence_difference(T, without, ARM, 20, cluster)[2]
    for one in (found, share):
        assert one.std_error > 0 and any("no events" in str(said) for said in one.warnings)


def test_without_any_event_there_is_no_log_rank_test():
    assert clustered_logrank(T, 0 * E, ARM, SITE).warnings
