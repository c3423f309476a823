"""From gaps to pooled regression on four public data sets: what R's mice finds, within Monte Carlo error."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from voorzorg.statistics.missing.imputation import impute_chained
from voorzorg.statistics.missing.rubin import pool_vector

REFERENCE = Path(__file__).parents[2] / "reference" / "imputation"
EXPECTED = pd.read_csv(REFERENCE / "public.csv")
M = 200
MODELS = {
    "airquality": ("Ozone", ["Solar.R", "Wind", "Temp"], {"Ozone": "normal", "Solar.R": "normal"}),
    "pbc": ("spiders", ["age", "bili", "albumin", "chol"], {"spiders": "binary", "chol": "normal"}),
    "nhanes": ("chl", ["age", "bmi"], {"bmi": "normal", "hyp": "normal", "chl": "normal"}),
    "boys": ("hc", ["age", "hgt", "wgt"], {"hgt": "normal", "wgt": "normal", "hc": "normal"}),
}


def least_squares(y: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    beta = np.linalg.lstsq(X, y, rcond=None)[0]
    left = y - X @ beta
    return beta, np.linalg.inv(X.T @ X) * (left @ left) / (len(y) - X.shape[1])


def logistic(y: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    beta = np.zeros(X.shape[1])
    information = np.eye(len(beta))
    for _ in range(12):
        p = expit(X @ beta)
        information = (X * (p * (1 - p))[:, None]).T @ X
        beta = beta + np.linalg.solve(information, X.T @ (y - p))
    return beta, np.linalg.inv(information)


@pytest.mark.parametrize("name", MODELS)
def test_it_agrees_with_mice(name) -> None:
    outcome, predictors, kinds = MODELS[name]
    data = pd.read_csv(REFERENCE / f"{name}.csv")
    every = {target: [c for c in data if c != target] for target in kinds}
    imputed = impute_chained(data, kinds, np.random.default_rng(7), by=None, m=M, predictors=every)
    y = imputed.values(outcome)
    columns = [imputed.values(c) for c in predictors]
    fit = logistic if kinds[outcome] == "binary" else least_squares
    fits = [fit(y[i], np.column_stack([np.ones(len(data)), *(c[i] for c in columns)])) for i in range(M)]
    pooled = pool_vector(
        np.array([b for b, _ in fits]), np.array([v for _, v in fits]), len(data) - 1 - len(predictors)
    )
    known = EXPECTED[EXPECTED["data"] == name].reset_index(drop=True)
    for row, ours in zip(known.itertuples(), pooled.estimates, strict=True):
        chance = np.sqrt(row.between / row.m + ours.between / M)
        assert abs(ours.estimate - row.estimate) < 3.5 * chance + 0.05 * row.std_error, row.term
        # how a variance between so many sets varies by chance, in the error
        share = row.between / row.std_error**2
        rel = max(0.06, 3 * share / 2 * np.sqrt(2 / row.m + 2 / M))
        assert ours.std_error == pytest.approx(row.std_error, rel=rel), row.term
        assert ours.fmi == pytest.approx(row.fmi, abs=0.08), row.term
