"""Chained equations by arm: what they keep, what they estimate, and how they compare with mice."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from voorzorg.statistics.missing.imputation import impute_chained, quick_predictors
from voorzorg.statistics.missing.rubin import pool_scalar

REFERENCE = Path(__file__).parents[2] / "reference" / "imputation"
KINDS = {"y1": "binary", "y2": "binary", "y3": "binary", "score": "continuous"}


def trial(seed: int, n: int = 200, effect: float = -0.8) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A complete trial and the same with drop-out that depends on the first answer and the arm."""
    rng = np.random.default_rng(seed)
    arm = rng.permutation(np.arange(n) % 2)
    u = rng.standard_normal(n)
    full = pd.DataFrame({"arm": arm, "age": rng.normal(20, 3, n).round()})
    for wave in (1, 2, 3):
        full[f"y{wave}"] = (rng.uniform(size=n) < expit(1.5 * u + effect * arm * (wave > 1))).astype(float)
    full["score"] = (10 + 2 * u - arm + rng.standard_normal(n)).round(1)
    seen = full.copy()
    gone = rng.uniform(size=n) < expit(-2.0 + 2.2 * full.y1 + 0.6 * (1 - arm))
    seen.loc[gone, ["y2", "y3", "score"]] = np.nan
    seen.loc[rng.uniform(size=n) < 0.05, "y2"] = np.nan
    return full, seen


def risk_difference(frame: pd.DataFrame) -> tuple[float, float]:
    treated, reference = (frame.y3[frame.arm == a] for a in (1, 0))
    variance = sum(p.mean() * (1 - p.mean()) / len(p) for p in (treated, reference))
    return treated.mean() - reference.mean(), variance


def test_under_missing_at_random_estimates_are_unbiased_and_intervals_cover() -> None:
    """80 trials of 200: bias within three Monte-Carlo errors, coverage within three of 95 %; available cases
    are off in the same trials, so the test would notice an imputation that does nothing."""
    trials = 80
    truth = np.mean([risk_difference(trial(s, n=20_000)[0])[0] for s in range(900, 906)])
    reference_risk = 0.5
    pooled, available = [], []
    for seed in range(trials):
        _, seen = trial(seed)
        imputed = impute_chained(seen, KINDS, np.random.default_rng(seed), by="arm", m=10, iterations=5)
        pooled.append(imputed.analyse(risk_difference, df_complete=198))
        available.append(seen.y3[seen.arm == 0].mean())
    estimates = np.array([p.estimate for p in pooled])
    error = estimates.std(ddof=1) / np.sqrt(trials)
    assert abs(estimates.mean() - truth) < 3 * error
    covered = np.mean([p.ci_low <= truth <= p.ci_high for p in pooled])
    assert covered >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / trials)
    assert np.mean([p.std_error for p in pooled]) == pytest.approx(estimates.std(ddof=1), rel=0.2)
    spread = np.std(available, ddof=1) / np.sqrt(trials)
    assert reference_risk - np.mean(available) > 5 * spread


def test_completed_means_agree_with_mice_in_distribution() -> None:
    """Mean over imputations within four Monte-Carlo errors; spread between imputations within 25 %."""
    data = pd.read_csv(REFERENCE / "chained_data.csv")
    mice = pd.read_csv(REFERENCE / "chained_mice.csv")
    everything = {c: [p for p in ("age", "y1", "y2", "y3", "score") if p != c] for c in ("y2", "y3", "score")}
    kinds = {"y2": "binary", "y3": "binary", "score": "continuous"}
    imputed = impute_chained(data, kinds, np.random.default_rng(1), by="arm", m=400, predictors=everything)
    for row in mice.itertuples():
        means = imputed.values(row.variable)[:, (data.arm == row.arm).to_numpy()].mean(axis=1)
        spread = means.std(ddof=1)
        tolerance = 4 * np.hypot(spread, row.sd_between) / np.sqrt(400)
        assert means.mean() == pytest.approx(row.mean, abs=tolerance), (row.arm, row.variable)
        assert spread == pytest.approx(row.sd_between, rel=0.25), (row.arm, row.variable)


def test_observed_values_stay_and_imputed_values_are_possible() -> None:
    _, seen = trial(3)
    seen["cigarettes"] = np.where(seen.score.isna(), np.nan, np.arange(len(seen)) % 7)
    imputed = impute_chained(seen, {**KINDS, "cigarettes": "count"}, np.random.default_rng(0), by="arm", m=3)
    for i in range(3):
        frame = imputed.frame(i)
        assert not frame.isna().any().any()
        for column in seen:
            here = seen[column].notna()
            np.testing.assert_array_equal(frame.loc[here, column], seen.loc[here, column])
        assert set(frame.y3) <= {0.0, 1.0}
        assert set(frame.cigarettes) <= set(range(7))
        assert set(frame.score) <= set(seen.score.dropna())
        np.testing.assert_array_equal(imputed.values("y3")[i], frame.y3)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 999),
    n=st.integers(4, 40),
    holes=st.floats(0, 0.95),
    kinds=st.lists(st.sampled_from(["binary", "continuous", "count", "normal"]), min_size=1, max_size=5),
)
def test_any_pattern_of_gaps_is_filled_or_named(seed, n, holes, kinds) -> None:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"arm": np.arange(n) % 2})
    for j, kind in enumerate(kinds):
        low, high = {"binary": (0, 2), "count": (0, 9)}.get(kind, (-3, 9))
        values = rng.integers(low, high, n)
        frame[f"v{j}"] = np.where(rng.uniform(size=n) < holes, np.nan, values)
    imputed = impute_chained(
        frame, {f"v{j}": kind for j, kind in enumerate(kinds)}, rng, by="arm", m=2, iterations=2
    )
    filled = imputed.frame(1)
    for j in range(len(kinds)):
        for arm in (0, 1):
            here = frame.arm == arm
            if frame.loc[here, f"v{j}"].notna().any():
                assert np.isfinite(filled.loc[here, f"v{j}"]).all()
            else:
                said = f"v{j} in arm {arm}: never observed, left missing"
                assert said in map(str, imputed.warnings)
    pd.testing.assert_frame_equal(filled.where(frame.notna()), frame.astype(filled.dtypes))


def test_same_seed_same_values_other_seed_other_values() -> None:
    _, seen = trial(4)
    one, two, other = (
        impute_chained(seen, KINDS, np.random.default_rng(s), by="arm", m=3).values("score")
        for s in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, two)
    assert (one != other).any()


def test_each_arm_is_imputed_from_itself() -> None:
    """One arm always says yes, the other never: no imputed answer crosses over more than Jeffreys allows."""
    frame = pd.DataFrame({"arm": ["a"] * 60 + ["b"] * 60, "y": [1.0] * 60 + [0.0] * 60})
    frame.loc[[0, 1, 2, 60, 61, 62], "y"] = np.nan
    imputed = impute_chained(frame, {"y": "binary"}, np.random.default_rng(0), by="arm", m=50)
    values = imputed.values("y")
    assert values[:, :60].mean() > 0.99
    assert values[:, 60:].mean() < 0.01
    assert any("without variation" in str(w) for w in imputed.warnings)


def test_a_variable_never_observed_in_an_arm_stays_missing_and_is_named() -> None:
    _, seen = trial(5)
    seen.loc[seen.arm == 1, "score"] = np.nan
    imputed = impute_chained(seen, KINDS, np.random.default_rng(0), by="arm", m=2)
    assert any(str(w).startswith("score in arm 1: never observed") for w in imputed.warnings)
    frame = imputed.frame(0)
    assert frame.score[seen.arm == 1].isna().all()
    assert frame.score[seen.arm == 0].notna().all()
    assert frame.y3.notna().all()


def test_values_that_cannot_exist_are_not_imputed() -> None:
    _, seen = trial(6)
    structural = pd.DataFrame(False, index=seen.index, columns=["y3"])
    dead = seen.index[seen.y3.isna()][:4]
    structural.loc[dead, "y3"] = True
    frame = impute_chained(seen, KINDS, np.random.default_rng(0), by="arm", m=2, structural=structural).frame(
        0
    )
    assert list(frame.index[frame.y3.isna()]) == list(dead)


def test_collinear_and_too_many_predictors_do_no_harm() -> None:
    _, seen = trial(7, n=40)
    for j in range(30):
        seen[f"copy{j}"] = seen.age * (j + 1)
    kinds = dict(KINDS)
    every = {c: [p for p in seen.columns if p not in (c, "arm")] for c in ("y2", "y3", "score")}
    imputed = impute_chained(seen, kinds, np.random.default_rng(0), by="arm", m=5, predictors=every)
    assert np.isfinite(imputed.values("score")).all()
    assert np.isfinite(imputed.columns["y3"].log_odds).all()


def test_chains_are_diagnosed() -> None:
    _, seen = trial(8)
    imputed = impute_chained(seen, KINDS, np.random.default_rng(0), by="arm", m=10, iterations=20)
    assert imputed.converged
    column = imputed.columns["y3"]
    assert column.trace.shape == (20, 10)
    assert column.trace[-1] == pytest.approx(column.values.mean(axis=1))
    assert column.rhat < 1.2


def test_predictors_are_chosen_by_strength_and_number() -> None:
    _, seen = trial(9, n=2000)
    seen["noise"] = np.random.default_rng(0).standard_normal(len(seen))
    chosen = quick_predictors(seen.drop(columns="arm"), ["y3"], max_predictors=2, include=("noise",))["y3"]
    assert chosen[0] == "noise"
    assert set(chosen) == {"noise", "score"} or "y1" in chosen
    assert "age" not in quick_predictors(seen.drop(columns="arm"), ["y3"])["y3"]


def test_pooling_a_vector_over_completed_frames_agrees_with_the_scalar() -> None:
    _, seen = trial(10)
    imputed = impute_chained(seen, KINDS, np.random.default_rng(0), by="arm", m=4)
    scalar = imputed.analyse(risk_difference)
    vector = imputed.analyse_vector(
        lambda f: (np.array([risk_difference(f)[0]]), np.array([[risk_difference(f)[1]]]))
    )
    assert vector.estimates[0] == scalar
    by_hand = [risk_difference(imputed.frame(i)) for i in range(4)]
    assert pool_scalar([e for e, _ in by_hand], [v for _, v in by_hand]) == scalar


@pytest.mark.parametrize(
    ("change", "kinds", "by", "message"),
    [
        ({"arm": [None, 1, 0, 1]}, {"y": "binary"}, "arm", "arm must be known"),
        ({"y": [2, 1, 0, None]}, {"y": "binary"}, "arm", "0 and 1 only"),
        ({"y": [-3.5, 1, 0, None]}, {"y": "count"}, "arm", "whole numbers from 0"),
        ({"y": [-3, 1, 0, None]}, {"y": "count"}, "arm", "whole numbers from 0"),
        ({"y": [2.5, 1, 0, None]}, {"y": "count"}, "arm", "whole numbers from 0"),
        ({}, {"y": "nominal"}, "arm", "kind must be"),
        ({}, {"z": "binary"}, "arm", "not in the frame"),
        ({}, {"y": "binary", "arm": "binary"}, "arm", "cannot be imputed"),
    ],
)
def test_malformed_input_is_refused_without_showing_values(change, kinds, by, message) -> None:
    frame = pd.DataFrame({"arm": [0, 1, 0, 1], "y": [0.0, 1.0, 1.0, None]} | change)
    with pytest.raises(ValueError, match=message):
        impute_chained(frame, kinds, np.random.default_rng(0), by=by)


def test_an_incomplete_predictor_that_is_not_imputed_is_refused() -> None:
    _, seen = trial(11)
    with pytest.raises(ValueError, match="predictors of y3"):
        impute_chained(
            seen, {"y3": "binary"}, np.random.default_rng(0), by="arm", predictors={"y3": ["score"]}
        )


def test_what_needs_a_condition_exists_where_that_is_observed_or_drawn_as_one() -> None:
    rng = np.random.default_rng(5)
    n = 400
    has = (rng.uniform(size=n) < 0.6).astype(float)
    y = np.where(has == 1, rng.uniform(size=n) < 0.3, np.nan)
    frame = pd.DataFrame({"has": has, "y": y, "base": rng.standard_normal(n)})
    gone = rng.uniform(size=n) < 0.3
    frame.loc[gone, ["has", "y"]] = np.nan
    imputed = impute_chained(
        frame, {"has": "binary", "y": "binary"}, rng, m=10, only_where={"y": "has"}, include=["base"]
    )
    assert set(imputed.columns["y"].rows) == set(np.flatnonzero(gone))
    assert "has" not in imputed.columns["y"].predictors
    assert "y" not in imputed.columns["has"].predictors
    there = imputed.exists("y")
    assert (there[:, ~gone] == (has[~gone] == 1)).all()
    assert there[:, gone].mean() == pytest.approx(0.6, abs=0.08)
    assert not np.isnan(imputed.values("y")[there]).any()
    with pytest.raises(ValueError, match="has values where has is not 1"):
        impute_chained(frame.assign(has=0.0), {"y": "binary"}, rng, only_where={"y": "has"})


def test_included_predictors_need_no_correlation() -> None:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.standard_normal((300, 3)), columns=["a", "b", "c"])
    frame.loc[:50, "a"] = np.nan
    assert quick_predictors(frame, ["a"], min_correlation=0.9, include=["c"]) == {"a": ("c",)}
