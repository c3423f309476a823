"""Least squares with robust errors, analysis of covariance."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.regression.linear import ancova, fit_linear
from voorzorg.statistics.two_arm.means import two_means

FOLDER = Path(__file__).parents[2] / "reference/linear"
R = json.loads((FOLDER / "reference.json").read_text())["ancova"]
SCORES = pd.read_csv(FOLDER / "scores.csv")
LAST = SCORES[SCORES["wave"] == 4].merge(
    SCORES.loc[SCORES["wave"] == 1, ["id", "y"]].rename(columns={"y": "base"}), on="id"
)
X = np.column_stack([np.ones(len(LAST)), LAST["arm"], LAST["base"]])
NAMES = ["intercept", "arm", "base"]


@pytest.mark.parametrize(
    ("kind", "theirs"),
    [("classical", "se"), ("HC0", "hc0"), ("HC2", "hc2"), ("HC3", "hc3"), ("cluster", "cr1")],
)
def test_coefficients_and_errors_equal_lm_and_sandwich_in_r(kind, theirs):
    fit = fit_linear(LAST["y"], X, NAMES, kind, cluster=LAST["site"])
    assert fit.coefficients == pytest.approx(R["coef"], rel=1e-11)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(R[theirs], rel=1e-11)
    assert fit.df == (LAST["site"].nunique() - 1 if kind == "cluster" else R["df"])


def test_bias_reduced_errors_of_clusters_of_one_row_are_hc2():
    single = fit_linear(LAST["y"], X, NAMES, "bias-reduced", cluster=np.arange(len(LAST)))
    assert single.covariance == pytest.approx(fit_linear(LAST["y"], X, NAMES, "HC2").covariance, rel=1e-9)


def test_ancova_is_the_coefficient_of_arm_and_its_means_differ_by_it():
    result = ancova(LAST["y"], LAST["arm"], LAST[["base"]])
    assert result.difference.estimate == pytest.approx(R["coef"][1], rel=1e-10)
    assert result.difference.std_error == pytest.approx(R["hc3"][1], rel=1e-10)
    gap = result.mean_treated.estimate - result.mean_reference.estimate
    assert gap == pytest.approx(result.difference.estimate)


def test_without_covariates_hc2_is_welch_s_standard_error():
    result = ancova(LAST["y"], LAST["arm"], kind="HC2")
    treated, reference = (LAST.loc[LAST["arm"] == a, "y"] for a in (1, 0))
    welch = two_means(treated, reference).difference
    assert result.difference.std_error == pytest.approx(welch.std_error, rel=1e-12)
    assert result.difference.estimate == pytest.approx(welch.estimate)


def test_swapping_arms_changes_the_sign():
    here = ancova(LAST["y"], LAST["arm"], LAST[["base"]]).difference
    there = ancova(LAST["y"], 1 - LAST["arm"], LAST[["base"]]).difference
    assert (here.estimate, here.ci_low) == pytest.approx((-there.estimate, -there.ci_high))
    assert here.p_value == pytest.approx(there.p_value)


def test_a_row_with_leverage_one_falls_back_and_says_so():
    design = np.column_stack([np.ones(8), np.arange(8) % 2, np.arange(8) == 3])
    fit = fit_linear(np.arange(8.0) ** 2, design, ["intercept", "arm", "only one"])
    assert fit.kind == "HC1" and "leverage" in str(fit.warnings[0]) and np.isfinite(fit.covariance).all()


def test_too_few_observations_have_a_reason():
    result = ancova([1.0, 2.0, 3.0], [0, 0, 1])
    assert not result.difference.converged and "too few" in str(result.difference.warnings[0])
    assert math.isnan(result.mean_treated.estimate)


def test_refusals():
    with pytest.raises(ValueError, match="missing"):
        ancova([1.0, np.nan, 2, 3], [0, 1, 0, 1])
    with pytest.raises(ValueError, match="copy"):
        fit_linear(LAST["y"], np.column_stack([X, X[:, 2]]), [*NAMES, "copy"])
    with pytest.raises(ValueError, match="kind"):
        fit_linear(LAST["y"], X, NAMES, "HC9")


def test_dependent_covariates_are_left_out_and_said():
    result = ancova(LAST["y"], LAST["arm"], np.column_stack([LAST["base"], 2 * LAST["base"]]))
    assert result.difference.estimate == pytest.approx(R["coef"][1], rel=1e-10)
    assert "left out" in str(result.difference.warnings[0])
