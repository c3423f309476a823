"""Logistic GEE: against geepack and statsmodels, its symmetries, and the cases that data cannot carry."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.cluster_robust import cluster_codes, cluster_robust, information_within
from voorzorg.statistics.repeated.gee import GEEResult, fit_gee_logistic

REFERENCE = Path(__file__).parents[2] / "reference" / "gee"
EXPECTED = pd.read_csv(REFERENCE / "gee.csv")
CASES = list(EXPECTED[["case", "corr"]].drop_duplicates().itertuples(index=False, name=None))


def design(case: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    data = pd.read_csv(REFERENCE / f"{case}.csv")
    if case.startswith("ohio"):
        X = np.column_stack([np.ones(len(data)), data.age, data.smoke, data.age * data.smoke])
        return data.resp.to_numpy(), X, data.id.to_numpy(), ["(Intercept)", "age", "smoke", "age:smoke"]
    X = np.column_stack([np.ones(len(data)), data.active, data.baseline, data.age])
    return data.outcome.to_numpy(), X, data.id.to_numpy(), ["(Intercept)", "active", "baseline", "age"]


@pytest.mark.parametrize(("case", "corr"), CASES)
@pytest.mark.parametrize(
    ("small_sample", "column"),
    [
        ("none", "se_robust"),
        ("kauermann-carroll", "se_kauermann_carroll"),
        ("mancl-derouen", "se_mancl_derouen"),
    ],
)
def test_estimates_and_standard_errors_agree_with_geepack(case, corr, small_sample, column) -> None:
    """Nine digits, with geepack's moment estimators; corrections from full cluster matrices in R."""
    expected = EXPECTED[(EXPECTED.case == case) & (EXPECTED["corr"] == corr)]
    y, X, groups, names = design(case)
    result = fit_gee_logistic(y, X, groups, names, corr, small_sample, moment_correction=False)
    assert result.converged
    assert list(result.names) == list(expected.term)
    np.testing.assert_allclose(result.params, expected.estimate, rtol=1e-9)
    np.testing.assert_allclose(result.std_error, expected[column], rtol=1e-9)
    assert result.correlation == pytest.approx(expected.correlation.iloc[0], rel=1e-9, abs=1e-12)


def test_robust_standard_errors_are_those_that_geepack_itself_prints() -> None:
    np.testing.assert_allclose(EXPECTED.se_robust, EXPECTED.geepack_se, rtol=1e-9)


@pytest.mark.parametrize("corr", ["exchangeable", "independence"])
def test_default_moment_estimators_are_those_of_statsmodels(corr) -> None:
    from statsmodels.genmod import cov_struct, families
    from statsmodels.genmod.generalized_estimating_equations import GEE

    y, X, groups, names = design("respiratory_uneven")
    structure = cov_struct.Exchangeable() if corr == "exchangeable" else cov_struct.Independence()
    theirs = GEE(y, X, groups, family=families.Binomial(), cov_struct=structure).fit(
        ctol=1e-10, maxiter=300, cov_type="bias_reduced"
    )
    ours = fit_gee_logistic(y, X, groups, names, corr, "mancl-derouen")
    np.testing.assert_allclose(ours.params, theirs.params, rtol=1e-8)
    np.testing.assert_allclose(ours.std_error, np.sqrt(np.diag(theirs.cov_robust_bc)), rtol=1e-8)
    np.testing.assert_allclose(ours.cov_model / ours.scale, theirs.cov_naive, rtol=1e-8)


def trial(seed: int, clusters: int = 40, waves: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(clusters), waves)
    arm = (groups % 2).astype(float)
    wave = np.tile(np.arange(waves), clusters).astype(float)
    X = np.column_stack([np.ones(len(groups)), arm, wave])
    eta = -0.4 - 0.5 * arm + 0.1 * wave + rng.normal(size=clusters)[groups]
    return (rng.uniform(size=len(groups)) < 1 / (1 + np.exp(-eta))).astype(float), X, groups


NAMES = ["const", "arm", "wave"]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), shift=st.floats(-3, 3), factor=st.sampled_from([1e-6, 1.0, 1e6]))
def test_row_order_labels_and_units_do_not_matter(seed, shift, factor) -> None:
    y, X, groups = trial(seed)
    first = fit_gee_logistic(y, X, groups, NAMES, small_sample="kauermann-carroll")
    order = np.random.default_rng(seed + 1).permutation(len(y))
    moved = X.copy()
    moved[:, 2] = (moved[:, 2] + shift) * factor
    labels = np.array([f"cluster {97 - g}" for g in groups])
    second = fit_gee_logistic(y[order], moved[order], labels[order], NAMES, small_sample="kauermann-carroll")
    assert first.converged and second.converged
    np.testing.assert_allclose(second.params[1], first.params[1], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(second.params[2] * factor, first.params[2], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(second.std_error[1], first.std_error[1], rtol=1e-6)
    assert second.correlation == pytest.approx(first.correlation, abs=1e-8)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), clusters=st.integers(8, 40))
def test_corrections_only_ever_widen(seed, clusters) -> None:
    y, X, groups = trial(seed, clusters)
    none, kc, md = (
        fit_gee_logistic(y, X, groups, NAMES, small_sample=s)
        for s in ("none", "kauermann-carroll", "mancl-derouen")
    )
    if none.converged:
        assert (none.std_error <= kc.std_error * (1 + 1e-12)).all()
        assert (kc.std_error <= md.std_error * (1 + 1e-12)).all()


def test_single_answers_per_cluster_are_plain_logistic_regression() -> None:
    y, X, _ = trial(3)
    result = fit_gee_logistic(y, X, np.arange(len(y)), NAMES)
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    np.testing.assert_allclose(
        result.params, GLM(y, X, family=families.Binomial()).fit(tol=1e-12).params, rtol=1e-8
    )
    assert result.correlation == 0
    assert any("working correlation" in str(w) for w in result.warnings)


def test_t_reference_uses_clusters_minus_coefficients_and_is_wider() -> None:
    y, X, groups = trial(5, clusters=12)
    normal = fit_gee_logistic(y, X, groups, NAMES)
    t = fit_gee_logistic(y, X, groups, NAMES, reference="t")
    assert t.df == 9
    assert np.isinf(normal.df)
    assert (t.ci_high - t.ci_low > normal.ci_high - normal.ci_low).all()
    assert (t.p_value > normal.p_value).all()
    assert any("12 clusters" in str(w) for w in normal.warnings)


def test_contrast_and_wald_test_agree_with_the_coefficient_table() -> None:
    y, X, groups = trial(5)
    result = fit_gee_logistic(y, X, groups, NAMES, reference="t")
    estimate, se, low, high, p = result.contrast([0, 1, 0])
    assert (estimate, se, low, high, p) == pytest.approx(
        (result.params[1], result.std_error[1], result.ci_low[1], result.ci_high[1], result.p_value[1])
    )
    statistic, q, p_wald = result.wald_test([[0, 1, 0]])
    assert (statistic, q, p_wald) == pytest.approx(((estimate / se) ** 2, 1, p))
    assert result.frame().loc["arm", "odds_ratio"] == pytest.approx(np.exp(estimate))


def test_marginal_risks_follow_the_delta_method() -> None:
    """Against numerical derivatives, and against the coefficient where the design makes them the same."""
    y, X, groups = trial(6, clusters=60)
    result = fit_gee_logistic(y, X, groups, NAMES, small_sample="mancl-derouen", reference="t")
    treated, reference = X.copy(), X.copy()
    treated[:, 1], reference[:, 1] = 1, 0

    def risks(beta: np.ndarray) -> np.ndarray:
        return np.array([(1 / (1 + np.exp(-design @ beta))).mean() for design in (treated, reference)])

    h = 1e-6
    J = np.array(
        [(risks(result.params + h * e) - risks(result.params - h * e)) / (2 * h) for e in np.eye(3)]
    ).T
    p1, p0 = risks(result.params)
    rd = result.marginal_contrast(treated, reference)
    assert (rd.risk_treated, rd.risk_reference, rd.estimate) == pytest.approx((p1, p0, p1 - p0))
    difference = J[0] - J[1]
    assert rd.std_error == pytest.approx(np.sqrt(difference @ result.cov @ difference), rel=1e-6)
    rr = result.marginal_contrast(treated, reference, "risk_ratio")
    log_ratio = J[0] / p1 - J[1] / p0
    assert rr.estimate == pytest.approx(p1 / p0)
    assert rr.std_error == pytest.approx(np.sqrt(log_ratio @ result.cov @ log_ratio), rel=1e-6)
    risk, se, low, high = result.marginal_risk(treated)
    assert (risk, se) == pytest.approx((p1, np.sqrt(J[0] @ result.cov @ J[0])), rel=1e-6)
    assert 0 < low < risk < high < 1
    single = result.marginal_contrast([[1, 1, 2]], [[1, 0, 2]], "odds_ratio")
    row = result.frame().loc["arm"]
    assert (single.estimate, single.ci_low, single.ci_high, single.p_value) == pytest.approx(
        (row.odds_ratio, row.odds_ratio_low, row.odds_ratio_high, row.p_value)
    )


@pytest.mark.parametrize(
    ("small_sample", "reference", "low", "high"),
    [("none", "normal", 0.06, 0.2), ("mancl-derouen", "t", 0.005, 0.06)],
)
def test_type_one_error_in_sixteen_clusters(small_sample, reference, low, high) -> None:
    """400 trials without effect: the plain sandwich rejects too often, Mancl-DeRouen with t does not."""
    rejected = fitted = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        groups = np.repeat(np.arange(16), 6)
        X = np.column_stack([np.ones(96), groups % 2])
        y = (rng.uniform(size=96) < 1 / (1 + np.exp(-rng.normal(size=16)[groups]))).astype(float)
        result = fit_gee_logistic(
            y, X, groups, ["const", "arm"], small_sample=small_sample, reference=reference
        )
        if result.converged:
            fitted += 1
            rejected += result.p_value[1] < 0.05
    assert fitted >= 395
    assert low <= rejected / fitted <= high


def unusable(y, X, groups, names=NAMES) -> GEEResult:
    result = fit_gee_logistic(y, X, groups, names)
    assert not result.converged
    assert result.warnings
    return result


def test_an_arm_without_events_is_named_as_separation() -> None:
    y, X, groups = trial(7)
    result = unusable(np.where(X[:, 1] == 1, 0.0, y), X, groups)
    assert any("separation" in str(w) for w in result.warnings)


def test_a_far_outlying_covariate_is_not_mistaken_for_separation() -> None:
    y, X, groups = trial(7)
    X[0, 2] = 4_000.0 if y[0] else -4_000.0
    result = fit_gee_logistic(y, X, groups, NAMES, corr="independence")
    assert np.isfinite(result.std_error).all()
    far = X.copy()
    far[:, 2] = np.random.default_rng(0).normal(size=len(y)) * 3
    far[5, 2] = 60.0
    eta = -0.4 + 0.6 * far[:, 2]
    answers = (np.random.default_rng(1).uniform(size=len(y)) < 1 / (1 + np.exp(-eta))).astype(float)
    steep = fit_gee_logistic(answers, far, groups, NAMES, corr="independence")
    assert np.abs(far @ steep.params).max() > 20
    assert steep.converged


def test_answers_that_never_vary_one_cluster_and_redundant_columns_are_said_so() -> None:
    y, X, groups = trial(7)
    assert "every answer is 0" in str(unusable(np.zeros_like(y), X, groups).warnings[0])
    assert "one cluster" in str(unusable(y, X, np.zeros_like(groups)).warnings[0])
    redundant = unusable(y, np.column_stack([X, X[:, 1] * 2]), groups, [*NAMES, "twice arm"])
    assert "rank-deficient" in str(redundant.warnings[0])
    assert np.isnan(redundant.params).all()


@pytest.mark.parametrize(
    ("y", "X", "groups"),
    [
        ([0, 1, 2], np.ones((3, 1)), [1, 1, 2]),
        ([0, 1, np.nan], np.ones((3, 1)), [1, 1, 2]),
        ([0, 1], np.ones((3, 1)), [1, 1, 2]),
        ([0, 1, 1], np.ones((3, 1)), [1, None, 2]),
        ([], np.ones((0, 1)), []),
    ],
)
def test_malformed_input_is_refused(y, X, groups) -> None:
    with pytest.raises(ValueError):
        fit_gee_logistic(y, X, groups, ["const"])


def nurses(seed: int = 3) -> pd.DataFrame:
    """Women with three answers; nurses in the treated arm, nobody in the other."""
    rng = np.random.default_rng(seed)
    woman = np.repeat(np.arange(90), 3)
    treated = woman % 2
    nurse = np.where(treated == 1, woman // 2 % 9, -1)
    effect = 0.7 * rng.standard_normal(90)[woman] + np.where(treated, 0.6 * rng.standard_normal(9)[nurse], 0)
    y = (rng.random(270) < 1 / (1 + np.exp(-effect))).astype(float)
    return pd.DataFrame({"y": y, "treated": treated, "woman": woman, "nurse": nurse})


def test_the_sandwich_sums_over_independent_clusters_of_groups() -> None:
    """Written out with full matrices: working correlation within women, scores summed within nurses."""
    data = nurses()
    X = np.column_stack([np.ones(270), data.treated])
    label = data.nurse.where(data.nurse >= 0)
    fit = fit_gee_logistic(
        data.y, X, data.woman, ["b0", "treated"], small_sample="kauermann-carroll", reference="satterthwaite",
        independent=label,
    )  # fmt: skip
    assert fit.n_clusters == 9 + 45
    mu = 1 / (1 + np.exp(-X @ fit.params))
    R = (1 - fit.correlation) * np.eye(3) + fit.correlation
    own = label.fillna(100 + data.woman).to_numpy()
    pieces = []
    for cluster in np.unique(own):
        rows = np.flatnonzero(own == cluster)
        sd = np.sqrt(mu[rows] * (1 - mu[rows]))
        V = np.kron(np.eye(len(rows) // 3), R) * np.outer(sd, sd)
        D = X[rows] * (sd**2)[:, None]
        pieces.append((D, V, data.y.to_numpy()[rows] - mu[rows]))
    M = np.linalg.inv(sum(D.T @ np.linalg.solve(V, D) for D, V, _ in pieces))
    meat = np.zeros((2, 2))
    for D, V, e in pieces:
        H = D @ M @ np.linalg.solve(V, D).T
        value, axes = np.linalg.eig(np.eye(len(e)) - H)
        u = D.T @ np.linalg.solve(V, (axes / np.sqrt(value) @ np.linalg.inv(axes)).real @ e)
        meat += np.outer(u, u)
    np.testing.assert_allclose(fit.cov, M @ meat @ M, rtol=1e-8)
    assert 8 < fit.df_of(np.array([0.0, 1.0])) < 53


def test_what_the_independent_clusters_are_called_and_how_rows_are_sorted_does_not_matter() -> None:
    data = nurses()

    def fit(rows: pd.DataFrame, label: pd.Series) -> GEEResult:
        X = np.column_stack([np.ones(len(rows)), rows.treated])
        return fit_gee_logistic(
            rows.y, X, rows.woman, ["b0", "treated"], small_sample="kauermann-carroll",
            reference="satterthwaite", independent=label,
        )  # fmt: skip

    first = fit(data, data.nurse.where(data.nurse >= 0))
    mixed = data.sample(frac=1, random_state=2)
    second = fit(mixed, "n" + mixed.nurse.where(mixed.nurse >= 0, 1000 + mixed.woman).astype(str))
    np.testing.assert_allclose(first.cov, second.cov, rtol=1e-9)
    np.testing.assert_allclose(first.df, second.df, rtol=1e-9)


def test_satterthwaite_is_what_clubsandwich_has_where_groups_are_the_clusters() -> None:
    y, X, groups, names = design("ohio_small")
    fit = fit_gee_logistic(y, X, groups, names, "independence", "kauermann-carroll", "satterthwaite")
    mu = 1 / (1 + np.exp(-X @ fit.params))
    codes = cluster_codes(groups, len(y))
    scores = np.stack([np.bincount(codes, c) for c in (X * (y - mu)[:, None]).T], axis=1)
    other = cluster_robust(scores, information_within(X, mu * (1 - mu), codes))
    np.testing.assert_allclose(fit.cov, other.covariance, rtol=1e-8)
    np.testing.assert_allclose(fit.df, [other.df(unit) for unit in np.eye(len(names))], rtol=1e-8)


def test_fewer_than_six_clusters_give_no_test_and_a_group_lies_in_one_cluster() -> None:
    data = nurses()
    X = np.column_stack([np.ones(270), data.treated])
    few = fit_gee_logistic(
        data.y, X, data.woman, ["b0", "treated"], reference="satterthwaite", independent=data.woman % 5
    )
    assert np.isfinite(few.std_error).all() and np.isnan(few.p_value).all() and few.converged
    assert any("5 clusters are fewer than 6" in str(said) for said in few.warnings)
    with pytest.raises(ValueError, match="more than one independent cluster"):
        fit_gee_logistic(data.y, X, data.woman, ["b0", "treated"], independent=np.arange(270) % 2)
