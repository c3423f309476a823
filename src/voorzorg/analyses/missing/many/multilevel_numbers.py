"""What the rows of one data set's multilevel fit hold, without its tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from voorzorg.analyses.two_arms.multilevel.rows import effect_of
from voorzorg.statistics.results import LOGISTIC_VARIANCE

if TYPE_CHECKING:
    from voorzorg.statistics.multilevel.answers.results import MultilevelLogitResults
    from voorzorg.statistics.multilevel.specify.formula import Rows

#: By estimand, wave and which of several: estimate and standard error (of ratios on the log scale).
Values = dict[tuple[str, str, str], tuple[float, float]]
#: An arm (0 or 1) at a wave, and everybody as if she were in it.
Cell = tuple[float, str, "Rows"]


def values_of(result: MultilevelLogitResults, effects: Sequence[str], cells: Sequence[Cell]) -> Values:
    """Odds ratios of the waves that have an effect, risks of the cells, and spreads."""
    return _odds_ratios(result, effects) | _risks(result, cells) | _spreads(result)


def value_of(values: Values, estimand: str, wave: str, which: str) -> tuple[float, float]:
    """Estimate and standard error of a row; not a number where the fit has none."""
    if estimand == "icc":
        return _icc(*next(found for key, found in values.items() if key[0] == "random_effect_sd"))
    return values.get((estimand, wave, which), (math.nan, math.nan))


def _icc(sd: float, error: float) -> tuple[float, float]:
    """The intraclass correlation of a standard deviation, on the latent scale."""
    total = sd**2 + LOGISTIC_VARIANCE
    return sd**2 / total, error * 2 * sd * LOGISTIC_VARIANCE / total**2


def _odds_ratios(result: MultilevelLogitResults, effects: Sequence[str]) -> Values:
    """Conditional odds ratios."""
    place = {name: k for k, name in enumerate(result.names)}
    estimates, errors = result.params.to_numpy(), result.bse.to_numpy()
    found: Values = {}
    for name in effects:
        at = place[effect_of(name)]
        found["odds_ratio", name, ""] = (math.exp(estimates[at]), float(errors[at]))
    return found


def _risks(result: MultilevelLogitResults, cells: Sequence[Cell]) -> Values:
    """Population-averaged risks of the arms at every wave, and their contrasts."""
    from voorzorg.statistics.multilevel.answers.marginal import standardised_cells

    covariance = result.cov_working()
    rows = [people for _, _, people in cells]
    risks, gradient = standardised_cells(result, rows, np.ones(len(rows[0].X)))
    values: Values = {}
    for k, (a, name, _) in enumerate(cells):
        values["risk", name, str(a)] = (float(risks[k]), _error(gradient[k], covariance))
        if a == 1.0:
            values |= _contrasts(name, risks[k - 1 : k + 1], gradient[k - 1 : k + 1], covariance)
    return values


def _spreads(result: MultilevelLogitResults) -> Values:
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


def _error(weights: np.ndarray, covariance: np.ndarray) -> float:
    return math.sqrt(max(float(weights @ covariance @ weights), 0.0))


def _contrasts(wave: str, risks: np.ndarray, gradient: np.ndarray, covariance: np.ndarray) -> Values:
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
