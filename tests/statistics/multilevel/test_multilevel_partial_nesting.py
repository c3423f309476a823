"""Clusters in one arm only: nurses visit treated women, control women belong to no nurse."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.multilevel import MultilevelError, MultilevelLogit
from voorzorg.statistics.multilevel.likelihood.engines import maker

REFERENCE = Path(__file__).parents[2] / "reference" / "multilevel"
FORMULA = "y ~ wave + treated"


@pytest.fixture(scope="module")
def data():
    table = pd.read_csv(REFERENCE / "data" / "nurses.csv")
    practice = "p" + (table["id"] % 9).astype(str)
    return table.assign(control=1 - table["treated"], group=table["nurse"].fillna(practice))


def model(data, nurse="nurse", effect="0 + treated", **options):
    return MultilevelLogit.from_formula(
        FORMULA, data, "id", outer_groups=nurse, outer_re_formula=effect, **options
    )


@pytest.fixture(scope="module")
def fitted(data):
    return model(data).fit()


@pytest.mark.parametrize(
    ("name", "nurse", "effect"),
    [("treated arm", "nurse", "0 + treated"), ("by arm", "group", "0 + treated + control")],
)
def test_laplace_agrees_with_glmmtmb(data, name, nurse, effect):
    table = (
        pd.read_csv(REFERENCE / "nurses.csv", skipinitialspace=True).query("model == @name").set_index("term")
    )
    result = model(data, nurse, effect, n_points=1).fit()
    assert result.converged
    assert result.llf == pytest.approx(table.estimate["llf"], abs=1e-5)
    fixed = table.loc[["(Intercept)", "wave", "treated"]]
    assert result.fe_params.to_numpy() == pytest.approx(fixed["estimate"].to_numpy(), rel=1e-4)
    assert result.bse_fe.to_numpy() == pytest.approx(fixed["se"].to_numpy(), rel=1e-3)
    sds = table.estimate[table.index.str.startswith("sd")].to_numpy()
    assert result.sd.to_numpy() == pytest.approx(sds, abs=2e-4)


def test_the_effects_are_named_by_what_they_act_on(data, fitted):
    assert list(fitted.sd.index) == ["sd(id)", "sd(nurse: treated)"]
    assert fitted.n_groups == {"id": 160, "nurse: treated": 11}
    both = model(data, "group", "0 + treated + control", n_points=7).fit()
    assert list(both.sd.index) == ["sd(id)", "sd(group: treated)", "sd(group: control)"]
    assert both.boundary == ["sd(group: control)"]
    assert both.n_groups == {"id": 160, "group: treated": 11, "group: control": 9}


@pytest.mark.parametrize(("nurse", "effect"), [("nurse", "0 + treated"), ("group", "0 + treated + control")])
def test_quadrature_agrees_with_a_fine_trapezoidal_rule(data, nurse, effect):
    spec = model(data, nurse, effect, n_points=25)
    theta = np.array([1.1, 0.7, 0.4])[: 1 + effect.count("+")]
    psi = np.r_[0.3, -0.2, 0.1, theta]
    likelihood = maker(spec, 25)(25)
    value, gradient, _ = likelihood(psi, 1)
    beta = spec.transform @ psi[:3]
    t = np.linspace(-8.5, 8.5, 171)
    w = np.exp(-t * t / 2) / np.sqrt(2 * np.pi) * (t[1] - t[0])
    total = 0.0
    sd = {1: theta[1], 0: theta[2] if len(theta) > 2 else 0.0}
    for _, rows in data.assign(unit=data[nurse].fillna("own" + data["id"].astype(str))).groupby("unit"):
        log_unit = np.zeros(t.size)
        for _, own in rows.groupby("id"):
            eta = beta[0] + beta[1] * own["wave"].to_numpy() + beta[2] * own["treated"].to_numpy()
            outer = sd[int(own["treated"].iloc[0])] * t
            eta = eta[:, None, None] + outer[:, None] + theta[0] * t
            y = own["y"].to_numpy()[:, None, None]
            log_unit += np.log(np.exp((y * eta - np.logaddexp(0, eta)).sum(0)) @ w)
        total += np.log(np.exp(log_unit) @ w)
    assert value == pytest.approx(total, abs=1e-7)
    for j in range(psi.size):
        step = 1e-4 * np.eye(psi.size)[j]
        slope = (likelihood(psi + step, 0)[0] - likelihood(psi - step, 0)[0]) / 2e-4
        assert gradient[j] == pytest.approx(slope, abs=1e-4)


def test_what_untreated_women_are_labelled_is_all_the_same(data, fitted):
    for label in (data["nurse"].fillna("nobody"), data["nurse"].fillna("c" + data["id"].astype(str))):
        other = model(data.assign(nurse=label), n_points=fitted.n_points).fit()
        assert other.llf == pytest.approx(fitted.llf, abs=1e-7)
        assert other.params.to_numpy() == pytest.approx(fitted.params.to_numpy(), abs=1e-5)
        assert other.warnings == fitted.warnings


def test_one_value_per_woman_lets_nurses_be_the_clusters_within_sites(data):
    """Control women need no label: each is a cluster of her own, on which no nurse acts."""
    women = data.groupby("id").first().reset_index()
    women["site"] = np.where(
        women["treated"] == 1, "s" + (pd.factorize(women["nurse"])[0] % 4).astype(str),
        "s" + (women["id"] % 4).astype(str),
    )  # fmt: skip
    result = MultilevelLogit.from_formula(
        "y ~ treated", women, "nurse", re_formula="0 + treated", outer_groups="site", n_points=15
    ).fit()
    own = women.assign(nurse=women["nurse"].fillna("c" + women["id"].astype(str)))
    labelled = MultilevelLogit.from_formula(
        "y ~ treated", own, "nurse", re_formula="0 + treated", outer_groups="site", n_points=15
    ).fit()
    assert result.nobs == 160
    assert result.n_groups == {"nurse: treated": 11, "site": 4}
    assert result.llf == pytest.approx(labelled.llf, abs=1e-9)


def test_a_treated_woman_without_a_nurse_is_left_out_and_counted(data):
    lost = data.assign(nurse=data["nurse"].mask(data["id"] == 1))
    result = model(lost, n_points=9).fit()
    rows, said = int((data["id"] == 1).sum()), [str(one) for one in result.warnings]
    assert f"{rows} of {len(data)} rows left out because of missing values in: nurse ({rows})" in said


def test_the_marginal_risk_of_the_treated_averages_over_nurses_too(data, fitted):
    risks = fitted.marginal_risks("treated", "wave", data=data.iloc[:1]).risks
    t = np.linspace(-9, 9, 2001)
    w = np.exp(-t * t / 2) / np.sqrt(2 * np.pi) * (t[1] - t[0])
    b = fitted.fe_params
    sds = fitted.sd.to_numpy()
    for _, row in risks.iterrows():
        eta = b["Intercept"] + b["wave"] * row["wave"] + b["treated"] * row["arm"]
        s = np.sqrt(sds[0] ** 2 + row["arm"] * sds[1] ** 2)
        assert row["estimate"] == pytest.approx((w / (1 + np.exp(-eta - s * t))).sum(), abs=1e-9)


def test_tests_sandwich_bootstrap_and_modes_know_where_the_effect_acts(fitted):
    assert fitted.variance_test().name.startswith("variance of nurse: treated")
    assert fitted.variance_test("id").statistic > 10
    robust = np.sqrt(np.diag(fitted.cov_params("robust").to_numpy()))
    assert robust[:3] == pytest.approx(fitted.bse_fe.to_numpy(), rel=0.5)
    modes = fitted.random_effects()
    assert (modes.loc[(modes["group"] == "nurse") & (modes["label"] == "(none)"), "mode"] == 0).all()
    assert (modes.loc[(modes["group"] == "nurse") & (modes["label"] != "(none)"), "mode"] != 0).all()
    with pytest.raises(MultilevelError, match="depends on the covariates"):
        fitted.icc()


def test_a_woman_who_moves_is_not_two_women():
    rng = np.random.default_rng(1)
    women = pd.DataFrame({"id": np.repeat(np.arange(60), 4), "wave": np.tile(np.arange(4), 60)})
    women["site"] = (women["id"] + ((women["wave"] > 1) & (women["id"] < 5))) % 6
    women["y"] = (rng.random(240) < 0.4).astype(int)
    with pytest.raises(MultilevelError, match=r"5 labels of id occur in more than one site.*crossed="):
        MultilevelLogit.from_formula("y ~ wave", women, "id", outer_groups="site")
    assert MultilevelLogit.from_formula("y ~ wave", women, "id", crossed=["site"]).fit().converged
