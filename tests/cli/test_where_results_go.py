"""Where a command writes when nobody says where, and that it writes there and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from voorzorg.cli import main

ROOT = Path(__file__).resolve().parents[2]
STUDY = """
name: tiny
title: Tiny
outcome: smoking
methods: [two_arm]
replications: 4
blocks: 2
seed: 11
setting: {families: 40, reference_risk: 0.5, effect: {odds_ratio: 0.2}}
"""
TABLES = ["performance.csv", "provenance.json", "report.html", "true.csv"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with configuration and data of the project, in which commands are given."""
    for name in ("config.yaml", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(STUDY, encoding="utf-8")
    return tmp_path


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class TestPower:
    @pytest.mark.parametrize(
        ("words", "folder", "language"),
        [((), "results/studies/tiny", "nl"), (("--out", "here", "--language", "en"), "here", "en")],
    )
    def test_the_folder(self, project: Path, words, folder, language, capsys) -> None:
        assert main(["power", "tiny.yaml", *words]) == 0
        made = written(project / folder)
        assert set(TABLES) <= set(made)
        told = capsys.readouterr().out
        assert "1 scenarios of 4 simulated trials each" in told
        assert f"in {folder}" in told
        assert "with 40 families: rejected in " in told
        assert "about" not in told  # one size does not tell how many are enough
        named = told.split("written: ")[1].split(" in ")[0].split(", ")
        assert sorted([*named, "provenance.json"]) == made
        others = {path.name for path in project.iterdir()} - {"config.yaml", "data", "tiny.yaml"}
        assert others == {folder.split("/")[0]}
        record = json.loads((project / folder / "provenance.json").read_text(encoding="utf-8"))
        assert record["configuration"] == {"seed": 11}
        assert [Path(name).name for name in record["inputs"]] == ["tiny.yaml"]
        rows = pd.read_csv(project / folder / "performance.csv")
        assert (rows["replications"] == 4).all()
        page = (project / folder / "report.html").read_text(encoding="utf-8")
        assert f'lang="{language}"' in page

    @pytest.mark.parametrize("cores", ["0", "-1"])
    def test_no_cores(self, project: Path, cores: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["power", "tiny.yaml", f"--cores={cores}"]) != 0
        assert "--cores is at least 1" in capsys.readouterr().err
        assert not (project / "results").exists()
