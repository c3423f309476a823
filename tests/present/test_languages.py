"""Every page that is made, in both languages: no raw key, no identifier, no word of the other language."""

from __future__ import annotations

import csv
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from economics_files import INPUTS
from language_walk import problems, texts_of
from present_rows import make_context, one_arm_context, one_arm_estimates
from shown_studies import findings

from voorzorg.cohorts.checks.page import quality_page
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.config import read_config
from voorzorg.economics.evaluation import evaluate
from voorzorg.economics.inputs.read import read_inputs
from voorzorg.economics.municipalities.municipality import Municipality
from voorzorg.estimates.schema import SPOKEN
from voorzorg.estimates.table import write
from voorzorg.evidence.audit import audit
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.names import read_names
from voorzorg.evidence.synthesis.effects import synthesise
from voorzorg.lab.outputs import results_of
from voorzorg.lab.run import run_block
from voorzorg.lab.study import parse_study
from voorzorg.messages import message, to_json
from voorzorg.present.economics.page import write_page as write_case
from voorzorg.present.evidence.report import write_evidence_report
from voorzorg.present.figures import write_figures
from voorzorg.present.lab.page import write_page as write_lab
from voorzorg.present.notebook import execute
from voorzorg.present.plan.write import write_plan
from voorzorg.present.report import write_report
from voorzorg.present.tables import write_tables

ROOT = Path(__file__).parents[2]
LANGUAGES = ("nl", "en")
#: Parts of a page that hold what somebody wrote in one language: settings, the record of a run.
AS_WRITTEN = ("provenance", "dictionary")


def told(html: str, language: str, names=()) -> str:
    found = problems(texts_of(html, AS_WRITTEN), language, names)
    return "\n".join(dict.fromkeys(map(str, found)))


def said_as_messages(estimates):
    """The fixture's rows say their methods in English text; those of a run are messages."""
    made = estimates.copy()
    plain = {name: made[name].astype("string").str.contains('"plain"', na=False) for name in SPOKEN.values()}
    for name, where in plain.items():
        stored = to_json([message("wilson-interval")]) if name == "method_messages" else pd.NA
        made.loc[where, name] = stored
    made.loc[plain["warnings_messages"], "warnings"] = pd.NA
    return made


def report_of(estimates, context, folder) -> str:
    estimates = said_as_messages(estimates)
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
def test_the_page_of_the_checks(language):
    manifest = read_manifest(ROOT / "data/cohorts/voorzorg_rct/cohort.yaml")
    assert told(quality_page(manifest, findings(), language), language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trials_report(estimates, tmp_path, language):
    context = replace(make_context(language), quality=findings().frame())
    assert told(report_of(estimates, context, tmp_path), language) == ""


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
def test_the_business_case(tmp_path, language):
    """Places in sources are called as the sources call them."""
    figures = Figures.of(read_figures(ROOT / "data" / "published"))
    inputs = read_inputs(INPUTS, figures)
    case = evaluate(inputs, [Municipality("Weert", 467, year=2021)], 20080901, figures)
    named = replace(case, names=read_names(ROOT / "data" / "published"))
    path = write_case(named, language, tmp_path / "report.html")
    html = path.read_text(encoding="utf-8")
    folders = (ROOT / "data" / "published", ROOT / "data" / "economics")
    files = [path for folder in folders for path in folder.iterdir() if path.suffix in (".csv", ".yaml")]
    written = [path.read_text(encoding="utf-8") for path in files]
    assert told(html, language, written) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_published_figures(tmp_path, language):
    """Names of programmes and journals are those of the sources."""
    folder = ROOT / "data" / "published"
    figures = read_figures(folder)
    path = tmp_path / "report.html"
    write_evidence_report(audit(figures, folder), synthesise(figures, folder), folder, language, path)
    with (folder / "interventions.csv").open(encoding="utf-8") as file:
        programmes = [row["name"] for row in csv.DictReader(file)]
    known = [*programmes, "Review Family Practice 2015", "training", "home start", "ouder baby"]
    assert told(path.read_text(encoding="utf-8"), language, known) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook(estimates, tmp_path, language, monkeypatch):
    for part in ("config.yaml", "notebooks", "data/cohorts"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, tmp_path / part)
    folder = tmp_path / "results" / "voorzorg_rct"  # config.yaml says nl: the run's language is another's
    folder.mkdir(parents=True)
    rows = said_as_messages(estimates)
    write(rows[rows["estimate"].notna() | rows["warnings"].notna()], folder / "estimates.csv")
    monkeypatch.chdir(tmp_path)
    for name in ("VOORZORG_ROOT", "VOORZORG_COHORT", "VOORZORG_LANGUAGE"):
        monkeypatch.setitem(os.environ, name, "")
    monkeypatch.setenv("MPLBACKEND", "Agg")
    notebook, executed = f"notebooks/trial.{language}.ipynb", tmp_path / "o.ipynb"
    execute(notebook, "voorzorg_rct", language, executed, tmp_path / "o.html")
    html = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in html
    found = problems(texts_of(html, ("prompt", "highlight")), language, ["intervention"])  # the rows' own arm
    assert "\n".join(dict.fromkeys(map(str, found))) == ""
