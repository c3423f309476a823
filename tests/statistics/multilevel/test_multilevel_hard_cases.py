"""Data that break other software: answered in words, or right, and never a silent 1e8."""

import warnings

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.multilevel import (
    MultilevelError,
    MultilevelLogit,
    NotConvergedWarning,
    RankDeficientError,
    SeparationError,
)


def trial(seed=1, women=60, sd=1.0, base=-0.5):
    rng = np.random.default_rng(seed)
    i = np.repeat(np.arange(women), 4)
    data = pd.DataFrame({"id": i, "arm": i % 2, "wave": np.tile([1, 2, 3, 4], women), "site": i % 6})
    eta = base + sd * rng.standard_normal(women)[i]
    data["y"] = (rng.random(i.size) < 1 / (1 + np.exp(-eta))).astype(int)
    return data


def model(data, formula="y ~ arm", **options):
    return MultilevelLogit.from_formula(formula, data, options.pop("groups", "id"), **options)


# -- separation --------------------------------------------------------------------------------------------


def test_an_arm_without_events_in_a_wave_is_named():
    data = trial()
    data.loc[(data["arm"] == 1) & (data["wave"] == 4), "y"] = 0
    with pytest.raises(
        SeparationError, match=r"quasi-complete separation.*no events where arm:C\(wave\)\[T.4\]"
    ) as e:
        model(data, "y ~ arm * C(wave)").fit()
    assert e.value.columns == ["arm:C(wave)[T.4]"]
    assert "penalty='firth'" in str(e.value)


@pytest.mark.parametrize("penalty", ["firth", "cauchy"])
def test_a_penalty_gives_finite_estimates_under_separation(penalty):
    data = trial()
    data.loc[(data["arm"] == 1) & (data["wave"] == 4), "y"] = 0
    result = model(data, "y ~ arm * C(wave)").fit(penalty)
    assert result.converged
    assert result.params.abs().max() < 10
    assert result.bse.max() < 5
    assert result.params["arm:C(wave)[T.4]"] < -1
    assert penalty in str(result)
    low, high = result.conf_int(method="profile", parameters=["arm:C(wave)[T.4]"]).to_numpy()[0]
    assert low < result.params["arm:C(wave)[T.4]"] < high


def test_complete_separation_is_told_from_quasi_complete():
    data = trial()
    data["x"] = np.where(data["y"] == 1, 1.0, -1.0) * (1 + np.arange(len(data)) / 100)
    with pytest.raises(SeparationError, match=r"^complete separation") as error:
        model(data, "y ~ arm + x").fit()
    assert "x" in error.value.columns


@pytest.mark.parametrize("value", [0, 1])
def test_all_equal_responses(value):
    with pytest.raises(SeparationError, match="all responses are equal"):
        model(trial().assign(y=value)).fit()


def test_separation_by_a_combination_of_columns_names_them_all():
    """An empty reference cell separates along several coefficients at once."""
    data = trial()
    data.loc[(data["arm"] == 0) & (data["wave"] == 1), "y"] = 0
    with pytest.raises(SeparationError) as error:
        model(data, "y ~ arm * C(wave)").fit()
    assert {"Intercept", "arm", "C(wave)[T.2]"} <= set(error.value.columns)


def test_two_events_in_four_hundred_are_few_but_not_separated():
    data = trial(women=100, sd=0)
    data["y"] = 0
    data.loc[[5, 250], "y"] = 1
    result = model(data, "y ~ 1").fit()
    assert result.converged
    assert result.params["Intercept"] == pytest.approx(-5.29, abs=0.5)
    assert np.isfinite(result.bse["Intercept"])
    assert any("2 events" in str(note) for note in result.warnings)


def test_overlap_with_extreme_covariates_is_not_called_separation():
    data = trial(seed=3)
    data["x"] = data["wave"] * 1.0
    data.loc[0, "x"] = 1e4  # an outlier with a far linear predictor
    assert model(data, "y ~ arm + x").separation() is None


# -- variances at their edge -------------------------------------------------------------------------------


def no_variation(women=80):
    """Women who vary less than chance: two events in four rows each."""
    data = trial(women=women)
    data["y"] = np.tile([0, 1, 1, 0, 1, 0, 0, 1], women // 2)
    return data


def test_a_variance_of_zero_is_found_and_said():
    import statsmodels.genmod.generalized_linear_model as glm
    from statsmodels.genmod.families import Binomial

    data = no_variation()
    result = model(data).fit()
    assert result.converged
    assert result.sd.item() == 0
    assert result.boundary == ["sd(id)"]
    assert np.isnan(result.bse["sd(id)"])
    assert any("estimated as zero" in str(note) for note in result.warnings)
    pooled = glm.GLM(data["y"], np.column_stack([np.ones(len(data)), data["arm"]]), Binomial()).fit()
    np.testing.assert_allclose(result.fe_params, pooled.params, atol=1e-8)
    np.testing.assert_allclose(result.bse_fe, pooled.bse, rtol=1e-6)
    assert result.variance_test().pvalue == 1
    low, high = result.conf_int(method="profile", parameters=["sd(id)"]).to_numpy()[0]
    assert low == 0
    assert 0 < high < 1
    assert result.icc()["ci_low"] == 0
    assert "at zero" in str(result)


def test_very_large_variance_is_warned_about():
    data = trial()
    rng = np.random.default_rng(0)
    data["y"] = (rng.standard_normal(60) > 0)[data["id"]].astype(int)
    data.loc[[0, 100], "y"] = 1 - data.loc[[0, 100], "y"]
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        result = model(data).fit()
    assert (
        not result.converged
        or result.sd.item() < 10
        or any("very large" in str(note) for note in result.warnings)
    )


def test_clusters_that_never_change_have_no_finite_estimate_and_say_so():
    """Every woman answers the same throughout: the SD runs to infinity."""
    data = trial()
    data["y"] = (np.random.default_rng(2).random(60) < 0.5)[data["id"]].astype(int)
    with pytest.raises(MultilevelError, match="the same answer throughout"):
        model(data).fit()


def test_perfectly_correlated_effects_are_named(dataset):
    data = dataset("trial")
    data["t"] = data["wave"] - 1.0
    result = MultilevelLogit.from_formula("y ~ arm * t", data, "id", re_formula="1 + t").fit(n_points=1)
    assert any("perfectly correlated" in str(note) for note in result.warnings)


# -- designs -----------------------------------------------------------------------------------------------


def test_rank_deficient_design_names_the_columns():
    data = trial().assign(twice=lambda d: 2 * d["arm"], other=lambda d: 1 - d["arm"])
    with pytest.raises(RankDeficientError, match=r"twice \(a combination of arm\)") as error:
        model(data, "y ~ arm + twice + other")
    assert error.value.columns == ["twice", "other"]


def test_a_column_of_zeros_is_named():
    with pytest.raises(RankDeficientError, match="nothing"):
        model(trial().assign(nothing=0.0), "y ~ arm + nothing")


def test_a_random_slope_that_does_not_vary_is_named():
    with pytest.raises(RankDeficientError, match="random effect one"):
        model(trial().assign(one=1.0), "y ~ arm", re_formula="1 + one")


@pytest.mark.parametrize("scale", [1e-8, 1e8])
def test_huge_and_tiny_scales(scale):
    data = trial(seed=5)
    data["x"] = np.random.default_rng(5).normal(size=len(data))
    plain = model(data, "y ~ x").fit()
    scaled = model(data.assign(x=data["x"] * scale), "y ~ x").fit()
    assert scaled.params["x"] * scale == pytest.approx(plain.params["x"], rel=1e-6)
    assert scaled.bse["x"] * scale == pytest.approx(plain.bse["x"], rel=1e-6)


def test_age_and_age_squared_in_days():
    data = trial(seed=6)
    data["age"] = np.random.default_rng(6).normal(20, 2, 60)[data["id"]]
    years = model(data, "y ~ age + I(age**2)").fit()
    days = model(data.assign(age=data["age"] * 365.25), "y ~ age + I(age**2)").fit()
    assert days.llf == pytest.approx(years.llf, abs=1e-7)
    assert days.tvalues.iloc[2] == pytest.approx(years.tvalues.iloc[2], rel=1e-4)


@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_random_slopes_do_not_depend_on_their_units(scale):
    data = trial(seed=7, women=100, sd=1.5)
    first = model(data, "y ~ wave", re_formula="1 + wave", n_points=7).fit()
    second = model(
        data.assign(wave=data["wave"] * scale), "y ~ wave", re_formula="1 + wave", n_points=7
    ).fit()
    assert second.llf == pytest.approx(first.llf, abs=1e-6)
    assert second.params["sd(id: wave)"] * scale == pytest.approx(first.params["sd(id: wave)"], rel=1e-3)


# -- clusters ----------------------------------------------------------------------------------------------


def test_one_cluster():
    with pytest.raises(MultilevelError, match="only one cluster"):
        model(trial().assign(id=1))


def test_all_clusters_of_size_one():
    data = trial().assign(id=np.arange(240))
    with pytest.raises(MultilevelError, match="single yes/no response"):
        model(data)


def test_some_clusters_of_size_one_are_welcome():
    data = trial()
    data = pd.concat([data, data.head(30).assign(id=np.arange(1000, 1030))])
    assert model(data).fit().converged


def test_counts_in_clusters_of_size_one_carry_an_observation_level_effect():
    data = trial().groupby(["id", "arm"], as_index=False).agg(y=("y", "sum"), n=("y", "size"))
    assert model(data, trials="n").fit().converged


def test_two_clusters_are_warned_about():
    data = trial().assign(id=lambda d: d["arm"], x=lambda d: d["wave"])
    result = model(data, "y ~ x").fit()
    assert any("2 clusters only" in str(note) for note in result.warnings)


# -- values ------------------------------------------------------------------------------------------------


def test_missing_values_are_counted_by_variable():
    data = trial()
    data["age"] = 20.0 + np.arange(len(data)) % 7
    data.loc[:4, "age"] = np.nan
    data.loc[3:9, "y"] = np.nan
    data["kind"] = pd.Categorical(np.where(data["wave"] > 2, "late", "early"))
    data.loc[20, "kind"] = None  # a missing category must not become the reference level
    result = model(data, "y ~ arm + age + kind").fit()
    assert result.nobs == 240 - 11
    assert str(result.warnings[0]) == (
        "11 of 240 rows left out because of missing values in: age (5), kind (1), y (7)"
    )


def test_missing_values_in_arrays():
    data = trial()
    X = np.column_stack([np.ones(240), data["arm"]]).astype(float)
    X[7, 1] = np.nan
    result = MultilevelLogit(data["y"], X, data["id"]).fit()
    assert result.nobs == 239
    assert "x1 (1)" in str(result.warnings[0])


def test_nothing_left():
    with pytest.raises(MultilevelError, match="no complete rows"):
        model(trial().assign(x=np.nan), "y ~ x")


@pytest.mark.parametrize(("change", "message"), [
    ({"y": 2}, "between 0 and 1"), ({"y": 0.5}, "whole numbers"), ({"y": "yes"}, "must be numeric"),
    ({"x": np.inf}, "infinite"),
])  # fmt: skip
def test_impossible_values(change, message):
    data = trial().assign(x=1.0 + trial()["wave"])
    column, value = next(iter(change.items()))
    data[column] = data[column].astype(object if isinstance(value, str) else float)
    data.loc[3, column] = value
    with pytest.raises(MultilevelError, match=message):
        model(data, "y ~ arm + x")


def test_messages_carry_no_participant_values():
    data = trial().assign(secret=987654.0)
    data["y"] = data["y"].astype(float)
    data.loc[3, "y"] = 7.0
    with pytest.raises(MultilevelError) as error:
        model(data, "y ~ arm")
    assert "7" not in str(error.value)


def test_unknown_columns_are_named():
    with pytest.raises(MultilevelError, match="lack nonsense"):
        model(trial(), "y ~ arm + nonsense")


def test_boolean_and_categorical_input():
    data = trial().assign(
        y=lambda d: d["y"] == 1, arm=lambda d: pd.Categorical(np.where(d["arm"] == 1, "vz", "cu"))
    )
    plain, other = model(trial()).fit(), model(data).fit()
    assert other.llf == pytest.approx(plain.llf, abs=1e-10)
    assert other.params["arm[T.vz]"] == pytest.approx(plain.params["arm"], abs=1e-8)


def test_robust_errors_need_independent_clusters():
    with pytest.raises(MultilevelError, match="no robust covariance"):
        model(trial(), "y ~ arm", crossed=["wave"]).fit(cov="robust")


# -- failure -----------------------------------------------------------------------------------------------


def test_failure_to_converge_cannot_be_overlooked(dataset):
    m = MultilevelLogit.from_formula("y ~ itra * time", dataset("toenail"), "patientID")
    with pytest.warns(NotConvergedWarning, match="did not converge"):
        result = m.fit(n_points=5, max_iterations=1)
    assert not result.converged
    assert "did not converge" in str(result.warnings[0])
    assert "DID NOT CONVERGE" in str(result)


def test_many_rows_per_cluster_neither_overflow_nor_underflow():
    rng = np.random.default_rng(8)
    g = np.repeat(np.arange(12), 5000)
    y = (rng.random(g.size) < 1 / (1 + np.exp(-rng.standard_normal(12)[g]))).astype(float)
    result = MultilevelLogit(y, np.column_stack([np.ones(g.size), rng.normal(size=g.size)]), g).fit()
    assert result.converged
    assert np.isfinite(result.llf)
    assert 0.4 < result.sd.item() < 2


@pytest.mark.parametrize("base", [-4.0, 4.0])
def test_large_sd_with_clusters_all_zero_or_all_one(base):
    """Undamped Newton steps for the conditional modes diverge here."""
    result = model(trial(seed=9, women=300, sd=4.0, base=base), "y ~ 1").fit()
    assert result.converged
    assert result.sd.item() == pytest.approx(4, abs=1.5)


# -- what is no model, in words ----------------------------------------------------------------------------


def test_random_effects_in_the_formula_are_told_where_they_belong():
    with pytest.raises(MultilevelError, match=r"do not stand in the formula: leave .* out"):
        model(trial(), "y ~ arm + (1|id)")


def test_fractional_weights_are_refused():
    data = trial().assign(w=0.5)
    with pytest.raises(MultilevelError, match="weights must be whole numbers"):
        model(data, weights="w")
    assert model(data.assign(w=2), weights="w").fit().converged


def test_an_arm_that_is_not_in_the_model_has_no_contrast():
    with pytest.raises(MultilevelError, match="no term with arm"):
        model(trial(), "y ~ wave").fit().marginal_risks("arm")


def test_models_that_are_not_nested_have_no_likelihood_ratio():
    data = trial().assign(x=np.arange(240) % 7)
    full = model(data, "y ~ arm + wave").fit()
    with pytest.raises(MultilevelError, match="not nested"):
        full.lr_test(model(data, "y ~ x").fit())
    with pytest.raises(MultilevelError, match="not nested"):
        full.lr_test(model(data, "y ~ arm", groups="site").fit())
    assert 0 <= full.lr_test(model(data, "y ~ I(arm + wave)").fit()).pvalue <= 1


def test_fits_with_other_numbers_of_points_are_compared_at_the_larger():
    data = trial(sd=3.0)
    full, small = model(data, "y ~ arm + wave"), model(data, "y ~ arm")
    fine = full.fit(n_points=41).lr_test(small.fit(n_points=41))
    mixed = full.fit(n_points=41).lr_test(small.fit(n_points=3))
    assert mixed.statistic == pytest.approx(fine.statistic, abs=1e-6)


# -- what was typed by mistake -----------------------------------------------------------------------------


@pytest.mark.parametrize("value", [np.inf, -np.inf, 1e200])
def test_a_value_without_end_is_refused_by_the_name_of_its_column(value):
    data = trial().assign(age=20.0)
    data.loc[3, "age"] = value
    with pytest.raises(MultilevelError, match="age: holds values that are infinite or too large"):
        model(data, "y ~ arm + age")


def test_a_category_of_one_value_is_left_out_and_said():
    data = trial().assign(school="all the same")
    result = model(data, "y ~ arm + C(school)").fit()
    assert list(result.fe_params.index) == ["Intercept", "arm"]
    assert any("the same school" in str(note) for note in result.warnings)


def test_arrays_beside_a_formula_are_refused_in_words():
    data = trial()
    with pytest.raises(MultilevelError, match="outer_groups is the name of a column"):
        model(data, outer_groups=data["site"])
    with pytest.raises(MultilevelError, match="crossed is a list of names"):
        model(data, crossed="site")


def test_no_rows_at_all_are_no_complete_rows():
    with pytest.raises(MultilevelError, match="no complete rows"):
        model(trial().iloc[:0])


def test_one_label_for_everybody_without_a_nurse_is_said_to_be_the_arm():
    data = trial()
    data["nurse"] = np.where(data["arm"] == 1, data["site"].astype(str), "(none)")
    told = [str(note) for note in model(data, outer_groups="nurse").fit().warnings]
    assert any("arm takes one of its values in a single nurse only" in note for note in told)
    data["nurse"] = data["nurse"].where(data["arm"] == 1)
    apart = model(data, outer_groups="nurse", outer_re_formula="0 + arm").fit()
    assert not any("in a single nurse" in str(note) for note in apart.warnings)


def test_likelihood_ratio_of_a_smaller_model_asks_for_the_larger():
    data = trial().assign(x=lambda d: np.linspace(-1, 1, len(d)))
    small, large = model(data).fit(), model(data, "y ~ arm + x").fit()
    with pytest.raises(MultilevelError, match="ask the larger"):
        small.lr_test(large)
    with pytest.raises(MultilevelError, match="not nested"):
        small.lr_test(model(data, "y ~ x").fit())
