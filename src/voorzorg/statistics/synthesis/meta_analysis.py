"""Random-effects meta-analysis: REML, Hartung-Knapp interval, prediction interval.

``statsmodels.stats.meta_analysis.combine_effects`` offers the moment estimators of the between-study variance
(DerSimonian-Laird, Paule-Mandel) and no prediction interval; restricted maximum likelihood, the estimator
that simulation studies prefer (Veroniki et al., 2016; Langan et al., 2019), is therefore written out here,
and the tests compare with R's metafor and, for what they share, with statsmodels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import chdtrc, chdtri, stdtr, stdtrit

from voorzorg.messages import Message, message

Array = NDArray[np.float64]


@dataclass(frozen=True)
class PooledEffect:
    """The mean of the distribution of effects, on the scale that was given (log for ratios).

    ``tau2`` is the variance between studies with its Q-profile interval, ``i2`` the share of the variation
    that is between studies, ``q`` Cochran's statistic with its p-value. The prediction interval is where the
    effect of a next, similar study is expected. ``weights`` sum to one, in the order of ``labels``. Where
    too few effects exist, the numbers are NaN and ``warnings`` says so.
    """

    estimate: float
    std_error: float
    ci_low: float
    ci_high: float
    p_value: float
    ci_level: float
    prediction_low: float
    prediction_high: float
    tau2: float
    tau2_low: float
    tau2_high: float
    i2: float
    q: float
    q_p_value: float
    df: float
    k: int
    labels: tuple[str, ...]
    weights: Array
    method: str
    converged: bool
    warnings: tuple[Message | str, ...]


def pool_effects(
    estimates: ArrayLike,
    std_errors: ArrayLike,
    labels: Sequence[str] | None = None,
    test: Literal["hartung-knapp", "normal"] = "hartung-knapp",
    ci_level: float = 0.95,
    prediction_df: Literal["k-1", "k-2"] = "k-1",
    min_effects: int = 3,
    truncate: bool = False,
) -> PooledEffect:
    """Pool k independent effects.

    Parameters
    ----------
    estimates, std_errors : (k,) effects of one and the same measure, on a scale where they are about normal.
    test : "hartung-knapp" estimates the standard error from the spread of the effects and refers to t with k
        - 1 degrees of freedom; "normal" is the classical interval, too short with few studies.
    prediction_df : degrees of freedom of the prediction interval: k - 1 as in metafor, or k - 2 as in
        Higgins, Thompson and Spiegelhalter (2009).
    truncate : never let the Hartung-Knapp standard error fall below the classical one (Knapp and Hartung,
        2003; "adhoc" in metafor).
    min_effects : below this number nothing is pooled (between-study variance is then guesswork).
    """
    y, se = np.asarray(estimates, dtype=float), np.asarray(std_errors, dtype=float)
    if y.ndim != 1 or y.shape != se.shape:
        raise ValueError("estimates and std_errors must be vectors of equal length")
    if test not in ("hartung-knapp", "normal"):
        raise ValueError("test must be 'hartung-knapp' or 'normal'")
    names = tuple(labels) if labels is not None else tuple(f"study {i + 1}" for i in range(len(y)))
    if len(names) != len(y):
        raise ValueError("one label per effect is needed")
    usable = np.isfinite(y) & np.isfinite(se)
    warnings = [message("no-estimate-standard-error-left", name=name) for name in np.array(names)[~usable]]
    y, se = y[usable], se[usable]
    names = tuple(n for n, u in zip(names, usable, strict=True) if u)
    if (se <= 0).any():
        raise ValueError("standard errors must be positive")
    k = len(y)
    if k < max(min_effects, 2):
        warnings.append(message("comparable-effects-fewer-than-no", k=k, needed=max(min_effects, 2)))
        return _nothing(ci_level, names, tuple(warnings))
    v = se**2
    tau2 = reml_tau2(y, v)
    w = 1 / (v + tau2)
    mean = float(w @ y / w.sum())
    spread = float(w @ (y - mean) ** 2 / (k - 1))
    if test == "hartung-knapp":
        kept = max(spread, 1.0) if truncate else spread
        std_error, df = float(np.sqrt(kept / w.sum())), float(k - 1)
        if spread < 1:
            warnings.append(
                message("effects-close-interval-kept" if truncate else "effects-close-interval-short")
            )
    else:
        std_error, df = float(w.sum() ** -0.5), float("inf")
    level = (1 - ci_level) / 2
    half = -float(stdtrit(df, level)) * std_error
    df_prediction = df if test == "normal" and prediction_df == "k-1" else float(k - 1)
    df_prediction = float(k - 2) if prediction_df == "k-2" else df_prediction
    reach = (
        -float(stdtrit(df_prediction, level)) * np.sqrt(std_error**2 + tau2) if df_prediction > 0 else np.nan
    )
    fixed = 1 / v
    centre = fixed @ y / fixed.sum()
    q = float(fixed @ (y - centre) ** 2)
    typical = (k - 1) / (fixed.sum() - (fixed**2).sum() / fixed.sum())
    low, high = tau2_interval(y, v, ci_level)
    if k < 5:
        warnings.append(message("effects-between-study-variance-prediction", k=k))
    return PooledEffect(
        estimate=mean,
        std_error=std_error,
        ci_low=mean - half,
        ci_high=mean + half,
        p_value=float(2 * stdtr(df, -abs(mean) / std_error)) if std_error > 0 else float("nan"),
        ci_level=ci_level,
        prediction_low=float(mean - reach),
        prediction_high=float(mean + reach),
        tau2=tau2,
        tau2_low=low,
        tau2_high=high,
        i2=float(tau2 / (tau2 + typical)),
        q=q,
        q_p_value=float(chdtrc(k - 1, q)),
        df=df,
        k=k,
        labels=names,
        weights=w / w.sum(),
        method=f"random effects, REML, {'Hartung-Knapp' if test == 'hartung-knapp' else 'normal'}",
        converged=True,
        warnings=tuple(warnings),
    )


def reml_tau2(y: Array, v: Array) -> float:
    """Between-study variance by restricted maximum likelihood (0 where the likelihood falls from there)."""

    def log_likelihood(tau2: float) -> float:
        w = 1 / (v + tau2)
        mean = w @ y / w.sum()
        return float(-0.5 * (np.log(v + tau2).sum() + np.log(w.sum()) + w @ (y - mean) ** 2))

    def score(tau2: float) -> float:
        w = 1 / (v + tau2)
        total = w.sum()
        mean = w @ y / total
        return float(-0.5 * (total - (w**2).sum() / total) + 0.5 * (w**2) @ (y - mean) ** 2)

    # The restricted likelihood can have two tops: search a grid before polishing.
    unit = float(np.mean(v) + y.var())
    grid = np.r_[0.0, unit * np.geomspace(1e-6, 1e3, 200)]
    best = int(np.argmax([log_likelihood(t) for t in grid]))
    if best == 0:
        if score(0.0) <= 0:
            return 0.0
        return float(brentq(score, 0.0, grid[1], xtol=1e-16, rtol=1e-14))
    low, high = grid[best - 1], grid[min(best + 1, len(grid) - 1)]
    if not (score(low) > 0 > score(high)):
        return float(grid[best])
    return float(brentq(score, low, high, xtol=1e-16, rtol=1e-14))


def tau2_interval(y: Array, v: Array, ci_level: float = 0.95) -> tuple[float, float]:
    """Q-profile interval of the between-study variance (Viechtbauer, 2007)."""
    k = len(y)

    def q(tau2: float) -> float:
        w = 1 / (v + tau2)
        return float(w @ (y - w @ y / w.sum()) ** 2)

    def solve(target: float) -> float:
        if q(0.0) <= target:
            return 0.0
        high = float(np.mean(v) + y.var()) + 1e-12
        while q(high) > target:
            high *= 4
        return float(brentq(lambda t: q(t) - target, 0.0, high, xtol=1e-14, rtol=1e-12))

    tail = (1 - ci_level) / 2
    return solve(float(chdtri(k - 1, tail))), solve(float(chdtri(k - 1, 1 - tail)))


def _nothing(ci_level: float, names: tuple[str, ...], warnings: tuple[Message | str, ...]) -> PooledEffect:
    nan = float("nan")
    return PooledEffect(
        estimate=nan,
        std_error=nan,
        ci_low=nan,
        ci_high=nan,
        p_value=nan,
        ci_level=ci_level,
        prediction_low=nan,
        prediction_high=nan,
        tau2=nan,
        tau2_low=nan,
        tau2_high=nan,
        i2=nan,
        q=nan,
        q_p_value=nan,
        df=nan,
        k=len(names),
        labels=names,
        weights=np.full(len(names), np.nan),
        method="not pooled",
        converged=False,
        warnings=warnings,
    )
