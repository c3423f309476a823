"""Rubin's rules against mice, and their limits."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.missing.rubin import barnard_rubin_df, pool_scalar, pool_vector

REFERENCE = Path(__file__).parents[2] / "reference" / "imputation"
INPUTS = pd.read_csv(REFERENCE / "rubin_inputs.csv").to_numpy()
COEFFICIENTS, COVARIANCES = INPUTS[:, :3], INPUTS[:, 3:].reshape(-1, 3, 3)
POOLED = pd.read_csv(REFERENCE / "rubin_pooled.csv")
D1 = pd.read_csv(REFERENCE / "rubin_d1.csv")


@pytest.mark.parametrize("dfcom", [22.0, np.inf])
def test_pooling_agrees_with_mice(dfcom) -> None:
    """pool (finite degrees of freedom) and pool.scalar (infinite): 1e-10 relative."""
    expected = POOLED[POOLED.dfcom == dfcom]
    assert len(expected) == 3
    result = pool_vector(COEFFICIENTS, COVARIANCES, df_complete=dfcom)
    for estimate, row in zip(result.estimates, expected.itertuples(), strict=True):
        for ours, theirs in [
            ("estimate", "estimate"),
            ("std_error", "std_error"),
            ("statistic", "statistic"),
            ("df", "df"),
            ("p_value", "p_value"),
            ("ci_low", "ci_low"),
            ("ci_high", "ci_high"),
            ("riv", "riv"),
            ("lambda_", "_11"),
            ("fmi", "fmi"),
        ]:
            theirs_value = row[11] if ours == "lambda_" else getattr(row, theirs)
            assert getattr(estimate, ours) == pytest.approx(theirs_value, rel=1e-10), ours
    np.testing.assert_allclose(result.cov, result.within + 1.1 * result.between)
    np.testing.assert_allclose(np.sqrt(np.diag(result.cov)), [e.std_error for e in result.estimates])


@pytest.mark.parametrize("row", list(D1.itertuples(index=False)))
def test_joint_wald_test_agrees_with_d1_of_mitml(row) -> None:
    result = pool_vector(COEFFICIENTS, COVARIANCES, df_complete=float(row.dfcom))
    wald = result.wald_d1(np.eye(3)[1:])
    assert (wald.statistic, wald.df1, wald.df2, wald.riv, wald.p_value) == pytest.approx(
        (row.statistic, row.df1, row.df2, row.riv, row.p_value), rel=1e-10
    )


def test_one_parameter_d1_is_the_squared_statistic_of_the_scalar_rule() -> None:
    result = pool_vector(COEFFICIENTS, COVARIANCES)
    assert result.wald_d1([[0, 0, 1]]).statistic == pytest.approx(result.estimates[2].statistic ** 2)


finite = st.floats(-50, 50, allow_nan=False)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    pairs=st.lists(st.tuples(finite, st.floats(0.01, 100)), min_size=2, max_size=30),
    df=st.one_of(st.just(np.inf), st.floats(2, 500)),
    shift=finite,
    factor=st.floats(0.1, 10),
)
def test_pooling_is_equivariant_and_never_more_certain_than_complete_data(pairs, df, shift, factor) -> None:
    Q, U = np.array(pairs).T
    first = pool_scalar(Q, U, df)
    second = pool_scalar(shift + factor * Q, factor**2 * U, df)
    assert second.estimate == pytest.approx(shift + factor * first.estimate, abs=1e-6)
    assert second.std_error == pytest.approx(factor * first.std_error)
    assert first.std_error**2 >= U.mean() * (1 - 1e-12)
    assert first.df <= df
    assert 0 <= first.lambda_ <= 1
    assert first.ci_low <= first.estimate <= first.ci_high


def test_identical_estimates_leave_the_complete_data_inference() -> None:
    result = pool_scalar([2.0] * 5, [0.25] * 5, df_complete=30)
    assert result.std_error == pytest.approx(0.5)
    assert result.riv == 0
    assert result.df == pytest.approx(
        30 * 31 / 33, rel=1e-3
    )  # Barnard and Rubin do not go back to 30 exactly
    assert barnard_rubin_df(5, 0.0) == pytest.approx(4e8)


def test_failed_analyses_are_counted_and_one_left_pools_nothing() -> None:
    result = pool_scalar([1.0, np.nan, 1.2], [0.1, 0.1, 0.1])
    assert result.m == 2
    assert "1 of 3" in str(result.warnings[0])
    assert not result.converged
    alone = pool_scalar([1.0], [0.1])
    assert np.isnan(alone.estimate)
    assert "fewer than two" in str(alone.warnings[0])


def test_malformed_input_is_refused() -> None:
    for Q, U in [([1, 2], [1]), ([1, 2], [1, -1]), ([[1, 2]], [[1, 1]])]:
        with pytest.raises(ValueError):
            pool_scalar(Q, U)
    with pytest.raises(ValueError):
        pool_vector(np.ones((3, 2)), np.ones((3, 2)))
