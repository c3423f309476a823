"""Drafts of layouts with a known truth; benchmarks/drafting runs many more."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.drafting.judge import in_folder

SOME = range(9000, 9016)


@pytest.mark.parametrize("seed", SOME)
def test_no_wrong_reading_is_called_fit(seed: int, tmp_path: Path) -> None:
    layout, verdict = in_folder(seed, tmp_path)

    assert not verdict.wrong_and_fit, (layout.kind, layout.facts, verdict.wrong)
    if not verdict.right:
        assert not verdict.unasked(), (layout.kind, layout.facts, verdict.wrong, verdict.text)
