"""The workflow itself: it completes, repeats nothing, re-runs what depends on a change, and survives trouble.

Each test works in a copy of the project's files with a small configuration.
"""

import html
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
import yaml
from cohort_files import CohortFiles

ROOT = Path(__file__).parents[2]
ESTIMATES = "results/voorzorg_rct/estimates.csv"
pytestmark = pytest.mark.workflow

STOPPED = "De run is gestopt."  # config.yaml asks for Dutch


def copy_project(folder: Path) -> Path:
    for name in ("Snakefile", "environment.yml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("workflow", "scripts", "src", "data", "notebooks"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "raw", "private")
        )
    content = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    kept = ("breastfeeding", "breastfeeding_duration", "birth_weight")
    content["outcomes"] = {key: content["outcomes"][key] for key in kept}
    content["analysis"]["imputations"] = 2
    (folder / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def run(folder: Path, *words: str, **options) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    command = [sys.executable, "-c", "import sys; from voorzorg.cli import main; sys.exit(main())", "run"]
    return subprocess.run(
        [*command, "--cores", "2", *words],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=300, **options,
    )  # fmt: skip


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A copy in which the estimates were made."""
    folder = copy_project(tmp_path_factory.mktemp("project"))
    done = run(folder, ESTIMATES)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def project(finished, tmp_path):
    """The finished copy, to be changed by one test."""
    shutil.copytree(finished, tmp_path / "project", copy_function=shutil.copy2, symlinks=True)
    return tmp_path / "project"


def planned(folder: Path, target: str = ESTIMATES) -> dict[str, int]:
    """How many jobs of each rule a run would do."""
    done = run(folder, target, "--dry-run", "--quiet", "host")
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout + done.stderr
    return {
        rule: int(count)
        for rule, count in re.findall(r"^(\w+) +(\d+)$", said.partition("Job stats:")[2], re.M)
        if rule != "total"
    }


def test_a_second_run_has_nothing_to_do(finished):
    done = run(finished, ESTIMATES)
    assert done.returncode == 0
    assert "Nothing to be done" in done.stdout + done.stderr


def test_a_changed_outcome_estimates_its_family_again_and_no_other(project):
    path = project / "config.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["outcomes"]["birth_weight"]["better"] = "lower"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert planned(project) == {"estimate": 1, "combine": 1}


def test_another_covariate_makes_the_imputed_sets_again_which_every_family_uses(project):
    path = project / "config.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["outcomes"]["birth_weight"]["adjust"] = ["age"]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    assert planned(project) == {"impute": 1, "estimate": 2, "combine": 1}


def test_a_changed_library_module_runs_again_what_imports_it(project):
    module = project / "src" / "voorzorg" / "analyses" / "participation" / "describe.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert planned(project) == {"describe": 1, "combine": 1}


def test_a_changed_figure_module_leaves_the_estimates_alone(project):
    module = project / "src" / "voorzorg" / "present" / "figures" / "participants" / "flow.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert planned(project) == {}


def test_a_changed_manifest_label_reads_the_files_again(project):
    manifest = project / "data" / "cohorts" / "voorzorg_rct" / "cohort.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert "ingest" in planned(project)


@pytest.mark.parametrize("name", ["evidence_based_care", "evident"])
def test_a_cohort_may_be_called_almost_like_the_evidence(project, name):
    folder = project / "data" / "cohorts" / name
    shutil.copytree(project / "data" / "cohorts" / "voorzorg_rct", folder)
    manifest = folder / "cohort.yaml"
    text = manifest.read_text(encoding="utf-8").replace("name: voorzorg_rct", f"name: {name}", 1)
    manifest.write_text(text, encoding="utf-8")
    assert {"synthesise", "ingest", "report"} <= set(planned(project, f"results/{name}/report.html"))


def test_the_evidence_is_no_cohort(project):
    assert planned(project, "results/evidence/report.html") == {"audit": 1, "evidence_report": 1}


def test_a_killed_run_recovers_by_itself_and_ends_the_same(finished, tmp_path):
    folder = copy_project(tmp_path)
    command = [sys.executable, "-c", "import sys; from voorzorg.cli import main; sys.exit(main())", "run"]
    running = subprocess.Popen(
        [*command, "--cores", "2", ESTIMATES],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(folder / "src")}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    raw = folder / "results" / "voorzorg_rct" / "synthetic"
    deadline = time.monotonic() + 120
    while not any(raw.glob("*.sav")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not (folder / ESTIMATES).exists()
    done = run(folder, ESTIMATES)
    assert done.returncode == 0, done.stdout + done.stderr
    pd.testing.assert_frame_equal(pd.read_csv(folder / ESTIMATES), pd.read_csv(finished / ESTIMATES))


def test_two_runs_at_once_are_refused(project):
    lock = project / ".snakemake" / "voorzorg.lock"
    with lock.open("a+b") as stream:
        import fcntl

        fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
        done = run(project, ESTIMATES)
    assert done.returncode == 1
    assert "er loopt al een run" in done.stderr


def test_a_spoiled_file_stops_with_one_message_and_leaves_nothing_half_done(project):
    raw = project / "data" / "cohorts" / "voorzorg_rct" / "raw"
    shutil.copytree(project / "results" / "voorzorg_rct" / "synthetic", raw)
    wave = raw / "vz_t3_6maanden.sav"
    wave.write_bytes(wave.read_bytes()[:2000])
    shutil.rmtree(project / "results")
    content = yaml.safe_load((project / "config.yaml").read_text(encoding="utf-8"))
    content["cohorts"]["voorzorg_rct"]["data"] = "data/cohorts/voorzorg_rct/raw"
    (project / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    done = run(project, ESTIMATES)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "vz_t3_6maanden.sav" in said.split(STOPPED)[1]
    assert "Traceback" not in said
    assert not (project / ESTIMATES).exists()
    assert not list((project / "results" / "voorzorg_rct" / "tidy").glob("*.parquet"))


def test_a_full_disk_stops_the_run_and_room_lets_it_finish(finished, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs to be root")
    try:
        folder = copy_project(tmp_path)
        (folder / "results").symlink_to(disk)
        done = run(folder, ESTIMATES)
        assert done.returncode != 0
        assert "Traceback" not in done.stdout + done.stderr
        assert "no space left on the disk of" in done.stderr.split(STOPPED)[1]
        assert not (folder / ESTIMATES).exists()
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        done = run(folder, ESTIMATES)
        assert done.returncode == 0, done.stdout + done.stderr
        pd.testing.assert_frame_equal(pd.read_csv(folder / ESTIMATES), pd.read_csv(finished / ESTIMATES))
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("language: nl", "langauge: nl", "langauge: no such setting; did you mean 'language'?"),
        ("language: nl", "language: nl\nlanguage: en", "'language' staat hier en ook al op regel 40"),
        ("data: synthetic", "data: nowhere", "map nowhere van cohorts.voorzorg_rct.data bestaat niet"),
        ("data: synthetic", "data: config.yaml", "is een bestand, geen map"),
    ],
)
@pytest.mark.parametrize("command", ["voorzorg", "snakemake"])
def test_a_mistake_in_the_configuration_is_one_message(project, command, old, new, told):
    path = project / "config.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = run(project, ESTIMATES) if command == "voorzorg" else plain_snakemake(project)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert said.count(told) == 1
    assert not re.search(r"Traceback|File \"|WorkflowError|line \d+, in", said)


def plain_snakemake(folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "snakemake", "--dry-run", ESTIMATES],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(folder / "src")}, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip


def test_another_key_makes_other_pseudonyms_and_a_failed_run_says_what_is_old(tmp_path, monkeypatch):
    monkeypatch.delenv("VOORZORG_KEY", raising=False)
    folder = copy_project(tmp_path)
    cohort = folder / "data" / "cohorts" / "demo"
    CohortFiles(cohort / "raw").write()
    (cohort / "raw" / "cohort.yaml").rename(cohort / "cohort.yaml")
    people = folder / "results" / "demo" / "tidy" / "participants.parquet"
    target = str(people.relative_to(folder))

    assert not (cohort / "private").exists()
    assert planned(folder, target) == {"ingest": 1}
    assert not (cohort / "private").exists()  # a dry run makes no key
    assert run(folder, target).returncode == 0
    first = set(pd.read_parquet(people)["participant_id"])
    assert planned(folder, target) == {}

    monkeypatch.setenv("VOORZORG_KEY", "another long and secret key")
    assert run(folder, target).returncode == 0
    assert not first & set(pd.read_parquet(people)["participant_id"])

    (folder / "results" / "demo" / "report.html").write_text("of the earlier files")
    (cohort / "raw" / "m6.xlsx").unlink()
    done = run(folder, target)
    assert done.returncode != 0
    before, told = done.stderr.split(STOPPED)
    assert told.count("the file is not there") == 1
    assert "the file is not there" not in done.stdout + before
    assert "results/demo/report.html is van een eerdere run" in told

    monkeypatch.setenv("VOORZORG_KEY", "short")
    assert "too short" in run(folder, target).stderr


def test_a_wave_that_no_cohort_has_is_told_in_the_report(project):
    content = yaml.safe_load((project / "config.yaml").read_text(encoding="utf-8"))
    content["outcomes"]["breastfeeding"]["waves"] = ["m2", "m6x"]
    (project / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    done = run(project, "results/voorzorg_rct/report.html")
    assert done.returncode == 0, done.stdout + done.stderr
    report = html.unescape((project / "results/voorzorg_rct/report.html").read_text(encoding="utf-8"))
    assert "geen cohort van config.yaml heeft" in report
    assert "m6x" in report


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_report_is_one_file_that_needs_no_internet_and_says_synthetic(project, language):
    content = yaml.safe_load((project / "config.yaml").read_text(encoding="utf-8"))
    content["language"] = language
    (project / "config.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    done = run(project, "results/voorzorg_rct/report.html")
    assert done.returncode == 0, done.stdout + done.stderr
    report = (project / "results" / "voorzorg_rct" / "report.html").read_text(encoding="utf-8")
    assert {"nl": "Synthetische gegevens", "en": "Synthetic data"}[language] in report
    assert 'src="http' not in report
    assert 'rel="stylesheet" href="http' not in report
