"""Ordinary least squares with heteroskedasticity-robust errors, and analysis of covariance for two arms.

A few lines of algebra, tested against R's ``lm`` and ``sandwich``: to import statsmodels' least squares takes
longer than everything else that a job with a birth weight does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import Message, Name, RefusedError, message
from voorzorg.statistics.cluster_robust import ClusterRobust, bias_reduced, few_clusters
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, not_estimable, wald

#: What is left of values that are fitted exactly, relative to them.
ROUNDING = 1e-13
LinearCovariance = Literal["classical", "HC0", "HC1", "HC2", "HC3", "cluster", "bias-reduced"]


@dataclass(frozen=True)
class LinearFit:
    """A fitted linear regression; ``covariance`` is of ``kind``, ``df`` belongs to its t intervals.

    ``robust`` gives every contrast degrees of freedom of its own where clusters are few.
    """

    names: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    kind: str
    df: float
    residual_variance: float
    n: int
    warnings: tuple[Message | str, ...] = ()
    robust: ClusterRobust | None = None

    def contrast(self, weights: ArrayLike, level: float = 0.95) -> Estimate:
        """A weighted sum of the coefficients, ``weights`` (p,)."""
        w = np.asarray(weights, float)
        df = self.robust.df(w) if self.robust else self.df
        few = few_clusters(self.robust.clusters, df) if self.robust else None
        found = wald(
            float(w @ self.coefficients),
            math.sqrt(max(float(w @ self.covariance @ w), 0.0)),
            level=level,
            df=df,
            method=f"least squares, {self.kind} standard error",
            warnings=(*self.warnings, few) if few else self.warnings,
        )
        return replace(found, p_value=math.nan) if few else found

    def coefficient(self, name: str, level: float = 0.95) -> Estimate:
        """One column's coefficient with its t interval."""
        return self.contrast(np.arange(len(self.names)) == self.names.index(name), level)


@dataclass(frozen=True)
class Ancova:
    """Adjusted means at the covariates' overall means, and their difference (treated - reference)."""

    mean_treated: Estimate
    mean_reference: Estimate
    difference: Estimate
    fit: LinearFit | None


def fit_linear(
    y: ArrayLike,
    X: ArrayLike,
    names: Sequence[str],
    kind: LinearCovariance = "HC3",
    cluster: ArrayLike | None = None,
) -> LinearFit:
    """Least squares of y (n,) on X (n, p) with intercept.

    HC3 (MacKinnon and White 1985) is the default since it keeps its level in small samples. "bias-reduced"
    takes cluster labels (n,), and each contrast Satterthwaite's degrees of freedom
    (:mod:`voorzorg.statistics.cluster_robust`); "cluster" is for many clusters, with the factor
    G/(G-1) * (n-1)/(n-p) and G - 1 degrees of freedom. Raises ValueError for missing
    values, dependent columns, and no more rows than columns.
    """
    outcome, design = check_rows(y, X, names)
    n, p = design.shape
    if n <= p:
        raise RefusedError(message("more-columns-than-rows"))
    inverse = np.linalg.pinv(design)
    bread = inverse @ inverse.T
    coefficients = inverse @ outcome
    residual = outcome - design @ coefficients
    if np.abs(residual).max() <= ROUNDING * np.abs(outcome).max():
        residual = np.zeros(n)  # every value is fitted exactly: what is left is rounding
    variance = float(residual @ residual) / (n - p)
    df, warnings = float(n - p), []
    robust = None
    if kind in ("cluster", "bias-reduced"):
        if cluster is None:
            raise ValueError("cluster labels are needed for clustered standard errors")
        labels, codes = np.unique(np.asarray(cluster), return_inverse=True)
        if len(codes) != n or len(labels) < 2:
            raise ValueError("cluster needs one label per row and at least two clusters")
        codes = codes.reshape(-1)
        scores = design * residual[:, None]
        if kind == "cluster":
            sums = np.zeros((len(labels), p))
            np.add.at(sums, codes, scores)
            factor = len(labels) / (len(labels) - 1) * (n - 1) / (n - p)
            covariance = factor * (bread @ (sums.T @ sums) @ bread)
        else:
            robust = bias_reduced(scores, design, np.ones(n), codes)
            covariance = robust.covariance
        df = float(len(labels) - 1)
    elif kind == "classical":
        covariance = variance * bread
    elif kind in ("HC0", "HC1", "HC2", "HC3"):
        left = 1 - (design * inverse.T).sum(axis=1)
        if kind in ("HC2", "HC3") and (left < 1e-10).any():
            # A row that the model must fit exactly (one woman in a category) has no leave-one-out residual.
            kind = "HC1"
            warnings.append(message("row-leverage-one-hc1-instead"))
        squares = residual**2 / left ** {"HC2": 1, "HC3": 2}.get(kind, 0)
        covariance = (inverse * squares) @ inverse.T * (n / (n - p) if kind == "HC1" else 1.0)
    else:
        raise ValueError("kind must be classical, HC0, HC1, HC2, HC3, cluster or bias-reduced")
    return LinearFit(tuple(names), coefficients, covariance, kind, df, variance, n, tuple(warnings), robust)


def ancova(
    y: ArrayLike,
    arm: ArrayLike,
    covariates: ArrayLike | None = None,
    kind: LinearCovariance = "HC3",
    cluster: ArrayLike | None = None,
    level: float = 0.95,
) -> Ancova:
    """Difference in means adjusted for covariates (n, k), such as the outcome at baseline.

    Consistent for the average effect in a randomised trial also when the model is wrong (Yang and Tsiatis
    2001). Dependent covariates are left out, with a warning. An arm with fewer than two rows gives NaN and
    the reason.
    """
    outcome, a = np.asarray(y, float), np.asarray(arm, float)
    if outcome.ndim != 1 or a.shape != outcome.shape or not np.isin(a, (0.0, 1.0)).all():
        raise ValueError("y and arm must be equally long, arm 0 (reference) or 1 (treated)")
    W = np.empty((len(a), 0)) if covariates is None else np.asarray(covariates, float).reshape(len(a), -1)
    if not (np.isfinite(outcome).all() and np.isfinite(W).all()):
        raise ValueError("missing values: select complete rows or impute before fitting")
    if min((a == 1).sum(), (a == 0).sum()) < 2 or len(a) <= W.shape[1] + 2:
        gap = not_estimable(message("too-few-observations-arm"), "analysis of covariance", level=level)
        return Ancova(gap, gap, gap, None)
    X = np.column_stack([np.ones_like(a), a, W - W.mean(axis=0)])
    kept = independent_columns(X)
    names = ["intercept", "arm", *(f"covariate {k - 1}" for k in kept[2:])]
    fit = fit_linear(outcome, X[:, kept], names, kind, cluster)
    if len(kept) < X.shape[1]:
        fit = LinearFit(
            **{**fit.__dict__, "warnings": (*fit.warnings, message("dependent-covariates-left-out"))}
        )
    one = np.zeros(len(kept))
    one[:2] = 1
    other = np.zeros(len(kept))
    other[0] = 1
    return Ancova(fit.contrast(one, level), fit.contrast(other, level), fit.contrast(one - other, level), fit)


def check_rows(y: ArrayLike, X: ArrayLike, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Outcome (n,) and design (n, p), complete and of full column rank; ValueError names what is wrong."""
    outcome, design = np.asarray(y, float), np.asarray(X, float)
    if design.ndim != 2 or outcome.shape != (len(design),):
        raise ValueError("y must have one entry per row of X")
    if len(names) != design.shape[1]:
        raise ValueError("names must have one entry per column of X")
    if not (np.isfinite(outcome).all() and np.isfinite(design).all()):
        raise ValueError("missing values: select complete rows or impute before fitting")
    used = independent_columns(design)
    if len(used) < design.shape[1]:
        dependent = [names[k] for k in range(design.shape[1]) if k not in used]
        raise RefusedError(
            message("columns-dependent", names=[Name("variable", str(name)) for name in dependent])
        )
    return outcome, design
