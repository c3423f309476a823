"""Every page that is made, in both languages: no raw key, no identifier, no word of the other language."""

from __future__ import annotations

from pathlib import Path

import pytest
from economics_fixtures import *  # noqa: F403
from language_walk import problems, texts_of
from present_rows import make_context, one_arm_context, one_arm_estimates

from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import read_config
from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.lab.outputs import results_of
from voorzorg.lab.run import run_block
from voorzorg.lab.study import parse_study
from voorzorg.present.economics.page import write_page as write_case
from voorzorg.present.evidence.report import write_evidence_report
from voorzorg.present.figures import write_figures
from voorzorg.present.lab.page import write_page as write_lab
from voorzorg.present.plan.write import write_plan
from voorzorg.present.report import write_report
from voorzorg.present.tables import write_tables

ROOT = Path(__file__).parents[2]
LANGUAGES = ("nl", "en")
#: Words that are right in either language: names of people, places, programmes, journals and methods.
NAMES = ()
#: Parts of a page that hold what somebody wrote in one language: settings, the record of a run.
AS_WRITTEN = ("provenance", "dictionary")


def told(html: str, language: str, names=NAMES) -> str:
    found = problems(texts_of(html, AS_WRITTEN), language, names)
    return "\n".join(dict.fromkeys(map(str, found)))


def report_of(estimates, context, folder) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
        patch.setattr("voorzorg.present.figures.files.JOURNAL", ())
        write_figures(estimates, context, folder / "figures")
    write_tables(estimates, context, folder / "tables")
    path = write_report(estimates, context, folder / "figures", folder / "tables", folder / "report.html")
    return path.read_text(encoding="utf-8") + "".join(
        file.read_text(encoding="utf-8") for file in sorted((folder / "figures").glob("*.svg"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trials_report(estimates, tmp_path, language):
    assert told(report_of(estimates, make_context(language), tmp_path), language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_of_a_study_without_arms(tmp_path, language):
    assert told(report_of(one_arm_estimates(), one_arm_context(language), tmp_path), language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_analysis_plan(tmp_path, language):
    manifest = read_manifest(ROOT / "data/cohorts/voorzorg_rct/cohort.yaml")
    write_plan(manifest, read_config(ROOT / "config.yaml"), tmp_path)
    assert told((tmp_path / f"plan.{language}.html").read_text(encoding="utf-8"), language) == ""


@pytest.fixture(scope="module")
def simulated():
    content = {
        "name": "one",
        "title": {"nl": "Eén proef", "en": "One trial"},
        "outcome": "cps_report",
        "setting": {"effect": {"risk_ratio": 0.5}},
        "grid": {"families": [100, 460]},
        "methods": ["adjusted", "two_arm"],
        "replications": 10,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        study = parse_study(content, "study.yaml", read_config(ROOT / "config.yaml"))
        return results_of(study, run_block(study, range(10)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_simulated_study(simulated, tmp_path, language):
    write_lab(simulated, language, tmp_path / "report.html")
    assert told((tmp_path / "report.html").read_text(encoding="utf-8"), language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_business_case(evaluation, tmp_path, language):
    path = write_case(evaluation, language, tmp_path / "report.html")
    assert told(path.read_text(encoding="utf-8"), language) == ""


@pytest.fixture(scope="module")
def published():
    folder = ROOT / "data" / "published"
    figures = read_figures(folder)
    return audit(figures, folder), synthesise(figures, folder), folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_evidence_report(published, tmp_path, language):
    path = tmp_path / "report.html"
    write_evidence_report(*published, language, path)
    assert told(path.read_text(encoding="utf-8"), language) == ""
