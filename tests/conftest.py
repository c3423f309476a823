import os
from collections.abc import Iterator

import pandas as pd
import pytest
from pinning import Pinned

from voorzorg.text import system_language


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pin", action="store_true", help="store again the pinned results that moved")


@pytest.fixture
def pinned(request: pytest.FixtureRequest) -> Pinned:
    """``pinned("room/what", found)`` fails where a whole result is not the one stored in tests/pinned."""
    return Pinned(request.config.getoption("--pin"))


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(pd.errors, "Pandas4Warning"):  # what pandas says of its next version, from version 3 on
        config.addinivalue_line("filterwarnings", "error::pandas.errors.Pandas4Warning")


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages wrap at the terminal's width; tests read them unwrapped, wherever they run."""
    monkeypatch.setenv("COLUMNS", "500")


@pytest.fixture(autouse=True)
def _files_are_made_for_everyone() -> Iterator[None]:
    """A file's mode is the program's choice, neither the machine's nor what a job before left behind."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _commands_speak_the_computers_language(monkeypatch):
    """The configuration of this repository asks for Dutch; tests of commands read English."""
    monkeypatch.setattr("voorzorg.config.configured_language", system_language)
