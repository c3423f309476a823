"""Estimators with an axis of replicates beside the one-by-one functions, to twelve digits."""

import numpy as np
import pytest
from scipy.special import expit

from voorzorg.statistics.repeated.gee import fit_gee_logistic
from voorzorg.statistics.replicates.adjusted import standardised_many
from voorzorg.statistics.replicates.gee import gee_many
from voorzorg.statistics.two_arm.adjusted.standardisation import standardised_risks


def trials(seed: int, R: int = 6, n: int = 90, waves: int = 4):
    rng = np.random.default_rng(seed)
    arm = np.argsort(rng.random((R, n)), axis=1) % 2
    W = rng.normal(size=(R, n, 3)) * [1, 20, 0.1]
    u = rng.normal(size=(R, n, 1))
    level = -0.3 + 0.5 * W[:, :, :1] + u - 0.7 * arm[:, :, None] * (np.arange(waves) > 0)
    y = (rng.random((R, n, waves)) < expit(level)).astype(float)
    y[rng.random(y.shape) < 0.2] = np.nan
    return arm, W, y


@pytest.mark.parametrize("seed", [1, 2])
def test_standardised_risks(seed):
    arm, W, y = trials(seed)
    many = standardised_many(y[:, :, 1], arm, W)
    for r in range(len(y)):
        seen = np.isfinite(y[r, :, 1])
        one = standardised_risks(y[r, seen, 1], arm[r, seen], W[r, seen], shrink=True)
        for name, found in many.items():
            of = getattr(one, name)
            change = np.log if name.endswith("ratio") else float
            expected = [change(of.estimate), of.std_error, change(of.ci_low), change(of.ci_high), of.p_value]
            assert [values[r] for values in found] == pytest.approx(expected, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("baseline", [True, False])
def test_gee(baseline):
    arm, _, y = trials(3)
    many = gee_many(y, arm, baseline, 3)
    first = 1 if baseline else 0
    for r in range(len(y)):
        woman, wave = np.nonzero(np.isfinite(y[r]))
        X = np.hstack(
            [wave[:, None] == np.arange(4), (wave[:, None] == np.arange(first, 4)) * arm[r, woman, None]]
        ).astype(float)
        names = [str(k) for k in range(X.shape[1])]
        one = fit_gee_logistic(y[r, woman, wave], X, woman, names, small_sample="mancl-derouen")
        expected = [one.params[-1], one.std_error[-1], one.ci_low[-1], one.ci_high[-1], one.p_value[-1]]
        assert [values[r] for values in many] == pytest.approx(expected, rel=1e-8, abs=1e-10)


def clusters(arm):
    """Of the treated arm in eights; the others are alone."""
    rank = np.cumsum(arm, axis=1)
    return np.where(arm == 1, rank // 8, 1000 + np.arange(arm.shape[1]))


@pytest.mark.parametrize("everyone", [True, False])
def test_standardised_risks_over_clusters(everyone):
    arm, W, y = trials(7, n=160)
    whose = np.arange(160) // 10 + 0 * arm if everyone else clusters(arm)
    many = standardised_many(y[:, :, 1], arm, W, cluster=whose)
    for r in range(len(y)):
        seen = np.isfinite(y[r, :, 1])
        one = standardised_risks(y[r, seen, 1], arm[r, seen], W[r, seen], whose[r, seen], shrink=True)
        for name, found in many.items():
            of = getattr(one, name)
            change = np.log if name.endswith("ratio") else float
            expected = [change(of.estimate), of.std_error, change(of.ci_low), change(of.ci_high), of.p_value]
            assert [values[r] for values in found] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_gee_over_clusters():
    arm, _, y = trials(8, n=160)
    y[:, 5] = np.nan  # somebody who was never measured
    whose = clusters(arm)
    many = gee_many(y, arm, True, 3, cluster=whose)
    for r in range(len(y)):
        woman, wave = np.nonzero(np.isfinite(y[r]))
        X = np.hstack(
            [wave[:, None] == np.arange(4), (wave[:, None] == np.arange(1, 4)) * arm[r, woman, None]]
        ).astype(float)
        names = [str(k) for k in range(X.shape[1])]
        one = fit_gee_logistic(
            y[r, woman, wave], X, woman, names, small_sample="kauermann-carroll",
            reference="satterthwaite", independent=whose[r, woman],
        )  # fmt: skip
        expected = [one.params[-1], one.std_error[-1], one.ci_low[-1], one.ci_high[-1], one.p_value[-1]]
        assert [values[r] for values in many] == pytest.approx(expected, rel=1e-8, abs=1e-10)


def test_an_arm_with_one_cluster_is_left_out():
    arm, W, y = trials(9)
    whose = np.where(arm == 1, 0, 1 + np.arange(arm.shape[1]))
    assert np.isnan(standardised_many(y[:, :, 1], arm, W, cluster=whose)["risk_ratio"].estimate).all()
    assert np.isnan(gee_many(y, arm, True, 1, cluster=whose).estimate).all()


def test_company_does_not_matter():
    arm, W, y = trials(4, R=9)
    for name, whole in standardised_many(y[:, :, 2], arm, W).items():
        part = standardised_many(y[3:5, :, 2], arm[3:5], W[3:5])[name]
        assert all(np.array_equal(a[3:5], b) for a, b in zip(whole, part, strict=True))
    whole, part = gee_many(y, arm, True, 2), gee_many(y[3:5], arm[3:5], True, 2)
    assert all(np.array_equal(a[3:5], b) for a, b in zip(whole, part, strict=True))
    whose = clusters(arm)
    for name, whole in standardised_many(y[:, :, 2], arm, W, cluster=whose).items():
        part = standardised_many(y[3:5, :, 2], arm[3:5], W[3:5], cluster=whose[3:5])[name]
        assert all(np.array_equal(a[3:5], b) for a, b in zip(whole, part, strict=True))
    whole, part = (gee_many(y[k], arm[k], True, 2, cluster=whose[k]) for k in (slice(0, 9), slice(3, 5)))
    assert all(np.array_equal(a[3:5], b) for a, b in zip(whole, part, strict=True))


def test_what_is_treated_apart_is_missing():
    arm, W, y = trials(5, R=3)
    y[0][:, 1] = np.where(np.isfinite(y[0][:, 1]), 0.0, np.nan)  # nothing varies
    y[1, arm[1] == 1, 1] = np.nan  # an empty arm
    y[2, arm[2] == 1, 1] = 0.0  # a separated arm
    for found in standardised_many(y[:, :, 1], arm, W).values():
        assert np.isnan(found.estimate).all()
    assert np.isnan(gee_many(y, arm, True, 1).estimate).all()
