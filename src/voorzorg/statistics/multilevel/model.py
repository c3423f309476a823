"""Multilevel logistic regression by maximum likelihood: the model and how it is fitted."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from . import checks, engines
from .blocks import Clusters, stack
from .data import Data, prepare
from .errors import MultilevelError, SeparationError
from .fitting import Fit, fit_likelihood
from .formula import Design, parse
from .glm import fit_logistic
from .likelihood import TwoLevel
from .newton import Maximum
from .penalty import Cauchy, Firth
from .results import MultilevelLogitResults
from .structure import Term
from .vector import VectorTwoLevel


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
        self,
        y: Any,
        X: Any,
        groups: Any,
        *,
        trials: Any = None,
        weights: Any = None,
        offset: Any = None,
        slopes: Any = None,
        outer_groups: Any = None,
        crossed: Mapping[str, Any] | None = None,
        names: list[str] | None = None,
        n_points: int | Literal["auto"] = "auto",
    ) -> None:
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
        cls,
        formula: str,
        data: pd.DataFrame,
        groups: str,
        *,
        re_formula: str | None = None,
        outer_groups: str | None = None,
        crossed: list[str] | None = None,
        trials: str | None = None,
        weights: str | None = None,
        offset: str | None = None,
        n_points: int | Literal["auto"] = "auto",
    ) -> MultilevelLogit:
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
        checks.standardise(data.Z, [f"random effect {name}" for name in data.random_names])
        self.z_scale = np.sqrt(np.mean(data.Z**2, axis=0))
        self.Z_work = data.Z / self.z_scale
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
                np.column_stack([d.X, d.Z, d.offset]), self.work, self.Z_work, d.a, d.N, d.offset, d.cluster,
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
        """Random-effect terms: the clusters' own first, then the third level, then crossed factors."""
        d = self.data
        others = [*([d.outer_name] if d.outer_name else []), *d.crossed]
        own = Term(d.group_name, tuple(d.random_names), tuple(self.z_scale))
        return [own, *(Term(name, ("Intercept",)) for name in others)]

    @property
    def group_labels(self) -> list[list[Any]]:
        """Labels of the groups of each term."""
        d = self.data
        return [d.labels, *([d.outer_labels] if d.outer_name else []), *d.crossed_labels.values()]

    @property
    def group_counts(self) -> list[int]:
        """Number of groups of each term."""
        return [len(labels) for labels in self.group_labels]

    @property
    def groups_of_rows(self) -> list[np.ndarray]:
        """Index of each row's group, for each term."""
        d = self.data
        outer = [d.outer_of_cluster[d.cluster]] if d.outer_name else []
        return [d.cluster, *outer, *d.crossed.values()]

    @property
    def intercept_only(self) -> bool:
        """Whether the clusters have a random intercept and nothing else."""
        return self.n_random == 1 and bool((self.data.Z == 1).all())

    def fit(
        self,
        penalty: Literal["firth", "cauchy"] | None = None,
        cov: Literal["observed", "robust"] = "observed",
        *,
        n_points: int | Literal["auto"] | None = None,
        start: np.ndarray | None = None,
        max_iterations: int = 100,
    ) -> MultilevelLogitResults:
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
        if checks.never_changes(self.data.a, self.data.N, self.data.cluster):
            raise MultilevelError(
                f"every cluster in {self.data.group_name} gives the same answer throughout: the variance "
                "between clusters has no finite estimate; analyse one response per cluster"
            )
        points = self.n_points if n_points is None else n_points
        fit = self.maximise(points, start, max_iterations, penalty)
        return MultilevelLogitResults(self, fit, penalty=penalty, cov=cov)

    def maximise(
        self,
        points: int | str,
        start: np.ndarray | None,
        max_iterations: int = 100,
        penalty: str | None = None,
        pilot: bool = True,
    ) -> Fit:
        """The fit itself, on the standardised scale; ``pilot`` is for starts far from the maximum."""
        d = self.data
        extra: Firth | Cauchy | None = None
        if penalty == "firth":
            extra = Firth(self.work, d.N, d.offset)
        elif penalty == "cauchy":
            extra = Cauchy(d.X, self.transform)
        elif penalty is not None:
            raise ValueError(f"penalty must be None, 'firth' or 'cauchy', not {penalty!r}")
        if start is None:
            beta = self.pooled().x if extra is None else np.zeros(d.X.shape[1])
            start = engines.start_values(self, beta)
        make, rungs = engines.maker(self, points), engines.ladder(self, points)
        fit = fit_likelihood(make, start, rungs, extra, max_iterations, pilot)
        if points not in (1, "auto") and engines.kind(self, points) == "laplace":
            fit.notes.append("quadrature is not available for this arrangement of random effects")
        return fit

    def with_response(self, y: np.ndarray) -> MultilevelLogit:
        """The same model for other responses (in the order of ``data``), for the bootstrap."""
        other = copy.copy(self)
        other.data = dataclasses.replace(self.data, y=y)
        other._clusters = other._pooled = None
        return other

    def with_random_columns(self, columns: list[int]) -> MultilevelLogit:
        """The same model with these columns of Z, in this order."""
        other = copy.copy(self)
        names = [self.data.random_names[j] for j in columns]
        data = dataclasses.replace(self.data, Z=self.data.Z[:, columns], random_names=names)
        other._setup(data, self.design, self.frame, self.n_points)
        return other

    def without_variance(self, group: str, points: int) -> float:
        """Maximal log-likelihood (without binomial coefficients) when a term's last effect is left out."""
        d = self.data
        index = [term.group for term in self.terms].index(group)
        if index == 0 and self.n_random > 1:
            data = self.with_random_columns(list(range(self.n_random - 1))).data
        elif len(self.terms) == 1:
            return self.pooled().value
        elif index > 0:
            kept = {name: codes for name, codes in d.crossed.items() if name != group}
            outer = None if group == d.outer_name else d.outer_name
            data = dataclasses.replace(d, crossed=kept, outer_name=outer)
            if outer is None:
                data = dataclasses.replace(data, outer_of_cluster=np.zeros(d.n_clusters, dtype=int))
        else:  # the next term takes the clusters' place
            order = np.argsort(self.groups_of_rows[1], kind="stable")
            data = dataclasses.replace(
                d, y=d.y[order], trials=d.trials[order], weights=d.weights[order], X=d.X[order],
                Z=np.ones((len(order), 1)), offset=d.offset[order], rows=d.rows[order],
                cluster=self.groups_of_rows[1][order], labels=self.group_labels[1],
                outer_of_cluster=np.zeros(self.group_counts[1], dtype=int), random_names=["Intercept"],
                group_name=self.terms[1].group, outer_name=None,
                crossed={n: c[order] for n, c in d.crossed.items() if n != self.terms[1].group},
            )  # fmt: skip
        other = copy.copy(self)
        other._setup(data, None, None, points)
        if points == 1 or engines.kind(other, points) == "laplace":
            return other.maximise(1, None).log_likelihood
        return other.maximise(points, None).log_likelihood

    def effects_of_rows(self, results: MultilevelLogitResults) -> np.ndarray:
        """Sum of the conditional modes on the logit scale, per row of ``data``."""
        out = np.zeros(len(self.data.y))
        for index, (group, (_, _, (mode, _))) in enumerate(
            zip(self.groups_of_rows, self.conditional_effects(results), strict=True)
        ):
            z = self.Z_work if index == 0 else np.ones((len(out), 1))
            out += (z * mode[group]).sum(axis=1)
        return out

    def conditional_effects(
        self, results: MultilevelLogitResults
    ) -> list[tuple[Term, list[Any], tuple[np.ndarray, np.ndarray]]]:
        """Term, labels, and (modes, standard errors) of shape (groups, q) for effects of scaled columns."""
        labels = self.group_labels
        if len(self.terms) > 1 or self.n_random > 3:
            joint = engines.laplace(self).conditional(results.psi)
            return [(term, names, (m, se)) for names, (term, m, se) in zip(labels, joint, strict=True)]
        engine = TwoLevel(self.clusters, 1) if self.n_random == 1 else VectorTwoLevel(self.clusters, 1)
        mode, se = engine.conditional(results.psi)
        which = self.clusters.pattern_of_cluster
        return [(self.terms[0], labels[0], (mode[which], se[which]))]
