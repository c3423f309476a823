"""Fixtures: rows of the estimates table as the analyses write them, and a context in each language."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "words")]

from present_rows import make_context, trial_estimates  # noqa: E402


@pytest.fixture(scope="session")
def estimates():
    return trial_estimates()


@pytest.fixture(params=["nl", "en"])
def context(request):
    return make_context(request.param)
