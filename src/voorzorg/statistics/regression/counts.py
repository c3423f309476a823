"""Counts with more spread than Poisson: negative binomial (NB2) rate ratios, and the hurdle model for many
zeros.

NB2 has variance mu + alpha * mu^2 (alpha = 1/theta of R's ``glm.nb``). The likelihoods are statsmodels'; its
optimisers stop early or run away on such data, so a fit starts from Poisson, takes BFGS steps and is then
polished by Newton to full precision, and ``converged`` reports what that found.
"""

from __future__ import annotations

import math
import warnings as python_warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from voorzorg.messages import Message, Name, RefusedError, message
from voorzorg.statistics.cluster_robust import sum_within
from voorzorg.statistics.regression.logistic import LogisticFit, fit_logistic
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, not_estimable, wald


@dataclass(frozen=True)
class CountFit:
    """A fitted count regression with log link.

    ``covariance`` (p, p) is the coefficients' block of the inverse observed information, dispersion included;
    ``alpha`` is 0 and ``distribution`` Poisson where the data show no extra spread.
    """

    names: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    alpha: float
    alpha_std_error: float
    distribution: str
    log_likelihood: float
    n: int
    converged: bool
    warnings: tuple[Message | str, ...]
    full_covariance: np.ndarray
    scores: np.ndarray

    def robust_covariance(self, cluster: ArrayLike | None = None) -> np.ndarray:
        """Sandwich covariance, clustered where labels (n,) are given; no small-sample factor."""
        scores = self.scores if cluster is None else sum_within(self.scores, cluster)
        half = scores @ self.full_covariance
        p = len(self.names)
        return (half.T @ half)[:p, :p]

    def rate_ratio(self, name: str, level: float = 0.95, covariance: np.ndarray | None = None) -> Estimate:
        """Ratio of means per unit of one column, with its Wald interval (log scale).

        Of an arm with some tens of skewed counts :func:`.arm_effect.rate_ratio` keeps level and coverage;
        Wald's test with the plain sandwich rejects 8 to 10 %.
        """
        if not self.converged:
            return not_estimable(self.warnings, self.distribution, "log", level)
        j = self.names.index(name)
        variance = self.covariance if covariance is None else covariance
        return wald(
            float(self.coefficients[j]),
            math.sqrt(variance[j, j]),
            scale="log",
            level=level,
            method=self.distribution + ("" if covariance is None else ", robust"),
            warnings=self.warnings,
        )


@dataclass(frozen=True)
class HurdleFit:
    """Two parts: ``any`` models a count above zero, ``positive`` the counts of those above it.

    ``positive`` is truncated at zero: its rate ratio compares the means of the untruncated distribution, not
    the average counts of those above zero. The parts' likelihoods are separate, and add.
    """

    any: LogisticFit
    positive: CountFit
    log_likelihood: float


def fit_negative_binomial(
    y: ArrayLike,
    X: ArrayLike,
    names: Sequence[str],
    exposure: ArrayLike | None = None,
    near: CountFit | None = None,
) -> CountFit:
    """Negative binomial regression of counts y (n,) on X (n, p) with intercept; ``exposure`` (n,) > 0 if
    unequal. ``near`` is a fit of much the same data (another imputed data set), at which the search starts.

    Where the counts vary no more than Poisson's, alpha's estimate is 0: the Poisson fit is returned, and
    said. Its standard errors then assume no underdispersion. Raises ValueError for anything but whole,
    non-negative counts, for missing values and for dependent columns.
    """
    from statsmodels.discrete.discrete_model import NegativeBinomial, Poisson

    counts, design, log_exposure = _checked(y, X, names, exposure)
    labels = tuple(names)
    if not counts.any():
        return _failed(labels, len(counts), message("all-counts-zero"))
    if near is not None and near.alpha > 0 and near.names == labels:
        model = NegativeBinomial(counts, design, offset=log_exposure)
        model._transparams = False  # its last parameter is alpha, as after a fit, and not the logarithm
        theta, ok = _maximise(model, np.append(near.coefficients, near.alpha), climb=False)
        if ok and theta[-1] > 0:
            return _package(model, theta, labels, "negative binomial", True, ())
    start, poisson_ok = _maximise(Poisson(counts, design, offset=log_exposure), _start(counts, design))
    if not poisson_ok:
        return _failed(labels, len(counts), _runaway(labels, start))
    mean = np.exp(design @ start + log_exposure)
    # The log-likelihood's slope in alpha at 0 is half this sum; below zero the maximum lies on the boundary.
    if float(np.sum((counts - mean) ** 2 - counts)) <= 0:
        model, theta = Poisson(counts, design, offset=log_exposure), start
        return _package(model, theta, labels, "Poisson", True, (message("no-overdispersion-poisson"),))
    model = NegativeBinomial(counts, design, offset=log_exposure)
    moment = float(np.mean(((counts - mean) ** 2 - mean) / mean**2))
    theta, ok = _maximise(model, np.append(start, min(max(moment, 0.05), 5.0)))
    return _package(model, theta, labels, "negative binomial", ok and theta[-1] > 0, ())


def fit_hurdle(y: ArrayLike, X: ArrayLike, names: Sequence[str]) -> HurdleFit:
    """Hurdle model (Mullahy 1986): logistic for any, zero-truncated negative binomial for how many.

    The logistic part turns to Firth's penalty where separated. The truncated part becomes a truncated
    Poisson, with a warning, where its dispersion runs to zero, and is not estimable where dispersion runs to
    infinity or the positive counts cannot carry X.
    """
    counts, design, _ = _checked(y, X, names, None)
    labels = tuple(names)
    anything = fit_logistic((counts > 0).astype(float), design, labels)
    some = counts > 0
    yp, Xp = counts[some], design[some]
    if len(yp) <= design.shape[1] or len(independent_columns(Xp)) < design.shape[1]:
        positive = _failed(labels, len(yp), message("too-few-positive-counts-these"))
    elif (yp == 1).all():
        positive = _failed(labels, len(yp), message("every-positive-count-one"))
    else:
        positive = _truncated(yp, Xp, labels)
    return HurdleFit(anything, positive, anything.log_likelihood + positive.log_likelihood)


def _truncated(counts: np.ndarray, design: np.ndarray, names: tuple[str, ...]) -> CountFit:
    """Zero-truncated negative binomial; truncated Poisson only where the likelihood falls with dispersion."""
    from statsmodels.discrete.truncated_model import TruncatedLFNegativeBinomialP, TruncatedLFPoisson

    simple = TruncatedLFPoisson(counts, design, truncation=0)
    start, ok = _maximise(simple, _start(counts, design))
    model = TruncatedLFNegativeBinomialP(counts, design, p=2, truncation=0)
    for alpha in (0.5, 0.1, 2.0):
        theta, found = _maximise(model, np.append(start, alpha))
        if found and theta[-1] > 1e-6:
            return _package(model, theta, names, "truncated negative binomial", True, ())
    if not ok:
        return _failed(names, len(counts), message("no-maximum-likelihood-was-found"))
    # With alpha to infinity the limit is the logarithmic distribution, far from Poisson: the side matters.
    with python_warnings.catch_warnings(), np.errstate(all="ignore"):
        python_warnings.simplefilter("ignore")
        rises = float(model.loglike(np.append(start, 1e-3))) > float(simple.loglike(start))
    if rises:
        return _failed(names, len(counts), message("no-finite-dispersion-fits-positive"))
    said = (message("no-overdispersion-above-zero-truncated"),)
    return _package(simple, start, names, "truncated Poisson", True, said)


def _start(counts: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Least squares on the log scale, close enough for Newton to take over."""
    return np.linalg.lstsq(design, np.log(counts + 0.5), rcond=None)[0]


def _maximise(model: Any, start: np.ndarray, *, climb: bool = True) -> tuple[np.ndarray, bool]:
    """BFGS from ``start``, then Newton with step halving until the decrement vanishes; never raises.

    Without ``climb`` the start is near, and Newton's method begins at once.
    """
    with python_warnings.catch_warnings(), np.errstate(all="ignore"):
        python_warnings.simplefilter("ignore")
        theta = np.asarray(start, float)
        try:
            if climb:
                rough = model.fit(start_params=theta, method="bfgs", maxiter=300, disp=0, skip_hessian=True)
                if np.isfinite(rough.params).all():
                    theta = np.asarray(rough.params, float)
            value = float(model.loglike(theta))
            for _ in range(60):
                gradient, hessian = np.asarray(model.score(theta)), np.asarray(model.hessian(theta))
                step = np.linalg.solve(-hessian, gradient)
                decrement = float(gradient @ step)
                if not np.isfinite(decrement):
                    return theta, False
                if abs(decrement) < 1e-14 * max(1.0, abs(value)):
                    return theta, bool(np.linalg.eigvalsh(-hessian)[0] > 0 and np.abs(theta).max() < 1e3)
                if decrement < 0:
                    step = gradient / np.abs(np.diag(hessian))
                for _ in range(40):
                    new = float(model.loglike(theta + step))
                    if np.isfinite(new) and new >= value - 1e-12 * abs(value):
                        break
                    step = step / 2
                else:
                    return theta, False
                theta, value = theta + step, new
        except (np.linalg.LinAlgError, ValueError, FloatingPointError):
            return theta, False
    return theta, False


def _package(
    model: Any,
    theta: np.ndarray,
    names: tuple[str, ...],
    distribution: str,
    converged: bool,
    warnings: tuple[Message | str, ...],
) -> CountFit:
    p = len(names)
    if not converged:
        return _failed(names, len(model.endog), message("fit-did-not-converge-x", distribution=distribution))
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")
        covariance = np.linalg.inv(-np.asarray(model.hessian(theta)))
        scores = np.asarray(model.score_obs(theta))
    dispersed = len(theta) > p
    if (np.sqrt(np.diag(covariance))[:p] > 50).any():
        return _failed(names, len(model.endog), _runaway(names, theta[:p]))
    return CountFit(
        names,
        theta[:p],
        covariance[:p, :p],
        float(theta[p]) if dispersed else 0.0,
        math.sqrt(covariance[p, p]) if dispersed else math.nan,
        distribution,
        float(model.loglike(theta)),
        len(model.endog),
        True,
        warnings,
        covariance,
        scores,
    )


def _runaway(names: tuple[str, ...], beta: np.ndarray) -> Message:
    far = [name for name, b in zip(names, beta, strict=False) if abs(b) > 8]
    return (
        message("no-finite-estimate", names=[Name("variable", str(one)) for one in far])
        if far
        else message("no-convergence")
    )


def _failed(names: tuple[str, ...], n: int, reason: Message) -> CountFit:
    p = len(names)
    gap = np.full((p, p), math.nan)
    return CountFit(
        names,
        gap[0],
        gap,
        math.nan,
        math.nan,
        "count model",
        math.nan,
        n,
        False,
        (reason,),
        gap,
        np.full((n, p), math.nan),
    )


def _checked(
    y: ArrayLike, X: ArrayLike, names: Sequence[str], exposure: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    counts, design = np.asarray(y, float), np.asarray(X, float)
    time = np.ones_like(counts) if exposure is None else np.asarray(exposure, float)
    if design.ndim != 2 or counts.shape != (len(design),) or time.shape != counts.shape:
        raise ValueError("y and exposure must have one entry per row of X")
    if len(names) != design.shape[1]:
        raise ValueError("names must have one entry per column of X")
    if not (np.isfinite(counts).all() and np.isfinite(design).all() and np.isfinite(time).all()):
        raise ValueError("missing or infinite values: select complete rows or impute before fitting")
    if (counts < 0).any() or (counts != np.floor(counts)).any():
        raise ValueError("counts must be whole numbers from 0")
    if (time <= 0).any():
        raise ValueError("exposure must be positive")
    used = independent_columns(design)
    if len(used) < design.shape[1]:
        dependent = [names[k] for k in range(design.shape[1]) if k not in used]
        raise RefusedError(
            message("columns-dependent", names=[Name("variable", str(name)) for name in dependent])
        )
    return counts, design, np.log(time)
