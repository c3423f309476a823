"""Covariate-adjusted marginal risks."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks
from voorzorg.statistics.two_arm.binary import pearson_chi_square

FOLDER = Path(__file__).parents[2] / "reference/logistic"
R = json.loads((FOLDER / "reference.json").read_text())
TRIAL = pd.read_csv(FOLDER / "trial.csv")
SEPARATED = pd.read_csv(FOLDER / "separated.csv")


def compare(result, reference, kind, rel):
    expected = reference[kind]
    assert [result.risk_treated.estimate, result.risk_reference.estimate] == pytest.approx(
        reference["risks"], rel=rel
    )
    assert [result.risk_treated.std_error, result.risk_reference.std_error] == pytest.approx(
        expected["se_risk"], rel=rel
    )
    for estimate, short in (
        (result.risk_difference, "rd"),
        (result.risk_ratio, "rr"),
        (result.odds_ratio, "or"),
    ):
        assert estimate.estimate == pytest.approx(reference[short], rel=rel)
        assert estimate.std_error == pytest.approx(expected[f"{short}_se"], rel=rel)
        assert [estimate.ci_low, estimate.ci_high] == pytest.approx(expected[f"{short}_ci"], rel=rel)


class TestAgainstR:
    """Influence functions and delta method written out in R, to 1e-8 relative."""

    @pytest.mark.parametrize("kind", ["influence", "delta"])
    def test_independent_rows(self, kind):
        result = standardised_risks(TRIAL["y"], TRIAL["arm"], TRIAL[["age", "native"]], std_error=kind)
        compare(result, R["standardised"]["plain"], kind, 1e-8)

    def test_influence_values_are_summed_within_clusters(self):
        result = standardised_risks(
            TRIAL["y"],
            TRIAL["arm"],
            TRIAL[["age", "native"]],
            cluster=TRIAL["site"],
            std_error="influence",
        )
        compare(result, R["standardised"]["clustered"], "influence", 1e-8)
        assert result.clusters == 20

    @pytest.mark.parametrize("kind", ["influence", "delta"])
    def test_firth(self, kind):
        result = standardised_risks(SEPARATED["y"], SEPARATED["arm"], SEPARATED[["x"]], std_error=kind)
        compare(result, R["firth"]["standardised"], kind, 1e-8)


class TestMeaning:
    def test_without_covariates_it_is_the_plain_comparison(self):
        result = standardised_risks(TRIAL["y"], TRIAL["arm"])
        p1, p0 = (TRIAL.loc[TRIAL["arm"] == a, "y"].mean() for a in (1, 0))
        n = len(TRIAL) / 2
        assert result.risk_difference.estimate == pytest.approx(p1 - p0)
        assert result.risk_difference.std_error == pytest.approx(
            math.sqrt((p1 * (1 - p1) + p0 * (1 - p0)) / (n - 1))
        )
        table = TRIAL.groupby("arm")["y"].agg(["sum", "count"]).to_numpy(int)
        plain = pearson_chi_square(*table[1], *table[0])
        assert result.risk_difference.p_value == pytest.approx(plain, rel=1e-9)

    @pytest.mark.parametrize("clustered", [False, True])
    @pytest.mark.parametrize("shrink", [False, True])
    def test_one_fit_has_one_test(self, clustered, shrink):
        cluster = TRIAL["site"] if clustered else None
        covariates = TRIAL[["age", "native"]]
        result = standardised_risks(TRIAL["y"], TRIAL["arm"], covariates, cluster, shrink=shrink)
        p_values = {getattr(result, name).p_value for name in ("risk_difference", "risk_ratio", "odds_ratio")}
        assert len(p_values) == 1 and 0 < p_values.pop() < 1
        assert result.test == ("t" if clustered else "score")

    def test_a_separated_arm_has_the_score_test_of_the_model_without_it(self):
        result = standardised_risks(SEPARATED["y"], SEPARATED["arm"], SEPARATED[["x"]])
        assert 0 < result.risk_difference.p_value == result.odds_ratio.p_value < 1

    def test_shrinking_keeps_each_arms_mean_risk(self):
        """What makes the contrasts consistent whatever the prior: arms' fitted risks average to the
        observed.
        """
        fit = standardised_risks(TRIAL["y"], TRIAL["arm"], TRIAL[["age", "native"]], shrink=True).fit
        fitted = fit.fitted[: len(TRIAL)]
        for arm in (0, 1):
            here = (TRIAL["arm"] == arm).to_numpy()
            assert fitted[here].mean() == pytest.approx(TRIAL.loc[here, "y"].mean(), rel=1e-9)

    def test_more_covariates_than_events_are_carried(self):
        rng = np.random.default_rng(8)
        y, arm = np.zeros(120), np.arange(120) % 2
        y[[0, 1, 2, 3, 4, 6]] = 1
        result = standardised_risks(y, arm, rng.normal(size=(120, 8)), shrink=True)
        assert result.converged and not result.fit.firth
        assert 0 < result.risk_difference.std_error < 0.06

    @pytest.mark.parametrize("clusters", [2, 4, 5])
    def test_too_few_clusters_have_no_p_value_and_say_so(self, clusters):
        cluster = TRIAL["arm"] + 2 * (np.arange(len(TRIAL)) % (clusters // 2 + 1))
        cluster = np.minimum(cluster, clusters - 1)
        result = standardised_risks(TRIAL["y"], TRIAL["arm"], cluster=cluster)
        assert math.isnan(result.risk_difference.p_value)
        assert any("no p-value" in str(text) for text in result.warnings)

    def test_influence_values_sum_to_zero(self):
        result = standardised_risks(TRIAL["y"], TRIAL["arm"], TRIAL[["age", "native"]])
        assert np.abs(result.influence.sum(axis=0)).max() < 1e-8

    @settings(deadline=None, max_examples=30, derandomize=True)
    @given(st.integers(0, 10_000))
    def test_swapping_arms(self, seed):
        rng = np.random.default_rng(seed)
        n = 60
        arm, w = rng.permutation(np.arange(n) % 2), rng.normal(size=(n, 2))
        y = (rng.random(n) < 1 / (1 + np.exp(1 - w[:, 0]))).astype(float)
        here, there = standardised_risks(y, arm, w), standardised_risks(y, 1 - arm, w)
        assert here.risk_difference.estimate == pytest.approx(-there.risk_difference.estimate, abs=1e-9)
        assert here.risk_difference.std_error == pytest.approx(there.risk_difference.std_error, rel=1e-6)
        assert here.risk_ratio.estimate * there.risk_ratio.estimate == pytest.approx(1)
        for e in (here.risk_treated, here.risk_ratio, here.odds_ratio):
            assert 0 < e.ci_low < e.estimate < e.ci_high
        assert here.risk_treated.ci_high < 1

    def test_type_one_error_and_gain_in_a_simulated_trial(self):
        """400 synthetic trials of 150 women without effect, with a covariate that matters."""
        rng = np.random.default_rng(8)
        n, trials = 150, 400
        rejected, shorter = 0, []
        for _ in range(trials):
            w, arm = rng.normal(size=(n, 1)), np.arange(n) % 2
            y = (rng.random(n) < 1 / (1 + np.exp(-1.5 * w[:, 0]))).astype(float)
            adjusted, plain = standardised_risks(y, arm, w), standardised_risks(y, arm)
            rejected += adjusted.risk_difference.p_value < 0.05
            shorter.append(adjusted.risk_difference.std_error / plain.risk_difference.std_error)
        assert 0.028 < rejected / trials < 0.08
        assert np.mean(shorter) < 0.9


class TestHonesty:
    def test_separation_uses_firth_and_the_delta_method_and_says_both(self):
        result = standardised_risks(SEPARATED["y"], SEPARATED["arm"], SEPARATED[["x"]])
        assert result.std_error_kind == "delta"
        told = " ".join(map(str, result.warnings))
        assert "Firth" in told and "delta" in told

    def test_a_separated_arm_has_the_interval_and_test_of_its_penalised_profile(self):
        """Without covariates the odds ratio is the model's own, whose profile equals R's."""
        result = standardised_risks(SEPARATED["y"], SEPARATED["arm"])
        own = result.fit.profile("arm")
        odds = result.odds_ratio
        assert [odds.ci_low, odds.ci_high] == pytest.approx([own.ci_low, own.ci_high], rel=1e-9)
        assert result.test == "penalised"
        for one in (result.risk_difference, result.risk_ratio, odds):
            nil = 0.0 if one is result.risk_difference else 1.0
            assert one.p_value == own.p_value
            assert (one.ci_low <= nil <= one.ci_high) == (one.p_value >= 0.05)
            assert one.ci_low < one.estimate < one.ci_high

    def test_limits_of_a_separated_arm_are_likelihood_ratio_limits_of_each_contrast(self):
        """Brute force in R."""
        result = standardised_risks(SEPARATED["y"], SEPARATED["arm"], SEPARATED[["x"]])
        assert result.risk_difference.p_value == pytest.approx(result.fit.profile("arm").p_value)
        difference, ratio = result.risk_difference, result.risk_ratio
        limits = json.loads((FOLDER / "limits.json").read_text())
        assert [difference.ci_low, difference.ci_high] == pytest.approx(limits["difference"], abs=1e-5)
        assert np.log([ratio.ci_low, ratio.ci_high]) == pytest.approx(limits["log_ratio"], abs=1e-4)

    def test_intervals_of_a_rare_difference_cover(self):
        """About a third of these trials have no events in the treated arm."""
        rng = np.random.default_rng(3)
        inside = []
        for _ in range(150):
            arm = np.repeat([0, 1], 60)
            y = rng.random(120) < np.where(arm == 1, 0.02, 0.12)
            one = standardised_risks(y, arm, rng.normal(size=(120, 1)), shrink=True).risk_difference
            inside.append(one.ci_low <= -0.1 <= one.ci_high)
        assert np.mean(inside) > 0.9

    def test_constant_and_repeated_covariates_are_left_out_by_name(self):
        covariates = np.column_stack([TRIAL["age"], np.ones(len(TRIAL)), TRIAL["age"] * 2])
        result = standardised_risks(
            TRIAL["y"], TRIAL["arm"], covariates, names=["age", "country", "double age"]
        )
        assert "country, double age" in str(result.warnings[0]) and result.converged

    @pytest.mark.parametrize(
        ("y", "arm", "reason"),
        [
            ([0, 1, 1], [1, 1, 1], "reference arm"),
            ([0, 1], [0, 0], "treated arm"),
            ([1, 1], [0, 1], "not vary"),
        ],
    )
    def test_what_cannot_be_estimated_has_a_reason(self, y, arm, reason):
        result = standardised_risks(y, arm)
        assert not result.converged and reason in str(result.warnings[0])
        assert math.isnan(result.risk_ratio.estimate) and result.risk_ratio.warnings == result.warnings

    def test_missing_values_are_refused(self):
        with pytest.raises(ValueError, match="missing"):
            standardised_risks([0, 1, 1, 0], [0, 1, 0, 1], [1, 2, np.nan, 3])
