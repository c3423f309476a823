"""The pages that a run makes of every shipped cohort, from small data: all in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from language_walk import problems, texts_of

from voorzorg.analyses.multiplicity import adjust_p_values
from voorzorg.analyses.participation.stage import describe_cohort
from voorzorg.analyses.run import estimate_family, joined
from voorzorg.analyses.study import Study
from voorzorg.cohorts.checks.findings import Findings
from voorzorg.cohorts.checks.page import quality_page
from voorzorg.cohorts.harmonise.ingest import Ingested, ingest
from voorzorg.cohorts.harmonise.tidy import write_tidy
from voorzorg.cohorts.manifest.model import Manifest, read_manifest
from voorzorg.config import Config, parse_config
from voorzorg.config_coverage import left_out
from voorzorg.evidence.comparison.judge import compare
from voorzorg.evidence.comparison.named import with_names
from voorzorg.evidence.figures.loader import read_figures
from voorzorg.evidence.figures.names import read_names
from voorzorg.present.context import read_context
from voorzorg.present.figures import write_figures
from voorzorg.present.plan.write import write_plan
from voorzorg.present.report import write_report
from voorzorg.present.tables import write_tables
from voorzorg.synthetic import generate

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "data" / "published"
SETTINGS = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
COHORTS = sorted(path.parent.name for path in (ROOT / "data" / "cohorts").glob("*/cohort.yaml"))
#: Of a trial these families stand for the others: what takes long is shown from rows elsewhere.
OF_A_TRIAL = ("maltreatment", "birth", "breastfeeding")
#: Sources are called as they call themselves.
NAMES = ("Review Family Practice 2015",)
#: Parts of a page that hold what somebody wrote in one language: the record of a run.
AS_WRITTEN = ("provenance", "dictionary")


@dataclass(frozen=True)
class Made:
    """A cohort's own data, checked and estimated."""

    manifest: Manifest
    config: Config
    ingested: Ingested
    findings: Findings
    estimates: pd.DataFrame
    comparison: Path | None


def settings(language: str) -> dict[str, Any]:
    return SETTINGS | {"language": language}


@pytest.fixture(scope="module", params=COHORTS)
def made(request, tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp(request.param)
    home = ROOT / "data" / "cohorts" / request.param
    manifest = read_manifest(home / "cohort.yaml")
    config = parse_config(settings("nl"))
    generate(home, folder / "raw", seed=1, published_dir=PUBLISHED, n=80 if manifest.arms else None)
    ingested = ingest(manifest, folder / "raw", key=b"k" * 32)
    write_tidy(ingested, folder / "tidy")
    configured = [ROOT / "data" / "cohorts" / name / "cohort.yaml" for name in config.cohorts]
    unmet = left_out(config, manifest, set(ingested.participants), set(ingested.waves), configured)
    study = Study.read(manifest, folder / "tidy", config, "synthetic")
    families = OF_A_TRIAL if manifest.arms else of_every_sort(study)
    parts = [describe_cohort(study), *(estimate_family(study, name, pooled=False) for name in families)]
    estimates = adjust_p_values(joined(parts, []), manifest.plan.primary)
    comparison = None
    if manifest.published:
        table = with_names(compare(estimates, read_figures(PUBLISHED), manifest), read_names(PUBLISHED))
        comparison = folder / "comparison.csv"
        table.to_csv(comparison, index=False)
    findings = Findings([*ingested.findings, *unmet])
    return Made(manifest, config, ingested, findings, estimates, comparison)


def of_every_sort(study: Study) -> list[str]:
    """Families that together ask for every analysis that a study asks for."""
    asked: dict[str, set[str]] = {}
    for key, outcome in study.outcomes.items():
        asked.setdefault(outcome.family, set()).update(study.manifest.analyses_of(key, outcome))
    chosen: list[str] = []
    for family in sorted(asked, key=lambda one: -len(asked[one])):
        if not asked[family] <= set().union(*(asked[one] for one in chosen)):
            chosen.append(family)
    return chosen


def told(html: str, language: str) -> str:
    return "\n".join(dict.fromkeys(map(str, problems(texts_of(html, AS_WRITTEN), language, NAMES))))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_its_report_tables_and_figures(made, language, tmp_path, monkeypatch):
    monkeypatch.setattr("voorzorg.present.figures.files.SUFFIXES", ("svg",))
    monkeypatch.setattr("voorzorg.present.figures.files.JOURNAL", ())
    monkeypatch.setattr("voorzorg.present.tables.write_word", lambda _, path: path.touch())  # the same tables
    context = read_context(
        settings(language),
        made.manifest,
        "synthetic",
        comparison=made.comparison,
        quality=made.findings.frame(),
        dictionary=made.ingested.dictionary,
    )
    write_figures(made.estimates, context, tmp_path / "figures")
    write_tables(made.estimates, context, tmp_path / "tables")
    write_report(made.estimates, context, tmp_path / "figures", tmp_path / "tables", tmp_path / "report.html")
    pages = [*tmp_path.rglob("*.html"), *tmp_path.rglob("*.svg")]
    assert len(pages) > 10
    assert {page.name: told(page.read_text(encoding="utf-8"), language) for page in pages} == {
        page.name: "" for page in pages
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_of_its_checks(made, language):
    assert told(quality_page(made.manifest, made.findings, language), language) == ""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_its_analysis_plan(made, language, tmp_path):
    write_plan(made.manifest, made.config, tmp_path)
    assert told((tmp_path / f"plan.{language}.html").read_text(encoding="utf-8"), language) == ""
