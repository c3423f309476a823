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

from voorzorg import config
from voorzorg.cohorts.places import TAKEN
from voorzorg.config import read_config
from voorzorg.errors import UserError
from voorzorg.home import found, home
from voorzorg.jobs import PROBLEMS
from voorzorg.messages import message, render

_HELP = """usage: voorzorg run [TARGET ...] [OPTION ...]

Makes what is asked for and not there yet, or no longer of these data and settings.
Without a target: everything.

targets
  results/NAME/report.html     one cohort, from its files to the report
  results/evidence/report.html the published figures and their audit
  results/economics/report.html the business case

options that are often of use (all of Snakemake's are passed on)
  --cores N        how many jobs at the same time (default: as the profile says)
  --dry-run, -n    say what would be done, and do nothing
  --keep-going, -k go on with other cohorts when one cannot be made
  --forceall, -F   make everything again
  --rerun-incomplete  after a run that was killed (done by itself as well)

The last line says where the report is. 'snakemake --help' lists every option, docs/outputs.md what a
run makes."""


def pass_on(words: list[str]) -> int:
    """Run the workflow in this folder with ``words`` for Snakemake and return its exit code.

    The workflow is this folder's ``Snakefile``, which may be one that imports ours, or else the project's.
    What went wrong is told at the end; a cohort whose manifest is wrong does not stop the others.
    """
    if _names(words, "--help", "-h"):
        print(_HELP)
        return 0
    if not _names(words, "--snakefile", "-s"):
        snakefile = found("Snakefile")
        configured = _names(words, "--config", "--configfile", "--configfiles")
        if snakefile.resolve().parent == home() and not configured:
            read_config()  # another workflow's configuration is its own
        words = ["--snakefile", str(snakefile), *words]
    if not _names(words, "--profile", "--workflow-profile"):
        words = ["--workflow-profile", str(found("workflow/profiles/default")), *words]
    with _only_run(), tempfile.TemporaryDirectory() as folder:
        problems = Path(folder, "problems")
        environment = os.environ | _writable_home() | {PROBLEMS: str(problems)}
        snakemake = [sys.executable, "-m", "snakemake"]
        if any(Path(".snakemake", "locks").glob("*")):
            unlock = [*snakemake, *words, "--unlock", "--quiet", "all"]  # which needs the workflow as well
            subprocess.run(unlock, check=False, env=environment)
        code = subprocess.run([*snakemake, *words], check=False, env=environment).returncode
        if problems.exists():
            text = "\n\n".join([problems.read_text(encoding="utf-8").strip(), *_earlier_reports()])
            title = render(
                message("run-stopped" if code else "run-ended-not-all"), config.configured_language()
            )
            print(f"\n{title}\n\n{text}", file=sys.stderr)
            code = code or 1
    if not code and not _names(words, "--dry-run", "--dryrun", "-n"):
        _say_where(words)
    return code


def _say_where(words: list[str]) -> None:
    """The pages that were asked for, or all that are there, as the last lines of a run."""
    asked = [Path(word) for word in words if word.endswith(".html")]
    pages = [page for page in asked if page.is_file()] or sorted(Path("results").glob("*/report.html"))
    if pages:
        shown = ", ".join(str(page) for page in pages[:6])
        print(render(message("run-report", pages=shown), config.configured_language()), flush=True)


def _names(words: list[str], *options: str) -> bool:
    """Whether one of the options is among the words, alone or as ``--option=value``."""
    return any(word.partition("=")[0] in options for word in words)


def _writable_home() -> dict[str, str]:
    """A home for what Snakemake and matplotlib keep there, where the user's cannot be written."""
    try:
        home = Path.home()
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return {}
    except (OSError, RuntimeError):
        own = Path(".snakemake", "home").resolve()
        own.mkdir(parents=True, exist_ok=True)
        return {
            "HOME": str(own),
            "XDG_CACHE_HOME": str(own / ".cache"),
            "MPLCONFIGDIR": str(own / "matplotlib"),
        }


def _earlier_reports() -> list[str]:
    """Reports of cohorts whose data did not come in: Snakemake deletes tidy data, not the report."""
    old = [
        report
        for report in sorted(Path("results").glob("*/report.html"))
        if report.parent.name not in TAKEN and not (report.parent / "tidy" / "participants.parquet").exists()
    ]
    language = config.configured_language()
    return [render(message("run-earlier-report", report=str(report)), language) for report in old]


@contextmanager
def _only_run() -> Iterator[None]:
    """Hold the folder's run lock; refuse when another process does."""
    path = Path(".snakemake", "voorzorg.lock")
    path.parent.mkdir(exist_ok=True)
    with path.open("a+b") as stream:
        try:
            _lock(stream.fileno())
        except OSError:
            raise UserError(message("refused-another-run")) from None
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
