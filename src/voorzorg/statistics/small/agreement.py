"""Do two informants agree? Kappa, percent agreement, intraclass correlation, Bland-Altman limits.

Pairs with a missing side are left out and counted. Every number comes with an interval; where a sample
leaves one undefined (both informants say yes to everything) the estimate is NaN and a warning says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from voorzorg.messages import Message, People, message
from voorzorg.statistics.given import same_rows
from voorzorg.statistics.results import Estimate, normal_quantile
from voorzorg.statistics.two_arm.proportions import wilson_interval

Array = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Agreement(Estimate):
    """One coefficient of agreement between raters, named in ``method``, on ``n`` subjects."""

    n: int
    n_incomplete: int


def percent_agreement(first: ArrayLike, second: ArrayLike, ci_level: float = 0.95) -> Agreement:
    """Share of pairs in which both said the same (as a proportion), with Wilson's interval."""
    x, y, incomplete = pairs_of(first, second)
    n = len(x)
    if n == 0:
        return _undefined("percent agreement", ci_level, 0, incomplete, message("no-complete-pair"))
    same = int((x == y).sum())
    p = same / n
    low, high = wilson_interval(same, n, ci_level)
    return Agreement(
        p,
        float(np.sqrt(p * (1 - p) / n)),
        float(low),
        float(high),
        method="percent agreement",
        level=ci_level,
        n=n,
        n_incomplete=incomplete,
    )


def cohens_kappa(
    first: ArrayLike,
    second: ArrayLike,
    categories: Sequence[object] | None = None,
    weights: Literal["none", "linear", "quadratic"] = "none",
    ci_level: float = 0.95,
) -> Agreement:
    """Cohen's (1960, 1968) kappa with the large-sample variance of Fleiss, Cohen and Everitt (1969).

    ``categories`` lists all categories in order; the default is the sorted values seen, which is only right
    for weighted kappa when no category in between went unused. The p-value tests kappa = 0.
    """
    x, y, incomplete = pairs_of(first, second)
    name = "kappa" if weights == "none" else f"{weights} weighted kappa"
    n = len(x)
    if n == 0:
        return _undefined(name, ci_level, 0, incomplete, message("no-complete-pair"))
    labels = sorted(set(x) | set(y)) if categories is None else list(categories)
    position = {label: i for i, label in enumerate(labels)}
    unknown = (set(x) | set(y)) - set(position)
    if unknown:
        raise ValueError(f"{len(unknown)} answers are not among the categories")
    k = len(labels)
    table = np.zeros((k, k))
    np.add.at(table, ([position[v] for v in x], [position[v] for v in y]), 1.0)
    return kappa_from_table(table, weights, ci_level, incomplete)


def kappa_from_table(
    table: ArrayLike,
    weights: Literal["none", "linear", "quadratic"] = "none",
    ci_level: float = 0.95,
    n_incomplete: int = 0,
) -> Agreement:
    """Kappa from a square table of counts (k, k), first informant in rows, by statsmodels.

    Raises
    ------
    ValueError
        For a table that is not square or holds negative counts, and for unknown weights.
    """
    counts = np.asarray(table, dtype=float)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or (counts < 0).any():
        raise ValueError("the table must be square and not negative")
    if weights not in ("none", "linear", "quadratic"):
        raise ValueError("weights must be 'none', 'linear' or 'quadratic'")
    name = "kappa" if weights == "none" else f"{weights} weighted kappa"
    n = round(float(counts.sum()))
    if np.diag(counts).max(initial=0.0) == counts.sum():
        return _undefined(name, ci_level, n, n_incomplete, message("both-informants-gave-one-same"))
    from statsmodels.stats.inter_rater import cohens_kappa as of_table  # a second to import

    with np.errstate(invalid="ignore"):  # its standard error of perfect agreement is the root of -1e-17
        found = of_table(counts, wt=None if weights == "none" else weights)
    kappa = float(found.kappa)
    se = float(np.sqrt(max(found.var_kappa, 0.0)))
    warnings = []
    if n < 30:
        warnings.append(message("pairs-interval-kappa-large-sample", n=People(int(n))))
    if se == 0:
        warnings.append(message("agreement-perfect-large-sample-interval"))
    z = normal_quantile(ci_level)
    null = float(found.var_kappa0)
    return Agreement(
        kappa,
        se,
        max(-1.0, kappa - z * se),
        min(1.0, kappa + z * se),
        float(2 * stats.norm.sf(abs(kappa) / np.sqrt(null))) if null > 0 else float("nan"),
        method=name,
        level=ci_level,
        warnings=tuple(warnings),
        n=n,
        n_incomplete=n_incomplete,
    )


def intraclass_correlation(
    ratings: ArrayLike,
    kind: Literal["agreement", "consistency", "one-way"] = "agreement",
    ci_level: float = 0.95,
) -> Agreement:
    """Single-score intraclass correlation of McGraw and Wong (1996) with its F interval.

    Written out instead of ``pingouin.intraclass_corr``, which gives the same numbers (the tests compare) at
    one interval level and by way of a regression on every subject.

    Parameters
    ----------
    ratings : (subjects, raters); subjects with a missing rating are left out.
    kind : "agreement" ICC(A,1), two-way, in which a rater who always scores higher counts against agreement;
        "consistency" ICC(C,1), in which only the order and the distances count; "one-way" ICC(1,1).
    """
    x = np.asarray(ratings, dtype=float)
    if x.ndim != 2 or x.shape[1] < 2:
        raise ValueError("ratings must be (subjects, raters) with two raters or more")
    complete = ~np.isnan(x).any(axis=1)
    incomplete = int((~complete & ~np.isnan(x).all(axis=1)).sum())
    x = x[complete]
    n, k = x.shape
    name = {"agreement": "ICC(A,1)", "consistency": "ICC(C,1)", "one-way": "ICC(1,1)"}.get(kind)
    if name is None:
        raise ValueError("kind must be 'agreement', 'consistency' or 'one-way'")
    if n < 3:
        return _undefined(name, ci_level, n, incomplete, message("fewer-than-three-complete-subjects"))
    grand = x.mean()
    total = ((x - grand) ** 2).sum()
    between = k * ((x.mean(axis=1) - grand) ** 2).sum()
    raters = n * ((x.mean(axis=0) - grand) ** 2).sum()
    msb, msr = between / (n - 1), raters / (k - 1)
    mse = max(total - between - raters, 0.0) / ((n - 1) * (k - 1))
    msw = (total - between) / (n * (k - 1))
    if total < 1e-12 * max(1.0, grand**2):
        return _undefined(name, ci_level, n, incomplete, message("every-rating-same"))
    alpha = 1 - ci_level
    warnings = []
    noise = msw if kind == "one-way" else mse + (msr if kind == "agreement" else 0.0)
    if noise < 1e-12 * msb:
        warnings.append(message("agreement-perfect-interval-no-width"))
        return Agreement(
            1.0,
            0.0,
            1.0,
            1.0,
            0.0,
            method=name,
            level=ci_level,
            warnings=tuple(warnings),
            n=n,
            n_incomplete=incomplete,
        )
    # Raters who differ by a constant only leave no residual: the F ratio is infinite, its p-value zero.
    mse, msw = max(mse, 1e-15 * msb), max(msw, 1e-15 * msb)
    if kind == "agreement":
        icc = (msb - mse) / (msb + (k - 1) * mse + k * (msr - mse) / n)
        low, high = _agreement_interval(icc, msb, msr, mse, n, k, alpha)
        F, df2 = (msb / mse if mse > 0 else 0.0), (n - 1) * (k - 1)
        if not (np.isfinite(low) and np.isfinite(high)):
            low = high = float("nan")
            warnings.append(message("agreement-interval-not-defined"))
    else:
        residual, df2 = (mse, (n - 1) * (k - 1)) if kind == "consistency" else (msw, n * (k - 1))
        F = msb / residual if residual > 0 else 0.0
        icc = (msb - residual) / (msb + (k - 1) * residual)
        f_low = F / stats.f.isf(alpha / 2, n - 1, df2)
        f_high = F * stats.f.isf(alpha / 2, df2, n - 1)
        low, high = (f_low - 1) / (f_low + k - 1), (f_high - 1) / (f_high + k - 1)
    if icc < 0:
        warnings.append(message("negative-raters-differ-more-within"))
    return Agreement(
        float(icc),
        ci_low=float(low),
        ci_high=float(high),
        p_value=float(stats.f.sf(F, n - 1, df2)),
        method=name,
        level=ci_level,
        warnings=tuple(warnings),
        n=n,
        n_incomplete=incomplete,
    )


def _agreement_interval(
    icc: float, msb: float, msr: float, mse: float, n: int, k: int, alpha: float
) -> tuple[float, float]:
    """Satterthwaite interval of ICC(A,1) (McGraw and Wong, 1996, table 7)."""
    a = k * icc / (n * (1 - icc))
    b = 1 + k * icc * (n - 1) / (n * (1 - icc))
    spread = (a * msr) ** 2 / (k - 1) + (b * mse) ** 2 / ((n - 1) * (k - 1))
    if spread < 1e-24 * (msr + mse) ** 2:  # subjects of equal means under raters of equal means
        return float("nan"), float("nan")
    v = (a * msr + b * mse) ** 2 / spread
    f_low = stats.f.isf(alpha / 2, n - 1, v)
    f_high = stats.f.isf(alpha / 2, v, n - 1)
    noise = k * msr + (k * n - k - n) * mse
    # The lower quantile is infinite where hardly a degree of freedom is left, the upper one is zero.
    low = n * (msb / f_low - mse) / (noise + n * msb / f_low)
    high = n * (f_high * msb - mse) / (noise + n * f_high * msb)
    return float(low), float(high)


def pairs_of(first: ArrayLike, second: ArrayLike) -> tuple[NDArray[np.generic], NDArray[np.generic], int]:
    """Complete pairs, of numbers or labels."""
    same_rows(first=first, second=second)
    x, y = np.asarray(first), np.asarray(second)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("the informants' answers must be vectors of equal length")
    gone_x, gone_y = np.asarray(pd.isna(x)), np.asarray(pd.isna(y))
    keep = ~(gone_x | gone_y)
    return x[keep], y[keep], int((gone_x ^ gone_y).sum())


def _undefined(name: str, ci_level: float, n: int, incomplete: int, reason: Message) -> Agreement:
    return Agreement(
        float("nan"),
        method=name,
        level=ci_level,
        converged=False,
        warnings=(reason,),
        n=n,
        n_incomplete=incomplete,
    )
