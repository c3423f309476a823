"""Estimates of a multilevel logistic regression: parameters, covariance, Wald intervals, caveats."""

from __future__ import annotations

import warnings as _warnings
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtr, stdtrit

from voorzorg.messages import Message, Name, People, message
from voorzorg.statistics.cluster_robust import FEWEST_CLUSTERS, Leverage
from voorzorg.statistics.given import check_alpha
from voorzorg.statistics.multilevel.errors import NotConvergedWarning
from voorzorg.statistics.multilevel.fit.fitting import Fit
from voorzorg.statistics.multilevel.likelihood.adaptive.nested import Nested
from voorzorg.statistics.multilevel.likelihood.binomial import log_coefficient
from voorzorg.statistics.multilevel.specify.specification import Specification
from voorzorg.statistics.multilevel.specify.structure import (
    Term,
    natural,
    natural_jacobian,
    split,
)

#: Wald intervals of a variance component need this many clusters to be near their nominal coverage.
FEW_CLUSTERS = 30
#: Wald intervals of a standard deviation fail when its standard error is more than this share of it.
UNCERTAIN_SD = 0.5
#: Events per coefficient below which maximum likelihood is biased noticeably (Peduzzi et al. 1996).
FEW_EVENTS = 5
#: Gain in log-likelihood of a step along which scores may be moved.
ONE_STEP = 0.05
#: Random-effect standard deviations above this say that clusters hardly vary within.
LARGE_SD = 10.0

#: Inverse observed information; sandwich over the highest level; that sandwich for few clusters, with t.
Covariance = Literal["observed", "robust", "bias-reduced"]


class Estimates:
    """The maximum of a specification's likelihood, in the terms of its data.

    Attributes:
        params: fixed effects, then the random-effect standard deviations (and correlations).
        bse: their standard errors; not a number for a standard deviation at its boundary of zero.
        llf: log-likelihood on the absolute scale (binomial coefficients included, penalty excluded).
        converged: whether a maximum was found; when it is False, nothing here should be used.
        warnings: what a reader must know, in sentences.
        method: the approximation of the integral, in words.
        n_points: quadrature points per random effect.
        quadrature_error: movement of the log-likelihood with the next number of points (automatic choice
            only).
    """

    def __init__(
        self,
        model: Specification,
        fit: Fit,
        *,
        penalty: str | None = None,
        cov: Covariance = "observed",
        quiet: bool = False,
    ) -> None:
        if cov not in get_args(Covariance):
            raise ValueError(f"cov must be one of {', '.join(get_args(Covariance))}, not {cov!r}")
        self.model, self.fit, self.penalty, self.cov_type = model, fit, penalty, cov
        data, top = model.data, fit.maximum
        P = data.X.shape[1]
        self.psi = top.x
        self.converged = top.converged
        self.iterations = top.iterations
        self.method = fit.likelihood.method
        self.n_points = fit.likelihood.points
        self.quadrature_error = fit.quadrature_error
        self.log_coefficient = log_coefficient(data.y, data.trials, data.weights)
        self.llf = fit.log_likelihood + self.log_coefficient
        self.nobs = float(data.weights.sum())
        self.n_groups = model.groups_affected()

        theta = top.x[P:]
        #: Standard deviations and correlations of the random effects, by their label in ``params``.
        self.variance_parameters = {str(one): one for term in model.terms for one in term.parameters()}
        self.names = [*data.names, *self.variance_parameters]
        beta = model.transform @ top.x[:P]
        self.params = pd.Series(np.r_[beta, natural(theta, model.terms)], self.names)
        self.boundary = [
            n for n, free in zip(self.variance_parameters, self._free_theta(), strict=True) if not free
        ]
        self._cov: dict[str, np.ndarray] = {}
        self.bse = pd.Series(np.sqrt(np.diag(self.cov_params())), self.names)
        self.warnings = self._collect_warnings()
        if not self.converged and not quiet:
            _warnings.warn(str(self.warnings[0]), NotConvergedWarning, stacklevel=3)

    # -- covariance ----------------------------------------------------------------------------------------

    def _free_theta(self) -> np.ndarray:
        """Which theta are inside the parameter space (a zero standard deviation is not)."""
        free = []
        P = self.model.data.X.shape[1]
        for term, part in zip(self.model.terms, split(self.psi[P:], self.model.terms), strict=True):
            free += [bool(part[0] != 0)] if term.q == 1 else [True] * term.n_theta
        return np.array(free, dtype=bool)

    def _covariance(self, kind: str) -> np.ndarray:
        """Covariance of (beta, theta); zero for a standard deviation at its boundary."""
        P = self.k_fe
        free = np.r_[np.ones(P, dtype=bool), self._free_theta()]
        out = np.zeros((free.size, free.size))
        try:
            bread = np.linalg.inv(-self.fit.information_hessian[np.ix_(free, free)])
        except np.linalg.LinAlgError:
            return np.full_like(out, np.nan)
        if kind != "observed":
            scores, frequency = self._scores
            influence = scores[:, free] @ bread
            units = frequency.sum()
            influence = influence * np.sqrt(units / (units - 1))
            if kind == "bias-reduced":
                influence[:, :P] = self.leverage.corrected((scores[:, free] @ bread)[:, :P])
            bread = (influence * frequency[:, None]).T @ influence
        out[np.ix_(free, free)] = bread
        to_beta = np.eye(free.size)
        to_beta[:P, :P] = self.model.transform
        return to_beta @ out @ to_beta.T

    @cached_property
    def leverage(self) -> Leverage:
        """How much each unit of the sandwich weighs, on the standardised scale."""
        return Leverage.of(self._information, self._scores[1])

    @cached_property
    def _scores(self) -> tuple[np.ndarray, np.ndarray]:
        """Of the units of the sandwich, and how often each occurs.

        A rough fit takes those of the last evaluation, one step away, moved along that step by the units'
        information on the fixed effects.
        """
        likelihood, P = self.fit.likelihood, self.k_fe
        if self.fit.rough and isinstance(likelihood, Nested):
            at, scores, frequency = likelihood.last_scores()
            step = self.psi - at
            if -step @ self.fit.maximum.hessian @ step <= 2 * ONE_STEP:
                scores[:, :P] -= self._information @ step[:P]
                return scores, frequency
        return likelihood.scores(self.psi)

    @cached_property
    def _information(self) -> np.ndarray:
        """Linearised information on the fixed effects of each unit of the sandwich, (units, P, P)."""
        return self.fit.likelihood.information(self.psi)

    def df_of(self, contrast: np.ndarray) -> float:
        """Degrees of freedom of a contrast (P,) of the fixed effects.

        Infinite except for bias-reduced errors; there not a number where clusters are too few for a test.
        """
        if self.cov_type != "bias-reduced":
            return float("inf")
        if self.leverage.frequency.sum() < FEWEST_CLUSTERS:
            return float("nan")
        return self.leverage.df(self.model.transform.T @ contrast)

    @cached_property
    def df(self) -> pd.Series:
        """:meth:`df_of` each of ``params``; infinite for standard deviations and correlations."""
        P = self.k_fe
        each = [self.df_of(unit) for unit in np.eye(P)]
        return pd.Series(np.r_[each, np.full(len(self.names) - P, np.inf)], self.names)

    def cov_working(self, kind: Covariance | None = None) -> np.ndarray:
        """Covariance of (beta, theta), theta the working variance parameters: for delta methods."""
        kind = kind or self.cov_type
        if kind not in self._cov:
            self._cov[kind] = self._covariance(kind)
        return self._cov[kind]

    def cov_params(self, kind: Covariance | None = None) -> pd.DataFrame:
        """Covariance matrix of all ``params``; missing for a standard deviation at its boundary."""
        P = self.k_fe
        J = np.eye(len(self.names))
        J[P:, P:] = natural_jacobian(self.psi[P:], self.model.terms)
        out = J @ self.cov_working(kind) @ J.T
        with np.errstate(invalid="ignore"):
            bad = ~(np.diag(out) > 0)
        out[bad] = np.nan
        out[:, bad] = np.nan
        return pd.DataFrame(out, self.names, self.names)

    # -- statsmodels' vocabulary ---------------------------------------------------------------------------

    @property
    def fe_params(self) -> pd.Series:
        """Fixed effects (log odds ratios conditional on the random effects)."""
        return self.params[: self.k_fe]

    @property
    def bse_fe(self) -> pd.Series:
        return self.bse[: self.k_fe]

    @property
    def k_fe(self) -> int:
        return self.model.data.X.shape[1]

    @property
    def sd(self) -> pd.Series:
        """Random-effect standard deviations on the logit scale."""
        return self.params[[name for name, one in self.variance_parameters.items() if one.kind == "sd"]]

    @property
    def df_model(self) -> int:
        """Number of estimated parameters, variance parameters included."""
        return len(self.params)

    @property
    def aic(self) -> float:
        return -2 * self.llf + 2 * self.df_model

    @property
    def bic(self) -> float:
        """Schwarz's criterion with the number of rows (as lme4)."""
        return -2 * self.llf + np.log(self.nobs) * self.df_model

    @property
    def tvalues(self) -> pd.Series:
        """Wald z statistics of the fixed effects (a variance has none: see ``variance_test``)."""
        z = pd.Series(self.params.to_numpy() / self.bse.to_numpy(), self.names)
        z.iloc[self.k_fe :] = np.nan
        return z

    @property
    def pvalues(self) -> pd.Series:
        """Two-sided Wald p-values of the fixed effects."""
        return pd.Series(2 * stdtr(self.df, -np.abs(self.tvalues)), self.names)

    def wald_intervals(self, alpha: float = 0.05) -> pd.DataFrame:
        """Intervals of all ``params``, columns 0 and 1: on the log scale for standard deviations, on Fisher's
        z scale for correlations."""
        upper = 1 - check_alpha(alpha) / 2
        z, t = ndtri(upper), stdtrit(self.df, upper)
        out = pd.DataFrame({0: self.params - t * self.bse, 1: self.params + t * self.bse})
        with np.errstate(all="ignore"):
            for name, one in self.variance_parameters.items():
                value, se = float(self.params[name]), float(self.bse[name])
                if one.kind == "sd":
                    out.loc[name] = value * np.exp(np.array([-z, z]) * se / value)
                else:
                    out.loc[name] = np.tanh(np.arctanh(value) + np.array([-z, z]) * se / (1 - value**2))
        return out

    # -- words ---------------------------------------------------------------------------------------------

    def _collect_warnings(self) -> list[Message]:
        notes = []
        if not self.converged:
            notes.append(message("fit-did-not-converge", why=self.fit.maximum.message))
        notes += self.model.data.notes + self.fit.notes
        for name in self.boundary:
            notes.append(message("estimated-as-zero-edge-range", name=self._spread(name)))
        for term, part in zip(self.model.terms, split(self.psi[self.k_fe :], self.model.terms), strict=True):
            if term.q > 1 and np.abs(np.diag(term.factor(part))).min() < 1e-3:
                notes.append(
                    message("random-effects-perfectly-correlated-one", group=Name("variable", term.group))
                )
        for name, value in zip(self.sd.index.astype(str), self.sd.to_numpy(), strict=True):
            if value > LARGE_SD:
                notes.append(message("very-large-most-clusters-give", name=self._spread(name)))
            elif value > 0 and self.bse[name] > UNCERTAIN_SD * value:
                notes.append(message("known-poorly-wald-interval-unreliable", name=self._spread(name)))
        events = min(float(self.model.data.a.sum()), float((self.model.data.N - self.model.data.a).sum()))
        if events < FEW_EVENTS * self.k_fe and self.penalty is None:
            notes.append(
                message(
                    "events-non-events-coefficients-estimates",
                    events=People(int(events)),
                    coefficients=self.k_fe,
                )
            )
        few = self.cov_type == "bias-reduced" and self.leverage.frequency.sum() < FEWEST_CLUSTERS
        if few or (not self.fit.rough and self.df[: self.k_fe].isna().any()):
            notes.append(message("too-few-clusters-for-interval", needed=FEWEST_CLUSTERS))
        for group, count in self.n_groups.items():
            if count < FEW_CLUSTERS and self.cov_type != "bias-reduced":
                notes.append(
                    message(
                        "clusters-only-maximum-likelihood-underestimates",
                        group=Name("variable", group.split(": ")[0]),
                        n=People(int(count)),
                    )
                )
        if self.n_points == 1:
            notes.append(message("laplace-approximation-biased-binary-responses"))
        if self.converged and not np.isfinite(self.bse[: self.k_fe]).all():
            notes.append(message("some-standard-errors-could-not"))
        return notes

    def _spread(self, name: str) -> Message:
        """A variance parameter as a message names it."""
        return message("spread-by", group=Name("cluster", self.variance_parameters[name].group))

    @property
    def terms(self) -> list[Term]:
        """Random-effect terms."""
        return self.model.terms
