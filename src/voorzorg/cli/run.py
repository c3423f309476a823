"""``voorzorg run``: the workflow, safe to interrupt and to start again.

Snakemake locks its folder with files, which a killed run leaves behind, so that the next one refuses to
start. Here a lock of the operating system, which dies with its process, says whether another run is at work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voorzorg.cohorts.places import EVIDENCE
from voorzorg.errors import UserError
from voorzorg.jobs import PROBLEMS


def pass_on(words: list[str]) -> int:
    """Run Snakemake in this folder with ``words`` and return its exit code; end with what went wrong."""
    if not Path("Snakefile").exists():
        raise UserError("no Snakefile here: run from the project's folder")
    if not any(word.startswith("--config") for word in words):
        _check_configuration()
    if not {"--profile", "--workflow-profile"} & set(words):
        words = ["--workflow-profile", "workflow/profiles/default", *words]
    with _only_run(), tempfile.TemporaryDirectory() as folder:
        problems = Path(folder, "problems")
        environment = os.environ | {PROBLEMS: str(problems)}
        snakemake = [sys.executable, "-m", "snakemake"]
        if any(Path(".snakemake", "locks").glob("*")):
            subprocess.run([*snakemake, "--unlock", "--quiet", "all"], check=False, env=environment)
        code = subprocess.run([*snakemake, *words], check=False, env=environment).returncode
        if problems.exists():
            text = "\n\n".join([problems.read_text(encoding="utf-8").strip(), *_earlier_reports()])
            print(f"\nThe run stopped.\n\n{text}", file=sys.stderr)
    return code


def _check_configuration() -> None:
    """Tell a mistake in config.yaml, or in a manifest that it lists, before Snakemake starts."""
    from voorzorg.cohorts.manifest.model import read_manifest
    from voorzorg.cohorts.places import COHORTS, check_folder, check_name
    from voorzorg.config import read_config

    for cohort, chosen in read_config().cohorts.items():
        check_name(cohort, read_manifest(COHORTS / cohort / "cohort.yaml"))
        check_folder(cohort, chosen.data)


def _earlier_reports() -> list[str]:
    """Reports of cohorts whose data did not come in: Snakemake deletes tidy data, not the report."""
    old = [
        report
        for report in sorted(Path("results").glob("*/report.html"))
        if report.parent.name != EVIDENCE and not (report.parent / "tidy" / "participants.parquet").exists()
    ]
    return [f"{report} is of an earlier run, not of these data." for report in old]


@contextmanager
def _only_run() -> Iterator[None]:
    """Hold the folder's run lock; refuse when another process does."""
    path = Path(".snakemake", "voorzorg.lock")
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as stream:
        try:
            _lock(stream.fileno())
        except OSError:
            raise UserError("another run is at work in this folder: wait for it, or stop it first") from None
        yield


def _lock(descriptor: int) -> None:
    """Take an exclusive lock without waiting; OSError when it is taken."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
