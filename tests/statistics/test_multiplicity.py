"""Adjustment of p-values inside families."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.multiplicity import adjust_within, benjamini_hochberg, holm

R = json.loads((Path(__file__).parents[1] / "reference/two_arm/reference.json").read_text())["adjusted"]
p_lists = st.lists(st.one_of(st.floats(0, 1), st.just(float("nan"))), max_size=25)


def numbers(values):
    return [float("nan") if v == "NA" else v for v in values]


def test_both_equal_p_adjust_in_r_with_missing_tests_left_out():
    p = numbers(R["p"])
    assert holm(p) == pytest.approx(numbers(R["holm"]), rel=1e-14, nan_ok=True)
    assert benjamini_hochberg(p) == pytest.approx(numbers(R["bh"]), rel=1e-14, nan_ok=True)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(p_lists)
def test_order_and_bounds(values):
    p = np.array(values, float)
    strict, lenient = holm(p), benjamini_hochberg(p)
    tested = ~np.isnan(p)
    assert (np.isnan(strict) == ~tested).all() and (np.isnan(lenient) == ~tested).all()
    assert (p[tested] <= lenient[tested] + 1e-15).all()
    assert (lenient[tested] <= strict[tested] + 1e-15).all() and (strict[tested] <= 1).all()
    order = np.argsort(p[tested])
    for adjusted in (strict, lenient):
        assert (np.diff(adjusted[tested][order]) >= 0).all()


@settings(deadline=None, max_examples=50, derandomize=True)
@given(p_lists, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(values, random):
    p = np.array(values, float)
    order = np.array(random.sample(range(len(p)), len(p)), dtype=int)
    assert np.array_equal(holm(p)[order], holm(p[order]), equal_nan=True)


def test_families_do_not_touch_each_other():
    p, family = [0.01, 0.02, np.nan, 0.03, 0.5], ["a", "b", "a", "a", "b"]
    adjusted = adjust_within(p, family)
    assert adjusted == pytest.approx([0.02, 0.04, np.nan, 0.03, 0.5], nan_ok=True)
    assert adjust_within(p, family, "benjamini-hochberg")[0] == pytest.approx(0.02)


def test_holm_keeps_the_family_wise_error_rate():
    rng = np.random.default_rng(5)
    false_alarms = np.mean([(holm(rng.random(8)) <= 0.05).any() for _ in range(4000)])
    assert 0.035 < false_alarms < 0.06


def test_what_is_no_p_value_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm([0.2, 1.4])
    with pytest.raises(ValueError, match="method"):
        adjust_within([0.2], ["a"], "bonferroni")
