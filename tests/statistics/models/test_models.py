"""Models from a formula or arrays give what statsmodels gives, and can be asked the same things."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

import voorzorg.statistics as vs


@pytest.fixture(scope="module")
def data() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    n = 240
    frame = pd.DataFrame(
        {
            "id": np.arange(n),
            "arm": pd.Categorical(np.where(rng.random(n) < 0.5, "care", "visits")),
            "age": rng.normal(20, 3, n),
            "site": rng.integers(0, 12, n),
        },
        index=[f"w{k}" for k in range(n)],
    )
    eta = -1 + 0.8 * (frame["arm"] == "visits") + 0.05 * (frame["age"] - 20)
    frame["yes"] = (rng.random(n) < 1 / (1 + np.exp(-eta))).astype(int)
    frame["score"] = 10 + 2 * eta + rng.normal(0, 2, n)
    frame["count"] = rng.negative_binomial(2, 1 / (1 + np.exp(eta) / 2 + 0.4))
    frame["weeks"] = rng.exponential(np.exp(1 - 0.3 * eta))
    frame["seen"] = rng.random(n) < 0.8
    return frame


def long(data: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    own = rng.normal(0, 1, len(data))
    parts = [
        data.assign(wave=wave, y=data["score"] + own + rng.normal(0, 1 + 0.3 * wave, len(data)))
        for wave in range(3)
    ]
    return pd.concat(parts, ignore_index=True)


def agree(ours, theirs, digits: float, names: dict | None = None) -> None:
    names = names or {"Intercept": "Intercept", "arm[T.visits]": "arm[T.visits]", "age": "age"}
    for mine, other in names.items():
        assert ours.params[mine] == pytest.approx(theirs.params[other], abs=digits)
        assert ours.bse[mine] == pytest.approx(theirs.bse[other], abs=digits)
        assert ours.pvalues[mine] == pytest.approx(theirs.pvalues[other], abs=digits)
        assert list(ours.conf_int().loc[mine]) == pytest.approx(
            list(theirs.conf_int().loc[other]), abs=digits
        )


def test_logistic_regression_is_that_of_statsmodels(data) -> None:
    ours = vs.Logit.from_formula("yes ~ arm + age", data).fit()
    theirs = smf.logit("yes ~ arm + age", data).fit(disp=0)
    agree(ours, theirs, 1e-7)
    assert ours.llf == pytest.approx(theirs.llf, abs=1e-8)
    new = data.head(7)
    pd.testing.assert_series_equal(ours.predict(new), theirs.predict(new), check_names=False, atol=1e-8)
    theirs_interval = theirs.get_prediction(new).summary_frame()
    shown = ours.get_prediction(new).summary_frame()
    assert shown["mean"].to_numpy() == pytest.approx(theirs_interval["predicted"].to_numpy(), abs=1e-8)
    assert shown["mean_se"].to_numpy() == pytest.approx(theirs_interval["se"].to_numpy(), abs=1e-7)
    assert list(ours.predict(new).index) == list(new.index)
    assert ours.resid.sum() == pytest.approx(0, abs=1e-6)


def test_robust_and_clustered_errors_are_those_of_statsmodels(data) -> None:
    model = vs.Logit.from_formula("yes ~ arm + age", data, groups="site")
    robust = smf.logit("yes ~ arm + age", data).fit(disp=0, cov_type="HC0")
    assert model.fit("HC0").bse.to_numpy() == pytest.approx(robust.bse.to_numpy(), abs=1e-7)
    linear = vs.LinearModel.from_formula("score ~ arm + age", data).fit()
    agree(linear, smf.ols("score ~ arm + age", data).fit(cov_type="HC3", use_t=True), 1e-9)


def test_counts_are_those_of_statsmodels(data) -> None:
    ours = vs.NegativeBinomial.from_formula("count ~ arm + age", data).fit()
    agree(
        ours, smf.negativebinomial("count ~ arm + age", data).fit(disp=0, method="newton", maxiter=200), 2e-4
    )
    assert {"rate_ratio", "rate_ratio_low"} <= set(ours.frame())


def test_hazards_are_those_of_statsmodels(data) -> None:
    ours = vs.Cox.from_formula("weeks ~ arm + age", data, event="seen").fit()
    theirs = smf.phreg("weeks ~ arm + age", data, status=data["seen"].to_numpy(), ties="efron").fit()
    assert ours.params.to_numpy() == pytest.approx(theirs.params, abs=1e-6)
    assert ours.bse.to_numpy() == pytest.approx(theirs.bse, abs=1e-6)


def test_marginal_and_mixed_models_are_those_of_statsmodels(data) -> None:
    repeated = long(data)
    repeated["y1"] = (repeated["y"] > 10).astype(int)
    ours = vs.GEE.from_formula("y1 ~ arm + age", repeated, groups="id").fit()
    theirs = smf.gee(
        "y1 ~ arm + age",
        "id",
        repeated,
        cov_struct=sm.cov_struct.Exchangeable(),
        family=sm.families.Binomial(),
    ).fit()
    agree(ours, theirs, 1e-5)
    mixed = vs.MixedModel.from_formula("y ~ arm + age", repeated, person="id").fit()
    other = smf.mixedlm("y ~ arm + age", repeated, groups=repeated["id"]).fit()
    assert mixed.params.to_numpy() == pytest.approx(other.fe_params.to_numpy(), abs=1e-4)
    assert np.isfinite(mixed.df).all()
    free = vs.MMRM.from_formula("y ~ arm + age", repeated, person="id", wave="wave").fit()
    assert "unstructured" in free.covariance_kind


def test_arrays_and_a_formula_give_the_same(data) -> None:
    X = np.column_stack([np.ones(len(data)), data["arm"] == "visits", data["age"]]).astype(float)
    arrays = vs.Logit(data["yes"], X, ["Intercept", "arm", "age"]).fit()
    formula = vs.Logit.from_formula("yes ~ arm + age", data).fit()
    assert arrays.params.to_numpy() == pytest.approx(formula.params.to_numpy(), abs=1e-12)
    with pytest.raises(ValueError, match="constant column"):
        vs.Logit(data["yes"], X[:, 1:])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (
            lambda d: vs.Logit.from_formula("yes ~ arm + age", d).fit(),
            lambda d: smf.glm("yes ~ arm + age", d, family=sm.families.Binomial()).fit(),
        ),
        (
            lambda d: vs.LinearModel.from_formula("score ~ arm + age", d).fit(),
            lambda d: smf.ols("score ~ arm + age", d).fit(cov_type="HC3", use_t=True),
        ),
    ],
    ids=["a risk", "a mean"],
)
def test_predictions_have_the_errors_and_intervals_of_statsmodels(data, ours, theirs) -> None:
    new = data.head(5).set_axis(list("abcde"))
    shown = ours(data).get_prediction(new).summary_frame(alpha=0.1)
    expected = theirs(data).get_prediction(new).summary_frame(alpha=0.1)
    pd.testing.assert_frame_equal(shown, expected[shown.columns], check_exact=False, rtol=1e-6)


def test_counts_over_an_exposure_are_expected_over_that_exposure(data) -> None:
    months = np.where(np.arange(len(data)) % 2, 3.0, 12.0)
    fitted = vs.NegativeBinomial.from_formula("count ~ arm", data, exposure=months).fit()
    rate = fitted.predict(data)
    np.testing.assert_allclose(fitted.fittedvalues, rate * months)
    np.testing.assert_allclose(fitted.resid, data["count"] - rate * months)
    assert rate.nunique() == 2  # for an exposure of one: one rate an arm


def test_a_model_of_hazards_has_no_residuals(data) -> None:
    fitted = vs.Cox.from_formula("weeks ~ arm", data, event="seen").fit()
    assert not hasattr(fitted, "resid")


def test_a_category_that_the_fit_did_not_see_is_named(data) -> None:
    fitted = vs.Logit.from_formula("yes ~ arm + C(site)", data).fit()
    with pytest.raises(ValueError, match=r"arm = nobody \(there were care, visits\); C?\(?site\)? = 99 \("):
        fitted.predict(data.head(2).assign(arm="nobody", site=99))


def test_missing_values_are_left_out_and_said(data) -> None:
    gaps = data.copy()
    gaps.iloc[:5, gaps.columns.get_loc("age")] = np.nan
    fitted = vs.Logit.from_formula("yes ~ arm + age", gaps).fit()
    assert fitted.nobs == len(data) - 5
    assert "5 left out" in fitted.summary()
    assert fitted.predict(gaps).isna().sum() == 5


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda d: vs.Logit.from_formula("yes ~ arm + agee", d), "the data lack agee"),
        (lambda d: vs.Logit.from_formula("arm + age", d), "needs a response"),
        (lambda d: vs.Cox.from_formula("weeks ~ arm", d), "needs event"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", d, wave="site"), "takes no wave"),
        (lambda d: vs.Logit.from_formula("yes ~ arm", d).fit("cluster"), "needs groups"),
        (
            lambda d: vs.Logit.from_formula("yes ~ arm", d).fit().predict(pd.DataFrame({"arm": ["new"]})),
            "not seen at the fit",
        ),
        (lambda d: vs.compare_arms(d["yes"], d["arm"], treated="vissits"), "no arm 'vissits'"),
    ],
)
def test_a_mistake_is_one_plain_sentence(data, call, said: str) -> None:
    with pytest.raises((ValueError, TypeError), match=said):
        call(data)


def test_a_separated_outcome_says_so_in_every_view(data) -> None:
    fitted = vs.Logit.from_formula(
        "yes ~ arm + age", data.assign(yes=(data["arm"] == "visits").astype(int))
    ).fit()
    assert "Firth" in fitted.summary()
    assert "Firth" in fitted._repr_html_()


def test_two_arms_by_columns_and_by_crosstab_are_the_same(data) -> None:
    columns = vs.compare_arms(data["yes"], data["arm"], treated="visits")
    table = vs.compare_arms(pd.crosstab(data["arm"], data["yes"]), treated="visits")
    assert repr(columns) == repr(table)  # numbers that do not exist are equal to none, themselves included
    means = vs.compare_arms(data["score"], data["arm"], treated="visits", reference="care")
    difference = data["score"][data["arm"] == "visits"].mean() - data["score"][data["arm"] == "care"].mean()
    assert means.difference.estimate == pytest.approx(difference)


def test_imputation_keeps_the_types_of_a_frame(data) -> None:
    rng = np.random.default_rng(9)
    gaps = data[["arm", "age", "yes"]].copy()
    gaps["school"] = pd.Categorical(
        rng.choice(["low", "middle", "high"], len(gaps)), ["low", "middle", "high"], ordered=True
    )
    for name in ("age", "yes", "school"):
        gaps.loc[rng.random(len(gaps)) < 0.15, name] = np.nan
    sets = vs.impute(gaps, seed=1, by="arm", m=3, iterations=5)
    again = vs.impute(gaps, seed=np.random.default_rng(1), by="arm", m=3, iterations=5)

    first = sets[0]
    assert len(sets) == len(list(sets)) == 3
    assert first.notna().all().all()
    assert first["school"].dtype == gaps["school"].dtype
    pd.testing.assert_frame_equal(first, again[0])
    known = gaps["age"].notna()
    assert (first["age"][known] == gaps["age"][known]).all()

    pooled = sets.pool(lambda frame: vs.Logit.from_formula("yes ~ arm + age", frame).fit())
    complete = vs.Logit.from_formula("yes ~ arm + age", data).fit()
    assert list(pooled.index) == list(complete.params.index)
    assert ((pooled["fmi"] > 0) & (pooled["fmi"] < 1)).all()


def test_every_public_name_is_there() -> None:
    for name in vs.__all__:
        assert getattr(vs, name) is not None
    with pytest.raises(AttributeError):
        vs.nothing  # noqa: B018
