"""The table of who took part: a row per variable at the start, its level and the arm, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from small_study import make_study

from voorzorg.analyses.participation.describe import describe
from voorzorg.estimates.table import to_frame

SIDES = {"treated": "treated", "control": "reference"}


@pytest.fixture(scope="module")
def study():
    return make_study(120)


@pytest.fixture(scope="module")
def table(study):
    return to_frame(describe(study))


@pytest.mark.parametrize("arm", SIDES)
def test_a_number_has_its_mean_and_deviation_in_each_arm(study, table, arm):
    own = study.participants.loc[study.participants["arm"] == arm, "age"].dropna().to_numpy(dtype=float)
    rows = table[(table["outcome"] == "baseline:age") & (table["arm"] == arm)].set_index("estimand")
    assert rows.loc["mean", "estimate"] == pytest.approx(own.mean())
    assert rows.loc["sd", "estimate"] == pytest.approx(own.std(ddof=1))
    assert set(rows[f"n_{SIDES[arm]}"]) == {len(own)}


@pytest.mark.parametrize("arm", SIDES)
def test_a_category_has_the_share_of_every_level_in_each_arm(study, table, arm):
    own = study.participants.loc[study.participants["arm"] == arm, "school"]
    rows = table[(table["outcome"] == "baseline:school") & (table["arm"] == arm)].set_index("category")
    assert rows["estimate"].to_dict() == pytest.approx(own.value_counts(normalize=True).to_dict())
    assert rows[f"events_{SIDES[arm]}"].to_dict() == own.value_counts().to_dict()


@pytest.mark.parametrize("arm", SIDES)
def test_a_yes_or_no_has_its_share_in_each_arm(study, table, arm):
    own = study.participants.loc[study.participants["arm"] == arm, "work"]
    (row,) = table[(table["outcome"] == "baseline:work") & (table["arm"] == arm)].itertuples()
    assert row.estimate == pytest.approx(own.mean())
    assert getattr(row, f"events_{SIDES[arm]}") == own.sum()


def test_arms_differ_by_the_standardised_difference_of_their_means_and_nothing_is_tested(study, table):
    first, second = (
        study.participants.loc[study.participants["arm"] == arm, "age"].dropna().to_numpy(dtype=float)
        for arm in ("treated", "control")
    )
    rows = table[(table["outcome"] == "baseline:age") & table["contrast"].notna()]
    spread = np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2)
    assert rows["estimate"].tolist() == pytest.approx([(first.mean() - second.mean()) / spread])
    assert rows["p_value"].isna().all()


def test_the_flow_counts_who_was_measured_who_missed_a_wave_and_who_left(study, table):
    flow = table[table["outcome"] == "flow"]
    attended = study.attendance
    for arm, people in study.participants.groupby("arm"):
        seen = attended.loc[people["participant_id"]]
        rows = flow[flow["arm"] == arm]
        for k, wave in enumerate(attended.columns):
            here = rows[rows["wave"] == wave].set_index("category")["estimate"]
            later = seen.iloc[:, k:].any(axis=1)
            assert here["measured"] == seen[wave].sum()
            assert here["missed"] == (~seen[wave] & later).sum()
            assert here["lost"] == (~later).sum()
            assert here[["measured", "missed", "lost"]].sum() == len(people)


def test_risk_factors_accumulate_from_everyone_down_to_nobody(study, table):
    rows = table[(table["outcome"] == "risk_factors") & (table["arm"] == "all")].set_index("category")
    numbers = study.participants["risk_factors"].to_numpy(dtype=float)
    for k in range(int(numbers.max()) + 1):
        assert rows.loc[f">={k}", "events_treated"] == (numbers >= k).sum()
        assert rows.loc[f"={k}", "events_treated"] == (numbers == k).sum()
    assert pd.isna(rows["events_reference"]).all() and rows.loc[">=0", "estimate"] == 1
