"""The first screen answers: natural frequencies whose subtraction a reader can check."""

import re

import pytest
from present_rows import VS, make_context
from shown_studies import view as shown

from voorzorg.estimates.table import to_frame
from voorzorg.messages import message
from voorzorg.present.estimate_rows import View
from voorzorg.present.words.headline import headline


def view(context, treated, reference, low, high):
    base = {
        "cohort": "voorzorg_rct",
        "data_kind": "synthetic",
        "outcome": "cps_report",
        "family": "maltreatment",
        "population": "itt",
        "analysis": "unadjusted",
        "method": message("observed-proportion"),
        "ci_level": 0.95,
    }
    rows = [
        base | {"estimand": "risk", "arm": "intervention", "estimate": treated},
        base | {"estimand": "risk", "arm": "control", "estimate": reference},
        base
        | {"estimand": "risk_difference", "contrast": VS, "estimate": treated - reference}
        | {"ci_low": low, "ci_high": high, "p_value": 0.02, "main": True},
    ]
    return View(to_frame(rows), context)


def said(language, *numbers):
    found = headline(view(make_context(language), *numbers), VS)
    assert found is not None
    return found.text


def test_the_answer_counts_people_and_says_how_sure():
    text = said("nl", 0.110, 0.188, -0.144, -0.014)
    assert text.startswith("11 van de 100 bij VoorZorg, tegen 19 van de 100 bij")
    assert text.endswith("8 minder (95%-interval 1 tot 14 minder).")
    assert "8 fewer (95% interval 1 to 14 fewer)" in said("en", 0.110, 0.188, -0.144, -0.014)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_answer_that_output_control_hides_says_so(language):
    hidden = shown("controlled", language)
    found = headline(hidden, hidden.contrasts[0])
    assert found is not None
    assert found.text == hidden.context.t("finding.not_shown")


def test_an_interval_on_both_sides_says_both():
    assert "from 3 fewer to 8 more" in said("en", 0.12, 0.10, -0.03, 0.08)


@pytest.mark.parametrize("treated", [0.114, 0.116, 0.205, 0.334])
@pytest.mark.parametrize("reference", [0.186, 0.184, 0.25, 0.399])
def test_a_readers_subtraction_agrees(treated, reference):
    text = said("en", treated, reference, treated - reference - 0.05, treated - reference + 0.01)
    first, second = (float(number) for number in re.findall(r"([\d.]+) in 100", text))
    shown = float(re.search(r": ([\d.]+) (?:fewer|more)", text)[1])
    assert abs(first - second) == pytest.approx(shown, abs=0.051 if shown % 1 else 1e-9)


def test_what_is_rare_is_counted_per_thousand():
    assert "2 in 1000 with VoorZorg" in said("en", 0.002, 0.006, -0.01, 0.002)


def test_an_interval_that_excludes_nothing_does_not_seem_to_reach_it():
    """A limit of half a person in a hundred is no nought."""
    text = said("en", 0.109, 0.193, -0.162, -0.005)
    assert "8.4 fewer (95% interval 0.5 to 16.2 fewer)" in text
    assert "from 0.4 fewer" in said("en", 0.12, 0.10, -0.004, 0.08)
