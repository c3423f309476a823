"""A manifest that contradicts itself is told so, with both sides of the contradiction."""

from __future__ import annotations

import pytest
from small_study import make_manifest


@pytest.mark.parametrize("design", ["one_arm", "single_case"])
def test_a_study_without_comparison_group_has_no_arms(design: str) -> None:
    with pytest.raises(ValueError, match=f"design '{design}' has no 'arms'"):
        make_manifest(design=design)


@pytest.mark.parametrize("design", ["two_arm", "multi_arm"])
def test_a_study_with_one_says_which(design: str) -> None:
    with pytest.raises(ValueError, match=f"design '{design}' needs 'arms'"):
        make_manifest(design=design, arms=None)


def test_a_manifest_stays_as_it_was_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        make_manifest().name = "another"
