"""Run a program in a process of its own and say what it used.

This module imports nothing large: Linux counts what a process held before it became another program towards
the peak memory of the latter.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class Used:
    """Seconds on the clock, seconds of processor time (user and system), peak resident memory in MB.

    Of the program and of the programs that it waited for; peak memory is that of the largest one. ``said`` is
    what it wrote.
    """

    wall: float
    cpu: float
    peak_mb: float
    said: str = ""


class ProgramError(RuntimeError):
    """The program ended with an error; the message has the end of what it wrote."""


def run(command: Sequence[str | Path], **environment: str) -> Used:
    """Run ``command`` in the project's folder, one thread, compiled modules allowed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=kept | ONE_THREAD | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode:
        raise ProgramError(f"{' '.join(map(str, command))}: status {process.returncode}\n{said[-3000:]}")
    return Used(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def python(*arguments: str | Path) -> list[str | Path]:
    """A command for this interpreter."""
    return [sys.executable, *arguments]


def publish(name: str, rows: Rows) -> None:
    """Print the rows as a table and write them as ``benchmarks/results/<name>.csv``."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    shown = [[_shown(row.get(column, "")) for column in columns] for row in rows]
    widths = [max(len(line[k]) for line in [columns, *shown]) for k in range(len(columns))]
    for line in [columns, *shown]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([columns, *shown])
    print(flush=True)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
    return str(value)
