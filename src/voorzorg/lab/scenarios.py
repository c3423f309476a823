"""The scenarios of a study file: every combination of its grid, or what is wrong with one."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from voorzorg.lab.study_file import StudyFile, told
from voorzorg.synthetic.population.setting import Setting
from voorzorg.validation import Problem, found_problems

#: More scenarios than this are a mistake in the grid.
MOST_SCENARIOS = 200
#: Pydantic's name of a word that is none of those that may stand there.
_UNKNOWN_WORD = "literal_error"


@dataclass(frozen=True)
class Scenario:
    """One combination of the grid: ``varied`` is what sets it apart."""

    key: str
    varied: dict[str, Any]
    setting: Setting


def scenarios_of(file: StudyFile, where: str) -> tuple[Scenario, ...]:
    """All of a file's scenarios, in the grid's order; StudyError for a combination that cannot be."""
    combinations = list(itertools.product(*file.grid.values()))
    if len(combinations) > MOST_SCENARIOS:
        raise told(where, [f"grid: {len(combinations)} scenarios; at most {MOST_SCENARIOS}"])
    scenarios = []
    for values in combinations:
        varied = dict(zip(file.grid, values, strict=True))
        content = file.setting | varied
        try:
            setting = Setting.model_validate(content)
        except ValidationError as error:
            raise told(where, _of_setting(error, content, varied)) from None
        # What a scenario is, and so its random numbers, does not depend on the others of the grid.
        key = json.dumps(varied, sort_keys=True, separators=(",", ":"))
        scenarios.append(Scenario(key, varied, setting))
    return tuple(scenarios)


def _of_setting(error: ValidationError, content: dict[str, Any], varied: dict[str, Any]) -> list[str]:
    """What is wrong with a scenario, by the key of the file and, of a grid, the value."""
    found = found_problems(error, Setting, content)
    words = {one.where for one in found if one.kind == _UNKNOWN_WORD}
    lines = []
    for one in found:
        inside = isinstance(content.get(one.setting), Mapping)
        # Of a setting that is a word or something else, pydantic tells what is wrong with either: inside,
        # what is wrong there is enough; outside, one line says what may stand there.
        if (inside or one.where in words) and inside == (one.kind == _UNKNOWN_WORD):
            continue
        lines.append(_in_file(one, varied, nor=one.where in words and not inside))
    return lines


def _in_file(one: Problem, varied: dict[str, Any], nor: bool) -> str:
    """A problem by its place in the study file; ``nor``: something else than a word fits, too."""
    what = one.line()
    if nor:
        other = (
            "an effect with its size, such as {odds_ratio: 0.5}" if one.setting == "effect" else "a number"
        )
        what = f"{what}, nor {other}"
    if not one.where:
        return f"setting: {what}"
    if one.setting in varied:
        return f"grid.{what} (value: {varied[one.setting]})"
    return f"setting.{what}"
