"""A rule re-runs when, and only when, source that it can reach by import has changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voorzorg.provenance import files_below, record

ROOT = Path(__file__).parents[1]


@pytest.fixture
def library(tmp_path):
    """A copy of the library and its scripts, hashed in a process of its own."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
    )
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    return tmp_path


def hashes(folder: Path) -> dict[str, str]:
    scripts = sorted(path.name for path in (folder / "scripts").glob("*.py"))
    code = (
        f"import sys, json; sys.path.insert(0, {str(folder / 'src')!r}); "
        "from voorzorg.provenance import source_hash; "
        f"print(json.dumps({{s: source_hash({str(folder / 'scripts')!r} + '/' + s) for s in {scripts!r}}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def changed(folder: Path, module: str) -> set[str]:
    before = hashes(folder)
    path = folder / "src" / "voorzorg" / module
    path.write_bytes(path.read_bytes() + b"\n")
    after = hashes(folder)
    return {Path(script).stem for script in before if before[script] != after[script]}


def test_the_same_source_gives_the_same_hash(library):
    assert hashes(library) == hashes(library)


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("analyses/two_arms/unadjusted.py", {"estimate"}),
        ("analyses/participation/describe.py", {"describe"}),
        ("statistics/multilevel/likelihood/adaptive/two_level.py", {"estimate"}),
        ("statistics/repeated/gee.py", {"estimate"}),  # imported inside a function
        ("evidence/arithmetic/grim.py", {"audit"}),
        ("present/words/messages/nl/report.ftl", {"figures", "tables", "report", "evidence_report"}),
    ],
)
def test_a_change_reaches_the_scripts_that_import_it(library, module, expected):
    found = changed(library, module)
    assert expected <= found
    assert not found & ({"synthesise", "ingest"} | ({"estimate"} - expected))


def test_files_of_one_name_in_two_folders_have_a_checksum_each(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "elsewhere" / "secure"
    for folder in ("a", "b"):
        (data / folder).mkdir(parents=True)
        (data / folder / "m6.csv").write_text(folder, encoding="utf-8")
    manifest = tmp_path / "data" / "cohorts" / "demo" / "cohort.yaml"
    manifest.parent.mkdir(parents=True)
    manifest.touch()

    inputs = record([manifest, *files_below(data)], {}, data)["inputs"]

    assert set(inputs) == {"data/cohorts/demo/cohort.yaml", "a/m6.csv", "b/m6.csv"}
    assert inputs["a/m6.csv"] != inputs["b/m6.csv"]


def test_where_participants_data_lie_is_not_recorded(tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    secure = tmp_path / "ministry" / "secure"
    secure.mkdir(parents=True)
    (secure / "m6.csv").touch()

    assert "ministry" not in json.dumps(record(files_below(secure), {}, secure))


def test_the_contract_reaches_everything_downstream(library):
    found = changed(library, "estimates/schema.py")
    assert {"estimate", "describe", "combine", "tables", "figures", "report"} <= found
