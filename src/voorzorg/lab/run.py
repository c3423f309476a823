"""Running a block of replicates: every scenario, every method on the same data, a row per estimate."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.analyses.study import Study as Tidy
from voorzorg.cohorts.manifest.analyses import usual
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.estimates.contrast import Contrast
from voorzorg.estimates.row import Row
from voorzorg.lab import designs, fast
from voorzorg.lab.methods import BY_DESIGN, METHODS, Method, estimands, fitting
from voorzorg.lab.pipeline import arm_names, outcome_of, rows_of, tidy_of
from voorzorg.lab.study import Scenario, Study
from voorzorg.synthetic.population.draw import Trials, of_people, people_of
from voorzorg.synthetic.population.random_numbers import Draws
from voorzorg.synthetic.population.setting import Setting
from voorzorg.synthetic.population.world import World

#: Replicates drawn at a time.
TOGETHER = 50
#: Analyses whose rows of a wave take nothing from the others but the first.
WAVE_BY_WAVE = ("two_arm", "adjusted", "negative_binomial")
#: Imputed data sets of a simulated trial: fewer than of a report, as errors average out over trials.
IMPUTATIONS = 20
NUMBERS = ("estimate", "std_error", "ci_low", "ci_high", "p_value")
KEYS = ("scenario", "replicate", "outcome", "wave", "method", "contrast", "estimand")


def run_block(study: Study, replicates: range) -> pd.DataFrame:
    """Estimates of the replicates: columns ``KEYS`` and ``NUMBERS``, ratios on the log scale.

    What could not be estimated is a row of missing numbers, so that failures are counted. The rows of a
    replicate do not depend on the others in the block.
    """
    rows: list[dict[str, Any]] = []
    for scenario in study.scenarios:
        for first in range(replicates.start, replicates.stop, TOGETHER):
            part = range(first, min(first + TOGETHER, replicates.stop))
            people = people_of(study.world, scenario.setting, Draws(study.file.seed, scenario.key, part))
            for outcome, waves in study.waves_by_outcome.items():
                trials = of_people(study.world, outcome, scenario.setting, people)
                for wave in waves:
                    rows += _rows(study, scenario, outcome, wave, trials, part)
    return pd.DataFrame(rows, columns=[*KEYS, *NUMBERS])


def _rows(
    study: Study, scenario: Scenario, key: str, wave: str, trials: Trials, replicates: range
) -> list[dict[str, Any]]:
    setting, at = scenario.setting, trials.waves.index(wave)
    outcome = outcome_of(study.config, study.world, key)
    chosen = [METHODS[name] for name in fitting(setting.design, study.file.methods, outcome.type)]
    if study.all:  # the first that the outcome gets in a report
        analyses = outcome.analyses or usual(outcome.type)
        chosen = [one for one in chosen if one.analysis in analyses][:1]
    quick = _quick(study, setting, outcome, trials, at, tuple(one.name for one in chosen))
    found: list[dict[str, Any]] = []
    for r, replicate in enumerate(replicates):
        shared = {"scenario": scenario.key, "replicate": replicate, "outcome": key, "wave": wave}
        slow = _Pipeline(study, setting, outcome, key, trials, r, replicate)
        for method in chosen:
            names = estimands(method, outcome.type)[: 1 if study.all else None]
            if method.analysis is None:
                one = getattr(designs, method.name)(trials, r, at, setting, study.file.alpha)
                found.append(shared | _numbers(method, None, names[0], one))
                continue
            for place, contrast in enumerate(_contrasts(study.world, setting)):
                for estimand in names:
                    many = quick[place].get(method.name, {}).get(estimand) if quick else None
                    if many is not None and np.isfinite(many.estimate[r]):
                        values = dict(zip(NUMBERS, (float(column[r]) for column in many), strict=True))
                        row = {
                            "method": method.name,
                            "contrast": str(contrast),
                            "estimand": estimand,
                        } | values
                    else:
                        row = _numbers(method, contrast, estimand, slow.row(method, estimand, wave, contrast))
                    found.append(shared | row)
    return found


def _quick(
    study: Study, setting: Setting, outcome: Outcome, trials: Trials, at: int, methods: tuple[str, ...]
) -> list[fast.Found]:
    """What can be estimated on arrays, by contrast; nothing of designs with own analyses."""
    if setting.design in BY_DESIGN or outcome.type not in ("binary", "count"):
        return []
    manifest = study.world.manifest
    named = outcome.adjust if outcome.adjust is not None else study.config.covariates_of(manifest)
    covariates = tuple(name for name in named if name in trials.covariates)
    start = next((wave.key for wave in manifest.waves if wave.baseline), None)
    contrasts = fast.given(trials, setting, covariates, start in trials.waves, at, 1 - study.file.alpha)
    engines = fast.engines if outcome.type == "binary" else fast.of_counts
    return [engines(one, methods) for one in contrasts]


def _contrasts(world: World, setting: Setting) -> list[Contrast]:
    return [Contrast(arm, world.reference) for arm in arm_names(world, setting)[1:]]


class _Pipeline:
    """The pipeline's rows of one replicate, each analysis done when it is first asked for."""

    def __init__(
        self,
        study: Study,
        setting: Setting,
        outcome: Outcome,
        key: str,
        trials: Trials,
        r: int,
        replicate: int,
    ) -> None:
        analysis = study.config.analysis.model_copy(
            update={
                "ci_level": 1 - study.file.alpha,
                "imputations": IMPUTATIONS,
                "pool": ("adjusted",),
                "contour_deltas": (),
                "tipping_deltas": (),
                "reference_strategies": (),
            }
        )
        seed = (study.file.seed * 1_000_003 + replicate) % 2**32
        self.config = study.config.model_copy(update={"analysis": analysis, "seed": seed})
        self.world, self.setting, self.outcome, self.key = study.world, setting, outcome, key
        self.trials, self.r = trials, r
        self.kept: dict[str, list[Row]] = {}
        self.tidy: Tidy | None = None

    def row(self, method: Method, estimand: str, wave: str, contrast: Contrast) -> dict[str, Any]:
        """The numbers of a method's row; empty where there is none."""
        analysis = str(method.analysis)
        if self.tidy is None:
            self.tidy = tidy_of(self.world, self.config, self.setting, self.outcome, self.trials, self.r)
        if analysis not in self.kept:
            asked = _of_wave(self.outcome, analysis, wave, self.tidy.baseline_wave)
            self.kept[analysis] = rows_of(analysis, self.tidy, self.key, asked)
        return _pick(self.kept[analysis], method, estimand, wave, contrast)


def _of_wave(outcome: Outcome, analysis: str, wave: str, start: str | None) -> Outcome:
    """The outcome with the waves that an analysis needs: those that go wave by wave are spared the others."""
    if analysis not in WAVE_BY_WAVE or not wave:
        return outcome
    waves = tuple(one for one in outcome.waves if one in (start, wave))
    return outcome.model_copy(update={"waves": waves})


def _pick(rows: list[Row], method: Method, estimand: str, wave: str, contrast: Contrast) -> dict[str, Any]:
    wanted = (method.row, estimand, wave, contrast)
    for row in rows:
        if (row.analysis, row.estimand, row.wave or "", row.contrast) == wanted:
            return {name: getattr(row, name) for name in (*NUMBERS, "converged")}
    return {}


def _numbers(method: Method, contrast: Contrast | None, estimand: str, row: dict[str, Any]) -> dict[str, Any]:
    values = {name: _number(row.get(name)) for name in NUMBERS}
    if row.get("converged") is False:
        values = dict.fromkeys(NUMBERS, np.nan)
    if estimand.endswith("ratio"):
        with np.errstate(divide="ignore", invalid="ignore"):
            for name in ("estimate", "ci_low", "ci_high"):
                values[name] = float(np.log(values[name]))
        if not np.isfinite(values["estimate"]):  # no events in an arm: a test, and no finite ratio
            values["estimate"] = values["std_error"] = np.nan
    return {"method": method.name, "contrast": str(contrast or ""), "estimand": estimand, **values}


def _number(value: Any) -> float:
    return np.nan if value is None or value is pd.NA else float(value)
