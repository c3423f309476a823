"""Linear mixed model with nested random intercepts, and the arm-by-wave design."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.repeated.beyond_intercepts import beyond_intercepts
from voorzorg.statistics.repeated.mixed import fit_linear_mixed

FOLDER = Path(__file__).parents[2] / "reference/linear"
R = json.loads((FOLDER / "reference.json").read_text())
D = pd.read_csv(FOLDER / "scores.csv")
WAVES = pd.get_dummies(D["wave"]).to_numpy(float)
X = np.column_stack([np.ones(len(D)), WAVES[:, 1:], WAVES * D[["arm"]].to_numpy()])
NAMES = list("abcdefgh")


class TestAgainstR:
    """lme4 and lmerTest, to 1e-6 relative; their own optimiser stops at about 2e-7."""

    @pytest.mark.parametrize(
        ("key", "outcome", "group", "reml"),
        [
            ("one", "y", None, True),
            ("two", "y", "site", True),
            ("ml", "y", None, False),
            ("flat", "noise", "site", True),
        ],
    )
    def test_model(self, key, outcome, group, reml):
        fit = fit_linear_mixed(D[outcome], X, NAMES, D["id"], None if group is None else D[group], reml)
        expected = R[key]
        estimates = [fit.coefficient(name) for name in NAMES]
        assert fit.converged and fit.boundary == expected["singular"]
        assert fit.coefficients == pytest.approx(expected["coef"], rel=1e-6)
        assert fit.covariance == pytest.approx(np.array(expected["vcov"]), rel=1e-6)
        assert [e.df for e in estimates] == pytest.approx(expected["df"], rel=1e-6)
        assert [e.p_value for e in estimates] == pytest.approx(expected["p"], rel=1e-6)
        assert fit.log_likelihood == pytest.approx(expected["loglik"], rel=1e-11)
        variances = [fit.person_variance, *([fit.group_variance] if group else []), fit.residual_variance]
        assert variances == pytest.approx(expected["vc"], rel=1e-6, abs=1e-9)

    def test_average_over_waves_with_satterthwaite_df(self):
        mean_of_arm_effects = np.repeat([0.0, 0.25], 4)
        cells = np.column_stack([WAVES, WAVES * D[["arm"]].to_numpy()])
        e = fit_linear_mixed(D["y"], cells, NAMES, D["id"]).contrast(mean_of_arm_effects)
        a = R["average"]
        assert [e.estimate, e.std_error, e.df, e.p_value] == pytest.approx(
            [a["estimate"], a["se"], a["df"], a["p"]], rel=1e-6
        )


class TestBalancedDataHaveClosedForms:
    @settings(deadline=None, max_examples=30, derandomize=True)
    @given(st.integers(0, 10_000))
    def test_reml_equals_the_analysis_of_variance_and_the_t_test_on_person_means(self, seed):
        rng = np.random.default_rng(seed)
        persons, waves = 20, 4
        arm = np.arange(persons) % 2
        y = rng.normal(size=(persons, 1)) * 2 + rng.normal(size=(persons, waves)) + arm[:, None]
        fit = fit_linear_mixed(
            y.ravel(),
            np.column_stack([np.ones(80), np.repeat(arm, waves)]),
            ["i", "arm"],
            np.repeat(range(persons), 4),
        )
        means = y.mean(axis=1)
        centred = means - np.where(arm == 1, means[arm == 1].mean(), means[arm == 0].mean())
        between = waves * (centred**2).sum() / (persons - 2)
        within = ((y - means[:, None]) ** 2).sum() / (persons * (waves - 1))
        assert between > within
        assert fit.residual_variance == pytest.approx(within, rel=1e-7)
        assert fit.person_variance == pytest.approx((between - within) / waves, rel=1e-6)
        e = fit.coefficient("arm")
        assert e.estimate == pytest.approx(means[arm == 1].mean() - means[arm == 0].mean())
        assert e.std_error == pytest.approx(math.sqrt(between / waves * (1 / 10 + 1 / 10)), rel=1e-7)
        assert e.df == pytest.approx(persons - 2, rel=1e-5)

    def test_icc(self):
        fit = fit_linear_mixed(D["y"], X, NAMES, D["id"])
        assert fit.icc == pytest.approx(fit.person_variance / (fit.person_variance + fit.residual_variance))


class TestInvariance:
    def test_order_of_rows_units_and_labels_do_not_matter(self):
        base = fit_linear_mixed(D["y"], X, NAMES, D["id"], D["site"])
        order = np.random.default_rng(2).permutation(len(D))
        labels = D["id"].map(lambda k: f"w{k * 7919 % 1009}")
        other = fit_linear_mixed(
            100 * D["y"].to_numpy()[order], X[order], NAMES, labels[order], D["site"][order]
        )
        assert other.coefficients / 100 == pytest.approx(base.coefficients, rel=1e-8)
        assert other.person_variance / 1e4 == pytest.approx(base.person_variance, rel=1e-6)
        assert other.coefficient("h").df == pytest.approx(base.coefficient("h").df, rel=1e-5)


class TestOptimum:
    @settings(deadline=None, max_examples=40, derandomize=True)
    @given(st.integers(0, 10_000))
    def test_no_pair_of_variance_ratios_on_a_wide_grid_is_better(self, seed):
        """Small unbalanced data, variances from nothing to overwhelming; half of the optima lie at zero."""
        rng = np.random.default_rng(seed)
        persons, groups = int(rng.integers(8, 30)), int(rng.integers(2, 6))
        person = np.repeat(np.arange(persons), rng.integers(1, 6, persons))
        site = person % groups
        spread = 10 ** rng.uniform(-2, 2, 2) * (rng.random(2) < 0.7)
        y = spread[0] * rng.normal(size=persons)[person] + spread[1] * rng.normal(size=groups)[site]
        y = y + rng.normal(size=len(person))
        if len(person) < persons + 5:
            return
        design = np.column_stack([np.ones(len(y)), rng.normal(size=len(y))])
        fit = fit_linear_mixed(y, design, ["i", "x"], person, site)
        grid = [0, *10.0 ** np.arange(-3, 6)]
        best = min(float(fit.moments.profiled(np.array([a, b]), True)) for a in grid for b in grid)
        assert fit.converged and -2 * fit.log_likelihood <= best + 1e-8


class TestHonesty:
    def test_a_variance_at_zero_is_said(self):
        fit = fit_linear_mixed(D["noise"], X, NAMES, D["id"])
        assert fit.boundary and fit.person_variance == 0
        assert "between persons is estimated at zero" in str(fit.coefficient("h").warnings[0])

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda d: d.assign(y=d["y"].where(d.index > 0)), "missing"),
            (lambda d: d.drop_duplicates("id"), "measured once"),
            (lambda d: d.assign(y=d["id"] * 1.0), "within participants"),
            (lambda d: d.assign(site=d["wave"]), "more than one cluster"),
            (lambda d: d.assign(site=d["id"]), "cluster of their own"),
            (lambda d: d.assign(site=1), "only one cluster"),
        ],
    )
    def test_data_that_cannot_carry_the_model_are_refused(self, change, says):
        d = change(D)
        design = np.column_stack([np.ones(len(d)), d["arm"]])
        with pytest.raises(ValueError, match=says):
            fit_linear_mixed(d["y"], design, ["intercept", "arm"], d["id"], d["site"])

    def test_coverage_in_simulated_trials(self):
        """200 synthetic trials of 40 women in 8 sites: arm differs within sites, drop-out at random."""
        rng = np.random.default_rng(9)
        hits = 0
        for _ in range(200):
            person = np.repeat(np.arange(40), 4)[rng.random(160) < 0.85]
            arm, site = person % 2, (person // 2) % 8
            y = (
                rng.normal(size=8)[site]
                + 2 * rng.normal(size=40)[person]
                + rng.normal(size=len(person))
                + arm
            )
            e = fit_linear_mixed(y, np.column_stack([np.ones(len(y)), arm]), ["i", "arm"], person, site)
            e = e.coefficient("arm")
            hits += e.ci_low <= 1 <= e.ci_high
        assert 0.905 < hits / 200 < 0.985


class TestResidualsBeyondIntercepts:
    """Growing variance and serial correlation make the errors too small; the fit says so."""

    APART = np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    GROWING = 0.6**APART * np.outer((1, 1.2, 1.5, 1.9), (1, 1.2, 1.5, 1.9))

    @staticmethod
    def fit(covariance, seed, n=60, groups=None):
        rng = np.random.default_rng(seed)
        y, arm = rng.normal(size=(2 * n, 4)) @ np.linalg.cholesky(covariance).T, np.repeat([0.0, 1.0], n)
        of = None if groups is None else np.arange(2 * n) % groups
        if of is not None:
            y += rng.normal(0, 0.5, groups)[of][:, None]
        seen = np.ones((2 * n, 4), bool)
        seen[rng.random(2 * n) < 0.25, 3] = False
        person, wave = np.nonzero(seen)
        at = np.eye(4)[wave]
        design = np.column_stack([at, at * arm[person][:, None]])
        return fit_linear_mixed(y[seen], design, NAMES, person, None if of is None else of[person])

    @staticmethod
    def said(fit):
        return [dict(one.arguments) for one in fit.warnings if one.key == "mixed-beyond-intercepts"]

    @pytest.mark.parametrize("groups", [None, 12])
    def test_it_is_said_where_it_matters_and_not_where_the_model_holds(self, groups):
        wrong = [self.said(self.fit(self.GROWING, seed, groups=groups)) for seed in range(20)]
        right = [self.said(self.fit(0.6 + 0.4 * np.eye(4), seed, groups=groups)) for seed in range(20)]
        assert sum(map(bool, wrong)) >= 18 and sum(map(bool, right)) <= 1
        assert all(1.2 < one[0]["high"] < 1.8 and one[0]["low"] < 1 for one in wrong if one)

    def test_parts_equal_full_matrices(self):
        """The persons' scores and what the model expects of them, with V written out."""
        rng = np.random.default_rng(3)
        rows = rng.integers(1, 5, 24)
        person = np.repeat(np.arange(24), rows)
        group = np.arange(24) % 5
        X = np.column_stack([np.ones(len(person)), rng.normal(size=len(person))])
        r, ratio, variance = rng.normal(size=len(person)), np.array([0.7, 0.3]), 1.4
        same, near = np.equal.outer(person, person), np.equal.outer(group[person], group[person])
        inverse = np.linalg.inv(np.eye(len(person)) + ratio[0] * same + ratio[1] * near)
        A = np.linalg.inv(X.T @ inverse @ X)
        P = inverse - inverse @ X @ A @ X.T @ inverse
        robust, model = np.zeros(2), np.zeros(2)
        for one in range(24):
            own = person == one
            robust += (A @ X[own].T @ (inverse @ r)[own]) ** 2
            # The residuals' own covariance, as if the estimate's part in it came through the person alone.
            B = X[own].T @ (inverse @ X)[own]
            expected = X[own].T @ inverse[np.ix_(own, own)] @ X[own] - B @ A @ B.T
            assert expected == pytest.approx(X[own].T @ P[np.ix_(own, own)] @ X[own])
            model += variance * np.diag(A @ expected @ A)
        times = np.sqrt(robust / model)
        found = beyond_intercepts(r, X, person, group, ratio, variance)
        assert (found.smallest, found.largest) == pytest.approx((times.min(), times.max()), rel=1e-10)

    def test_few_persons_are_not_tested(self):
        found = beyond_intercepts(np.ones(10), np.ones((10, 1)), np.arange(10) // 2, None, np.ones(1), 1.0)
        assert math.isnan(found.p_value) and not found.shown
