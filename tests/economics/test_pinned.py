"""The business case, all of its rows and of what is behind them, as stored."""

import hashlib
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from voorzorg.economics.case.choices import first_choices, per_thousand, trial_only
from voorzorg.economics.case.expected import cents, chance, expected, page_numbers
from voorzorg.economics.case.interpretations import (
    bases,
    discounted,
    present_value,
    readings,
    same_factor,
    stopping,
)
from voorzorg.economics.case.poisson_quantiles import poisson_quantile
from voorzorg.economics.case.published_page import beside_published, cost_of_page, page_of, trajectory_cost
from voorzorg.economics.effects import (
    from_counts,
    moments,
    odds_ratio_limits,
    own_effects,
    risks,
    treated_risk,
)
from voorzorg.economics.evaluation import evaluate, national, own_of
from voorzorg.economics.inputs.outcomes import Arm
from voorzorg.economics.inputs.read import amounts
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.economics.municipalities.statistics_office import read_births
from voorzorg.economics.own_costs import own_costs
from voorzorg.economics.rows import rows_of, summary, to_frame
from voorzorg.economics.uncertainty import cost_effectiveness as ce
from voorzorg.economics.uncertainty.many import over_municipalities
from voorzorg.economics.uncertainty.scenarios import overlaps, price_years, scenarios, threshold, tornado
from voorzorg.estimates.table import to_frame as estimates


@pytest.fixture(scope="module")
def start(evaluation):
    return evaluation.cases[0].start


def test_rows(pinned, evaluation, inputs):
    for number, case in enumerate(evaluation.cases):
        table = to_frame(list(rows_of(case, inputs, evaluation.model)))
        pinned(f"economics/rows_{number}", table.drop(columns="software"))
    pinned("economics/summary", summary(evaluation.cases))


def test_more_municipalities(pinned, inputs, figures):
    towns = [
        Municipality("Adorp", 1000, cost=16000.0, share_low=4.0, share_high=9.0, year=2020),
        Municipality("Bdorp", 0),
        national(inputs, "Nederland"),
    ]
    found = evaluate(inputs, towns, 3, figures)
    pinned("economics/towns_summary", summary(found.cases))
    for number, case in enumerate(found.cases):
        table = to_frame(list(rows_of(case, inputs, found.model)))
        pinned(f"economics/towns_rows_{number}", table.drop(columns="software"))


def test_what_is_expected_under_choices(pinned, evaluation, inputs, start):
    model = evaluation.model
    changes = {
        "first": {},
        "trial_only": vars(trial_only(inputs, start)),
        "dear": {"cost": 40_000.0},
        "beside": {"costs": frozenset(model.beside)},
        "nothing": {"categories": frozenset(), "effect": 0.0},
        "share": {"share_low": 2.0, "share_high": 30.0},
        "births": {"births": 12_345},
        "assumed": {"assumed": 40.0},
        "effect": {"effect": 150.0},
        "benefit": {"benefit": 9_000.0},
    }
    found = {}
    for name, change in changes.items():
        choices = replace(start, **change)
        found[name] = {
            "expected": expected(model, choices),
            "page": page_numbers(model, choices),
            "chance": [chance(model, choices, cost) for cost in (1_000.0, 15_654.0, 60_000.0)],
        }
    pinned("economics/expected", found)
    pinned(
        "economics/choices",
        {
            "start": start,
            "first": first_choices(inputs, Municipality("A", 100)),
            "thousand": [per_thousand(p) for p in (0.0, 1.25, 100.0)],
            "cents": [cents(v) for v in (0.005, 1.234, -2.345)],
        },
    )


def test_the_model_that_the_page_gets(pinned, evaluation):
    pinned("economics/model", evaluation.model.as_json())


def test_interpretations(pinned, inputs, figures):
    weert = Municipality("Weert", 467, year=2021)
    pinned(
        "economics/interpretations",
        {
            "readings": readings(inputs),
            "readings_dear": readings(inputs, 20_000.0),
            "same_factor": same_factor(inputs),
            "bases": bases(inputs, weert),
            "discounted": discounted(inputs, 0.08),
            "discounted_dear": discounted(inputs, 0.04, 20_000.0),
            "stopping": stopping(inputs),
            "stopping_dear": stopping(inputs, 20_000.0),
            "present": [present_value(100.0, y, r) for y in (0.0, 1.0, 10.5) for r in (0.0, 0.04)],
            "page": page_of(inputs, 467),
            "page_other": page_of(inputs, 1200, 14_000.0, (3.0, 8.0)),
            "cost": cost_of_page(inputs),
            "beside": beside_published(inputs, figures),
            "trajectory": [trajectory_cost(inputs, one.key) for one in inputs.trajectory_costs],
            "amounts": [(list(where), number) for where, number in amounts(inputs)],
        },
    )


def test_effects(pinned, evaluation, inputs):
    effects = evaluation.effects
    random = np.random.default_rng(4)
    pinned(
        "economics/effects",
        {
            "effects": {k: (e, moments(e)) for k, e in effects.items()},
            "limits": odds_ratio_limits(effects["violence"]),
            "risks": {key: risks(one) for key, one in inputs.outcomes.items() if key in effects},
            "counts": from_counts(
                "x",
                Arm(events=40, n=200, source="s", place="p"),
                Arm(events=22, n=210, source="s", place="p"),
            ),
            "treated": treated_risk(0.3, np.array([0.5, 1.0, 2.0])),
            "draws": {
                k: [float(np.mean(d)), float(np.std(d)), *d[:3]] for k, d in evaluation.draws.effects.items()
            },
            "costs": [*evaluation.draws.costs(15_654.0)[:3], evaluation.draws.size],
            "poisson": [poisson_quantile(m, p) for m in (0.0, 2.3, 47.0, 1720) for p in (0.025, 0.5, 0.975)],
            "random": random.random(),
        },
    )


def test_uncertainty(pinned, evaluation, inputs, start):
    model, draws = evaluation.model, evaluation.draws
    random = np.random.default_rng(4)
    effects, costs = random.normal(0.05, 0.04, 400), random.uniform(10_000, 20_000, 400)
    values = np.array([0.0, 50_000.0, 300_000.0, 900_000.0])
    pinned(
        "economics/uncertainty",
        {
            "tornado": tornado(inputs, model, start, evaluation.effects, draws),
            "scenarios": scenarios(inputs, model, start),
            "threshold": threshold(model, start, [5_000.0, 15_654.0, 30_000.0]),
            "overlaps": overlaps(inputs),
            "price_years": price_years(inputs, start),
            "benefit": ce.net_benefit(effects, costs, values).mean(axis=0),
            "acceptability": ce.acceptability(effects, costs, values),
            "perfect": ce.perfect_information(effects, costs, values),
            "partial": [ce.partial_information(effects, costs, values, of) for of in ("effects", "costs")],
            "plane": ce.plane(effects, costs),
            "limits": ce.limits_of(effects),
            "per_outcome": [ce.cost_per_outcome(e, costs, 9.0) for e in (effects, effects + 0.2, -effects)],
            "convergence": ce.convergence(effects, costs, 300_000.0, 5),
            "many": over_municipalities([467, 1000], [0.01, 0.03], effects, costs, 2),
        },
    )


def own_log() -> pd.DataFrame:
    common = {
        "cohort": "pilot",
        "data_kind": "synthetic",
        "population": "itt",
        "analysis": "unadjusted",
        "method": "test",
        "software": "test",
        "ci_level": 0.95,
        "arm": "voorzorg",
    }
    visits = {"outcome": "fidelity:visits", "estimand": "mean", "category": "all"}
    effect = {"arm": None, "contrast": "voorzorg vs control", "estimand": "risk_difference"}
    return estimates(
        [
            common | visits | {"estimate": 40.0, "ci_low": 38.0, "ci_high": 42.0, "n_treated": 20},
            common | visits | {"outcome": "fidelity:minutes", "estimate": 60.0},
            common | effect | {"outcome": "cps_report", "estimate": -0.05, "ci_low": -0.1, "ci_high": 0.0},
        ]
    )


def test_a_cohorts_own_log_and_effects(pinned, inputs, figures):
    table = own_log()
    own = own_of(inputs, table)
    found = evaluate(inputs, [Municipality("Weert", 467)], 5, figures, own)
    pinned(
        "economics/own",
        {"costs": own_costs(inputs, table), "effects": own_effects(inputs, table, "voorzorg"), "own": own},
    )
    rows = to_frame(list(rows_of(found.cases[0], inputs, found.model)))
    pinned("economics/own_rows", rows.drop(columns="software"))


EXPORT = """"ID";"RegioS";"Perioden";"LevendGeborenKinderen_2"
"1";"NL01";"2020JJ00";900
"2";"GM0001";"2020JJ00";100
"3";"NL01";"2021JJ00";1000
"4";"GM0001";"2021JJ00";120
"5";"GM0002";"2021JJ00";870
"6";"PV20";"2021JJ00";990
"7";"GM0003";"2021JJ00";.
"""
SHOWN = """"Levend geboren kinderen; per regio"
"Onderwerp";"";"Levend geboren kinderen"
"Regio's";"Perioden";"Levend geboren kinderen (aantal)"
"Nederland";"2021";"1000"
"Noord-Holland (PV)";"2021";"700"
"Adorp (GM0363)";"2021";"120"
"Bdorp (L.)";"2021";"880"
"Cdorp";"2021";"."
"Bron: statistics office"
"""


@pytest.mark.parametrize("name", ["codes", "shown"])
def test_exports_of_births(pinned, tmp_path, name):
    path = tmp_path / "births.csv"
    path.write_bytes((EXPORT if name == "codes" else SHOWN).encode())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".source.yaml").write_text(
        f"title: a table\nretrieved: 2026-01-01\nlicence: a licence\nsha256: {digest}\n", encoding="utf-8"
    )
    pinned(f"economics/births_{name}", read_births(path))
