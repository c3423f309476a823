"""The page as it is written: in words first, self-contained, and never surer than its sources."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from voorzorg.economics.evaluation import Own, evaluate
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.economics.own_costs import OwnCost
from voorzorg.present.economics.page import write_page
from voorzorg.present.economics.spoken import shown


@pytest.fixture(scope="module", params=["nl", "en"])
def text(request, evaluation, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    return write_page(evaluation, request.param, path).read_text(encoding="utf-8")


def test_it_needs_nothing_from_outside(text):
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)[^"']+""", text)
    assert "@import" not in text and "url(http" not in text and "fetch(" not in text


def test_the_four_questions_come_first_and_in_order(text):
    questions = re.findall(r"<h2>([^<]+\?)</h2>", text)
    assert questions in (
        ["Wat kost het ons?", "Wat krijgen we er misschien voor terug?", "Hoe zeker is dat?",
         "Waar is het op gebaseerd?"],
        ["What does it cost us?", "What may we get back?", "How sure is that?", "What is it based on?"],
    )  # fmt: skip
    assert text.index('id="answers"') < text.index('id="controls"') < text.index('id="appendix"')


def test_every_benefit_says_whether_it_rests_on_the_trial_or_on_an_assumption(text, inputs):
    rows = re.findall(r'<tr data-row="categories:(\w+)">(.*?)</tr>', text, re.S)
    assert {key for key, _ in rows} == {one.key for one in inputs.benefits.categories}
    tied = {one.key for one in inputs.benefits.categories if one.outcome is not None}
    for key, row in rows:
        assert ('class="tag trial"' in row) == (key in tied)
        assert ('class="tag assumed"' in row) == (key not in tied)


def test_the_sum_is_shown_to_its_last_step(text, inputs):
    """Women, cost, benefit, what remains and the total; then each category by its own name and share."""
    keys = ["women", *(f"exact_{key}" for key in ("cost", "benefit", "net", "total"))]
    keys += [f"exact_part_{one.key}" for one in inputs.benefits.categories]
    places = [text.index(f'data-out="{key}_low"', text.index('id="appendix"')) for key in keys]
    assert places == sorted(places)


def test_the_script_gets_the_categories_of_each_choice(text, inputs):
    """What the trial measured; everything with all costs; what returns to the municipality itself."""
    found = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])
    parts = inputs.benefits.categories
    assert found["presets"] == {
        "trial": {"costs": [], "categories": [one.key for one in parts if one.outcome is not None]},
        "costs": {
            "costs": [one.key for one in inputs.costs_beside],
            "categories": [one.key for one in parts],
        },
        "purse": {"costs": [], "categories": [one.key for one in parts if one.gains == "municipality"]},
    }
    assert 0 < len(found["presets"]["trial"]["categories"]) < len(parts)
    assert 0 < len(found["presets"]["purse"]["categories"]) < len(parts)
    assert found["words"]["decimal"] == ("," if '<html lang="nl"' in text else ".")
    births = [one.key for one in inputs.target_group if one.of == "births"]
    assert [key for key, _, _ in found["groups"]] == births
    assert found["benefit_year"] == inputs.benefits.per_trajectory.price_year


def test_all_28_items_of_the_checklist_are_there(text):
    appendix = text[text.index('id="appendix"') :]
    assert all(re.search(rf">{number}\. ", appendix) for number in range(1, 29))


def test_no_word_of_quality_adjusted_years_is_a_number(text):
    assert not re.search(r"\d+[.,]?\d*\s*QALY", text)


def test_without_an_upper_limit_it_says_so(text):
    assert "geen bovengrens" in text or "no upper limit" in text


def test_names_of_municipalities_cannot_break_the_page(inputs, tmp_path):
    hostile = Municipality("</script><img src=x onerror=alert(1)> & 'Adorp'", 300)
    page = write_page(evaluate(inputs, [hostile], 1), "nl", tmp_path / "page.html").read_text(
        encoding="utf-8"
    )
    assert "<img" not in page
    assert page.count("</script>") == 2


def test_several_municipalities_can_be_chosen_and_stand_in_a_table(inputs, tmp_path):
    both = [Municipality("Adorp", 300), Municipality("Bdorp", 400)]
    page = write_page(evaluate(inputs, both, 1), "en", tmp_path / "page.html").read_text(encoding="utf-8")
    assert 'data-choose="place"' in page
    assert page.count("Bdorp") >= 3


def test_an_own_cohort_that_is_synthetic_is_called_so(evaluation, tmp_path):
    cost = OwnCost("visits", "pilot", "voorzorg", True, 20, 40.0, 50.0, 12_523.2, (12_000.0, 13_000.0))
    own = replace(evaluation, own=Own("pilot", True, {}, [cost]))
    page = write_page(own, "nl", tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("synthetische gegevens") == 2
    assert "€\N{NO-BREAK SPACE}12.523" in page


@pytest.mark.parametrize(
    ("kind", "value", "dutch"),
    [
        ("euro", -10_957.8, "−€\N{NO-BREAK SPACE}10.958"),
        ("rough", 196_376.5, "€\N{NO-BREAK SPACE}196.000"),
        ("rough", 845.2, "€\N{NO-BREAK SPACE}845"),
        ("women", 2.335, "2,3"),
        ("percent", 77.78, "78\N{NO-BREAK SPACE}%"),
        ("small", 0.186, "0,19"),
        ("euro", -0.2, "€\N{NO-BREAK SPACE}0"),
        ("euro", float("nan"), "–"),
    ],
)
def test_numbers_are_shown_as_a_reader_expects(kind, value, dutch):
    assert shown(kind, value, "nl") == dutch
