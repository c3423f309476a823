"""Where clusters were randomised the findings quote what respects them, and say what that is."""

import re
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from clustered_study import CLUSTER, make_clustered_study

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import analyse, estimate_family
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.schema import SPOKEN
from voorzorg.estimates.table import concatenate, to_frame
from voorzorg.messages import Name, from_json, message, to_json
from voorzorg.present.context import Context
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans, write_figures
from voorzorg.present.figures.style import styled
from voorzorg.present.figures.trial.overview import main_row
from voorzorg.present.report import write_report
from voorzorg.present.tables import build_tables, write_tables
from voorzorg.present.words.findings import facts, family_findings, side_of, strip_of
from voorzorg.present.words.headline import headline

VS = Contrast("treated", "control")


@pytest.fixture(scope="module")
def study():
    return make_clustered_study(pupils=10)


@pytest.fixture(scope="module")
def estimates(study) -> pd.DataFrame:
    families = ("smoking", "reports", "scores")
    return adjust_p_values(
        concatenate([describe_cohort(study), *(estimate_family(study, f) for f in families)])
    )


@pytest.fixture(params=["en", "nl"])
def view(study, estimates, request) -> View:
    return View(estimates, Context(request.param, study.manifest, study.outcomes, "synthetic"))


def findings(view: View) -> dict:
    return {f.outcome: f for family in family_findings(view, VS) for f in family.findings}


def hazard(view: View):
    """The hazard ratio beside the difference in weeks."""
    return view.first("report_time", "hazard_ratio", contrast=VS, analysis="adjusted")


def test_every_finding_is_of_a_row_that_respects_the_clusters(view):
    found = findings(view)
    assert {key: (f.row.analysis, f.row.estimand) for key, f in found.items()} == {
        "smoking": ("adjusted", "risk_difference"),
        "cigarettes": ("counts", "rate_ratio"),
        "report": ("adjusted", "risk_difference"),
        "report_time": ("survival", "rmst_difference"),
        "score": ("adjusted", "mean_difference"),
    }
    assert not any("are ignored" in (f.row.warnings or "") for f in found.values())


def test_the_first_finding_says_for_which_clusters_and_the_others_do_not_repeat_it(view):
    words = {
        "en": ("Adjusted, with", "takes account of"),
        "nl": ("Gecorrigeerd, met", "rekening houdt"),
    }[view.context.language]
    assert view.clustered == "all"
    first = headline(view, view.contrasts[0])
    assert all(word in first.text for word in words) and "school id" in first.text.lower()
    assert not any(words[1] in finding.text for finding in findings(view).values())


def test_levels_and_difference_in_a_finding_come_from_one_model(view):
    """Risks and means of both arms, and the gap between them as told."""
    for outcome, quantity in (("smoking", "risk"), ("score", "mean")):
        row = findings(view)[outcome].row
        low, high = (
            view.first(outcome, quantity, arm=arm, wave=row.wave, analysis="adjusted")
            for arm in ("control", "treated")
        )
        assert high.estimate - low.estimate == pytest.approx(row.estimate)
        shown = (view.context.numbers.value(quantity, r.estimate) for r in (low, high))
        assert all(number in findings(view)[outcome].text for number in shown)


def test_the_overview_shows_the_same_rows(view):
    for outcome, finding in findings(view).items():
        if finding.row.estimand == "mean_difference":
            shown = main_row(view, outcome, VS)
            assert shown.p_value is None or shown.p_value == pytest.approx(finding.row.p_value)
            assert (shown.ci_low > 0) == (finding.row.ci_low > 0)
        else:
            shown = main_row(view, outcome, VS)
            assert shown == finding.row
    with styled():
        figure = next(plan for plan in plans(view) if plan.kind == "overview").draw()
    words = " ".join(text.get_text() for text in figure.texts)
    plt.close(figure)
    assert re.search("takes account of|rekening houdt", words.replace("\n", " "))
    assert re.search("unadjusted|zonder correctie", words)  # what the open diamonds are


def test_ratios_are_judged_against_one_and_a_faster_event_is_the_worse(study, estimates):
    view = View(estimates, Context("en", study.manifest, study.outcomes, "synthetic"))
    row = hazard(view)._replace(estimate=2.0, ci_low=1.25, ci_high=3.2)
    assert side_of(view, row) == "worse"
    assert side_of(view, row._replace(ci_low=0.9)) == "open"
    assert side_of(view, row._replace(ci_high=None)) == "worse"  # no upper limit excludes no difference still
    assert side_of(view, row._replace(ci_low=0.9, ci_high=None)) == "open"
    assert side_of(view, row._replace(estimate=0.5, ci_low=0.3125, ci_high=0.8)) == "better"
    strip = strip_of(row)
    assert strip.zero == 50 and 50 < strip.low < strip.at < strip.high <= 100
    assert strip.at - strip.low == pytest.approx(strip.high - strip.at, abs=0.2)


def test_a_side_that_nobody_named_is_called_neither_better_nor_worse(study, estimates):
    outcomes = {
        key: outcome.model_copy(update={"better": None}) for key, outcome in study.manifest.outcomes.items()
    }
    view = View(estimates, Context("en", study.manifest, outcomes, "synthetic"))
    row = hazard(view)._replace(estimate=2.0, ci_low=1.25, ci_high=3.2)
    assert side_of(view, row) == "apart"
    for finding in findings(view).values():
        assert (
            "avourable" not in finding.verdict or "which side is favourable was not said" in finding.verdict
        )
    assert "favours" not in " ".join(finding.text for finding in findings(view).values())


def test_the_report_says_so_and_the_family_of_tests_is_the_robust_one(study, estimates, tmp_path):
    context = Context("en", study.manifest, study.outcomes, "synthetic")
    view = View(estimates, context)
    (table,) = (table for table in build_tables(view) if table.key == "multiplicity")
    assert any("take account of clusters" in note for note in table.notes)
    assert any("TD" in cell for line in table.lines for cell in line.cells)
    write_tables(estimates, context, tmp_path / "tables")
    write_figures(estimates, context, tmp_path / "figures")
    page = write_report(
        estimates, context, tmp_path / "figures", tmp_path / "tables", tmp_path / "report.html"
    ).read_text(encoding="utf-8")
    assert "intervals and p-values take account of that" in page
    assert "not adjusted for baseline characteristics" not in page


def test_where_only_some_outcomes_have_clusters_those_are_marked(study):
    outcomes = {key: o.model_dump() for key, o in study.manifest.outcomes.items()}
    outcomes["score"] |= {"cluster": CLUSTER}
    content = study.manifest.model_dump(exclude_none=True) | {"outcomes": outcomes}
    content.pop("cluster_randomised")
    manifest = study.manifest.model_validate(content)
    mixed = type(study)(manifest, study.participants, study.waves, study.config, "synthetic")
    table = adjust_p_values(concatenate([estimate_family(mixed, f) for f in ("smoking", "scores")]))
    view = View(table, Context("en", manifest, mixed.outcomes, "synthetic"))
    found = findings(view)
    assert found["smoking"].row.analysis == "adjusted" and "clusters" not in found["smoking"].text
    assert found["score"].row.analysis == "adjusted" and "clusters" in found["score"].text
    with styled():
        figure = next(plan for plan in plans(view) if plan.kind == "overview").draw()
    labels = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert [label for label in labels if label.endswith("°")] == ["Score °"]
    plt.close(figure)


def test_methods_and_remarks_of_clusters_have_dutch_words(study, estimates):
    context = Context("nl", study.manifest, study.outcomes, "synthetic")
    methods = estimates["method_messages"].unique()
    english = {
        said
        for stored in methods
        for one in from_json(stored)
        if (said := context.method(to_json([one]))) == str(one)
    }
    same_word = {"GEE", "Hedges' g", "Kaplan-Meier", "REML", "random intercept per school_id"}
    assert english <= same_word
    remarks = [r for text in estimates["warnings_messages"].dropna().unique() for r in context.remarks(text)]
    assert not [r for r in remarks if r.startswith("(") or "Engels" in r]
    assert any("blijven buiten beschouwing" in r for r in remarks)


def test_analyses_say_messages_only(estimates):
    stored = {text for name in SPOKEN.values() for text in estimates[name].dropna().unique()}
    assert stored and not [one for text in stored for one in from_json(text) if one.key == "plain"]


def test_matched_clusters_are_compared_over_pairs():
    made = make_clustered_study(schools=16)
    number = made.participants[CLUSTER].str.removeprefix("school ").astype(int)
    people = made.participants.assign(twin=("pair " + (number // 2).astype("string")))
    paired = replace(made, participants=people, manifest=made.manifest.model_copy(update={"pairs": "twin"}))
    table = to_frame(analyse("adjusted", paired, "score", paired.outcomes["score"]))
    found = table[table["estimand"] == "mean_difference"].iloc[-1]
    assert "t over 8 pairs" in found["method"] and found["ci_low"] < found["estimate"] < found["ci_high"]
    assert "are ignored" not in str(found["warnings"])
    with pytest.raises(ValueError, match="cluster_randomised"):
        Manifest.model_validate(
            made.manifest.model_dump(mode="json") | {"cluster_randomised": None, "pairs": "t"}
        )


def test_the_clusters_are_counted_where_participants_are(view):
    """CONSORT for cluster trials: in the flow, the key figures, the baseline and the first finding."""
    t = view.context.t
    counted = {
        table.key: [line.cells[1:3] for line in table.lines if line.kind == "data"]
        for table in build_tables(view)
    }
    assert counted["flow"][0] == counted["baseline"][0] == ("20", "20")
    tiles = facts(view)
    assert tiles[0].value == "40" and "school" in tiles[0].label
    assert t("fact.in_clusters", participants=view.context.participants) in tiles[1].label
    assert "20 clusters" in headline(view, VS).text
    with styled():
        figure = next(plan for plan in plans(view) if plan.kind == "flow").draw()
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    plt.close(figure)
    assert any(word.startswith("40 clusters") for word in words)
    assert sum(word.startswith("20 clusters") for word in words) == 8


def test_no_interval_that_passes_clusters_by_stands_beside_one_that_respects_them(view):
    table = next(table for table in build_tables(view) if table.key == "risks_smoking")
    shown = {column.label: [] for column in table.columns}
    for line in table.lines:
        for column, cell in zip(table.columns, line.cells, strict=False):
            shown[column.label].append(cell)
    naive = shown[view.context.t("estimand.risk_ratio")]
    assert any(cell for cell in naive) and not any("(" in cell for cell in naive)
    assert any("(" in cell for cell in shown[view.context.t("word.adjusted_rd")])
    assert view.context.t("table.without_interval") in table.notes


def test_where_people_were_randomised_the_direct_comparison_keeps_its_interval_and_its_remark(
    study, estimates
):
    """One nurse visits several women of one arm: the published test stands, called probably too narrow."""
    people = study.manifest.model_copy(update={"cluster_randomised": None})
    view = View(estimates, Context("en", people, study.outcomes, "synthetic"))
    table = next(table for table in build_tables(view) if table.key == "risks_smoking")

    ratio = [column.label for column in table.columns].index(view.context.t("estimand.risk_ratio"))
    shown = [line.cells[ratio] for line in table.lines if line.kind == "data"]
    assert any("(" in cell for cell in shown)
    assert any("are ignored" in note for note in table.notes)
    assert view.context.t("table.without_interval") not in table.notes


def test_a_trial_of_people_counts_no_clusters(study, estimates):
    without = estimates[estimates["outcome"] != "clusters"]
    view = View(without, Context("en", study.manifest, study.outcomes, "synthetic"))

    assert not any("clusters" in fact.label for fact in facts(view))
    assert "were randomised to" not in headline(view, VS).text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_first_screen_of_matched_clusters_names_pairs(study, estimates, language):
    paired = study.manifest.model_copy(update={"pairs": "site"})
    table = estimates.copy()
    said = message("matched-clusters", variable=Name("cluster", "site"), pairs=20)
    main = table["main"].fillna(False).astype(bool)
    table.loc[main, "method_messages"] = to_json([said])
    shown = View(table, Context(language, paired, study.outcomes, "synthetic"))
    word = {"en": "pairs", "nl": "paren"}[language]
    text = headline(shown, shown.contrasts[0]).text
    assert f"20 {word}" in text
    assert text.count(word) == 2
    assert word in facts(shown)[0].label
