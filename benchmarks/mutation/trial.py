"""Try the tests on a mutant in a process that is forked with the libraries of others already imported.

Most of the time of a small test goes into importing pandas, SciPy and the like. They are imported once, and
every trial is a fork of that process; the library under test is imported in the fork alone.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

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


def fails(tests: Iterable[Path], copy: Path, limit: float) -> bool:
    """Whether a test fails, or nothing has ended within ``limit`` seconds, in a checkout at ``copy``."""
    child = os.fork()
    if not child:
        _run([str(path) for path in tests], copy)
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) not in (0, 5)
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _run(tests: list[str], copy: Path) -> None:
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

        status = int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
    finally:
        os._exit(status)
