"""What members of a cluster share, and errors over clusters of what is no coefficient (tests/reference)."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from voorzorg.statistics.cluster_robust import Leverage, bias_reduced, cluster_codes, information_within
from voorzorg.statistics.repeated.gee import fit_gee_logistic
from voorzorg.statistics.repeated.mmrm import clustered, fit_mmrm
from voorzorg.statistics.survival.cox import fit_cox
from voorzorg.statistics.two_arm.adjusted.robust_to_dropout import robust_to_dropout
from voorzorg.statistics.two_arm.clusters.clustered import arm_parts
from voorzorg.statistics.two_arm.taking_part.compliers import complier_effect
from voorzorg.statistics.within_clusters import Shared, Shift

REFERENCE = Path(__file__).parents[1] / "reference" / "cluster_robust"
DATA = pd.read_csv(REFERENCE / "data.csv")
TRIAL = pd.read_csv(REFERENCE / "trial.csv")
R = json.loads((REFERENCE / "shared.json").read_text())
ARM, CLUSTER = TRIAL["arm"].to_numpy(float), TRIAL["cluster"].to_numpy()


def leverage_of(X, weight, cluster):
    codes = cluster_codes(cluster, len(X))
    across = np.column_stack([np.bincount(codes, column) for column in (X * weight[:, None]).T])
    return Leverage.of(information_within(X, weight, codes)), across


def linear():
    X = np.column_stack([np.ones(len(DATA)), DATA[["treated", "x", "w"]]])
    y = DATA["y"].to_numpy()
    return X, y - X @ np.linalg.lstsq(X, y, rcond=None)[0]


@pytest.mark.parametrize("kind", ["linear", "logistic"])
def test_degrees_of_freedom_as_with_full_matrices(kind):
    X, _ = linear()
    weight = np.ones(len(X))
    if kind == "logistic":
        X = X[:, :3]
        coefficients = json.loads((REFERENCE / "values.json").read_text())["logistic"]["coefficients"]
        p = expit(X @ np.array(coefficients))
        weight = p * (1 - p)
    leverage, across = leverage_of(X, weight, DATA["cluster"])
    for ratio, expected in zip(R["ratios"], R[kind], strict=True):
        found = [leverage.df(unit, Shared(across, ratio)) for unit in np.eye(X.shape[1])]
        assert found == pytest.approx(expected, rel=1e-8)


def test_a_cluster_that_stands_for_several_counts_as_often():
    X, _ = linear()
    twice = np.vstack([X, X])
    of = np.r_[DATA["cluster"], DATA["cluster"] + 100]
    leverage, across = leverage_of(twice, np.ones(len(twice)), of)
    once = information_within(X, np.ones(len(X)), cluster_codes(DATA["cluster"], len(X)))
    counted = Leverage.of(once, np.full(len(once), 2.0))
    shared = Shared(across[: len(once)], 0.4)
    assert counted.df([0, 1, 0, 0], shared) == pytest.approx(leverage.df([0, 1, 0, 0], Shared(across, 0.4)))


def test_both_variances_as_with_full_matrices():
    X, residual = linear()
    leverage, _ = leverage_of(X, np.ones(len(X)), DATA["cluster"])
    codes = cluster_codes(DATA["cluster"], len(X))
    found = Shift.of_rows(residual, X, np.ones(len(X)), codes).variances(leverage.root)
    assert found == pytest.approx(R["moments"], rel=1e-8)


def test_where_nobody_shares_a_cluster_nothing_is_shared():
    X, residual = linear()
    alone = np.arange(len(X))
    leverage, across = leverage_of(X, np.ones(len(X)), alone)
    shift = Shift.of_rows(residual, X, np.ones(len(X)), alone)
    assert shift.shared(leverage.root).ratio == 0
    plain = bias_reduced(X * residual[:, None], X, np.ones(len(X))).df([0, 1, 0, 0])
    assert leverage.df([0, 1, 0, 0], Shared(across, 0.0)) == pytest.approx(plain)


def test_drop_out_weighted_and_doubly_robust_as_in_r():
    y = np.where(TRIAL["measured"] == 1, TRIAL["y"], np.nan)
    found = robust_to_dropout(y, ARM, TRIAL[["w"]].to_numpy(), binary=True, cluster=CLUSTER)
    for name, one in (("weighted", found.weighted), ("doubly_robust", found.doubly_robust)):
        assert one.estimate == pytest.approx(R[name]["estimate"], rel=1e-8)
        assert one.std_error == pytest.approx(R[name]["se"], rel=1e-8)
        assert 4 < one.df < 8
    assert found.weighted.std_error == pytest.approx(R["weighted"]["club_sandwich"], rel=0.01)


def test_compliers_as_two_stage_least_squares_with_club_sandwich():
    y, took = TRIAL["y"].to_numpy(float), TRIAL["took"].to_numpy(float)
    found = complier_effect(y, ARM, took, np.empty((len(y), 0)), cluster=CLUSTER).effect
    assert found.estimate == pytest.approx(R["compliers"]["estimate"], rel=1e-9)
    assert found.std_error == pytest.approx(R["compliers"]["se"], rel=1e-9)
    assert found.df < R["compliers"]["df"]  # which takes members as unrelated
    parts = arm_parts(np.zeros(len(y)), ARM, CLUSTER)
    assert parts.df == pytest.approx(R["compliers"]["df"], rel=1e-8)


def test_cox_written_out_in_r():
    fit = fit_cox(TRIAL["time"], TRIAL["event"], TRIAL[["arm", "w"]], ["arm", "w"])
    assert fit.coefficients == pytest.approx(R["cox"]["coef"], rel=1e-6)
    found = [fit.hazard_ratio(name, cluster=CLUSTER).std_error for name in ("arm", "w")]
    assert found == pytest.approx(R["cox"]["se"], rel=1e-6)


def test_information_of_rows_is_that_of_the_fit_with_ties():
    fit = fit_cox(np.ceil(TRIAL["time"] / 4), TRIAL["event"], TRIAL[["arm", "w"]], ["arm", "w"])
    whole = fit.point.information_of_rows().sum(axis=0)
    assert whole[1:, 1:] == pytest.approx(fit.point.information())
    assert whole[0] == pytest.approx([TRIAL["event"].sum(), 0, 0], abs=1e-9)
    assert fit.point.expected().sum() == pytest.approx(TRIAL["event"].sum())


def test_too_few_clusters_have_an_error_and_no_p_value():
    few = np.where(ARM == 1, CLUSTER % 2, 2 + CLUSTER % 3)
    y = np.where(TRIAL["measured"] == 1, TRIAL["y"], np.nan)
    rows = robust_to_dropout(y, ARM, TRIAL[["w"]].to_numpy(), binary=True, cluster=few)
    took = TRIAL["took"].to_numpy(float)
    complier = complier_effect(TRIAL["y"].to_numpy(float), ARM, took, np.empty((len(ARM), 0)), cluster=few)
    ratio = fit_cox(TRIAL["time"], TRIAL["event"], ARM[:, None], ["arm"]).hazard_ratio("arm", cluster=few)
    for one in (rows.weighted, rows.doubly_robust, complier.effect, ratio):
        assert one.std_error > 0 and np.isnan(one.p_value)
        assert any("clusters" in str(said) for said in one.warnings)


def test_one_answer_per_woman_shares_the_same_in_every_model():
    """GEE with independent answers, and a mixed model of one wave, are logistic and linear regression."""
    X = np.column_stack([np.ones(len(DATA)), DATA[["treated", "x"]]])
    codes = cluster_codes(DATA["cluster"], len(X))
    z, woman = DATA["z"].to_numpy(float), np.arange(len(X))
    gee = fit_gee_logistic(
        z,
        X,
        woman,
        ["1", "arm", "x"],
        "independence",
        "kauermann-carroll",
        "satterthwaite",
        independent=codes,
    )
    p = expit(X @ gee.params)
    plain = bias_reduced(X * (z - p)[:, None], X, p * (1 - p), codes)
    assert gee.df_of(np.array([0.0, 1, 0])) == pytest.approx(plain.df([0, 1, 0]), rel=1e-6)


def test_a_mixed_model_counts_persons_as_members():
    """With one wave each, persons are rows."""
    rng = np.random.default_rng(2)
    X = np.column_stack([np.ones(len(DATA)), DATA[["treated", "x"]]])
    y, codes = DATA["y"].to_numpy(), cluster_codes(DATA["cluster"], len(X))
    person, wave = np.repeat(np.arange(len(X)), 2), np.tile([0, 1], len(X))
    long = np.repeat(X, 2, axis=0) * np.eye(2)[wave][:, :1], np.repeat(X, 2, axis=0) * np.eye(2)[wave][:, 1:]
    answers = np.column_stack([y, rng.normal(size=len(y))]).ravel()
    design = np.hstack(long)
    fit = fit_mmrm(answers, design, [f"c{k}" for k in range(6)], person, wave)
    robust = clustered(fit, answers, design, person, wave, np.repeat(codes, 2))
    assert robust.shared is not None and robust.shared.ratio > 0
    alone = clustered(fit, answers, design, person, wave, person)
    assert alone.shared is not None and alone.shared.ratio == 0
