"""What does not differ between the data sets of one multilevel contrast, and the model of each."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.missing.many.multilevel_numbers import Cell
from voorzorg.analyses.missing.many.people import people_of
from voorzorg.analyses.study import Contrast, Study
from voorzorg.analyses.two_arms.multilevel.fit import population
from voorzorg.analyses.two_arms.multilevel.levels import Levels, of_waves
from voorzorg.analyses.two_arms.multilevel.rows import Fitted, effect_of
from voorzorg.analyses.two_arms.repeated import RepeatedDesign
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.statistics.missing.imputation import ImputedData

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel import MultilevelLogit
    from voorzorg.statistics.multilevel.specify.formula import Rows


@dataclass(frozen=True)
class Shared:
    """What does not differ between the data sets of one contrast.

    ``y`` are answers (m, waves, people), ``X`` the design (people, waves, columns), ``acts`` (people,) on
    whom the outer clusters' effect acts, ``starts`` (m, parameters) where the search of each set begins, and
    ``df`` the degrees of freedom of each wave's effect.
    """

    contrast: Contrast
    design: RepeatedDesign
    levels: Levels
    near: Fitted
    y: np.ndarray
    arm: np.ndarray
    X: np.ndarray
    clusters: np.ndarray | None
    acts: tuple[str, np.ndarray] | None
    starts: np.ndarray | None
    cells: list[Cell]
    df: dict[str, float]

    @classmethod
    def of(
        cls,
        study: Study,
        completed: Study,
        outcome: Outcome,
        imputed: ImputedData,
        contrast: Contrast,
        near: Fitted,
    ) -> Shared | None:
        design = near.design
        if design is None:
            return None
        waves = study.wave_keys(outcome)
        where, arm, clusters, columns = people_of(study, outcome, waves[0], contrast)
        y = np.stack([imputed.values(cell_of(outcome, wave))[:, where] for wave in waves], axis=1)
        there = ~np.isnan(y)
        if design.waves != waves or not all(there[:, :, arm == value].any(axis=2).all() for value in (0, 1)):
            return None
        if columns.shape[1] != design.covariates.shape[1]:
            return None
        columns = columns - columns.mean(axis=0)
        everyone = replace(
            design,
            frame=pd.DataFrame({"participant_id": np.arange(len(arm))}),
            covariates=pd.DataFrame(columns, columns=design.covariates.columns),
        )
        levels = of_waves(design.frame, contrast, clusters_of(completed, outcome, design.frame))
        cells = [(a, wave, population(everyone, levels, wave, a)) for wave in waves for a in (0.0, 1.0)]
        cells = [(a, wave, _of(rows, len(arm))) for a, wave, rows in cells]
        df = {wave: _df(near, wave) for wave in design.effects}
        codes = None if clusters is None else pd.factorize(clusters.of_row)[0]
        acts = levels.outer_effect(arm) if codes is not None else None
        X = _design_of_people(everyone, arm, columns)
        starts = _starts(near, X, y, codes, acts)
        return cls(contrast, everyone, levels, near, y, arm, X, codes, acts, starts, cells, df)

    def model(self, i: int) -> MultilevelLogit:
        """The model of one data set: a row for each answer of each woman."""
        from voorzorg.statistics.multilevel import MultilevelLogit

        wave, person = np.nonzero(~np.isnan(self.y[i]))
        groups: dict[str, Any] = {"groups": pd.Series(person, name=self.levels.options["groups"])}
        if self.acts is not None and self.clusters is not None:
            name = self.levels.options["outer_groups"]
            groups["outer_groups"] = pd.Series(self.clusters[person], name=name)
            if "outer_re_formula" in self.levels.options:
                groups["outer_slopes"] = pd.Series(self.acts[1][person], name=self.acts[0])
        return MultilevelLogit(
            self.y[i, wave, person], self.X[person, wave], names=list(self.design.names), **groups
        )

    def counts(self, wave: str, i: int) -> dict[str, int]:
        """Participants and events of each arm at a wave of one data set."""
        y = self.y[i, self.design.waves.index(wave)]
        found = {}
        for side, value in (("treated", 1), ("reference", 0)):
            own = y[self.arm == value]
            found[f"n_{side}"] = int((~np.isnan(own)).sum())
            found[f"events_{side}"] = int(np.nansum(own))
        return found


def _design_of_people(design: RepeatedDesign, arm: np.ndarray, covariates: np.ndarray) -> np.ndarray:
    """A level and an arm effect per wave, and covariates: (people, waves, columns)."""
    waves, n = design.waves, len(arm)
    at = np.eye(len(waves))
    has = at[:, [waves.index(name) for name in design.effects]]
    return np.concatenate(
        [
            np.broadcast_to(at, (n, *at.shape)),
            has * arm[:, None, None],
            np.broadcast_to(covariates[:, None, :], (n, len(waves), covariates.shape[1])),
        ],
        axis=2,
    )


def _starts(
    near: Fitted,
    X: np.ndarray,
    y: np.ndarray,
    clusters: np.ndarray | None,
    acts: tuple[str, np.ndarray] | None,
) -> np.ndarray | None:
    """Where the search of every set begins (m, parameters); None where the first fit is no guide."""
    from voorzorg.statistics.multilevel.fit.starts import Answers, starts

    result = near.result
    if result.penalty is not None or len(result.names) - result.k_fe != (1 if acts is None else 2):
        return None
    outer = np.full(len(X), -1)
    if acts is not None and clusters is not None:
        outer = np.where(acts[1] != 0, clusters, -1)
    beta, theta = result.params.to_numpy()[: result.k_fe], result.psi[result.k_fe :]
    return starts(Answers(X, y.swapaxes(1, 2), outer), beta, theta)


def _df(near: Fitted, wave: str) -> float:
    """Degrees of freedom of a wave's effect, as :meth:`Fitted.wald` has them."""
    df = float(near.result.df[effect_of(wave)])
    return max(float(near.few - 2), 1.0) if near.few is not None and math.isinf(df) else df


def _of(rows: Rows, n: int) -> Rows:
    """One row where everyone is the same: once for each, so that cells are alike in size."""
    from voorzorg.statistics.multilevel.specify.formula import Rows

    return rows if len(rows.X) == n else Rows(*(np.repeat(part, n, axis=0) for part in rows))
