"""Cox regression with tied times."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.survival.cox import fit_cox

FOLDER = Path(__file__).parents[2] / "reference/survival"
REFERENCE = json.loads((FOLDER / "reference.json").read_text())
R = REFERENCE["cox"]
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


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 3))
def test_coefficients_equal_those_of_statsmodels(seed, distinct, p):
    from statsmodels.duration.hazard_regression import PHReg

    rng = np.random.default_rng(seed)
    n = 80
    x = rng.normal(size=(n, p)) + rng.integers(0, 2, (n, 1))
    t = np.ceil(distinct * rng.random(n) * np.exp(-0.3 * x[:, 0]))
    e = rng.integers(0, 2, n)
    if not e.any():
        return
    fit = fit_cox(t, e, x, [f"x{k}" for k in range(p)])
    other = PHReg(t, x, status=e, ties="efron").fit(disp=0, tol=1e-12)
    if fit.converged:
        assert fit.coefficients == pytest.approx(other.params, rel=1e-6, abs=1e-8)
        assert fit.covariance == pytest.approx(other.cov_params(), rel=1e-5, abs=1e-10)
        assert fit.log_likelihood == pytest.approx(other.llf, rel=1e-10)


def test_entry_in_another_order_changes_nothing_but_the_order_of_the_scores():
    order = np.random.default_rng(3).permutation(len(TIMES))
    mixed = TIMES.iloc[order]
    other = fit_cox(mixed["time"], mixed["event"], mixed[["arm", "age"]], ["arm", "age"])
    assert other.coefficients == pytest.approx(FIT.coefficients, rel=1e-10)
    assert other.scores == pytest.approx(FIT.scores[order], abs=1e-9)


class TestProportionalHazards:
    """Grambsch and Therneau's score test; cox.zph of R's survival 3.5, to 1e-8 relative."""

    @pytest.mark.parametrize("transform", ["km", "identity"])
    def test_agrees_with_cox_zph(self, transform):
        found = FIT.proportionality(transform)
        expected = np.array(REFERENCE["zph"][transform])
        assert np.r_[found.chi_square, found.global_chi_square] == pytest.approx(expected[:, 0], rel=1e-8)
        assert np.r_[found.p_values, found.global_p] == pytest.approx(expected[:, 1], rel=1e-8)

    def test_a_hazard_ratio_says_when_hazards_are_not_proportional(self):
        (said,) = FIT.hazard_ratio("age").warnings
        assert str(said) == (
            "hazards may not be proportional (p = 0.011): read the hazard ratio as an average and prefer the "
            "difference in restricted mean time"
        )
        assert FIT.hazard_ratio("arm").warnings == ()

    def test_rejects_one_in_twenty_trials_whose_hazards_are_proportional(self):
        rng = np.random.default_rng(8)
        p = []
        for _ in range(400):
            arm = np.arange(120) % 2
            time = np.ceil(rng.exponential(20 * np.exp(-0.7 * arm)))
            fit = fit_cox(np.minimum(time, 40), time <= 40, arm, ["arm"])
            p.append(fit.proportionality().p_values[0])
        assert 0.02 < np.mean(np.array(p) < 0.05) < 0.08

    def test_finds_an_effect_that_turns_round(self):
        rng = np.random.default_rng(9)
        arm = np.arange(600) % 2
        early = rng.exponential(np.where(arm == 1, 20, 60))
        late = 15 + rng.exponential(np.where(arm == 1, 60, 10))
        time = np.where(early < 15, early, late)
        fit = fit_cox(time, np.ones(600), arm, ["arm"])
        assert "p < 0.001" in str(fit.hazard_ratio("arm").warnings[0])

    def test_is_empty_without_a_fit(self):
        nothing = fit_cox([1, 2, 3], [0, 0, 0], [[0], [1], [1]], ["arm"]).proportionality()
        assert math.isnan(nothing.global_p) and nothing.warning("arm") == ()
        with pytest.raises(ValueError, match="transform"):
            FIT.proportionality("rank")


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
    assert "monotone likelihood" in str(result.warnings[0]) and "arm" in str(result.warnings[0])


def test_no_events_at_all():
    fit = fit_cox([1, 2, 3], [0, 0, 0], [[0], [1], [1]], ["arm"])
    assert [str(w) for w in fit.hazard_ratio("arm").warnings] == ["no events"]


def test_constant_covariates_and_missing_values_are_refused():
    with pytest.raises(ValueError, match="constant"):
        fit_cox([1, 2, 3], [1, 0, 1], np.ones((3, 1)), ["arm"])
    with pytest.raises(ValueError, match="missing"):
        fit_cox([1, 2, 3], [1, 0, 1], [[0], [np.nan], [1]], ["arm"])
