"""Digits: the same numbers as lme4 (25 points, tight tolerance) and glmmTMB (Laplace).

Reference values and the R scripts that made them lie in tests/reference/multilevel.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.multilevel.fit.newton import maximise
from voorzorg.statistics.multilevel.fit.penalty import Firth

REFERENCE = Path(__file__).parents[2] / "reference" / "multilevel"
MODELS = {
    "toenail": ("toenail", "y ~ itra * time", "patientID", None),
    "ohio": ("ohio", "resp ~ age * smoke", "id", None),
    "cbpp": ("cbpp", "incidence ~ C(period)", "herd", "size"),
    "contraception": ("contraception", "y ~ age + I(age**2) + urban + livch", "district", None),
    "trial": ("trial", "y ~ arm * C(wave)", "id", None),
    "trial_age": ("trial", "y ~ arm * C(wave) + age", "id", None),
}


def r_name(name: str) -> str:
    """formulaic's name of a term as R writes it."""
    for ours, theirs in (
        ("Intercept", "(Intercept)"), ("C(period)[T.", "period"), ("C(wave)[T.", "wave"),
        ("I(age ** 2)", "I(age^2)"),
        ("urban[T.", "urban"), ("livch[T.", "livch"), ("]", ""),
    ):  # fmt: skip
        name = name.replace(ours, theirs)
    return "sd" if name.startswith("sd(") else name


def model(dataset, key):
    file, formula, groups, trials = MODELS[key]
    return MultilevelLogit.from_formula(formula, dataset(file), groups, trials=trials)


@pytest.mark.parametrize("key", MODELS)
def test_quadrature_agrees_with_lme4_at_25_points(dataset, reference, key):
    theirs, llf = reference(key, "lme4")
    ours = model(dataset, key).fit(n_points=25)
    assert ours.converged
    theirs = theirs.loc[[r_name(name) for name in ours.names]]
    assert ours.llf == pytest.approx(llf, abs=1e-5)
    np.testing.assert_allclose(ours.params, theirs["estimate"], rtol=1e-4)
    np.testing.assert_allclose(ours.bse, theirs["se"], rtol=1e-3)


@pytest.mark.parametrize("key", MODELS)
def test_laplace_agrees_with_glmm_tmb(dataset, reference, key):
    theirs, llf = reference(key, "glmmTMB")
    ours = model(dataset, key).fit(n_points=1)
    theirs = theirs.loc[[r_name(name) for name in ours.names]]
    assert str(ours.method) == "Laplace approximation"
    assert ours.llf == pytest.approx(llf, abs=1e-5)
    np.testing.assert_allclose(ours.params, theirs["estimate"], rtol=1e-4, atol=1e-6)
    known = theirs["se"].notna().to_numpy()
    np.testing.assert_allclose(ours.bse[known], theirs["se"][known], rtol=1e-3)


def test_the_log_likelihood_of_counts_is_on_the_absolute_scale(dataset):
    """lme4 reports -50.005 for cbpp with quadrature: the binomial coefficients are left out."""
    assert model(dataset, "cbpp").fit(n_points=25).llf == pytest.approx(-91.98337, abs=1e-5)


def test_toenail_needs_more_than_25_points_and_gets_them(dataset):
    automatic = model(dataset, "toenail").fit()
    assert automatic.n_points > 25
    assert automatic.quadrature_error < 1e-6
    assert automatic.sd.item() == pytest.approx(4.007, abs=1e-3)
    assert model(dataset, "toenail").fit(n_points=25).sd.item() == pytest.approx(4.0004, abs=1e-4)


def test_random_slopes_by_laplace_agree_with_glmm_tmb(dataset, reference):
    theirs, llf = reference("contraception_slope", "glmmTMB")
    data = dataset("contraception")
    m = MultilevelLogit.from_formula(
        "y ~ age + I(age**2) + urban + livch", data, "district", re_formula="urban"
    )
    ours = m.fit(n_points=1)
    assert ours.llf == pytest.approx(llf, abs=1e-5)
    np.testing.assert_allclose(ours.params.to_numpy(), theirs["estimate"].to_numpy(), rtol=2e-4)
    np.testing.assert_allclose(ours.bse_fe, theirs["se"].dropna(), rtol=1e-3)


@pytest.mark.parametrize(
    ("key", "formula", "file", "groups", "options"),
    [
        ("crossed", "y ~ x", "crossed", "rater", {"crossed": ["item"]}),
        ("trial_nested", "y ~ arm * C(wave)", "trial", "id", {"outer_groups": "site"}),
    ],
)
def test_crossed_and_nested_laplace_agree_with_glmm_tmb(
    dataset, reference, key, formula, file, groups, options
):
    theirs, llf = reference(key, "glmmTMB")
    ours = MultilevelLogit.from_formula(formula, dataset(file), groups, **options).fit(n_points=1)
    assert "Laplace" in str(ours.method)
    assert ours.llf == pytest.approx(llf, abs=1e-5)
    np.testing.assert_allclose(ours.params.to_numpy(), theirs["estimate"].to_numpy(), rtol=5e-4)
    np.testing.assert_allclose(ours.bse_fe, theirs["se"].dropna(), rtol=1e-3)


def test_firth_penalty_agrees_with_brglm2(dataset):
    data = dataset("endometrial")
    X = np.column_stack([np.ones(len(data)), data[["NV", "PI", "EH"]]])
    y, ones = data["HG"].to_numpy(float), np.ones(len(data))
    penalty = Firth(X, ones, 0 * ones)

    def objective(beta, order):
        value, gradient, hessian = penalty(beta)
        eta = X @ beta
        p = 1 / (1 + np.exp(-eta))
        value += y @ eta - np.logaddexp(0, eta).sum()
        return value, gradient + X.T @ (y - p), hessian - (X.T * p * (1 - p)) @ X

    theirs = pd.read_csv(REFERENCE / "firth.csv")
    np.testing.assert_allclose(maximise(objective, np.zeros(4)).x, theirs["estimate"], rtol=1e-6)
