"""Reference-based imputation: its closed form for normal outcomes, the reference risk for a yes or no."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from voorzorg.statistics.missing.imputation import impute_chained
from voorzorg.statistics.missing.reference_based import reference_based

WAVES = [f"w{k}" for k in range(5)]
N = 12_000
M = 6


def normal_trial(same: bool):
    """Half of the treated arm leaves after two of five waves, at random; an effect from the second on."""
    rng = np.random.default_rng(1)
    arm = np.repeat([0.0, 1.0], N // 2)
    ar, flat = 0.8 ** np.abs(np.subtract.outer(range(5), range(5))), np.full((5, 5), 0.6) + 0.4 * np.eye(5)
    covariance = [flat, flat if same else 1.7 * ar]
    effect = np.array([0.0, -2.0, -1.6, -2.4, -2.0])
    y = np.concatenate([rng.multivariate_normal(a * effect, covariance[a], N // 2) for a in (0, 1)])
    gone = (arm == 1) & (rng.random(N) < 0.5)
    frame = pd.DataFrame(y, columns=WAVES).assign(arm=arm)
    frame.loc[gone, WAVES[2:]] = np.nan
    imputed = impute_chained(frame, dict.fromkeys(WAVES[2:], "normal"), rng, "arm", M, iterations=4)
    return imputed, gone, y, effect, covariance[0]


@pytest.fixture(scope="module", params=[True, False], ids=["same covariance", "another in each arm"])
def normal(request):
    return normal_trial(request.param)


def closed_form(strategy, history, effect, covariance):
    """Expectation of waves 3 to 5 given the first two answers (n, 2) of Carpenter, Roger and Kenward."""
    slope = covariance[2:, :2] @ np.linalg.inv(covariance[:2, :2])
    if strategy == "copy":
        return history @ slope.T
    mean = {"jump": np.zeros(3), "increments": np.full(3, effect[1]), "last_mean": np.full(3, effect[1])}
    return mean[strategy] + (history - effect[:2]) @ slope.T


@pytest.mark.parametrize("strategy", ["jump", "copy", "increments", "last_mean"])
def test_every_strategy_equals_its_closed_form_in_every_missed_wave(normal, strategy) -> None:
    """Means within four standard errors of exact theory, over draws of the trial and of what is imputed.

    Those of ``copy`` are twice as large: it reads the treated arm's history, two below the reference arm's.
    """
    near = 0.12 if strategy == "copy" else 0.06
    imputed, gone, y, effect, covariance = normal
    changed = reference_based(imputed, WAVES, 0.0, np.random.default_rng(2), strategy=strategy)
    exact = closed_form(strategy, y[gone][:, :2], effect, covariance)
    for k, wave in enumerate(WAVES[2:]):
        ours = changed.values(wave)[:, gone]
        assert ours.mean() == pytest.approx(exact[:, k].mean(), abs=near), wave
        # The regression of what was imputed on the closed form is the identity.
        slope, intercept = np.polyfit(np.tile(exact[:, k], M), ours.ravel(), 1)
        assert slope == pytest.approx(1, abs=0.06)
        assert intercept == pytest.approx(0, abs=near)


def test_normal_answers_keep_the_reference_arms_spread_around_the_closed_form(normal) -> None:
    imputed, gone, y, effect, covariance = normal
    changed = reference_based(imputed, WAVES, 0.0, np.random.default_rng(2))
    rest = changed.values("w4")[:, gone] - closed_form("jump", y[gone][:, :2], effect, covariance)[:, 2]
    left = covariance[4, 4] - covariance[4, :2] @ np.linalg.solve(covariance[:2, :2], covariance[:2, 4])
    assert rest.var() == pytest.approx(left, rel=0.05)


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_leavers_at_random_get_the_reference_risk_in_every_missed_wave(share) -> None:
    """Risks of 50 and 28 %, strongly correlated answers: within 0.02 in three missed waves."""
    rng = np.random.default_rng(3)
    arm = np.repeat([0.0, 1.0], N // 2)
    u = rng.normal(0, 2, N)
    y = np.column_stack([rng.random(N) < expit(u - (1.5 * arm if k else 0)) for k in range(5)]).astype(float)
    gone = (arm == 1) & (rng.random(N) < share)
    frame = pd.DataFrame(y, columns=WAVES).assign(arm=arm)
    frame.loc[gone, WAVES[2:]] = np.nan
    imputed = impute_chained(frame, dict.fromkeys(WAVES[2:], "binary"), rng, "arm", M, iterations=4)
    changed = reference_based(imputed, WAVES, 0.0, rng)
    for k, wave in enumerate(WAVES[2:]):
        assert changed.values(wave)[:, gone].mean() == pytest.approx(y[arm == 0, 2 + k].mean(), abs=0.02)
        column = changed.columns[wave]  # what a shift of the odds starts from is what was drawn here
        np.testing.assert_array_equal(column.values, column.uniform < expit(column.log_odds))


def test_a_gap_before_the_last_answer_stays_as_missing_at_random_had_it(normal) -> None:
    imputed, gone, *_ = normal
    frame = imputed.data.copy()
    skipped = np.flatnonzero(~gone & (frame.arm == 1))[:200]
    frame.loc[skipped, "w2"] = np.nan
    again = impute_chained(
        frame, dict.fromkeys(WAVES[2:], "normal"), np.random.default_rng(0), "arm", 2, iterations=2
    )
    changed = reference_based(again, WAVES, 0.0, np.random.default_rng(1))
    np.testing.assert_array_equal(changed.values("w2")[:, skipped], again.values("w2")[:, skipped])
    assert (changed.values("w2")[:, gone] != again.values("w2")[:, gone]).all()


def test_strategies_that_keep_increments_are_for_scales(normal) -> None:
    imputed, *_ = normal
    with pytest.raises(ValueError, match="must be one of jump, copy"):
        reference_based(imputed, WAVES, 0.0, np.random.default_rng(0), strategy="leap")
    binary = pd.DataFrame({"arm": [0.0, 1.0] * 40, "y": [1.0, 0.0, 0.0, 1.0] * 20})
    binary.loc[1:9:2, "y"] = np.nan
    some = impute_chained(binary, {"y": "binary"}, np.random.default_rng(0), "arm", 2)
    with pytest.raises(ValueError, match="outcomes on a scale"):
        reference_based(some, ["y"], 0.0, np.random.default_rng(0), strategy="increments")
