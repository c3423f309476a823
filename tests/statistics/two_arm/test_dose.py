"""Risk per unit of dose: what it is, that it covers, and that clusters count."""

import math

import numpy as np
import pytest
from scipy.special import expit

from voorzorg.statistics.two_arm.taking_part.dose import risk_per_dose


def drawn(rng, n=300, b=-0.3):
    dose, w = rng.poisson(30, n).astype(float), rng.normal(size=(n, 1))
    risk = expit(-0.5 + b * (dose - 30) / 10 + 0.5 * w[:, 0])
    return (rng.random(n) < risk).astype(float), dose, w


def test_a_dose_of_two_values_gives_nearly_their_difference_in_risk():
    y = np.repeat([0.0, 1, 0, 1], [60, 40, 80, 20])
    dose = np.repeat([10.0, 20.0], 100)
    found = risk_per_dose(y, dose, unit=10)
    assert found.estimate == pytest.approx(0.2 - 0.4, abs=0.01)
    assert found.std_error == pytest.approx(math.sqrt(0.24 / 99 + 0.16 / 99), rel=0.12)


def test_the_unit_only_changes_the_unit():
    y, dose, w = drawn(np.random.default_rng(1))
    one, ten = risk_per_dose(y, dose, w), risk_per_dose(y, dose, w, unit=10)
    assert ten.estimate == pytest.approx(10 * one.estimate, rel=0.05)
    assert ten.p_value == pytest.approx(one.p_value, rel=0.1)


def test_intervals_cover():
    rng, inside = np.random.default_rng(2), []
    truth = np.mean(
        [expit(0.5 * w - 0.5 - 0.15) - expit(0.5 * w - 0.5 + 0.15) for w in rng.normal(size=20000)]
    )
    for _ in range(300):
        found = risk_per_dose(*drawn(rng), unit=10)
        inside.append(found.ci_low <= truth <= found.ci_high)
    assert 0.92 <= np.mean(inside) <= 0.98


def test_clusters_count_and_few_of_them_have_no_p_value():
    y, dose, w = drawn(np.random.default_rng(3))
    clustered = risk_per_dose(y, dose, w, cluster=np.arange(300) // 10)
    assert clustered.df < 30 and np.isfinite(clustered.p_value)
    few = risk_per_dose(y, dose, w, cluster=np.arange(300) // 100)
    assert math.isnan(few.p_value) and few.warnings


def test_nothing_that_varies_is_nothing_to_estimate():
    assert math.isnan(risk_per_dose([0, 1, 0, 1, 1], [3, 3, 3, 3, 3]).estimate)
    with pytest.raises(ValueError, match="missing"):
        risk_per_dose([0, 1, np.nan], [1, 2, 3])
