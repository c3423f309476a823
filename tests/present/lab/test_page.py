"""The page of a simulated study, in both languages."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from browser import NEEDED, wider_than

from voorzorg.config import read_config
from voorzorg.lab.methods import METHODS
from voorzorg.lab.outputs import results_of
from voorzorg.lab.run import run_block
from voorzorg.lab.study import parse_study
from voorzorg.messages import render
from voorzorg.present.lab.page import _Page, write_page
from voorzorg.present.lab.words import effect_in_words
from voorzorg.synthetic.population.setting import Setting

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def results():
    content = {
        "name": "one",
        "title": "One",
        "outcome": "cps_report",
        "setting": {"effect": {"risk_ratio": 0.5}},
        "grid": {"families": [100, 460]},
        "methods": ["adjusted", "two_arm"],
        "replications": 25,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        study = parse_study(content, "study.yaml", read_config(ROOT / "config.yaml"))
        return results_of(study, run_block(study, range(25)))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Met 460 gezinnen heeft deze proef", "een halvering", "Gesimuleerd", "Vertekening"]),
        ("en", ["With 460 families this trial has", "a halving", "Simulated", "Bias"]),
    ],
)
def test_the_page_answers_in_a_sentence_and_says_that_it_is_simulated(results, language, said, tmp_path):
    text = write_page(results, language, tmp_path / "report.html").read_text(encoding="utf-8")
    for words in said:
        assert words in text
    assert text.count('role="img"') == 2
    assert text.count("data:text/csv") >= 4
    assert "lab-" not in text
    assert "http" not in text.replace("http://www.w3.org", "")


def test_a_grid_of_other_things_is_a_nested_loop_and_rows_can_be_chosen(tmp_path):
    content = {
        "name": "one",
        "title": "One",
        "outcome": "smoking",
        "setting": {"visited": 30, "reference_risk": 0.6, "benchmark": 0.6},
        "grid": {"effect": ["none", {"odds_ratio": 0.4}], "design": ["two_arm", "one_arm"]},
        "methods": ["adjusted", "benchmark"],
        "replications": 5,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        study = parse_study(content, "study.yaml", read_config(ROOT / "config.yaml"))
        found = results_of(study, run_block(study, range(5)))
        text = write_page(found, "en", tmp_path / "report.html").read_text(encoding="utf-8")
    assert text.count("<option") == 4
    assert "Chance in every scenario" in text
    assert "design: families randomised, one arm against a benchmark" in text
    assert "Effect: an odds ratio of 0.4" in text
    assert "lab-" not in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_families_of_outcomes_have_a_table(results, language, tmp_path):
    scenario = results.study.scenarios[0].key
    numbers = {"wrong": 0.2, "wrong_error": 0.01, "false_share": 0.1, "false_share_error": 0.01, "found": 1.5,
               "found_error": 0.1, "there": 3, "replications": 25}  # fmt: skip
    families = pd.DataFrame(
        [
            {"scenario": scenario, "family": family, "tests": 9, "procedure": name} | numbers
            for family in ("partner_violence", "smoking", "all")
            for name in ("none", "holm", "benjamini_hochberg")
        ]
    )
    text = write_page(replace(results, families=families), language, tmp_path / "report.html").read_text(
        "utf-8"
    )
    for words in {"nl": ["Partnergeweld", "alle families samen"], "en": ["Partner violence", "all families"]}[
        language
    ]:
        assert words in text
    assert "families.csv" in text
    assert "lab-" not in text and "family." not in text


@pytest.mark.parametrize(
    ("effect", "said"),
    [({"rate_ratio": 0.7}, "rate ratio of 0.7"), ({"hazard_ratio": 0.8}, "hazard ratio of 0.8")],
)
def test_effects_on_counts_and_times_are_said(effect, said):
    words = render(effect_in_words(Setting.model_validate({"effect": effect})), "en")
    assert said in words


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_method_and_measure_has_its_words(results, language):
    page = _Page(results, language)
    for name, method in METHODS.items():
        assert page.method(name)
        for estimand in method.estimands:
            assert page.t(f"estimand-{estimand.replace('_', '-')}")


@NEEDED
@pytest.mark.parametrize("width", [390, 1300])
def test_nothing_is_wider_than_the_window(results, tmp_path, width):
    text = write_page(results, "nl", tmp_path / "report.html").read_text(encoding="utf-8")
    assert wider_than(text, tmp_path, width) == []
