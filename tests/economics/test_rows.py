"""Results leave as rows with provenance; a cohort's own log and effects come in through its estimates."""

import pandas as pd
import pytest

from voorzorg.economics.effects import NoEstimateError, own_effects
from voorzorg.economics.evaluation import evaluate, national, own_of
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.economics.own_costs import own_costs
from voorzorg.economics.rows import COLUMNS, rows_of, summary, to_frame
from voorzorg.estimates.table import to_frame as estimates


@pytest.fixture(scope="module")
def table(evaluation, inputs):
    return to_frame(list(rows_of(evaluation.cases[0], inputs, evaluation.model)))


def test_every_row_says_what_it_rests_on_and_where_it_comes_from(table):
    assert list(table.columns) == list(COLUMNS)
    assert set(table["basis"]) <= {"published", "counted", "trial_effect", "assumption", "mixed"}
    by_quantity = table.drop_duplicates("quantity").set_index("quantity")["sources"]
    assert by_quantity["women_low"] == "inventory_2017"
    assert by_quantity["violence_low"] == "ipv_2013;review_family_practice_2015"
    assert "weert_infographic" in by_quantity["net_each"]
    assert (table["software"].str.startswith("voorzorg ")).all()
    drawn = table[table["scenario"] == "draws"]
    assert (drawn["draws"] == 10_000).all() and (drawn["seed"] == 20080901).all()
    assert (drawn["low"] <= drawn["estimate"]).all() and (drawn["estimate"] <= drawn["high"]).all()


def test_nothing_is_dropped_in_silence(table):
    empty = table[table["estimate"].isna()]
    assert len(empty) and (empty["reason"] != "").all()
    assert set(table.loc[table["estimate"].notna(), "reason"]) == {""}


def test_the_published_page_is_among_the_rows(table):
    page = table[(table["scenario"] == "published_page") & (table["quantity"] == "net")]
    assert page.sort_values("end", ascending=False)["estimate"].tolist() == [6261, 12523]


def test_a_result_does_not_depend_on_who_is_beside_it(inputs, weert, evaluation):
    beside = evaluate(inputs, [weert, national(inputs, "Nederland")], 20080901)
    assert beside.cases[0].spread == evaluation.cases[0].spread
    assert beside.cases[0].scenarios == evaluation.cases[0].scenarios


def test_a_row_per_municipality_for_persons(inputs):
    cases = evaluate(inputs, [Municipality("Adorp", 1000), Municipality("Bdorp", 0)], 1).cases
    found = summary(cases)
    assert found["women_low"].tolist() == [5.0, 0.0]
    assert found["cost_high"].tolist() == [156_540, 0]


def _estimate(**values):
    common = {
        "cohort": "pilot", "data_kind": "synthetic", "population": "itt", "analysis": "unadjusted",
        "method": "test", "software": "test", "ci_level": 0.95,
    }  # fmt: skip
    return common | values


@pytest.fixture
def own():
    rows = [
        _estimate(outcome="fidelity:visits", estimand="mean", arm="voorzorg", category="start", estimate=9.0),
        _estimate(
            outcome="fidelity:visits", estimand="mean", arm="voorzorg", category="all", estimate=40.0,
            ci_low=38.0, ci_high=42.0, n_treated=20,
        ),
        _estimate(outcome="fidelity:minutes", estimand="mean", arm="voorzorg", category="all", estimate=60.0),
        _estimate(
            outcome="cps_report", estimand="risk_difference", contrast="voorzorg vs control", estimate=-0.05,
            ci_low=-0.10, ci_high=0.0,
        ),
        _estimate(
            outcome="smoking", estimand="risk_difference", contrast="voorzorg vs control", wave="m2",
            estimate=-0.5, ci_low=-0.6, ci_high=-0.4,
        ),
    ]  # fmt: skip
    return estimates(rows)


def test_an_own_log_gives_an_own_cost_per_trajectory(inputs, own):
    by_visits, by_hours = own_costs(inputs, own)
    assert by_visits.cost == pytest.approx(15654 * 40 / 50)
    assert by_visits.limits == pytest.approx((15654 * 38 / 50, 15654 * 42 / 50))
    assert by_hours.cost == pytest.approx(15654 * (40 * 1.0) / (50 * 1.25))
    assert by_visits.synthetic and by_visits.participants == 20 and by_visits.arm == "voorzorg"


def test_own_effects_are_those_of_the_right_wave_with_their_sign_turned(inputs, own):
    found = own_effects(inputs, own, "voorzorg")
    assert set(found) == {"reports"}  # smoking was estimated at another wave
    assert found["reports"].fewer == pytest.approx(0.05)
    assert found["reports"].parameters[1] == pytest.approx(0.05 / 1.959964, rel=1e-5)
    assert found["reports"].synthetic


def test_a_cohort_without_a_log_is_told_what_is_missing(inputs, own):
    with pytest.raises(NoEstimateError, match=r"pilot: .*visit log.*docs/economics.md"):
        own_of(inputs, own[~own["outcome"].str.startswith("fidelity")])


def test_empty_estimates_are_told_too(inputs):
    with pytest.raises(NoEstimateError):
        own_costs(inputs, pd.DataFrame(estimates([])))
