"""Bootstrap, then impute: the spread over samples is told from the spread of the draws."""

import numpy as np
import pytest

from voorzorg.statistics.missing.frequentist import EACH, bootstrap_estimate, bootstrap_weights


def test_weights_have_mean_one_in_each_arm_and_are_shared_by_a_samples_imputations() -> None:
    arms = np.repeat(["a", "b"], [30, 50])
    weights = bootstrap_weights(arms, 6, np.random.default_rng(1))

    assert weights.shape == (6 * EACH, 80)
    for arm in ("a", "b"):
        assert weights[:, arms == arm].mean(axis=1) == pytest.approx(np.ones(6 * EACH))
    assert (weights[::EACH] == weights[1::EACH]).all()


def test_the_error_is_that_of_the_samples_and_not_of_the_draws() -> None:
    """Samples vary by 1, draws by 3: the error is 1, within its Monte-Carlo error."""
    rng = np.random.default_rng(2)
    samples = np.repeat(rng.normal(5, 1, 6000), EACH)
    found = bootstrap_estimate(samples + rng.normal(0, 3, len(samples)))
    assert found.estimate == pytest.approx(5, abs=0.1)
    assert found.std_error == pytest.approx(1, abs=0.12)


def test_with_nothing_missing_it_is_the_error_of_a_difference_of_means() -> None:
    rng = np.random.default_rng(3)
    arm = np.repeat([0, 1], 150)
    y = rng.normal(0, 1 + arm)

    def difference(weights: np.ndarray) -> np.ndarray:
        means = [(weights * y)[:, arm == a].sum(axis=1) / weights[:, arm == a].sum(axis=1) for a in (0, 1)]
        return means[1] - means[0]

    found = bootstrap_estimate(difference(bootstrap_weights(arm, 3000, rng)))
    welch = np.sqrt(sum(y[arm == a].var(ddof=1) / 150 for a in (0, 1)))
    assert found.std_error == pytest.approx(welch, rel=0.05)


def test_too_few_samples_give_no_error() -> None:
    few = bootstrap_estimate(np.arange(8.0))
    assert not few.converged
    assert np.isnan(few.std_error)
