"""Times of an event of people who were hardly followed: said where nothing can be estimated."""

from dataclasses import replace

import pandas as pd
import pytest
from small_study import make_study

from voorzorg.analyses.two_arms.time_to_event import compare_times
from voorzorg.cohorts.manifest.outcomes import Competing


def rows_of(weeks: float, **changes):
    study = make_study(n=40)
    times = pd.array([weeks] * 40, dtype="Float64")
    people = study.participants.assign(report_weeks=times, placed_weeks=times, placed=0)
    outcome = study.outcomes["report_time"].model_copy(update={"horizon_weeks": None, **changes})
    return compare_times(replace(study, participants=people), "report_time", outcome)


@pytest.mark.parametrize(
    ("changes", "estimand"),
    [
        ({}, "rmst_difference"),
        ({"competing": Competing(variable="placed_weeks", event="placed")}, "risk_difference"),
    ],
)
@pytest.mark.parametrize("weeks", [0.0, -3.0])
def test_nobody_was_followed_at_all(weeks, changes, estimand) -> None:
    (row,) = rows_of(weeks, **changes)
    assert row.estimand == estimand
    assert row.estimate is None
    assert [told.key for told in row.warnings] == ["followed-too-briefly"]


def test_half_a_week_is_a_time() -> None:
    found = rows_of(0.5)
    assert {row.estimand for row in found if row.estimate is not None} >= {"cumulative_incidence"}
    assert max(row.time_weeks for row in found if row.time_weeks is not None) == 0.5
