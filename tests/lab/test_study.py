"""Study files: what is wrong is told in one message, and what is right runs the same however it is run."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from voorzorg.config import read_config
from voorzorg.lab.closed_form import closed_forms
from voorzorg.lab.outputs import answer_of, answer_rows, results_of, run_study
from voorzorg.lab.pipeline import outcome_of, rows_of, tidy_of
from voorzorg.lab.run import run_block
from voorzorg.lab.study import StudyError, parse_study, read_study
from voorzorg.synthetic.population.draw import draw
from voorzorg.synthetic.population.random_numbers import Draws

ROOT = Path(__file__).parents[2]
GOOD = {"name": "one", "title": "One", "outcome": "cps_report", "replications": 6, "blocks": 3}


@pytest.fixture(autouse=True)
def _from_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def study(**changes):
    return parse_study(GOOD | changes, "study.yaml", read_config(ROOT / "config.yaml"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": "happiness"}, "no outcome 'happiness'; there are: cps_report"),
        ({"outcome": "smoking", "wave": "m25"}, "no wave 'm25'"),
        ({"setting": {"effect": {"risk_difference": -0.5}}}, "impossible"),
        ({"setting": {"icc": 1}}, "icc"),
        ({"setting": {"icc": 0.9}}, "leave nothing"),
        ({"setting": {"families": 0}}, "families"),
        ({"grid": {"families": [0, 100]}}, "families"),
        ({"grid": {"families": []}}, "has no values"),
        ({"setting": {"famlies": 100}}, "famlies"),
        ({"setting": {"families": 10}, "grid": {"families": [10]}}, "choose one"),
        ({"methods": ["magic"]}, "no method"),
        ({"setting": {"design": "stepped_wedge"}}, "analysed by wedge only"),
        ({"setting": {"effect": {"odds_ratio": 0.5, "risk_ratio": 0.5}}}, "exactly one"),
        ({"setting": {"design": "one_arm"}, "methods": ["benchmark"]}, "benchmark"),
        ({"cohort": "nobody"}, "there is no"),
        ({"grid": {"families": list(range(10, 500))}}, "at most 200"),
        ({"setting": {"families": "many"}}, "families"),
        ({"setting": {"families": 10.5}}, "families"),
        ({"setting": {"families": -4}}, "families"),
        ({"setting": {"sites": 0}}, "sites"),
        ({"setting": {"icc": -0.1}}, "icc"),
        ({"setting": {"nurse_icc": 1.2}}, "nurse_icc"),
        ({"setting": {"icc": 0.6, "nurse_icc": 0.5}}, "nothing would be left"),
        ({"setting": {"reference_risk": 1.2}}, "reference_risk"),
        ({"setting": {"reference_risk": 0.3}}, "needs an 'effect' of its own"),
        ({"setting": {"dropout": 1.0}}, "dropout"),
        ({"setting": {"dropout": "lots"}}, "1 problem\n  setting.dropout: 'lots' is none of"),
        ({"setting": {"effect": "strong"}}, "1 problem\n  setting.effect: 'strong' is none of"),
        (
            {"outcome": "smoking", "setting": {"effect": {"odds_ratio": 0.5, "waves": ["baseline"]}}},
            "'baseline' is before allocation",
        ),
        ({"setting": {"dropout": "some"}}, "dropout"),
        ({"setting": {"missing": "always"}}, "missing"),
        ({"setting": {"design": "crossover"}}, "design"),
        ({"setting": {"design": "cluster", "sites": 3}}, "at least 4 sites"),
        (
            {"setting": {"design": "stepped_wedge", "sites": 3, "steps": 5}, "methods": ["wedge"]},
            "as many steps",
        ),
        ({"setting": {"design": "several_arms", "arms": 1}}, "arms"),
        ({"setting": {"design": "single_case"}, "methods": ["cases"]}, "measured before allocation"),
        ({"setting": {"families": 10, "visited": 10}}, "not both"),
        ({"setting": {"visited": 0}}, "visited"),
        ({"setting": {"effect": {}}}, "exactly one"),
        ({"setting": {"effect": {"odds_ratio": 0}}}, "odds_ratio"),
        ({"setting": {"effect": {"risk_ratio": 9}}}, "impossible"),
        ({"setting": {"effect": {"standardised_difference": 0.3}}}, "does not fit"),
        ({"setting": {"effect": {"odds_ratio": 0.5, "waves": ["m24"]}}}, "no wave"),
        ({"setting": {"effect": "large"}}, "effect"),
        ({"setting": {"stopping": {"share": 1.5}}}, "share"),
        ({"grid": {"famlies": [10]}}, "famlies"),
        ({"grid": [10, 20]}, "grid"),
        ({"methods": []}, "methods"),
        ({"methods": ["adjusted", "wedge"]}, "no scenario has a design for it"),
        ({"methods": ["cases"]}, "is analysed by"),
        ({"replications": 1}, "replications"),
        ({"error": 0}, "error"),
        ({"alpha": 1}, "alpha"),
        ({"wanted": 80}, "wanted"),
        ({"blocks": 0}, "blocks"),
        ({"seed": -1}, "seed"),
        (
            {"counts": {"events_reference": 5, "n_reference": 4, "events_treated": 1, "n_treated": 4}},
            "more events",
        ),
        ({"interim": {"events": 0, "n": 40}}, "events"),
        ({"interim": {"events": 40, "n": 40}}, "at least one participant without"),
        ({"name": "a b"}, "name"),
        ({"outcome": "birth_weight", "setting": {"reference_risk": 0.2, "effect": "none"}}, "has no risk"),
        ({"outcome": "cps_report", "wave": "m24"}, "no wave 'm24'"),
        (
            {"outcome": "cigarettes_per_day", "methods": ["gee"]},
            "is of type 'count', which is analysed by: two_arm, adjusted, counts",
        ),
        ({"outcome": "cps_report_time"}, "is of type 'time', which is analysed by: survival, cox"),
        ({"methods": ["adjusted", "counts"]}, "counts: not for outcomes of type binary"),
        ({"outcome": "all", "methods": ["adjusted"]}, "'cps_report_time' is of type 'time'"),
        ({"setting": {"effect": {"rate_ratio": 0.5}}}, "does not fit"),
        ({"setting": {"effect": {"hazard_ratio": -1}}}, "hazard_ratio"),
        ({"grid": {"families": [100, 100]}}, "grid.families: has a value twice"),
        ({"grid": {"families": [100, "many"]}}, "grid.families: is a whole number (value: many)"),
        ({"grid": {"icc": [0.1, 1]}}, "grid.icc: is less than 1 (value: 1)"),
        ({"grid": {"effect": [{"odds_ratio": "half"}]}}, "1 problem"),
        ({"methods": ["adjusted", "adjusted"]}, "stands there twice"),
        ({"setting": {"families": 0}}, "setting.families: is at least 2"),
        ({"setting": {"design": "cluster", "families": 10, "sites": 50}}, "needs at least as many families"),
        ({"setting": {"effect": {"risk_ratio": 12}}}, "setting: effect: 'cps_report': a risk of 0.19"),
        ({"setting": {"icc": float("nan")}}, "setting.icc"),
    ],
)
def test_a_wrong_study_file_gets_one_clear_message(changes, said):
    with pytest.raises(StudyError) as error:
        study(**changes)
    assert said in str(error.value)
    assert "study.yaml" in str(error.value)


@pytest.mark.parametrize("content", [None, 3, "words", [], ["name"], {}])
def test_what_is_no_study_at_all_is_told(content):
    with pytest.raises(StudyError) as error:
        parse_study(content, "study.yaml", read_config(ROOT / "config.yaml"))
    assert "study.yaml" in str(error.value)
    assert "has settings of its own" not in str(error.value)


def test_a_risk_of_nobody_has_no_ratio():
    one = study(outcome="smoking_near_baby", wave="m2", methods=["two_arm"], setting={"families": 80})
    results = results_of(one, run_block(one, range(3)))
    table = results.performance.set_index("estimand")
    assert table.loc["risk_difference", "truth"] == pytest.approx(-0.3)
    assert np.isnan(table["truth"].get("risk_ratio", np.nan))


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(StudyError, match="no such file"):
        read_study(tmp_path / "none.yaml")
    (tmp_path / "odd.yaml").write_text("name: [one", encoding="utf-8")
    with pytest.raises(StudyError, match="YAML"):
        read_study(tmp_path / "odd.yaml")


@pytest.mark.parametrize("name", ["trial", "designs"])
def test_other_shipped_study_files_are_good(name):
    assert read_study(ROOT / f"data/studies/{name}.yaml").scenarios


def test_the_shipped_study_file_is_good():
    found = read_study(ROOT / "data/studies/voorzorg_2.yaml")
    assert found.replications == 1112
    assert len(found.scenarios) == 7


def test_results_do_not_depend_on_blocks_or_on_other_scenarios():
    grid = {"families": [60, 90]}
    one = study(grid=grid, methods=["adjusted", "two_arm"])
    whole = run_block(one, range(6))
    parts = pd.concat([run_block(one, one.block(k)) for k in (2, 0, 1)])
    a, b = results_of(one, whole).estimates, results_of(one, parts).estimates
    pd.testing.assert_frame_equal(a, b, check_exact=True)
    alone = run_block(study(grid={"families": [90]}, methods=["adjusted", "two_arm"]), range(6))
    same = whole[whole["scenario"] == '{"families":90}'].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, same, check_exact=True)


def test_results_do_not_depend_on_cores(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text(yaml.safe_dump(GOOD | {"setting": {"families": 60, "design": "partially_nested"}}))
    pd.testing.assert_frame_equal(run_study(file, 1), run_study(file, 2), check_exact=True)


@pytest.mark.parametrize("design", ["two_arm", "partially_nested", "cluster", "several_arms"])
def test_results_do_not_depend_on_what_is_drawn_together_or_on_order(design, monkeypatch):
    setting = {"families": 90, "design": design} | ({"sites": 12} if design == "cluster" else {})
    setting |= {"arms": 3} if design == "several_arms" else {}
    one = study(outcome="smoking", setting=setting, methods=["adjusted", "two_arm", "gee"])
    whole = run_block(one, range(6))
    monkeypatch.setattr("voorzorg.lab.run.TOGETHER", 4)
    by = ["replicate", "method", "contrast", "estimand"]
    backwards = pd.concat([run_block(one, range(k, k + 1)) for k in reversed(range(6))])
    for other in (run_block(one, range(6)), backwards):
        a, b = (table.sort_values(by).reset_index(drop=True) for table in (whole, other))
        pd.testing.assert_frame_equal(a, b, check_exact=True)


@pytest.mark.parametrize(
    ("outcome", "method"),
    [("cigarettes_per_day", "counts"), ("cps_report_time", "survival"), ("home_total", "adjusted")],
)
def test_counts_times_and_scores_do_not_depend_on_company_either(outcome, method, monkeypatch):
    one = study(outcome=outcome, setting={"families": 90}, methods=[method])
    whole = run_block(one, range(4))
    monkeypatch.setattr("voorzorg.lab.run.TOGETHER", 3)
    backwards = pd.concat([run_block(one, range(k, k + 1)) for k in reversed(range(4))])
    by = ["replicate", "estimand"]
    for other in (run_block(one, range(4)), backwards):
        a, b = (table.sort_values(by).reset_index(drop=True) for table in (whole, other))
        pd.testing.assert_frame_equal(a, b, check_exact=True)


def test_designs_with_equal_nurse_hours_have_as_many_visited_families():
    grid = [
        "two_arm",
        "partially_nested",
        "several_arms",
        "cluster",
        "stepped_wedge",
        "one_arm",
        "single_case",
    ]
    shared = {
        "visited": 40,
        "reference_risk": 0.5,
        "effect": {"odds_ratio": 0.5},
        "benchmark": 0.5,
        "arms": 3,
    }
    one = study(
        outcome="smoking",
        setting=shared,
        grid={"design": grid},
        methods=["adjusted", "wedge", "benchmark", "cases"],
    )
    for scenario in one.scenarios:
        trials = draw(one.world, "smoking", scenario.setting, Draws(1, scenario.key, range(20)))
        assert trials.treated.sum(axis=1).mean() == pytest.approx(40, abs=4)
    results = results_of(one, run_block(one, range(4)))
    assert list(answer_rows(results)["method"]) == ["adjusted"] * 4 + ["wedge", "benchmark", "cases"]
    assert results.performance["truth"].notna().all()


def test_single_cases_improve_as_much_as_is_true_on_average():
    one = study(
        outcome="smoking",
        setting={"families": 30, "design": "single_case", "reference_risk": 0.6, "dropout": "none",
                 "effect": {"odds_ratio": 0.4}},
        methods=["cases"],
    )  # fmt: skip
    row = results_of(one, run_block(one, range(150))).performance.iloc[0]
    assert abs(row["bias"]) < 4 * row["bias_error"]
    assert row["significant"] > 0.2


def test_an_adjusted_hazard_ratio_has_a_truth_of_its_own(monkeypatch):
    monkeypatch.setattr("voorzorg.lab.conditional.SAMPLES", 3)
    monkeypatch.setattr("voorzorg.synthetic.population.truth.LARGE", 4000)
    one = study(outcome="cps_report_time", methods=["survival", "cox"],
                setting={"families": 400, "dropout": "none", "effect": {"hazard_ratio": 0.5}})  # fmt: skip
    results = results_of(one, run_block(one, range(30)))
    rows = results.performance.set_index(["method", "estimand"])
    crude, adjusted = (rows.loc[(name, "hazard_ratio"), "truth"] for name in ("survival", "cox"))
    assert crude == pytest.approx(np.log(0.5), abs=0.05)
    assert adjusted == pytest.approx(crude, abs=0.05) and adjusted != crude  # given covariates
    bias = rows.loc[("cox", "hazard_ratio")]
    assert abs(bias["bias"]) < 4 * bias["bias_error"] + 0.05
    power = rows.loc[("survival", "hazard_ratio"), "significant"]
    assert power == pytest.approx(results.closed["power"].iloc[0], abs=0.3)


def test_counts_have_a_closed_form_where_individuals_were_randomised():
    setting = {"families": 300, "effect": {"rate_ratio": 0.6}}
    (one,) = closed_forms(study(outcome="cigarettes_per_day", setting=setting)).to_dict("records")
    (none,) = closed_forms(
        study(outcome="cigarettes_per_day", setting={"families": 300, "effect": "none"})
    ).to_dict("records")
    assert 0.3 < one["power"] < 1 and none["power"] == pytest.approx(0.05)
    assert one["families"] > 8
    clusters = study(outcome="cigarettes_per_day", setting=setting | {"design": "cluster"})
    assert np.isnan(closed_forms(clusters)["power"].iloc[0])


def test_families_are_estimated_again_halfway():
    halving = {"effect": {"risk_ratio": 0.5}}
    planned = closed_forms(study(setting=halving))["families"].iloc[0]
    again = closed_forms(study(setting=halving, interim={"events": 57, "n": 400}))["again"].iloc[0]
    fewer = closed_forms(study(setting=halving, interim={"events": 30, "n": 400}))["again"].iloc[0]
    assert again == pytest.approx(planned, abs=4)  # 14.25 % overall is what 19 and 9.5 % mean
    assert fewer > 1.7 * planned


def test_a_conditional_odds_ratio_has_a_truth_of_its_own(monkeypatch):
    monkeypatch.setattr("voorzorg.lab.conditional.SAMPLES", 3)
    monkeypatch.setattr("voorzorg.lab.conditional.WOMEN", 500)
    one = study(outcome="smoking", setting={"families": 200}, methods=["multilevel"])
    results = results_of(one, run_block(one, range(6)))
    true = results.true.set_index("estimand")["truth"]
    assert true["conditional_odds_ratio"] < 1.3 * true["odds_ratio"] < 0
    row = results.performance.iloc[0]
    assert row["truth"] == true["conditional_odds_ratio"]
    assert np.isfinite(row["coverage"])


def test_a_drawn_trial_is_analysed_by_the_pipeline_itself():
    one = study(
        outcome="ipv_victim_physical_minor_all", setting={"families": 120}, methods=["gee", "adjusted"]
    )
    scenario, key = one.scenarios[0], "ipv_victim_physical_minor_all"
    trials = draw(one.world, key, scenario.setting, Draws(1, scenario.key, range(1)))
    outcome = outcome_of(one.config, one.world, key)
    tidy = tidy_of(one.world, one.config, scenario.setting, outcome, trials, 0)
    seen = tidy.frame(outcome, "m24")["y"].astype("float64").to_numpy()
    assert np.array_equal(seen, trials.y[0, :, -1], equal_nan=True)
    rows = rows_of("gee", tidy, key, outcome)
    table = run_block(one, range(1))
    m24 = next(row for row in rows if row.wave == "m24" and row.estimand == "odds_ratio")
    mine = table[(table["method"] == "gee")].iloc[0]
    assert mine["estimate"] == pytest.approx(np.log(m24.estimate))
    assert mine["p_value"] == pytest.approx(m24.p_value)


def assert_quick_is_slow(one, monkeypatch):
    """Blocks of trials taken at once give what the pipeline gives of each."""
    quick = run_block(one, range(2))
    monkeypatch.setattr("voorzorg.lab.run._quick", lambda *_: [])
    slow = run_block(one, range(2))
    assert slow["estimate"].notna().all()
    pd.testing.assert_frame_equal(quick, slow, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(
    "outcome", ["cps_report", "ipv_victim_physical_minor_all", "ipv_victim_physical_minor"]
)
def test_the_fast_way_gives_the_pipelines_numbers(outcome, monkeypatch):
    methods = ["adjusted"] if outcome == "cps_report" else ["adjusted", "gee", "marginal", "multilevel"]
    one = study(outcome=outcome, setting={"families": 300}, methods=methods)
    assert_quick_is_slow(one, monkeypatch)


@pytest.mark.parametrize(
    ("outcome", "setting", "methods"),
    [
        ("cps_report", {"design": "partially_nested"}, ["adjusted", "two_arm"]),
        ("cps_report", {"design": "cluster", "sites": 16}, ["adjusted", "two_arm"]),
        ("cps_report", {"design": "several_arms", "arms": 3}, ["adjusted", "two_arm"]),
        ("smoking", {"design": "partially_nested"}, ["adjusted", "gee", "marginal", "multilevel"]),
        ("smoking", {"design": "cluster", "sites": 12}, ["adjusted", "gee", "marginal"]),
    ],
)
def test_the_fast_way_respects_clusters_nurses_and_arms(outcome, setting, methods, monkeypatch):
    one = study(outcome=outcome, setting=setting | {"families": 240}, methods=methods)
    assert_quick_is_slow(one, monkeypatch)


@pytest.mark.parametrize("design", ["two_arm", "partially_nested"])
def test_counts_go_the_fast_way_too(design, monkeypatch):
    one = study(outcome="cigarettes_per_day", setting={"design": design, "families": 240}, methods=["counts"])
    assert_quick_is_slow(one, monkeypatch)


@pytest.mark.parametrize(
    ("outcome", "methods", "estimands"),
    [
        ("cigarettes_per_day", ["counts", "two_arm"], {"rate_ratio", "mean_difference"}),
        ("breastfeeding_duration", ["survival", "cox"], {"rmst_difference", "hazard_ratio"}),
        ("cps_report_time", ["survival"], {"rmst_difference", "hazard_ratio"}),
    ],
)
def test_counts_and_times_are_compared_with_their_truth(outcome, methods, estimands, monkeypatch):
    monkeypatch.setattr("voorzorg.synthetic.population.truth.FEWER", 3)
    one = study(outcome=outcome, methods=methods, setting={"families": 300, "dropout": "none"})
    results = results_of(one, run_block(one, range(20)))
    table = results.performance.set_index(["method", "estimand"])
    assert set(table.index.get_level_values(1)) == estimands
    assert (table["failures"] == 0).all()
    known = table[table.index.get_level_values(0) != "cox"]
    assert (known["bias"].abs() < 4 * known["bias_error"]).all()
    assert known["coverage"].min() >= 0.7


def test_what_is_missing_can_be_imputed():
    one = study(outcome="smoking", wave="m24", setting={"families": 300}, methods=["imputed", "adjusted"])
    table = run_block(one, range(2))
    differences = table[table["estimand"] == "risk_difference"]
    assert differences["estimate"].notna().all()
    imputed, adjusted = (
        differences.loc[differences["method"] == name, "estimate"].to_numpy()
        for name in ("imputed", "adjusted")
    )
    assert (imputed != adjusted).all()
    again = run_block(one, range(1, 2))
    alone = table[table["replicate"] == 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, again, check_exact=True)


def test_every_outcome_is_tested_in_its_family(monkeypatch):
    monkeypatch.setattr("voorzorg.synthetic.population.truth.FEWER", 2)
    monkeypatch.setattr("voorzorg.synthetic.population.truth.SAMPLES", 2)
    monkeypatch.setattr("voorzorg.synthetic.population.truth.LARGE", 2000)
    one = study(
        outcome="all",
        setting={"families": 120, "effect": "none"},
        methods=["adjusted", "counts", "survival", "two_arm"],
    )
    assert len(one.secondary) > 100
    results = results_of(one, run_block(one, range(2)))
    table = results.families.set_index(["family", "procedure"])
    assert table.loc[("partner_violence", "none"), "tests"] in range(70, 81)
    assert set(table.index.get_level_values(0)) >= {
        "smoking",
        "breastfeeding",
        "birth",
        "maltreatment",
        "all",
    }
    for family in set(table.index.get_level_values(0)):
        raw, holm = (table.loc[(family, name), "wrong"] for name in ("none", "holm"))
        assert holm <= raw
        assert table.loc[(family, "none"), "there"] == 0
    primary = {"cps_report", "ipv_victim_physical_minor_all", "smoking", "any", "familywise error"}
    assert set(results.hierarchy["rejected"]) == primary


@pytest.mark.parametrize(
    ("setting", "methods"),
    [
        ({"design": "cluster", "families": 240, "icc": 0.02}, ["adjusted"]),
        ({"design": "several_arms", "arms": 3, "families": 90}, ["adjusted", "two_arm"]),
        ({"design": "stepped_wedge", "families": 200}, ["wedge"]),
        ({"design": "one_arm", "benchmark": 0.3, "families": 60}, ["benchmark"]),
    ],
)
def test_every_design_gives_estimates(setting, methods):
    one = study(setting=setting, methods=methods)
    results = results_of(one, run_block(one, range(6)))
    assert set(results.performance["method"]) == set(methods)
    assert results.performance["failures"].max() < 6
    assert 0 <= answer_of(results).power <= 1


def test_the_exact_test_has_the_power_of_its_closed_form():
    one = study(
        setting={"design": "one_arm", "benchmark": 0.3, "families": 60, "effect": "published"},
        methods=["benchmark"],
        replications=400,
    )
    results = results_of(one, run_block(one, range(400)))
    row = results.performance.iloc[0]
    assert row["truth"] == pytest.approx(0.11 - 0.3)
    assert row["significant"] == pytest.approx(
        results.closed.loc[0, "power"], abs=4 * row["significant_error"]
    )


def test_the_plan_is_tested_in_its_order():
    one = study(outcome="plan", setting={"families": 120, "effect": "none"}, methods=["two_arm"])
    results = results_of(one, run_block(one, range(6)))
    table = results.hierarchy.set_index("rejected")
    assert "familywise error" in table.index
    assert table.loc["familywise error", "rate"] == table.loc["any", "rate"]
    assert results.performance["null"].all()
