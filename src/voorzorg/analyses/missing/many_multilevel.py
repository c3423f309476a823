"""The multilevel model of all completed data sets: each fit starts at the first one's, without its tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from voorzorg.analyses.clusters import clusters_of
from voorzorg.analyses.missing.completed import completed_studies
from voorzorg.analyses.missing.joint import cell_of
from voorzorg.analyses.rows import Row
from voorzorg.analyses.sets import Effects
from voorzorg.analyses.study import Contrast, Study
from voorzorg.analyses.two_arms.multilevel.fit import column_names, fitted, population
from voorzorg.analyses.two_arms.multilevel.levels import Levels, of_waves
from voorzorg.analyses.two_arms.multilevel.rows import Fitted, effect_of
from voorzorg.analyses.two_arms.repeated import RepeatedDesign
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.messages import Message, as_messages
from voorzorg.statistics.missing.imputation import ImputedData

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel import MultilevelLogit
    from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
    from voorzorg.statistics.multilevel.specify.formula import Rows

#: By estimand, wave and which of several: estimate and standard error (of ratios on the log scale).
_Values = dict[tuple[str, str, str], tuple[float, float]]
#: What a row says of the outcome, the study or its clusters, which are the same in every data set.
_OF_EVERY = (
    *("only-those-with", "clusters-ignored", "arm-clusters-ignored"),
    *("few-clusters", "few-clusters-df"),
)


def multilevel_of_all(
    study: Study,
    outcome: Outcome,
    imputed: ImputedData,
    first: Sequence[Row],
    joint: list[Effects],
    before: dict[object, object],
) -> list[list[Row]] | None:
    """Odds ratios, marginal risks and spreads of every data set; None where one needs words of its own."""
    if len(study.wave_keys(outcome)) < 2:
        return None
    sets: list[list[Row]] = [[] for _ in range(imputed.m)]
    completed = next(iter(completed_studies(study, imputed, outcome)))
    for contrast in study.contrasts:
        near = before.get(("multilevel", contrast))
        rows = [row for row in first if _about(row, contrast)]
        if not isinstance(near, Fitted) or not rows:
            return None
        same = _Same.of(study, completed, outcome, imputed, contrast, near)
        if same is None:
            return None
        for i in range(imputed.m):
            found = same.of_set(i)
            if found is None:
                return None
            sets[i] += [same.row(row, i, found) for row in rows]
            joint.append(found.effects)
    return sets


def _about(row: Row, contrast: Contrast) -> bool:
    return row.contrast == contrast or row.arm in (contrast.treated, contrast.reference)


@dataclass(frozen=True)
class _Found:
    """One data set: estimates and standard errors (of ratios on the log scale), and what the fit says."""

    values: _Values
    warnings: tuple[Message, ...]
    effects: Effects


@dataclass(frozen=True)
class _Same:
    """What does not differ between the data sets of one contrast.

    ``y`` are answers (m, waves, people), ``X`` the design (people, waves, columns), ``acts`` (people,) on
    whom the outer clusters' effect acts, and ``starts`` (m, parameters) where the search of each set begins.
    """

    study: Study
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
    cells: list[tuple[float, str, Rows]]
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
    ) -> _Same | None:
        from voorzorg.analyses.missing.many import people_of

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
        return cls(study, contrast, everyone, levels, near, y, arm, X, codes, acts, starts, cells, df)

    def of_set(self, i: int) -> _Found | None:
        """Fit one data set and read off what its rows hold; None where no maximum is found."""
        start = None if self.starts is None else self.starts[i]
        names = column_names(self.design)
        result, notes = fitted(
            self._model(i), self.levels, names, self.near.result, one_of_many=True, start=start
        )
        if not result.converged:
            return None
        values = self._odds_ratios(result) | self._risks(result) | _spreads(result)
        return _Found(values, tuple(notes), self._effects(result))

    def _model(self, i: int) -> MultilevelLogit:
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

    def _odds_ratios(self, result: MultilevelLogitResults) -> _Values:
        """Conditional odds ratios of every wave that has an effect."""
        return {
            ("odds_ratio", name, ""): (
                math.exp(float(result.params[effect_of(name)])),
                float(result.bse[effect_of(name)]),
            )
            for name in self.design.effects
        }

    def _risks(self, result: MultilevelLogitResults) -> _Values:
        """Population-averaged risks of the arms at every wave, and their contrasts."""
        from voorzorg.statistics.multilevel.answers.marginal import standardised_cells

        covariance = result.cov_working()
        cells = [rows for _, _, rows in self.cells]
        risks, gradient = standardised_cells(result, cells, np.ones(len(self.arm)))
        values: _Values = {}
        for k, (a, name, _) in enumerate(self.cells):
            values["risk", name, str(a)] = (float(risks[k]), _error(gradient[k], covariance))
            if a == 1.0:
                values |= _contrasts(name, risks[k - 1 : k + 1], gradient[k - 1 : k + 1], covariance)
        return values

    def _effects(self, result: MultilevelLogitResults) -> Effects:
        """The arm effects after the start, which are tested together."""
        later = [effect_of(name) for name in self.design.effects if name != self.study.baseline_wave]
        place = [result.names.index(name) for name in later]
        own = result.cov_working()[np.ix_(place, place)]
        finite = [d for d in self.df.values() if math.isfinite(d)]
        return Effects(self.contrast, result.params[later].to_numpy(), own, min(finite, default=math.inf))

    def row(self, row: Row, i: int, found: _Found) -> Row:
        """A row of the first data set with the numbers of another."""
        wave = row.wave or ""
        key = (row.estimand, wave, "")
        if row.estimand == "risk":
            key = ("risk", wave, "1.0" if row.arm == self.contrast.treated else "0.0")
        elif row.analysis == "marginal":
            key = (row.estimand, wave, "marginal")
        elif row.estimand == "random_effect_sd":
            key = ("random_effect_sd", str(getattr(row.category, "group", "")), "")
        estimate, error = found.values.get(key, (math.nan, math.nan))
        if row.estimand == "icc":
            sd, sd_error = next(v for k, v in found.values.items() if k[0] == "random_effect_sd")
            total = sd**2 + math.pi**2 / 3
            estimate, error = sd**2 / total, sd_error * 2 * sd * (math.pi**2 / 3) / total**2
        said = tuple(one for one in as_messages(row.warnings) if one.key in _OF_EVERY)
        counts: dict[str, Any] = {}
        if wave:
            y = self.y[i, self.design.waves.index(wave)]
            for side, value in (("treated", 1), ("reference", 0)):
                own = y[self.arm == value]
                if getattr(row, f"n_{side}") is not None:
                    counts[f"n_{side}"] = int((~np.isnan(own)).sum())
                if getattr(row, f"events_{side}") is not None:
                    counts[f"events_{side}"] = int(np.nansum(own))
        df = self.df.get(wave, math.inf) if row.contrast and row.estimand not in _SPREAD else math.inf
        return replace(
            row,
            estimate=estimate,
            std_error=error,
            df=df if df >= 1 else math.inf,
            warnings=(*found.warnings, *said),
            **counts,
        )


_SPREAD = ("random_effect_sd", "icc")


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


def _spreads(result: MultilevelLogitResults) -> _Values:
    """Standard deviations of the random effects."""
    errors = np.sqrt(np.diag(result.cov_params("observed").to_numpy()))
    return {
        ("random_effect_sd", str(result.variance_parameters[label].group), ""): (
            float(result.params[label]),
            float(error),
        )
        for label, error in zip(result.names, errors, strict=True)
        if label in result.variance_parameters
    }


def _df(near: Fitted, wave: str) -> float:
    """Degrees of freedom of a wave's effect, as :meth:`Fitted.wald` has them."""
    df = float(near.result.df[effect_of(wave)])
    return max(float(near.few - 2), 1.0) if near.few is not None and math.isinf(df) else df


def _of(rows: Rows, n: int) -> Rows:
    """One row where everyone is the same: once for each, so that cells are alike in size."""
    from voorzorg.statistics.multilevel.specify.formula import Rows

    return rows if len(rows.X) == n else Rows(*(np.repeat(part, n, axis=0) for part in rows))


def _error(weights: np.ndarray, covariance: np.ndarray) -> float:
    return math.sqrt(max(float(weights @ covariance @ weights), 0.0))


def _contrasts(wave: str, risks: np.ndarray, gradient: np.ndarray, covariance: np.ndarray) -> _Values:
    """Difference and ratios of the two arms' risks, reference first."""
    p0, p1 = (float(p) for p in risks)
    g0, g1 = gradient
    odds = [p / (1 - p) for p in (p0, p1)]
    found = {
        "risk_difference": (p1 - p0, g1 - g0),
        "risk_ratio": (p1 / p0, g1 / p1 - g0 / p0),
        "odds_ratio": (odds[1] / odds[0], g1 / (p1 * (1 - p1)) - g0 / (p0 * (1 - p0))),
    }
    return {(n, wave, "marginal"): (value, _error(g, covariance)) for n, (value, g) in found.items()}
