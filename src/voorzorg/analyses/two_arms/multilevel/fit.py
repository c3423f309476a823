"""The model of an outcome over waves, and fits: maximum likelihood, or Firth's penalty under separation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from voorzorg.analyses.study import ID
from voorzorg.analyses.two_arms.multilevel.levels import Levels
from voorzorg.analyses.two_arms.repeated import RepeatedDesign
from voorzorg.messages import Argument, Message, Name, as_messages, message

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel import MultilevelLogit
    from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
    from voorzorg.statistics.multilevel.specify.formula import Rows


def model_of(design: RepeatedDesign, levels: Levels) -> MultilevelLogit:
    """A level per wave, an arm effect per wave that has one, and the covariates."""
    from voorzorg.statistics.multilevel import MultilevelLogit

    data, options = levels.data, levels.options
    groups: dict[str, Any] = {"groups": data[options["groups"]]}
    outer = levels.outer_effect(data["treated"].to_numpy())
    if outer is not None:
        groups["outer_groups"] = data[options["outer_groups"]]
    if outer is not None and "outer_re_formula" in options:
        groups["outer_slopes"] = pd.Series(outer[1], data.index, name=outer[0])
    return MultilevelLogit(design.y, design.X, names=list(design.names), **groups)


def population(design: RepeatedDesign, levels: Levels, wave: str, treated: float) -> Rows:
    """Everybody once, as if she were in one arm at one wave; one row where all of them are the same."""
    from voorzorg.statistics.multilevel.specify.formula import Rows

    covariates = design.covariates.to_numpy(dtype=float)
    people = ~design.frame[ID].duplicated().to_numpy() if covariates.shape[1] else np.array([0])
    covariates = covariates[people]
    n = len(covariates)
    at = [float(name == wave) for name in design.waves]
    effects = [treated * float(name == wave) for name in design.effects]
    X = np.hstack([np.tile([*at, *effects], (n, 1)), covariates])
    outer = levels.outer_effect(np.full(n, treated))
    V = np.ones((n, 0)) if outer is None else outer[1][:, None]
    return Rows(X, np.ones((n, 1)), V, np.zeros(n))


def column_names(design: RepeatedDesign) -> dict[Name, Argument]:
    """The columns as the study knows them: a wave, the arm at a wave, a covariate."""
    found: dict[Name, Argument] = {}
    for name in design.names:
        kind, _, key = name.partition(":")
        known: Argument = Name("variable" if kind == "covariate" else "wave", key)
        if kind == "treated":
            known = message("arm-at-wave", wave=Name("wave", key))
        found[Name("variable", name)] = known
    return found


def fitted(
    model: MultilevelLogit,
    levels: Levels,
    names: Mapping[Name, Argument],
    near: MultilevelLogitResults | None = None,
    *,
    one_of_many: bool = False,
    start: np.ndarray | None = None,
) -> tuple[MultilevelLogitResults, list[Message]]:
    """Maximum likelihood; where an arm is separated, Firth's penalty, and the notes say so.

    ``names`` are the model's columns as the study knows them.  ``near`` is a fit to start from, if it is of
    the same kind; of one of many data sets a rough fit will do, with its number of points. ``start`` are
    fixed effects and standard deviations that are nearer than those of ``near``.
    """
    from voorzorg.statistics.multilevel.errors import SeparationError

    points: Literal["same"] | None = "same" if one_of_many and near is not None else None
    try:
        plain = near if near is not None and near.penalty is None else None
        if plain is None or start is None:
            own = None
        else:
            effects = model.data.X.shape[1]
            own = np.r_[np.linalg.solve(model.transform, start[:effects]), start[effects:]]
        result = model.fit(
            cov=levels.errors, near=plain, n_points=points if plain else None, rough=one_of_many, start=own
        )
        if plain is not None and not result.converged:
            result = model.fit(cov=levels.errors)
        notes = []
    except SeparationError as error:
        alike = near if near is not None and near.penalty == "firth" else None
        result = model.fit(penalty="firth", near=alike, n_points=points if alike else None, rough=one_of_many)
        where = [Name("variable", column) for column in error.columns]
        notes = [message("separation-firths-penalised-likelihood-instead", where=where)]
    said = as_messages([*notes, *result.warnings])
    return result, [one.renamed(names) for one in said]
