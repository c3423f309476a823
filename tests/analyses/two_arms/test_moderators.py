"""Effects by the plan's moderators: only where asked, only with their interaction, and only coarse."""

import numpy as np
import pandas as pd
import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.estimates.table import to_frame
from voorzorg.present.disclosure import apply_disclosure

PLAN = {
    "moderators": [
        {"variable": "work", "outcomes": ["smoking", "score"]},
        {"variable": "age", "outcomes": ["smoking"], "cuts": [19, 21]},
    ]
}


@pytest.fixture(scope="module")
def study():
    return make_study(400, manifest=make_manifest(plan=PLAN))


def rows(study, outcome) -> pd.DataFrame:
    return to_frame(analyse("moderators", study, outcome, study.outcomes[outcome]))


def test_every_moderator_has_an_interaction_on_both_scales_and_its_groups_no_test(study):
    table = rows(study, "smoking").query("wave == 'end'")
    tests = table.query("estimand == 'interaction'")
    assert list(tests["category"]) == ["work", "work", "age", "age"]
    assert set(tests["scale"]) == {"risk_difference", "risk_ratio"}
    assert tests["p_value"].notna().all()
    groups = table.query("estimand == 'risk_difference'")
    assert groups["p_value"].isna().all()
    assert list(groups["population"])[2:] == [
        "subgroup:age=<19", "subgroup:age=19 to 21", "subgroup:age=>=21"
    ]  # fmt: skip
    known = rows(study, "smoking").query("category == 'age' and wave == 'mid'")
    assert known["warnings"].fillna("").str.contains("group is not known").any()


def test_groups_add_up_to_those_of_whom_the_moderator_is_known(study):
    table = rows(study, "score").query("wave == 'end'")
    whole = table.query("estimand == 'interaction'").iloc[0]
    assert table.query("estimand == 'mean_difference'")["n_treated"].sum() == whole["n_treated"]


def test_the_plan_asks_for_it_unasked_and_no_row_of_it_is_a_hypothesis(study):
    table = estimate_family(study, "smoking")
    here = table[table["analysis"] == "moderation"]
    assert set(here["outcome"]) == {"smoking"}
    assert here["main"].isna().all()
    assert "moderation" not in set(estimate_family(make_study(), "smoking")["analysis"])


def test_a_moderator_without_two_groups_keeps_its_row_with_the_reason(study):
    from dataclasses import replace

    people = study.participants.assign(work=pd.array([1] * len(study.participants), dtype="Int64"))
    table = rows(replace(study, participants=people), "score")
    assert table["estimate"].isna().all()
    assert table["warnings"].str.contains("fewer than two groups").all()


def test_real_groups_are_shown_coarse_or_not_at_all(study):
    table = rows(study, "smoking").assign(data_kind="real")
    shown = apply_disclosure(table, 10, 5)
    groups = shown[shown["estimand"] == "risk_difference"]
    assert groups["events_treated"].isna().all()
    assert (groups["n_treated"].dropna() % 10 == 0).all()
    small = table.copy()
    first = small.index[(small["category"] == "1") & (small["wave"] == "end")]
    small.loc[first, "events_treated"] = 3
    hidden = apply_disclosure(small, 10, 5).query("wave == 'end'")
    of_work = hidden["category"].isin(["0", "1", "work"])
    assert hidden.loc[of_work, "estimate"].isna().all()
    assert np.isfinite(hidden.loc[~of_work & (hidden["estimand"] == "risk_difference"), "estimate"]).all()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ([{"variable": "shoe", "outcomes": ["smoking"]}], "no variable of this study"),
        ([{"variable": "age", "outcomes": ["smoking"]}], "say under 'cuts'"),
        ([{"variable": "work", "outcomes": ["smoking"], "cuts": [1]}], "leave 'cuts' out"),
        ([{"variable": "work"}], "no primary hypotheses"),
        ([{"variable": "age", "outcomes": ["smoking"], "cuts": [21, 19]}], "cuts: go up"),
    ],
)
def test_a_moderator_that_makes_no_sense_is_refused_in_words(plan, said):
    with pytest.raises(ValueError, match=said):
        make_manifest(plan={"moderators": plan})
