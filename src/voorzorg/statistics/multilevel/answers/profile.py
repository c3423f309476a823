"""Profile-likelihood intervals: the values that a likelihood-ratio test does not reject.

The signed root r(v) = sqrt(2 (l_max - l_profile(v))) is nearly linear in v, and its slope is known at every
constrained maximum (the score along the profiled direction), so Newton's method on r(v) = z needs few steps
(Venzon & Moolgavkar 1988, Appl Stat 37:87, solve the same equations jointly).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import ndtri

from voorzorg.messages import Name, message
from voorzorg.statistics.given import check_alpha
from voorzorg.statistics.multilevel.answers.estimates import Estimates
from voorzorg.statistics.multilevel.errors import UnfitDataError
from voorzorg.statistics.multilevel.fit.estimation import estimate
from voorzorg.statistics.multilevel.fit.fitting import penalised
from voorzorg.statistics.multilevel.fit.newton import Objective, maximise
from voorzorg.statistics.multilevel.specify.structure import lower_indices


def profile_intervals(results: Estimates, names: list[str], alpha: float) -> pd.DataFrame:
    """Intervals of the named parameters; infinite where the likelihood never falls far enough."""
    fit = results.fit
    objective = penalised(fit.likelihood, fit.penalty)
    P = results.k_fe
    z = ndtri(1 - check_alpha(alpha) / 2)
    out = pd.DataFrame(index=names, columns=[0, 1], dtype=float)
    for name in names:
        index = results.names.index(name)
        direction = np.zeros(results.psi.size)
        if index < P:
            direction[:P] = results.model.transform[index]
        elif index - P in fit.likelihood.scalar_theta:
            direction[index] = 1.0
        elif results.variance_parameters[name].kind == "sd":
            out.loc[name] = _slope_interval(results, index - P, alpha)
            continue
        else:
            raise UnfitDataError(message("no-profile-interval", name=Name("variable", name)))
        # a direction that carries no information besides the parameter: the Wald standard error, also at a
        # boundary
        covariance = np.linalg.pinv(-fit.maximum.hessian)
        se = float(np.sqrt(abs(direction @ covariance @ direction)))
        lower_bound = 0.0 if index >= P else -np.inf
        for side in (-1, 1):
            out.loc[name, (side + 1) // 2] = _limit(
                objective, results.psi, fit.maximum.value, direction, covariance, se, side, z, lower_bound
            )
    return out


def _slope_interval(results: Estimates, column: int, alpha: float) -> np.ndarray:
    """Interval of a standard deviation among several correlated effects (the clusters' own term).

    With its column first in Z, the standard deviation is the first element of Lambda: a working parameter.
    """
    model, P = results.model, results.k_fe
    term = model.terms[0]
    order = [column, *(j for j in range(term.q) if j != column)]
    turned = model.with_random_columns(order)
    # Lambda of the turned model: the rows of Lambda in the new order, made lower triangular by a rotation
    rows = term.factor(results.psi[P : P + term.n_theta])[order]
    factor = np.linalg.qr(rows.T)[1].T
    factor = factor * np.where(np.diag(factor) < 0, -1.0, 1.0)
    start = results.psi.copy()
    start[P : P + term.n_theta] = factor[lower_indices(term.q)]
    fit = estimate(turned, results.n_points, start, penalty=results.penalty)
    direction = np.zeros(start.size)
    direction[P] = 1.0
    covariance = np.linalg.pinv(-fit.maximum.hessian)
    objective = penalised(fit.likelihood, fit.penalty)
    z = float(ndtri(1 - alpha / 2))
    limits = [
        _limit(objective, fit.maximum.x, fit.maximum.value, direction, covariance,
               float(np.sqrt(covariance[P, P])), side, z, 0.0)
        for side in (-1, 1)
    ]  # fmt: skip
    return np.array(limits) / turned.terms[0].scale[0]


def _limit(
    objective: Objective,
    psi: np.ndarray,
    top: float,
    direction: np.ndarray,
    covariance: np.ndarray,
    se: float,
    side: int,
    z: float,
    lower_bound: float,
) -> float:
    centre = float(direction @ psi)
    if side < 0 and centre <= lower_bound:
        return lower_bound
    unit = direction / (direction @ direction)
    basis = np.linalg.svd(direction[None, :])[2][1:].T  # orthonormal, direction @ basis = 0
    path = covariance @ direction / max(direction @ covariance @ direction, 1e-300)
    state = {"psi": psi}

    def root_at(v: float) -> tuple[float, float]:
        """r(v) and the derivative of the profile log-likelihood there."""
        before = state["psi"]
        origin = before + path * (v - direction @ before)
        origin = origin + unit * (v - direction @ origin)

        def constrained(phi: np.ndarray, order: int) -> tuple[float, np.ndarray | None, np.ndarray | None]:
            value, gradient, hessian = objective(origin + basis @ phi, order)
            if gradient is None or hessian is None:
                return value, None, None
            state["gradient"] = gradient
            return value, basis.T @ gradient, basis.T @ hessian @ basis

        found = maximise(
            constrained, np.zeros(basis.shape[1]), tolerance=1e-9, max_iterations=50, max_step=2.0
        )
        state["psi"] = origin + basis @ found.x
        return float(np.sqrt(max(0.0, 2 * (top - found.value)))), float(unit @ state["gradient"])

    inside, outside = centre, side * np.inf
    v = max(centre + side * z * se, lower_bound) if np.isfinite(se) else centre + side
    for _ in range(40):
        r, slope = root_at(v)
        if abs(r - z) < 1e-6:
            return v
        if r < z:
            if v <= lower_bound:
                return lower_bound
            inside = v
        else:
            outside = v
        if abs(v - centre) > 1e4 * (1 + se):
            return side * np.inf
        change = (z - r) * r / (-slope) if slope * side < 0 and r > 0 else np.nan  # dr/dv = -slope / r
        new = v + change
        if abs(r - z) < 1e-3 and np.isfinite(new) and new >= lower_bound:
            return float(new)  # Newton's method squares the error: looking there would only confirm it
        if not np.isfinite(new) or (new - inside) * side <= 0 or (outside - new) * side <= 0:
            new = (inside + outside) / 2 if np.isfinite(outside) else centre + 2 * (v - centre)
        elif not np.isfinite(outside):
            new = centre + side * min(abs(new - centre), 4 * abs(v - centre))
        v = max(new, lower_bound)
    return v
