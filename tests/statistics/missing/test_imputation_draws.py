"""The draws of one incomplete variable are proper and stay finite."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import expit

from voorzorg.statistics.missing.imputation_draws import (
    Prior,
    draw_logistic,
    draw_normal,
    match_predictive_means,
)


@pytest.mark.parametrize(("events", "n"), [(0, 40), (2, 60), (30, 60)])
def test_without_predictors_the_drawn_risk_is_the_jeffreys_posterior(events, n) -> None:
    """Kolmogorov-Smirnov on 4,000 draws, zero events included."""
    rng = np.random.default_rng(1)
    y = (np.arange(n) < events).astype(float)
    beta = draw_logistic(np.ones((4000, n, 1)), y, np.zeros((4000, 1)), rng)
    risks = expit(beta[:, 0])
    assert stats.kstest(risks, stats.beta(events + 0.5, n - events + 0.5).cdf).pvalue > 0.01


def test_coefficients_are_drawn_around_maximum_likelihood_with_its_spread() -> None:
    rng = np.random.default_rng(2)
    n = 400
    x = rng.standard_normal(n)
    y = (rng.uniform(size=n) < expit(-0.5 + 0.8 * x)).astype(float)
    X = np.column_stack([np.ones(n), x])
    draws = draw_logistic(np.tile(X, (3000, 1, 1)), y, np.zeros((3000, 2)), rng)
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    fit = GLM(y, X, family=families.Binomial()).fit()
    assert np.abs(draws.mean(axis=0) - fit.params).max() < 0.25 * fit.bse.min()
    np.testing.assert_allclose(draws.std(axis=0), fit.bse, rtol=0.12)


def test_complete_separation_leaves_finite_moderate_slopes() -> None:
    rng = np.random.default_rng(3)
    x = np.linspace(-1.5, 1.5, 60)
    X = np.tile(np.column_stack([np.ones(60), x]), (200, 1, 1))
    beta = draw_logistic(X, (x > 0).astype(float), np.zeros((200, 2)), rng)
    assert np.isfinite(beta).all()
    assert beta[:, 1].min() > 1
    assert beta[:, 1].max() < 15


def test_normal_draws_follow_the_conjugate_posterior() -> None:
    rng = np.random.default_rng(4)
    n = 30
    X = np.column_stack([np.ones(n), rng.standard_normal(n)])
    y = 2 + X[:, 1] + rng.standard_normal(n)
    estimate, drawn, sigma = draw_normal(np.tile(X, (8000, 1, 1)), y, rng, ridge=0.0)
    ols, rss = np.linalg.lstsq(X, y, rcond=None)[:2]
    np.testing.assert_allclose(estimate[0], ols, rtol=1e-7)
    assert stats.kstest(rss[0] / sigma**2, stats.chi2(n - 2).cdf).pvalue > 0.01
    standardised = (drawn[:, 1] - ols[1]) / np.sqrt(rss[0] / (n - 2) * np.linalg.inv(X.T @ X)[1, 1])
    assert stats.kstest(standardised, stats.t(n - 2).cdf).pvalue > 0.01


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    fitted=st.lists(st.integers(-5, 5), min_size=1, max_size=25),
    wanted=st.lists(st.floats(-6, 6), min_size=1, max_size=8),
    donors=st.integers(1, 6),
    seed=st.integers(0, 999),
)
def test_every_matched_value_comes_from_one_of_the_nearest_rows(fitted, wanted, donors, seed) -> None:
    rng = np.random.default_rng(seed)
    fit = np.array(fitted, dtype=float)
    y = np.arange(len(fit), dtype=float)  # the value names its row
    got = match_predictive_means(y, fit[None, :], np.array(wanted)[None, :], donors, rng)[0]
    for value, target in zip(got, wanted, strict=True):
        distance = np.abs(fit - target)
        allowed = np.sort(distance)[min(donors, len(fit)) - 1]
        assert distance[int(value)] <= allowed + 1e-12


def test_all_donors_are_used() -> None:
    rng = np.random.default_rng(5)
    fit = np.arange(20.0)
    got = match_predictive_means(fit, fit[None, :], np.full((1, 500), 10.1), 5, rng)
    assert set(got[0]) == {8.0, 9.0, 10.0, 11.0, 12.0}


def test_marks_are_columns_like_others() -> None:
    """Clusters' columns eliminated first give the draws of the full design."""
    rng = np.random.default_rng(4)
    m, n, c = 6, 80, 5
    X = np.concatenate([np.ones((m, n, 1)), rng.standard_normal((m, n, 2))], axis=2)
    marks = np.zeros((n, c))
    marks[np.arange(60), rng.integers(c, size=60)] = 1.0
    y = (rng.uniform(size=n) < 0.4).astype(float)
    k = 3 + c
    prior = Prior(np.full((m, k), 0.5), rng.standard_normal((m, k)))
    full = np.concatenate([X, np.broadcast_to(marks, (m, n, c))], axis=2)
    draws = [
        draw_logistic(design, y, np.zeros((m, k)), np.random.default_rng(1), prior, None, own)
        for design, own in ((full, None), (X, marks))
    ]
    np.testing.assert_allclose(draws[1], draws[0], atol=1e-4)
