"""The design that the models for repeated outcomes share: a level per wave, and an arm effect per later
wave.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from voorzorg.analyses.rows import adjusted_for
from voorzorg.analyses.study import ID, Contrast, Study, design_columns, numbers, of_contrast
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, message

SIDES = ("treated", "reference")


@dataclass(frozen=True)
class RepeatedDesign:
    """Rows are measurements of one contrast's arms.

    ``X`` has an intercept per wave, then an arm effect per wave of ``effects`` (``treated:<wave>``), then
    the ``covariates``, centred: the coefficient of an effect is that wave's log odds ratio (or mean
    difference) itself. ``start`` is the wave before allocation, if it is one of them. ``effects`` are all
    ``waves`` but the one before allocation, where chance made the arms alike: the effect there is nil by
    design (constrained longitudinal data analysis, Liang and Zeger 2000, Sankhya B 62:134), so that what
    was measured then makes the later waves more precise. A ``free`` design estimates it. ``kept`` holds what
    follows from the rows alone: designs of imputed data sets, which differ in their answers, share it.
    """

    frame: pd.DataFrame
    y: np.ndarray
    X: np.ndarray
    names: tuple[str, ...]
    waves: tuple[str, ...]
    effects: tuple[str, ...]
    covariates: pd.DataFrame
    groups: np.ndarray
    dropped: dict[str, Message]
    start: str | None = None
    kept: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def freed(self) -> RepeatedDesign:
        """The same rows with an effect of the arm at the start too."""
        X, names = _columns(self.frame, self.waves, self.waves, self.covariates)
        return replace(self, X=X, names=names, effects=self.waves)

    def column(self, wave: str) -> int:
        return self.names.index(f"treated:{wave}")

    def counts(self, wave: str, *, events: bool) -> dict[str, int]:
        """Contributing participants (and events) of the wave by arm, as estimates columns."""
        kinds = ("n", "events") if events else ("n",)
        return {f"{kind}_{side}": self._counted[wave, kind, side] for side in SIDES for kind in kinds}

    @cached_property
    def _counted(self) -> dict[tuple[str, str, str], int]:
        wave, treated = self.frame["wave"].to_numpy(dtype=object), self.frame["treated"].to_numpy() == 1
        found = {}
        for key in self.waves:
            here = wave == key
            for side, rows in zip(SIDES, (here & treated, here & ~treated), strict=True):
                found[key, "n", side], found[key, "events", side] = int(rows.sum()), int(self.y[rows].sum())
        return found

    def unusable(self, problem: Message | None) -> dict[str, Message]:
        """Waves that cannot be estimated and why: those dropped, or all where there is a problem."""
        return self.dropped | (dict.fromkeys(self.waves, problem) if problem else {})

    def participants(self) -> dict[str, int]:
        """Participants by arm who contribute at least one measurement."""
        people = self.frame[[ID, "treated"]].drop_duplicates()["treated"]
        return {"n_treated": int((people == 1).sum()), "n_reference": int((people == 0).sum())}

    def method(self) -> tuple[Message, ...]:
        """What the design adds to a model's method: the effect at the start, and covariates."""
        said = []
        if self.effects != self.waves:
            said.append(message("no-effect-at-start"))
        elif self.start:
            said.append(message("free-effect-at-start"))
        return (*said, *adjusted_for(self.covariates))


def repeated_design(
    study: Study, outcome: Outcome, contrast: Contrast, *, adjusted: bool = True
) -> RepeatedDesign:
    """Design of one contrast over the waves in which both arms were measured.

    Other waves are named in ``dropped`` with the reason. Of several imputed sets with answers in the same
    places everything else is made once.
    """
    if study.alike is None:
        return _design(study, outcome, contrast, adjusted=adjusted)
    waves = study.wave_keys(outcome)
    answers = np.array([study.measured(outcome, wave) for wave in waves])
    there = np.isnan(answers).tobytes()
    key = ("repeated design", outcome.variable, outcome.informant, contrast, adjusted, there)
    held = study.alike.starts.get(key)
    if held is None:
        design = _design(study, outcome, contrast, adjusted=adjusted)
        person = pd.Index(study.participants[ID]).get_indexer(pd.Index(design.frame[ID]))
        at = pd.Index(waves).get_indexer(pd.Index(design.frame["wave"])) * answers.shape[1] + person
        study.alike.starts[key] = (design, at)
        return design
    design, at = cast("tuple[RepeatedDesign, np.ndarray]", held)
    y = answers.ravel()[at]
    answered = pd.Series(y, design.frame.index).astype(design.frame["y"].dtype)
    return replace(design, frame=design.frame.assign(y=answered), y=y)


def _columns(
    frame: pd.DataFrame, waves: tuple[str, ...], effects: tuple[str, ...], covariates: pd.DataFrame
) -> tuple[np.ndarray, tuple[str, ...]]:
    """A design's columns and their names."""
    wave_of_row = frame["wave"].to_numpy(dtype=object)
    indicator = (wave_of_row[:, None] == np.array(waves, dtype=object)[None, :]).astype(float)
    effect = (wave_of_row[:, None] == np.array(effects, dtype=object)[None, :]).astype(float)
    treated = effect * frame["treated"].to_numpy(dtype=float)[:, None]
    names = [f"wave:{w}" for w in waves] + [f"treated:{w}" for w in effects]
    names += [f"covariate:{name}" for name in covariates.columns]
    return np.hstack([indicator, treated, covariates.to_numpy(dtype=float)]), tuple(names)


def _design(study: Study, outcome: Outcome, contrast: Contrast, *, adjusted: bool) -> RepeatedDesign:
    frame = of_contrast(study.long_frame(outcome), contrast).reset_index(drop=True)
    dropped: dict[str, Message] = {}
    for wave in study.wave_keys(outcome):
        arms = frame.loc[frame["wave"] == wave, "treated"]
        if arms.nunique() < 2:
            dropped[wave] = message("not-measured-both-arms-this")
        elif arms.value_counts().min() < 2:  # how an arm varies takes two to see
            dropped[wave] = message("fewer-than-two-observations-arm")
    frame = frame[~frame["wave"].isin(dropped)].reset_index(drop=True)
    waves = tuple(wave for wave in study.wave_keys(outcome) if wave not in dropped)
    effects = tuple(wave for wave in waves if wave != study.baseline_wave)
    covariates = design_columns(frame, study.covariates_of(outcome) if adjusted else ())
    covariates = covariates - covariates.mean()
    X, names = _columns(frame, waves, effects, covariates)
    groups = pd.factorize(frame[ID])[0]  # numbers: sorting texts is what would take longest in a large cohort
    start = study.baseline_wave if study.baseline_wave in waves else None
    return RepeatedDesign(
        frame, numbers(frame["y"]), X, names, waves, effects, covariates, groups, dropped, start
    )
