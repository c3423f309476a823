"""Tests, intervals, variance components, predictions, marginal risks: right where the answer is known."""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import chi2

from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit
from voorzorg.statistics.multilevel.answers import inference
from voorzorg.statistics.multilevel.answers.inference import chi_bar_square, constraint_matrix
from voorzorg.statistics.multilevel.likelihood.logistic_normal import marginal_risk


def simulate(seed=11, women=150, sd=1.3, arm=0.7):
    rng = np.random.default_rng(seed)
    i = np.repeat(np.arange(women), 5)
    data = pd.DataFrame({"id": i, "site": i % 12, "arm": i % 2, "wave": np.tile(np.arange(5), women)})
    data["age"] = rng.normal(20, 2, women)[i].round(1)
    eta = -0.8 + arm * data["arm"] - 0.2 * data["wave"] * data["arm"] + 0.1 * (data["age"] - 20)
    eta += sd * rng.standard_normal(women)[i]
    data["y"] = (rng.random(i.size) < 1 / (1 + np.exp(-eta))).astype(int)
    return data


@pytest.fixture(scope="module")
def data():
    return simulate()


@pytest.fixture(scope="module")
def fitted(data):
    return MultilevelLogit.from_formula("y ~ arm * C(wave) + age", data, "id", n_points=15).fit()


# -- intervals and tests -----------------------------------------------------------------------------------


def test_profile_limits_are_where_a_refit_with_an_offset_loses_1_92(data):
    result = MultilevelLogit.from_formula("y ~ arm + age", data, "id", n_points=15).fit()
    for limit in result.conf_int(method="profile", parameters=["arm"]).to_numpy()[0]:
        held = MultilevelLogit.from_formula(
            "y ~ age", data.assign(known=limit * data["arm"]), "id", offset="known", n_points=15
        ).fit()
        assert 2 * (result.llf - held.llf) == pytest.approx(chi2.ppf(0.95, 1), abs=1e-4)


def test_profile_and_wald_agree_in_a_large_sample(fitted):
    wald, profile = fitted.conf_int(), fitted.conf_int(method="profile")
    np.testing.assert_allclose(profile, wald, atol=0.06, rtol=0.06)


def test_wald_test_of_one_parameter_is_the_square_of_z(fitted):
    test = fitted.wald_test(["age"])
    assert test.statistic == pytest.approx(fitted.tvalues["age"] ** 2)
    assert test.pvalue == pytest.approx(fitted.pvalues["age"])
    assert test.df == (1,)


def test_constraints_may_be_names_text_or_a_matrix(fitted):
    names = [n for n in fitted.names if n.startswith("arm:")]
    by_name = fitted.wald_test(names)
    matrix = np.eye(len(fitted.names))[[fitted.names.index(n) for n in names]]
    by_text = fitted.wald_test(", ".join(f"{n} = 0" for n in names))
    assert by_name.df == (4,)
    assert by_name.statistic == pytest.approx(fitted.wald_test(matrix).statistic)
    assert by_name.statistic == pytest.approx(by_text.statistic)
    L, r = constraint_matrix(fitted.names, "2 * arm - age = 1")
    assert L[0, fitted.names.index("arm")] == 2
    assert r.tolist() == [1]
    with pytest.raises(MultilevelError, match="no parameter"):
        fitted.wald_test(["arm", "nonsense"])


def test_likelihood_ratio_test_of_fixed_effects(data, fitted):
    smaller = MultilevelLogit.from_formula("y ~ arm + C(wave) + age", data, "id", n_points=15).fit()
    test = fitted.lr_test(smaller)
    assert test.df == (4,)
    assert test.pvalue == pytest.approx(chi2.sf(2 * (fitted.llf - smaller.llf), 4))
    assert (
        abs(test.statistic - fitted.wald_test([n for n in fitted.names if n.startswith("arm:")]).statistic)
        < 1
    )
    with pytest.raises(MultilevelError, match="nested in the other one: ask the larger"):
        smaller.lr_test(fitted)


def test_likelihood_ratio_test_refuses_different_rows_and_approximations(data, fitted):
    other = MultilevelLogit.from_formula("y ~ arm", data.iloc[5:], "id", n_points=15).fit()
    with pytest.raises(MultilevelError, match="different rows"):
        fitted.lr_test(other)
    laplace = MultilevelLogit.from_formula("y ~ arm", data, "id", n_points=1).fit()
    with pytest.raises(MultilevelError, match="Laplace"):
        fitted.lr_test(laplace)


def test_variance_test_halves_the_p_value(fitted):
    test = fitted.variance_test()
    pooled = fitted.model.pooled().value
    assert test.statistic == pytest.approx(2 * (fitted.llf - pooled))
    assert test.pvalue == pytest.approx(chi2.sf(test.statistic, 1) / 2)


def test_chi_bar_square():
    assert chi_bar_square(2.7055434541, 0) == pytest.approx(0.05)
    assert chi_bar_square(5.138, 1) == pytest.approx(
        0.05, abs=1e-4
    )  # Stram & Lee: half chi2(1), half chi2(2)
    assert chi_bar_square(0, 0) == 1


def test_slope_and_third_level_variance_tests(data):
    slope = MultilevelLogit.from_formula(
        "y ~ arm + wave", data, "id", re_formula="1 + wave", n_points=7
    ).fit()
    test = slope.variance_test()
    assert test.df == (1, 2)
    without = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", n_points=7).fit()
    assert test.statistic == pytest.approx(2 * (slope.llf - without.llf), abs=1e-6)
    assert slope.lr_test(without).pvalue == pytest.approx(test.pvalue)
    three = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", outer_groups="site", n_points=9).fit()
    two = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", n_points=9).fit()
    assert three.variance_test("site").statistic == pytest.approx(max(0, 2 * (three.llf - two.llf)), abs=1e-5)
    by_site = MultilevelLogit.from_formula("y ~ arm + wave", data, "site", n_points=9).fit()
    assert three.variance_test("id").statistic == pytest.approx(2 * (three.llf - by_site.llf), abs=1e-5)


def test_three_levels_without_variance_between_sites_are_two_levels(data):
    """Sites were dealt out at random: the estimate is zero or near it."""
    three = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", outer_groups="site").fit()
    two = MultilevelLogit.from_formula("y ~ arm + wave", data, "id").fit()
    assert three.converged
    assert three.llf >= two.llf - 1e-4  # what the automatic number of points leaves with three levels
    assert three.params["sd(site)"] < 0.5
    low, high = three.conf_int(method="profile", parameters=["sd(site)"]).to_numpy()[0]
    assert low == 0
    assert high > three.params["sd(site)"]


def test_robust_standard_errors_are_the_sandwich_of_numerical_scores(data):
    model = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", n_points=9)
    robust = model.fit(cov="robust")
    scores, frequency = robust.fit.likelihood.scores(robust.psi)
    assert frequency.sum() == 150
    np.testing.assert_allclose(frequency @ scores, 0, atol=1e-4)
    ratio = robust.bse / model.fit().bse
    assert ((ratio > 0.8) & (ratio < 1.25)).all()  # the model is right, so both estimate the same


def test_robust_standard_errors_by_dropping_women(data):
    """The infinitesimal jackknife is what the sandwich estimates: compare with the jackknife itself."""
    small = data[data["id"] < 60]
    model = MultilevelLogit.from_formula("y ~ arm", small, "id", n_points=9)
    robust = model.fit(cov="robust")
    left_out = np.array(
        [
            MultilevelLogit.from_formula("y ~ arm", small[small["id"] != i], "id", n_points=9).fit().params
            for i in range(60)
        ]
    )
    jackknife = np.sqrt(59 / 60 * ((left_out - left_out.mean(0)) ** 2).sum(0))
    np.testing.assert_allclose(robust.bse, jackknife, rtol=0.12)


def test_icc_and_its_interval(fitted):
    icc = fitted.icc()
    sd = fitted.sd.item()
    assert icc["icc"] == pytest.approx(sd**2 / (sd**2 + np.pi**2 / 3))
    limits = fitted.conf_int(method="profile", parameters=["sd(id)"]).to_numpy()[0] ** 2
    np.testing.assert_allclose([icc["ci_low"], icc["ci_high"]], limits / (limits + np.pi**2 / 3))
    wald = fitted.icc(method="wald")
    assert wald["ci_low"] < icc["icc"] < wald["ci_high"]


def test_an_icc_whose_spread_has_no_end_may_be_one(fitted, monkeypatch):
    limits = pd.DataFrame([[0.5, np.inf]], index=["sd(id)"])
    monkeypatch.setattr(inference, "profile_intervals", lambda *_: limits)
    icc = fitted.icc()
    assert icc["ci_low"] == pytest.approx(0.25 / (0.25 + np.pi**2 / 3))
    assert icc["ci_high"] == 1.0


def test_information_criteria(fitted):
    k = len(fitted.params)
    assert fitted.aic == pytest.approx(-2 * fitted.llf + 2 * k)
    assert fitted.bic == pytest.approx(-2 * fitted.llf + k * np.log(750))


def test_profile_intervals_of_random_slopes_do_not_depend_on_their_place():
    rng = np.random.default_rng(12)
    i = np.repeat(np.arange(80), 6)
    d = pd.DataFrame({"id": i, "t": np.tile(np.linspace(-1, 1, 6), 80)})
    b = rng.standard_normal((80, 2)) * [1.2, 1.0]
    eta = b[i, 0] + (0.3 + b[i, 1]) * d["t"]
    d["y"] = (rng.random(i.size) < 1 / (1 + np.exp(-eta))).astype(int)
    result = MultilevelLogit.from_formula("y ~ t", d, "id", re_formula="1 + t", n_points=7).fit()
    names = ["sd(id: Intercept)", "sd(id: t)"]
    profile = result.conf_int(method="profile", parameters=names)
    for name in names:
        low, high = profile.loc[name]
        assert 0 <= low < result.params[name] < high < 4
    d["one"] = 1.0
    turned = MultilevelLogit.from_formula("y ~ t", d, "id", re_formula="0 + t + one", n_points=7).fit()
    assert turned.llf == pytest.approx(result.llf, abs=1e-3)  # product rules see the order of the effects
    again = turned.conf_int(method="profile", parameters=["sd(id: t)"])
    np.testing.assert_allclose(again.loc["sd(id: t)"], profile.loc["sd(id: t)"], rtol=5e-3)
    with pytest.raises(MultilevelError, match="no profile interval for cor"):
        result.conf_int(method="profile", parameters=[result.names[-1]])


# -- predictions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("eta", "s"), [(-4, 0.3), (-1, 1.4), (0, 3), (2, 0), (-8, 6), (1, 12)])
def test_marginal_risk_is_the_integral(eta, s):
    ours = marginal_risk(np.array([float(eta)]), np.array([float(s)]))

    def integrate(f):
        centre = [] if s == 0 else [-eta / s]
        points = [p for p in centre if -9 < p < 9]

        def density(t):
            return np.exp(-t * t / 2) / np.sqrt(2 * np.pi)

        return quad(lambda t: f(eta + s * t, t) * density(t), -9, 9, points=points, epsabs=1e-13, limit=400)[
            0
        ]

    def p(x):
        return 1 / (1 + np.exp(-x))

    assert ours.risk[0] == pytest.approx(integrate(lambda x, t: p(x)), abs=1e-10)
    assert ours.d_eta[0] == pytest.approx(integrate(lambda x, t: p(x) * p(-x)), abs=1e-10)
    assert ours.d_s[0] == pytest.approx(integrate(lambda x, t: t * p(x) * p(-x)), abs=1e-10)


def test_predictions_come_in_the_order_of_the_data(data, fitted):
    shuffled = data.sample(frac=1, random_state=1)
    again = MultilevelLogit.from_formula("y ~ arm * C(wave) + age", shuffled, "id", n_points=15).fit()
    for which in ("marginal", "conditional", "fixed", "linear"):
        ours = pd.Series(again.predict(which=which), shuffled.index).sort_index()
        np.testing.assert_allclose(ours, fitted.predict(which=which), rtol=1e-5)
    np.testing.assert_allclose(fitted.predict(data.head(7)), fitted.predict()[:7], rtol=1e-10)


def test_marginal_predictions_shrink_towards_one_half_and_match_the_data(data, fitted):
    fixed, marginal = fitted.predict(which="fixed"), fitted.predict()
    assert (np.abs(marginal - 0.5) < np.abs(fixed - 0.5) + 1e-12).all()
    assert marginal.mean() == pytest.approx(data["y"].mean(), abs=0.01)


def test_conditional_modes_maximise_the_joint_density(data, fitted):
    effects = fitted.random_effects()
    sd, eta = fitted.sd.item(), fitted.predict(which="linear")
    for i in (0, 17, 101):
        rows, mode = (data["id"] == i).to_numpy(), effects.loc[effects["label"] == i, "mode"].item()
        p = 1 / (1 + np.exp(-(eta[rows] + mode)))
        assert (data["y"][rows] - p).sum() == pytest.approx(mode / sd**2, abs=1e-7)
        se = effects.loc[effects["label"] == i, "std_error"].item()
        assert se == pytest.approx(((p * (1 - p)).sum() + sd**-2) ** -0.5, rel=1e-6)


def test_effects_of_three_levels_and_slopes_have_their_names(data):
    three = MultilevelLogit.from_formula("y ~ arm", data, "id", outer_groups="site", n_points=9).fit()
    effects = three.random_effects()
    assert effects.groupby("group").size().to_dict() == {"id": 150, "site": 12}
    assert np.isfinite(effects["std_error"]).all()
    slopes = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", re_formula="wave", n_points=5).fit()
    assert set(slopes.random_effects()["effect"]) == {"Intercept", "wave"}
    assert slopes.predict(which="conditional").shape == (750,)


def test_a_slope_is_per_unit_of_its_variable(data):
    """In tenths of a wave slopes and their errors are a tenth, and the intercepts as before."""
    whole, tenths = (
        MultilevelLogit.from_formula(
            "y ~ arm + wave", data.assign(wave=data["wave"] * k), "id", re_formula="wave", n_points=5
        )
        .fit()
        .random_effects()
        .set_index(["effect", "label"])[["mode", "std_error"]]
        for k in (1, 10)
    )
    scale = np.where(whole.index.get_level_values("effect") == "wave", 10.0, 1.0)
    np.testing.assert_allclose(tenths.mul(scale, axis=0), whole, rtol=2e-3, atol=2e-4)


# -- marginal risks ----------------------------------------------------------------------------------------


def test_marginal_risks_are_means_of_marginal_predictions(data, fitted):
    table = fitted.marginal_risks("arm", "wave").risks
    for row in table.itertuples():
        expected = fitted.predict(data.assign(arm=row.arm, wave=row.wave)).mean()
        assert row.estimate == pytest.approx(expected, abs=1e-10)
        assert row.ci_low < row.estimate < row.ci_high


def test_contrasts_follow_from_the_risks(fitted):
    answer = fitted.marginal_risks("arm", "wave")
    risks = answer.risks.pivot_table(index="wave", columns="arm", values="estimate")
    np.testing.assert_allclose(answer.differences["estimate"], risks[1] - risks[0])
    np.testing.assert_allclose(answer.ratios["estimate"], risks[1] / risks[0])
    odds = risks / (1 - risks)
    np.testing.assert_allclose(answer.odds_ratios["estimate"], odds[1] / odds[0])
    assert "risk_difference" in str(answer)


def test_marginal_standard_errors_by_numerical_differentiation(data, fitted):
    """The delta method's gradient, against moving each parameter."""
    from voorzorg.statistics.multilevel.answers.marginal import _standardised

    frame = data.assign(arm=1, wave=2)
    _, gradient = _standardised(fitted, fitted.model.design.build(frame), np.ones(len(data)))
    X = np.asarray(fitted.model.design.build(frame)[0])
    beta, sd = fitted.fe_params.to_numpy(), fitted.sd.item()

    def risk(parameters):
        return marginal_risk(X @ parameters[:-1], np.full(len(X), parameters[-1])).risk.mean()

    at, h = np.r_[beta, sd], 1e-5
    numeric = [(risk(at + h * e) - risk(at - h * e)) / (2 * h) for e in np.eye(at.size)]
    np.testing.assert_allclose(gradient, numeric, atol=1e-8)


def test_marginal_risks_recover_a_saturated_table(data):
    """Without covariates, the model's marginal risks are close to the observed proportions."""
    result = MultilevelLogit.from_formula("y ~ arm * C(wave)", data, "id").fit()
    observed = data.groupby(["wave", "arm"])["y"].mean().reset_index()
    merged = result.marginal_risks("arm", "wave").risks.merge(observed, on=["wave", "arm"])
    np.testing.assert_allclose(merged["estimate"], merged["y"], atol=0.01)


def test_delta_and_bootstrap_agree(data):
    result = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", n_points=9).fit()
    table = result.marginal_risks("arm").bootstrap(120, seed=4)
    assert (table["replicates"] > 110).all()
    np.testing.assert_allclose(table["bootstrap_std_error"], table["std_error"], rtol=0.25)


def test_bootstrap_reproduces_standard_errors(data):
    result = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", n_points=9).fit()
    draws = result.bootstrap(150, seed=5)
    np.testing.assert_allclose(draws.std(), result.bse, rtol=0.2)
    pd.testing.assert_frame_equal(draws.head(5), result.bootstrap(5, seed=5))


def test_marginal_risks_need_a_formula(data):
    result = MultilevelLogit(data["y"], np.ones((750, 1)), data["id"], n_points=5).fit()
    with pytest.raises(MultilevelError, match="from_formula"):
        result.marginal_risks("arm")


def test_categorical_arms_keep_their_order(data):
    arms = pd.Categorical(
        np.where(data["arm"] == 1, "intervention", "usual care"), ["usual care", "intervention"]
    )
    result = MultilevelLogit.from_formula("y ~ arm + wave", data.assign(arm=arms), "id", n_points=9).fit()
    answer = result.marginal_risks("arm")
    assert answer.risks["arm"].tolist() == ["usual care", "intervention"]
    assert answer.differences["contrast"].item() == "intervention vs usual care"


# -- words -------------------------------------------------------------------------------------------------


def test_summary_says_what_a_reader_needs(fitted):
    text = str(fitted)
    for part in (
        "750",
        "150 id",
        "adaptive Gauss-Hermite quadrature, 15 points",
        "sd(id)",
        "observed information",
    ):
        assert part in text
    assert repr(fitted.summary()) == text


def test_odds_ratios(fitted):
    table = fitted.odds_ratios()
    np.testing.assert_allclose(table["odds_ratio"], np.exp(fitted.fe_params))
    assert (table["ci_low"] < table["odds_ratio"]).all()


def test_constraints_in_words_take_names_that_are_part_of_others():
    names = ["Intercept", "arm", "t", "arm:t", "C(wave)[T.1]"]
    rows, values = constraint_matrix(names, "t = 1, arm:t = 0, C(wave)[T.1] = arm")
    assert rows.tolist() == [[0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, -1, 0, 0, 1]]
    assert values.tolist() == [1, 0, 0]
    with pytest.raises(MultilevelError, match="no parameter named nobody"):
        constraint_matrix(names, "t = nobody")
