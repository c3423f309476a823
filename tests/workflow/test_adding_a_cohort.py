"""docs/adding-a-cohort.md, followed to the letter: its commands, its draft, its manifest, its numbers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "adding-a-cohort.md").read_text(encoding="utf-8")
REFERENCE = pd.read_csv(ROOT / "tests/reference/cohorts/respiratory.csv", keep_default_na=False)
RESULTS = Path("results", "respiratory")
pytestmark = pytest.mark.workflow


def blocks(kind: str) -> list[str]:
    """Fenced blocks of the document with this word behind the fence."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", DOCUMENT, flags=re.DOTALL | re.MULTILINE)


def follow(folder: Path, command: str) -> str:
    """Run a command of the document as a reader would: the installed programs, in the project's folder."""
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": programs + os.pathsep + os.environ["PATH"]}
    environment["PYTHONPATH"] = str(folder / "src")
    environment.pop("VOORZORG_KEY", None)
    done = subprocess.run(
        command.split(), cwd=folder, env=environment, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The project's files, after every step of the document; and what each step said."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("Snakefile", "environment.yml", "config.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("workflow", "scripts", "src", "data", "notebooks"):
        ignored = shutil.ignore_patterns("__pycache__", "raw", "private")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    draft, check, report = blocks("sh")
    (manifest,) = blocks('yaml title="cohort.yaml, finished"')
    said = {"draft": follow(folder, draft)}
    path = folder / "data" / "cohorts" / "respiratory" / "cohort.yaml"
    said["drafted"] = path.read_text(encoding="utf-8")
    path.write_text(manifest, encoding="utf-8")
    said["check"] = follow(folder, check)
    said["report"] = follow(folder, report)
    return folder, said


def test_the_draft_is_the_one_shown(followed: tuple[Path, dict[str, str]]) -> None:
    assert followed[1]["drafted"] == blocks('yaml title="cohort.yaml, drafted"')[0]


def test_the_check_ends_as_shown(followed: tuple[Path, dict[str, str]]) -> None:
    assert blocks("text")[0].strip() in followed[1]["check"]


def test_the_report_stands_by_itself(followed: tuple[Path, dict[str, str]]) -> None:
    page = (followed[0] / RESULTS / "report.html").read_text(encoding="utf-8")
    for text in ("Nieuw middel", "Goede ademhaling", "Bezoek 4", "Ademhaling"):
        assert text in page
    assert "sinds de geboorte" not in page
    assert not re.search(r'(src|href)="https?://[^"]+\.(js|css|png|svg)"', page)


def test_the_numbers_are_those_of_r(followed: tuple[Path, dict[str, str]]) -> None:
    """Counts exactly; standardised risks to ten digits; odds ratios (glmer, 25 points) to four."""
    rows = pd.read_csv(followed[0] / RESULTS / "estimates.csv", low_memory=False)
    rows = rows[rows["outcome"] == "good_status"]
    assert set(rows["data_kind"]) == {"real"}
    standardised = rows["analysis"] == "adjusted"
    multilevel = rows["analysis"] == "multilevel"

    def estimate(chosen: pd.Series, estimand: str, wave: str) -> float:
        found = rows[chosen & (rows["estimand"] == estimand) & (rows["wave"].fillna("") == wave)]
        assert len(found) == 1
        return float(found["estimate"].iloc[0])

    for wave, what, value in REFERENCE.itertuples(index=False):
        expected = float(value)
        if what.startswith(("n_", "events_")):
            counts = rows.loc[
                standardised & (rows["estimand"] == "risk_ratio") & (rows["wave"] == wave), what
            ]
            assert counts.tolist() == [expected]
        elif what.startswith("adjusted_"):
            got = estimate(standardised, what.removeprefix("adjusted_"), wave)
            assert got == pytest.approx(expected, rel=1e-10)
        elif what == "multilevel_odds_ratio":
            assert estimate(multilevel, "odds_ratio", wave) == pytest.approx(expected, rel=1e-4)
        else:
            assert estimate(multilevel, what, wave) == pytest.approx(expected, rel=1e-4)


def test_the_table_of_the_document_is_that_of_r() -> None:
    values = {(wave, what): value for wave, what, value in REFERENCE.itertuples(index=False)}
    rows = re.findall(
        r"^\| (\d) \| (\d+) of (\d+) \| (\d+) of (\d+) \| ([\d.]+) \| ([\d.]+) \|$", DOCUMENT, re.M
    )
    assert len(rows) == 4
    for visit, *counts, risk_ratio, odds_ratio in rows:
        wave = f"visit{visit}"
        names = ("events_treated", "n_treated", "events_reference", "n_reference")
        assert [int(float(values[wave, name])) for name in names] == [int(count) for count in counts]
        assert f"{float(values[wave, 'adjusted_risk_ratio']):.2f}" == risk_ratio
        assert f"{float(values[wave, 'multilevel_odds_ratio']):.2f}" == odds_ratio
