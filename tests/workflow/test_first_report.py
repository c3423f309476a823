"""docs/first-report.md and docs/nl/eerste-rapport.md, to the letter: two edits from a file to a report."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from voorzorg.cli import main
from voorzorg.config import read_config

ROOT = Path(__file__).parents[2]
ENGLISH = "first-report.md"
#: Each page, and what ``check`` says before the edits in its language.
PAGES = {
    ENGLISH: (": 24 participants", "Not called fit yet: 1 question is open"),
    "nl/eerste-rapport.md": (": 24 deelnemers", "Nog niet goedgekeurd: 1 vraag staat open"),
}
pytestmark = pytest.mark.workflow


def blocks(page: str, kind: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def project_language() -> str:
    return read_config("config.yaml").language


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("Snakefile", "environment.yml", "config.yaml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("workflow", "scripts", "notebooks", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("voorzorg.config.configured_language", project_language)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_two_edits_lead_from_a_file_to_fit(
    page: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, before, after, _ = blocks(page, "sh")
    assert main(draft.split()[1:]) == 0
    assert main(before.split()[1:]) == 0
    said = capsys.readouterr().out
    for told in PAGES[page]:
        assert told in said
    manifest = project / "data/cohorts/oudercursus/cohort.yaml"
    text = manifest.read_text(encoding="utf-8")
    edits = blocks(page, "diff")
    assert len(edits) == 2
    for edit in edits:
        old, new = (line[2:] for line in edit.splitlines())
        assert text.count(old) == 1
        text = text.replace(old, new)
    manifest.write_text(text, encoding="utf-8")

    assert main(after.split()[1:]) == 0

    (promised,) = blocks(page, "text")
    assert promised.strip() in capsys.readouterr().out


def test_the_report_is_made(project: Path) -> None:
    for command in blocks(ENGLISH, "sh")[:1]:
        assert main(command.split()[1:]) == 0
    manifest = project / "data/cohorts/oudercursus/cohort.yaml"
    text = manifest.read_text(encoding="utf-8")
    for edit in blocks(ENGLISH, "diff"):
        old, new = (line[2:] for line in edit.splitlines())
        text = text.replace(old, new)
    manifest.write_text(text, encoding="utf-8")

    assert main([*blocks(ENGLISH, "sh")[-1].split()[1:], "--cores", "1"]) == 0

    report = (project / "results/oudercursus/report.html").read_text(encoding="utf-8")
    assert "moeder" not in report and "ipv_" not in report
    assert "Nameting" in report
