"""The page of a simulated study, in both languages."""

from pathlib import Path

import pytest

from voorzorg.config import read_config
from voorzorg.lab.outputs import results_of
from voorzorg.lab.run import run_block
from voorzorg.lab.study import parse_study
from voorzorg.present.lab.page import write_page

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
    assert text.count("<svg") == 2
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
