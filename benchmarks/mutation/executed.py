"""Which test executes which line, for choosing the tests that could notice a change.

A plugin of pytest: ``python -m pytest -p benchmarks.mutation.executed --executed FILE tests/…`` writes
as JSON the lines that each test executes and the seconds of the processor that it took. What a
fixture executes counts for the whole file, since other tests may share what it made.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import coverage
import pytest

#: Stands for all tests of a file.
EVERY = "*"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--executed", type=Path, default=Path("executed.json"))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_Recorder(config.getoption("--executed")))


def _processor_seconds() -> float:
    """Of this process and those that it waited for: other work on the machine does not count."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


class _Recorder:
    def __init__(self, out: Path) -> None:
        self.out = out
        self.coverage = coverage.Coverage(data_file=None, source=["src/voorzorg"], config_file=False)
        self.seconds: dict[str, float] = defaultdict(float)
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        self.coverage.switch_context(f"{item.nodeid.partition('::')[0]}::{EVERY}")
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        name = item.nodeid.partition("[")[0]
        self.coverage.switch_context(name)
        began = _processor_seconds()
        try:
            return (yield)
        finally:
            self.seconds[name] += _processor_seconds() - began

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        lines: dict[str, dict[str, list[int]]] = {}
        for name in data.measured_files():
            module = Path(name).as_posix().rpartition("src/voorzorg/")[2]
            of_test: dict[str, list[int]] = defaultdict(list)
            for line, tests in data.contexts_by_lineno(name).items():
                for test in tests:
                    of_test[test].append(line)
            lines[module] = of_test
        self.out.write_text(json.dumps({"lines": lines, "seconds": self.seconds}), encoding="utf-8")
