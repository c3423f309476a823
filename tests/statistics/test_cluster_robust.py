"""The bias-reduced sandwich and its degrees of freedom against clubSandwich of R (tests/reference)."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from voorzorg.statistics.cluster_robust import cluster_codes, cluster_robust, information_within
from voorzorg.statistics.repeated.gee import fit_gee_logistic

REFERENCE = Path(__file__).parents[1] / "reference" / "cluster_robust"
DATA = pd.read_csv(REFERENCE / "data.csv")
VALUES = json.loads((REFERENCE / "values.json").read_text())


def compare(fit, expected, digits=1e-10):
    k = len(expected["se"])
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(expected["se"], rel=digits)
    assert [fit.df(row) for row in np.eye(k)] == pytest.approx(expected["df"], rel=digits)


@pytest.mark.parametrize("kind", ["linear", "linear_rows"])
def test_least_squares_as_club_sandwich(kind):
    X = np.column_stack([np.ones(len(DATA)), DATA[["treated", "x", "w"]]])
    y = DATA["y"].to_numpy()
    residual = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    codes = cluster_codes(DATA["cluster"] if kind == "linear" else np.arange(len(y)), len(y))
    scores = np.stack([np.bincount(codes, column) for column in (X * residual[:, None]).T], axis=1)
    compare(cluster_robust(scores, information_within(X, np.ones(len(y)), codes)), VALUES[kind])


def logistic():
    X = np.column_stack([np.ones(len(DATA)), DATA[["treated", "x"]]])
    p = expit(X @ np.array(VALUES["logistic"]["coefficients"]))
    codes = cluster_codes(DATA["cluster"], len(p))
    rows = X * (DATA["z"].to_numpy() - p)[:, None]
    scores = np.stack([np.bincount(codes, column) for column in rows.T], axis=1)
    return X, cluster_robust(scores, information_within(X, p * (1 - p), codes))


def test_logistic_regression_as_generalised_estimating_equations_with_kauermann_and_carroll():
    X, fit = logistic()
    names = ["(intercept)", "treated", "x"]
    gee = fit_gee_logistic(DATA["z"], X, DATA["cluster"], names, "independence", "kauermann-carroll")
    assert fit.covariance == pytest.approx(gee.cov, rel=1e-8)


def test_logistic_regression_close_to_club_sandwich():
    """clubSandwich takes the symmetric root on the scale of the answers: it is half a per cent away."""
    compare(logistic()[1], VALUES["logistic"], 0.03)


@pytest.mark.parametrize("clusters", [6, 8, 20])
def test_an_arm_allotted_to_equal_clusters_has_two_degrees_of_freedom_less_than_clusters(clusters):
    codes = np.repeat(np.arange(clusters), 5)
    X = np.column_stack([np.ones(len(codes)), codes % 2])
    fit = cluster_robust(np.zeros((clusters, 2)), information_within(X, np.ones(len(codes)), codes))
    assert fit.df([0, 1]) == pytest.approx(clusters - 2)


def test_units_of_columns_do_not_matter():
    rng = np.random.default_rng(1)
    codes = np.repeat(np.arange(8), 6)
    X = np.column_stack([np.ones(48), rng.normal(size=(48, 2))])
    residual = rng.normal(size=48)
    unit = np.array([1.0, 1e6, 1e-7])

    def fit(design):
        rows = design * residual[:, None]
        scores = np.stack([np.bincount(codes, column) for column in rows.T], axis=1)
        return cluster_robust(scores, information_within(design, np.ones(48), codes))

    assert fit(X * unit).covariance * np.outer(unit, unit) == pytest.approx(fit(X).covariance, rel=1e-8)


def test_a_cluster_that_alone_determines_a_coefficient_adds_nothing_to_its_error():
    codes = np.repeat(np.arange(6), 4)
    X = np.column_stack([np.ones(24), codes == 0])
    y = np.random.default_rng(2).normal(size=24)
    residual = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    scores = np.stack([np.bincount(codes, column) for column in (X * residual[:, None]).T], axis=1)
    assert np.isfinite(cluster_robust(scores, information_within(X, np.ones(24), codes)).covariance).all()
