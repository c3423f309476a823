"""Zero is a stationary point of every standard deviation: it is left where the likelihood rises away."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit
from voorzorg.statistics.multilevel.fit.newton import maximise

REFERENCE = Path(__file__).parents[2] / "reference" / "multilevel"
R = pd.read_csv(REFERENCE / "one_value.csv").set_index("trial")
DATA = pd.read_csv(REFERENCE / "data" / "one_value.csv")


def sites(seed, n_sites, women=460, sd=0.3, rate=0.15):
    """One answer per woman, women within sites: events and women by site and arm."""
    rng = np.random.default_rng(seed)
    site, treated = rng.integers(0, n_sites, women), rng.integers(0, 2, women)
    eta = np.log(rate / (1 - rate)) - 0.5 * treated + sd * rng.standard_normal(n_sites)[site]
    y = rng.random(women) < 1 / (1 + np.exp(-eta))
    table = pd.DataFrame({"site": site, "treated": treated, "y": y}).groupby(["site", "treated"])["y"]
    return table.agg(["sum", "size"]).set_axis(["events", "women"], axis=1).reset_index()


def fit(data, **options):
    X = np.column_stack([np.ones(len(data)), data["treated"]])
    return MultilevelLogit(data["events"], X, data["site"], trials=data["women"]).fit(**options)


@pytest.mark.parametrize("trial", R.index)
def test_one_value_per_woman_within_sites_agrees_with_lme4_started_three_times(trial):
    result = fit(DATA[DATA["trial"] == trial])
    assert result.converged
    assert result.llf == pytest.approx(R.llf[trial], abs=1e-5)
    assert result.params.to_numpy() == pytest.approx(R.loc[trial, ["intercept", "treated", "sd"]], abs=2e-4)
    if R.sd[trial] == 0:
        assert result.boundary == ["sd(site)"]
        assert "the standard deviation by site is estimated as zero" in "; ".join(map(str, result.warnings))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n_sites=st.integers(4, 40),
    sd=st.sampled_from([0.0, 0.2, 0.3, 0.6]),
    rate=st.sampled_from([0.05, 0.15, 0.5]),
)
def test_no_start_finds_a_higher_likelihood(seed, n_sites, sd, rate):
    data = sites(seed, n_sites, sd=sd, rate=rate)
    try:
        result = fit(data)
    except MultilevelError:  # separation, or no site changes
        return
    assert result.converged
    for start in (0.03, 0.3, 1.0, 3.0):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            other = fit(data, start=np.r_[result.psi[:2], start])
        assert result.llf >= other.llf - 1e-5


@pytest.mark.parametrize(
    "options", [{"outer_groups": "site", "n_points": 9}, {"crossed": ["rater"]}, {"re_formula": "1 + wave"}]
)
def test_of_several_variances_none_is_left_at_a_saddle(options):
    rng = np.random.default_rng(8)
    women = np.repeat(np.arange(40), 5)
    data = pd.DataFrame({"id": women, "wave": np.tile(np.arange(5.0), 40), "site": women % 8})
    data["rater"] = rng.integers(0, 8, 200)
    effect = 0.6 * rng.standard_normal(8)
    random = data["rater"] if "crossed" in options else data["site"]
    y = rng.random(200) < 1 / (1 + np.exp(0.4 - effect[random] - 0.3 * rng.standard_normal(40)[women]))
    model = MultilevelLogit.from_formula("y ~ wave", data.assign(y=y.astype(float)), "id", **options)
    result = model.fit()
    assert result.converged
    theta = len(result.psi) - 2
    for k in range(theta):
        start = np.r_[result.psi[:2], np.full(theta, 0.05)]
        start[2 + k] = 1.0
        assert result.llf >= model.fit(start=start, n_points=result.n_points).llf - 2e-5


def test_the_optimiser_leaves_a_saddle_that_it_starts_on():
    def two_hills(x, order):  # tops at (0, +-1), a saddle at (0, 0)
        value = -(x[0] ** 2) - (x[1] ** 2 - 1) ** 2
        gradient = np.array([-2 * x[0], -4 * x[1] * (x[1] ** 2 - 1)])
        return value, gradient, np.diag([-2.0, 4 - 12 * x[1] ** 2])

    top = maximise(two_hills, np.zeros(2))
    assert top.converged
    assert abs(top.x[1]) == pytest.approx(1, abs=1e-8)
