"""Departures from missing at random: directions, limits, and the analytic cases."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from voorzorg.statistics.missing.imputation import ImputedData, impute_chained
from voorzorg.statistics.missing.sensitivity import delta_adjust, reference_based, tipping_point


def trial(n: int = 240, seed: int = 1, effect: float = -1.2, missing: float = 0.3) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    arm = np.arange(n) % 2
    u = rng.standard_normal(n)
    frame = pd.DataFrame({"arm": arm, "base": u + rng.standard_normal(n)})
    for wave in (1, 2):
        frame[f"y{wave}"] = (rng.uniform(size=n) < expit(u + effect * arm)).astype(float)
        frame[f"s{wave}"] = u + effect * arm + 0.3 * rng.standard_normal(n)
    gone = rng.uniform(size=n) < missing
    frame.loc[gone, ["y2", "s2"]] = np.nan
    return frame


@pytest.fixture(scope="module")
def imputed() -> ImputedData:
    kinds = {"y2": "binary", "s2": "continuous"}
    return impute_chained(trial(), kinds, np.random.default_rng(0), by="arm", m=40, iterations=5)


def risk_difference(frame: pd.DataFrame) -> tuple[float, float]:
    a, b = frame.y2[frame.arm == 1], frame.y2[frame.arm == 0]
    return a.mean() - b.mean(), sum(p.mean() * (1 - p.mean()) / len(p) for p in (a, b))


def treated(imputed: ImputedData) -> np.ndarray:
    return (imputed.data.arm == 1).to_numpy()


def test_delta_zero_is_missing_at_random_exactly(imputed) -> None:
    np.testing.assert_array_equal(delta_adjust(imputed, "y2", 0.0).values("y2"), imputed.values("y2"))
    np.testing.assert_array_equal(delta_adjust(imputed, "s2", 0.0).values("s2"), imputed.values("s2"))


def test_delta_shifts_the_odds_of_imputed_answers_in_the_chosen_rows_only(imputed) -> None:
    shifted = delta_adjust(imputed, "y2", 1.5, treated(imputed))
    column = imputed.columns["y2"]
    mine = treated(imputed)[column.rows]
    expected = expit(column.log_odds[:, mine] + 1.5).mean()
    assert shifted.columns["y2"].values[:, mine].mean() == pytest.approx(expected, abs=0.02)
    np.testing.assert_array_equal(shifted.columns["y2"].values[:, ~mine], column.values[:, ~mine])
    observed = imputed.data.y2.notna().to_numpy()
    np.testing.assert_array_equal(shifted.values("y2")[:, observed], imputed.values("y2")[:, observed])


def test_delta_is_added_to_continuous_values(imputed) -> None:
    shifted = delta_adjust(imputed, "s2", -2.0)
    np.testing.assert_allclose(shifted.columns["s2"].values, imputed.columns["s2"].values - 2.0)


def test_large_deltas_are_worst_and_best_case(imputed) -> None:
    worst = delta_adjust(imputed, "y2", 60.0, treated(imputed))
    mine = treated(imputed)[imputed.columns["y2"].rows]
    assert (worst.columns["y2"].values[:, mine] == 1).all()
    best = delta_adjust(imputed, "y2", -60.0, treated(imputed))
    assert (best.columns["y2"].values[:, mine] == 0).all()


def test_tipping_path_is_monotone_and_names_the_smallest_delta(imputed) -> None:
    deltas = np.arange(0, 6.01, 0.5)
    result = tipping_point(imputed, "y2", deltas, risk_difference, treated(imputed), refine=4)
    path = result.path
    assert result.conclusion == "negative"
    assert path.estimate.is_monotonic_increasing
    assert path.imputed_mean.is_monotonic_increasing
    assert len(path) == len(deltas) + 4
    at = path.set_index("delta").loc[result.delta]
    assert at.p_value >= 0.05
    before = path[path.delta < result.delta]
    assert before.holds.all()
    assert (before.p_value < 0.05).all()
    assert result.delta - before.delta.max() < 0.5 / 2**3


def test_a_conclusion_that_never_tips_is_said_to_hold(imputed) -> None:
    result = tipping_point(imputed, "y2", [0.1, 0.2], risk_difference, treated(imputed))
    assert np.isnan(result.delta)
    assert "holds from delta 0 to 0.2" in str(result.warnings[0])
    assert list(result.path.delta) == [0.0, 0.1, 0.2]


def test_a_custom_conclusion_can_tip_on_the_size_of_the_effect(imputed) -> None:
    result = tipping_point(
        imputed,
        "y2",
        np.arange(0, 8),
        risk_difference,
        treated(imputed),
        conclusion=lambda p: p.estimate < -0.15,
    )
    assert result.path.set_index("delta").loc[result.delta, "estimate"] >= -0.15


def test_jump_to_reference_pulls_leavers_to_the_reference_mean(imputed) -> None:
    """Normal outcome: E = reference mean + slope (own history - own arm's mean), and nothing of the
    effect."""
    rng = np.random.default_rng(0)
    jumped = reference_based(imputed, ["s2"], 0, rng, baseline=["base", "s1"], strategy="jump")
    data = imputed.data
    cells = imputed.columns["s2"].rows
    mine = treated(imputed)[cells]
    got = jumped.columns["s2"].values[:, mine].mean(axis=0)
    reference = data[(data.arm == 0) & data.s2.notna()]
    X = np.column_stack([np.ones(len(reference)), reference.base, reference.s1])
    beta = np.linalg.lstsq(X, reference.s2, rcond=None)[0]
    leavers = data.loc[cells[mine]]
    own, other = data[data.arm == 1], data[data.arm == 0]
    centred = leavers[["base", "s1"]] - own[["base", "s1"]].mean() + other[["base", "s1"]].mean()
    expected = beta[0] + centred.to_numpy() @ beta[1:]
    np.testing.assert_allclose(got, expected, atol=0.25)
    assert np.abs(got - expected).mean() < 0.08
    copied = reference_based(imputed, ["s2"], 0, rng, baseline=["base", "s1"], strategy="copy")
    expected_copy = beta[0] + leavers[["base", "s1"]].to_numpy() @ beta[1:]
    assert np.abs(copied.columns["s2"].values[:, mine].mean(axis=0) - expected_copy).mean() < 0.08


def test_reference_strategies_order_the_effect_as_theory_says(imputed) -> None:
    """A beneficial effect is largest under missing at random, smaller when history is copied, smallest after
    a jump."""
    estimates = {"mar": imputed.analyse(risk_difference).estimate}
    for strategy in ("copy", "jump"):
        changed = reference_based(
            imputed, ["y1", "y2"], 0, np.random.default_rng(3), baseline=["base"], strategy=strategy
        )
        estimates[strategy] = changed.analyse(risk_difference).estimate
    assert estimates["mar"] < estimates["copy"] < estimates["jump"] < 0


def test_jump_with_no_predictors_gives_the_reference_risk(imputed) -> None:
    jumped = reference_based(imputed, ["y2"], 0, np.random.default_rng(0))
    mine = treated(imputed)[imputed.columns["y2"].rows]
    risk = imputed.data.y2[imputed.data.arm == 0].mean()
    odds = jumped.columns["y2"].log_odds[:, mine]
    assert odds.mean() == pytest.approx(logit(risk), abs=0.1)
    assert (odds == odds[:, :1]).all()  # one drawn risk per data set


def test_reference_arm_and_rows_outside_the_mask_keep_their_values(imputed) -> None:
    rows = np.zeros(len(imputed.data), dtype=bool)
    some = imputed.columns["y2"].rows[treated(imputed)[imputed.columns["y2"].rows]][:3]
    rows[some] = True
    changed = reference_based(imputed, ["y2"], 0, np.random.default_rng(0), rows=rows)
    outside = ~rows[imputed.columns["y2"].rows]
    np.testing.assert_array_equal(
        changed.columns["y2"].values[:, outside], imputed.columns["y2"].values[:, outside]
    )


def test_misuse_is_refused(imputed) -> None:
    with pytest.raises(ValueError, match="no imputed values"):
        delta_adjust(imputed, "y1", 1.0)
    with pytest.raises(ValueError, match="one boolean per row"):
        delta_adjust(imputed, "y2", 1.0, [True])
    with pytest.raises(ValueError, match="no row has the reference arm"):
        reference_based(imputed, ["y2"], 9, np.random.default_rng(0))
    with pytest.raises(ValueError, match="is incomplete"):
        broken = ImputedData(imputed.data, {"y2": imputed.columns["y2"]}, imputed.m, imputed.by)
        reference_based(broken, ["y2"], 0, np.random.default_rng(0), baseline=["s2"])


@pytest.mark.parametrize(("effect", "against"), [(-1.2, 1), (1.2, -1)])
def test_only_shifts_against_the_estimate_tip_it(effect, against) -> None:
    data = impute_chained(
        trial(effect=effect), {"y2": "binary"}, np.random.default_rng(0), by="arm", m=20, iterations=5
    )
    result = tipping_point(data, "y2", np.arange(-6, 7), risk_difference, treated(data), refine=7)
    assert result.delta * against > 0
    assert np.diff(result.path.delta).min() < 0.01


def test_a_difference_that_is_not_significant_has_nothing_to_tip() -> None:
    """Although a large enough shift would make it significant."""
    data = impute_chained(
        trial(effect=0.0, missing=0.6),
        {"y2": "binary"},
        np.random.default_rng(0),
        by="arm",
        m=20,
        iterations=5,
    )
    result = tipping_point(data, "y2", np.arange(-6, 7), risk_difference, treated(data), refine=7)
    assert not result.path.holds.all()
    assert np.isnan(result.delta)
    assert [str(w) for w in result.warnings] == [
        "the conclusion at delta 0 is not significant: there is nothing to tip"
    ]
    assert len(result.path) == 13
