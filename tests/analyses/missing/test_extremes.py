"""Worst and best case: everyone missing in one arm has the event, and nobody missing in the other."""

import pytest
from small_study import make_study

from voorzorg.analyses.run import analyse
from voorzorg.estimates.table import to_frame


def test_both_cases_follow_from_the_counts_at_the_last_wave():
    wave = "end"
    study = make_study(160)
    table = to_frame(analyse("imputation", study, "smoking", study.outcomes["smoking"]))
    rows = table[(table["analysis"] == "extremes") & (table["wave"] == wave)].set_index("category")
    randomised = study.participants["arm"].value_counts()
    here = study.waves[study.waves["wave"] == wave].dropna(subset=["smokes"])
    events, answers = here.groupby("arm")["smokes"].sum(), here["arm"].value_counts()
    missing = randomised - answers
    low = {arm: events[arm] / randomised[arm] for arm in randomised.index}
    high = {arm: (events[arm] + missing[arm]) / randomised[arm] for arm in randomised.index}
    # Less smoking is better: at worst all who are missing in the treated arm smoke, and nobody in the other.
    assert rows.loc["worst", "estimate"] == pytest.approx(high["treated"] - low["control"])
    assert rows.loc["best", "estimate"] == pytest.approx(low["treated"] - high["control"])
    assert (rows["n_treated"] == randomised["treated"]).all()
