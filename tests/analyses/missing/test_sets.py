"""Imputed sets are stored once and read back equal; an analysis of each of them becomes pooled rows."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from small_study import make_study

from voorzorg.analyses.missing.joint import impute_study
from voorzorg.analyses.missing.pool import pool_analysis
from voorzorg.analyses.missing.store import joint_zero, read_sets, write_sets
from voorzorg.analyses.run import analyse


@pytest.fixture(scope="module")
def study():
    return make_study(160)


@pytest.fixture(scope="module")
def imputed(study):
    return impute_study(study)


def test_what_was_stored_comes_back(study, imputed, tmp_path) -> None:
    write_sets(imputed, tmp_path / "sets.parquet")
    again = read_sets(study, tmp_path / "sets.parquet")

    assert again.m == imputed.m
    assert set(again.columns) == set(imputed.columns)
    assert imputed.columns
    for name, column in imputed.columns.items():
        np.testing.assert_allclose(again.values(name), imputed.values(name), equal_nan=True)
        np.testing.assert_allclose(again.columns[name].log_odds, column.log_odds, atol=1e-3)
        np.testing.assert_allclose(again.columns[name].arm_traces, column.arm_traces, rtol=1e-6)
        assert again.columns[name].rhat == pytest.approx(column.rhat, rel=1e-4, nan_ok=True)


@pytest.mark.parametrize(
    ("held", "zero"),
    [
        ([0.0, 0.0, 3.0, 5.0], True),  # nought where the condition is
        ([np.nan, 0.0, 3.0, 0.0], True),
        ([0.0, 2.0, 3.0, 5.0], False),
        ([np.nan, np.nan, 3.0, 5.0], False),  # nothing known there
        ([np.nan, np.nan, 0.0, 0.0], False),
    ],
)
def test_a_column_is_of_noughts_only_by_what_it_holds_where_its_condition_is_nought(held, zero) -> None:
    frame = pd.DataFrame({"cigarettes": held, "smokes": [0.0, 0.0, 1.0, 1.0]})
    joint = SimpleNamespace(frame=frame, only_where={"cigarettes": "smokes"})
    assert joint_zero(joint, "cigarettes") == zero


def test_a_pooled_row_counts_everyone_and_says_what_it_is(study, imputed) -> None:
    outcome = study.outcomes["score"]
    rows = pool_analysis(study, "score", outcome, "adjusted", imputed)
    pooled = [r for r in rows if r.estimand == "mean_difference" and r.contrast]
    assert pooled and all(r.analysis == "imputed_adjusted" for r in pooled)

    (row,) = [r for r in pooled if r.wave == study.wave_keys(outcome)[-1]]
    observed = [
        r
        for r in analyse("adjusted", study, "score", outcome)
        if r.estimand == "mean_difference" and r.wave == row.wave
    ]
    assert row.n_treated >= observed[0].n_treated
    assert np.isfinite([row.estimate, row.std_error, row.p_value]).all()
    assert row.ci_low < row.estimate < row.ci_high


@pytest.mark.parametrize("analysis", ["adjusted", "gee", "multilevel"])
def test_all_sets_at_once_give_what_each_gives_as_a_study(study, imputed, analysis, monkeypatch) -> None:
    from voorzorg.analyses.missing import pool

    outcome = study.outcomes["smoking"]
    quick = pool_analysis(study, "smoking", outcome, analysis, imputed)
    monkeypatch.setattr(pool, "rows_of_all", lambda *_: None)
    slow = pool_analysis(study, "smoking", outcome, analysis, imputed)

    # One by one there are no coefficients to test together, nor errors of spreads; fits are right to 0.01.
    apart = ("joint_test", "random_effect_sd", "icc")
    assert {row.category for row in quick if row.estimand == "joint_test"} == (
        set() if analysis == "adjusted" else {"D1", "D2"}
    )
    quick, slow = ([row for row in rows if row.estimand not in apart] for rows in (quick, slow))
    close = {"rtol": 0.02, "atol": 2e-3} if analysis == "multilevel" else {"rtol": 1e-7}
    assert len(quick) == len(slow) > 0
    for one, other in zip(quick, slow, strict=True):
        for name in ("estimand", "wave", "arm", "contrast", "n_treated", "events_treated", "warnings"):
            assert getattr(one, name) == getattr(other, name)
        for name in ("estimate", "std_error", "ci_low", "ci_high", "p_value"):
            if getattr(other, name) is not None:
                np.testing.assert_allclose(getattr(one, name), getattr(other, name), **close)
