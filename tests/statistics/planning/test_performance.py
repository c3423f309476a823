"""Measures of a simulation, on replications whose behaviour is known."""

import numpy as np
import pytest

from voorzorg.statistics.planning.performance import paired, performance


def replications(truth: float, seed: int, n: int = 20_000) -> dict[str, np.ndarray]:
    """Unbiased normal estimates with a known standard error of a half."""
    from scipy.special import ndtr

    x = truth + 0.5 * np.random.default_rng(seed).standard_normal(n)
    se = np.full(n, 0.5)
    p = 2 * ndtr(-np.abs(x / se))
    return {"estimate": x, "std_error": se, "low": x - 1.96 * se, "high": x + 1.96 * se, "p_value": p}


def test_a_good_method_is_called_good():
    found = performance(**replications(1.0, 1), truth=1.0)
    assert abs(found.bias.value) < 4 * found.bias.error
    assert abs(found.coverage.value - 0.95) < 4 * found.coverage.error
    assert abs(found.relative_se.value) < 4 * found.relative_se.error
    assert found.significant.value == pytest.approx(0.516, abs=4 * found.significant.error)
    assert found.type_m.value > 1.2
    assert found.type_s.value < 0.001


def test_type_one_error_has_no_type_s():
    found = performance(**replications(0.0, 2), truth=0.0)
    assert found.significant.value == pytest.approx(0.05, abs=4 * found.significant.error)
    assert np.isnan(found.type_s.value)


def test_a_biased_method_covers_its_own_mean():
    found = performance(**replications(1.0, 3), truth=1.5)
    assert found.bias.value == pytest.approx(-0.5, abs=0.02)
    assert found.coverage.value < 0.9
    assert abs(found.centred_coverage.value - 0.95) < 4 * found.centred_coverage.error


def test_failures_are_counted_and_left_out():
    given = replications(1.0, 4, 1000)
    for values in given.values():
        values[:100] = np.nan
    found = performance(**given, truth=1.0)
    assert (found.replications, found.failures) == (1000, 100)
    nothing = performance(*[np.full(3, np.nan)] * 5, truth=0.0)
    assert nothing.failures == 3
    assert np.isnan(nothing.bias.value)


def test_pairs_on_the_same_data_are_more_precise():
    rng = np.random.default_rng(5)
    base = rng.random(5000)
    gap = paired(base < 0.6, base < 0.58)
    assert gap.value == pytest.approx(0.02, abs=4 * gap.error)
    assert gap.error < np.sqrt(2 * 0.25 / 5000) / 2


def test_an_interval_without_a_limit_on_one_side_is_an_interval():
    rng = np.random.default_rng(2)
    x, se = rng.normal(0, 1, 50), np.ones(50)
    low, high = x - 2, x + 2
    high[:10], low[10:20] = np.inf, -np.inf
    high[20:25] = np.nan  # none at all
    found = performance(x, se, low, high, np.full(50, 0.5), truth=0.0)
    known = ~np.isnan(high)
    assert found.coverage.value == np.mean(((low <= 0) & (high >= 0))[known])
