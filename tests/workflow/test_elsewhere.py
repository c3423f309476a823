"""The workflow in folders that are not its own: a study's folder, and another workflow that imports it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

from voorzorg.cli import main

ROOT = Path(__file__).parents[2]
TIDY = "results/late_start/tidy/participants.parquet"
pytestmark = pytest.mark.workflow


def run(folder: Path, *words: str) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    assert main(["new", str(folder)]) == 0
    return folder


def test_a_new_study_has_what_a_person_changes_and_nothing_else(study: Path) -> None:
    there = {path.relative_to(study).as_posix() for path in study.rglob("*") if path.is_file()}
    assert there == {"config.yaml", "README.md", ".gitignore"}
    assert main(["new", str(study)]) == 1  # what is there stays


def test_one_broken_cohort_is_told_and_the_others_are_made(study: Path, capsys) -> None:
    broken = study / "data" / "cohorts" / "broken" / "cohort.yaml"
    broken.parent.mkdir()
    broken.write_text("name: broken\narms: 3\n", encoding="utf-8")
    content = yaml.safe_load((study / "config.yaml").read_text(encoding="utf-8"))
    content["cohorts"] = {"broken": {}, "late_start": {"data": "synthetic"}}
    (study / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")

    done = run(study, "voorzorg", "run", "--cores", "1", TIDY)

    assert done.returncode == 1
    assert "broken doet in deze run niet mee" in done.stderr
    assert "arms" in done.stderr.partition("broken doet in deze run niet mee")[2]
    assert done.stderr.count("doet in deze run niet mee") == 1
    assert len(pd.read_parquet(study / TIDY)) > 0

    asked = run(study, "voorzorg", "run", "--cores", "1", "results/broken/estimates.csv")
    assert asked.returncode == 1
    assert not (study / "results" / "broken").exists()


def test_another_workflow_takes_the_rules_under_names_of_its_own(tmp_path: Path) -> None:
    content = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    content["cohorts"] = {"late_start": {"data": "synthetic"}}
    (tmp_path / "mine.yaml").write_text(yaml.safe_dump({"other": 1, "trial": content}), encoding="utf-8")
    (tmp_path / "Snakefile").write_text(
        f"""
configfile: "mine.yaml"

module voorzorg:
    snakefile: "{ROOT / "Snakefile"}"
    config: config["trial"]

use rule * from voorzorg as voorzorg_*

rule count:
    default_target: True
    input: "results/late_start/tidy/parts/description.parquet"
    output: "counted.txt"
    shell: "echo done > {{output}}"
""",
        encoding="utf-8",
    )

    done = run(tmp_path, "snakemake", "--cores", "1", "--quiet", "all")

    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "counted.txt").exists()


def test_the_snakefile_works_on_another_folder(tmp_path: Path) -> None:
    shutil.copy(ROOT / "config.yaml", tmp_path)

    words = (
        "--snakefile",
        str(ROOT / "Snakefile"),
        "--directory",
        str(tmp_path),
        "--dry-run",
        "--quiet",
        "host",
    )
    done = run(ROOT, "snakemake", *words, "--", "results/voorzorg_rct/notebook.html")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "execute_notebook" in done.stdout + done.stderr
    assert not (tmp_path / "results").exists()
