"""Estimators: made from a formula and a data frame or from arrays, fitted by ``fit()``.

>>> Logit.from_formula("report ~ arm + age", data).fit(cov_type="HC0")       # doctest: +SKIP
>>> MixedModel.from_formula("score ~ arm * wave", data, person="id").fit()   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from voorzorg.messages import message
from voorzorg.statistics.cluster_robust import bias_reduced
from voorzorg.statistics.models.design import from_arrays, from_formula
from voorzorg.statistics.models.results import ModelResults
from voorzorg.statistics.models.robust import Errors, over_clusters, unknown, without_clusters
from voorzorg.statistics.prediction import Link

Covariance = Literal["model", "HC0", "cluster"]


class Model:
    """What the estimators share.

    Parameters
    ----------
    y, X
        Response (n,) and design (n, p); X holds its constant column, except for Cox. A data frame's columns
        name the coefficients, and its index the predictions.
    names
        Names of X's columns where it is an array.
    columns
        What else the model needs, (n,) each: see the estimator.
    """

    link: ClassVar[Link] = "identity"
    needs: ClassVar[tuple[str, ...]] = ()
    takes: ClassVar[tuple[str, ...]] = ()
    intercept: ClassVar[bool] = True

    def __init__(
        self, y: ArrayLike, X: ArrayLike, names: Sequence[str] | None = None, **columns: ArrayLike | None
    ) -> None:
        self._check(columns)
        self.design = from_arrays(y, X, names, columns, intercept=self.intercept)

    @classmethod
    def from_formula(cls, formula: str, data: pd.DataFrame, **columns: str | ArrayLike | None) -> Self:
        """The model of ``response ~ terms``; further columns by their name in ``data``, or as arrays.

        Rows with a missing value are left out and counted. A column of the data that is a category gets a
        column per level but the first.
        """
        cls._check(columns)
        made = cls.__new__(cls)
        made.design = from_formula(formula, data, columns, intercept=cls.intercept)
        return made

    @classmethod
    def _check(cls, columns: dict[str, Any]) -> None:
        if unknown := set(columns) - {*cls.needs, *cls.takes}:
            raise TypeError(f"{cls.__name__} takes no {', '.join(sorted(unknown))}")
        if absent := [name for name in cls.needs if columns.get(name) is None]:
            raise TypeError(f"{cls.__name__} needs {', '.join(absent)}")

    def __repr__(self) -> str:
        terms = " + ".join(self.design.names)
        return f"{type(self).__name__}({self.design.response} ~ {terms}; {len(self.design.y)} rows)"

    def _results(self, fit: Any, params: Any, errors: Errors, llf: float = float("nan")) -> ModelResults:
        names = list(self.design.names)
        covariance = np.array(errors.covariance, float)
        # Values that the model fits exactly have no error, which is not an error of nought.
        nothing = np.diag(covariance) <= 0
        covariance[nothing, :] = covariance[:, nothing] = np.nan
        notes = (*errors.notes, *((message("no-standard-error"),) if nothing.any() else ()))
        return ModelResults(
            type(self).__name__,
            self.design,
            pd.Series(np.asarray(params, float), names, name="estimate"),
            pd.DataFrame(covariance, names, names),
            np.broadcast_to(errors.df, len(names)).copy(),
            self.link,
            errors.kind,
            bool(getattr(fit, "converged", True)),
            (*self.design.notes, *getattr(fit, "warnings", ()), *notes),
            fit,
            llf,
        )

    def _errors(self, fit: Any, cov_type: Covariance, clustered: Callable[[np.ndarray], Errors]) -> Errors:
        """The fit's own, its sandwich, or that within ``groups``, which ``clustered`` makes."""
        if cov_type not in ("model", "HC0", "cluster"):
            raise ValueError("cov_type must be 'model', 'HC0' or 'cluster'")
        if cov_type == "cluster" and "groups" not in self.design.further:
            raise ValueError("cov_type='cluster' needs groups when the model is made")
        if cov_type == "model" or not fit.converged:
            return without_clusters(fit.covariance, cov_type)
        if cov_type == "HC0":
            return without_clusters(fit.robust_covariance(), cov_type)
        return clustered(self.design.further["groups"])


class Logit(Model):
    """Logistic regression of 0 and 1; Firth's penalised likelihood where the outcome is separated.

    A separated arm has residuals of next to nothing: its errors are then the penalised information's, and
    over clusters there are none. Weights are frequencies (2: the same row twice); sampling weights, whole
    numbers too, need ``cov_type`` "HC0" or "cluster", and others than whole numbers are refused without.
    """

    link = "logit"
    takes = ("weights", "groups")

    def fit(self, cov_type: Covariance = "model", firth: bool | Literal["auto"] = "auto") -> ModelResults:
        from voorzorg.statistics.regression.logistic import fit_logistic

        d = self.design
        weights = d.further.get("weights")
        if cov_type == "model" and weights is not None and (np.asarray(weights, float) % 1).any():
            raise ValueError(
                "weights must be whole numbers: a weight of 2 stands for the same row twice. With fractional "
                "ones ask for robust errors: fit('HC0')"
            )
        fit = fit_logistic(d.y, d.X, d.names, weights=weights, firth=firth)

        def clustered(groups: np.ndarray) -> Errors:
            weight = fit.weights * fit.fitted * (1 - fit.fitted)
            return over_clusters(bias_reduced(fit.scores, fit.X, weight, groups))

        errors = self._errors(fit, cov_type, clustered)
        if fit.firth and cov_type == "cluster":
            errors = unknown(len(d.names), message("no-interval-arm-separated-no"))
        elif fit.firth and cov_type == "HC0":
            told = message("standard-errors-delta-method-penalised")
            errors = without_clusters(fit.covariance, "model", (told,))
        return self._results(fit, fit.coefficients, errors, fit.log_likelihood)


class LinearModel(Model):
    """Least squares with heteroskedasticity-robust standard errors; HC3 unless asked otherwise, and over
    clusters ("cluster") bias-reduced with Satterthwaite's degrees of freedom.
    """

    takes = ("groups",)

    def fit(self, cov_type: str = "HC3") -> ModelResults:
        from voorzorg.statistics.regression.linear import fit_linear

        d = self.design
        kind = "bias-reduced" if cov_type == "cluster" else cov_type
        fit = fit_linear(d.y, d.X, d.names, kind=kind, cluster=d.further.get("groups"))  # type: ignore[arg-type]
        errors = Errors(fit.covariance, np.full(len(d.names), fit.df), fit.kind)
        return self._results(fit, fit.coefficients, over_clusters(fit.robust) if fit.robust else errors)


class NegativeBinomial(Model):
    """Negative binomial regression of counts (NB2); Poisson, and said, where there is no extra spread."""

    link = "log"
    takes = ("exposure", "groups")

    def fit(self, cov_type: Covariance = "model") -> ModelResults:
        from voorzorg.statistics.regression.arm_effect import count_score
        from voorzorg.statistics.regression.counts import fit_negative_binomial

        d = self.design
        fit = fit_negative_binomial(d.y, d.X, d.names, exposure=d.further.get("exposure"))

        def clustered(groups: np.ndarray) -> Errors:
            residual, weight = count_score(fit, d.y, d.X, d.further.get("exposure"))
            return over_clusters(bias_reduced(d.X * residual[:, None], d.X, weight, groups))

        return self._results(
            fit, fit.coefficients, self._errors(fit, cov_type, clustered), fit.log_likelihood
        )


class Cox(Model):
    """Proportional hazards with Efron's ties; the response is the time, ``event`` whether it was seen."""

    link = "log"
    needs = ("event",)
    takes = ("groups",)
    intercept = False

    def fit(self, cov_type: Covariance = "model") -> ModelResults:
        from voorzorg.statistics.survival.cox import fit_cox

        d = self.design
        fit = fit_cox(d.y, d.further["event"], d.X, d.names)

        def clustered(groups: np.ndarray) -> Errors:
            return over_clusters(fit.clustered(groups), fit.spread, first=1)

        return self._results(
            fit, fit.coefficients, self._errors(fit, cov_type, clustered), fit.log_likelihood
        )


class GEE(Model):
    """Marginal logistic regression; ``groups`` are the clusters, with a small-sample sandwich if asked."""

    link = "logit"
    needs = ("groups",)

    def fit(self, **options: Any) -> ModelResults:
        """Options are those of :func:`voorzorg.statistics.repeated.gee.fit_gee_logistic`."""
        from voorzorg.statistics.repeated.gee import fit_gee_logistic

        d = self.design
        fit = fit_gee_logistic(d.y, d.X, d.further["groups"], d.names, **options)
        kind = f"sandwich ({fit.small_sample})" if fit.small_sample != "none" else "sandwich"
        df = np.broadcast_to(fit.df, len(d.names))
        return self._results(fit, fit.params, Errors(fit.cov, df, kind))


class MixedModel(Model):
    """Linear mixed model with random intercepts of ``person`` and, if given, of the ``group`` they are in.

    It takes one variance and one correlation for all times, and says so; where they are not, its tests reject
    too often, and where residuals show that, a warning says by how much. For repeated measures use
    :class:`MMRM`, which takes any covariance.
    """

    needs = ("person",)
    takes = ("group",)

    def fit(self, reml: bool = True) -> ModelResults:
        from voorzorg.statistics.repeated.mixed import fit_linear_mixed

        d = self.design
        fit = fit_linear_mixed(d.y, d.X, d.names, d.further["person"], d.further.get("group"), reml=reml)
        df = [fit.coefficient(name).df for name in d.names]
        kind = f"{'REML' if reml else 'ML'} (one variance and correlation for all times; else MMRM)"
        return self._results(
            fit, fit.coefficients, Errors(fit.covariance, np.array(df), kind), fit.log_likelihood
        )


class MMRM(Model):
    """Mixed model for repeated measures: an unstructured covariance between the waves, Kenward-Roger errors.

    ``person`` and ``wave`` are needed; ``group`` (an arm) gets a covariance matrix of its own.
    """

    needs = ("person", "wave")
    takes = ("group",)

    def fit(self) -> ModelResults:
        from voorzorg.statistics.repeated.mmrm import fit_mmrm

        d = self.design
        further = d.further
        fit = fit_mmrm(d.y, d.X, d.names, further["person"], further["wave"], further.get("group"))
        df = [fit.coefficient(name).df for name in d.names]
        kind = f"Kenward-Roger ({fit.structure})"
        return self._results(
            fit, fit.coefficients, Errors(fit.covariance, np.array(df), kind), fit.log_likelihood
        )
