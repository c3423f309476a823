"""What was measured and what is pooled over imputed sets, in jobs apart: together the same table."""

import pandas as pd
from small_study import make_study

from voorzorg.analyses.run import estimate_family, joined, pool_outcomes
from voorzorg.cohorts.manifest.outcomes import POOLED_AT_ONCE, shares_of


def test_parts_in_jobs_apart_are_the_table_of_one_job() -> None:
    study = make_study(120)
    families = dict.fromkeys(outcome.family for outcome in study.outcomes.values())
    whole = joined([estimate_family(study, family) for family in families], [])
    asked = [key for key, o in study.outcomes.items() if "imputation" in o.chosen_analyses]
    assert len(asked) > 1
    apart = joined(
        [estimate_family(study, family, pooled=False) for family in families],
        [pool_outcomes(study, asked[1::2]), pool_outcomes(study, asked[0::2])],
    )
    pd.testing.assert_frame_equal(apart, whole)


def test_only_a_large_family_is_divided_and_every_outcome_is_in_one_share() -> None:
    (outcome,) = [o for key, o in make_study(20).outcomes.items() if key == "smoking"]
    few = {f"o{k}": outcome for k in range(POOLED_AT_ONCE)}
    many = {f"o{k}": outcome for k in range(2 * POOLED_AT_ONCE + 1)}
    assert shares_of(few, outcome.family) == []
    shares = shares_of(many, outcome.family)
    assert len(shares) == 3
    assert sorted(key for share in shares for key in share) == sorted(many)
    assert max(map(len, shares)) <= POOLED_AT_ONCE
    assert shares_of(many, "another") == []
