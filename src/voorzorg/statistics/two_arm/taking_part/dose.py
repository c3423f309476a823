"""How an outcome goes with the amount received, within the arm that received it.

Logistic regression of y on the dose and weakly penalised covariates; the risk difference per unit is the
average over participants of their risk at the dose they had plus half a unit less that at half a unit below.
Nobody was allotted a dose: this describes who received how much and is no effect of receiving it, whatever
the covariates.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from voorzorg.messages import message
from voorzorg.statistics.cluster_robust import bias_reduced, few_clusters, sum_within
from voorzorg.statistics.regression.logistic import fit_logistic
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.two_arm.adjusted.standardisation import with_prior


def risk_per_dose(
    y: ArrayLike,
    dose: ArrayLike,
    covariates: ArrayLike | None = None,
    unit: float = 1.0,
    cluster: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Difference in risk per ``unit`` of dose (n,); answers 0/1 (n,), covariates (n, k), clusters (n,).

    Errors are those of the sandwich that is reduced for few clusters (or participants), with Satterthwaite's
    degrees of freedom. Raises ValueError for missing values.
    """
    answers, amount = np.asarray(y, float), np.asarray(dose, float) / unit
    n = len(answers)
    W = np.empty((n, 0)) if covariates is None else np.asarray(covariates, float).reshape(n, -1)
    if not (np.isfinite(answers).all() and np.isfinite(amount).all() and np.isfinite(W).all()):
        raise ValueError("missing values: select complete rows or impute before fitting")
    if n < W.shape[1] + 4 or amount.min() == amount.max() or answers.min() == answers.max():
        return not_estimable(message("outcome-or-dose-does-not-vary"), level=level)
    X = np.column_stack([np.ones(n), amount - amount.mean(), W - W.mean(axis=0)])
    X = X[:, independent_columns(X)]
    X[:, 2:] /= X[:, 2:].std(axis=0)
    fit = fit_logistic(*_named(with_prior(answers, X, free=2)), firth=False)
    if not fit.converged:
        return not_estimable(fit.warnings or (message("outcome-or-dose-does-not-vary"),), level=level)
    half = np.zeros(X.shape[1])
    half[1] = 0.5
    more, less = (expit((X + shift) @ fit.coefficients) for shift in (half, -half))
    effect = more - less
    slope = (more * (1 - more)) @ (X + half) / n - (less * (1 - less)) @ (X - half) / n
    weight = fit.weights * fit.fitted * (1 - fit.fitted)
    prior = (fit.X * weight[:, None])[n:].T @ fit.X[n:]
    robust = bias_reduced(fit.scores[:n], X, weight[:n], cluster, prior)
    own = (effect - effect.mean())[:, None] / n
    own = own if cluster is None else sum_within(own, cluster)
    blown = own[:, 0] * math.sqrt(len(own) / (len(own) - 1)) + robust.influence @ slope
    df = robust.df(np.arange(X.shape[1]) == 1)
    few = few_clusters(robust.clusters, df) if cluster is not None else None
    said = (*fit.warnings, few) if few else fit.warnings
    error = math.sqrt(float(blown @ blown))
    found = wald(float(effect.mean()), error, level=level, df=df if df >= 1 else math.inf, warnings=said)
    return replace(found, p_value=math.nan) if few else found


def _named(
    data: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> tuple[np.ndarray, np.ndarray, list[str], np.ndarray]:
    y, X, weights = data
    return y, X, ["intercept", "dose", *(f"covariate {k + 1}" for k in range(X.shape[1] - 2))], weights
