"""Models over the waves say of every wave how many women, and how many with the event, each arm had."""

import pandas as pd
import pytest
from small_study import WAVES, make_study

from voorzorg.analyses.run import analyse
from voorzorg.analyses.sets import OneOfMany
from voorzorg.analyses.two_arms.repeated import repeated_design
from voorzorg.estimates.table import to_frame


@pytest.fixture(scope="module")
def study():
    return make_study(160)


@pytest.mark.parametrize("analysis", ["gee", "multilevel"])
def test_a_row_counts_who_was_asked_and_who_said_yes_in_each_arm_at_its_wave(study, analysis):
    outcome = study.outcomes["smoking"]
    table = to_frame(analyse(analysis, study, "smoking", outcome))
    rows = table[
        (table["estimand"] == "odds_ratio") & (table["analysis"] == analysis) & table["wave"].notna()
    ]
    assert set(rows["wave"]) == set(WAVES[1:])
    answered = study.waves.merge(study.participants[["participant_id"]], on="participant_id").dropna(
        subset=["smokes"]
    )
    for row in rows.itertuples():
        here = answered[answered["wave"] == row.wave]
        for side, arm in (("treated", "treated"), ("reference", "control")):
            own = here.loc[here["arm"] == arm, "smokes"]
            assert getattr(row, f"n_{side}") == len(own)
            if pd.notna(getattr(row, f"events_{side}")):
                assert getattr(row, f"events_{side}") == own.sum()


def test_a_test_over_all_waves_counts_everyone_who_answered_once(study):
    table = to_frame(analyse("multilevel", study, "smoking", study.outcomes["smoking"]))
    joint = table[(table["estimand"] == "joint_test") & (table["analysis"] == "multilevel")].iloc[0]
    ever = study.waves.dropna(subset=["smokes"]).drop_duplicates("participant_id")["arm"].value_counts()
    assert (joint["n_treated"], joint["n_reference"]) == (ever["treated"], ever["control"])


def test_imputed_data_sets_share_what_their_answers_do_not_change(study):
    from dataclasses import replace

    outcome, (contrast, *_) = study.outcomes["smoking"], study.contrasts
    shared = replace(study, alike=OneOfMany())
    first = repeated_design(shared, outcome, contrast)
    waves = study.waves.assign(smokes=1 - study.waves["smokes"])
    other = replace(shared, waves=waves)
    second, alone = (
        repeated_design(other, outcome, contrast),
        repeated_design(replace(other, alike=None), outcome, contrast),
    )
    assert second.X is first.X and second.kept is first.kept
    assert (second.y == 1 - first.y).all()
    pd.testing.assert_frame_equal(second.frame, alone.frame)
    # With other gaps it is another design.
    some = waves.assign(smokes=waves["smokes"].mask(waves.index % 7 == 0))
    third = repeated_design(replace(shared, waves=some), outcome, contrast)
    assert len(third.y) < len(first.y) and third.X is not first.X
