"""What must not change an estimate does not change it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.multilevel import MultilevelLogit


def simulate(seed, clusters=40, size=5, sd=1.2):
    rng = np.random.default_rng(seed)
    g = np.repeat(np.arange(clusters), size)
    data = pd.DataFrame(
        {
            "id": g,
            "arm": g % 2,
            "wave": np.tile(np.arange(size), clusters),
            "x": rng.normal(size=g.size).round(2),
        }
    )
    eta = -0.4 + 0.5 * data["arm"] + 0.3 * data["x"] + sd * rng.standard_normal(clusters)[g]
    data["y"] = (rng.random(g.size) < 1 / (1 + np.exp(-eta))).astype(int)
    return data


FORMULA = "y ~ arm + wave + x"
seeds = st.integers(0, 50)
few = settings(max_examples=8, deadline=None, derandomize=True)


def fit(data, formula=FORMULA, **options):
    return MultilevelLogit.from_formula(
        formula, data, options.pop("groups", "id"), n_points=15, **options
    ).fit()


def same(first, second, rtol=1e-6):
    assert second.llf == pytest.approx(first.llf, abs=1e-8)
    np.testing.assert_allclose(second.params.to_numpy(), first.params.to_numpy(), rtol=rtol, atol=1e-7)
    np.testing.assert_allclose(second.bse.to_numpy(), first.bse.to_numpy(), rtol=rtol)


@few
@given(seeds)
def test_row_order(seed):
    data = simulate(seed)
    same(fit(data), fit(data.sample(frac=1, random_state=seed)))


@few
@given(seeds)
def test_cluster_labels(seed):
    data = simulate(seed)
    names = np.random.default_rng(seed).permutation([f"woman {i}" for i in range(40)])
    same(fit(data), fit(data.assign(id=names[data["id"]])))


@few
@given(seeds)
def test_duplicated_rows_are_weights(seed):
    data = simulate(seed)
    data["w"] = np.random.default_rng(seed).integers(1, 4, len(data))
    doubled = data.loc[data.index.repeat(data["w"])]
    same(fit(data, weights="w"), fit(doubled))


@few
@given(seeds)
def test_zero_weights_leave_rows_out(seed):
    data = simulate(seed)
    data["w"] = (np.random.default_rng(seed).random(len(data)) < 0.8).astype(int)
    same(fit(data, weights="w"), fit(data[data["w"] == 1]))


@few
@given(seeds, st.floats(1e-6, 1e6), st.floats(-50, 50))
def test_shifted_and_scaled_covariates(seed, scale, shift):
    data = simulate(seed)
    plain, moved = fit(data), fit(data.assign(x=(data["x"] + shift) * scale))
    assert moved.llf == pytest.approx(plain.llf, abs=1e-6)
    assert moved.params["x"] * scale == pytest.approx(plain.params["x"], rel=1e-5, abs=1e-8)
    assert moved.bse["x"] * scale == pytest.approx(plain.bse["x"], rel=1e-5)
    assert moved.sd.item() == pytest.approx(plain.sd.item(), rel=1e-5)


@few
@given(seeds)
def test_reparametrised_factor(seed):
    """Treatment coding, another reference, and cell means are one model."""
    data = simulate(seed)
    treatment, cells = fit(data, "y ~ C(wave) + arm"), fit(data, "y ~ 0 + C(wave) + arm")
    other = fit(data, "y ~ C(wave, contr.treatment(base=3)) + arm")
    for second in (cells, other):
        assert second.llf == pytest.approx(treatment.llf, abs=1e-8)
        assert second.params["arm"] == pytest.approx(treatment.params["arm"], rel=1e-6)
        assert second.bse["arm"] == pytest.approx(treatment.bse["arm"], rel=1e-6)


@few
@given(seeds)
def test_bernoulli_and_aggregated_binomial(seed):
    """The same estimates; log-likelihoods differ by the binomial coefficients, which are the same for every
    model."""
    data = simulate(seed)
    counts = data.groupby(["id", "arm"], as_index=False).agg(y=("y", "sum"), n=("y", "size"))
    rows, grouped = fit(data, "y ~ arm"), fit(counts, "y ~ arm", trials="n")
    np.testing.assert_allclose(grouped.params, rows.params, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(grouped.bse, rows.bse, rtol=1e-7)
    null = fit(data, "y ~ 1").llf - fit(counts, "y ~ 1", trials="n").llf
    assert rows.llf - grouped.llf == pytest.approx(null, abs=1e-8)


@few
@given(seeds)
def test_swapping_events_and_non_events_turns_the_signs(seed):
    data = simulate(seed)
    plain, swapped = fit(data), fit(data.assign(y=1 - data["y"]))
    np.testing.assert_allclose(swapped.fe_params, -plain.fe_params, rtol=1e-6, atol=1e-8)
    assert swapped.sd.item() == pytest.approx(plain.sd.item(), rel=1e-6)


def test_offset_is_a_known_coefficient():
    data = simulate(3)
    free = fit(data)
    known = fit(data.assign(known=free.params["x"] * data["x"]), "y ~ arm + wave", offset="known")
    assert known.llf == pytest.approx(free.llf, abs=1e-9)
    assert known.params["arm"] == pytest.approx(free.params["arm"], rel=1e-6)


def test_arrays_and_formula_are_one_model():
    data = simulate(4)
    X = np.column_stack([np.ones(len(data)), data[["arm", "wave", "x"]]])
    arrays = MultilevelLogit(
        data["y"], X, data["id"], names=["Intercept", "arm", "wave", "x"], n_points=15
    ).fit()
    same(fit(data), arrays)
    assert list(arrays.params.index) == ["Intercept", "arm", "wave", "x", "sd(id)"]


def test_merging_identical_clusters_changes_nothing():
    """Without a continuous covariate many women share one pattern; with a jittered one none do."""
    data = simulate(6, clusters=80)
    merged = MultilevelLogit.from_formula("y ~ arm + wave", data, "id", n_points=15)
    assert merged.clusters.n_patterns < 80
    jittered = data.assign(arm=data["arm"] + 1e-13 * np.arange(len(data)))
    apart = MultilevelLogit.from_formula("y ~ arm + wave", jittered, "id", n_points=15)
    assert apart.clusters.n_patterns == 80
    same(merged.fit(), apart.fit())
