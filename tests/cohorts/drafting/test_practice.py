"""Files of practice, each with a trap: a draft asks, a check stops, or it is read as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks.drafting.practice import KINDS, Draw, tried


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_misread_and_called_fit(kind: str, tmp_path: Path) -> None:
    outcome = tried(KINDS[kind](Draw(np.random.default_rng(20260101), tmp_path)))

    assert not outcome.wrong_and_fit, outcome.wrong
