"""An outcome that exists only for some: violence of those with a partner, its bounds, and its composite.

Whoever has no partner cannot be asked, and has not left. Among those with a partner in either arm the
difference is bounded; in a composite the others count as not having the outcome.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.run import analyse
from voorzorg.estimates.table import to_frame
from voorzorg.statistics.two_arm.taking_part.survivors import survivor_bounds

HIT = {
    "label": "Hit", "type": "binary", "variable": "hit", "only_where": "partner", "better": "lower",
    "waves": ["start", "mid", "end"], "family": "violence", "analyses": ["two_arm", "bounds", "imputation"],
}  # fmt: skip


@pytest.fixture(scope="module")
def study():
    manifest = make_manifest()
    content = manifest.model_dump(by_alias=True, exclude_unset=True)
    content["variables"] |= {
        "partner": {"label": "Partner", "type": "binary"},
        "hit": {"label": "Hit", "type": "binary"},
    }
    composite = HIT | {"where_not": 0, "analyses": ["two_arm", "imputation"]}
    content["outcomes"] = {"hit": HIT, "hit_of_all": composite}
    made = make_study(240, manifest=type(manifest).model_validate(content))
    rng = np.random.default_rng(3)
    waves = made.waves.assign(
        partner=pd.array((rng.random(len(made.waves)) < 0.7).astype(int), dtype="Int64")
    )
    waves["hit"] = waves["smokes"].where(waves["partner"] == 1)
    waves.loc[rng.random(len(waves)) < 0.1, "hit"] = pd.NA
    return replace(made, waves=waves)


def counted(study, wave: str, arm: str) -> tuple[int, int, int]:
    """Events, answers, and of how many so many answers would be at the share that has a partner."""
    here = study.waves[(study.waves["wave"] == wave) & (study.waves["arm"] == arm)]
    answers = int(here["hit"].notna().sum())
    return int(here["hit"].sum()), answers, round(answers / here["partner"].mean())


def test_bounds_follow_from_the_counts_of_each_arm(study):
    table = to_frame(analyse("bounds", study, "hit", study.outcomes["hit"]))
    assert set(table["wave"]) == {"mid", "end"} and len(table) == 8
    for wave, rows in table.groupby("wave"):
        (e1, s1, n1), (e0, s0, n0) = counted(study, wave, "treated"), counted(study, wave, "control")
        for column, expected in (("n_treated", s1), ("n_reference", s0), ("events_treated", e1)):
            assert set(rows[column]) == {expected}
        assert set(rows["events_reference"]) == {e0}
        for monotone, told in ((False, "zhang-rubin-bounds"), (True, "lee-bounds")):
            found = survivor_bounds((e1, e0), (s1, s0), (n1, n0), monotone=monotone, seed=study.config.seed)
            own = rows[rows["method_messages"].str.contains(told)].set_index("category")["estimate"]
            assert own["lower bound"] == pytest.approx(found.low)
            assert own["upper bound"] == pytest.approx(found.high)
            assert own["lower bound"] <= own["upper bound"]


def test_bounds_over_clusters_are_those_of_everyone_with_wider_limits(study):
    """Sites whose women are alike: the same bounds, and limits that know of fewer than there are women."""
    manifest = study.manifest.model_copy(update={"cluster_randomised": "site"})
    site = np.where(study.participants["arm"] == "treated", 0, 10) + np.arange(len(study.participants)) % 10
    people = study.participants.assign(site=pd.array(site.astype(str), dtype="string"))
    of = people.set_index("participant_id")["site"].astype(int)
    here = study.waves["participant_id"].map(of)
    alike = study.waves["hit"].where(study.waves["hit"].isna(), (here % 3 == 0).astype("Int64"))
    waves = study.waves.assign(hit=alike)
    alone = to_frame(analyse("bounds", replace(study, waves=waves), "hit", study.outcomes["hit"]))
    whole = replace(study, manifest=manifest, participants=people, waves=waves)
    table = to_frame(analyse("bounds", whole, "hit", study.outcomes["hit"]))
    assert table["estimate"].to_numpy() == pytest.approx(alone["estimate"].to_numpy(), abs=0.01)
    width, narrow = (t["ci_high"] - t["ci_low"] for t in (table, alone))
    lee = table["method_messages"].str.contains("lee-bounds")  # without assumption they reach from -1 to 1
    assert (width >= narrow).all() and (width > 1.2 * narrow)[lee].all()
    assert table["method"].str.contains("clustering by site").all()
    assert not table["warnings"].str.contains("are ignored").any()


def test_where_an_arm_has_nobody_with_the_outcome_the_row_says_so(study):
    waves = study.waves.copy()
    waves.loc[waves["arm"] == "treated", "hit"] = pd.NA
    table = to_frame(analyse("bounds", replace(study, waves=waves), "hit", study.outcomes["hit"]))
    assert table["estimate"].isna().all() and table["warnings"].str.contains("no").all()


def test_an_outcome_of_everyone_has_no_bounds(study):
    outcome = study.outcomes["hit"].model_copy(update={"only_where": None})
    (row,) = analyse("bounds", study, "hit", outcome)
    assert row.estimate is None and row.warnings


def test_a_composite_counts_whoever_has_no_partner_as_not_hit(study):
    table = to_frame(analyse("two_arm", study, "hit_of_all", study.outcomes["hit_of_all"]))
    risks = table[(table["estimand"] == "risk") & (table["wave"] == "end")].set_index("arm")
    for arm, side in (("treated", "treated"), ("control", "reference")):
        here = study.waves[(study.waves["wave"] == "end") & (study.waves["arm"] == arm)]
        known = here[here["hit"].notna() | (here["partner"] == 0)]
        assert risks.loc[arm, f"n_{side}"] == len(known)
        assert risks.loc[arm, f"events_{side}"] == known["hit"].fillna(0).sum()


def test_an_imputed_composite_is_of_everyone(study):
    whole = to_frame(analyse("imputation", study, "hit_of_all", study.outcomes["hit_of_all"]))
    part = to_frame(analyse("imputation", study, "hit", study.outcomes["hit"]))
    arms = study.participants["arm"].value_counts()

    def row(table: pd.DataFrame) -> pd.Series:
        at = (table["wave"] == "end") & (table["analysis"] == "imputation")
        return table[at & (table["estimand"] == "risk_difference")].iloc[0]

    assert (row(whole)["n_treated"], row(whole)["n_reference"]) == (arms["treated"], arms["control"])
    assert row(part)["n_treated"] < row(whole)["n_treated"]
    assert abs(row(whole)["estimate"]) < 1 and row(whole)["std_error"] > 0
