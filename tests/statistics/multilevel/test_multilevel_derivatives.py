"""Gradients and Hessians of every engine are those of the function that it returns."""

import numpy as np
import pytest

from voorzorg.statistics.multilevel.fit.penalty import Cauchy, Firth
from voorzorg.statistics.multilevel.likelihood.adaptive.marginal_likelihood import TwoLevel
from voorzorg.statistics.multilevel.likelihood.adaptive.three_level import ThreeLevel
from voorzorg.statistics.multilevel.likelihood.adaptive.vector import VectorTwoLevel
from voorzorg.statistics.multilevel.likelihood.blocks import stack
from voorzorg.statistics.multilevel.likelihood.joint.laplace import Effects, Laplace
from voorzorg.statistics.multilevel.likelihood.quadrature import gauss_hermite, product_rule
from voorzorg.statistics.multilevel.specify.structure import Term, natural, natural_jacobian

BETA = [0.2, -0.5, 0.7]


@pytest.fixture(scope="module")
def data():
    """40 clusters of one to seven binomial rows in six outer clusters."""
    rng = np.random.default_rng(0)
    size = rng.integers(1, 8, 40)
    cluster = np.repeat(np.arange(40), size)
    N = cluster.size
    X = np.column_stack([np.ones(N), rng.normal(size=N), rng.integers(0, 2, N)])
    trials = rng.integers(1, 4, N).astype(float)
    y = rng.binomial(trials.astype(int), 0.4).astype(float)
    return {
        "X": X, "t": rng.normal(size=N), "y": y, "n": trials, "o": 0.1 * X[:, 1], "cluster": cluster,
        "outer": np.sort(np.r_[np.arange(6), rng.integers(0, 6, 34)]), "rater": rng.integers(0, 9, N),
    }  # fmt: skip


def clusters(d, Z, outer=None):
    outer = np.zeros(40, dtype=int) if outer is None else outer
    return stack(np.c_[d["X"], Z], d["X"], Z, d["y"], d["n"], d["o"], d["cluster"], outer)


def numeric(function, x, h=1e-3):
    """Central differences with one Richardson step."""

    def central(h):
        return np.array([(function(x + h * e) - function(x - h * e)) / (2 * h) for e in np.eye(x.size)])

    return (4 * central(h / 2) - central(h)) / 3


def check(likelihood, psi, hessian, atol=1e-8):
    _, gradient, _ = likelihood(psi, 1)
    np.testing.assert_allclose(gradient, numeric(lambda x: likelihood(x, 0)[0], psi), atol=atol)
    np.testing.assert_allclose(hessian, numeric(lambda x: likelihood(x, 1)[1], psi), atol=atol)


@pytest.mark.parametrize("points", [1, 2, 5, 25])
def test_scalar_effect(data, points):
    """Exact at any number of points: the nodes are followed, so Laplace is right too."""
    z = (1 + 0.3 * data["t"])[:, None]
    likelihood = TwoLevel(clusters(data, z), points)
    psi = np.array([*BETA, 1.3])
    check(likelihood, psi, likelihood(psi, 2)[2])


@pytest.mark.parametrize("points", [1, 3, 9])
def test_correlated_effects(data, points):
    likelihood = VectorTwoLevel(clusters(data, np.c_[np.ones(len(data["t"])), data["t"]]), points)
    psi = np.array([*BETA, 1.3, 0.3, 0.8])
    check(likelihood, psi, likelihood.exact_hessian(psi))


def test_the_scalar_and_the_vector_engine_are_one_at_one_effect(data):
    both = clusters(data, np.ones((len(data["t"]), 1)))
    psi = np.array([*BETA, 1.3])
    scalar, vector = TwoLevel(both, 7), VectorTwoLevel(both, 7)
    assert scalar(psi, 0)[0] == pytest.approx(vector(psi, 0)[0], abs=1e-11)
    np.testing.assert_allclose(scalar(psi, 2)[2], vector.exact_hessian(psi), atol=1e-10)


def test_three_levels(data):
    """The nodes are held, so the derivatives are right to within the quadrature's error."""
    ones, some = np.ones(len(data["t"])), (data["t"] > 0) * data["t"]
    likelihood = ThreeLevel(clusters(data, np.c_[ones, some], data["outer"]), 31, 21)
    psi = np.array([*BETA, 1.3, 0.6])
    check(likelihood, psi, likelihood(psi, 2)[2], atol=1e-6)


def test_three_levels_against_brute_force(data):
    """A fine trapezoidal rule in both effects, site by site."""
    psi = np.array([*BETA, 1.3, 0.6])
    z1, z2 = 1.0 + 0.1 * data["rater"], np.where(data["rater"] > 2, data["t"], 0.0)
    likelihood = ThreeLevel(clusters(data, np.c_[z1, z2], data["outer"]), 25, 15)
    t = np.linspace(-9, 9, 301)
    w = np.exp(-t * t / 2) / np.sqrt(2 * np.pi) * (t[1] - t[0])
    zeta = data["X"] @ psi[:3] + data["o"]
    total = 0.0
    for s in range(6):
        log_site = np.zeros(t.size)
        for i in np.flatnonzero(data["outer"] == s):
            rows = data["cluster"] == i
            u, v = z1[rows][:, None, None] * t, z2[rows][:, None, None] * t[:, None]
            eta = zeta[rows][:, None, None] + psi[4] * v + psi[3] * u
            y, n = data["y"][rows][:, None, None], data["n"][rows][:, None, None]
            log_site += np.log(np.exp((y * eta - n * np.logaddexp(0, eta)).sum(0)) @ w)
        total += np.log(np.exp(log_site) @ w)
    assert likelihood(psi, 0)[0] == pytest.approx(total, abs=1e-7)


def test_correlated_effects_against_brute_force(data):
    """A fine trapezoidal rule in both effects, cluster by cluster."""
    psi = np.array([*BETA, 1.3, 0.3, 0.8])
    likelihood = VectorTwoLevel(clusters(data, np.c_[np.ones(len(data["t"])), data["t"]]), 25)
    t = np.linspace(-9, 9, 301)
    w = np.exp(-t * t / 2) / np.sqrt(2 * np.pi) * (t[1] - t[0])
    zeta = data["X"] @ psi[:3] + data["o"]
    total = 0.0
    for i in range(40):
        rows = data["cluster"] == i
        intercept = 1.3 * t[:, None] + 0 * t
        slope = 0.3 * t[:, None] + 0.8 * t
        eta = zeta[rows][:, None, None] + intercept + data["t"][rows][:, None, None] * slope
        y, n = data["y"][rows][:, None, None], data["n"][rows][:, None, None]
        total += np.log(w @ np.exp((y * eta - n * np.logaddexp(0, eta)).sum(0)) @ w)
    assert likelihood(psi, 0)[0] == pytest.approx(total, abs=1e-6)


def test_crossed_laplace(data):
    ones = np.ones((len(data["t"]), 1))
    effects = [
        Effects(Term("rater", ("Intercept",)), data["rater"], ones, 9),
        Effects(Term("id", ("Intercept", "t")), data["cluster"], np.c_[ones, data["t"]], 40),
    ]
    likelihood = Laplace(data["X"], data["y"], data["n"], data["o"], effects)
    psi = np.array([*BETA, 0.9, 1.3, 0.3, 0.8])
    check(likelihood, psi, likelihood.exact_hessian(psi))


def test_joint_laplace_of_one_factor_is_the_one_point_rule(data):
    ones = np.ones((len(data["t"]), 1))
    joint = Laplace(
        data["X"],
        data["y"],
        data["n"],
        data["o"],
        [Effects(Term("id", ("Intercept",)), data["cluster"], ones, 40)],
    )
    psi = np.array([*BETA, 1.3])
    one_point = TwoLevel(clusters(data, ones), 1)
    assert joint(psi, 0)[0] == pytest.approx(one_point(psi, 0)[0], abs=1e-10)
    np.testing.assert_allclose(joint.exact_hessian(psi), one_point(psi, 2)[2], atol=1e-9)


@pytest.mark.parametrize("kind", ["firth", "cauchy"])
def test_penalties(data, kind):
    if kind == "firth":
        penalty = Firth(data["X"], data["n"], data["o"])
    else:
        penalty = Cauchy(data["X"], np.diag([1.0, 2.0, 0.5]))
    psi = np.array([*BETA, 1.3])
    _, gradient, hessian = penalty(psi)
    np.testing.assert_allclose(gradient, numeric(lambda x: penalty(x)[0], psi), atol=1e-9)
    np.testing.assert_allclose(hessian, numeric(lambda x: penalty(x)[1], psi), atol=1e-9)


@pytest.mark.parametrize("points", [1, 2, 7, 25, 101, 221])
def test_rules_integrate_polynomials_exactly(points):
    """K points integrate t^0 ... t^(2K - 1) against the normal density."""
    rule = gauss_hermite(points)
    weight = np.exp(rule.log_omega - rule.t**2 / 2)
    assert weight.sum() == pytest.approx(1, abs=1e-12)
    if points > 1:
        assert weight @ rule.t**2 == pytest.approx(1, abs=1e-12)
    if points > 2:
        assert weight @ rule.t**4 == pytest.approx(3, abs=1e-11)


def test_product_rule_integrates_a_correlation():
    rule = product_rule(5, 2)
    weight = np.exp(rule.log_omega - (rule.t**2).sum(1) / 2)
    moments = (rule.t.T * weight) @ rule.t
    np.testing.assert_allclose(moments, np.eye(2), atol=1e-12)


def test_natural_parameters():
    term = Term("id", ("Intercept", "t"))
    theta = np.array([2.0, 0.6, 0.8])
    np.testing.assert_allclose(natural(theta, [term]), [2.0, 1.0, 0.6])
    difference = numeric(lambda x: natural(x, [term]), theta).T
    np.testing.assert_allclose(natural_jacobian(theta, [term]), difference, atol=1e-8)
