"""A manifest that contradicts itself is told so, with both sides of the contradiction."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from pydantic import ValidationError
from small_study import make_manifest

from voorzorg.cohorts.manifest.design import VisitPhase


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


@pytest.mark.parametrize(("goal", "fine"), [(0.0, False), (0.01, True), (1.0, True), (1.01, False)])
def test_the_goal_of_a_phase_is_a_share_of_its_plan(goal: float, fine: bool) -> None:
    phase = {"key": "first", "label": "First", "from_weeks": 0, "until_weeks": 8, "planned": 6, "goal": goal}
    with nullcontext() if fine else pytest.raises(ValidationError):
        VisitPhase.model_validate(phase)
