"""Fixtures: rows of the estimates table as the analyses write them, and a context in each language."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from present_rows import make_context, trial_estimates


@pytest.fixture(scope="session")
def estimates():
    return trial_estimates()


@pytest.fixture(params=["nl", "en"])
def context(request):
    return make_context(request.param)
