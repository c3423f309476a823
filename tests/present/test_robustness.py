"""Whether a conclusion holds and for whom: what tables and figures say about the rows."""

import copy
from dataclasses import replace

import numpy as np
import pytest
from small_study import make_manifest, make_study

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.run import estimate_family
from voorzorg.messages import Name, message, to_json
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures.registry import plans
from voorzorg.present.figures.style import styled
from voorzorg.present.robustness import alternatives, primary_rows
from voorzorg.present.tables.robustness import holds_tables, moderator_tables

PLAN = {
    "primary": {"hypotheses": [{"outcome": "smoking", "wave": "end"}]},
    "moderators": [{"variable": "work"}, {"variable": "age", "cuts": [19, 21.5]}],
}


@pytest.fixture(scope="module", params=["nl", "en"])
def view(request):
    manifest = make_manifest(plan=PLAN)
    content = manifest.outcomes["smoking"]
    analyses = ("two_arm", "adjusted", "multilevel", "doubly_robust")
    outcome = content.model_copy(update={"analyses": analyses})
    manifest = manifest.model_copy(update={"outcomes": {"smoking": outcome}})
    study = make_study(300, manifest=manifest)
    table = adjust_p_values(estimate_family(study, "smoking"), manifest.plan.primary)
    return View(table, Context(request.param, manifest, study.outcomes, "synthetic"))


def test_the_main_estimate_is_first_and_every_other_one_is_held_against_it(view):
    (main,) = primary_rows(view)
    found = alternatives(view, main)
    assert found[0].row is main and found[0].verdict == "main"
    assert [one.assumption for one in found] == [
        "adjusted", "unadjusted", "marginal", "weighted", "doubly_robust"
    ]  # fmt: skip
    assert all(one.row.wave == "end" and one.row.estimand == "risk_difference" for one in found)
    assert {one.verdict for one in found[1:]} <= {"holds", "weaker", "stronger", "other"}


def test_the_table_names_every_assumption(view):
    (table,) = holds_tables(view)
    assert len(table.lines) == 5
    assert all(line.cells[4] for line in table.lines)


def test_sensitivity_rows_of_one_analysis_are_told_apart_and_ignored_clusters_are_told(view):
    (main,) = primary_rows(view)
    plain = main._replace(main=None, primary=None)
    made = [plain._replace(analysis="reference_based", category=name) for name in ("jump", "copy")]
    told = to_json([message("clusters-ignored", cluster=Name("variable", "site"))])
    made.append(plain._replace(analysis="unadjusted", warnings_messages=told))
    other = copy.copy(view)
    other._index = {(main.outcome, main.estimand): [main, *made]}
    found = alternatives(other, main)
    assert len({one.label for one in found}) == len(found) == 4
    (table,) = holds_tables(other)
    assert [line.cells[4].count("interval") for line in table.lines] == [0, 1, 0, 0]


def test_groups_stand_below_their_moderator_and_its_test(view):
    (table,) = moderator_tables(view)
    first = [line.cells[0] for line in table.lines]
    assert first[0] == "Work" and first[3] == "Age"
    comma = "," if view.context.language == "nl" else "."
    assert first[4] == "< 19" and first[6] == f"≥ 21{comma}5"
    assert table.lines[0].cells[-1] and not table.lines[1].cells[-1]


def test_both_are_drawn(view):
    with styled():
        drawn = {plan.key for plan in plans(view) if plan.kind in ("holds", "moderators") and plan.draw()}
    assert drawn == {"holds_smoking", "moderators_smoking"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_time_as_primary_hypothesis_is_held_against_its_other_answers(language):
    manifest = make_manifest(plan={"primary": {"hypotheses": [{"outcome": "report_time"}]}})
    content = manifest.outcomes["report_time"]
    outcome = content.model_copy(update={"analyses": ("kaplan_meier", "imputation")})
    manifest = manifest.model_copy(update={"outcomes": {"report_time": outcome}})
    study = make_study(200, manifest=manifest, imputations=3)
    lost = np.arange(200) % 5 == 1
    people = study.participants.assign(
        report_weeks=study.participants["report_weeks"].mask(lost),
        report=study.participants["report"].mask(lost),
    )
    study = replace(study, participants=people)
    table = adjust_p_values(estimate_family(study, "reports"), manifest.plan.primary)
    view = View(table, Context(language, manifest, study.outcomes, "synthetic"))
    (main,) = primary_rows(view)
    assert main.estimand == "rmst_difference"
    found = alternatives(view, main)
    assert [one.assumption for one in found] == ["survival", "imputed_survival"]
    (held,) = holds_tables(view)
    assert all(line.cells[4] for line in held.lines)
    assert len(held.notes) == 3  # hazard ratios, the log-rank test, and how to read the table
    with styled():
        drawn = {plan.key for plan in plans(view) if plan.kind == "holds" and plan.draw()}
    assert drawn == {"holds_report_time"}
