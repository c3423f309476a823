"""The scenarios of a study file: every combination of its grid, or what is wrong with one."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from voorzorg.lab.study_file import StudyFile, told
from voorzorg.messages import message
from voorzorg.synthetic.population.setting import Setting
from voorzorg.validation import Problem, found_problems

#: More scenarios than this are a mistake in the grid.
MOST_SCENARIOS = 200


@dataclass(frozen=True)
class Scenario:
    """One combination of the grid: ``varied`` is what sets it apart."""

    key: str
    varied: dict[str, Any]
    setting: Setting


def scenarios_of(file: StudyFile, where: str, text: str | None = None) -> tuple[Scenario, ...]:
    """All of a file's scenarios, in the grid's order; StudyError for a combination that cannot be."""
    combinations = list(itertools.product(*file.grid.values()))
    if len(combinations) > MOST_SCENARIOS:
        many = message("study-scenarios", n=len(combinations), most=MOST_SCENARIOS)
        raise told(where, [many])
    scenarios = []
    for values in combinations:
        varied = dict(zip(file.grid, values, strict=True))
        content = file.setting | varied
        try:
            setting = Setting.model_validate(content)
        except ValidationError as error:
            raise told(where, _of_setting(error, content, varied), text) from None
        # What a scenario is, and so its random numbers, does not depend on the others of the grid.
        key = json.dumps(varied, sort_keys=True, separators=(",", ":"))
        scenarios.append(Scenario(key, varied, setting))
    return tuple(scenarios)


def _of_setting(error: ValidationError, content: dict[str, Any], varied: dict[str, Any]) -> list[Problem]:
    """What is wrong with a scenario, by the key of the file and, of a grid, the value."""
    return [_in_file(one, varied) for one in found_problems(error, Setting, content)]


def _in_file(one: Problem, varied: dict[str, Any]) -> Problem:
    """A problem by its place in the study file."""
    if not one.path or one.path[0] not in varied:
        return one.inside("setting")
    value = str(varied[str(one.path[0])])
    return replace(one, what=message("study-of-value", what=one.what, value=value)).inside("grid")
