"""Logistic regression by maximum likelihood and by Firth's penalised likelihood.

One Newton iteration serves both: Firth (1993, Biometrika 80:27) adds h_i (1/2 - p_i) to each residual, with
h_i the hat values, which makes every estimate finite. References: Heinze and Schemper (2002, Statistics in
Medicine 21:2409) for separation and profile penalised-likelihood intervals; White (1982) and Liang and Zeger
(1986) for the robust covariances.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, chdtri, expit

from voorzorg.messages import Message, Name, RefusedError, message
from voorzorg.statistics.cluster_robust import sum_within
from voorzorg.statistics.regression.separation import Separation, detect_separation, independent_columns
from voorzorg.statistics.results import Estimate, check_level, wald

Firth = Literal["auto"] | bool
CovarianceKind = Literal["model", "HC0", "cluster"]

#: A converged fit with every |linear predictor| below this cannot hide separation: see ``_certainly_finite``.
SAFE_PREDICTOR = 15.0


@dataclass(frozen=True)
class LogisticFit:
    """A fitted logistic regression.

    ``covariance`` is the inverse information; ``scores`` (n, p) are the rows' contributions to the
    (penalised) estimating equations and sum to zero. ``log_likelihood`` includes the penalty when ``firth``.
    """

    names: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    log_likelihood: float
    fitted: np.ndarray
    scores: np.ndarray
    firth: bool
    separation: Separation
    converged: bool
    iterations: int
    warnings: tuple[Message | str, ...]
    y: np.ndarray
    X: np.ndarray
    weights: np.ndarray

    def robust_covariance(self, cluster: ArrayLike | None = None) -> np.ndarray:
        """Sandwich covariance without small-sample factor: HC0, or clustered when labels (n,) are given."""
        scores = self.scores if cluster is None else sum_within(self.scores, cluster)
        half = scores @ self.covariance
        return half.T @ half

    def wald(self, name: str, level: float = 0.95, covariance: np.ndarray | None = None) -> Estimate:
        """Odds ratio of one column with its Wald interval (log scale)."""
        j = self.names.index(name)
        variance = (self.covariance if covariance is None else covariance)[j, j]
        return wald(
            float(self.coefficients[j]),
            math.sqrt(variance),
            scale="log",
            level=level,
            method="logistic regression" + (" (Firth)" if self.firth else ""),
            converged=self.converged,
            warnings=self.warnings,
        )

    def profile(self, name: str, level: float = 0.95) -> Estimate:
        """Odds ratio of one column, its profile (penalised) likelihood interval and likelihood-ratio p-value.

        Wald intervals are misleading near separation, where the profile is far from symmetric.
        """
        return profile_odds_ratio(self, name, level)


def fit_logistic(
    y: ArrayLike,
    X: ArrayLike,
    names: Sequence[str],
    weights: ArrayLike | None = None,
    firth: Firth = "auto",
    max_iterations: int = 100,
) -> LogisticFit:
    """Fit P(y = 1) = expit(X b): y (n,) of 0 and 1, X (n, p) with its intercept, frequency weights (n,).

    ``firth="auto"`` fits maximum likelihood and turns to Firth only where separation leaves no finite
    estimate, which ``warnings`` then says with the columns' names; False never turns (a separated fit is
    returned with converged False); True always penalises. Raises ValueError for missing values, a y other
    than 0 and 1, an outcome without rows, and linearly dependent columns.
    """
    y, X, weights, names = _checked(y, X, weights, names)
    nothing = Separation(False)
    if firth is True:
        return _package(y, X, weights, names, True, nothing, max_iterations, ())
    fit = _package(y, X, weights, names, False, nothing, max_iterations, ())
    if _certainly_finite(fit):
        return fit
    separation = detect_separation(y[weights > 0], X[weights > 0], names)
    if not separation.separated:
        return fit
    where = [Name("variable", column) for column in separation.columns]
    if firth == "auto":
        said = (message("separation-firths-penalised-likelihood-instead", where=where),)
        return _package(y, X, weights, names, True, separation, max_iterations, said)
    said = (message("separation-no-finite-maximum-likelihood", where=where),)
    return LogisticFit(**{**fit.__dict__, "separation": separation, "converged": False, "warnings": said})


@dataclass(frozen=True)
class Profile:
    """Where the (penalised) likelihood of one coefficient falls to its limits.

    ``low`` and ``high`` are the coefficient's limits, ``at_low`` and ``at_high`` (p,) all coefficients there,
    ``p_value`` that of the likelihood-ratio test.
    """

    low: float
    high: float
    at_low: np.ndarray
    at_high: np.ndarray
    p_value: float


def profile_of(fit: LogisticFit, name: str, level: float = 0.95) -> Profile:
    """The profile of one coefficient; RuntimeError where it cannot be followed. An endless side is infinite,
    and the other coefficients are then those of the fit.
    """
    from scipy.optimize import brentq

    j = fit.names.index(name)
    estimate, std_error = float(fit.coefficients[j]), math.sqrt(fit.covariance[j, j])
    drop = chdtri(1, 1 - check_level(level))
    start = fit.coefficients.copy()

    def there(value: float) -> _Iterate:
        fixed = start.copy()
        fixed[j] = value
        profile = _newton(fit.y, fit.X, fit.weights, fit.firth, 200, fixed, j)
        if not profile.converged:
            raise RuntimeError(message("profile-likelihood-did-not-converge"))
        return profile

    def deviance(value: float) -> float:
        return 2 * (fit.log_likelihood - there(value).objective)

    def limit(side: int) -> float:
        # Wald's limit starts the bracket; doubling the step finds the far side of a skewed profile.
        step = 2 * std_error
        for _ in range(12):
            if deviance(estimate + side * step) > drop:
                return float(
                    brentq(lambda v: deviance(v) - drop, estimate, estimate + side * step, xtol=1e-10)
                )
            step *= 2
        return side * math.inf

    low, high = limit(-1), limit(1)
    at = [there(end).beta if math.isfinite(end) else start for end in (low, high)]
    return Profile(low, high, at[0], at[1], float(chdtrc(1, max(deviance(0.0), 0.0))))


def profile_odds_ratio(fit: LogisticFit, name: str, level: float = 0.95) -> Estimate:
    """Profile likelihood interval of one coefficient, penalised if the fit is."""
    j = fit.names.index(name)
    estimate, std_error = float(fit.coefficients[j]), math.sqrt(fit.covariance[j, j])
    method = f"profile {'penalised ' if fit.firth else ''}likelihood"
    try:
        profile = profile_of(fit, name, level)
    except RuntimeError as problem:
        said = (*fit.warnings, str(problem))
        return Estimate(
            math.exp(estimate),
            std_error,
            method=method,
            scale="log",
            level=level,
            converged=False,
            warnings=said,
        )
    return Estimate(
        math.exp(estimate),
        std_error,
        math.exp(profile.low),
        math.exp(profile.high),
        profile.p_value,
        method,
        "log",
        level,
        converged=fit.converged,
        warnings=fit.warnings,
    )


@dataclass(frozen=True)
class _Iterate:
    beta: np.ndarray
    probability: np.ndarray
    scores: np.ndarray
    information: np.ndarray
    objective: float
    converged: bool
    iterations: int


def _objective(
    beta: np.ndarray, y: np.ndarray, X: np.ndarray, weights: np.ndarray, firth: bool
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """(Penalised) log-likelihood, probabilities, rows' scores and information at ``beta``."""
    eta = X @ beta
    p = expit(eta)
    variance = weights * p * (1 - p)
    information = (X * variance[:, None]).T @ X
    value = float(weights @ (y * eta - np.logaddexp(0, eta)))
    residual = weights * (y - p)
    if firth:
        sign, log_det = np.linalg.slogdet(information)
        if sign <= 0:
            return -math.inf, p, X * residual[:, None], information
        value += 0.5 * float(log_det)
        hat = variance * np.einsum("ij,ij->i", X, np.linalg.solve(information, X.T).T)
        residual = residual + hat * (0.5 - p)
    return value, p, X * residual[:, None], information


def penalised_likelihood(fit: LogisticFit, beta: np.ndarray) -> tuple[float, np.ndarray]:
    """The fit's log-likelihood, penalised if the fit is, at coefficients (p,), and its gradient."""
    value, _, scores, _ = _objective(beta, fit.y, fit.X, fit.weights, fit.firth)
    return value, scores.sum(axis=0)


def _newton(
    y: np.ndarray,
    X: np.ndarray,
    weights: np.ndarray,
    firth: bool,
    max_iterations: int,
    start: np.ndarray,
    fixed: int | None = None,
) -> _Iterate:
    """Fisher scoring with step halving; ``fixed`` keeps one coefficient at its start, the penalty whole."""
    beta = start.astype(float).copy()
    free = np.array([k for k in range(X.shape[1]) if k != fixed])
    value, p, scores, information = _objective(beta, y, X, weights, firth)
    converged = False
    iterations = 0
    while iterations < max_iterations:
        iterations += 1
        if free.size == 0:
            converged = True
            break
        gradient = scores.sum(axis=0)[free]
        try:
            step = np.linalg.solve(information[np.ix_(free, free)], gradient)
        except np.linalg.LinAlgError:
            break
        # The decrement is free of the columns' units; 1e-20 is ten digits of the standard errors.
        decrement = float(gradient @ step)
        if decrement < 1e-20 * max(1.0, abs(value)):
            converged = True
            break
        step *= min(1.0, 5.0 / max(np.abs(X[:, free] @ step).max(), 1e-300))
        # Scoring can overshoot Firth's optimum for ever. Far away the likelihood must rise (Armijo); close
        # by, where it no longer changes in double precision, the decrement must fall.
        close = decrement < 1e-9 * max(1.0, abs(value))
        for _ in range(30):
            trial = beta.copy()
            trial[free] += step
            new = _objective(trial, y, X, weights, firth)
            if close:
                rest = new[2].sum(axis=0)[free]
                if float(rest @ np.linalg.solve(new[3][np.ix_(free, free)], rest)) < 0.5 * decrement:
                    break
            elif new[0] >= value + 1e-4 * float(gradient @ step):
                break
            step /= 2
        else:
            # No step improves: the optimum to rounding, or a likelihood that cannot be climbed.
            converged = decrement < 1e-14 * max(1.0, abs(value))
            break
        beta = trial
        value, p, scores, information = new
    return _Iterate(beta, p, scores, information, value, converged, iterations)


def _package(
    y: np.ndarray,
    X: np.ndarray,
    weights: np.ndarray,
    names: tuple[str, ...],
    firth: bool,
    separation: Separation,
    max_iterations: int,
    warnings: tuple[Message | str, ...],
) -> LogisticFit:
    # Under separation maximum likelihood runs away by about one unit a step; 30 steps are beyond any use.
    limit = max_iterations if firth else min(max_iterations, 30)
    result = _newton(y, X, weights, firth, limit, np.zeros(X.shape[1]))
    try:
        covariance = np.linalg.inv(result.information)
    except np.linalg.LinAlgError:
        covariance = np.full_like(result.information, math.nan)
    if not result.converged:
        warnings = (*warnings, message("no-convergence-iterations", iterations=result.iterations))
    return LogisticFit(
        names,
        result.beta,
        covariance,
        result.objective,
        result.probability,
        result.scores,
        firth,
        separation,
        result.converged,
        result.iterations,
        warnings,
        y,
        X,
        weights,
    )


def _certainly_finite(fit: LogisticFit) -> bool:
    """True when the fit itself proves that there is no separation, which spares the linear programme.

    Along a separating direction every residual helps, and at |x'b| < 15 each residual is above 3e-7: the
    score could not vanish to rounding.
    """
    return fit.converged and bool(np.abs(fit.X @ fit.coefficients).max() < SAFE_PREDICTOR)


def _checked(
    y: ArrayLike, X: ArrayLike, weights: ArrayLike | None, names: Sequence[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[str, ...]]:
    outcome, design = np.asarray(y, float), np.asarray(X, float)
    weight = np.ones(len(outcome)) if weights is None else np.asarray(weights, float)
    if design.ndim != 2 or outcome.shape != (len(design),) or weight.shape != outcome.shape:
        raise ValueError("y and weights must have one entry per row of X")
    if len(names) != design.shape[1]:
        raise ValueError("names must have one entry per column of X")
    if not len(outcome):
        raise ValueError("no rows")
    if not (np.isfinite(outcome).all() and np.isfinite(design).all() and np.isfinite(weight).all()):
        raise ValueError("missing or infinite values: select complete rows or impute before fitting")
    if not np.isin(outcome, (0.0, 1.0)).all():
        raise ValueError("y must be 0 or 1")
    if (weight < 0).any() or not (weight > 0).any():
        raise ValueError("weights must be non-negative and not all zero")
    used = independent_columns(design[weight > 0])
    if len(used) < design.shape[1]:
        dependent = [names[k] for k in range(design.shape[1]) if k not in used]
        raise RefusedError(
            message("columns-dependent", names=[Name("variable", str(name)) for name in dependent])
        )
    return outcome, design, weight, tuple(names)
