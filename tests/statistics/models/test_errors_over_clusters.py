"""Errors of the public models are never too small in silence: few clusters, separation, exact fits."""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import voorzorg.statistics as vs
from voorzorg.statistics.regression.arm_effect import rate_ratio

FOLDER = Path(__file__).parents[2] / "reference/cluster_robust"
D = pd.read_csv(FOLDER / "data.csv")
R = json.loads((FOLDER / "values.json").read_text())
TRIAL = pd.read_csv(FOLDER / "trial.csv")


@pytest.fixture(autouse=True)
def no_warning_reaches_the_user():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_over_clusters_they_are_those_of_clubsandwich():
    linear = vs.LinearModel.from_formula("y ~ treated + x + w", D, groups="cluster").fit("cluster")
    logit = vs.Logit.from_formula("z ~ treated + x", D, groups="cluster").fit("cluster")
    assert linear.bse.to_numpy() == pytest.approx(R["linear"]["se"], rel=1e-8)
    assert logit.bse.to_numpy() == pytest.approx(R["logistic"]["se"], rel=0.01)  # another kin of CR2
    assert (linear.df[1:] < 5).all() and linear.pvalues["treated"] > 0


def test_counts_and_times_have_the_errors_of_the_rows_of_a_trial():
    counts = pd.read_csv(FOLDER / "counts.csv").rename(columns={"within": "arm"})
    ours = vs.NegativeBinomial.from_formula("y ~ arm", counts, groups="cluster").fit("cluster")
    y, X = counts["y"].to_numpy(float), np.column_stack([np.ones(len(counts)), counts["arm"]])
    theirs = rate_ratio(y, X, ["1", "arm"], "arm", cluster=counts["cluster"], score=False)[0]
    assert (ours.bse["arm"], ours.df[1]) == pytest.approx((theirs.std_error, theirs.df), rel=1e-9)
    fitted = vs.Cox.from_formula("time ~ arm", TRIAL, event="event", groups="cluster").fit("cluster")
    ratio = fitted.fit.hazard_ratio("arm", cluster=TRIAL["cluster"].to_numpy())
    assert fitted.frame().loc["arm", ["hazard_ratio", "hazard_ratio_low", "p_value"]].tolist() == (
        pytest.approx([ratio.estimate, ratio.ci_low, ratio.p_value], rel=1e-9)
    )


@pytest.mark.parametrize("clusters", [1, 2, 5])
@pytest.mark.parametrize(
    "model",
    [
        lambda d: vs.Logit.from_formula("z ~ treated", d, groups="g").fit("cluster"),
        lambda d: vs.GEE.from_formula("z ~ treated", d, groups="g").fit(),
        lambda d: vs.GEE.from_formula("z ~ treated", d, groups="g").fit(small_sample="mancl-derouen"),
    ],
)
def test_with_fewer_than_six_clusters_there_is_no_interval_and_no_test(model, clusters):
    found = model(D.assign(g=np.arange(len(D)) % clusters))
    assert found.pvalues.isna().all() and found.conf_int().isna().all(axis=None) and found.warnings
    if clusters <= 2:  # as many as coefficients: the sandwich is nought
        assert found.bse.isna().all()


def test_an_arm_that_is_its_cluster_has_no_error():
    for model in (
        vs.Logit.from_formula("z ~ treated", D, groups="treated").fit("cluster"),
        vs.LinearModel.from_formula("y ~ treated", D, groups="treated").fit("cluster"),
    ):
        assert model.bse.isna().all() and "2 clusters are fewer" in model.summary()


def test_a_separated_arm_has_no_sandwich():
    """Its residuals are next to nothing: HC0 said 0.37 where the penalised information says 1.5."""
    none = D.assign(z=D["z"] * (1 - D["treated"]))
    model = vs.Logit.from_formula("z ~ treated", none, groups="cluster")
    assert model.fit("HC0").bse.to_numpy() == pytest.approx(model.fit().bse.to_numpy())
    assert "delta method" in model.fit("HC0").summary()
    over = model.fit("cluster")
    assert over.bse.isna().all() and "no interval: an arm is separated" in over.summary()


def test_what_is_fitted_exactly_has_no_p_value():
    for y in (np.ones(len(D)), 1e6 + 0.1 * D["treated"], D["treated"] / 3):
        found = vs.LinearModel.from_formula("y ~ treated", D.assign(y=y)).fit()
        assert found.pvalues.isna().all() and "no interval" in found.summary()


def test_fractional_weights_need_robust_errors():
    model = vs.Logit.from_formula("z ~ treated", D, weights=np.linspace(0.1, 1, len(D)))
    with pytest.raises(ValueError, match="whole numbers"):
        model.fit()
    assert (model.fit("HC0").bse > 0).all()


@pytest.mark.parametrize(
    ("value", "said"), [(np.inf, "x has infinite values"), (1e200, "x has values beyond")]
)
@pytest.mark.parametrize("kind", [vs.Logit, vs.LinearModel])
def test_what_nothing_can_be_computed_with_is_named(kind, value, said):
    with pytest.raises(ValueError, match=said):
        kind.from_formula("z ~ x", D.assign(x=np.where(D.index == 3, value, D["x"])))
