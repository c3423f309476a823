"""Rate ratios of few clusters, tested on the square-root scale (tests/reference/cluster_robust)."""

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtr

from voorzorg.statistics.regression.arm_effect import rate_ratio
from voorzorg.statistics.regression.root_scale import on_root_scale
from voorzorg.statistics.results import wald

FOLDER = Path(__file__).parents[2] / "reference" / "cluster_robust"
R = json.loads((FOLDER / "root_scale.json").read_text())
DATA = pd.read_csv(FOLDER / "counts.csv")

parts = st.lists(st.floats(-0.4, 0.4), min_size=6, max_size=12).map(np.array)


def found(value, treated, reference, df=7.3, level=0.95):
    error = math.sqrt(float(((treated + reference) ** 2).sum()))
    return on_root_scale(wald(value, error, scale="log", df=df, level=level), value, treated, reference)


@pytest.mark.parametrize("allotted", ["whole", "within"])
def test_as_written_out_in_r(allotted):
    expected = R[allotted]
    one = found(expected["estimate"], np.array(expected["treated"]), np.array(expected["reference"]), R["df"])
    assert one.p_value == pytest.approx(expected["p"], rel=1e-9)
    assert [one.ci_low, one.ci_high] == pytest.approx(expected["limits"], rel=1e-9)


@pytest.mark.parametrize("allotted", ["whole", "within"])
def test_the_parts_of_the_error_as_written_out_in_r(allotted, monkeypatch):
    """Clusters of one arm, and clusters with both arms in them."""
    seen = []
    monkeypatch.setattr(
        "voorzorg.statistics.regression.arm_effect.on_root_scale",
        lambda estimate, value, treated, reference: seen.extend([treated, reference]) or estimate,
    )
    X = np.column_stack([np.ones(len(DATA)), DATA[allotted], DATA["w"]])
    one, _ = rate_ratio(DATA["y"].to_numpy(float), X, ["1", "arm", "w"], "arm", cluster=DATA["cluster"])
    expected = R[allotted]
    assert math.log(one.estimate) == pytest.approx(expected["estimate"], rel=1e-6)
    assert one.std_error == pytest.approx(expected["se"], rel=1e-6)
    assert seen[0] == pytest.approx(expected["treated"], rel=1e-5, abs=1e-8)
    assert seen[1] == pytest.approx(expected["reference"], rel=1e-5, abs=1e-8)


@given(st.floats(-2, 2), parts, st.floats(2, 40))
def test_the_interval_excludes_one_where_the_test_rejects(value, both, df):
    treated, reference = both * (np.arange(len(both)) % 2), both * (np.arange(len(both)) % 2 == 0)
    if not (both**2).sum() > 1e-6:
        return
    one = found(value, treated, reference, df)
    assert one.ci_low <= one.estimate <= one.ci_high
    if abs(one.p_value - 0.05) > 1e-9:
        assert (one.p_value < 0.05) == (not one.ci_low <= 1 <= one.ci_high)


@given(st.floats(-2, 2), parts, st.floats(2, 40))
def test_swapping_arms_inverts_ratio_and_limits(value, both, df):
    if not (both**2).sum() > 1e-6:
        return
    treated, reference = both * (np.arange(len(both)) % 2), both * (np.arange(len(both)) % 2 == 0)
    one, other = found(value, treated, reference, df), found(-value, -reference, -treated, df)
    assert other.p_value == pytest.approx(one.p_value)
    if math.isfinite(one.ci_high) and one.ci_low > 0:
        assert [1 / other.ci_high, 1 / other.ci_low] == pytest.approx([one.ci_low, one.ci_high])
    else:
        assert (other.ci_low == 0) == math.isinf(one.ci_high)


def test_of_small_errors_it_is_walds():
    treated, reference = np.array([0.01, -0.02, 0, 0]), np.array([0, 0, 0.015, -0.01])
    plain = wald(0.03, math.sqrt(float(((treated + reference) ** 2).sum())), scale="log", df=9.0)
    one = on_root_scale(plain, 0.03, treated, reference)
    assert one.p_value == pytest.approx(plain.p_value, rel=0.01)
    assert [one.ci_low, one.ci_high] == pytest.approx([plain.ci_low, plain.ci_high], rel=1e-3)


def test_what_is_missing_stays_missing():
    nothing = wald(0.3, 0.0, scale="log")
    assert on_root_scale(nothing, 0.3, np.zeros(3), np.zeros(3)) is nothing
    refused = replace(wald(0.3, 0.2, scale="log", df=1.5), p_value=math.nan)
    one = on_root_scale(refused, 0.3, np.array([0.1, 0.1]), np.array([-0.1, 0.1]))
    assert math.isnan(one.p_value) and math.isfinite(one.ci_low)


def test_a_mean_whose_root_may_be_nil_bounds_the_ratio_on_one_side():
    known, unknown = np.array([0.1, -0.1, 0, 0]), np.array([0, 0, 1.5, -1.5])
    low, high = found(0.5, unknown, known, df=3.0), found(0.5, known, unknown, df=3.0)
    assert low.ci_low == 0 and math.isfinite(low.ci_high)
    assert math.isinf(high.ci_high) and high.ci_low > 0


def test_type_one_error_of_few_clusters_that_differ_much():
    rng = np.random.default_rng(12)
    of, p_values = np.repeat(np.arange(12), 15), []
    for _ in range(150):
        arm = rng.permutation(np.arange(12) % 2).astype(float)[of]
        y = rng.poisson(2 * np.exp(rng.normal(0, 0.8, 12))[of] * rng.gamma(2 / 3, 1.5, len(of))).astype(float)
        one, _ = rate_ratio(y, np.column_stack([np.ones(len(of)), arm]), ["1", "arm"], "arm", cluster=of)
        on_log_scale = 2 * stdtr(one.df, -abs(math.log(one.estimate) / one.std_error))
        p_values.append((one.p_value, on_log_scale))
    root, log = (np.array(p_values) < 0.05).mean(axis=0)
    assert root < 0.1 and root <= log
