"""Negative binomial and hurdle regression."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.regression.counts import fit_hurdle, fit_negative_binomial

FOLDER = Path(__file__).parents[2] / "reference/counts"
R = json.loads((FOLDER / "reference.json").read_text())
DATA = pd.read_csv(FOLDER / "cigarettes.csv")
X = np.column_stack([np.ones(len(DATA)), DATA["arm"], DATA["baseline"]])
NAMES = ["intercept", "arm", "baseline"]


def std_errors(fit):
    return np.sqrt(np.diag(fit.full_covariance))


class TestAgainstR:
    """glm.nb and pscl::hurdle, both polished by Newton to full precision in the reference script."""

    def test_negative_binomial(self):
        fit = fit_negative_binomial(DATA["y"], X, NAMES)
        assert fit.coefficients == pytest.approx(R["nb"]["coef"], rel=1e-8)
        assert fit.alpha == pytest.approx(R["nb"]["alpha"], rel=1e-8)
        assert std_errors(fit) == pytest.approx(R["nb"]["se"], rel=1e-7)
        assert fit.log_likelihood == pytest.approx(R["nb"]["loglik"], rel=1e-12)
        assert 1 / fit.alpha == pytest.approx(R["nb"]["glm.nb"]["theta"], rel=1e-8)
        assert fit.coefficients == pytest.approx(R["nb"]["glm.nb"]["coef"], rel=1e-7)

    def test_unequal_exposure(self):
        fit = fit_negative_binomial(DATA["y"], X[:, :2], NAMES[:2], exposure=DATA["days"])
        assert fit.coefficients == pytest.approx(R["offset"]["coef"], rel=1e-7)
        assert fit.alpha == pytest.approx(R["offset"]["alpha"], rel=1e-8)
        assert std_errors(fit) == pytest.approx(R["offset"]["se"], rel=1e-7)

    def test_hurdle(self):
        fit, expected = fit_hurdle(DATA["y"], X, NAMES), R["hurdle"]
        assert fit.positive.coefficients == pytest.approx(expected["count"], rel=1e-8)
        assert fit.positive.alpha == pytest.approx(expected["alpha"], rel=1e-8)
        assert std_errors(fit.positive) == pytest.approx(expected["count_se"], rel=1e-6)
        assert fit.any.coefficients == pytest.approx(expected["zero"], rel=1e-8)
        assert np.sqrt(np.diag(fit.any.covariance)) == pytest.approx(expected["zero_se"], rel=1e-8)
        assert fit.log_likelihood == pytest.approx(expected["pscl"]["loglik"], rel=1e-10)


class TestMeaning:
    def test_with_arm_alone_the_rate_ratio_is_the_ratio_of_means(self):
        e = fit_negative_binomial(DATA["y"], X[:, :2], NAMES[:2]).rate_ratio("arm")
        means = DATA.groupby("arm")["y"].mean()
        assert e.estimate == pytest.approx(means[1] / means[0], rel=1e-7)
        assert e.ci_low < e.estimate < e.ci_high and e.scale == "log"

    def test_swapping_arms_inverts_the_rate_ratio(self):
        other = fit_negative_binomial(DATA["y"], X * [1, -1, 1] + [0, 1, 0], NAMES).rate_ratio("arm")
        here = fit_negative_binomial(DATA["y"], X, NAMES).rate_ratio("arm")
        assert other.estimate * here.estimate == pytest.approx(1, rel=1e-7)
        assert other.ci_low * here.ci_high == pytest.approx(1, rel=1e-6)

    def test_scores_sum_to_zero_and_the_robust_error_is_near_the_model_s(self):
        fit = fit_negative_binomial(DATA["y"], X, NAMES)
        assert np.abs(fit.scores.sum(axis=0)).max() < 1e-5
        ratio = np.sqrt(np.diag(fit.robust_covariance()) / np.diag(fit.covariance))
        assert (ratio > 0.7).all() and (ratio < 1.4).all()
        one_each = fit.robust_covariance(np.arange(len(DATA)))
        assert one_each == pytest.approx(fit.robust_covariance(), rel=1e-9)

    @settings(deadline=None, max_examples=25, derandomize=True)
    @given(st.integers(0, 10_000))
    def test_any_overdispersed_sample_converges_or_says_why_not(self, seed):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(12, 80))
        arm = np.arange(n) % 2
        y = rng.negative_binomial(rng.uniform(0.2, 3), rng.uniform(0.05, 0.6), n)
        design = np.column_stack([np.ones(n), arm])
        fit = fit_negative_binomial(y, design, ["intercept", "arm"])
        if fit.converged:
            means = [y[arm == a].mean() for a in (0, 1)]
            assert math.exp(fit.coefficients[1]) == pytest.approx(means[1] / means[0], rel=1e-4)
        else:
            assert fit.warnings and math.isnan(fit.rate_ratio("arm").estimate)
        positive = fit_hurdle(y, design, ["intercept", "arm"]).positive
        assert positive.converged or positive.warnings

    def test_type_one_error_in_simulated_counts(self):
        rng = np.random.default_rng(6)
        n, design = 160, np.column_stack([np.ones(160), np.arange(160) % 2])
        p = [
            fit_negative_binomial(rng.negative_binomial(1, 0.15, n), design, ["i", "arm"])
            .rate_ratio("arm")
            .p_value
            for _ in range(200)
        ]
        assert 0.015 < np.mean(np.array(p) < 0.05) < 0.1


class TestEdges:
    design = np.column_stack([np.ones(200), np.arange(200) % 2])

    def test_no_overdispersion_is_poisson_and_said(self):
        y = np.random.default_rng(1).binomial(20, 0.3, 200)
        fit = fit_negative_binomial(y, self.design, ["intercept", "arm"])
        assert fit.distribution == "Poisson" and fit.alpha == 0 and "Poisson" in str(fit.warnings[0])
        assert fit.covariance[1, 1] == pytest.approx(sum(1 / y[self.design[:, 1] == a].sum() for a in (0, 1)))

    def test_an_arm_of_zeros_has_no_rate_ratio(self):
        y = np.where(self.design[:, 1] == 1, 0, np.arange(200) % 7)
        e = fit_negative_binomial(y, self.design, ["intercept", "arm"]).rate_ratio("arm")
        assert math.isnan(e.estimate) and not e.converged and "arm" in str(e.warnings[0])
        hurdle = fit_hurdle(y, self.design, ["intercept", "arm"])
        assert not hurdle.positive.converged and hurdle.any.firth

    def test_positive_counts_without_spread_are_truncated_poisson_and_said(self):
        y = np.random.default_rng(2).binomial(12, 0.3, 200)
        positive = fit_hurdle(y, self.design, ["intercept", "arm"]).positive
        assert positive.distribution == "truncated Poisson" and "Poisson" in str(positive.warnings[0])

    def test_dispersion_that_runs_to_infinity_is_not_passed_off_as_poisson(self):
        """Logarithmic counts are the limit of the truncated negative binomial at infinite dispersion."""
        outcomes = set()
        for seed in range(6):
            rng = np.random.default_rng(seed)
            y = rng.logseries(0.9, 200) * (rng.random(200) < 0.6)
            positive = fit_hurdle(y, self.design, ["intercept", "arm"]).positive
            outcomes.add(positive.distribution)
            assert positive.alpha > 1 if positive.converged else "dispersion" in str(positive.warnings[0])
        assert "truncated Poisson" not in outcomes

    def test_all_zero(self):
        e = fit_negative_binomial(np.zeros(200), self.design, ["intercept", "arm"]).rate_ratio("arm")
        assert [str(w) for w in e.warnings] == ["all counts are zero"]

    @pytest.mark.parametrize(("value", "says"), [(-1, "whole"), (0.5, "whole"), (np.nan, "missing")])
    def test_what_is_no_count_is_refused(self, value, says):
        y = np.ones(200)
        y[3] = value
        with pytest.raises(ValueError, match=says):
            fit_negative_binomial(y, self.design, ["intercept", "arm"])

    def test_exposure_must_be_positive(self):
        with pytest.raises(ValueError, match="exposure"):
            fit_negative_binomial(np.ones(200), self.design, ["i", "arm"], exposure=np.zeros(200))
