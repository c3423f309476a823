"""The workflow on two cores with all outputs absent, then a second run; processor time and memory per rule.

    python -m benchmarks.workflow [--repeats 1]

Runs in a copy of the project's workflow, data and configuration, so that results/ is left alone. The bars,
on two idle cores: 60 s of wall time for the first run, 5 s for the second, 1 GB of memory at the peak of any
job. On a busy machine processor time is the steadier number: half of it is what two idle cores cannot beat.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.measure import ROOT, Used, publish, python, run

NEEDED = ("Snakefile", "config.yaml", "workflow", "scripts", "notebooks", "environment.yml", "src")


def copy_project(folder: Path) -> None:
    """What the workflow reads, compiled modules included; real raw files and results stay behind."""
    for name in NEEDED:
        here = ROOT / name
        if here.is_dir():
            shutil.copytree(here, folder / name)
        elif here.exists():
            shutil.copy(here, folder / name)
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("raw", "private"))


def workflow(folder: Path) -> Used:
    """One run with two cores."""
    command = "import os, sys; os.chdir(sys.argv.pop(1)); from voorzorg.cli import main; sys.exit(main())"
    # The copy's own library: an edit of the project's between the runs would make the second one work again.
    return run(python("-c", command, folder, "run", "--cores", "2"), PYTHONPATH=str(folder / "src"))


def rules(folder: Path) -> list[dict[str, object]]:
    """Wall time, processor time and peak memory of every job, largest first, as Snakemake measured them."""
    rows = []
    for path in sorted(folder.glob("results/*/benchmarks/*.tsv")):
        with path.open(encoding="utf-8") as stream:
            used = list(csv.DictReader(stream, delimiter="\t"))[-1]
        name = f"{path.parts[-3]}: {path.stem}"
        rows.append(
            {
                "what": name,
                "wall s": float(used["s"]),
                "cpu s": float(used["cpu_time"]),
                "peak MB": float(used["max_rss"]),
            }
        )
    return sorted(rows, key=lambda row: -float(str(row["cpu s"])))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=1)
    given = parser.parse_args(arguments)
    first: list[Used] = []
    second: list[Used] = []
    for _ in range(given.repeats):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            copy_project(folder)
            first.append(workflow(folder))
            jobs = rules(folder)
            second.append(workflow(folder))
    whole = [
        {
            "what": what,
            "wall s": statistics.median(u.wall for u in used),
            "cpu s": statistics.median(u.cpu for u in used),
            "peak MB": max(u.peak_mb for u in used),
        }
        for what, used in (("first run", first), ("second run", second))
    ]
    publish("workflow", [*whole, *jobs])


if __name__ == "__main__":
    main()
