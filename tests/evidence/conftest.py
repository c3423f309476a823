"""Figures for tests: rows as dictionaries, everything else not stated."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from figure_rows import frame


@pytest.fixture
def figures_frame() -> Callable[..., pd.DataFrame]:
    """A table as ``read_figures`` gives it."""
    return frame
