"""Covariate-adjusted marginal risks of two arms: standardisation after logistic regression.

Every participant's risk is predicted under both arms and averaged, so risk difference, risk ratio and odds
ratio compare the same population (Zhang 2008, Biometrics 64:707; FDA 2023 guidance on covariate adjustment).
In a randomised trial the contrasts stay consistent when the logistic model is wrong, and so does the standard
error from influence functions, which counts the sampling of covariates as well.

The three contrasts are nil together, and repeat one p-value: Rao's score test of the arm, or where there are
clusters the t test of its coefficient with the bias-reduced sandwich
(:mod:`voorzorg.statistics.cluster_robust`).

``shrink`` gives every covariate's coefficient, per standard deviation, Greenland and Mansournia's (2015,
Statistics in Medicine 34:3133) log-F(1,1) prior, so that any number of covariates can be prespecified: half
an answer "yes" and half a "no" are added to the data, away from intercept and arm. These two stay free,
which makes the fitted risks of each arm average to the observed ones, and with randomisation that keeps the
contrasts consistent whatever the prior does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from voorzorg.messages import Message, Name, message
from voorzorg.statistics.cluster_robust import ClusterRobust, bias_reduced, few_clusters, sum_within
from voorzorg.statistics.given import numbers, same_rows
from voorzorg.statistics.regression.likelihood_limits import likelihood_limits
from voorzorg.statistics.regression.logistic import Firth, LogisticFit, fit_logistic, profile_of
from voorzorg.statistics.regression.score_test import score_test
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, Scale, not_estimable, wald

StdErrorKind = Literal["auto", "bias-reduced", "influence", "delta"]
#: Half an answer of each kind per covariate: the log-F(1,1) prior.
PRIOR_WEIGHT = 0.5


@dataclass(frozen=True)
class StandardisedRisks:
    """Marginal risks and contrasts (treated against reference).

    ``influence`` (n, 2) holds the participants' influence values on the two risks (treated, reference),
    which sum to zero, and ``parts`` what each of them, or each cluster, adds to their errors (None by the
    delta method); ``covariance`` (2, 2) is that of the two risks; ``std_error_kind`` says where it came
    from; ``df`` are the degrees of freedom of the contrasts' intervals. ``test`` is "score", "t",
    "penalised" or "none".
    """

    risk_treated: Estimate
    risk_reference: Estimate
    risk_difference: Estimate
    risk_ratio: Estimate
    odds_ratio: Estimate
    covariance: np.ndarray
    influence: np.ndarray
    parts: np.ndarray | None
    std_error_kind: str
    clusters: int | None
    df: float
    test: str
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
    shrink: bool = False,
    likelihood_ratio: bool = True,
) -> StandardisedRisks:
    """Standardised risks from a main-effects logistic model of y (n,) on arm (n,), covariates (n, k).

    ``std_error``: "bias-reduced" (influence functions, blown up by leverage, with Satterthwaite's degrees of
    freedom; summed within ``cluster`` where given), "influence" (the same for many: no correction, normal
    intervals), "delta" (model-based covariance, covariates taken as fixed, clusters ignored), or "auto":
    bias-reduced, except under Firth's penalty, where residuals of a separated arm are close to zero and the
    robust error would be far too small, so that the delta method with the penalised information is used and
    ``warnings`` say so. There, the contrasts' test is the penalised likelihood-ratio test of the arm, and
    their limits are likelihood-ratio limits (``regression.likelihood_limits``): an interval excludes no
    difference where the test rejects it. They take tens of milliseconds; ``likelihood_ratio`` False leaves
    the delta method's.

    Intervals: logit scale for the risks, identity for the difference, log for the ratios. Covariates that are
    constant or repeat others are left out with a warning. Raises ValueError for missing values and for an arm
    other than 0 and 1; an empty arm, or an outcome that does not vary at all, gives NaN with the reason.
    """
    same_rows(y=y, arm=arm, covariates=covariates)
    y, arm = numbers(y, "y"), numbers(arm, "arm", "1 for the treated, as data['arm'] == 'treated'")
    if y.ndim != 1 or arm.shape != y.shape:
        raise ValueError("y and arm must be one-dimensional and equally long")
    if covariates is None:
        W = np.empty((len(y), 0))
    else:
        W = numbers(covariates, "covariates", "categories as pd.get_dummies(covariates, drop_first=True)")
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
    if shrink:
        X[:, 2:] /= X[:, 2:].std(axis=0)
    answers, rows, weights = with_prior(y, X, 2) if shrink else (y, X, np.ones_like(y))
    fit = fit_logistic(answers, rows, columns, weights=weights, firth=firth)
    warnings.extend(fit.warnings)
    risks, sampled, gradient = _marginal(fit, X)
    residual = fit.scores[: len(y)]
    prior = (fit.X * (fit.weights * fit.fitted * (1 - fit.fitted))[:, None])[len(y) :].T @ fit.X[len(y) :]
    influence = sampled + len(y) * (residual @ (fit.covariance @ gradient.T))

    clusters, df = None, math.inf
    kind = std_error
    if kind == "auto":
        kind = "delta" if fit.firth else "bias-reduced"
        if fit.firth:
            warnings.append(message("standard-errors-delta-method-penalised"))
            if cluster is not None:
                warnings.append(message("clustering-not-these-standard-errors"))
    test, p_value = "score", math.nan
    if cluster is None or kind == "delta":
        p_value = score_test(answers, rows, 1, weights).p_value
    if kind == "delta":
        covariance, blown = gradient @ fit.covariance @ gradient.T, None
    else:
        blown = influence / len(y)
        if kind == "bias-reduced":
            p = fit.fitted[: len(y)]
            robust = bias_reduced(residual, X, p * (1 - p), cluster, prior)
            df = robust.df(np.arange(X.shape[1]) == 1)
            own = sampled / len(y) if cluster is None else sum_within(sampled / len(y), cluster)
            blown = own * math.sqrt(len(own) / (len(own) - 1)) + robust.influence @ gradient.T
        elif cluster is not None:
            blown = sum_within(blown, cluster)
        covariance = blown.T @ blown
        if cluster is not None:
            clusters = len(blown)
            p = fit.fitted[: len(y)]
            plain = kind != "bias-reduced"
            used = bias_reduced(residual, X, p * (1 - p), cluster, prior) if plain else robust
            test, p_value = _cluster_test(fit, used, warnings)
    shared = (influence, blown, kind, clusters, df, test, fit, tuple(warnings), level)
    found = _contrasts(risks, covariance, p_value, *shared)
    return _profiled(found, X, level) if fit.firth and std_error == "auto" and likelihood_ratio else found


def _profiled(found: StandardisedRisks, X: np.ndarray, level: float) -> StandardisedRisks:
    """Contrasts with likelihood-ratio limits and the penalised likelihood-ratio test of the arm; as they were
    where these cannot be found.
    """
    assert found.fit is not None
    fit = found.fit
    try:
        p_value = profile_of(fit, "arm", level).p_value
        limits = [likelihood_limits(fit, partial(f, X), level) for f in CONTRASTS.values()]
    except RuntimeError:
        return found
    changed: dict[str, Any] = {}
    for name, (low, high) in zip(CONTRASTS, limits, strict=True):
        one: Estimate = getattr(found, name)
        ends = (low, high) if one.scale == "identity" else (math.exp(low), math.exp(high))
        changed[name] = replace(one, ci_low=ends[0], ci_high=ends[1], p_value=p_value)
    return replace(found, test="penalised", **changed)


def _contrast_at(
    X: np.ndarray, coefficients: np.ndarray, of_risk: Callable[[float], tuple[float, float]]
) -> tuple[float, np.ndarray]:
    """Treated less reference of a function of the standardised risk, and its gradient (p,); ``of_risk`` gives
    the function and its derivative.
    """
    value, gradient = 0.0, np.zeros(len(coefficients))
    for sign, arm in ((1, 1.0), (-1, 0.0)):
        there = X.copy()
        there[:, 1] = arm
        p = expit(there @ coefficients)
        level, slope = of_risk(float(p.mean()))
        value += sign * level
        gradient += sign * slope * ((p * (1 - p)) @ there) / len(X)
    return value, gradient


#: On their scales: identity, log, log.
CONTRASTS: dict[str, Callable[[np.ndarray, np.ndarray], tuple[float, np.ndarray]]] = {
    "risk_difference": partial(_contrast_at, of_risk=lambda r: (r, 1.0)),
    "risk_ratio": partial(_contrast_at, of_risk=lambda r: (math.log(r), 1 / r)),
    "odds_ratio": partial(_contrast_at, of_risk=lambda r: (math.log(r / (1 - r)), 1 / (r * (1 - r)))),
}


def with_prior(y: np.ndarray, X: np.ndarray, free: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The data with two rows per covariate that hold it alone, answered yes and no, of half a weight each.

    The first ``free`` columns have no prior.
    """
    extra = np.eye(X.shape[1])[free:]
    k = len(extra)
    return (
        np.r_[y, np.zeros(k), np.ones(k)],
        np.vstack([X, extra, extra]),
        np.r_[np.ones(len(y)), np.full(2 * k, PRIOR_WEIGHT)],
    )


def _cluster_test(
    fit: LogisticFit, robust: ClusterRobust, warnings: list[Message | str]
) -> tuple[str, float]:
    """The t test of the arm's coefficient; a reason instead of a p-value where clusters are too few."""
    df = robust.df(np.arange(len(fit.coefficients)) == 1)
    if reason := few_clusters(robust.clusters, df):
        warnings.append(reason)
        return "none", math.nan
    return "t", wald(float(fit.coefficients[1]), math.sqrt(robust.covariance[1, 1]), df=df).p_value


def _marginal(fit: LogisticFit, X: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Risks (2,), their sampling of covariates (n, 2) and gradients (2, p), treated first; column 1 is the
    arm.
    """
    n = len(X)
    risks, sampled, gradients = np.empty(2), np.empty((n, 2)), np.empty((2, X.shape[1]))
    for k, value in enumerate((1.0, 0.0)):
        there = X.copy()
        there[:, 1] = value
        p = expit(there @ fit.coefficients)
        risks[k] = p.mean()
        gradients[k] = (p * (1 - p)) @ there / n
        sampled[:, k] = p - risks[k]
    return risks, sampled, gradients


def _contrasts(
    risks: np.ndarray,
    covariance: np.ndarray,
    p_value: float,
    influence: np.ndarray,
    parts: np.ndarray | None,
    kind: str,
    clusters: int | None,
    df: float,
    test: str,
    fit: LogisticFit,
    warnings: tuple[Message | str, ...],
    level: float,
) -> StandardisedRisks:
    treated, reference = (float(r) for r in risks)
    odds = risks * (1 - risks)
    method = f"standardisation after logistic regression, {kind} standard error"

    def contrast(value: float, weights: tuple[float, float], scale: Scale) -> Estimate:
        w = np.array(weights)
        found = wald(
            value,
            math.sqrt(float(w @ covariance @ w)),
            scale=scale,
            level=level,
            df=df if df >= 1 else math.inf,
            method=method,
            converged=fit.converged,
            warnings=warnings,
        )
        return replace(found, p_value=p_value)

    def marginal(k: int) -> Estimate:
        p, se = float(risks[k]), math.sqrt(float(covariance[k, k]))
        logit = wald(math.log(p / (1 - p)), se / float(odds[k]), level=level, df=df if df >= 1 else math.inf)
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
        parts,
        kind,
        clusters,
        df,
        test,
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
    influence = np.full((n, 2), math.nan)
    none = ("none", None, math.nan, "none", None, False, (reason,))
    return StandardisedRisks(gap, gap, gap, ratio, ratio, nan, influence, None, *none)
