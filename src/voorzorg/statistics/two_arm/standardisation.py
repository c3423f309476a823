"""Covariate-adjusted marginal risks of two arms: standardisation after logistic regression.

Every participant's risk is predicted under both arms and averaged, so risk difference, risk ratio and odds
ratio compare the same population (Zhang 2008, Biometrics 64:707; FDA 2023 guidance on covariate adjustment).
In a randomised trial the contrasts stay consistent when the logistic model is wrong, and so does the standard
error from influence functions, which counts the sampling of covariates as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from voorzorg.messages import Message, Name, People, message
from voorzorg.statistics.regression.logistic import Firth, LogisticFit, fit_logistic, sum_within
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, Scale, not_estimable, wald

StdErrorKind = Literal["auto", "influence", "delta"]
FEW_CLUSTERS = 30


@dataclass(frozen=True)
class StandardisedRisks:
    """Marginal risks and contrasts (treated against reference).

    ``influence`` (n, 2) holds the participants' influence values on the two risks (treated, reference), which
    sum to zero; ``covariance`` (2, 2) is that of the two risks; ``std_error_kind`` says where it came from.
    """

    risk_treated: Estimate
    risk_reference: Estimate
    risk_difference: Estimate
    risk_ratio: Estimate
    odds_ratio: Estimate
    covariance: np.ndarray
    influence: np.ndarray
    std_error_kind: str
    clusters: int | None
    fit: LogisticFit | None
    converged: bool
    warnings: tuple[Message | str, ...]


def standardised_risks(
    y: ArrayLike,
    arm: ArrayLike,
    covariates: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    firth: Firth = "auto",
    std_error: StdErrorKind = "auto",
    level: float = 0.95,
    names: Sequence[str] | None = None,
) -> StandardisedRisks:
    """Standardised risks from a main-effects logistic model of y (n,) on arm (n,), covariates (n, k).

    ``std_error``: "influence" (robust; summed within ``cluster`` where given), "delta" (model-based
    covariance, covariates taken as fixed, clusters ignored), or "auto": influence functions, except under
    Firth's penalty, where residuals of a separated arm are close to zero and the robust error would be far
    too small, so that the delta method with the penalised information is used and ``warnings`` say so.

    Intervals: logit scale for the risks, identity for the difference, log for the ratios. Covariates that are
    constant or repeat others are left out with a warning. Raises ValueError for missing values and for an arm
    other than 0 and 1; an empty arm, or an outcome that does not vary at all, gives NaN with the reason.
    """
    y, arm = np.asarray(y, float), np.asarray(arm, float)
    if y.ndim != 1 or arm.shape != y.shape:
        raise ValueError("y and arm must be one-dimensional and equally long")
    if covariates is None:
        W = np.empty((len(y), 0))
    else:
        W = np.asarray(covariates, float)
        W = W.reshape(len(y), -1)
    if not (np.isfinite(y).all() and np.isfinite(arm).all() and np.isfinite(W).all()):
        raise ValueError("missing values in outcome, arm or covariates: select complete rows or impute first")
    if not np.isin(arm, (0.0, 1.0)).all():
        raise ValueError("arm must be 0 (reference) or 1 (treated)")
    labels = tuple(names) if names is not None else tuple(f"covariate {k + 1}" for k in range(W.shape[1]))
    if len(labels) != W.shape[1]:
        raise ValueError("names must have one entry per covariate")
    reason = _no_contrast(y, arm)
    if reason:
        return _empty(reason, len(y), level)

    warnings: list[Message | str] = []
    X = np.column_stack([np.ones_like(y), arm, W - W.mean(axis=0)])
    kept = independent_columns(X)
    if len(kept) < X.shape[1]:
        gone = [labels[k - 2] for k in range(2, X.shape[1]) if k not in kept]
        warnings.append(
            message("left-out-constant-dependent-on", names=[Name("variable", str(one)) for one in gone])
        )
    X = X[:, kept]
    columns = ["intercept", "arm", *(labels[k - 2] for k in kept[2:])]
    fit = fit_logistic(y, X, columns, firth=firth)
    warnings.extend(fit.warnings)
    risks, influence, gradient = _marginal(fit)

    clusters = None
    kind = std_error
    if kind == "auto":
        kind = "delta" if fit.firth else "influence"
        if fit.firth:
            warnings.append(message("standard-errors-delta-method-penalised"))
            if cluster is not None:
                warnings.append(message("clustering-not-these-standard-errors"))
    if kind == "influence":
        summed = influence
        if cluster is not None:
            summed = sum_within(influence, cluster)
            clusters = len(summed)
            if clusters < FEW_CLUSTERS:
                warnings.append(message("only-clusters-robust-standard-error", n=People(int(clusters))))
        covariance = summed.T @ summed / len(y) ** 2
    else:
        covariance = gradient @ fit.covariance @ gradient.T
    return _contrasts(risks, covariance, influence, kind, clusters, fit, tuple(warnings), level)


def _marginal(fit: LogisticFit) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Risks (2,), influence values (n, 2) and gradients (2, p), treated first; column 1 of X is the arm."""
    n = len(fit.y)
    risks, influence, gradients = np.empty(2), np.empty((n, 2)), np.empty((2, fit.X.shape[1]))
    for k, value in enumerate((1.0, 0.0)):
        X = fit.X.copy()
        X[:, 1] = value
        p = expit(X @ fit.coefficients)
        risks[k] = p.mean()
        gradients[k] = (p * (1 - p)) @ X / n
        influence[:, k] = p - risks[k] + n * (fit.scores @ (fit.covariance @ gradients[k]))
    return risks, influence, gradients


def _contrasts(
    risks: np.ndarray,
    covariance: np.ndarray,
    influence: np.ndarray,
    kind: str,
    clusters: int | None,
    fit: LogisticFit,
    warnings: tuple[Message | str, ...],
    level: float,
) -> StandardisedRisks:
    treated, reference = (float(r) for r in risks)
    odds = risks * (1 - risks)
    method = f"standardisation after logistic regression, {kind} standard error"

    def contrast(value: float, weights: tuple[float, float], scale: Scale) -> Estimate:
        w = np.array(weights)
        return wald(
            value,
            math.sqrt(float(w @ covariance @ w)),
            scale=scale,
            level=level,
            method=method,
            converged=fit.converged,
            warnings=warnings,
        )

    def marginal(k: int) -> Estimate:
        p, se = float(risks[k]), math.sqrt(float(covariance[k, k]))
        logit = wald(math.log(p / (1 - p)), se / float(odds[k]), level=level)
        return Estimate(
            p,
            se,
            float(expit(logit.ci_low)),
            float(expit(logit.ci_high)),
            method=method + ", logit interval",
            level=level,
            converged=fit.converged,
            warnings=warnings,
        )

    log_odds = np.log(risks) - np.log1p(-risks)
    return StandardisedRisks(
        marginal(0),
        marginal(1),
        contrast(treated - reference, (1.0, -1.0), "identity"),
        contrast(math.log(treated / reference), (1 / treated, -1 / reference), "log"),
        contrast(float(log_odds[0] - log_odds[1]), (1 / float(odds[0]), -1 / float(odds[1])), "log"),
        covariance,
        influence,
        kind,
        clusters,
        fit,
        fit.converged,
        warnings,
    )


def _no_contrast(y: np.ndarray, arm: np.ndarray) -> Message | None:
    if not (arm == 1).any():
        return message("no-observations-treated-arm")
    if not (arm == 0).any():
        return message("no-observations-reference-arm")
    if (y == y[0]).all():
        return message("outcome-does-not-vary-nothing")
    return None


def _empty(reason: Message, n: int, level: float) -> StandardisedRisks:
    gap = not_estimable(reason, level=level)
    ratio = not_estimable(reason, scale="log", level=level)
    nan = np.full((2, 2), math.nan)
    return StandardisedRisks(
        gap, gap, gap, ratio, ratio, nan, np.full((n, 2), math.nan), "none", None, None, False, (reason,)
    )
