"""Logistic generalised estimating equations with small-sample sandwich corrections.

The marginal companion of multilevel logistic regression: odds ratios for the population, not for a woman.
Written on cluster sums instead of a loop over clusters, because for the two working correlations offered here
(independence, exchangeable) everything that the estimating equations need is a sum over a cluster:

    u_i = D_i' V_i^-1 (y_i - mu_i)          score of cluster i               (p)
    A_i = D_i' V_i^-1 D_i                   its information                  (p x p)
    M   = (sum_i A_i)^-1 = C C'             model-based covariance / phi

With the exchangeable inverse ``R^-1 = (I - c 1 1') / (1 - rho)`` and ``c = rho / (1 + (n_i - 1) rho)`` both
follow from the cluster sums of the Pearson residuals and of the rows ``z = sqrt(mu (1 - mu)) x``.

The leverage of cluster i, ``H_i = D_i M D_i' V_i^-1``, is an n_i x n_i matrix, but it enters the corrections
only through the p x p matrix ``Q_i = C' A_i C``, which has the same non-zero eigenvalues:

    D_i' V_i^-1 (I - H_i)^-a (y_i - mu_i) = C^-T (I - Q_i)^-a C' u_i

so that the sandwich is ``C [sum_i w_i w_i'] C'`` with ``w_i = (I - Q_i)^-a C' u_i`` and a = 0 (Liang and
Zeger, 1986), a = 1/2 (Kauermann and Carroll, 2001) or a = 1 (Mancl and DeRouen, 2001).

``statsmodels.genmod.GEE`` gives the same fit and the first and the last covariance, and is what the tests
compare with; it loops over clusters in Python (3.2 s against 1.0 s for 20,000 clusters) and lacks the middle
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from voorzorg.messages import Message, People, message
from voorzorg.statistics.cluster_robust import FEWEST_CLUSTERS, Leverage, few_clusters
from voorzorg.statistics.repeated.gee_equations import Clusters, iterate, means
from voorzorg.statistics.repeated.gee_result import GEEResult
from voorzorg.statistics.repeated.gee_sandwich import corrected, group_leverages, shift_of

__all__ = ["GEEResult", "fit_gee_logistic"]

Correlation = Literal["exchangeable", "independence"]
SmallSample = Literal["none", "kauermann-carroll", "mancl-derouen"]

_EXPONENT: dict[str, float] = {"none": 0.0, "kauermann-carroll": 0.5, "mancl-derouen": 1.0}


def fit_gee_logistic(
    y: ArrayLike,
    X: ArrayLike,
    groups: ArrayLike,
    names: Sequence[str],
    corr: Correlation = "exchangeable",
    small_sample: SmallSample = "none",
    reference: Literal["normal", "t", "satterthwaite"] = "normal",
    ci_level: float = 0.95,
    moment_correction: bool = True,
    independent: ArrayLike | None = None,
) -> GEEResult:
    """Fit a marginal logistic regression.

    Parameters
    ----------
    y : (n,) answers, 0 or 1.
    X : (n, p) design matrix, the constant included.
    groups : (n,) cluster labels of any hashable kind, in any order.
    names : p names of the columns of X.
    small_sample : correction of the sandwich covariance; both are recommended below about 40 clusters.
    reference : ``"t"`` refers Wald statistics to t with (clusters - p) degrees of freedom,
        ``"satterthwaite"`` to t with those of each contrast (see ``voorzorg.statistics.cluster_robust``): the
        ones to take where clusters are few or unequal.  Below six it gives no interval and no p-value.
    moment_correction : subtract p in the denominators of the scale and the working correlation, as in Liang
        and Zeger (1986), SAS and statsmodels; without it the moment estimators of R's geepack.
    independent : (n,) labels of larger clusters that the sandwich sums over, in which ``groups`` lie whole; a
        missing label makes the group a cluster of its own.

    Raises
    ------
    ValueError
        For malformed input: unequal lengths, missing or non-binary answers, an unknown option. What the data
        cannot carry (a rank-deficient design, an answer that never varies, separation, too few clusters) is
        returned with ``converged=False`` and a warning in words instead.
    """
    y_, X_, labels = _checked(y, X, groups, names)
    if small_sample not in _EXPONENT:
        raise ValueError(f"small_sample must be one of {sorted(_EXPONENT)}")
    if corr not in ("exchangeable", "independence"):
        raise ValueError("corr must be 'exchangeable' or 'independence'")
    of_group = _independent(labels, independent)
    order = np.lexsort((labels, of_group[labels]))
    y_, X_, labels = y_[order], X_[order], labels[order]
    starts = np.flatnonzero(np.r_[True, labels[1:] != labels[:-1]])
    clusters = Clusters(starts, np.diff(np.r_[starts, len(y_)]).astype(float))
    outer = of_group[labels[starts]]
    firsts = np.flatnonzero(np.r_[True, outer[1:] != outer[:-1]])

    problem = _impossible(y_, X_, len(firsts), names)
    if problem is not None:
        return _empty(names, corr, small_sample, ci_level, clusters, len(y_), problem)

    # A covariate in grams or in days squared must not spoil the algebra.
    scaled = np.sqrt(np.mean(X_**2, axis=0))
    try:
        fit = iterate(y_, X_ / scaled, clusters, corr == "exchangeable", moment_correction)
    except np.linalg.LinAlgError:  # every fitted risk has run to 0 or 1
        reason = message("separation-fitted-risk-runs-0")
        return _empty(names, corr, small_sample, ci_level, clusters, len(y_), reason)
    terms = fit.terms
    Q = group_leverages(terms.z, terms.z_sum, terms.c, terms.rho, clusters.starts, clusters.sizes, fit.C)
    Q = np.add.reduceat(Q, firsts, axis=0)
    C = fit.C / scaled[:, None]
    leverage, shared = None, None
    if reference == "satterthwaite":
        leverage, mu = Leverage.at(C, Q), means(X_, fit.beta / scaled)
        shift = shift_of(X_, y_ - mu, mu * (1 - mu), terms.c, terms.rho, clusters.starts, firsts)
        shared = shift.shared(C)
    scores = np.add.reduceat(terms.u @ fit.C, firsts, axis=0)
    if leverage is not None and small_sample == "kauermann-carroll":
        w = np.einsum("gij,gj->gi", leverage.factor, scores)
    else:
        w = corrected(scores, Q, _EXPONENT[small_sample])
    cov = C @ (w.T @ w) @ C.T
    cov_model = fit.scale * C @ C.T
    beta = fit.beta / scaled
    warnings = list(fit.warnings)
    k, p = len(firsts), X_.shape[1]
    df: float | NDArray[np.float64] = float(k - p) if reference == "t" else np.inf
    if leverage is not None:
        df = np.array([leverage.df(unit, shared) if k >= FEWEST_CLUSTERS else np.nan for unit in np.eye(p)])
        if problem := few_clusters(k, float(np.nanmin(df)) if k >= FEWEST_CLUSTERS else 0.0):
            warnings.append(problem)
    if small_sample == "none" and k < 40:
        warnings.append(message("clusters-uncorrected-sandwich-standard-errors", n=People(int(k))))
    if k <= p:
        cov = np.full((p, p), np.nan)  # such a sandwich is nought, which is not an error of nought
    elif reference == "normal" and k < FEWEST_CLUSTERS:
        warnings.append(message("few-clusters", clusters=k, fewest=FEWEST_CLUSTERS))
        df = np.nan
    se = np.sqrt(np.diag(cov))
    if k <= p:
        warnings.append(message("no-degrees-freedom-left-clusters"))
        df = np.nan
    q = stdtrit(df, (1 + ci_level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        p_value = 2 * stdtr(df, -np.abs(beta) / se)
    return GEEResult(
        names=tuple(names),
        params=beta,
        std_error=se,
        ci_low=beta - q * se,
        ci_high=beta + q * se,
        p_value=p_value,
        cov=cov,
        cov_model=cov_model,
        df=df,
        ci_level=ci_level,
        correlation=fit.rho,
        correlation_structure=corr,
        small_sample=small_sample,
        scale=fit.scale,
        n_clusters=k,
        n_observations=len(y_),
        iterations=fit.iterations,
        converged=fit.converged and k > p,
        warnings=tuple(warnings),
        leverage=leverage,
        shared=shared,
    )


def _checked(
    y: ArrayLike, X: ArrayLike, groups: ArrayLike, names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    y_ = np.asarray(y, dtype=float)
    X_ = np.asarray(X, dtype=float)
    if X_.ndim != 2 or y_.ndim != 1 or len(y_) != len(X_) or len(y_) == 0:
        raise ValueError("y must be (n,) and X (n, p) with n > 0")
    if len(names) != X_.shape[1]:
        raise ValueError(f"{X_.shape[1]} columns but {len(names)} names")
    if not (np.isfinite(y_).all() and np.isfinite(X_).all()):
        raise ValueError("y and X must not hold missing or infinite values: drop or impute them first")
    if not np.isin(y_, (0.0, 1.0)).all():
        raise ValueError("y must hold 0 and 1 only")
    labels, _ = pd.factorize(pd.Series(np.asarray(groups).ravel()))
    if len(labels) != len(y_) or (labels < 0).any():
        raise ValueError("groups must hold one label, not missing, per row")
    return y_, X_, labels.astype(np.int64)


def _independent(groups: NDArray[np.int64], labels: ArrayLike | None) -> NDArray[np.int64]:
    """Independent cluster of each group, by the group's number.

    Raises ValueError where a group lies in more than one cluster.
    """
    n_groups = int(groups.max()) + 1
    if labels is None:
        return np.arange(n_groups)
    codes, _ = pd.factorize(pd.Series(np.asarray(labels, dtype=object).ravel()))
    if len(codes) != len(groups):
        raise ValueError("independent must hold one label per row")
    own = np.where(codes < 0, codes.max() + 1 + groups, codes)
    out = np.zeros(n_groups, dtype=np.int64)
    out[groups] = own
    if (out[groups] != own).any():
        raise ValueError("a group lies in more than one independent cluster")
    return np.unique(out, return_inverse=True)[1].astype(np.int64)


def _impossible(
    y: NDArray[np.float64], X: NDArray[np.float64], n_clusters: int, names: Sequence[str]
) -> Message | None:
    if y.min() == y.max():
        return message("every-answer-there-nothing-explain", value=int(y[0]))
    if n_clusters < 2:
        return message("one-cluster-between-cluster-variance")
    norms = np.sqrt(np.mean(X**2, axis=0))
    if (norms == 0).any():
        return message("rank-deficient-design-zero-throughout", name=names[int(np.argmin(norms))])
    from scipy.linalg import qr

    R, pivot = qr(X / norms, mode="economic", pivoting=True)[1:]
    diagonal = np.abs(np.diag(R))
    rank = int(np.sum(diagonal > diagonal[0] * 1e-10))
    if rank < X.shape[1]:
        redundant = ", ".join(sorted(names[j] for j in pivot[rank:]))
        return message("rank-deficient-design-combination-other", name=redundant)
    return None


def _empty(
    names: Sequence[str],
    corr: str,
    small_sample: str,
    ci_level: float,
    clusters: Clusters,
    n: int,
    reason: Message,
) -> GEEResult:
    p = len(names)
    nothing = np.full(p, np.nan)
    square = np.full((p, p), np.nan)
    return GEEResult(
        names=tuple(names),
        params=nothing,
        std_error=nothing,
        ci_low=nothing,
        ci_high=nothing,
        p_value=nothing,
        cov=square,
        cov_model=square,
        df=float("nan"),
        ci_level=ci_level,
        correlation=float("nan"),
        correlation_structure=corr,
        small_sample=small_sample,
        scale=float("nan"),
        n_clusters=len(clusters.starts),
        n_observations=n,
        iterations=0,
        converged=False,
        warnings=(reason,),
    )
