"""The noncentral t distribution by quadrature."""

import numpy as np
import pytest
from scipy import stats

from voorzorg.statistics.small.noncentral_t import cdf, noncentrality, quantile


@pytest.mark.parametrize("df", [1, 2, 7, 40, 300])
@pytest.mark.parametrize("t", [-6.0, 0.0, 0.8, 12.0])
def test_noncentrality_inverts_the_distribution(t, df) -> None:
    """Where scipy's own distribution function is defined, it gives the probability back to 1e-8."""
    for probability in (0.025, 0.5, 0.975):
        ncp = noncentrality(t, df, probability)
        back = stats.nct.cdf(t, df, ncp)
        assert np.isnan(back) or back == pytest.approx(probability, abs=1e-8)
    assert noncentrality(t, df, 0.025) > noncentrality(t, df, 0.975)


@pytest.mark.parametrize(("df", "ncp"), [(2, 3.4), (9, 6.2), (60, -2.0), (999, 62.0)])
def test_quantile_inverts_the_distribution_and_agrees_with_scipy(df, ncp) -> None:
    for probability in (0.025, 0.5, 0.975):
        t = quantile(probability, df, ncp)
        assert cdf(t, df, ncp) == pytest.approx(probability, abs=1e-10)
        assert t == pytest.approx(stats.nct.ppf(probability, df, ncp), rel=1e-6)


def test_central_case_is_students_t() -> None:
    assert cdf(1.3, 5, 0.0) == pytest.approx(stats.t.cdf(1.3, 5), abs=1e-10)
