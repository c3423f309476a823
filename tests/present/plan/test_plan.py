"""The analysis plan: written from manifest and configuration, fingerprinted, and held against the run."""

import json
from pathlib import Path

import pytest

from voorzorg.analyses.multiplicity import MAIN
from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import load_yaml, read_config
from voorzorg.errors import UserError
from voorzorg.present.context import read_context
from voorzorg.present.plan.content import (
    PlanRecord,
    content_of,
    fingerprint_of,
    planned_outcomes,
    read_record,
)
from voorzorg.present.plan.tables import plan_tables, report_tables
from voorzorg.present.plan.words import summary_of
from voorzorg.present.plan.write import write_plan

ROOT = Path(__file__).parents[3]
#: What rows of a type of outcome can be.
POSSIBLE = {
    "binary": {"risk_difference"},
    "continuous": {"mean_difference"},
    "count": {"rate_ratio", "mean_difference"},
    "time": {"rmst_difference", "hazard_ratio"},
}


@pytest.fixture(scope="module")
def trial():
    return read_manifest(ROOT / "data/cohorts/voorzorg_rct/cohort.yaml"), read_config(ROOT / "config.yaml")


@pytest.fixture(scope="module")
def written(trial, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    write_plan(*trial, folder)
    return folder


def changed(config, **analysis):
    return config.model_copy(update={"analysis": config.analysis.model_copy(update=analysis)})


def settings_of(**change):
    """What config.yaml holds, as a run reads it."""
    return load_yaml(ROOT / "config.yaml") | {"language": "en"} | change


def shown(trial, written, settings=None):
    manifest, settings = trial[0], settings or settings_of()
    context = read_context(settings, manifest, "synthetic", plan=written / "plan.json")
    return {table.key: table for table in report_tables(context, context.plan)}


def test_it_is_written_in_both_languages_as_word_and_page(written):
    names = {path.name for path in written.iterdir()}
    assert names == {"plan.json", "plan.nl.docx", "plan.nl.html", "plan.en.docx", "plan.en.html"}
    for language, said in (("nl", "vaste volgorde"), ("en", "Fixed sequence")):
        page = (written / f"plan.{language}.html").read_text(encoding="utf-8")
        assert said.lower() in page.lower() and "ICH E9(R1)" in page


def test_the_same_plan_has_the_same_fingerprint_and_labels_do_not_count(trial):
    manifest, config = trial
    content = content_of(manifest, config)
    title = manifest.model_copy(update={"title": manifest.weeks_from})
    assert fingerprint_of(content) == fingerprint_of(content_of(title, config))
    assert fingerprint_of(content) != fingerprint_of(content_of(manifest, changed(config, imputations=5)))


def test_a_run_that_keeps_to_the_plan_says_so(trial, written):
    tables = shown(trial, written)
    assert "deviations" not in tables  # a sentence is no table
    said = tables["estimands"].notes
    fingerprint = json.loads((written / "plan.json").read_text())["fingerprint"]
    assert any("no setting differs" in note for note in said)
    assert any(note.count(fingerprint) == 2 for note in said)


def test_every_setting_that_differs_is_a_deviation(trial, written):
    settings = settings_of()
    settings["analysis"] |= {"imputations": 5}
    settings["outcomes"]["smoking"] |= {"waves": ["baseline", "m2"]}
    lines = [line.cells for line in shown(trial, written, settings)["deviations"].lines]
    assert ("analysis.imputations", "60", "5") in lines
    assert ("Smoking (outcomes.smoking.waves)", "baseline, m2") in [(a, c) for a, _, c in lines]
    assert len(lines) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"derived": {}},
        {"exclude": {}, "derived": {}, "cluster_randomised": "site"},
        {"clustering": {"site": "site"}},
        {"instruments": ()},
    ],
)
def test_how_variables_are_made_and_who_resembles_whom_belong_to_the_plan(trial, change):
    manifest, config = trial
    other = manifest.model_validate(manifest.model_dump(exclude_none=True, exclude_unset=True) | change)
    assert fingerprint_of(content_of(manifest, config)) != fingerprint_of(content_of(other, config))


def test_every_outcome_names_the_measure_that_is_tested(trial, written):
    manifest = trial[0]
    context = read_context(settings_of(), manifest, "synthetic", plan=written / "plan.json")
    tables = {table.key: table for table in plan_tables(context, context.plan)}
    tested = {line.cells[0]: line.cells[2] for line in tables["plan_outcomes"].lines if len(line.cells) > 2}
    assert tested["Duration of breastfeeding"] == "Difference in mean time (weeks), up to 52 weeks"
    assert tested["Smoking"] == "Risk difference" and tested["Cigarettes per day"] == "Rate ratio"
    rules = {line.cells[0]: line.cells[1] for line in tables["plan_rules"].lines}
    assert "VoorZorg nurse (in VoorZorg)" in rules["Clusters"] and "Municipality" in rules["Clusters"]
    assert {"Times", "Bounds", "Drop-out", "Visits and outcome"} <= set(rules)


def test_the_tested_measure_of_the_plan_is_that_of_the_main_row(trial):
    """The plan's words and the choice among rows are two pieces of code: they must agree."""
    manifest, config = trial
    for key, outcome in config.outcomes_of(manifest).items():
        analyses = {BY_NAME[name].row for name in manifest.analyses_of(key, outcome)}
        pairs = [pair for pair in MAIN if pair[0] in analyses and pair[1] in POSSIBLE[outcome.type]]
        assert pairs[0][1] == summary_of(outcome, manifest.analyses_of(key, outcome)), key


def deviations(trial, written, plan):
    """Deviations of a run whose manifest has another plan."""
    manifest = trial[0].model_copy(update={"plan": trial[0].plan.model_copy(update=plan)})
    tables = shown((manifest, trial[1]), written)
    return [line.cells for line in tables["deviations"].lines] if "deviations" in tables else []


def test_deviations_that_the_manifest_tells_are_listed_in_their_words(trial, written):
    told = ({"nl": "Later begonnen", "en": "Begun later"}, {"nl": "Eerder gestopt", "en": "Stopped sooner"})
    plan = type(trial[0].plan).model_validate({"deviations": told})
    lines = deviations(trial, written, {"deviations": plan.deviations})
    assert [line[0] for line in lines][-2:] == ["Begun later", "Stopped sooner"]


def test_another_order_of_hypotheses_is_a_deviation(trial, written):
    primary = trial[0].plan.primary
    turned = primary.model_copy(update={"hypotheses": primary.hypotheses[::-1]})
    names = [one.outcome for one in primary.hypotheses]
    assert deviations(trial, written, {"primary": turned}) == [
        ("plan.primary.hypotheses", ", ".join(names), ", ".join(names[::-1]))
    ]


def test_a_procedure_and_a_hypothesis_that_were_replaced_are_told_once_each(trial, written):
    primary = trial[0].plan.primary
    fewer = primary.model_copy(update={"hypotheses": primary.hypotheses[:2], "procedure": "holm"})
    found = deviations(trial, written, {"primary": fewer})
    assert ("plan.primary.procedure", "fixed_sequence", "holm") in found and len(found) == 2
    assert any(name == "plan.primary.hypotheses" and "smoking" in before for name, before, _ in found)


def test_an_estimand_that_was_left_out_is_one_line(trial, written):
    found = deviations(trial, written, {"estimands": trial[0].plan.estimands[1:]})
    assert [cells[0] for cells in found] == ["plan.estimands"]


def test_without_a_plan_the_report_says_that_there_was_none(trial, tmp_path):
    said = shown(trial, tmp_path)["estimands"].notes
    assert any("No plan was written" in note for note in said)


def test_a_plan_changed_by_hand_is_refused(trial, written, tmp_path):
    stored = json.loads((written / "plan.json").read_text())
    stored["plan"]["seed"] = 1
    (tmp_path / "plan.json").write_text(json.dumps(stored))
    with pytest.raises(UserError, match="changed it by hand"):
        read_record(*trial, tmp_path / "plan.json")
    (tmp_path / "plan.json").write_text("[]")
    with pytest.raises(UserError, match="not a plan"):
        read_record(*trial, tmp_path / "plan.json")


def test_estimands_have_their_five_attributes(trial, written):
    table = shown(trial, written)["estimands"]
    everyone = next(line.cells for line in table.lines if "all women" in line.cells[0])
    assert len(everyone) == 6 and all(everyone)
    assert everyone[1] == "everyone randomised, in the arm allotted"
    assert "composite (no partner, no partner violence)" in everyone[4]
    some = next(line.cells for line in table.lines if "with a partner" in line.cells[0])
    assert "selection after randomisation" in some[1]


def test_outcomes_are_those_of_the_studys_own_variables(trial):
    """A cohort that takes the whole catalogue over is not to promise what it never asks."""
    config = trial[1]
    assert set(planned_outcomes(*trial)) == set(config.outcomes_of(trial[0]))
    late = read_manifest(ROOT / "data/cohorts/late_start/cohort.yaml")
    planned = planned_outcomes(late, config)
    assert planned and set(planned) < set(config.outcomes_of(late))
    assert not {"cps_report", "ipv_victim_physical_minor", "birth_weight"} & set(planned)
    assert all("adjusted" not in one.chosen_analyses for one in planned.values())


def test_a_plan_without_arms_speaks_of_change_and_of_nothing_that_compares(trial, tmp_path):
    late = read_manifest(ROOT / "data/cohorts/late_start/cohort.yaml")
    write_plan(late, trial[1], tmp_path)
    page = (tmp_path / "plan.en.html").read_text(encoding="utf-8")
    assert "Change since the start within those measured at both times" in page
    assert not any(word in page for word in ("allocation", "Bias-reduced", "imputation by arm", "Toeplitz"))


@pytest.mark.parametrize(
    ("language", "nothing"), [("nl", "Geen andere dan de uitkomst"), ("en", "None but the outcome")]
)
def test_a_plan_without_covariates_says_so_in_a_sentence(trial, tmp_path, language, nothing):
    """It said "geen, en de uitkomst vóór de loting"."""
    write_plan(trial[0], changed(trial[1], adjust=()), tmp_path)
    page = (tmp_path / f"plan.{language}.html").read_text(encoding="utf-8")
    assert nothing in page and "geen, en" not in page and "none, and" not in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pairs_and_several_arms_are_told_as_they_are_tested(language):
    from small_study import make_manifest

    config = load_yaml(ROOT / "config.yaml") | {"language": language}

    def cells(manifest):
        context = read_context(config, manifest, "synthetic")
        content = content_of(manifest, read_config(ROOT / "config.yaml"))
        tables = plan_tables(context, PlanRecord(content))
        return {table.key: table for table in tables}

    primary = {"primary": {"hypotheses": [{"outcome": "smoking", "wave": "end"}]}}
    variables = make_manifest().model_dump()["variables"]
    named = {"label": "Pair", "type": "category"}
    paired = make_manifest(
        plan=primary, cluster_randomised="site", pairs="pair",
        variables={**{k: {n: v for n, v in one.items() if v is not None} for k, one in variables.items()},
                   "site": named, "pair": named},
    )  # fmt: skip
    rules = [line.cells for line in cells(paired)["plan_rules"].lines]
    assert any("Hayes" in text and "Pair" in text for _, text in rules)
    one = make_manifest(plan=primary)
    assert not any("Hayes" in text for _, text in [line.cells for line in cells(one)["plan_rules"].lines])
    levels = make_manifest().model_dump()["arms"]["levels"]
    more = {key: {"label": level["label"], "codes": level["codes"]} for key, level in levels.items()}
    several = make_manifest(
        plan=primary, design="multi_arm",
        arms={"reference": "control", "levels": {**more, "other": {"label": "O", "codes": [2]}}},
    )  # fmt: skip
    assert len(cells(several)["plan_hierarchy"].notes) == len(cells(one)["plan_hierarchy"].notes) + 1
