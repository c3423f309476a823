"""What is to be estimated: standardised data and the random effects of a multilevel logistic regression."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any, Literal, Self

import numpy as np
import pandas as pd

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

    def without_last_effect(self, group: str) -> Specification | None:
        """The specification without a term's last random effect; None where no random effect is left."""
        d = self.data
        index = [term.group for term in self.terms].index(group)
        if index == 0 and self.n_random > 1:
            data = self.with_random_columns(list(range(self.n_random - 1))).data
        elif len(self.terms) == 1:
            return None
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
        return Specification(data, None, None, self.n_points)
