"""Try the tests on a mutant in a process that is forked with the libraries of others already imported.

Most of the time of a small test goes into importing pandas, SciPy and the like. They are imported once, and
every trial is a fork of that process; the library under test is imported in the fork alone.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_OTHERS = (
    "fluent.runtime", "formulaic", "hypothesis", "jinja2", "matplotlib.pyplot", "nbformat", "openpyxl",
    "pandas", "patsy", "pyarrow.parquet", "pydantic", "pytest", "scipy.optimize", "scipy.stats",
    "statsmodels.api", "statsmodels.formula.api", "yaml",
)  # fmt: skip


def import_libraries() -> None:
    """Once, in the parent."""
    for name in _OTHERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


#: Said in place of a test's name: none had ended within the limit.
NO_END = "(no end)"


def failing(tests: Iterable[str], copy: Path, limit: int) -> str | None:
    """The first test that fails in a checkout at ``copy``, ``NO_END`` where none had ended, or None.

    ``limit`` is in seconds of the processor, since other work on the machine must not catch a mutant; of
    the clock it is ten times as many.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        _run(list(tests), copy, writing)
    os.close(writing)
    ends = time.monotonic() + 10 * limit
    done = status = 0
    while not done and time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if not done:
            time.sleep(0.05)
    if not done:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as names:
        named = names.read().split("\n")[0]
    if done and os.waitstatus_to_exitcode(status) in (0, 5):
        return None
    return named or NO_END


class _Failures:
    """Writes the name of every test, or file, that fails."""

    def __init__(self, writing: int) -> None:
        self.writing = writing

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            os.write(self.writing, f"{report.nodeid}\n".encode())

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            os.write(self.writing, f"{report.nodeid}\n".encode())


def _run(tests: list[str], copy: Path, writing: int) -> None:
    os.setsid()
    os.chdir(copy)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    os.environ["PYTHONPATH"] = str(copy / "src")
    sys.path[:0] = [str(copy / "src"), str(copy)]
    status = 1
    try:
        import pytest

        options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
        status = int(pytest.main([*options, *tests], plugins=[_Failures(writing)]))
    finally:
        os._exit(status)
