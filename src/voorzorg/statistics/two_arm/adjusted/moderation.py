"""Whether an effect differs between groups of participants: one model, an effect per group, and their test.

The model is that of the main contrast (logistic regression on weakly penalised covariates, or least squares)
with a mean and an arm effect of its own for every group, none of which is penalised: each arm's fitted risks
average to the observed ones in every group. Risks are standardised over the participants of the group, and
covariances come from the same bias-reduced sandwich as the main contrast's
(:mod:`voorzorg.statistics.cluster_robust`), summed within clusters where there are any.

Effects that differ as differences can be alike as ratios, and the other way round: with other risks in the
reference arm they cannot be alike on both scales (Rothman 2012; VanderWeele and Knol 2014, Epidemiologic
Methods 3:33). Both tests are given. Of two groups it is a t test; of more Hotelling's approximation

    F = (df - q + 1) / (df q) d' V^-1 d,

q groups less one, df the fewest Satterthwaite degrees of freedom of a pair of groups (Pustejovsky and Tipton
2018, Journal of Business and Economic Statistics 36:672, who estimate df by moments).

Where an arm of a group is separated the model is fitted by Firth's penalised likelihood, and a group's limits
are likelihood-ratio limits, as the main contrast's (``regression.likelihood_limits``). Errors are then
recovered from the limits (Zou and Donner 2008, Statistics in Medicine 27:1693): with l and u the limits,
``(d - l) / z`` on the side of smaller and ``(u - d) / z`` on that of larger effects. Two groups differ by
d2 - d1 with the root of the sum of the squared errors on the sides that face each other, more by Cochran's
sum of squares about a common effect with each group's error on that side. Groups share only the covariates'
coefficients, and count as independent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, expit, fdtrc

from voorzorg.messages import Message, RefusedError, message
from voorzorg.statistics.cluster_robust import ClusterRobust, bias_reduced, few_clusters, sum_within
from voorzorg.statistics.regression.likelihood_limits import likelihood_limits
from voorzorg.statistics.regression.linear import fit_linear
from voorzorg.statistics.regression.logistic import LogisticFit, fit_logistic
from voorzorg.statistics.regression.separation import independent_columns
from voorzorg.statistics.results import Estimate, Scale, normal_quantile, not_estimable, wald
from voorzorg.statistics.two_arm.adjusted.standardisation import with_prior


@dataclass(frozen=True)
class Moderation:
    """Effects per group (in the order of their numbers), and how they differ between groups; ``penalised``
    where an arm of a group is separated.

    ``differences`` are of risks or means, ``ratios`` of risks (empty for a score); none of them has a
    p-value. ``difference_test`` and ``ratio_test`` hold, of two groups, the second's difference less the
    first's and the ratio of its ratio to the first's, with interval; of more groups the p-value only.
    """

    differences: tuple[Estimate, ...]
    ratios: tuple[Estimate, ...]
    difference_test: Estimate
    ratio_test: Estimate | None
    clusters: int | None
    penalised: bool = False


@dataclass(frozen=True)
class _Effects:
    """Values (g,) and covariance (g, g) of one measure, and degrees of freedom of a weighting of groups.

    ``limits`` (g, 2), where there are any, replace the limits of covariance and df.
    """

    values: np.ndarray
    covariance: np.ndarray
    df: Callable[[np.ndarray], float]
    clusters: int | None
    scale: Scale
    warnings: tuple[Message | str, ...]
    trusted: bool = True
    limits: np.ndarray | None = None


def effects_by_group(
    y: ArrayLike,
    arm: ArrayLike,
    group: ArrayLike,
    covariates: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    binary: bool = True,
    level: float = 0.95,
) -> Moderation:
    """Effect of the arm (n,) on y (n,) in every group (n,), numbered 0, 1, ...; covariates (n, k).

    With an arm of a group separated there is with clusters no interval and no test, and warnings say so.
    Raises ValueError for missing values, RefusedError where there are fewer than two groups or a group lacks
    an arm.
    """
    outcome, a, g = np.asarray(y, float), np.asarray(arm, float), np.asarray(group, int)
    W = np.empty((len(outcome), 0)) if covariates is None else np.asarray(covariates, float)
    if not (np.isfinite(outcome).all() and np.isfinite(a).all() and np.isfinite(W).all()):
        raise ValueError("missing values: select complete rows or impute before fitting")
    inside = np.eye(int(g.max()) + 1)[g]
    if inside.shape[1] < 2:
        raise RefusedError(message("one-group"))
    if min((inside * a[:, None]).sum(axis=0).min(), (inside * (1 - a)[:, None]).sum(axis=0).min()) < 2:
        raise RefusedError(message("group-lacks-an-arm"))
    X = np.column_stack([inside, inside * a[:, None], W - W.mean(axis=0)])
    kept = independent_columns(X)
    X = X[:, kept]
    if len(X) <= X.shape[1] + 2:
        raise RefusedError(message("more-columns-than-rows"))
    fitted = _risks(outcome, X, inside, cluster, level) if binary else [_means(outcome, X, inside, cluster)]
    found = [_effects(one, level) for one in fitted]
    tests = [_interaction(one, level) for one in fitted]
    return Moderation(
        found[0],
        found[1] if binary else (),
        tests[0],
        tests[1] if binary else None,
        fitted[0].clusters,
        any(one.limits is not None for one in fitted),
    )


def _risks(
    y: np.ndarray, X: np.ndarray, inside: np.ndarray, cluster: ArrayLike | None, level: float
) -> list[_Effects]:
    """Differences and log ratios of standardised risks."""
    n, groups = inside.shape
    if X.shape[1] > 2 * groups:
        X[:, 2 * groups :] /= X[:, 2 * groups :].std(axis=0)
    answers, rows, weights = with_prior(y, X, free=2 * groups)
    names = [f"column {k + 1}" for k in range(X.shape[1])]
    fit = fit_logistic(answers, rows, names, weights=weights)
    if not fit.converged:
        raise RefusedError(message("no-convergence-iterations", iterations=fit.iterations))
    risks, sampled, gradient = _risks_at(X, inside, fit.coefficients), np.empty((2, groups, n)), []
    for k in (0, 1):
        there = X.copy()
        there[:, groups : 2 * groups] = inside * k
        p = expit(there @ fit.coefficients)
        size = inside.sum(axis=0)
        sampled[k] = (inside * (p[:, None] - risks[k]) / size).T
        gradient.append((inside / size * (p * (1 - p))[:, None]).T @ there)
    slopes = np.vstack(gradient)  # reference risks of every group, then treated ones
    prior = (fit.X * (fit.weights * fit.fitted * (1 - fit.fitted))[:, None])[n:].T @ fit.X[n:]
    p = fit.fitted[:n]
    df: Callable[[np.ndarray], float] = _no_df
    if fit.firth:
        said: tuple[Message | str, ...] = (*fit.warnings, message("standard-errors-delta-method-penalised"))
        if cluster is not None:
            said += (message("clustering-not-these-standard-errors"),)
        covariance, clusters = slopes @ fit.covariance @ slopes.T, None
        trusted = cluster is None
    else:
        robust = bias_reduced(fit.scores[:n], X, p * (1 - p), cluster, prior)
        own = sampled.reshape(2 * groups, n).T
        own = own if cluster is None else sum_within(own, cluster)
        blown = own * math.sqrt(len(own) / (len(own) - 1)) + robust.influence @ slopes.T
        covariance, clusters = blown.T @ blown, None if cluster is None else robust.clusters
        said, trusted, df = fit.warnings, True, _df(robust, groups, X.shape[1])
    made = []
    scales: tuple[tuple[np.ndarray, np.ndarray, Scale], ...] = (
        (risks, np.ones_like(risks), "identity"),
        (np.log(risks), 1 / risks, "log"),
    )
    for values, derivative, scale in scales:
        D = np.hstack([-np.diag(derivative[0]), np.diag(derivative[1])])
        limits = _ratio_limits(fit, X, inside, scale, level) if fit.firth and trusted else None
        V = D @ covariance @ D.T
        made.append(_Effects(values[1] - values[0], V, df, clusters, scale, said, trusted, limits))
    return made


def _risks_at(X: np.ndarray, inside: np.ndarray, coefficients: np.ndarray) -> np.ndarray:
    """Standardised risks (2, g) of every group under both arms, reference first."""
    groups = inside.shape[1]
    own = X[:, groups : 2 * groups] @ coefficients[groups : 2 * groups]
    rest = X @ coefficients - own
    both = expit(np.array([rest, rest + inside @ coefficients[groups : 2 * groups]]))
    risks: np.ndarray = both @ inside / inside.sum(axis=0)
    return risks


def _ratio_limits(
    fit: LogisticFit, X: np.ndarray, inside: np.ndarray, scale: Scale, level: float
) -> np.ndarray | None:
    """Likelihood-ratio limits (g, 2) of the groups' effects; None where one is not found."""
    groups = inside.shape[1]
    limits = np.empty((groups, 2))
    for k in range(groups):
        rows = X[inside[:, k] == 1]

        def effect(b: np.ndarray, k: int = k, rows: np.ndarray = rows) -> tuple[float, np.ndarray]:
            value, gradient = 0.0, np.zeros(len(b))
            for sign, arm in ((1, 1.0), (-1, 0.0)):
                there = rows.copy()
                there[:, groups + k] = arm
                p = expit(there @ b)
                risk = float(p.mean())
                slope = 1.0 if scale == "identity" else 1 / risk
                value += sign * (risk if scale == "identity" else math.log(risk))
                gradient += sign * slope * ((p * (1 - p)) @ there) / len(rows)
            return value, gradient

        try:
            limits[k] = likelihood_limits(fit, effect, level)
        except RuntimeError:
            return None
    return limits


def _means(y: np.ndarray, X: np.ndarray, inside: np.ndarray, cluster: ArrayLike | None) -> _Effects:
    groups = inside.shape[1]
    names = [f"column {k + 1}" for k in range(X.shape[1])]
    labels = np.arange(len(y)) if cluster is None else np.asarray(cluster)
    fit = fit_linear(y, X, names, "bias-reduced", labels)
    own = slice(groups, 2 * groups)
    assert fit.robust is not None
    return _Effects(
        fit.coefficients[own],
        fit.covariance[own, own],
        _df(fit.robust, groups, X.shape[1]),
        None if cluster is None else fit.robust.clusters,
        "identity",
        fit.warnings,
    )


def _no_df(_: np.ndarray) -> float:
    return math.inf


def _df(robust: ClusterRobust, groups: int, columns: int) -> Callable[[np.ndarray], float]:
    def df(weights: np.ndarray) -> float:
        whole = np.zeros(columns)
        whole[groups : 2 * groups] = weights
        return robust.df(whole)

    return df


def _effects(found: _Effects, level: float) -> tuple[Estimate, ...]:
    """Each group's effect with its interval, and no p-value of its own."""
    made = []
    for k, value in enumerate(found.values):
        df = found.df(np.arange(len(found.values)) == k)
        one = _wald(found, float(value), float(found.covariance[k, k]), df, level)
        if found.limits is not None:
            one = _with_limits(one, *found.limits[k])
        made.append(replace(one, p_value=math.nan))
    return tuple(made)


def _interaction(found: _Effects, level: float) -> Estimate:
    """The test that all groups have one effect; of two groups their difference (ratio of ratios) too."""
    g = len(found.values)
    if found.limits is not None:
        return _interaction_of_limits(found, found.limits, level)
    C = np.hstack([-np.ones((g - 1, 1)), np.eye(g - 1)])
    least = min(found.df(_pair(g, j, k)) for j in range(g) for k in range(j + 1, g))
    left = least if math.isinf(least) else least - (g - 1) + 1
    few = few_clusters(found.clusters, left) if found.clusters is not None else None
    d, V = C @ found.values, C @ found.covariance @ C.T
    if g == 2:
        one = _wald(found, float(d[0]), float(V[0, 0]), least, level)
        return replace(one, p_value=math.nan, warnings=(*one.warnings, few)) if few else one
    if few or not found.trusted:
        reasons = (*found.warnings, *((few,) if few else ()))
        return not_estimable(reasons, scale=found.scale, level=level)
    q = g - 1
    statistic = float(d @ np.linalg.solve(V, d)) / q
    statistic *= 1.0 if math.isinf(least) else (least - q + 1) / least
    p_value = float(fdtrc(q, left if math.isfinite(left) else 1e9, statistic))
    return Estimate(math.nan, p_value=p_value, scale=found.scale, level=level, warnings=found.warnings)


def _interaction_of_limits(found: _Effects, limits: np.ndarray, level: float) -> Estimate:
    """The interaction from the groups' limits (g, 2)."""
    z, d = normal_quantile(level), found.values
    below, above = (d - limits[:, 0]) / z, (limits[:, 1] - d) / z

    def spread(common: float) -> tuple[float, float]:
        """Squares about a common effect, and the weighted mean with the errors on its side."""
        weight = 1 / np.where(d > common, below, above) ** 2
        return float(weight @ (d - common) ** 2), float(weight @ d / weight.sum())

    common = float(d.mean())
    for _ in range(200):
        new = spread(common)[1]
        if abs(new - common) < 1e-12 * (1 + abs(common)):
            break
        common = (common + new) / 2
    p_value = float(chdtrc(len(d) - 1, spread(common)[0]))
    if len(d) > 2:
        return Estimate(math.nan, p_value=p_value, scale=found.scale, level=level, warnings=found.warnings)
    value = float(d[1] - d[0])
    low, high = value - z * math.hypot(below[1], above[0]), value + z * math.hypot(above[1], below[0])
    V = found.covariance
    error = math.sqrt(float(V[0, 0] + V[1, 1] - 2 * V[0, 1]))
    one = Estimate(value, error, p_value=p_value, scale=found.scale, level=level, warnings=found.warnings)
    if found.scale == "log":
        one = replace(one, estimate=math.exp(value))
    return _with_limits(one, low, high)


def _with_limits(one: Estimate, low: float, high: float) -> Estimate:
    if one.scale == "log":
        low, high = math.exp(low), math.exp(high)
    return replace(one, ci_low=float(low), ci_high=float(high))


def _pair(groups: int, j: int, k: int) -> np.ndarray:
    weights = np.zeros(groups)
    weights[j], weights[k] = -1.0, 1.0
    return weights


def _wald(found: _Effects, value: float, variance: float, df: float, level: float) -> Estimate:
    if not found.trusted:
        shown = math.exp(value) if found.scale == "log" else value
        return Estimate(shown, scale=found.scale, level=level, warnings=found.warnings)
    return wald(
        value,
        math.sqrt(variance),
        scale=found.scale,
        level=level,
        df=df if df >= 1 else math.inf,
        warnings=found.warnings,
    )


def cut(values: ArrayLike, at: Sequence[float]) -> np.ndarray:
    """Group numbers (n,) of values by ascending cut points, each the first value of its group."""
    return np.searchsorted(np.asarray(at, float), np.asarray(values, float), side="right")
