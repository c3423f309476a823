"""Many data sets at once give what each gives by itself."""

import numpy as np
import pytest

from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks
from voorzorg.statistics.two_arm.adjusted.standardised_sets import standardised_sets


def sets(m: int = 6, n: int = 160, seed: int = 4):
    rng = np.random.default_rng(seed)
    arm = (np.arange(n) % 2).astype(float)
    W = np.repeat(rng.normal(size=(1, n, 2)), m, axis=0)
    W[:, :, 1] = rng.normal(size=(m, n)) > 0  # imputed itself
    y = (rng.random((m, n)) < 0.2 + 0.2 * arm).astype(float)
    y[rng.random((m, n)) < 0.15] = np.nan
    nurses = np.where(arm == 1, rng.integers(0, 12, n), 100 + np.arange(n))
    return y, arm, W, nurses


@pytest.mark.parametrize("clustered", [False, True])
def test_equal_to_each_by_itself(clustered) -> None:
    y, arm, W, nurses = sets()
    y[1, arm == 1] = 0.0  # nobody of one arm: penalised, by itself
    W[2, :, 1] = 1.0  # a constant covariate
    y[3] = np.nan  # nobody at all in one arm
    y[3, arm == 0] = np.arange(int((arm == 0).sum())) % 2
    found = standardised_sets(y, arm, W, nurses if clustered else None)
    for i in range(len(y)):
        here = ~np.isnan(y[i])
        cluster = nurses[here] if clustered else None
        one = standardised_risks(y[i, here], arm[here], W[i, here], cluster, shrink=True)
        expected = [one.risk_treated.estimate, one.risk_reference.estimate]
        np.testing.assert_allclose(found.risks[i], expected, rtol=1e-9)
        if one.std_error_kind == "bias-reduced":
            np.testing.assert_allclose(found.covariance[i], one.covariance, rtol=1e-7)
            np.testing.assert_allclose(found.df[i], one.df, rtol=1e-7)
        elif clustered:  # the penalised error ignores clusters and is not pooled
            assert np.isnan(found.covariance[i]).all()
        assert found.warnings[i] == one.warnings
    assert np.isnan(found.risks[3]).all()
    assert found.warnings[1] and found.warnings[2] and not found.warnings[0]
