"""Estimators: made from a formula and a data frame or from arrays, fitted by ``fit()``.

>>> Logit.from_formula("report ~ arm + age", data).fit(cov_type="HC0")       # doctest: +SKIP
>>> MixedModel.from_formula("score ~ arm * wave", data, person="id").fit()   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from voorzorg.statistics.models.design import from_arrays, from_formula
from voorzorg.statistics.models.results import ModelResults
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

    def _results(
        self, fit: Any, params: Any, covariance: Any, kind: str, df: Any = np.inf, llf: float = float("nan")
    ) -> ModelResults:
        names = list(self.design.names)
        return ModelResults(
            type(self).__name__,
            self.design,
            pd.Series(np.asarray(params, float), names, name="estimate"),
            pd.DataFrame(np.asarray(covariance, float), names, names),
            np.broadcast_to(np.asarray(df, float), len(names)).copy(),
            self.link,
            kind,
            bool(getattr(fit, "converged", True)),
            (*self.design.notes, *getattr(fit, "warnings", ())),
            fit,
            llf,
        )

    def _covariance(self, fit: Any, cov_type: Covariance) -> np.ndarray:
        """The fit's own covariance, or its sandwich, within ``groups`` if asked."""
        if cov_type == "model":
            return np.asarray(fit.covariance)
        if cov_type == "HC0":
            return np.asarray(fit.robust_covariance())
        if cov_type == "cluster":
            if "groups" not in self.design.further:
                raise ValueError("cov_type='cluster' needs groups when the model is made")
            return np.asarray(fit.robust_covariance(self.design.further["groups"]))
        raise ValueError("cov_type must be 'model', 'HC0' or 'cluster'")


class Logit(Model):
    """Logistic regression of 0 and 1; Firth's penalised likelihood where the outcome is separated."""

    link = "logit"
    takes = ("weights", "groups")

    def fit(self, cov_type: Covariance = "model", firth: bool | Literal["auto"] = "auto") -> ModelResults:
        from voorzorg.statistics.regression.logistic import fit_logistic

        d = self.design
        fit = fit_logistic(d.y, d.X, d.names, weights=d.further.get("weights"), firth=firth)
        covariance = self._covariance(fit, cov_type)
        return self._results(fit, fit.coefficients, covariance, cov_type, llf=fit.log_likelihood)


class LinearModel(Model):
    """Least squares with heteroskedasticity-robust standard errors; HC3 unless asked otherwise."""

    takes = ("groups",)

    def fit(self, cov_type: str = "HC3") -> ModelResults:
        from voorzorg.statistics.regression.linear import fit_linear

        d = self.design
        fit = fit_linear(d.y, d.X, d.names, kind=cov_type, cluster=d.further.get("groups"))  # type: ignore[arg-type]
        return self._results(fit, fit.coefficients, fit.covariance, fit.kind, fit.df)


class NegativeBinomial(Model):
    """Negative binomial regression of counts (NB2); Poisson, and said, where there is no extra spread."""

    link = "log"
    takes = ("exposure", "groups")

    def fit(self, cov_type: Covariance = "model") -> ModelResults:
        from voorzorg.statistics.regression.counts import fit_negative_binomial

        d = self.design
        fit = fit_negative_binomial(d.y, d.X, d.names, exposure=d.further.get("exposure"))
        covariance = self._covariance(fit, cov_type)
        return self._results(fit, fit.coefficients, covariance, cov_type, llf=fit.log_likelihood)


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
        covariance = self._covariance(fit, cov_type)
        return self._results(fit, fit.coefficients, covariance, cov_type, llf=fit.log_likelihood)


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
        return self._results(fit, fit.params, fit.cov, kind, fit.df)


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
        return self._results(fit, fit.coefficients, fit.covariance, kind, df, fit.log_likelihood)


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
        return self._results(fit, fit.coefficients, fit.covariance, kind, df, fit.log_likelihood)
