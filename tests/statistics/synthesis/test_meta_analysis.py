"""Random-effects meta-analysis against metafor and statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.synthesis.meta_analysis import pool_effects, reml_tau2, tau2_interval

REFERENCE = Path(__file__).parents[2] / "reference" / "meta"
EXPECTED = pd.read_csv(REFERENCE / "meta.csv")
INPUTS = pd.read_csv(REFERENCE / "meta_inputs.csv")


@pytest.mark.parametrize("row", list(EXPECTED.itertuples(index=False)), ids=lambda r: f"{r.set}-{r.test}")
def test_every_number_agrees_with_metafor(row) -> None:
    """Relative 1e-7 for the estimates, 1e-5 for the Q-profile limits (metafor's root search stops there)."""
    data = INPUTS[INPUTS.set == row.set]
    result = pool_effects(data.yi, np.sqrt(data.vi), test="hartung-knapp" if row.test == "knha" else "normal")
    fields = "estimate std_error ci_low ci_high p_value prediction_low prediction_high tau2 i2 q q_p_value"
    for name in fields.split():
        assert getattr(result, name) == pytest.approx(getattr(row, name), rel=1e-7, abs=1e-12), name
    assert (result.tau2_low, result.tau2_high) == pytest.approx(
        (row.tau2_low, row.tau2_high), rel=1e-5, abs=1e-9
    )
    assert result.weights.sum() == pytest.approx(1)


def test_cochrans_q_and_the_homogeneous_mean_agree_with_statsmodels() -> None:
    from statsmodels.stats.meta_analysis import combine_effects

    data = INPUTS[INPUTS.set == "homogeneous"]
    theirs = combine_effects(data.yi.to_numpy(), data.vi.to_numpy(), method_re="iterated", use_t=True)
    ours = pool_effects(data.yi, np.sqrt(data.vi))
    assert ours.tau2 == 0
    assert ours.estimate == pytest.approx(theirs.mean_effect_fe, rel=1e-12)
    assert ours.q == pytest.approx(theirs.q, rel=1e-10)
    assert ours.std_error == pytest.approx(np.sqrt(theirs.var_hksj_fe), rel=1e-10)


def test_fewer_than_three_effects_are_not_pooled() -> None:
    result = pool_effects([0.1, 0.4], [0.1, 0.2], ["one", "two"])
    assert np.isnan(result.estimate)
    assert not result.converged
    assert "no pooled number" in str(result.warnings[0])
    gone = pool_effects([0.1, 0.4, np.nan], [0.1, 0.2, 0.1], ["one", "two", "three"])
    assert "three" in str(gone.warnings[0])
    assert np.isnan(gone.estimate)


def test_short_hartung_knapp_intervals_are_pointed_out_and_can_be_truncated() -> None:
    data = INPUTS[INPUTS.set == "homogeneous"]
    se = np.sqrt(data.vi)
    plain, kept = pool_effects(data.yi, se), pool_effects(data.yi, se, truncate=True)
    assert any("closer together" in str(w) for w in plain.warnings)
    assert kept.std_error == pytest.approx(pool_effects(data.yi, se, test="normal").std_error)
    assert kept.ci_high - kept.ci_low > plain.ci_high - plain.ci_low


def test_prediction_with_k_minus_2_degrees_of_freedom_is_wider() -> None:
    data = INPUTS[INPUTS.set == "smd"]
    se = np.sqrt(data.vi)
    assert (
        pool_effects(data.yi, se, prediction_df="k-2").prediction_high
        > pool_effects(data.yi, se).prediction_high
    )


effects = st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 1.5)), min_size=3, max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pairs=effects, shift=st.floats(-5, 5), factor=st.floats(0.1, 10), seed=st.integers(0, 99))
def test_shift_scale_and_order_carry_through(pairs, shift, factor, seed) -> None:
    y, se = np.array(pairs).T
    order = np.random.default_rng(seed).permutation(len(y))
    first = pool_effects(y, se)
    second = pool_effects((shift + factor * y)[order], (factor * se)[order])
    assert second.estimate == pytest.approx(shift + factor * first.estimate, abs=1e-6)
    assert second.tau2 == pytest.approx(factor**2 * first.tau2, rel=1e-5, abs=1e-8 * factor**2)
    assert second.i2 == pytest.approx(first.i2, abs=1e-5)
    assert first.prediction_low <= first.ci_low <= first.estimate <= first.ci_high <= first.prediction_high


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pairs=effects)
def test_tau2_tops_the_restricted_likelihood(pairs) -> None:
    y, se = np.array(pairs).T
    v = se**2

    def ll(t: float) -> float:
        w = 1 / (v + t)
        return float(-0.5 * (np.log(v + t).sum() + np.log(w.sum()) + w @ (y - w @ y / w.sum()) ** 2))

    tau2 = reml_tau2(y, v)
    assert tau2 >= 0
    assert all(ll(tau2) >= ll(t) - 1e-9 for t in np.r_[0, np.geomspace(1e-5, 50, 60)])
    low, high = tau2_interval(y, v)
    assert 0 <= low <= high


def test_malformed_input_is_refused() -> None:
    for y, se in [([1, 2, 3], [1, 1]), ([1, 2, 3], [1, 0, 1])]:
        with pytest.raises(ValueError):
            pool_effects(y, se)
    with pytest.raises(ValueError, match="label"):
        pool_effects([1, 2, 3], [1, 1, 1], ["a"])
