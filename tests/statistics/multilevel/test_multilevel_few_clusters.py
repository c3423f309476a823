"""Bias-reduced errors of the multilevel model: few clusters, Student's t, and refusal below six."""

import numpy as np
import pandas as pd
import pytest

from voorzorg.statistics.multilevel import MultilevelLogit
from voorzorg.statistics.repeated.gee import fit_gee_logistic


def trial(seed, n_clusters=8, women=15, sd=0.0):
    """Whole clusters in two arms, one answer per woman."""
    rng = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(n_clusters), women)
    effect = sd * rng.standard_normal(n_clusters)
    y = (rng.random(cluster.size) < 1 / (1 + np.exp(0.4 - effect[cluster]))).astype(float)
    return pd.DataFrame({"y": y, "treated": cluster % 2, "cluster": cluster, "woman": np.arange(y.size)})


def fit(data, **options):
    model = MultilevelLogit.from_formula("y ~ treated", data, "cluster")
    return model.fit(**{"cov": "bias-reduced"} | options)


def test_without_variance_between_clusters_it_is_kauermann_and_carroll_s_sandwich():
    data = trial(2)
    within = data.groupby("cluster").cumcount()
    data["y"] = (within < 5 + (data["cluster"] % 3 == 0)).astype(float)  # clusters differ less than chance
    result = fit(data)
    assert result.boundary == ["sd(cluster)"]
    X = np.column_stack([np.ones(len(data)), data["treated"]])
    gee = fit_gee_logistic(
        data["y"], X, data["cluster"], ["b0", "treated"], "independence", "kauermann-carroll"
    )
    assert result.cov_params().to_numpy()[:2, :2] == pytest.approx(gee.cov, rel=1e-6)


@pytest.mark.parametrize("n_clusters", [6, 8, 20])
def test_equal_clusters_leave_two_degrees_of_freedom_less_than_clusters(n_clusters):
    result = fit(trial(3, n_clusters, sd=0.7))
    assert result.df["treated"] == pytest.approx(n_clusters - 2, rel=0.1)
    t = result.params["treated"] / result.bse["treated"]
    assert result.tvalues["treated"] == pytest.approx(t)
    wider = result.conf_int().loc["treated"].diff().iloc[1] / (2 * result.bse["treated"])
    assert wider > 1.99 and (n_clusters > 6 or wider > 2.5)
    assert "with t intervals" in str(result)


def test_fewer_than_six_clusters_carry_no_test_and_the_results_say_so():
    result = fit(trial(5, 4, sd=0.7))
    assert np.isfinite(result.bse["treated"])
    assert np.isnan(result.pvalues["treated"])
    assert result.conf_int().loc["treated"].isna().all()
    assert "fewer than 6 clusters carry no interval and no test" in map(str, result.warnings)
    contrasts = result.marginal_risks("treated").table
    assert np.isfinite(contrasts["estimate"]).all()
    assert contrasts[["ci_low", "ci_high", "p_value"]].isna().all(axis=None)


def test_marginal_contrasts_and_joint_tests_use_t_and_f_too():
    data = trial(4, 10, sd=0.6)
    result, plain = fit(data), fit(data, cov="observed")
    risks, wald = result.marginal_risks("treated"), plain.marginal_risks("treated")
    p = risks.differences["p_value"].item()
    assert p != pytest.approx(wald.differences["p_value"].item(), abs=1e-3)
    joint = result.wald_test(["treated"])
    assert joint.pvalue == pytest.approx(result.pvalues["treated"])


def test_women_within_few_sites_count_as_sites_and_those_in_none_as_themselves():
    rng = np.random.default_rng(6)
    women = np.repeat(np.arange(120), 3)
    data = pd.DataFrame({"woman": women, "treated": women % 2, "wave": np.tile(np.arange(3), 120)})
    data["nurse"] = np.where(data["treated"] == 1, (data["woman"] // 2 % 8).astype(object), None)
    effect = rng.standard_normal(120)[women] + np.where(data["treated"] == 1, 0.5, 0)
    data["y"] = (rng.random(360) < 1 / (1 + np.exp(-effect))).astype(float)
    model = MultilevelLogit.from_formula(
        "y ~ wave + treated", data, "woman", outer_groups="nurse", outer_re_formula="0 + treated", n_points=9
    )
    result = model.fit(cov="bias-reduced")
    assert result.leverage.frequency.sum() == 60 + 8
    assert 7 < result.df["treated"] < 60  # eight nurses against sixty women
    swapped = data.sample(frac=1, random_state=1)
    again = MultilevelLogit.from_formula(
        "y ~ wave + treated",
        swapped,
        "woman",
        outer_groups="nurse",
        outer_re_formula="0 + treated",
        n_points=9,
    ).fit(cov="bias-reduced")
    assert again.bse_fe.to_numpy() == pytest.approx(result.bse_fe.to_numpy(), rel=1e-5)
    assert again.df["treated"] == pytest.approx(result.df["treated"], rel=1e-5)
