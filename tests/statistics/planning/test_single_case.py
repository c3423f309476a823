"""Power of the permutation test over families, beside the test itself."""

import numpy as np
import pytest

from voorzorg.statistics.planning.single_case import permutation_power
from voorzorg.statistics.small.case_combination import combine_exact
from voorzorg.statistics.small.single_case import nap


def test_it_is_the_test_itself_that_is_counted():
    rng = np.random.default_rng(1)
    hits = []
    for _ in range(400):
        series = rng.standard_normal((6, 4))
        series[:, 1:] += 1.0
        cases = [nap(one[:1], one[1:]) for one in series]
        hits.append(combine_exact(cases).p_value <= 0.05)
    found = permutation_power(6, 1, 3, 1.0)
    assert np.mean(hits) == pytest.approx(found.power, abs=0.08)


def test_it_keeps_its_level_unless_neighbours_resemble_each_other():
    assert permutation_power(8, 2, 3, 0.0).power <= 0.05 + 3 * 0.0022
    assert permutation_power(8, 3, 5, 0.0, autocorrelation=0.6).power > 0.06


def test_more_families_and_larger_effects_are_seen_more_often():
    powers = [permutation_power(n, 1, 3, 0.8).power for n in (4, 8, 16)]
    assert powers == sorted(powers)
    assert permutation_power(8, 1, 3, 1.5).power > permutation_power(8, 1, 3, 0.5).power


def test_a_design_that_can_reach_nothing_has_no_power():
    found = permutation_power(1, 1, 3, 10.0)
    assert found.power == 0
    assert found.smallest_p == pytest.approx(0.5)
