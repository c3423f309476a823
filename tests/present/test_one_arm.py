"""Studies without a comparison group: what is shown, by whom and when, and never a claim of effect."""

import re

import pandas as pd
import pytest
from present_rows import ROOT, make_context

from voorzorg.analyses.one_arm.other_study_arm import set_beside
from voorzorg.cohorts.manifest.model import Manifest, ManifestError, read_manifest
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.table import spoken, to_frame
from voorzorg.messages import message
from voorzorg.present.context import Context, Neighbour
from voorzorg.present.estimate_rows import View
from voorzorg.present.figures import plans
from voorzorg.present.figures.one_arm.trajectories import panels_of, points
from voorzorg.present.figures.style import styled
from voorzorg.present.one_arm_rows import share_of, summary_wave, yardstick
from voorzorg.present.published_lines import published_pairs
from voorzorg.present.report import write_report
from voorzorg.present.report.comparison import comparison_rows
from voorzorg.present.tables import build_tables
from voorzorg.present.words.findings_one_arm import one_arm_findings
from voorzorg.present.words.messages import message as shown
from voorzorg.text import Text

WAVES = {"t0": 12, "t1": 10, "t2": 3}  # measured; at t2 fewer than half of those who began
BASE = {"cohort": "pilot", "data_kind": "synthetic", "population": "enrolled", "ci_level": 0.95}
BASE |= {"analysis": "unadjusted"}


def manifest(**more) -> Manifest:
    score = {"label": "Steun", "type": "continuous", "variable": "support", "family": "network"}
    score |= {"waves": list(WAVES), "better": "higher", "compare_informant": "nurse", "cut_off": 10}
    neglect = {"label": {"nl": "Verwaarlozing", "en": "Neglect"}, "type": "binary", "variable": "neglect"}
    neglect["better"] = "lower"
    return Manifest.model_validate(
        {
            "name": "pilot",
            "title": "Pilot",
            "design": "one_arm",
            "waves": [{"key": key, "label": f"Moment {i}", "weeks": 26 * i} for i, key in enumerate(WAVES)],
            "files": [{"path": "x.csv", "holds": "wave", "wave": "t0", "id": "id"}],
            "variables": {
                "support": {"label": "Steun", "range": [0, 40]},
                "neglect": {"label": "Verwaarlozing"},
            },
            "outcomes": {
                "support": score,
                "neglect": neglect | {"family": "safety", "waves": list(WAVES), "informant": "nurse"},
            },
            **more,
        }
    )


def context(language="en", **more) -> Context:
    described = manifest(**more)
    return Context(language, described, described.outcomes, "synthetic")


def rows() -> list[dict]:
    flow = {"outcome": "flow", "analysis": "count", "method": "count", "estimand": "count", "arm": "all"}
    made = [flow | {"category": "enrolled", "estimate": 15}]
    for wave, n in WAVES.items():
        counts = {"measured": n, "missed": 0, "lost": 15 - n}
        made += [flow | {"wave": wave, "category": name, "estimate": value} for name, value in counts.items()]
        for who, mean in (("mother", 20.0), ("nurse", 16.0)):
            at = {"outcome": "support", "family": "network", "wave": wave, "informant": who, "arm": "all"}
            at |= {"n_treated": n, "ci_low": mean - 2, "ci_high": mean + 2, "scale": "points"}
            made.append(at | {"estimand": "mean", "method": "arithmetic mean, t interval", "estimate": mean})
            if wave == "t0":
                continue
            limits = {"ci_low": -0.5, "ci_high": 3.5, "analysis": "change"}
            made.append(
                at | limits | {"estimand": "change", "method": "mean change since t0", "estimate": 1.5}
            )
            standardised = {"estimand": "standardised_change", "method": "change, Hedges", "estimate": 0.4}
            made.append(at | standardised | {"analysis": "change"})
            for category, events in (("improved", n - 2), ("worsened", 1), ("unchanged", 1)):
                share = {"estimate": events / n, "ci_low": 0.1, "ci_high": 0.95, "events_treated": events}
                moved = {"estimand": "direction_of_change", "method": "change since start, exact"}
                moved["analysis"] = "change"
                made.append(at | moved | share | {"category": category, "scale": "probability"})
        for number in range(1, 4):  # one participant's own values may never be taken for a group's
            made.append(
                {
                    "outcome": "support",
                    "family": "network",
                    "wave": wave,
                    "informant": "mother",
                    "n_treated": 1,
                    "analysis": "single_case",
                }
                | {"estimand": "mean", "method": "single case: measured value", "estimate": 900.0 + number}
                | {"category": f"family {number}", "arm": None}
            )
        safe = {"outcome": "neglect", "family": "safety", "wave": wave, "informant": "nurse", "arm": "all"}
        safe |= {"estimand": "risk", "method": "observed proportion, Clopper-Pearson interval"}
        made.append(
            safe | {"n_treated": n, "events_treated": 2, "estimate": 2 / n, "ci_low": 0.05, "ci_high": 0.6}
        )
        pair = {
            "outcome": "support",
            "family": "network",
            "wave": wave,
            "contrast": Contrast("mother", "nurse"),
        }
        pair |= {"n_treated": n, "informant": "mother", "method": "Bland-Altman", "scale": "points"}
        pair["analysis"] = "agreement"
        for category, value in ((None, 4.0), ("lower limit", -2.0), ("upper limit", 10.0)):
            made.append(pair | {"estimand": "bias", "category": category, "estimate": value})
    for index in ("NAP", "Tau-U"):
        effect = {"outcome": "support", "family": "network", "estimand": "effect_size", "scale": index}
        effect["analysis"] = "single_case"
        for number in (1, 2, 10):
            made.append(
                effect | {"method": f"{index}, exact permutation test", "estimate": 0.8, "n_treated": 1}
                | {"category": f"family {number}"}
            )  # fmt: skip
        together = {"method": f"{index}, single cases combined: exact", "estimate": 0.7, "p_value": 0.03}
        made.append(effect | together | {"category": "all", "n_treated": 3})
    return [BASE | row for row in made]


@pytest.fixture(scope="module")
def estimates() -> pd.DataFrame:
    return to_frame(rows())


def table(view: View, key: str):
    return next(table for table in build_tables(view) if table.key == key)


def test_the_yardstick_is_the_last_wave_with_at_least_half_of_those_who_began(estimates):
    view = View(estimates, context())
    assert yardstick(view) == "t1"
    assert summary_wave(view, "support", "mother", "change") == "t1"


def test_without_known_participation_every_outcome_is_taken_at_its_last_wave(estimates):
    view = View(estimates[estimates["outcome"] != "flow"], context())
    assert yardstick(view) is None and summary_wave(view, "support", "mother", "change") == "t2"


def test_findings_give_n_exact_interval_and_share_without(estimates):
    found = {f.outcome: f for family in one_arm_findings(View(estimates, context())) for f in family.findings}
    assert (
        "Higher than at the start in 8 of 10 (80.0%; exact 95% interval 10.0 to 95.0%)"
        in found["support"].text
    )
    assert "Mean change +1.50 (95% interval −0.50 to 3.50)" in found["support"].text
    assert found["neglect"].label.startswith("No neglect")
    assert "In 8 of 10 (80.0%; exact 95% interval 40.0 to 95.0%)" in found["neglect"].text
    assert "10 of 12" in found["neglect"].text  # at the first wave
    assert all(finding.side == "open" for finding in found.values())


def test_a_complement_has_the_mirrored_interval(estimates):
    view = View(estimates, context())
    row = view.first("neglect", "risk", wave="t1")
    share = share_of(view, row, without=True)
    assert (share.events, share.n) == (8, 10)
    assert (share.low, share.high) == pytest.approx((0.4, 0.95))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_of_a_study_of_one_arm_speaks_of_randomisation_or_of_an_effect(tmp_path, estimates, language):
    held = context(language)
    page = write_report(estimates, held, tmp_path, tmp_path, tmp_path / "r.html").read_text(encoding="utf-8")
    words = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.S)
    assert not re.search(r"\bloting|geloot|randomis|allocation|intention to treat", words, flags=re.I)
    assert "interventiegroep" not in words and "intervention arm" not in words
    assert ("vergelijkingsgroep" if language == "nl" else "comparison group") in words
    assert 'class="verdict better"' not in page and 'class="verdict worse"' not in page


def test_a_trial_keeps_its_own_words():
    assert "andomis" in make_context("en").t("intro.baseline")
    assert "andomis" not in context("en").t("intro.baseline")


def test_informants_are_lines_of_their_own_and_single_cases_stay_out(estimates):
    view = View(estimates, context())
    ((estimand, lines),) = panels_of(view, "network")
    assert estimand == "mean" and lines == [("support", "mother"), ("support", "nurse")]
    assert [row.estimate for row in points(view, "support", "mean", "mother")] == [20.0] * 3
    shown = [cell for line in table(view, "one_arm_network").lines for cell in line.cells]
    assert not any("90" in cell for cell in shown)


def test_change_is_listed_per_informant_and_wave_with_counts(estimates):
    made = table(View(estimates, context()), "change_network")
    lines = [line.cells for line in made.lines if line.kind == "data"]
    assert [cells[:3] for cells in lines] == [
        ("mother", "Moment 1", "10"),
        ("", "Moment 2", "3"),
        ("nurse", "Moment 1", "10"),
        ("", "Moment 2", "3"),
    ]
    assert any("8/10 (80.0%; 10.0 to 95.0%)" in cell for cell in lines[0])


def test_cases_stand_in_order_of_their_number_and_together_below(estimates):
    made = table(View(estimates, context()), "single_case")
    labels = [line.cells[0] for line in made.lines if line.kind == "data"]
    assert labels == ["Case 1", "Case 2", "Case 10", "All 3 together"]
    assert made.lines[-1].cells[1] == "0.70; p = 0.030"


def test_every_figure_of_a_study_of_one_arm_is_drawn(estimates):
    with styled():
        made = {plan.key for plan in plans(View(estimates, context("nl"))) if plan.draw() is not None}
    wanted = {"flow", "directions", "change", "trajectories_network", "trajectories_safety", "agreement"}
    assert wanted | {"cases_support", "single_cases_support"} <= made


def test_the_flow_begins_with_registration_and_counts_losses_since_the_wave_before(estimates):
    view = View(estimates, context())
    assert table(view, "flow").lines[0].cells[0] == "Registered"
    with styled():
        figure = next(plan for plan in plans(view) if plan.key == "flow").draw()
    texts = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "Registered" in texts
    assert [text for text in texts if "dropped" in text] == [
        "3 dropped out",
        "2 dropped out",
        "7 dropped out",
    ]


def test_families_are_named_by_manifest_then_configuration_then_catalogue(estimates):
    named = context(families={"network": {"nl": "Netwerk", "en": "Network of support"}})
    assert named.family("network") == "Network of support"
    plain = manifest()
    configured = Context("en", plain, plain.outcomes, "real", families={"network": Text(nl="n", en="People")})
    assert configured.family("network") == "People"
    assert context().family("safety") == "Safety" and context().family("new_thing") == "New thing"


def test_published_figures_stand_beside_the_estimate_that_they_are_about(estimates):
    lines = [
        {"figure": "people", "at": "start", "outcome": "flow", "quantity": "measured", "wave": "t0"},
        {"figure": "no_neglect", "outcome": "neglect", "quantity": "without", "wave": "t1"},
        {"figure": "better", "at": "later", "outcome": "support", "quantity": "improved", "wave": "t1"}
        | {"informant": "mother"},
        {"figure": "level", "outcome": "support", "wave": "t1", "informant": "nurse"},
        {"figure": "unheard", "outcome": "nothing", "wave": "t1"},
    ]
    told = pd.DataFrame(
        {
            "outcome": ["people", "no_neglect", "better", "level"],
            "wave": ["start", None, "later", None],
            "estimand": ["count", "risk", "risk", "mean"],
            "published": [12.0, 80.0, 99.0, None],
            "ours": None,
            "source": "a brochure",
        }
    )
    described = manifest(published={"study": "pilot", "lines": lines})
    held = Context("en", described, described.outcomes, "real", comparison=told)
    pairs = {pair.line.figure: pair for pair in published_pairs(View(estimates, held))}
    assert set(pairs) == {"people", "no_neglect", "better", "level"}
    assert pairs["no_neglect"].published == 0.8 and pairs["no_neglect"].inside is True
    assert pairs["better"].estimate == 0.8 and pairs["better"].inside is False
    assert pairs["level"].estimate == 16.0 and pairs["level"].published is None
    shown = {line.cells[0]: line.cells for line in table(View(estimates, held), "brochure").lines}
    assert shown["No neglect"][3:] == ("80%", "8/10; 80.0% (40.0 to 95.0%)", "within our interval")
    assert comparison_rows(View(estimates, held))[0]["verdict"] == "the same"


def test_an_arm_of_another_study_stands_beside_without_a_test_and_with_its_caveat(estimates):
    trial = make_context("en").manifest
    there = {"cohort": "voorzorg_rct", "data_kind": "synthetic", "population": "itt", "ci_level": 0.95}
    there["analysis"] = "unadjusted"
    there |= {"outcome": "home", "wave": "m12", "estimand": "mean", "method": "arithmetic mean, t interval"}
    there |= {"informant": "nurse", "scale": "points"}
    other = to_frame(
        [
            there
            | {"arm": "intervention", "n_treated": 186, "estimate": 33.0, "ci_low": 32.0, "ci_high": 34.0},
            there | {"arm": "control", "n_reference": 150, "estimate": 31.0},
        ]
    )
    described = manifest(
        beside={"cohort": "voorzorg_rct", "outcomes": {"support": "home"}, "waves": {"t1": "m12"}}
    )
    lines = set_beside(
        estimates, other, arm="intervention", outcomes=described.beside.outcomes, waves=described.beside.waves
    )
    held = Context(
        "en", described, described.outcomes, "real", beside=Neighbour(trial, "intervention", lines)
    )
    made = table(View(estimates, held), "beside")
    (line,) = [line for line in made.lines if line.kind == "data"]
    assert line.cells[0] == "mother / nurse"
    assert line.cells[1:4] == ("Moment 1", "10", "20.0 (18.0 to 22.0)")
    assert line.cells[4:] == ("12 months", "186", "33.0 (32.0 to 34.0)")
    assert shown("en", "caveat.not_randomised") in made.notes
    assert any("is synthetic here" in note for note in made.notes)
    assert not any(column.label == "p" for column in made.columns)


def test_a_cohort_cannot_stand_beside_itself(tmp_path):
    text = (ROOT / "data/cohorts/late_start/cohort.yaml").read_text(encoding="utf-8")
    assert "cohort: voorzorg_rct" in text
    path = tmp_path / "cohort.yaml"
    path.write_text(text.replace("cohort: voorzorg_rct", "cohort: late_start"), encoding="utf-8")
    with pytest.raises(ManifestError, match="names this cohort itself"):
        read_manifest(path)
    assert manifest(beside="voorzorg_rct").beside.cohort == "voorzorg_rct"


def test_suppressed_numbers_are_crosses_everywhere(estimates):
    hidden = estimates.copy()
    numbers = ["estimate", "ci_low", "ci_high", "p_value", "n_treated", "events_treated"]
    hidden[numbers] = pd.NA
    for name, said in spoken({"warnings": message("withheld-few", minimum=10)}).items():
        hidden[name] = said
    view = View(hidden, context())
    told = [finding for family in one_arm_findings(view) for finding in family.findings]
    assert told and {finding.text for finding in told} == {view.context.t("finding.not_shown")}
    cells = [c for t in build_tables(view) for line in t.lines for c in line.cells if line.kind == "data"]
    assert "×" in cells and not any(re.search(r"\d%", cell) for cell in cells)
    with styled():
        assert all(plan.draw() is None for plan in plans(view) if plan.key != "missingness")


def test_three_arms_get_a_table_per_contrast_and_none_of_one_arm():
    described = make_context("en").manifest.model_dump(mode="json", exclude_none=True)
    described |= {"design": "multi_arm"}
    described["arms"]["levels"]["light"] = {"label": {"nl": "Licht", "en": "Light"}, "codes": [2]}
    held = Manifest.model_validate(described)
    outcome = {"label": "Smoking", "type": "binary", "variable": "smoking", "family": "smoking"}
    held = held.model_copy(
        update={"outcomes": manifest(outcomes={"smoking": outcome | {"waves": ["t0"]}}).outcomes}
    )
    made = []
    for arm, side, events in (
        ("control", "reference", 40),
        ("intervention", "treated", 30),
        ("light", "treated", 35),
    ):
        at = {"cohort": "x", "data_kind": "real", "population": "itt", "outcome": "smoking", "wave": "m12"}
        at |= {"family": "smoking", "ci_level": 0.95, "ci_low": 0.1, "ci_high": 0.5, "analysis": "unadjusted"}
        flow = {"cohort": "x", "data_kind": "real", "population": "itt", "outcome": "flow", "arm": arm}
        flow["analysis"] = "count"
        made.append(
            flow | {"method": "count", "estimand": "count", "category": "randomised", "estimate": 100}
        )
        measured = {"category": "measured", "wave": "m12", "estimate": 90}
        made.append(flow | {"method": "count", "estimand": "count"} | measured)
        share = {"estimand": "risk", "method": "observed proportion, Wilson interval", "arm": arm}
        made.append(at | share | {"estimate": events / 100, f"n_{side}": 100, f"events_{side}": events})
        if arm != "control":
            gap = {"estimand": "risk_difference", "method": "Newcombe interval, chi-square test"}
            counts = {"n_treated": 100, "n_reference": 100, "events_treated": events, "events_reference": 40}
            made.append(
                at | gap | counts | {"contrast": Contrast(arm, "control"), "estimate": -0.1, "p_value": 0.2}
            )
    view = View(to_frame(made), Context("en", held, held.outcomes, "real"))
    assert [str(one) for one in view.contrasts] == ["intervention vs control", "light vs control"]
    keys = {made.key for made in build_tables(view)}
    assert {"risks_smoking_intervention_vs_control", "risks_smoking_light_vs_control", "flow"} <= keys
    assert not keys & {"shares_smoking", "change_smoking", "waves", "beside"}
    with styled():
        drawn = {plan.key for plan in plans(view) if plan.draw() is not None}
    assert {"flow", "overview_intervention_vs_control", "overview_light_vs_control"} <= drawn
