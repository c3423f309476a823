"""Aalen-Johansen equals R to 1e-12 under ties, and Kaplan-Meier where nothing competes."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.cluster_robust import sum_within
from voorzorg.statistics.survival.competing import aalen_johansen, incidence_difference
from voorzorg.statistics.survival.cox import fit_cox
from voorzorg.statistics.survival.kaplan_meier import kaplan_meier

R = json.loads((Path(__file__).parents[2] / "reference/survival/competing.json").read_text())
T, C, ARM, SITE = (np.array(R[name]) for name in ("time", "status", "arm", "site"))


@pytest.mark.parametrize(("arm", "name"), [(0, "reference"), (1, "treated")])
def test_curve_and_errors_equal_r(arm, name):
    here = arm == ARM
    found = aalen_johansen(T[here], C[here], R["at"])
    assert found.incidence == pytest.approx(R[name]["incidence"], abs=1e-12)
    assert found.std_error == pytest.approx(R[name]["std_error"], abs=1e-12)
    over_sites = np.sqrt((sum_within(found.influence, SITE[here]) ** 2).sum(axis=0))
    assert over_sites == pytest.approx(R["clustered"][name], abs=1e-12)


def test_cause_specific_hazards_equal_r():
    fit = fit_cox(T, C == 1, ARM[:, None], ["arm"])
    assert fit.coefficients[0] == pytest.approx(R["cause_specific"]["coef"], rel=1e-8)
    assert math.sqrt(fit.covariance[0, 0]) == pytest.approx(R["cause_specific"]["se"], rel=1e-8)


@settings(deadline=None, max_examples=30, derandomize=True)
@given(st.integers(0, 10_000))
def test_without_competing_events_it_is_kaplan_meier(seed):
    rng = np.random.default_rng(seed)
    t, event = rng.integers(1, 12, 40).astype(float), rng.integers(0, 2, 40)
    at = [2.0, 5.0, 9.0]
    found, plain = aalen_johansen(t, event, at), kaplan_meier(t, event).at(at)
    assert found.incidence == pytest.approx(plain.incidence, abs=1e-12)
    inside = (found.incidence > 0) & (found.incidence < 1)
    assert found.std_error[inside] == pytest.approx(plain.std_error[inside], abs=1e-12)
    assert found.ci_low[inside] == pytest.approx(plain.incidence_low[inside], abs=1e-10)
    assert list(found.n_risk) == list(plain.n_risk)
    assert np.abs(found.influence.sum(axis=0)).max() < 1e-12


def test_both_causes_and_nothing_add_up_to_one():
    other = np.array([0, 2, 1])[C]
    one, two = aalen_johansen(T, C, R["at"]), aalen_johansen(T, other, R["at"])
    free = kaplan_meier(T, C > 0).at(R["at"]).survival
    assert one.incidence + two.incidence + free == pytest.approx(np.ones(6), abs=1e-12)


def test_the_difference_covers_and_clusters_count():
    reference, treated, plain = incidence_difference(T, C, ARM, 24)
    assert plain.estimate == pytest.approx(treated.incidence[0] - reference.incidence[0])
    assert plain.std_error == pytest.approx(math.hypot(treated.std_error[0], reference.std_error[0]))
    clustered = incidence_difference(T, C, ARM, 24, SITE)[2]
    assert 10 < clustered.df <= 12 and clustered.std_error != plain.std_error
    few = incidence_difference(T, C, ARM, 24, SITE % 4)[2]
    assert math.isnan(few.p_value) and few.warnings
    beyond = incidence_difference(T, C, ARM, 1000)[2]
    assert math.isnan(beyond.estimate) and beyond.warnings


def test_coverage_of_the_difference():
    rng, inside = np.random.default_rng(5), []
    for _ in range(300):
        arm = np.arange(160) % 2
        one, two, end = (rng.exponential(s, 160) for s in (20 + 10 * arm, 40, 60))
        t, cause = np.minimum(np.minimum(one, two), end), np.where(one < np.minimum(two, end), 1, 0)
        cause = np.where((cause == 0) & (two < end), 2, cause)
        truth = [(1 / s) / (1 / s + 1 / 40) * (1 - math.exp(-12 * (1 / s + 1 / 40))) for s in (20, 30)]
        found = incidence_difference(t, cause, arm, 12)[2]
        inside.append(found.ci_low <= truth[1] - truth[0] <= found.ci_high)
    assert 0.92 <= np.mean(inside) <= 0.98


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="causes 0, 1 or 2"):
        aalen_johansen([1, 2], [0, 3], [1])
    with pytest.raises(ValueError, match="not negative"):
        aalen_johansen([-1, 2], [0, 1], [1])
