"""The study file: a question, scenarios as a grid, methods, and how exact the answer must be."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError, model_validator

from voorzorg.cohorts.manifest.design import Key
from voorzorg.cohorts.manifest.plan import Hierarchy, Hypothesis
from voorzorg.config import Config, read_config
from voorzorg.errors import UserError
from voorzorg.home import found
from voorzorg.lab.methods import BY_DESIGN, METHODS, estimands, fitting
from voorzorg.statistics.planning.search import replications
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import World, read_world
from voorzorg.text import Label
from voorzorg.validation import Strict, counted, problems, unreadable
from voorzorg.yaml_file import read

#: More scenarios than this are a mistake in the grid.
MOST_SCENARIOS = 200


class StudyError(UserError):
    """The study file is not as it should be; the message lists every problem."""


class Counts(Strict):
    """A published two-by-two table."""

    events_reference: int = Field(ge=0)
    n_reference: int = Field(ge=1)
    events_treated: int = Field(ge=0)
    n_treated: int = Field(ge=1)

    @model_validator(mode="after")
    def _no_more_events_than_people(self) -> Counts:
        if self.events_reference > self.n_reference or self.events_treated > self.n_treated:
            raise ValueError("more events than people")
        return self


class Interim(Strict):
    """What is known halfway without unblinding: both (equal) arms together."""

    events: int = Field(ge=1)
    n: int = Field(ge=2)

    @model_validator(mode="after")
    def _some_without(self) -> Interim:
        if self.events >= self.n:
            raise ValueError("at least one participant without the event is needed")
        return self


class StudyFile(Strict):
    """What a person writes: see ``data/studies`` and docs/lab.md."""

    name: Key
    title: Label
    cohort: Key = Field("voorzorg_rct", description="Trial whose population and analysis plan are taken.")
    outcome: str = Field(
        description="An outcome of config.yaml; 'plan': every primary hypothesis; 'all': every outcome too."
    )
    wave: str | None = Field(None, description="Of an outcome with several; left out: the last.")
    setting: dict[str, Any] = Field(default_factory=dict, description="What all scenarios share.")
    grid: dict[str, tuple[Any, ...]] = Field(
        default_factory=dict, description="What they differ in: every combination is a scenario."
    )
    methods: tuple[str, ...] = Field(("adjusted",), min_length=1)
    counts: Counts | None = Field(
        None,
        description="A published table: power is also averaged over what it leaves open (assurance).",
    )
    interim: Interim | None = Field(
        None, description="Events of both arms together halfway: families are estimated again."
    )
    wanted: float = Field(0.8, gt=0, lt=1, description="The power that is wanted.")
    alpha: float = Field(0.05, gt=0, lt=1)
    error: float = Field(0.015, gt=0, lt=0.5, description="Monte-Carlo error of a power of one half.")
    replications: int | None = Field(None, ge=2, le=1_000_000, description="In place of 'error'.")
    blocks: int = Field(4, ge=1, le=1000, description="Parts that can be run beside each other.")
    seed: int = Field(1, ge=0)

    @model_validator(mode="after")
    def _sensible(self) -> StudyFile:
        if odd := [one for one in self.methods if one not in METHODS]:
            raise ValueError(f"methods: {', '.join(odd)}: no method; there are: {', '.join(METHODS)}")
        if twice := sorted({one for one in self.methods if self.methods.count(one) > 1}):
            raise ValueError(f"methods: {', '.join(twice)} stands there twice")
        if double := set(self.setting) & set(self.grid):
            raise ValueError(f"{', '.join(sorted(double))} stands in 'setting' and in 'grid': choose one")
        if empty := [name for name, values in self.grid.items() if not values]:
            raise ValueError(f"grid: {', '.join(empty)} has no values")
        if twice := [name for name, values in self.grid.items() if _repeated(values)]:
            raise ValueError(f"grid: {', '.join(twice)} has a value twice")
        return self


def _repeated(values: tuple[Any, ...]) -> bool:
    return len({json.dumps(value, sort_keys=True, default=str) for value in values}) < len(values)


@dataclass(frozen=True)
class Scenario:
    """One combination of the grid: ``varied`` is what sets it apart."""

    key: str
    varied: dict[str, Any]
    setting: Setting


@dataclass(frozen=True)
class Study:
    """A study file that was found good, with its population and the project's configuration."""

    file: StudyFile
    world: World
    config: Config
    hypotheses: tuple[Hypothesis, ...]
    hierarchy: Hierarchy | None
    scenarios: tuple[Scenario, ...]
    secondary: tuple[Hypothesis, ...] = ()

    @property
    def all(self) -> bool:
        """Whether every outcome is analysed, at every wave after allocation."""
        return bool(self.secondary)

    @cached_property
    def waves_by_outcome(self) -> dict[str, list[str]]:
        """The waves of every outcome that is analysed."""
        found: dict[str, list[str]] = {}
        for one in (*self.hypotheses, *self.secondary):
            found.setdefault(one.outcome, []).append(self.wave_of(one))
        return found

    @property
    def replications(self) -> int:
        return self.file.replications or replications(self.file.error)

    def block(self, number: int) -> range:
        """Replicates of a part, from 0."""
        edges = [round(self.replications * k / self.file.blocks) for k in range(self.file.blocks + 1)]
        return range(edges[number], edges[number + 1])

    def wave_of(self, hypothesis: Hypothesis) -> str:
        waves = self.world.outcomes[hypothesis.outcome].waves
        return hypothesis.wave or waves[-1]


def read_study(path: str | Path, config: str | Path = "config.yaml") -> Study:
    """Read a study file; raise :class:`StudyError` with every problem in words."""
    try:
        content = read(path)
    except FileNotFoundError:
        raise StudyError(f"{path}: no such file") from None
    except yaml.YAMLError as error:
        raise StudyError(f"{path}: not readable as YAML: {unreadable(error)}") from None
    return parse_study(content, str(path), read_config(found(config)))


def parse_study(content: object, where: str, config: Config) -> Study:
    """A study from what a file holds; raises as :func:`read_study`."""
    if not isinstance(content, Mapping):
        what = "the file is empty" if content is None else "the file holds no settings"
        raise _told(where, [f"{what}; expected lines such as 'outcome: smoking' (see docs/lab.md)"])
    try:
        file = StudyFile.model_validate(content)
    except ValidationError as error:
        lines = [line.removeprefix(f"{where}: ") for line in problems(error, StudyFile, where, content)]
        raise _told(where, lines) from None
    folder = found(Path("data/cohorts") / file.cohort)
    if not (folder / "cohort.yaml").exists():
        raise _told(where, [f"cohort: there is no {folder / 'cohort.yaml'}"])
    world = read_world(folder, found("data/published"))
    known = [key for key in world.outcomes if key in config.outcomes]
    planned = file.outcome in ("plan", "all")
    hierarchy = world.manifest.plan.primary if planned else None
    if planned:
        if hierarchy is None:
            raise _told(where, [f"outcome: the manifest of '{file.cohort}' has no primary hypotheses"])
        hypotheses = hierarchy.hypotheses
    else:
        hypotheses = (Hypothesis(outcome=file.outcome, wave=file.wave),)
    lines = []
    for one in hypotheses:
        if one.outcome not in known:
            lines.append(f"outcome: no outcome '{one.outcome}'; there are: {', '.join(known)}, plan, all")
        elif one.wave and one.wave not in world.outcomes[one.outcome].waves:
            waves = ", ".join(world.outcomes[one.outcome].waves) or "none"
            lines.append(f"wave: '{one.outcome}' has no wave '{one.wave}'; there are: {waves}")
    if lines:
        raise _told(where, lines)
    scenarios = _scenarios(file, where)
    for scenario in scenarios:
        for one in hypotheses:
            try:
                levels_of(world, world.outcomes[one.outcome], scenario.setting)
            except UserError as error:
                lines.append(f"{f'scenario {scenario.key}' if scenario.varied else 'setting'}: {error}")
    secondary = _secondary(world, config, hypotheses) if file.outcome == "all" else ()
    kinds = {one.outcome: config.outcomes[one.outcome].type for one in (*hypotheses, *secondary)}
    lines += _methods_fit(file, scenarios, kinds) + _waves_fit(world, hypotheses, scenarios)
    if lines:
        raise _told(where, list(dict.fromkeys(lines)))
    return Study(file, world, config, hypotheses, hierarchy, scenarios, secondary)


def _secondary(world: World, config: Config, primary: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
    """Every other outcome of the cohort that the population has, at every wave after allocation."""
    start = next(iter(world.spec.waves))
    known = {(one.outcome, one.wave or world.outcomes[one.outcome].waves[-1]) for one in primary}
    return tuple(
        Hypothesis(outcome=key, wave=wave or None)
        for key, outcome in config.outcomes_of(world.manifest).items()
        if key in world.outcomes
        for wave in world.outcomes[key].waves
        if wave != start and (key, wave) not in known and (not wave or wave in outcome.waves)
    )


def _methods_fit(file: StudyFile, scenarios: tuple[Scenario, ...], kinds: Mapping[str, str]) -> list[str]:
    """Designs and outcomes that no method analyses, and methods that analyse none."""
    designs = {scenario.setting.design for scenario in scenarios}
    usual = ", ".join(name for name, one in METHODS.items() if one.analysis)
    lines = [
        f"methods: design '{design}' is analysed by {', '.join(BY_DESIGN.get(design, ())) or usual} only"
        for design in sorted(designs)
        if not fitting(design, file.methods)
    ]
    used = {name for design in designs for name in fitting(design, file.methods)}
    idle = [name for name in file.methods if name not in used]
    if idle:
        lines.append(f"methods: {', '.join(idle)}: no scenario has a design for it")
    for outcome, kind in kinds.items():
        if not lines and not fitting("two_arm", file.methods, kind) and not designs & set(BY_DESIGN):
            there = ", ".join(fitting("two_arm", tuple(METHODS), kind))
            lines.append(f"methods: '{outcome}' is of type {kind}, which is analysed by: {there}")
    unfit = [
        name for name in file.methods if not any(estimands(METHODS[name], kind) for kind in kinds.values())
    ]
    if unfit and not lines:
        lines.append(
            f"methods: {', '.join(unfit)}: not for outcomes of type {', '.join(sorted(set(kinds.values())))}"
        )
    return lines


def _waves_fit(
    world: World, hypotheses: tuple[Hypothesis, ...], scenarios: tuple[Scenario, ...]
) -> list[str]:
    """Single cases need a yes-or-no outcome that was measured before and after allocation."""
    if not any(scenario.setting.design == "single_case" for scenario in scenarios):
        return []
    start = next(iter(world.spec.waves))
    unfit = [
        one.outcome
        for one in hypotheses
        if not (what := world.outcomes[one.outcome]).binary or what.waves[0] != start or len(what.waves) < 2
    ]
    said = "design 'single_case' needs a yes-or-no outcome measured before allocation and after it"
    return [f"outcome: '{one}': {said}" for one in unfit]


def _scenarios(file: StudyFile, where: str) -> tuple[Scenario, ...]:
    combinations = list(itertools.product(*file.grid.values()))
    if len(combinations) > MOST_SCENARIOS:
        raise _told(where, [f"grid: {len(combinations)} scenarios; at most {MOST_SCENARIOS}"])
    scenarios = []
    for values in combinations:
        varied = dict(zip(file.grid, values, strict=True))
        content = file.setting | varied
        try:
            setting = Setting.model_validate(content)
        except ValidationError as error:
            raise _told(where, _of_setting(error, content, varied)) from None
        # What a scenario is, and so its random numbers, does not depend on the others of the grid.
        key = json.dumps(varied, sort_keys=True, separators=(",", ":"))
        scenarios.append(Scenario(key, varied, setting))
    return tuple(scenarios)


def _of_setting(error: ValidationError, content: dict[str, Any], varied: dict[str, Any]) -> list[str]:
    """What is wrong with a scenario, by the key of the file and, of a grid, the value."""
    lines = []
    told = problems(error, Setting, "setting", content)
    words = {line.split(":")[0] for line in told if "is none of" in line}
    for line in told:
        key = line.split(":")[0].split(".")[0]
        inside = isinstance(content.get(key), Mapping)
        if inside and "is none of" in line:
            continue  # of a union: the other line says what is wrong inside
        if line.split(":")[0] in words and not inside:  # and outside, one line says what may stand there
            if "is none of" not in line:
                continue
            other = "an effect with its size, such as {odds_ratio: 0.5}" if key == "effect" else "a number"
            line = f"{line}, nor {other}"
        if key == "setting":
            lines.append(line)
        elif key in varied:
            lines.append(f"grid.{line} (value: {varied[key]})")
        else:
            lines.append(f"setting.{line}")
    return lines


def _told(where: str, lines: list[str]) -> StudyError:
    return StudyError("\n  ".join([f"{where}: {counted(lines)}", *lines]))
