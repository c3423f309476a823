"""Tests of several parameters after imputation equal R's mice: D1, D2 and D3."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from voorzorg.statistics.missing.joint_tests import (
    d2,
    d3,
    d3_of_fits,
    gaussian_log_likelihood,
    logistic_log_likelihood,
)
from voorzorg.statistics.missing.rubin import pool_vector

REFERENCE = Path(__file__).parents[2] / "reference" / "imputation"


def linear(y, X):
    beta = np.linalg.lstsq(X, y, rcond=None)[0]
    scale = ((y - X @ beta) ** 2).sum() / (len(y) - X.shape[1])
    return beta, scale * np.linalg.inv(X.T @ X), gaussian_log_likelihood(y, X)


def logistic(y, X):
    beta = np.zeros(X.shape[1])
    for _ in range(30):
        p = expit(X @ beta)
        information = (X * (p * (1 - p))[:, None]).T @ X
        beta = beta + np.linalg.solve(information, X.T @ (y - p))
    return beta, np.linalg.inv(information), logistic_log_likelihood(y, X)


MODELS = {
    "linear": (linear, "chl", ["age", "bmi", "hyp"], ["age"]),
    "logistic": (logistic, "hyp", ["age", "chl"], []),
}


@pytest.fixture(scope="module", params=MODELS)
def fitted(request):
    fit, outcome, larger, smaller = MODELS[request.param]
    found = {"larger": [], "smaller": []}
    for _, data in pd.read_csv(REFERENCE / "joint_tests_data.csv").groupby("set"):
        y = data[outcome].to_numpy(float) - (outcome == "hyp")
        for size, names in (("larger", larger), ("smaller", smaller)):
            X = np.column_stack([np.ones(len(y)), *(data[name].to_numpy(float) for name in names)])
            found[size].append(fit(y, X))
    values = pd.read_csv(REFERENCE / "joint_tests.csv").set_index(["model", "method"]).loc[request.param]
    kept = [1 + larger.index(name) for name in larger if name not in smaller]
    return found, values, kept


def agrees(test, reference) -> None:
    for name in ("statistic", "df1", "df2", "p_value", "riv"):
        assert getattr(test, name) == pytest.approx(reference[name], rel=1e-8), name


def test_d1_pools_wald_tests_as_mice_does(fitted) -> None:
    found, values, kept = fitted
    vector = pool_vector([f[0] for f in found["larger"]], [f[1] for f in found["larger"]], df_complete=21)
    agrees(vector.wald_d1(np.eye(len(vector.params))[kept]), values.loc["D1"])


def test_d2_needs_the_statistics_alone(fitted) -> None:
    found, values, kept = fitted
    wald = [f[0][kept] @ np.linalg.solve(f[1][np.ix_(kept, kept)], f[0][kept]) for f in found["larger"]]
    agrees(d2(wald, len(kept)), values.loc["D2"])


def test_d3_pools_likelihood_ratios(fitted) -> None:
    found, values, _ = fitted
    pairs = [[(f[0], f[2]) for f in found[size]] for size in ("larger", "smaller")]
    agrees(d3_of_fits(*pairs), values.loc["D3"])


def test_analyses_that_failed_are_left_out_and_one_is_no_test() -> None:
    assert d2([3.0, np.nan, 4.0], 2) == d2([3.0, 4.0], 2)
    assert np.isnan(d2([3.0], 1).p_value)
    assert np.isnan(d3([3.0, np.nan], [2.0, 1.0], 1).p_value)
    assert d2([3.0, 3.0, 3.0], 1).df2 > 1e50
    with pytest.raises(ValueError, match="more parameters"):
        d3_of_fits([(np.zeros(1), float)], [(np.zeros(1), float)])
