"""A fitted multilevel logistic regression, and what can be asked of it."""

from __future__ import annotations

from html import escape
from typing import Any, Literal

import numpy as np
import pandas as pd

from voorzorg.statistics.multilevel.answers import inference, prediction, report
from voorzorg.statistics.multilevel.answers.bootstrap import bootstrap
from voorzorg.statistics.multilevel.answers.estimates import Covariance, Estimates
from voorzorg.statistics.multilevel.answers.inference import TestResult
from voorzorg.statistics.multilevel.answers.marginal import MarginalRisks, marginal_risks
from voorzorg.statistics.multilevel.answers.profile import profile_intervals
from voorzorg.statistics.prediction import Prediction
from voorzorg.statistics.results import Summary

ENDS = ("low", "high")


class MultilevelLogitResults(Estimates):
    """A fitted ``MultilevelLogit``: its :class:`Estimates`, with tests, intervals, predictions and words."""

    def with_errors(self, cov: Covariance) -> MultilevelLogitResults:
        """The same fit with other standard errors."""
        return MultilevelLogitResults(self.model, self.fit, penalty=self.penalty, cov=cov, quiet=True)

    def conf_int(
        self,
        alpha: float = 0.05,
        method: Literal["wald", "profile"] = "wald",
        parameters: list[str] | None = None,
    ) -> pd.DataFrame:
        """Intervals of ``params`` (or of ``parameters``), columns 0 and 1.

        Wald intervals of standard deviations are made on the log scale, of correlations on Fisher's z scale.
        'profile' inverts the likelihood-ratio test; it is the one to use for standard deviations, few
        clusters, and penalised fits. A lower limit of 0 means that zero is not excluded.
        """
        names = list(parameters or self.names)
        if method == "profile":
            return profile_intervals(self, names, alpha)
        if method != "wald":
            raise ValueError(f"method must be 'wald' or 'profile', not {method!r}")
        return self.wald_intervals(alpha).loc[names]

    def odds_ratios(self, alpha: float = 0.05, method: Literal["wald", "profile"] = "wald") -> pd.DataFrame:
        """Conditional (woman-specific) odds ratios with intervals and p-values."""
        names = list(self.fe_params.index)
        limits = self.conf_int(alpha, method, names)
        return pd.DataFrame(
            {"odds_ratio": np.exp(self.fe_params), "ci_low": np.exp(limits[0]), "ci_high": np.exp(limits[1]),
             "p_value": self.pvalues[names]}
        )  # fmt: skip

    def frame(self, alpha: float = 0.05) -> pd.DataFrame:
        """A row per parameter, random-effect standard deviations included; odds ratios beside the fixed
        effects."""
        limits = self.conf_int(alpha)
        table = pd.DataFrame(
            {"estimate": self.params, "std_error": self.bse, "ci_low": limits[0], "ci_high": limits[1],
             "p_value": self.pvalues}
        )  # fmt: skip
        fixed = np.arange(len(table)) < self.k_fe
        for ratio, column in (("odds_ratio", "estimate"), *((f"odds_ratio_{k}", f"ci_{k}") for k in ENDS)):
            table[ratio] = np.where(fixed, np.exp(table[column]), np.nan)
        table.index.name = "term"
        return table

    # -- tests ---------------------------------------------------------------------------------------------

    def wald_test(self, constraints: Any) -> TestResult:
        """Wald test of linear constraints: a list of names (all zero), a string ('a = b, c = 0') or a
        matrix."""
        return inference.wald_test(self, constraints)

    def lr_test(self, restricted: Estimates) -> TestResult:
        """Likelihood-ratio test against a nested fit; the boundary is allowed for when a variance is
        dropped."""
        return inference.lr_test(self, restricted)

    def variance_test(self, term: str | None = None) -> TestResult:
        """Likelihood-ratio test that a variance is zero (chi-bar-square; Self & Liang 1987, Stram & Lee
        1994)."""
        return inference.variance_test(self, term)

    def icc(
        self, alpha: float = 0.05, method: Literal["profile", "wald"] = "profile", term: str | None = None
    ) -> pd.Series:
        """Intraclass correlation on the latent (logistic) scale, with an interval."""
        return inference.icc(self, alpha, method, term)

    # -- predictions ---------------------------------------------------------------------------------------

    def predict(
        self, data: Any = None, which: Literal["marginal", "conditional", "fixed", "linear"] = "marginal"
    ) -> pd.Series:
        """Predicted risks, for the rows fitted or for new ``data`` (see ``prediction.predict``)."""
        return prediction.predict(self, data, which)

    def get_prediction(
        self, data: Any = None, which: Literal["marginal", "fixed"] = "marginal"
    ) -> Prediction:
        """Those risks with standard errors and intervals (see ``prediction.get_prediction``)."""
        return prediction.get_prediction(self, data, which)

    @property
    def fittedvalues(self) -> pd.Series:
        """Risks of the rows fitted, averaged over the distribution of the random effects."""
        return self.predict().rename("fitted")

    @property
    def resid(self) -> pd.Series:
        """Observed share minus ``fittedvalues``."""
        data = self.model.data
        order = np.argsort(data.rows)
        return ((data.y / data.trials)[order] - self.fittedvalues).rename("residual")

    def random_effects(self) -> pd.DataFrame:
        """Conditional modes and standard errors of each cluster's effects on the logit scale."""
        return prediction.random_effects(self)

    def marginal_risks(self, arm: str, wave: str | None = None, **options: Any) -> MarginalRisks:
        """Population-averaged risks, risk differences and ratios by arm (and wave); see ``marginal``."""
        return marginal_risks(self, arm, wave, **options)

    def bootstrap(self, replicates: int = 200, seed: int = 0) -> pd.DataFrame:
        """Parametric bootstrap: ``params`` of models refitted to data simulated from this fit."""
        return bootstrap(self, replicates, seed)

    def summary(self, alpha: float = 0.05) -> Summary:
        """Everything a reader wants to see, as text."""
        return report.summary(self, alpha)

    def _repr_html_(self) -> str:
        """The summary, as a notebook shows it."""
        return f"<pre>{escape(str(self))}</pre>"

    def __str__(self) -> str:
        return str(self.summary())
