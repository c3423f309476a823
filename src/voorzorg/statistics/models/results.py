"""What every fitted model can be asked, under the names that users of statsmodels know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from voorzorg.messages import Message
from voorzorg.statistics.given import check_alpha
from voorzorg.statistics.models.design import Design
from voorzorg.statistics.prediction import Link, Prediction, inverse_link
from voorzorg.statistics.results import Summary

#: What the exponential of a coefficient is called.
_RATIOS = {
    "Logit": "odds_ratio",
    "GEE": "odds_ratio",
    "NegativeBinomial": "rate_ratio",
    "Cox": "hazard_ratio",
}


@dataclass(frozen=True, repr=False, eq=False)
class ModelResults:
    """A fitted model.

    ``params``, ``bse`` and ``pvalues`` are Series by name, on the scale of the linear predictor. ``df`` are
    the degrees of freedom of t intervals, one per coefficient, infinite where the normal distribution serves.
    ``fit`` is the room's own result, with all that is peculiar to the model. Where ``converged`` is False the
    numbers are not to be used, and ``warnings`` says why.
    """

    model: str
    design: Design
    params: pd.Series
    covariance: pd.DataFrame
    df: np.ndarray
    link: Link
    covariance_kind: str
    converged: bool
    warnings: tuple[Message | str, ...]
    fit: Any
    llf: float = float("nan")

    @property
    def nobs(self) -> int:
        return len(self.design.y)

    @property
    def bse(self) -> pd.Series:
        """Standard errors."""
        return pd.Series(np.sqrt(np.diag(self.covariance)), self.params.index, name="std_error")

    @property
    def tvalues(self) -> pd.Series:
        return (self.params / self.bse).rename("statistic")

    @property
    def pvalues(self) -> pd.Series:
        """Two-sided p-values of no effect."""
        return pd.Series(
            2 * stdtr(self.df, -np.abs(self.tvalues.to_numpy())), self.params.index, name="p_value"
        )

    def cov_params(self) -> pd.DataFrame:
        return self.covariance

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Intervals of ``params``, columns 0 and 1."""
        half = stdtrit(self.df, 1 - check_alpha(alpha) / 2) * self.bse
        return pd.DataFrame({0: self.params - half, 1: self.params + half})

    def frame(self, alpha: float = 0.05) -> pd.DataFrame:
        """A row per coefficient; for ratios the exponential and its interval beside it."""
        limits = self.conf_int(alpha)
        table = pd.DataFrame(
            {
                "estimate": self.params,
                "std_error": self.bse,
                "ci_low": limits[0],
                "ci_high": limits[1],
                "p_value": self.pvalues,
            }
        )
        if ratio := _RATIOS.get(self.model):
            with np.errstate(over="ignore"):  # infinite is what is meant
                table[ratio] = np.exp(self.params)
                table[f"{ratio}_low"], table[f"{ratio}_high"] = np.exp(limits[0]), np.exp(limits[1])
        table.index.name = "term"
        return table

    # -- predictions ---------------------------------------------------------------------------------------

    @property
    def fittedvalues(self) -> pd.Series:
        """Expected responses of the rows that were fitted, each over its own exposure where there is one."""
        mean = inverse_link(self.design.X @ self.params.to_numpy(), self.link)
        exposure = self.design.further.get("exposure", 1.0)
        return pd.Series(mean * exposure, self.design.index, name="fitted")

    @property
    def resid(self) -> pd.Series:
        """Observed minus expected; a Cox model, which expects no time, has none."""
        if self.model == "Cox":
            raise AttributeError("a Cox model predicts relative hazards, not times: it has no residuals")
        return (pd.Series(self.design.y, self.design.index) - self.fittedvalues).rename("residual")

    def predict(self, data: Any = None) -> pd.Series:
        """Expected responses for ``data`` (a frame, or an array with the design's columns), by its index.

        A Cox model predicts hazards relative to one with all covariates zero; a mixed model predicts for a
        person whose own deviation is zero; counts are predicted for an exposure of one, but those of the rows
        fitted (without ``data``) for their own.
        """
        if data is None:
            return self.fittedvalues
        return self.get_prediction(data).predicted_mean.rename("predicted")

    def get_prediction(self, data: Any = None) -> Prediction:
        """Expected responses of ``data``, or of the rows fitted, with their errors; for an exposure of one.

        With t quantiles where all coefficients have the same degrees of freedom, else normal ones.
        """
        X, index = (self.design.X, self.design.index) if data is None else self.design.build(data)
        linear = X @ self.params.to_numpy()
        error = np.sqrt(np.einsum("ij,jk,ik->i", X, self.covariance.to_numpy(), X))
        same = bool(np.isfinite(self.df).all()) and np.ptp(self.df) == 0
        return Prediction(linear, error, self.link, float(self.df[0]) if same else np.inf, index)

    # -- words ---------------------------------------------------------------------------------------------

    def summary(self, alpha: float = 0.05) -> Summary:
        """The coefficients and what must be known about them, as text."""
        left = f", {self.design.left_out} left out (missing values)" if self.design.left_out else ""
        head = [
            f"{self.model}: {self.design.response}",
            f"{self.nobs} rows{left}; {self.covariance_kind} standard errors"
            + (f"; log-likelihood {self.llf:.4f}" if np.isfinite(self.llf) else ""),
        ]
        if not self.converged:
            head.append("NOT CONVERGED: do not use these numbers")
        notes = [f"note: {warning}" for warning in self.warnings]
        if self.params.isna().all():
            return Summary("\n".join([*head, "", "nothing could be estimated", *notes]))
        table = self.frame(alpha).to_string(float_format="{:.4g}".format, na_rep="")
        return Summary("\n".join([*head, "", table, *notes]))

    def __repr__(self) -> str:
        return str(self.summary())

    def _repr_html_(self) -> str:
        from html import escape

        lines = self.summary().splitlines()
        notes = "".join(f"<li>{escape(str(w))}</li>" for w in self.warnings)
        table = self.frame().to_html(float_format="{:.4g}".format, na_rep="")
        stop = "" if self.converged else "<p><strong>Not converged: do not use these numbers.</strong></p>"
        return (
            f"<p><strong>{escape(lines[0])}</strong><br>{escape(lines[1])}</p>{stop}{table}<ul>{notes}</ul>"
        )
