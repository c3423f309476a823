"""How many of those who have any, over clusters: the truncated part of a hurdle model."""

import numpy as np
import pytest
from scipy.linalg import sqrtm
from scipy.stats import nbinom

from voorzorg.statistics.regression.arm_effect import _truncated_score, truncated_rate_ratio
from voorzorg.statistics.regression.counts import fit_hurdle


@pytest.fixture(scope="module")
def above_zero():
    rng = np.random.default_rng(2)
    n = 300
    of = np.sort(rng.integers(0, 14, n))
    X = np.column_stack([np.ones(n), of % 2, rng.normal(size=n)])
    y = (rng.random(n) < 0.6) * (1.0 + rng.poisson(2.5 * rng.gamma(2, 0.5, n)))
    some = y > 0
    fit = fit_hurdle(y, X, ["1", "arm", "w"]).positive
    assert fit.distribution == "truncated negative binomial"
    return fit, y[some], X[some], of[some]


def test_scores_are_the_likelihoods_and_their_information_is_their_variance(above_zero):
    fit, y, X, _ = above_zero
    residual, weight = _truncated_score(fit, y, X)
    assert X * residual[:, None] == pytest.approx(fit.scores[:, :3], abs=1e-8)
    counts = np.arange(1, 2000)
    for k in range(5):
        mean = float(np.exp(X[k] @ fit.coefficients))
        share = nbinom.pmf(counts, 1 / fit.alpha, 1 / (1 + fit.alpha * mean))
        score, _ = _truncated_score(fit, counts, np.tile(X[k], (len(counts), 1)))
        assert share @ score == pytest.approx(0, abs=1e-10)
        assert share @ score**2 / share.sum() == pytest.approx(weight[k])


def test_errors_equal_the_same_with_full_matrices(above_zero):
    fit, y, X, of = above_zero
    _, weight = _truncated_score(fit, y, X)
    root = np.linalg.inv(np.linalg.cholesky((X * weight[:, None]).T @ X)).T
    total = np.zeros((3, 3))
    for one in np.unique(of):
        own = of == one
        Q = root.T @ ((X[own] * weight[own, None]).T @ X[own]) @ root
        part = np.linalg.inv(root) @ (fit.scores[own].sum(0) @ fit.full_covariance[:, :3])
        blown = root @ np.linalg.inv(np.real(sqrtm(np.eye(3) - Q))) @ part
        total += np.outer(blown, blown)
    found = truncated_rate_ratio(fit, y, X, "arm", cluster=of)
    assert found.std_error == pytest.approx(np.sqrt(total[1, 1]), rel=1e-8)
    assert 2 < found.df < 12 and np.isfinite(found.p_value)
    assert np.log(found.estimate) == pytest.approx(fit.coefficients[1])


def test_of_few_clusters_there_is_no_p_value(above_zero):
    fit, y, X, of = above_zero
    few = truncated_rate_ratio(fit, y, X, "arm", cluster=of % 4)
    assert np.isnan(few.p_value) and few.warnings


def test_clusters_of_one_are_nearly_the_plain_sandwich(above_zero):
    fit, y, X, _ = above_zero
    alone = truncated_rate_ratio(fit, y, X, "arm", cluster=np.arange(len(y)))
    plain = truncated_rate_ratio(fit, y, X, "arm")
    assert alone.std_error == pytest.approx(plain.std_error, rel=0.02)
