"""The command itself: help, exit codes, a fast start, schemas and dictionary."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from cohort_files import CohortFiles

from voorzorg.cli import COMMANDS, main
from voorzorg.cli.schema import schemas

ROOT = Path(__file__).resolve().parents[2]


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in COMMANDS)


def test_every_command_has_its_module_and_every_module_its_command() -> None:
    shared = {"__init__", "finding"}
    modules = {path.stem for path in (ROOT / "src" / "voorzorg" / "cli").rglob("*.py")} - shared
    assert {name.replace("-", "_") for name in COMMANDS} == modules


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"run"}))  # whose words are snakemake's
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    assert "usage: voorzorg" in capsys.readouterr().out


def test_a_wrong_command_line_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["chekc"]) == 2
    assert "there are: check" in capsys.readouterr().err


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from voorzorg.cli import main; main(['--help']); "
        "sys.exit(any(name in sys.modules for name in ('pandas', 'numpy', 'pydantic')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_what_a_run_reads_before_it_starts_imports_nothing_heavy() -> None:
    code = (
        "import sys; from voorzorg.cli import run; from voorzorg.cohorts import places; "
        "from voorzorg.instruments import store; from voorzorg.present import captions; "
        "sys.exit(any(name in sys.modules for name in ('pandas', 'pyarrow', 'numpy', 'scipy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_cohort_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "no such folder" in capsys.readouterr().err


def test_data_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cohort = CohortFiles(tmp_path / "demo")
    cohort.folder.mkdir()
    cohort.write_manifest()

    assert main(["check", str(cohort.folder)]) == 1
    told = capsys.readouterr().err
    assert "none of the files of 'demo' is there" in told and "--data" in told


def test_data_may_stand_elsewhere(tmp_path: Path) -> None:
    cohort = CohortFiles(tmp_path / "data")
    cohort.write()
    (tmp_path / "cohort.yaml").write_text((cohort.folder / "cohort.yaml").read_text())

    assert main(["check", str(tmp_path / "cohort.yaml"), "--data", str(cohort.folder)]) == 0
    assert main(["check", str(tmp_path / "cohort.yaml"), "--data", str(tmp_path / "none")]) == 1


def test_the_page_of_findings_is_one_file(tmp_path: Path) -> None:
    cohort = CohortFiles(tmp_path / "demo")
    cohort.people.loc[1, "leeftijd"] = 90
    page = tmp_path / "page.html"

    assert main(["check", str(cohort.write()), "--html", str(page)]) == 1

    text = page.read_text(encoding="utf-8")
    assert "impossible value" in text and "leeftijd" in text
    assert "<script" not in text and "http" not in text


def test_the_dictionary_is_in_two_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cohort = CohortFiles(tmp_path / "demo")
    cohort.manifest["variables"]["age"]["label"] = {"nl": "Leeftijd", "en": "Age"}

    assert main(["dictionary", str(cohort.write())]) == 0

    table = pd.read_csv(StringIO(capsys.readouterr().out)).set_index(["table", "variable"])
    assert table.loc[("participants", "age"), ["label_nl", "label_en"]].tolist() == ["Leeftijd", "Age"]
    assert table.loc[("participants", "report_event"), "label_en"] == "Melding (yes/no)"
    assert table.loc[("waves", "smoking"), "codes_nl"] == "0 = nee; 1 = ja"
    assert "birth" not in table.index.get_level_values("variable")


def test_the_committed_schemas_are_those_of_the_models() -> None:
    stale = [
        name
        for name, text in schemas().items()
        if (ROOT / "workflow" / "schemas" / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run 'voorzorg schema'"


def test_every_setting_says_what_it_means() -> None:
    silent = [
        f"{name}: {title}.{setting}"
        for name, text in schemas().items()
        for title, model in {"": json.loads(text), **json.loads(text).get("$defs", {})}.items()
        for setting, field in model.get("properties", {}).items()
        if len(field.get("description", "")) < 5
    ]
    assert not silent, "give it Field(description=...)"


def test_schemas_accept_what_the_models_accept() -> None:
    cohort = json.loads(schemas()["cohort.schema.json"])
    label = cohort["$defs"]["Variable"]["properties"]["label"]
    assert {"type": "string"} in label["anyOf"]


def test_schemas_are_written_where_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--out", str(tmp_path), "--check"]) == 1
    assert not list(tmp_path.iterdir())
    assert main(["schema", "--out", str(tmp_path)]) == 0
    assert main(["schema", "--out", str(tmp_path), "--check"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_home_that_cannot_be_written_is_replaced(tmp_path, monkeypatch) -> None:
    from voorzorg.cli.run import _writable_home

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "own"))
    assert _writable_home() == {}
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HOME", str(tmp_path / "file" / "home"))
    instead = _writable_home()
    assert Path(instead["HOME"]).is_dir()
    assert Path(instead["HOME"]).is_relative_to(tmp_path)
