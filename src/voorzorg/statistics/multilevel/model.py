"""Multilevel logistic regression by maximum likelihood: the model and how it is fitted."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from . import checks
from .blocks import Clusters, stack
from .data import Data, prepare
from .errors import SeparationError
from .fitting import Fit, fit_likelihood
from .formula import Design, parse
from .glm import fit_logistic
from .likelihood import Likelihood, TwoLevel
from .newton import Maximum
from .penalty import Cauchy, Firth
from .results import MultilevelLogitResults
from .structure import Term


class MultilevelLogit:
    """Logistic regression with random effects.

    For row j of cluster i

        logit P(y_ij = 1 | b_i) = x_ij' beta + offset_ij + z_ij' b_i,      b_i ~ N(0, Sigma)

    estimated by maximum likelihood; the integral over b_i by adaptive Gauss-Hermite quadrature
    (Pinheiro & Bates 1995; Bates et al. 2015, J Stat Softw 67(1), for the notation).

    Args:
        y: (N,) 0/1 responses, or numbers of events when ``trials`` is given.
        X: (N, P) fixed-effects design including the intercept; a data frame gives the names.
        groups: (N,) cluster labels (the woman).
        trials: (N,) numbers of trials.
        weights: (N,) frequency weights: a weight of 2 stands for the same row twice in the same cluster.
        offset: (N,) added to the linear predictor.
        slopes: (N, s) columns with a random slope each, beside the random intercept and correlated with it.
        outer_groups: (N,) labels of a third level (the site) in which ``groups`` are nested.
        crossed: further grouping factors with a random intercept each, by name; not nested. Laplace only.
        names: names of the columns of X.
        n_points: quadrature points per random effect; 1 is the Laplace approximation; 'auto' raises the
            number until the log-likelihood moves by less than 1e-6.

    Rows with missing values are left out and counted in ``results.warnings``.

    Raises:
        RankDeficientError: naming the superfluous columns.
        MultilevelError: when the data cannot carry the model (one cluster, responses outside 0..trials, ...).
    """

    def __init__(
        self, y: Any, X: Any, groups: Any, *, trials: Any = None, weights: Any = None, offset: Any = None,
        slopes: Any = None, outer_groups: Any = None, crossed: Mapping[str, Any] | None = None,
        names: list[str] | None = None, n_points: int | Literal["auto"] = "auto",
    ) -> None:  # fmt: skip
        Z, random_names = None, None
        if slopes is not None:
            columns = slopes.to_frame() if isinstance(slopes, pd.Series) else slopes
            block = np.asarray(columns, dtype=float).reshape(len(np.asarray(y)), -1)
            Z = np.c_[np.ones(len(block)), block]
            labels = getattr(columns, "columns", [f"slope{j}" for j in range(block.shape[1])])
            random_names = ["Intercept", *map(str, labels)]
        data = prepare(
            y, X, groups, trials=trials, weights=weights, offset=offset, Z=Z, outer_groups=outer_groups,
            crossed=crossed, names=names, random_names=random_names,
        )  # fmt: skip
        self._setup(data, None, None, n_points)

    @classmethod
    def from_formula(
        cls, formula: str, data: pd.DataFrame, groups: str, *, re_formula: str | None = None,
        outer_groups: str | None = None, crossed: list[str] | None = None, trials: str | None = None,
        weights: str | None = None, offset: str | None = None, n_points: int | Literal["auto"] = "auto",
    ) -> MultilevelLogit:  # fmt: skip
        """Build the model from a formulaic formula and column names.

        ``re_formula`` gives the random effects per cluster ('1 + time'; default: an intercept).
        """
        others = [c for c in (groups, outer_groups, trials, weights, *(crossed or [])) if c is not None]
        parsed = parse(formula, data, re_formula, offset, others)
        used = data.iloc[parsed.rows]
        prepared = prepare(
            parsed.y, parsed.X, used[groups], Z=parsed.Z,
            trials=None if trials is None else used[trials],
            weights=None if weights is None else used[weights],
            offset=None if offset is None else used[offset],
            outer_groups=None if outer_groups is None else used[outer_groups],
            crossed={name: used[name] for name in crossed or []},
        )  # fmt: skip
        prepared.notes[:0] = parsed.notes
        model = cls.__new__(cls)
        model._setup(prepared, parsed.design, used.iloc[prepared.rows], n_points)
        return model

    def _setup(
        self, data: Data, design: Design | None, frame: pd.DataFrame | None, n_points: int | Literal["auto"]
    ) -> None:
        if n_points != "auto" and (not isinstance(n_points, (int, np.integer)) or n_points < 1):
            raise ValueError("n_points must be 'auto' or a whole number from 1")
        self.data, self.design, self.frame, self.n_points = data, design, frame, n_points
        self.work, self.transform = checks.standardise(data.X, data.names)
        self._clusters: Clusters | None = None
        self._pooled: Maximum | None = None

    @property
    def n_random(self) -> int:
        """Number of correlated random effects per cluster."""
        return self.data.Z.shape[1]

    @property
    def clusters(self) -> Clusters:
        """The data stacked by cluster, made once."""
        if self._clusters is None:
            d = self.data
            self._clusters = stack(
                np.column_stack([d.X, d.Z, d.offset]), self.work, d.Z, d.a, d.N, d.offset, d.cluster,
                d.outer_of_cluster, merge_clusters=not d.crossed,
            )  # fmt: skip
        return self._clusters

    def pooled(self) -> Maximum:
        """The ordinary logistic regression without random effects (gamma on the standardised scale)."""
        if self._pooled is None:
            self._pooled = fit_logistic(self.work, self.data.a, self.data.N, self.data.offset)
        return self._pooled

    def separation(self) -> checks.Separation | None:
        """Coefficients without a finite maximum-likelihood estimate, or None."""
        fit = self.pooled()
        if not checks.suspicious(fit, self.work @ fit.x):
            return None
        return checks.find_separation(self.data.X, self.data.a, self.data.N, self.data.names)

    @property
    def terms(self) -> list[Term]:
        """Random-effect terms, the clusters' own first."""
        return [Term(self.data.group_name, tuple(self.data.random_names))]

    @property
    def group_counts(self) -> list[int]:
        """Number of clusters of each term."""
        return [self.data.n_clusters]

    def fit(
        self, penalty: Literal["firth", "cauchy"] | None = None, cov: Literal["observed", "robust"] = "observed", *,
        n_points: int | Literal["auto"] | None = None, start: np.ndarray | None = None, max_iterations: int = 100,
    ) -> MultilevelLogitResults:  # fmt: skip
        """Maximise the likelihood.

        Args:
            penalty: None; 'firth' (Jeffreys' prior of the model without random effects); 'cauchy' (weakly
                informative priors); see ``penalty``.
            cov: 'observed' information, or 'robust' (sandwich over the clusters of the highest level).
            n_points: overrides the model's.
            start: (P + number of theta) starting values on the standardised scale.
            max_iterations: of the final Newton iterations.

        Raises:
            SeparationError: when a coefficient has no finite estimate and no penalty is asked for.
        """
        if penalty is None:
            found = self.separation()
            if found is not None:
                text = checks.explain_separation(
                    found, self.data.X, self.data.a, self.data.N, self.data.names
                )
                raise SeparationError(text, found.columns)
        points = self.n_points if n_points is None else n_points
        fit = self.maximise(points, start, max_iterations, penalty)
        return MultilevelLogitResults(self, fit, penalty=penalty, cov=cov)

    def maximise(
        self,
        points: int | str,
        start: np.ndarray | None,
        max_iterations: int = 100,
        penalty: str | None = None,
    ) -> Fit:
        """The fit itself, on the standardised scale."""
        d = self.data
        extra: Firth | Cauchy | None = None
        if penalty == "firth":
            extra = Firth(self.work, d.N, d.offset)
        elif penalty == "cauchy":
            extra = Cauchy(d.X, self.transform)
        elif penalty is not None:
            raise ValueError(f"penalty must be None, 'firth' or 'cauchy', not {penalty!r}")
        if start is None:
            # conditional coefficients are larger than marginal ones, by about sqrt(1 + 0.35 sigma^2)
            pooled = self.pooled().x if extra is None else np.zeros(d.X.shape[1])
            start = np.r_[pooled * np.sqrt(1.35), 1.0]
        last: TwoLevel | None = None

        def make(k: int) -> Likelihood:
            nonlocal last
            last = TwoLevel(self.clusters, k, None if last is None else last.modes)
            return last

        return fit_likelihood(make, start, points, extra, max_iterations)

    def with_response(self, y: np.ndarray) -> MultilevelLogit:
        """The same model for other responses (in the order of ``data``), for the bootstrap."""
        other = copy.copy(self)
        other.data = dataclasses.replace(self.data, y=y)
        other._clusters = other._pooled = None
        return other

    def without_variance(self, group: str, points: int) -> float:
        """Maximal log-likelihood (without binomial coefficients) when a term's last effect is left out."""
        return self.pooled().value

    def effects_of_rows(self, results: MultilevelLogitResults) -> np.ndarray:
        """Sum of the conditional modes on the logit scale, per row of ``data``."""
        (_, _, (mode, _)), *_ = self.conditional_effects(results)
        return (self.data.Z * mode[self.data.cluster]).sum(axis=1)

    def conditional_effects(
        self, results: MultilevelLogitResults
    ) -> list[tuple[Term, list[Any], tuple[np.ndarray, np.ndarray]]]:
        """Term, labels, and (modes, standard errors) of shape (clusters, q) on the logit scale."""
        mode, se = TwoLevel(self.clusters, 1).conditional(results.psi)
        which = self.clusters.pattern_of_cluster
        return [(self.terms[0], self.data.labels, (mode[which], se[which]))]
