"""What a fitted marginal logistic model tells: coefficients, contrasts, tests and population-averaged
risks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, expit, fdtrc, stdtr, stdtrit

from voorzorg.messages import Message
from voorzorg.statistics.cluster_robust import FEWEST_CLUSTERS, Leverage
from voorzorg.statistics.within_clusters import Shared


@dataclass(frozen=True)
class MarginalContrast:
    """Risks averaged over two designs, and how they compare. ``estimate`` is on the scale of ``estimand``
    (a ratio as a ratio; its standard error is then that of the logarithm)."""

    estimand: str
    estimate: float
    std_error: float
    ci_low: float
    ci_high: float
    p_value: float
    risk_treated: float
    risk_reference: float


@dataclass(frozen=True)
class GEEResult:
    """A fitted marginal logistic model.

    ``params`` and ``std_error`` are log-odds (ratios), shape (p,); ``cov`` is the chosen sandwich covariance
    and ``cov_model`` the model-based one, shape (p, p). ``df`` is infinite for normal reference
    distributions, and one per coefficient (p,) for Satterthwaite's. ``correlation`` is the working
    correlation between two answers of one group. Where ``converged`` is False the numbers are those of the
    last iteration or NaN, and ``warnings`` says why.
    """

    names: tuple[str, ...]
    params: NDArray[np.float64]
    std_error: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    p_value: NDArray[np.float64]
    cov: NDArray[np.float64]
    cov_model: NDArray[np.float64]
    df: float | NDArray[np.float64]
    ci_level: float
    correlation: float
    correlation_structure: str
    small_sample: str
    scale: float
    n_clusters: int
    n_observations: int
    iterations: int
    converged: bool
    warnings: tuple[Message | str, ...]
    leverage: Leverage | None = None
    shared: Shared | None = None

    def df_of(self, weights: NDArray[np.float64]) -> float:
        """Degrees of freedom of ``weights' beta`` (weights of shape (p,))."""
        if self.leverage is None:
            return float(np.min(self.df))
        return self.leverage.df(weights, self.shared) if self.n_clusters >= FEWEST_CLUSTERS else float("nan")

    def frame(self) -> pd.DataFrame:
        """One row per coefficient on the log-odds scale, with the odds ratio and its interval beside it."""
        return pd.DataFrame(
            {
                "estimate": self.params,
                "std_error": self.std_error,
                "ci_low": self.ci_low,
                "ci_high": self.ci_high,
                "p_value": self.p_value,
                "odds_ratio": np.exp(self.params),
                "odds_ratio_low": np.exp(self.ci_low),
                "odds_ratio_high": np.exp(self.ci_high),
            },
            index=pd.Index(self.names, name="term"),
        )

    def contrast(self, weights: ArrayLike) -> tuple[float, float, float, float, float]:
        """Estimate, standard error, interval and p-value of ``weights' beta`` (weights of shape (p,))."""
        w = np.asarray(weights, dtype=float)
        estimate = float(w @ self.params)
        se = float(np.sqrt(w @ self.cov @ w))
        df = self.df_of(w)
        q = float(stdtrit(df, (1 + self.ci_level) / 2))
        p = float(2 * stdtr(df, -abs(estimate) / se)) if se > 0 else float("nan")
        return estimate, se, estimate - q * se, estimate + q * se, p

    def wald_test(self, weights: ArrayLike) -> tuple[float, int, float]:
        """Statistic, degrees of freedom and p-value of the joint hypothesis ``L beta = 0`` (L of shape (q,
        p)).

        Chi-square for normal references; with finite ``df`` the statistic divided by q is referred to F(q,
        df), with Satterthwaite's to Hotelling's T-squared with the fewest of the rows of L.
        """
        L = np.atleast_2d(np.asarray(weights, dtype=float))
        value = L @ self.params
        statistic = float(value @ np.linalg.solve(L @ self.cov @ L.T, value))
        q = L.shape[0]
        df = min(self.df_of(row) for row in L)
        if self.leverage is not None:
            left = df - q + 1
            p = fdtrc(q, left, statistic * left / (q * df)) if left > 0 else np.nan
        else:
            p = chdtrc(q, statistic) if np.isinf(df) else fdtrc(q, df, statistic / q)
        return statistic, q, float(p)

    def marginal_risk(self, X: ArrayLike) -> tuple[float, float, float, float]:
        """Mean risk over the rows of ``X`` (n, p), its standard error and interval (on the log-odds scale).

        The rows are taken as fixed: the error is that of the coefficients (delta method).
        """
        risk, gradient = self._mean_risk(X)
        se = float(np.sqrt(gradient @ self.cov @ gradient))
        half = float(stdtrit(self.df_of(gradient), (1 + self.ci_level) / 2)) * se / (risk * (1 - risk))
        centre = float(np.log(risk / (1 - risk)))
        return risk, se, float(expit(centre - half)), float(expit(centre + half))

    def marginal_contrast(
        self,
        X_treated: ArrayLike,
        X_reference: ArrayLike,
        estimand: Literal["risk_difference", "risk_ratio", "odds_ratio"] = "risk_difference",
    ) -> MarginalContrast:
        """Compare the mean risks of two designs: the same women, once all treated and once all not."""
        p1, g1 = self._mean_risk(X_treated)
        p0, g0 = self._mean_risk(X_reference)
        if estimand == "risk_difference":
            value, gradient = p1 - p0, g1 - g0
        elif estimand == "risk_ratio":
            value, gradient = float(np.log(p1 / p0)), g1 / p1 - g0 / p0
        elif estimand == "odds_ratio":
            value = float(np.log(p1 / (1 - p1)) - np.log(p0 / (1 - p0)))
            gradient = g1 / (p1 * (1 - p1)) - g0 / (p0 * (1 - p0))
        else:
            raise ValueError("estimand must be 'risk_difference', 'risk_ratio' or 'odds_ratio'")
        se = float(np.sqrt(gradient @ self.cov @ gradient))
        df = self.df_of(gradient)
        half = float(stdtrit(df, (1 + self.ci_level) / 2)) * se
        p_value = float(2 * stdtr(df, -abs(value) / se)) if se > 0 else float("nan")
        limits = (value, value - half, value + half)
        if estimand != "risk_difference":
            limits = (float(np.exp(limits[0])), float(np.exp(limits[1])), float(np.exp(limits[2])))
        return MarginalContrast(estimand, limits[0], se, limits[1], limits[2], p_value, p1, p0)

    def _mean_risk(self, X: ArrayLike) -> tuple[float, NDArray[np.float64]]:
        design = np.atleast_2d(np.asarray(X, dtype=float))
        mu = expit(design @ self.params)
        return float(mu.mean()), (mu * (1 - mu)) @ design / len(design)
