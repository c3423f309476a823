"""A study: its file held against the population, the plan and the configuration that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import ValidationError

from voorzorg.cohorts.manifest.plan import Hierarchy, Hypothesis
from voorzorg.config import Config, read_config
from voorzorg.errors import UserError
from voorzorg.home import found
from voorzorg.lab.methods import BY_DESIGN, METHODS, estimands, fitting
from voorzorg.lab.scenarios import Scenario, scenarios_of
from voorzorg.lab.study_file import StudyError, StudyFile, told
from voorzorg.messages import Message, message
from voorzorg.statistics.planning.search import replications
from voorzorg.synthetic.population.levels import levels_of
from voorzorg.synthetic.population.world import World, read_world
from voorzorg.validation import found_problems, not_readable
from voorzorg.yaml_file import load, read_text


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
        text = read_text(path)
        content = load(text)
    except FileNotFoundError:
        raise StudyError(message("fault-no-file", file=str(path))) from None
    except yaml.YAMLError as error:
        raise StudyError(not_readable(path, error)) from None
    return parse_study(content, str(path), read_config(found(config)), text)


def parse_study(content: object, where: str, config: Config, text: str | None = None) -> Study:
    """A study from what a file holds; raises as :func:`read_study`."""
    if not isinstance(content, Mapping):
        raise told(where, [message("study-no-settings")])
    try:
        file = StudyFile.model_validate(content)
    except ValidationError as error:
        raise told(where, found_problems(error, StudyFile, content), text) from None
    folder = found(Path("data/cohorts") / file.cohort)
    if not (folder / "cohort.yaml").exists():
        raise told(where, [message("study-no-manifest", file=str(folder / "cohort.yaml"))])
    world = read_world(folder, found("data/published"))
    known = [key for key in world.outcomes if key in config.outcomes]
    planned = file.outcome in ("plan", "all")
    hierarchy = world.manifest.plan.primary if planned else None
    if planned:
        if hierarchy is None:
            raise told(where, [message("study-no-hypotheses", cohort=file.cohort)])
        hypotheses = hierarchy.hypotheses
    else:
        hypotheses = (Hypothesis(outcome=file.outcome, wave=file.wave),)
    lines: list[Message] = []
    for one in hypotheses:
        if one.outcome not in known:
            lines.append(message("study-no-outcome", outcome=one.outcome, known=[*known, "plan", "all"]))
        elif one.wave and one.wave not in world.outcomes[one.outcome].waves:
            waves = ", ".join(world.outcomes[one.outcome].waves) or "-"
            lines.append(message("study-no-wave", outcome=one.outcome, wave=one.wave, known=waves))
    if lines:
        raise told(where, lines)
    scenarios = scenarios_of(file, where, text)
    for scenario in scenarios:
        for one in hypotheses:
            try:
                levels_of(world, world.outcomes[one.outcome], scenario.setting)
            except UserError as error:
                which = scenario.key if scenario.varied else "setting"
                lines.append(message("fault-at", place=which, what=error.args[0]))
    secondary = _secondary(world, config, hypotheses) if file.outcome == "all" else ()
    kinds = {one.outcome: config.outcomes[one.outcome].type for one in (*hypotheses, *secondary)}
    lines += _methods_fit(file, scenarios, kinds) + _waves_fit(world, hypotheses, scenarios)
    if lines:
        raise told(where, list(dict.fromkeys(lines)))
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


def _methods_fit(file: StudyFile, scenarios: tuple[Scenario, ...], kinds: Mapping[str, str]) -> list[Message]:
    """Designs and outcomes that no method analyses, and methods that analyse none."""
    designs = {scenario.setting.design for scenario in scenarios}
    usual = tuple(name for name, one in METHODS.items() if one.analysis)
    lines = [
        message("study-methods-of-design", design=design, known=tuple(BY_DESIGN.get(design, ())) or usual)
        for design in sorted(designs)
        if not fitting(design, file.methods)
    ]
    used = {name for design in designs for name in fitting(design, file.methods)}
    idle = [name for name in file.methods if name not in used]
    if idle:
        lines.append(message("study-methods-idle", names=idle))
    for outcome, kind in kinds.items():
        if not lines and not fitting("two_arm", file.methods, kind) and not designs & set(BY_DESIGN):
            there = fitting("two_arm", tuple(METHODS), kind)
            lines.append(message("study-methods-of-type", outcome=outcome, type=kind, known=there))
    unfit = [
        name for name in file.methods if not any(estimands(METHODS[name], kind) for kind in kinds.values())
    ]
    if unfit and not lines:
        lines.append(message("study-methods-unfit", names=unfit, types=sorted(set(kinds.values()))))
    return lines


def _waves_fit(
    world: World, hypotheses: tuple[Hypothesis, ...], scenarios: tuple[Scenario, ...]
) -> list[Message]:
    """Single cases need a yes-or-no outcome that was measured before and after allocation."""
    if not any(scenario.setting.design == "single_case" for scenario in scenarios):
        return []
    start = next(iter(world.spec.waves))
    unfit = [
        one.outcome
        for one in hypotheses
        if not (what := world.outcomes[one.outcome]).binary or what.waves[0] != start or len(what.waves) < 2
    ]
    return [message("study-single-case", outcome=one) for one in unfit]
