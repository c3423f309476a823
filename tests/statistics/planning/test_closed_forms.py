"""Closed forms beside R (tests/reference/planning), statsmodels, and what must hold for any input."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voorzorg.statistics.planning.inflation import (
    Inflation,
    cluster_randomised,
    design_effect,
    partially_nested,
)
from voorzorg.statistics.planning.search import (
    Counts,
    assurance,
    detectable,
    reestimated,
    replications,
    sample_size,
)
from voorzorg.statistics.planning.stepped_wedge import effect_variance, schedule, stepped_wedge
from voorzorg.statistics.planning.two_groups import (
    against_benchmark,
    cluster_means,
    log_rank,
    mean_counts,
    score_test,
    two_means,
    two_proportions,
)

R = json.loads((Path(__file__).parents[2] / "reference/planning/reference.json").read_text(encoding="utf-8"))


def test_powers_are_those_of_r():
    assert two_proportions(0.19, 0.11, 223, 237) == pytest.approx(R["arcsine"], abs=1e-9)
    assert two_proportions(0.19, 0.095, 230, 230) == pytest.approx(R["arcsine_half"], abs=1e-9)
    assert score_test(0.19, 0.11, 230, 230) == pytest.approx(R["score"], abs=1e-9)
    assert two_means(0.3, 112, 143) == pytest.approx(R["t"], abs=1e-9)
    assert against_benchmark(0.12, 0.3, 40) == pytest.approx(R["binomial"], abs=1e-9)
    assert cluster_means(0.4, 10, 10, 20, 0.05) == pytest.approx(R["cluster_t"], abs=1e-9)


def test_powers_are_those_of_rpact():
    assert score_test(0.19, 0.095, 230, 230) == pytest.approx(R["rpact_rates"], abs=1e-6)
    assert two_means(0.3, 112, 143) == pytest.approx(R["rpact_means"], abs=1e-6)
    assert sample_size(lambda n: score_test(0.19, 0.095, n / 2, n / 2), 0.8) == R["rpact_n"]


def test_the_power_of_times_is_that_of_rpact():
    """One-sided there at half the level: the other tail has less than 1e-6."""
    risks = 0.3, 1 - 0.7**0.6
    n = 2 * 120 / sum(risks)  # so that 120 events are expected
    assert log_rank(*risks, n / 2, n / 2) == pytest.approx(R["rpact_survival"], abs=2e-6)


def test_the_power_of_counts_is_that_of_statsmodels():
    from statsmodels.stats.rates import power_negbin_ratio_2indep

    theirs = power_negbin_ratio_2indep(
        2.0, 1.4, 120, nobs_ratio=150 / 120, dispersion=0.8, method_var="alt", return_results=False
    )
    assert mean_counts(1.4, 2.0, 150, 120, (0.8, 0.8)) == pytest.approx(float(theirs), abs=1e-9)
    with pytest.raises(ValueError, match="above 0"):
        mean_counts(0.0, 1.0, 10, 10)


def test_formulas_of_times_and_counts_agree_with_simulation():
    from voorzorg.statistics.survival.kaplan_meier import compare_survival

    rng = np.random.default_rng(5)
    trials, n = 400, 150
    arm = np.repeat([0, 1], n)
    rates = -np.log(1 - np.array([0.4, 0.25]))[arm]
    found = []
    for _ in range(trials):
        time = rng.exponential(1 / rates)
        result = compare_survival(np.minimum(time, 1.0), (time <= 1.0).astype(float), arm, 1.0)
        found.append(result.logrank.p_value < 0.05)
    error = np.std(found) / trials**0.5
    assert np.mean(found) == pytest.approx(log_rank(0.4, 0.25, n, n), abs=3 * error)
    many = [rng.negative_binomial(1 / 0.8, 1 / (1 + 0.8 * m), (4000, n)) for m in (2.0, 1.4)]
    ratio = np.log(many[1].mean(1) / many[0].mean(1))
    spread = np.sqrt(sum(one.var(1, ddof=1) / n / one.mean(1) ** 2 for one in many))
    rejected = np.mean(np.abs(ratio / spread) > 1.959964)
    assert rejected == pytest.approx(mean_counts(2.0, 1.4, n, n, (0.8, 0.8)), abs=0.03)


def test_sample_sizes_are_those_of_r_rounded_up():
    def each(n: int) -> float:
        return two_proportions(0.19, 0.095, n, n)

    assert sample_size(each, 0.8) == np.ceil(R["arcsine_n"])
    assert sample_size(lambda n: two_means(0.3, n, n), 0.8) == np.ceil(R["t_n"])


def test_arcsine_power_is_that_of_statsmodels():
    from statsmodels.stats.power import NormalIndPower
    from statsmodels.stats.proportion import proportion_effectsize

    size = proportion_effectsize(0.3, 0.2)
    theirs = NormalIndPower().power(size, 100, 0.05, ratio=1.5)
    assert two_proportions(0.3, 0.2, 100, 150) == pytest.approx(float(theirs), abs=1e-9)


def test_the_wedge_is_generalised_least_squares():
    assert effect_variance(schedule(12, 4), 10, 0.02, 0.15) == pytest.approx(R["wedge"], rel=1e-9)


def test_a_wedge_detects_more_with_more_clusters():
    powers = [stepped_wedge(0.1, schedule(k, 4), 10, 0.01, 0.2) for k in (4, 8, 16, 32)]
    assert powers == sorted(powers)
    with pytest.raises(ValueError, match="1 to 3 steps"):
        schedule(3, 4)


def test_clusters_and_nurses_of_one_arm_cost_power():
    alone = two_proportions(0.3, 0.2, 200, 200)
    nurses = two_proportions(0.3, 0.2, 200, 200, inflation=partially_nested(8, 0.05))
    clusters = two_proportions(0.3, 0.2, 200, 200, inflation=cluster_randomised(8, 0.05))
    assert alone > nurses > clusters
    assert design_effect(8, 0.0) == 1
    assert design_effect(8, 0.05, 0.5) == pytest.approx(1 + (8 * 1.25 - 1) * 0.05)
    with pytest.raises(ValueError, match="below 1"):
        design_effect(8, 1.0)


risk = st.floats(0.02, 0.98)


@given(risk, risk, st.integers(5, 2000), st.integers(5, 2000))
def test_power_is_a_probability_and_the_size_where_nothing_differs(p0, p1, n0, n1):
    for power in (two_proportions, score_test):
        assert 0 <= power(p0, p1, n0, n1) <= 1 + 1e-12
        assert power(p0, p0, n0, n1) == pytest.approx(0.05)
    assert against_benchmark(p0, p0, n0) <= 0.05


@given(risk, risk, st.floats(0.2, 0.99))
def test_the_size_found_is_the_smallest(p0, p1, wanted):
    def each(n: int) -> float:
        return two_proportions(p0, p1, n, n)

    n = sample_size(each, wanted)
    if n is not None:
        assert each(n) >= wanted
        assert n == 4 or each(n - 1) < wanted


def test_the_detectable_effect_has_the_power():
    def risk_of(treated: float) -> float:
        return two_proportions(0.19, treated, 230, 230)

    found = detectable(risk_of, 0.8, 0.19, 0.001)
    assert risk_of(found) == pytest.approx(0.8)
    assert detectable(risk_of, 0.8, 0.19, 0.18) is None


def test_assurance_is_expected_power():
    counts = Counts(42, 223, 26, 237)

    def power(p0: float, p1: float) -> float:
        return score_test(p0, p1, 230, 230)

    found = assurance(power, counts)
    rng = np.random.default_rng(1)
    p0, p1 = rng.beta(42.5, 181.5, 4000), rng.beta(26.5, 211.5, 4000)
    drawn = np.mean([power(a, b) if b < a else 0.0 for a, b in zip(p0, p1, strict=True)])
    assert found.expected == pytest.approx(drawn, abs=0.02)
    assert found.right_direction == pytest.approx(np.mean(p1 < p0), abs=0.01)


def test_reestimation_keeps_the_plan_where_the_plan_was_right():
    def power(total: int, p0: float, p1: float) -> float:
        return score_test(p0, p1, total / 2, total / 2)

    planned = sample_size(lambda total: power(total, 0.2, 0.1), 0.8)
    assert reestimated(150, 1000, 0.5, power, 0.8) == planned
    assert reestimated(75, 1000, 0.5, power, 0.8) > planned
    with pytest.raises(ValueError, match="some events"):
        reestimated(0, 10, 0.5, power, 0.8)


def test_replications_follow_from_the_error():
    assert replications(0.01) == 2500
    assert replications(0.005, 0.05) == 1900


def test_the_powers_hold_in_simulation():
    rng = np.random.default_rng(3)
    n, trials = 200, 20_000
    a, b = rng.binomial(n, 0.3, trials), rng.binomial(n, 0.2, trials)
    pooled = (a + b) / (2 * n)
    z = (a - b) / n / np.sqrt(pooled * (1 - pooled) * 2 / n)
    assert np.mean(np.abs(z) > 1.959964) == pytest.approx(score_test(0.3, 0.2, n, n), abs=0.012)
    # Nurses in one arm: a nurse's families share a part of the outcome.
    nurses = rng.normal(0, np.sqrt(0.1), (trials, 25, 1)) + rng.normal(0, np.sqrt(0.9), (trials, 25, 8))
    means = nurses.mean((1, 2)) + 0.3 - rng.normal(0, 1 / np.sqrt(200), trials)
    error = np.sqrt(Inflation(1, design_effect(8, 0.1)).treated / 200 + 1 / 200)
    shown = two_means(0.3, 200, 200, inflation=partially_nested(8, 0.1))
    assert np.mean(np.abs(means) > 1.96 * error) == pytest.approx(shown, abs=0.012)
