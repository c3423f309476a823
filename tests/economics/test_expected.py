"""What is expected under a reader's choices, by hand and by properties."""

from dataclasses import replace
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from voorzorg.economics.case.choices import trial_only
from voorzorg.economics.case.expected import cents, expected, hour_price
from voorzorg.economics.case.poisson_quantiles import poisson_quantile
from voorzorg.economics.uncertainty.scenarios import overlaps, price_years, tornado


@pytest.fixture
def start(evaluation):
    return evaluation.cases[0].start


def _numbers(evaluation, start, **changes):
    return expected(evaluation.model, replace(start, **changes))


def test_a_dearer_programme_does_not_earn_more(evaluation, start):
    numbers = _numbers(evaluation, start, cost=40_000.0)
    assert cents(numbers["net_each"]) == -21_215_20
    assert cents(numbers["benefit_each"]) == 18_784_80


def test_management_takes_the_return_from_20_to_5_percent(evaluation, start):
    numbers = _numbers(evaluation, start, costs=frozenset({"management"}))
    assert cents(numbers["net_each"]) == 948_30
    assert numbers["return_percent"] == pytest.approx(5.32, abs=0.01)


def test_with_training_and_video_little_is_left_and_with_the_hours_nothing(evaluation, start, inputs):
    beside = evaluation.model.beside
    assert beside["training"] + beside["training_video"] == pytest.approx(5570 / 5 / (675 / 91) * 2.5)
    assert beside["video"] == pytest.approx(625.83 / (675 / 91) * 2.5)
    without_hours = frozenset(beside) - {"training_hours"}
    assert 0 < _numbers(evaluation, start, costs=without_hours)["net_each"] < 400
    assert _numbers(evaluation, start, costs=frozenset(beside))["net_each"] < 0
    assert hour_price(inputs) == pytest.approx(14695 / (1.85 * 126.5))


def test_only_a_quarter_rests_on_a_printed_effect(evaluation, start, inputs):
    numbers = expected(evaluation.model, trial_only(inputs, start))
    assert cents(numbers["benefit_each"]) == 4_696_20
    assert cents(numbers["net_each"]) == -10_957_80
    assert expected(evaluation.model, start)["assumed_percent"] == pytest.approx(75)


def test_what_has_no_answer_is_not_a_number(evaluation, start):
    nothing = _numbers(evaluation, start, categories=frozenset(), effect=0.0)
    assert isnan(nothing["cost_per_reports"]) and isnan(nothing["assumed_needed"])
    assert isnan(nothing["benefit_needed"])


@given(
    st.integers(0, 10_000), st.floats(0, 50), st.floats(1, 60_000), st.floats(0, 90_000),
    st.floats(0, 200), st.floats(0, 200),
)  # fmt: skip
def test_break_even_breaks_even(evaluation, births, share, cost, benefit, effect, assumed):
    start = replace(
        evaluation.cases[0].start, births=births, share_low=share, share_high=share, cost=cost,
        benefit=benefit, effect=effect, assumed=assumed,
    )  # fmt: skip
    numbers = expected(evaluation.model, start)
    assert numbers["net_low"] == pytest.approx(numbers["benefit_low"] - numbers["cost_low"], abs=1e-4)
    if not isnan(numbers["benefit_needed"]) and numbers["benefit_needed"] < 1e9:
        at = expected(evaluation.model, replace(start, benefit=numbers["benefit_needed"]))
        assert at["net_each"] == pytest.approx(0, abs=1e-6 * max(cost, 1))
    if not isnan(numbers["assumed_needed"]) and 0 <= numbers["assumed_needed"] < 1e6:
        at = expected(evaluation.model, replace(start, assumed=numbers["assumed_needed"]))
        assert at["net_each"] == pytest.approx(0, abs=1e-6 * max(cost, 1))


@given(st.floats(0, 5000), st.sampled_from([0.025, 0.5, 0.975]))
def test_the_spread_of_a_year_is_poissons(mean, probability):
    found = poisson_quantile(mean, probability)
    assert poisson.cdf(found, mean) >= probability - 1e-12
    assert found == 0 or poisson.cdf(found - 1, mean) <= probability + 1e-12


def test_mixed_price_years_are_found(evaluation, start, inputs):
    with_management = replace(start, costs=frozenset({"management"}))
    assert set(price_years(inputs, start)) == {"none"}
    assert set(price_years(inputs, with_management)) == {"none", "2021"}


def test_one_violence_in_two_categories_is_found(inputs):
    assert overlaps(inputs) == {"violence": ["justice", "quality_of_life"]}


def test_the_widest_bar_is_whether_assumptions_come_true(evaluation, start, inputs):
    bars = tornado(inputs, evaluation.model, start, evaluation.effects, evaluation.draws)
    assert bars[0].key == "assumed"
    assert bars[0].net == pytest.approx((-10_957.80, 3_130.80))
    by_key = {bar.key: bar for bar in bars}
    assert by_key["return"].at == pytest.approx((1.184 * 15654, 1.2 * 15654))
    # costs alone move with the costs: the benefit stays
    assert by_key["version"].net[0] - by_key["version"].net[1] == pytest.approx(15654 - 12500)
