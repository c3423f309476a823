"""Cox regression with tied times."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.cox import fit_cox

FOLDER = Path(__file__).parents[1] / "reference/survival"
R = json.loads((FOLDER / "reference.json").read_text())["cox"]
TIMES = pd.read_csv(FOLDER / "times.csv")
FIT = fit_cox(TIMES["time"], TIMES["event"], TIMES[["arm", "age"]], ["arm", "age"])


class TestAgainstR:
    """coxph(ties = "efron"), to 1e-10 relative, with half of the times tied."""

    def test_coefficients_and_model_covariance(self):
        assert FIT.coefficients == pytest.approx(R["coef"], rel=1e-10)
        assert FIT.covariance == pytest.approx(np.array(R["vcov"]), rel=1e-10)
        assert FIT.log_likelihood == pytest.approx(R["loglik"][1], rel=1e-12)

    def test_robust_and_clustered_covariance(self):
        assert FIT.robust_covariance() == pytest.approx(np.array(R["robust"]), rel=1e-10)
        assert FIT.robust_covariance(TIMES["site"]) == pytest.approx(np.array(R["clustered"]), rel=1e-10)


def test_hazard_ratio_inverts_when_arms_are_swapped():
    swapped = fit_cox(TIMES["time"], TIMES["event"], 1 - TIMES[["arm"]], ["arm"]).hazard_ratio("arm")
    plain = fit_cox(TIMES["time"], TIMES["event"], TIMES[["arm"]], ["arm"]).hazard_ratio("arm")
    assert swapped.estimate * plain.estimate == pytest.approx(1)
    assert swapped.ci_low * plain.ci_high == pytest.approx(1)
    assert plain.ci_low < plain.estimate < plain.ci_high and plain.scale == "log"


@settings(deadline=None, max_examples=30, derandomize=True)
@given(st.integers(0, 10_000), st.floats(0.01, 100))
def test_scores_sum_to_zero_and_units_do_not_matter(seed, unit):
    rng = np.random.default_rng(seed)
    n = 40
    t, e, x = rng.integers(1, 12, n), rng.integers(0, 2, n), rng.normal(size=(n, 2))
    fit = fit_cox(t, e, x, ["a", "b"])
    if not fit.converged:
        return
    assert np.abs(fit.scores.sum(axis=0)).max() < 1e-6
    scaled = fit_cox(t * unit, e, x * [unit, 1], ["a", "b"])
    assert scaled.coefficients * [unit, 1] == pytest.approx(fit.coefficients, rel=1e-6, abs=1e-8)
    assert scaled.robust_covariance()[0, 0] * unit**2 == pytest.approx(
        fit.robust_covariance()[0, 0], rel=1e-6
    )


def test_an_arm_without_events_has_no_hazard_ratio_and_says_why():
    event = TIMES["event"] * (TIMES["arm"] == 0)
    result = fit_cox(TIMES["time"], event, TIMES[["arm", "age"]], ["arm", "age"]).hazard_ratio("arm")
    assert math.isnan(result.estimate) and not result.converged
    assert "monotone likelihood" in result.warnings[0] and "arm" in result.warnings[0]


def test_no_events_at_all():
    fit = fit_cox([1, 2, 3], [0, 0, 0], [[0], [1], [1]], ["arm"])
    assert fit.hazard_ratio("arm").warnings == ("no events",)


def test_constant_covariates_and_missing_values_are_refused():
    with pytest.raises(ValueError, match="constant"):
        fit_cox([1, 2, 3], [1, 0, 1], np.ones((3, 1)), ["arm"])
    with pytest.raises(ValueError, match="missing"):
        fit_cox([1, 2, 3], [1, 0, 1], [[0], [np.nan], [1]], ["arm"])
