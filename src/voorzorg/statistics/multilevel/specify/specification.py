"""What is to be estimated: standardised data and the random effects of a multilevel logistic regression."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any, Literal, Self

import numpy as np
import pandas as pd

from voorzorg.statistics.multilevel.errors import MultilevelError
from voorzorg.statistics.multilevel.fit.glm import fit_logistic
from voorzorg.statistics.multilevel.fit.newton import Maximum
from voorzorg.statistics.multilevel.likelihood.blocks import Clusters, stack
from voorzorg.statistics.multilevel.specify import checks
from voorzorg.statistics.multilevel.specify.data import Data
from voorzorg.statistics.multilevel.specify.formula import Design
from voorzorg.statistics.multilevel.specify.structure import Term


class Specification:
    """Data, design and random-effect terms; knows nothing of how it is fitted.

    ``work`` is the standardised design, ``transform`` (P, P) turns its coefficients into those of ``data.X``;
    ``Z_work`` are the columns of Z over ``z_scale``. ``design`` and ``frame`` are there with a formula only.
    """

    def __init__(
        self, data: Data, design: Design | None, frame: pd.DataFrame | None, n_points: int | Literal["auto"]
    ) -> None:
        self._setup(data, design, frame, n_points)

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
        outer = data.outer_design
        if outer.size:
            checks.standardise(outer, [f"{data.outer_name} effect {name}" for name in data.outer_effects])
        # over the rows on which an effect acts, so that an indicator keeps its scale
        self.outer_scale = np.sqrt((outer**2).sum(axis=0) / np.maximum((outer != 0).sum(axis=0), 1))
        self.stratum = self._stratum()
        self._clusters: Clusters | None = None
        self._pooled: Maximum | None = None

    def _stratum(self) -> np.ndarray | None:
        """(outer clusters,) which effect each outer cluster has, -1 for none; None where some have several.

        Effects that never meet in a cluster (those of arms, where a cluster lies in one arm) have no
        correlation to estimate: each is a variance of its own.
        """
        d = self.data
        if not d.outer_name:
            return None
        active = np.zeros((len(d.outer_labels), d.outer_design.shape[1]), dtype=bool)
        for j in range(active.shape[1]):
            active[d.outer_of_row[d.outer_design[:, j] != 0], j] = True
        if (active.sum(axis=1) > 1).any():
            return None
        return np.where(active.any(axis=1), active.argmax(axis=1), -1)

    @property
    def n_random(self) -> int:
        """Number of correlated random effects per cluster."""
        return self.data.Z.shape[1]

    @property
    def clusters(self) -> Clusters:
        """The data stacked by cluster, made once."""
        if self._clusters is None:
            self._clusters = self._stack(np.ones(len(self.data.y), dtype=bool), self.Z_work)
        return self._clusters

    def nested_parts(self) -> list[tuple[int, Clusters]]:
        """Clusters by the effect of their outer cluster: its index, -1 for those without one.

        Z of the blocks has the design of the outer effect as its second column.
        """
        assert self.stratum is not None
        d, parts = self.data, []
        of_row = self.stratum[d.outer_of_row]
        for k in np.unique(of_row):
            z = [self.Z_work] if k < 0 else [self.Z_work, d.outer_design[:, [k]] / self.outer_scale[k]]
            parts.append((int(k), self._stack(of_row == k, np.column_stack(z))))
        return parts

    def _stack(self, rows: np.ndarray, Z: np.ndarray) -> Clusters:
        d = self.data
        clusters, cluster = np.unique(d.cluster[rows], return_inverse=True)
        outer = np.zeros(clusters.size, dtype=int)  # where it has no effect, clusters are equal across it
        if Z.shape[1] > self.n_random:
            outer = np.unique(d.outer_of_cluster[clusters], return_inverse=True)[1]
        return stack(
            np.column_stack([d.X, d.Z, d.outer_design, d.offset])[rows], self.work[rows], Z[rows], d.a[rows],
            d.N[rows], d.offset[rows], cluster, outer, merge_clusters=not d.crossed,
        )  # fmt: skip

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
        """Random-effect terms: the clusters' own first, then the third level's, then crossed factors."""
        d = self.data
        terms = [Term(d.group_name, tuple(d.random_names), tuple(self.z_scale))]
        for columns in self._outer_columns():
            names = tuple(d.outer_effects[j] for j in columns)
            terms.append(Term(str(d.outer_name), names, tuple(self.outer_scale[columns])))
        return [*terms, *(Term(name, ("Intercept",)) for name in d.crossed)]

    def _outer_columns(self) -> list[list[int]]:
        """Columns of the third level's design that make up each of its terms."""
        every = list(range(self.data.outer_design.shape[1]))
        if not self.data.outer_name:
            return []
        return [every] if self.stratum is None else [[j] for j in every]

    def designs(self, Z: np.ndarray, outer: np.ndarray) -> list[np.ndarray]:
        """Design (rows, q) of each term's effects on rows with these columns, scaled as theta is."""
        third = [outer[:, columns] / self.outer_scale[columns] for columns in self._outer_columns()]
        return [Z / self.z_scale, *third, *(np.ones((len(Z), 1)) for _ in self.data.crossed)]

    @property
    def designs_of_rows(self) -> list[np.ndarray]:
        """:meth:`designs` of the rows fitted."""
        return self.designs(self.data.Z, self.data.outer_design)

    @property
    def group_labels(self) -> list[list[Any]]:
        """Labels of the groups of each term."""
        d = self.data
        return [d.labels, *([d.outer_labels] * len(self._outer_columns())), *d.crossed_labels.values()]

    @property
    def group_counts(self) -> list[int]:
        """Number of groups of each term."""
        return [len(labels) for labels in self.group_labels]

    @property
    def groups_of_rows(self) -> list[np.ndarray]:
        """Index of each row's group, for each term."""
        d = self.data
        return [d.cluster, *([d.outer_of_row] * len(self._outer_columns())), *d.crossed.values()]

    def groups_affected(self) -> dict[str, int]:
        """Number of groups on whose rows each term's effects act, by the term's label."""
        parts = zip(self.terms, self.groups_of_rows, self.designs_of_rows, strict=True)
        return {term.label: np.unique(group[(z != 0).any(axis=1)]).size for term, group, z in parts}

    def with_response(self, y: np.ndarray) -> Self:
        """The same model for other responses (in the order of ``data``), for the bootstrap."""
        other = copy.copy(self)
        other.data = dataclasses.replace(self.data, y=y)
        other._clusters = other._pooled = None
        return other

    def with_random_columns(self, columns: list[int]) -> Self:
        """The same model with these columns of Z, in this order."""
        other = copy.copy(self)
        names = [self.data.random_names[j] for j in columns]
        data = dataclasses.replace(self.data, Z=self.data.Z[:, columns], random_names=names)
        other._setup(data, self.design, self.frame, self.n_points)
        return other

    def without_third_level(self) -> Specification:
        """The same model of clusters alone."""
        d = self.data
        nothing = np.zeros((len(d.y), 0))
        data = dataclasses.replace(
            d, outer_design=nothing, outer_effects=[], **self._no_third_level(d.n_clusters)
        )
        return Specification(data, None, None, self.n_points)

    def without_last_effect(self, index: int) -> Specification | None:
        """The specification without the last effect of a term; None where no random effect is left.

        Raises:
            MultilevelError: for the clusters' own effect beside several of the third level.
        """
        d, third = self.data, self._outer_columns()
        if index == 0 and self.n_random > 1:
            return self.with_random_columns(list(range(self.n_random - 1)))
        if len(self.terms) == 1:
            return None
        if index == 0 and len(third) > 1:
            raise MultilevelError(
                f"the variance of {d.group_name} cannot be tested beside several effects of {d.outer_name}"
            )
        if index == 0:
            data = self._without_own(third != [])
        elif index > len(third):
            kept = [name for name in d.crossed if name != self.terms[index].group]
            data = dataclasses.replace(d, **self._crossed(kept))
        else:
            columns = [j for j in range(d.outer_design.shape[1]) if j != third[index - 1][-1]]
            names = [d.outer_effects[j] for j in columns]
            data = dataclasses.replace(d, outer_design=d.outer_design[:, columns], outer_effects=names)
            if not columns:
                data = dataclasses.replace(data, **self._no_third_level(d.n_clusters))
        return Specification(data, None, None, self.n_points)

    def _without_own(self, third_level: bool) -> Data:
        """The data with the next term in the clusters' place."""
        d, term, group = self.data, self.terms[1], self.groups_of_rows[1]
        order = np.argsort(group, kind="stable")
        rest = [name for name in d.crossed if third_level or name != term.group]
        crossed = self._crossed(rest)
        crossed["crossed"] = {name: codes[order] for name, codes in crossed["crossed"].items()}
        return dataclasses.replace(
            d, y=d.y[order], trials=d.trials[order], weights=d.weights[order], X=d.X[order],
            Z=d.outer_design[order] if third_level else np.ones((len(order), 1)), offset=d.offset[order],
            rows=d.rows[order], cluster=group[order], labels=self.group_labels[1],
            random_names=list(term.columns), group_name=term.group, outer_design=np.zeros((len(order), 0)),
            outer_effects=[], **self._no_third_level(self.group_counts[1]), **crossed,
        )  # fmt: skip

    def _crossed(self, names: list[str]) -> dict[str, Any]:
        d = self.data
        return {
            "crossed": {name: d.crossed[name] for name in names},
            "crossed_labels": {name: d.crossed_labels[name] for name in names},
        }

    @staticmethod
    def _no_third_level(clusters: int) -> dict[str, Any]:
        return {"outer_name": None, "outer_labels": [None], "outer_of_cluster": np.zeros(clusters, dtype=int)}
