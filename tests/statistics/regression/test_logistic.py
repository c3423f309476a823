"""Logistic regression, separation, Firth's penalty."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.regression.logistic import fit_logistic
from voorzorg.statistics.regression.separation import detect_separation, independent_columns

FOLDER = Path(__file__).parents[2] / "reference/logistic"
R = json.loads((FOLDER / "reference.json").read_text())
TRIAL = pd.read_csv(FOLDER / "trial.csv")
SEPARATED = pd.read_csv(FOLDER / "separated.csv")
X = np.column_stack([np.ones(len(TRIAL)), TRIAL["arm"], TRIAL["age"], TRIAL["native"]])
NAMES = ["intercept", "arm", "age", "native"]
XS = np.column_stack([np.ones(len(SEPARATED)), SEPARATED["arm"], SEPARATED["x"]])


class TestMaximumLikelihood:
    """glm and sandwich in R, to 1e-8 relative."""

    fit = fit_logistic(TRIAL["y"], X, NAMES)

    def test_coefficients_and_covariances(self):
        ml = R["ml"]
        assert self.fit.coefficients == pytest.approx(ml["coef"], rel=1e-8)
        assert self.fit.covariance == pytest.approx(np.array(ml["vcov"]), rel=1e-8)
        assert self.fit.robust_covariance() == pytest.approx(np.array(ml["hc0"]), rel=1e-8)
        assert self.fit.robust_covariance(TRIAL["site"]) == pytest.approx(np.array(ml["cluster0"]), rel=1e-8)
        assert self.fit.log_likelihood == pytest.approx(ml["loglik"], rel=1e-12)

    def test_frequency_weights(self):
        fit = fit_logistic(TRIAL["y"], X, NAMES, weights=np.resize([1, 2, 3], len(TRIAL)))
        assert fit.coefficients == pytest.approx(R["weighted"]["coef"], rel=1e-10)
        assert fit.covariance == pytest.approx(np.array(R["weighted"]["vcov"]), rel=1e-6)

    def test_frequency_weights_are_repeated_rows(self):
        weights = np.resize([1, 2, 3], len(TRIAL))
        repeated = np.repeat(np.arange(len(TRIAL)), weights)
        for firth in (False, True):
            once = fit_logistic(TRIAL["y"], X, NAMES, weights=weights, firth=firth)
            many = fit_logistic(TRIAL["y"].to_numpy()[repeated], X[repeated], NAMES, firth=firth)
            assert once.coefficients == pytest.approx(many.coefficients, rel=1e-9)
            assert once.covariance == pytest.approx(many.covariance, rel=1e-9)

    def test_odds_ratio_with_robust_error(self):
        e = self.fit.wald("arm", covariance=self.fit.robust_covariance(TRIAL["site"]))
        assert e.estimate == pytest.approx(math.exp(R["ml"]["coef"][1])) and e.scale == "log"
        assert e.std_error == pytest.approx(math.sqrt(R["ml"]["cluster0"][1][1]), rel=1e-8)

    def test_units_of_a_column_do_not_matter(self):
        scaled = fit_logistic(TRIAL["y"], X * [1, 1, 1e6, 1e-6], NAMES)
        assert scaled.coefficients * [1, 1, 1e6, 1e-6] == pytest.approx(self.fit.coefficients, rel=1e-7)


class TestFirth:
    """brglm2 (AS_mean) and brute-force profiles in R, to 1e-8 relative."""

    fit = fit_logistic(SEPARATED["y"], XS, ["intercept", "arm", "x"])

    def test_separation_turns_to_firth_and_says_so(self):
        assert self.fit.firth and self.fit.converged
        assert self.fit.separation.columns == ("arm",) and self.fit.separation.signs == (-1,)
        assert "separation (arm)" in str(self.fit.warnings[0]) and "Firth" in str(self.fit.warnings[0])

    def test_estimates(self):
        assert self.fit.coefficients == pytest.approx(R["firth"]["coef"], rel=1e-8)
        assert self.fit.covariance == pytest.approx(np.array(R["firth"]["vcov"]), rel=1e-8)
        assert self.fit.log_likelihood == pytest.approx(R["firth"]["penalised"], rel=1e-10)

    @pytest.mark.parametrize(("j", "name"), list(enumerate(["intercept", "arm", "x"])))
    def test_profile_intervals_and_tests(self, j, name):
        e = self.fit.profile(name)
        assert np.log([e.ci_low, e.ci_high]) == pytest.approx(R["firth"]["profile"][j], rel=1e-8)
        assert e.p_value == pytest.approx(R["firth"]["p"][j], rel=1e-8)

    @settings(deadline=None, max_examples=60, derandomize=True)
    @given(st.integers(1, 40), st.integers(1, 40), st.data())
    def test_in_a_2x2_table_firth_adds_one_half_to_each_cell(self, n1, n0, data):
        e1, e0 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n0))
        fit = fit_logistic(
            [1, 0, 1, 0],
            [[1, 1], [1, 1], [1, 0], [1, 0]],
            ["i", "arm"],
            [e1, n1 - e1, e0, n0 - e0],
            firth=True,
        )
        expected = math.log((e1 + 0.5) / (n1 - e1 + 0.5) * (n0 - e0 + 0.5) / (e0 + 0.5))
        assert fit.converged and fit.coefficients[1] == pytest.approx(expected, abs=1e-8)

    def test_firth_can_be_refused(self):
        fit = fit_logistic(SEPARATED["y"], XS, ["intercept", "arm", "x"], firth=False)
        assert not fit.firth and not fit.converged and "no finite" in str(fit.warnings[0])

    def test_unseparated_data_stay_with_maximum_likelihood(self):
        assert not fit_logistic(TRIAL["y"], X, NAMES).firth

    def test_scores_sum_to_zero_and_firth_shrinks(self):
        plain, firth = (fit_logistic(TRIAL["y"], X, NAMES, firth=f) for f in (False, True))
        assert np.abs(firth.scores.sum(axis=0)).max() < 1e-6
        assert abs(firth.coefficients[1]) < abs(plain.coefficients[1])

    def test_profile_without_penalty_inverts_the_likelihood_ratio_test(self):
        fit = fit_logistic(TRIAL["y"], X, NAMES)
        without = fit_logistic(TRIAL["y"], np.delete(X, 1, 1), ["intercept", "age", "native"])
        from scipy.stats import chi2

        expected = chi2.sf(2 * (fit.log_likelihood - without.log_likelihood), 1)
        assert fit.profile("arm").p_value == pytest.approx(expected, rel=1e-8)


class TestSeparation:
    def test_complete_separation(self):
        x = np.array([1.0, 2, 3, 4])
        found = detect_separation((x > 2.5).astype(float), np.column_stack([np.ones(4), x]), ["i", "x"])
        assert found.separated and "x" in found.columns

    def test_quasi_separation_by_one_category(self):
        design = np.column_stack([np.ones(9), np.repeat([0, 1, 0], 3), np.repeat([0, 0, 1], 3)])
        found = detect_separation(np.array([1.0, 0, 1, 0, 0, 0, 1, 0, 1]), design, ["i", "b", "c"])
        assert found.separated and found.columns == ("b",) and found.signs == (-1,)

    def test_overlap(self):
        assert not detect_separation(TRIAL["y"].to_numpy(), X, NAMES).separated

    @settings(deadline=None, max_examples=60, derandomize=True)
    @given(st.integers(0, 10_000))
    def test_the_short_cut_agrees_with_the_linear_programme(self, seed):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(6, 25))
        design = np.column_stack([np.ones(n), rng.integers(0, 2, n), rng.normal(size=n).round(1)])
        if len(independent_columns(design)) < 3:
            return
        y = rng.integers(0, 2, n).astype(float)
        fit = fit_logistic(y, design, ["i", "a", "x"])
        assert fit.firth == detect_separation(y, design, ["i", "a", "x"]).separated
        assert fit.converged


class TestRefusals:
    def test_missing_values(self):
        with pytest.raises(ValueError, match="missing"):
            fit_logistic([0, 1, np.nan], np.ones((3, 1)), ["i"])

    def test_dependent_columns_are_named(self):
        with pytest.raises(ValueError, match="twice"):
            fit_logistic(TRIAL["y"], np.column_stack([X, 2 * X[:, 1]]), [*NAMES, "twice"])

    def test_outcome_other_than_0_and_1(self):
        with pytest.raises(ValueError, match="0 or 1"):
            fit_logistic([0, 1, 2], np.ones((3, 1)), ["i"])

    def test_no_rows(self):
        with pytest.raises(ValueError, match="no rows"):
            fit_logistic([], np.empty((0, 1)), ["i"])


@pytest.mark.parametrize(("formula", "columns"), [("all", ["NV", "PI", "EH"]), ("crude", ["NV"])])
def test_the_example_of_heinze_and_schemper_as_logistf(formula, columns):
    """Endometrial cancer: NV is separated; R's logistf, to its own tolerance."""
    expected = json.loads((FOLDER / "heinze_schemper.json").read_text())[formula]
    data = pd.read_csv(FOLDER.parent / "multilevel/data/endometrial.csv")
    names = ["intercept", *columns]
    fit = fit_logistic(data["HG"], np.column_stack([np.ones(len(data)), data[columns]]), names)
    assert fit.firth
    assert fit.coefficients == pytest.approx(expected["coef"], rel=1e-8)
    assert fit.log_likelihood == pytest.approx(expected["penalised"], rel=1e-10)
    profiles = [fit.profile(name) for name in names]
    assert [math.log(one.ci_low) for one in profiles] == pytest.approx(expected["low"], abs=1e-6)
    assert [math.log(one.ci_high) for one in profiles] == pytest.approx(expected["high"], abs=1e-6)
    assert [one.p_value for one in profiles] == pytest.approx(expected["p"], rel=1e-6)
