"""Those who are counted nowhere, remarks that tell of few in words, and participants' own words."""

import re
from itertools import product

import pandas as pd
import pytest
from present_rows import VS

from voorzorg.analyses.study import without_words
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.estimates.schema import ANALYSES
from voorzorg.estimates.table import messages_of, to_frame
from voorzorg.messages import People, message
from voorzorg.messages.catalogue import FOLDER
from voorzorg.present.disclosure import apply_disclosure
from voorzorg.present.disclosure.dominance import _WITHOUT_COVARIATES
from voorzorg.present.disclosure.wording.remarks import TELLING

BASE = {"cohort": "c", "data_kind": "real", "population": "itt", "method": "m", "outcome": "y", "wave": "m2"}
BOTH = {"contrast": VS, "n_treated": 60, "n_reference": 60, "estimate": 0.1}


def observed(missing: int, n: int = 60) -> list[dict]:
    rows = [
        {"cohort": "c", "data_kind": "real", "population": "itt", "method": "m", "outcome": "flow"}
        | {"analysis": "count", "estimand": "count", "category": "randomised", "arm": arm, "estimate": n}
        | {f"n_{side}": n}
        for arm, side in (("voorzorg", "treated"), ("control", "reference"))
    ]
    return [
        *rows,
        BASE | {"analysis": "unadjusted", "estimand": "risk_difference", "contrast": VS, "estimate": 0.1}
        | {"n_treated": n - missing, "n_reference": n, "events_treated": 20, "events_reference": 25},
    ]  # fmt: skip


@pytest.mark.parametrize(("missing", "hidden"), [(3, True), (9, True), (15, False), (0, False)])
@pytest.mark.parametrize(
    ("analysis", "category"),
    [
        ("extremes", "worst"),
        ("contour", "treated=+1 reference=-1"),
        ("tipping", "delta=+1"),
        ("reference_based", "jump"),
    ],
)
def test_the_few_who_were_not_measured_do_not_follow_from_shifting_them(analysis, category, missing, hidden):
    row = BASE | BOTH | {"analysis": analysis, "estimand": "risk_difference", "category": category}
    shown = apply_disclosure(to_frame([*observed(missing), row])).iloc[-1]
    assert pd.isna(shown["estimate"]) == hidden


@pytest.mark.parametrize(("share", "hidden"), [(0.97, True), (0.1, True), (0.6, False), (1.0, True)])
def test_the_few_who_did_not_take_part_take_the_effect_in_compliers_along(share, hidden):
    told = message("took-part", visits=5, share=share)
    row = BASE | BOTH | {"analysis": "compliers", "estimand": "risk_difference", "category": "visits>=5"}
    shown = apply_disclosure(to_frame([*observed(15), row | {"warnings": told}])).iloc[-1]
    assert pd.isna(shown["estimate"]) == hidden
    assert hidden or "a share of 0.6" in shown["warnings"]


@pytest.mark.parametrize("analysis", sorted(ANALYSES))
def test_every_model_with_covariates_needs_degrees_of_freedom(analysis):
    who = {"outcome": "y", "wave": "m2", "informant": None, "arm": "all", "category": None, "of": "level"}
    known = pd.DataFrame([who | {"contributors": 50, "largest": 0.1, "second": 0.1, "parameters": 115}])
    row = BASE | BOTH | {"analysis": analysis, "estimand": "mean_difference"}
    told = {"warnings": message("took-part", visits=5, share=0.5)} if analysis == "compliers" else {}
    table = apply_disclosure(to_frame([row | told]), contributions=known)
    free = analysis.removeprefix("imputed_") in _WITHOUT_COVARIATES
    assert pd.isna(table.iloc[0]["estimate"]) == (not free or analysis == "single_case")


def test_a_test_of_equivalence_has_the_degrees_of_freedom_of_its_contrast():
    who = {"outcome": "y", "wave": "m2", "informant": None, "arm": "all", "category": None, "of": "level"}
    known = pd.DataFrame([who | {"contributors": 50, "largest": 0.1, "second": 0.1, "parameters": 115}])
    row = BASE | BOTH | {"analysis": "equivalence", "estimand": "mean_difference"}
    rows = [row | {"category": "unadjusted"}, row | {"category": "adjusted"}]
    assert list(apply_disclosure(to_frame(rows), contributions=known)["estimate"].isna()) == [False, True]


def test_groups_of_a_moderator_go_with_one_that_rests_on_few():
    rows = [
        BASE | BOTH | {"analysis": "moderation", "estimand": "mean_difference", "category": group}
        | {"n_treated": n}
        | {"population": f"subgroup:school={group}"}
        for group, n in (("low", 30), ("high", 25), ("other", 6))
    ]  # fmt: skip
    rows.append(
        BASE
        | {"analysis": "moderation", "estimand": "interaction", "category": "school", "p_value": 0.2, **BOTH}
    )
    table = apply_disclosure(to_frame(rows))
    assert table["estimate"].isna().all() and table["p_value"].isna().all()


def test_single_cases_leave_one_empty_row_whatever_was_measured():
    seen = (("mean", "m2"), ("mean", "m6"), ("effect_size", "m6"))
    rows = [
        BASE | {"analysis": "single_case", "estimand": estimand, "category": f"case {case}", "wave": wave}
        | {"population": "enrolled", "arm": "all", "n_treated": 1, "estimate": 4.0 + case}
        for case, (estimand, wave) in product(range(5), seen)
    ]  # fmt: skip
    table = apply_disclosure(to_frame(rows))
    assert table["estimate"].isna().all()
    assert table["category"].isna().all() and table["wave"].isna().all()
    assert len(table) == len(apply_disclosure(to_frame(rows[:6])))  # nor how many cases there are


def test_what_tells_of_few_in_words_is_kept_inside():
    said = [
        message("empty-cell-0-5-added"),
        message("could-not-estimate", reason=message("no-events")),
        message("converged"),
    ]
    row = BASE | BOTH | {"analysis": "unadjusted", "estimand": "risk_difference", "warnings": said}
    row |= {"events_treated": 20, "events_reference": 20}
    row |= {"method": message("measured-once-left-out", n=People(3))}
    shown = apply_disclosure(to_frame([row])).iloc[0]
    text = f"{shown['warnings']} {shown['warnings_messages']} {shown['method']} {shown['method_messages']}"
    assert "converged" in text and "kept inside" in text and "fewer than 10" in text
    assert not re.search(r"empty.cell|no.events", text)
    synthetic = apply_disclosure(to_frame([row | {"data_kind": "synthetic"}])).iloc[0]
    assert next(iter(messages_of(synthetic["warnings_messages"]))).key == "empty-cell-0-5-added"


#: Messages that look as if they told of few, and tell of something else: of models, clusters, imputed values.
HARMLESS = frozenset(
    """
    rank-deficient-design-combination-other too-few-clusters-for-interval fewer-than-two-completed-data
    completed-data-analyses-gave-no every-completed-data-analysis-gave no-convergence-iterations
    no-overdispersion-above-zero-truncated no-overdispersion-poisson estimated-as-zero-edge-range
    variance-between-estimated-zero points-too-few-twice-as phases-one-two-measurements-normal
    clusters-of-one-answer one-cluster-between-cluster-variance only-one-cluster-in one-group-only
    separation-could-not-examined few-clusters few-clusters-df comparable-effects-fewer-than-no
    fewer-than-two-pairs imputation-few-clusters single-case-needs-waves person-is-group one-row-each
    too-few-for-mixed more-columns-than-rows followed-too-briefly no-standard-error
    no-clustering-variable-cohort
    arm-only-one-cluster-how very-large-most-clusters-give conclusion-delta-0-not-significant
    log-likelihood-derivative-not-finite everybody-has-the-outcome lee-bounds bounds-stratum complier-effect
    better-not-said bounds-method kept-inside interval-not-symmetric-about-estimate no-profile-interval
    no-quadrature-here odds-those-missing-would-have row-each pairs-too-few-interval-pseudo
    pairs-too-few-interval-median
    events-non-events-coefficients-estimates random-effects-perfectly-correlated-one visits-are-no-effect
    """.split()  # noqa: SIM905
)
_OF_FEW = re.compile(
    r"no events|zero|does not vary|do not vary|every (answer|observation|rating|positive)"
    r"|all (answers|responses|counts)|perfect\b|empty cell|separat|nobody|single person"
    r"|fewer than (two|three)|too few|one answer|no observations"
    r"|never observed|no complete|no spread|without variation|one observation|every participant was"
)


@pytest.mark.parametrize("room", ["statistics", "analyses", "trial", "missing", "clusters"])
def test_every_message_that_could_tell_of_few_is_sorted(room):
    """A new message that speaks of nobody, everybody or one has to be called telling or harmless."""
    text = (FOLDER / "en" / f"{room}.ftl").read_text(encoding="utf-8")
    found = {line.split(" = ")[0] for line in text.splitlines() if " = " in line and _OF_FEW.search(line)}
    assert found - TELLING - HARMLESS == set()


def test_words_that_the_manifest_does_not_list_are_called_by_a_number():
    """Categories, also those of a list that lacks one, clusters, and who answered."""
    manifest = Manifest.model_validate(
        {
            "name": "demo", "title": "Demo", "design": "one_arm",
            "files": [{"path": "d.csv", "holds": "participants", "id": "id"}],
            "variables": {
                "origin": {"label": "Origin", "type": "category", "labels": {"nl": "Dutch", "tr": "Turkish"}},
                "gp": {"label": "Practice", "type": "category"},
            },
            "outcomes": {"y": {"label": "Y", "type": "binary", "variable": "y", "informant": "mother"}},
        }
    )  # fmt: skip
    words = pd.DataFrame(
        {
            "participant_id": ["a1", "b2", "c3", "d4"],
            "origin": ["nl", "tr", "Eritrea (asylum)", "nl"],
            "gp": ["dr. Jansen", "dr. Jansen", "dr. Yilmaz", None],
            "nurse": ["Ria", "Ria", "Bep", "Ria"],
            "informant": ["mother", "mother_2", "buurvrouw Annie", "participant"],
        }
    ).astype("string")
    held = without_words(words, manifest)
    assert list(held["origin"]) == ["nl", "tr", "group 1", "nl"]
    assert list(held["gp"].dropna()) == ["group 1", "group 1", "group 2"]
    assert list(held["nurse"]) == ["group 1", "group 1", "group 2", "group 1"]
    assert list(held["informant"]) == ["mother", "mother_2", "group 1", "participant"]


def test_degrees_of_freedom_and_missing_information_do_not_tell_how_many():
    said = [message("degrees-of-freedom", df=128), message("missing-information", fmi=0.0152634)]
    row = BASE | BOTH | {"analysis": "imputed_adjusted", "estimand": "risk_difference", "method": said}
    shown = apply_disclosure(to_frame([row])).iloc[0]
    assert "128" not in shown["method_messages"] and "0.015" not in shown["method_messages"]
    assert "130 degrees of freedom" in shown["method"]


@pytest.mark.parametrize("others", [{}, {"outcome": "x"}, {"cohort": "d"}, {"analysis": "adjusted"}])
@pytest.mark.parametrize(("events", "hidden"), [(3, True), (57, True), (20, False)])
def test_what_an_arm_hides_of_a_variable_hides_its_stayers_and_leavers(events, hidden, others):
    """Stayers and leavers together, less one arm, are the other arm; other variables stay as they are."""
    arm = BASE | {"analysis": "unadjusted", "estimand": "risk", "arm": "voorzorg"} | others
    arm |= {"estimate": events / 60, "n_treated": 60, "events_treated": events}
    left = BASE | {"analysis": "unadjusted", "estimand": "risk", "outcome": "attrition:y", "wave": "m24"}
    rows = [
        arm,
        left | {"arm": "stayers", "estimate": 0.4, "n_treated": 80, "events_treated": 32},
        left | {"arm": "leavers", "estimate": 0.5, "n_reference": 40, "events_reference": 20},
    ]
    table = apply_disclosure(to_frame(rows)).set_index("arm")
    own = hidden and not others
    assert list(table.loc[["stayers", "leavers"], "estimate"].isna()) == [own, own]
    assert pd.isna(table.loc["voorzorg", "estimate"]) == hidden
