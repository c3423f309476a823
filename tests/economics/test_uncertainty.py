"""Draws, plane, curve, value of information: against R's BCEA on the same draws, and by their properties."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voorzorg.economics.case.poisson_quantiles import poisson_quantile
from voorzorg.economics.effects import from_counts, moments, odds_ratio_limits, published_effects
from voorzorg.economics.uncertainty import cost_effectiveness as ce
from voorzorg.economics.uncertainty.draws import draw
from voorzorg.economics.uncertainty.many import over_municipalities

REFERENCE = Path(__file__).parents[1] / "reference" / "economics"
DIGITS = 1e-8


@pytest.fixture(scope="module")
def reference():
    return json.loads((REFERENCE / "reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn():
    effects, costs = np.loadtxt(REFERENCE / "draws.csv", delimiter=",", skiprows=1).T
    return effects, costs


def test_curve_and_information_agree_with_bcea(reference, drawn):
    values = np.array(reference["values"], dtype=float)
    benefit = ce.net_benefit(*drawn, values).mean(axis=0)
    whole = ce.perfect_information(*drawn, values)
    assert benefit == pytest.approx(reference["eib"], rel=DIGITS, abs=DIGITS)
    assert ce.acceptability(*drawn, values) == pytest.approx(reference["ceac"], abs=DIGITS)
    assert whole.value == pytest.approx(reference["evpi"], rel=DIGITS, abs=DIGITS)
    assert whole.value == pytest.approx(reference["evpi_by_vi"], rel=DIGITS, abs=DIGITS)
    assert whole.std_error == pytest.approx(reference["evpi_se"], rel=DIGITS, abs=DIGITS)
    for of, name in (("effects", "evppi_effect"), ("costs", "evppi_cost")):
        partial = ce.partial_information(*drawn, values, of)
        assert partial.value == pytest.approx(reference[name], rel=DIGITS, abs=DIGITS)


def test_plane_limits_and_spread_agree_with_r(reference, drawn, inputs):
    plane = ce.plane(*drawn)
    wanted = reference["plane"]
    assert (plane.effect, plane.cost, plane.more_effect) == pytest.approx(
        (wanted["effect"], wanted["cost"], wanted["better"]), rel=DIGITS
    )
    assert ce.limits_of(drawn[0])[:2] == pytest.approx(reference["limits"], rel=DIGITS)
    found = [[poisson_quantile(m, p) for p in (0.025, 0.975)] for m in (2.335, 4.67, 23.35, 1720)]
    assert found == reference["poisson"]
    violence = published_effects(inputs)["violence"]
    low, high = odds_ratio_limits(violence)
    # the interval is made symmetric on the logarithm, so that its ends are the printed ones to two digits
    assert (high, low) == pytest.approx((reference["odds"][0], reference["odds"][2]), abs=2e-3)
    assert violence.fewer == pytest.approx(reference["odds"][1], rel=DIGITS)
    assert moments(published_effects(inputs)["reports"])[1] == pytest.approx(reference["beta_sd"], rel=DIGITS)


@given(st.integers(0, 2**32 - 1), st.floats(1_000, 900_000))
def test_information_is_never_worth_less_than_nothing_nor_than_a_part_of_it(seed, value):
    random = np.random.default_rng(seed)
    effects, costs = random.normal(0.05, 0.05, 500), random.uniform(10_000, 20_000, 500)
    at = np.array([value])
    whole = float(ce.perfect_information(effects, costs, at).value[0])
    assert whole >= -1e-9
    for of in ("effects", "costs"):
        assert float(ce.partial_information(effects, costs, at, of).value[0]) >= -1e-6


def test_partial_information_is_that_of_a_nested_simulation(inputs):
    """By brute force: for every effect the decision is taken over all costs."""
    random = np.random.default_rng(3)
    effects, costs = random.normal(0.08, 0.04, 3000), random.uniform(14_000, 17_000, 3000)
    value = 195_000.0
    nested = np.maximum(0, [np.mean(value * effect - costs) for effect in effects]).mean()
    known = nested - max(0.0, float(np.mean(value * effects - costs.mean())))
    found = ce.partial_information(effects, costs, np.array([value]), "effects")
    assert float(found.value[0]) == pytest.approx(known, rel=1e-9)


def test_only_what_has_a_source_is_drawn(inputs, evaluation):
    assert set(evaluation.draws.effects) == {"reports", "violence", "smoking"}
    assert evaluation.draws.hours_factor.min() >= 1.7 / 1.85 - 1e-12
    assert evaluation.draws.hours_factor.max() <= 2 / 1.85 + 1e-12
    low, high, bounded = ce.limits_of(evaluation.draws.effects["smoking"])
    assert low < 0 < high and not bounded  # crosses zero
    assert ce.limits_of(evaluation.draws.effects["violence"])[2]


def test_an_outcome_added_changes_no_other_draw(inputs, evaluation):
    fewer = {key: evaluation.effects[key] for key in ("reports", "violence")}
    again = draw(inputs, fewer, evaluation.draws.seed)
    assert np.array_equal(again.effects["reports"], evaluation.draws.effects["reports"])
    assert np.array_equal(again.hours_factor, evaluation.draws.hours_factor)


def test_costs_per_case_have_no_upper_limit_where_the_effect_may_be_none():
    costs = np.full(10_000, 15_000.0)
    random = np.random.default_rng(1)
    near = ce.cost_per_outcome(random.normal(0.08, 0.0408, 10_000), costs, 15_000 / 0.08)
    far = ce.cost_per_outcome(random.normal(0.08, 0.01, 10_000), costs, 15_000 / 0.08)
    assert near.high is None and near.without_effect > 0.01
    assert far.high == pytest.approx(15_000 / (0.08 - 1.96 * 0.01), rel=0.02)
    assert far.low < far.estimate < far.high


def test_denominators_of_another_source_move_the_limits(inputs, evaluation):
    """18 and 10 % in place of 19 and 11 %: the same counts, and the lower limit leaves zero."""
    (scenario,) = (one for one in inputs.outcome_scenarios if one.key == "reports_inventory")
    other = from_counts("reports", scenario.control, scenario.treated)
    assert moments(other)[1] < moments(evaluation.effects["reports"])[1]


def test_convergence_narrows(evaluation):
    steps = ce.convergence(evaluation.draws.effects["reports"], evaluation.costs, 200_000)
    assert steps[-1].draws == evaluation.draws.size
    assert steps[-1].probability_se < steps[0].probability_se
    assert steps[-1].information_se < steps[0].information_se


def test_ten_thousand_draws_by_350_municipalities_take_less_than_a_second(evaluation):
    births = np.random.default_rng(4).integers(40, 9000, 350).tolist()
    effects, costs = evaluation.draws.effects["reports"], evaluation.costs
    taken = []
    for _ in range(3):
        start = time.process_time()
        found = over_municipalities(births, [0.01] * 350, effects, costs, 5)
        taken.append(time.process_time() - start)
    assert found["women"].mean == pytest.approx(np.array(births) * 0.01, rel=0.2)
    assert np.all(found["costs"].low <= found["costs"].mean)
    assert np.all(found["costs"].mean <= found["costs"].high)
    assert min(taken) < 1
