"""Predicted means with their standard errors and intervals, under the names that statsmodels' users know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import expit, stdtrit

from voorzorg.statistics.given import check_alpha

Link = Literal["identity", "logit", "log"]


def inverse_link(linear: np.ndarray, link: Link) -> np.ndarray:
    """The mean at a linear predictor."""
    return expit(linear) if link == "logit" else np.exp(linear) if link == "log" else linear


@dataclass(frozen=True, repr=False, eq=False)
class Prediction:
    """Expected responses of rows, each with its error.

    Intervals are those of the expected response, not of a new observation. They are made on the scale of the
    link, so that risks stay between 0 and 1 and rates above 0.

    Attributes
    ----------
    linear, linear_se
        Link of the expected response and its standard error, (n,); missing where a covariate is.
    link
        From the expected response to ``linear``.
    df
        Degrees of freedom of the t quantile, (n,) or one for all; infinite for the normal one.
    index
        Of the rows.
    """

    linear: np.ndarray
    linear_se: np.ndarray
    link: Link
    df: np.ndarray | float
    index: pd.Index

    @property
    def predicted_mean(self) -> pd.Series:
        return pd.Series(inverse_link(self.linear, self.link), self.index, name="mean")

    @property
    def se_mean(self) -> pd.Series:
        """Standard errors of the means themselves, by the delta method."""
        mean = self.predicted_mean.to_numpy()
        slope = {"identity": 1.0, "log": mean, "logit": mean * (1 - mean)}[self.link]
        return pd.Series(slope * self.linear_se, self.index, name="mean_se")

    def conf_int(self, alpha: float = 0.05) -> pd.DataFrame:
        """Intervals of the means, columns 0 and 1."""
        half = stdtrit(self.df, 1 - check_alpha(alpha) / 2) * self.linear_se
        limits = {k: inverse_link(self.linear + side * half, self.link) for k, side in enumerate((-1, 1))}
        return pd.DataFrame(limits, self.index)

    def summary_frame(self, alpha: float = 0.05) -> pd.DataFrame:
        """A row per prediction: mean, mean_se, mean_ci_lower, mean_ci_upper."""
        limits = self.conf_int(alpha)
        named = {"mean_ci_lower": limits[0], "mean_ci_upper": limits[1]}
        return pd.DataFrame({"mean": self.predicted_mean, "mean_se": self.se_mean, **named})

    def __repr__(self) -> str:
        return self.summary_frame().to_string(float_format="{:.4g}".format)

    def _repr_html_(self) -> str:
        return self.summary_frame().to_html(float_format="{:.4g}".format)
