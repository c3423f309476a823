"""Likelihood-ratio limits of any function of the coefficients of a logistic regression.

The limits of f are its least and its largest value over the coefficients that a likelihood-ratio test of the
level would not reject,

    { f(b) :  2 (L(b^) - L(b)) <= chi-square quantile },

L penalised if the fit is. For a coefficient they are its profile limits (Heinze and Schemper 2002, Statistics
in Medicine 21:2409); a risk difference has limits of its own, as it depends on the reference risk as well:
where the treated arm has no events, that is what it hinges on. They exclude no difference where the
likelihood-ratio test of the arm rejects it, since risks are then equal where the arm's coefficient is nil.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import chdtri

from voorzorg.statistics.regression.logistic import LogisticFit, penalised_likelihood
from voorzorg.statistics.results import check_level

#: Value and gradient (p,) of a function of coefficients (p,).
Function = Callable[[np.ndarray], tuple[float, np.ndarray]]

#: How near the edge of the likelihood region, and how parallel, a limit must be: 1e-5 of a standard error.
_ON_EDGE = 1e-4
_PARALLEL = 1 - 1e-5


def likelihood_limits(fit: LogisticFit, f: Function, level: float = 0.95) -> tuple[float, float]:
    """Least and largest value of f; RuntimeError where one cannot be found."""
    from scipy.optimize import minimize

    start = fit.coefficients
    root = np.linalg.cholesky(fit.covariance)  # one unit in every direction is a standard error
    drop = chdtri(1, 1 - check_level(level)) / 2
    value, slope = f(start)
    unit = float(np.linalg.norm(root.T @ slope))
    toward = root.T @ slope / unit

    def room(z: np.ndarray) -> float:
        return drop - fit.log_likelihood + penalised_likelihood(fit, start + root @ z)[0]

    def room_slope(z: np.ndarray) -> np.ndarray:
        found: np.ndarray = root.T @ penalised_likelihood(fit, start + root @ z)[1]
        return found

    def limit(side: float) -> float:
        """The least (side 1) or largest (-1) value: there f's slope and the likelihood's are parallel."""

        def along(z: np.ndarray) -> np.ndarray:
            found: np.ndarray = side * root.T @ f(start + root @ z)[1] / unit
            return found

        for far in (1.0, 0.5, 0.0, 1.5):
            result = minimize(
                lambda z: side * (f(start + root @ z)[0] - value) / unit,
                -side * toward * far * np.sqrt(2 * drop),
                jac=along,
                constraints={"type": "ineq", "fun": room, "jac": room_slope},
                method="SLSQP",
                options={"maxiter": 300, "ftol": 1e-10},
            )
            ours, theirs = along(result.x), room_slope(result.x)
            angle = float(ours @ theirs) / float(np.linalg.norm(ours) * np.linalg.norm(theirs))
            if abs(room(result.x)) < _ON_EDGE and angle > _PARALLEL:
                return f(start + root @ result.x)[0]
        raise RuntimeError("no limit was found")

    return limit(1.0), limit(-1.0)
