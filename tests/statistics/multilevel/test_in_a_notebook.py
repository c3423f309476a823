"""What one asks of a fitted multilevel model in a notebook, under the names of the other models."""

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics import MultilevelLogit
from voorzorg.statistics.multilevel import MultilevelError


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "id": np.repeat(np.arange(80), 3),
            "arm": np.repeat(["care", "visits"], 120),
            "x": rng.normal(size=240),
        },
        index=[f"row {k}" for k in rng.permutation(240)],
    )
    own = np.repeat(rng.normal(size=80), 3)
    risk = 1 / (1 + np.exp(-(own + 0.5 * frame["x"] - 0.6 * (frame["arm"] == "visits"))))
    frame["y"] = (rng.random(240) < risk).astype(int)
    frame.iloc[[4, 90], 2] = np.nan
    return frame.sample(frac=1, random_state=1)


@pytest.fixture(scope="module")
def fitted(data):
    return MultilevelLogit.from_formula("y ~ arm + x", data, groups="id").fit()


def test_a_notebook_shows_the_summary(fitted) -> None:
    shown = fitted._repr_html_()
    assert shown.startswith("<pre>") and "sd(id)" in shown


def test_predictions_have_the_index_of_the_data(data, fitted) -> None:
    complete = data.dropna()
    for which in ("marginal", "conditional", "fixed", "linear"):
        assert list(fitted.predict(which=which).index) == list(complete.index)
    assert list(fitted.predict(data).index) == list(data.index)
    assert list(data.index[fitted.predict(data).isna()]) == list(data.index[data["x"].isna()])
    pd.testing.assert_series_equal(fitted.predict(complete), fitted.predict())


def test_the_error_of_a_predicted_risk_is_that_of_a_population_of_one(data, fitted) -> None:
    one = data.dropna().head(1)
    risks = fitted.marginal_risks("arm", data=one).risks.set_index("arm").loc[one["arm"].iloc[0]]
    shown = fitted.get_prediction(one).summary_frame().iloc[0]
    assert list(shown) == pytest.approx(list(risks[["estimate", "std_error", "ci_low", "ci_high"]]), rel=1e-6)


def test_the_error_of_the_median_cluster_is_that_of_the_fixed_part(data, fitted) -> None:
    new = pd.DataFrame({"arm": ["care"], "x": [0.0]})
    shown = fitted.get_prediction(new, "fixed").summary_frame()
    limits = fitted.conf_int().loc["Intercept"]
    expected = 1 / (1 + np.exp(-np.array([fitted.params["Intercept"], limits[0], limits[1]])))
    assert list(shown.iloc[0][["mean", "mean_ci_lower", "mean_ci_upper"]]) == pytest.approx(list(expected))


def test_a_conditional_risk_has_no_error_and_says_so(fitted) -> None:
    with pytest.raises(ValueError, match="'marginal' or 'fixed'"):
        fitted.get_prediction(which="conditional")


def test_residuals_are_observed_minus_expected(data, fitted) -> None:
    complete = data.dropna()
    pd.testing.assert_series_equal(
        fitted.resid, (complete["y"] - fitted.predict(complete)).rename("residual"), check_exact=False
    )


def test_errors_for_few_clusters_widen_the_intervals_of_predictions(data, fitted) -> None:
    few = fitted.with_errors("bias-reduced")
    new = pd.DataFrame({"arm": ["care", "visits"], "x": [0.0, 1.0]})
    shown = few.get_prediction(new)
    assert np.isfinite(shown.df).all()
    normal = fitted.get_prediction(new)
    half = (shown.conf_int()[1] - shown.conf_int()[0]) / shown.se_mean
    assert (half > (normal.conf_int()[1] - normal.conf_int()[0]) / normal.se_mean).all()


def test_the_frame_holds_every_parameter_and_odds_ratios_of_the_fixed_ones(fitted) -> None:
    table = fitted.frame()
    assert list(table.index) == ["Intercept", "arm[T.visits]", "x", "sd(id)"]
    assert table["odds_ratio"].dropna().to_dict() == pytest.approx(np.exp(fitted.fe_params).to_dict())
    assert table.loc["x", "odds_ratio_high"] == pytest.approx(np.exp(table.loc["x", "ci_high"]))


def test_a_category_that_the_fit_did_not_see_is_named(fitted) -> None:
    with pytest.raises(MultilevelError, match="arm = nobody"):
        fitted.predict(pd.DataFrame({"arm": ["nobody"], "x": [0.0]}))
