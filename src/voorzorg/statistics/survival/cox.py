"""Cox regression with Efron's ties, robust standard errors that respect them, and a test of proportionality.

Written out because statsmodels' ``PHReg`` walks the event times in Python (3.1 s against 0.01 s for 10,000
women with a time each) and its score residuals follow Breslow even when the fit uses Efron, which makes its
clustered standard errors 2 to 4 % too small where ties are common (months, weeks). Its coefficients, and
those of R's ``coxph``, are what the tests compare with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from voorzorg.messages import Message, Name, RefusedError, message
from voorzorg.statistics.cluster_robust import (
    ClusterRobust,
    cluster_codes,
    cluster_robust,
    few_clusters,
    sum_within,
)
from voorzorg.statistics.results import Estimate, not_estimable, wald
from voorzorg.statistics.survival.efron import EfronLikelihood, EfronPoint
from voorzorg.statistics.survival.kaplan_meier import check_times
from voorzorg.statistics.within_clusters import Shift

#: A log hazard ratio per standard deviation beyond this is a monotone likelihood, not an estimate.
RUNAWAY = 10.0
#: Below this p-value of the test of proportional hazards a hazard ratio says so.
DOUBTFUL = 0.05


@dataclass(frozen=True)
class Proportionality:
    """Score tests that log hazard ratios do not change with time: one per column, and one of all (p df)."""

    names: tuple[str, ...]
    chi_square: np.ndarray
    p_values: np.ndarray
    global_chi_square: float
    global_p: float

    def warning(self, name: str) -> tuple[Message, ...]:
        """What a reader of one column's hazard ratio must know; empty where nothing contradicts it."""
        p = float(self.p_values[self.names.index(name)])
        if not p < DOUBTFUL:
            return ()
        return (
            message("hazards-not-proportional", p_value=message("p-below" if p < 0.001 else "p-is", p=p)),
        )


@dataclass(frozen=True)
class CoxFit:
    """``covariance`` (p, p) is model-based; ``scores`` (n, p) are Efron score residuals, which sum to zero.

    ``point`` is the likelihood at its maximum, in columns of X that are centred and scaled by ``spread``
    (p,).
    """

    names: tuple[str, ...]
    coefficients: np.ndarray
    covariance: np.ndarray
    scores: np.ndarray
    log_likelihood: float
    converged: bool
    warnings: tuple[Message | str, ...]
    spread: np.ndarray
    point: EfronPoint | None = None

    def robust_covariance(self, cluster: ArrayLike | None = None) -> np.ndarray:
        """Lin and Wei's (1989) sandwich, summed within clusters (n,) if given; no small-sample factor."""
        scores = self.scores if cluster is None else sum_within(self.scores, cluster)
        half = scores @ self.covariance
        return half.T @ half

    def clustered(self, cluster: ArrayLike) -> ClusterRobust:
        """Lin and Wei's sandwich, bias-reduced for few clusters (n,), in units of X's standard deviations.

        The first of its 1 + p parameters is a factor common to all hazards, that is, the baseline: the fit
        has taken out of a cluster's scores what the baseline follows it, and leverages must say so.
        """
        assert self.point is not None
        codes, p = cluster_codes(cluster, len(self.scores)), len(self.names)
        expected, event = self.point.expected(), np.zeros(len(self.scores))
        event[self.point.likelihood.order[self.point.likelihood.deaths]] = 1
        rows = self.point.information_of_rows().reshape(len(event), -1)
        information = sum_within(rows, codes).reshape(-1, 1 + p, 1 + p)
        scores = sum_within(np.column_stack([event - expected, self.scores / self.spread]), codes)
        left = event - expected
        shift = Shift(
            information[:, 0],
            information[:, 0, 0],
            scores[:, 0],
            float(left @ left),
            float(expected @ expected),
        )
        return cluster_robust(scores, information, shift)

    def proportionality(self, transform: Literal["km", "identity"] = "km") -> Proportionality:
        """Grambsch and Therneau's (1994) test, as R's ``cox.zph`` (survival 3): the score test of a
        coefficient that changes as g(t).

        g is the left-continuous Kaplan-Meier estimate ("km", which outlying times do not rule) or time itself
        ("identity"). NaN for a fit that did not converge.
        """
        if transform not in ("km", "identity"):
            raise ValueError("transform must be 'km' or 'identity'")
        p = len(self.names)
        if self.point is None or not self.converged:
            nothing = np.full(p, math.nan)
            return Proportionality(self.names, nothing, nothing, math.nan, math.nan)
        deaths = self.point.likelihood
        g = 1 - deaths.survival_before() if transform == "km" else deaths.times[deaths.which]
        g = g - g.mean()
        # Score and information of g(t) x, given that the coefficients of x themselves are estimated.
        U = g @ self.point.residual
        across = self.point.information(g)
        variance = self.point.information(g**2) - across @ np.linalg.solve(self.point.information(), across)
        with np.errstate(divide="ignore", invalid="ignore"):
            chi_square = np.where(np.diag(variance) > 1e-12, U**2 / np.diag(variance), math.nan)
        joint = float(U @ np.linalg.pinv(variance, hermitian=True) @ U)
        return Proportionality(self.names, chi_square, chdtrc(1, chi_square), joint, float(chdtrc(p, joint)))

    def hazard_ratio(
        self,
        name: str,
        level: float = 0.95,
        covariance: np.ndarray | None = None,
        cluster: ArrayLike | None = None,
    ) -> Estimate:
        """Hazard ratio of one column with its Wald interval (log scale); warns of non-proportional hazards.

        ``covariance`` (p, p) replaces the model-based one, for example :meth:`robust_covariance`. With
        ``cluster`` (n,) the error is :meth:`clustered`'s, with Satterthwaite's degrees of freedom.
        """
        j = self.names.index(name)
        if not self.converged:
            return not_estimable(self.warnings, "Cox (Efron)", "log", level)
        variance = float((self.covariance if covariance is None else covariance)[j, j])
        df, few = math.inf, None
        if cluster is not None:
            robust = self.clustered(cluster)
            df = robust.df(np.arange(1 + len(self.names)) == 1 + j)
            few = few_clusters(robust.clusters, df)
            variance = float(robust.covariance[1 + j, 1 + j]) / self.spread[j] ** 2
        found = wald(
            float(self.coefficients[j]),
            math.sqrt(variance),
            scale="log",
            level=level,
            df=df,
            method="Cox (Efron)" + ("" if covariance is None and cluster is None else ", robust"),
            warnings=(*self.warnings, *self.proportionality().warning(name), *((few,) if few else ())),
        )
        return replace(found, p_value=math.nan) if few else found


def fit_cox(time: ArrayLike, event: ArrayLike, X: ArrayLike, names: Sequence[str]) -> CoxFit:
    """Proportional hazards for times (n,), events (n,) and covariates X (n, p) without intercept.

    A monotone likelihood (no events in an arm, say) has no finite estimate: ``converged`` is False and
    ``warnings`` name the columns. Raises ValueError for missing values and columns that do not vary.
    """
    t, e = check_times(time, event)
    design = np.asarray(X, float)
    design = design.reshape(len(t), -1)
    if len(names) != design.shape[1]:
        raise ValueError("names must have one entry per column of X")
    if not np.isfinite(design).all():
        raise ValueError("missing values in X")
    spread = design.std(axis=0)
    if np.linalg.matrix_rank(design - design.mean(axis=0)) < design.shape[1]:
        raise RefusedError(message("columns-dependent", names=[Name("variable", name) for name in names]))
    p = design.shape[1]
    if not e.any():
        gap = np.full((p, p), math.nan)
        scores = np.full((len(t), p), math.nan)
        return CoxFit(tuple(names), gap[0], gap, scores, math.nan, False, (message("no-events"),), spread)
    # Centring and scaling change nothing but the numbers that Newton works with.
    point, converged = maximise(EfronLikelihood(t, e, (design - design.mean(axis=0)) / spread))
    covariance = np.linalg.pinv(point.information(), hermitian=True)
    beta = point.beta
    runaway = [names[k] for k in range(p) if abs(beta[k]) > RUNAWAY or not 0 < covariance[k, k] < 100.0]
    warnings: tuple[Message | str, ...] = ()
    if runaway:
        warnings = (
            message(
                "monotone-likelihood-no-finite-hazard", names=[Name("variable", str(one)) for one in runaway]
            ),
        )
    elif not converged:
        warnings = (message("partial-likelihood-was-not-maximised"),)
    return CoxFit(
        tuple(names),
        beta / spread,
        covariance / np.outer(spread, spread),
        point.score_residuals() * spread,
        point.log_likelihood,
        not warnings,
        warnings,
        spread,
        point,
    )


def maximise(likelihood: EfronLikelihood, iterations: int = 50) -> tuple[EfronPoint, bool]:
    """Newton's method from no effect, halving steps that lose; the maximum and whether it was reached.

    The log partial likelihood is concave, so that there is one maximum or none; without one the coefficients
    run away and Newton's method stops at the first beyond twice ``RUNAWAY``.
    """
    here = likelihood.at(np.zeros(likelihood.X.shape[1]))
    rounding = 1e-12 * (1 + abs(here.log_likelihood))
    for _ in range(iterations):
        step = np.linalg.lstsq(here.information(), here.score, rcond=1e-12)[0]
        gain = float(step @ here.score)
        new, fraction = likelihood.at(here.beta + step), 1.0
        while not new.log_likelihood >= here.log_likelihood - rounding and fraction > 1e-6:
            fraction /= 2
            new = likelihood.at(here.beta + fraction * step)
        # Newton's method squares the error, so the step that promised this little has arrived.
        if gain < rounding:
            return new, True
        here = new
        if np.abs(here.beta).max() > 2 * RUNAWAY:
            break
    return here, False
