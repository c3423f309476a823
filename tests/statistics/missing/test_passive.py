"""A scale score from imputed items: what R's mice finds with passive imputation, and the truth."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.missing.imputation import impute_chained
from voorzorg.statistics.missing.rubin import pool_vector

REFERENCE = Path(__file__).parents[2] / "reference" / "imputation"
ITEMS = ("a", "b", "c")
KINDS = {"a": "normal", "b": "normal", "c": "normal", "y": "normal"}
PREDICTORS = {
    "a": ("x", "b", "c", "y"),
    "b": ("x", "a", "c", "y"),
    "c": ("x", "a", "b", "y"),
    "y": ("x", "score"),
}
SCORE = {"score": (ITEMS, lambda part: part["a"] + part["b"] + part["c"])}


def least_squares(y: np.ndarray, X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    beta = np.linalg.lstsq(X, y, rcond=None)[0]
    left = y - X @ beta
    return beta, np.linalg.inv(X.T @ X) * (left @ left) / (len(y) - X.shape[1])


def test_it_agrees_with_mice() -> None:
    data, m = pd.read_csv(REFERENCE / "passive_data.csv"), 200
    imputed = impute_chained(data, KINDS, np.random.default_rng(3), m=m, predictors=PREDICTORS, passive=SCORE)
    score, y, ones = imputed.values("score"), imputed.values("y"), np.ones(len(data))
    models = {
        "mean": [least_squares(score[i], ones[:, None]) for i in range(m)],
        "slope": [least_squares(y[i], np.column_stack([ones, score[i], data["x"]])) for i in range(m)],
    }
    known = pd.read_csv(REFERENCE / "passive.csv")
    for name, fits in models.items():
        q, u = np.array([b for b, _ in fits]), np.array([v for _, v in fits])
        pooled = pool_vector(q, u, len(data) - q.shape[1])
        for row, ours in zip(known[known["model"] == name].itertuples(), pooled.estimates, strict=True):
            chance = np.sqrt(row.between / row.m + ours.between / m)
            assert abs(ours.estimate - row.estimate) < 3.5 * chance + 0.05 * row.std_error, row.term
            assert ours.std_error == pytest.approx(row.std_error, rel=0.08), row.term


def test_the_scores_mean_is_the_truth_where_complete_cases_are_not() -> None:
    """Women with a low x leave items out: their scores are low too, and complete cases too high."""
    rng, n = np.random.default_rng(4), 4000
    x = rng.normal(size=n)
    level = 0.7 * x + rng.normal(size=n)
    data = pd.DataFrame({"x": x} | {item: level + rng.normal(size=n) for item in ITEMS})
    truth = data[list(ITEMS)].sum(axis=1).mean()
    for item in ITEMS:
        data.loc[rng.random(n) < 1 / (1 + np.exp(1 + x)), item] = np.nan
    data["score"] = data[list(ITEMS)].sum(axis=1, skipna=False)
    kinds = dict.fromkeys(ITEMS, "normal")
    imputed = impute_chained(data, kinds, rng, m=20, passive=SCORE)
    score = imputed.values("score")
    np.testing.assert_allclose(score, sum(imputed.values(item) for item in ITEMS))
    error = 3.0 / np.sqrt(n)
    assert data["score"].mean() - truth > 5 * error
    assert abs(score.mean() - truth) < 2.5 * error
