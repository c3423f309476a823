"""The mixed model for repeated measures against nlme's gls, and Kenward-Roger against their paper
(tests/reference).
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.regression.linear import fit_linear
from voorzorg.statistics.repeated.mmrm import clustered, fit_mmrm
from voorzorg.statistics.repeated.mmrm.structures import (
    Autoregressive,
    CompoundSymmetry,
    Toeplitz,
    Unstructured,
)

REFERENCE = Path(__file__).parents[2] / "reference" / "mmrm"
DATA = pd.read_csv(REFERENCE / "data.csv")
VALUES = json.loads((REFERENCE / "values.json").read_text())
WAVE = DATA["wave"].to_numpy()
NAMES = VALUES["names"]


def design(data, *columns):
    wave, treated = data["wave"].to_numpy(), data["treated"].to_numpy()
    parts = [wave == k for k in (1, 2, 3, 4)] + [(wave == k) * treated for k in (2, 3, 4)]
    return np.column_stack([*parts, *(data[name] for name in columns)]).astype(float)


def fit(data=DATA, names=NAMES, columns=("age",), **options):
    return fit_mmrm(data["y"], design(data, *columns), names, data["person"], data["wave"], **options)


@pytest.fixture(scope="module")
def unstructured():
    return fit()


@pytest.mark.parametrize(
    ("structure", "key"),
    [
        (Unstructured, "unstructured"),
        (Autoregressive, "autoregressive"),
        (CompoundSymmetry, "compound_symmetry"),
    ],
)
def test_same_as_gls(structure, key):
    found, expected = fit(order=[structure]), VALUES[key]
    assert found.log_likelihood == pytest.approx(expected["log_likelihood"], abs=1e-8)
    assert found.coefficients == pytest.approx(expected["coefficients"], abs=1e-5)
    assert np.sqrt(np.diag(found.model_covariance)) == pytest.approx(expected["se"], rel=1e-5)
    assert found.covariances[0] == pytest.approx(np.array(expected["V"]), abs=1e-5)


def test_kenward_and_rogers_errors_and_degrees_of_freedom(unstructured):
    expected = VALUES["unstructured"]["kr"]
    assert np.sqrt(np.diag(unstructured.covariance)) == pytest.approx(expected["se"], rel=1e-5)
    for row, (f, df, p) in zip((4, 5, 6), expected["tests"][:3], strict=True):
        one = unstructured.contrast(np.eye(8)[row])
        joint = unstructured.f_test(np.eye(8)[row])
        assert (one.df, one.p_value) == pytest.approx((df, p), rel=1e-4)
        assert (joint.statistic, joint.df[1], joint.p_value) == pytest.approx((f, df, p), rel=1e-4)


def test_the_joint_test_of_all_later_waves(unstructured):
    f, df, p = VALUES["unstructured"]["kr"]["tests"][3]
    found = unstructured.f_test(np.eye(8)[4:7])
    assert (found.statistic, found.df[1], found.p_value) == pytest.approx((f, df, p), rel=1e-4)


def test_complete_data_of_two_arms_give_each_waves_t_test():
    """Without covariates or gaps every wave's contrast is least squares of that wave, Student's t."""
    rng = np.random.default_rng(3)
    y = rng.normal(size=(20, 3)) @ np.array([[1, 0.5, 0.2], [0, 1, 0.6], [0, 0, 2]])
    treated = np.arange(20) % 2.0
    long = np.repeat(np.eye(3)[None], 20, axis=0).reshape(-1, 3)
    X = np.column_stack([long, long * np.repeat(treated, 3)[:, None]])
    person, wave = np.repeat(np.arange(20), 3), np.tile([0, 1, 2], 20)
    found = fit_mmrm(y.ravel(), X, list("abcdef"), person, wave)
    for k in range(3):
        one = fit_linear(y[:, k], np.column_stack([np.ones(20), treated]), ["1", "t"], "classical")
        expected, got = one.coefficient("t"), found.contrast(np.eye(6)[3 + k])
        numbers = (expected.estimate, expected.std_error, expected.df, expected.p_value)
        assert (got.estimate, got.std_error, got.df, got.p_value) == pytest.approx(numbers, rel=1e-6)


def test_a_covariance_per_arm_is_a_model_per_arm_where_nothing_else_is_shared():
    X = np.column_stack([np.eye(4)[WAVE - 1], np.eye(4)[WAVE - 1] * DATA["treated"].to_numpy()[:, None]])
    names = [f"c{k}" for k in range(8)]
    both = fit_mmrm(DATA["y"], X, names, DATA["person"], WAVE, group=DATA["treated"])
    apart = [
        fit_mmrm(d["y"], np.eye(4)[d["wave"] - 1], names[:4], d["person"], d["wave"])
        for _, d in DATA.groupby("treated")
    ]
    assert both.log_likelihood == pytest.approx(sum(one.log_likelihood for one in apart), abs=1e-7)
    for one, V in zip(apart, both.covariances, strict=True):
        assert one.covariances[0] == pytest.approx(V, abs=1e-5)


def test_the_order_of_fallbacks_is_told():
    few = DATA[~((DATA["wave"] == 4) & (DATA["person"] > 4))]
    found = fit(few)
    assert found.structure == "heterogeneous Toeplitz"
    ((name, reason),) = found.refused
    assert name == "unstructured" and "two waves together" in str(reason)


def test_structures_are_nested(unstructured):
    logs = [fit(order=[kind]).log_likelihood for kind in (Autoregressive, Toeplitz)]
    assert logs[0] < logs[1] < unstructured.log_likelihood


def test_units_move_nothing_but_the_units(unstructured):
    scaled = fit(DATA.assign(y=DATA["y"] * 1000, age=DATA["age"] / 1e4))
    one, other = scaled.coefficient("t4"), unstructured.coefficient("t4")
    assert (one.estimate / 1000, one.df) == pytest.approx((other.estimate, other.df), rel=1e-6)


def test_errors_for_clusters_are_close_to_the_models_where_every_person_is_one():
    people = DATA["person"] % 9
    found = fit()
    robust = clustered(found, DATA["y"], design(DATA, "age"), DATA["person"], WAVE, people)
    alone = clustered(found, DATA["y"], design(DATA, "age"), DATA["person"], WAVE, DATA["person"])
    assert robust.clusters == 9
    assert np.sqrt(np.diag(alone.covariance)) == pytest.approx(np.sqrt(np.diag(found.covariance)), rel=0.35)
    assert 2 < robust.df(np.eye(8)[6]) < 9


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: pd.concat([d, d.iloc[:1]]), "a person has more than one row in a wave"),
        (lambda d: d[d["wave"] == 1], "columns are constant or linearly dependent"),
        (lambda d: d.assign(y=np.nan), "missing values"),
    ],
)
def test_what_it_cannot_be_asked(change, said):
    with pytest.raises(ValueError, match=said):
        fit(change(DATA))
