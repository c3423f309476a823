"""The chained equations of one arm, for a batch of data sets that advance together."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr, ndtri

from voorzorg.messages import Message, message
from voorzorg.statistics.missing.imputation_draws import (
    SLOPE_PRIOR_SD,
    Prior,
    draw_categories,
    draw_clustered_normal,
    draw_logistic,
    draw_normal,
    draw_ordered,
    match_predictive_means,
)

Array = NDArray[np.float64]
Kind = Literal["binary", "continuous", "count", "normal", "ordered", "multinomial"]
#: What is computed from other columns: completed columns (each (m, n)) -> (m, n).
Computed = Callable[[Mapping[str, Array]], Array]

#: Weight and variance (of a log odds, or in residual variances) of what is believed of clusters beforehand.
_CLUSTER_PRIOR = (1.0, 0.05)
FEWEST_CLUSTERS = 3


@dataclass(frozen=True)
class Specification:
    """How the columns of a matrix are imputed; every name is a column's number.

    ``model`` predictors per incomplete column; ``gates`` the binary column without which a column does not
    exist, and ``zero`` those whose value is then zero; ``like`` the column that a donor must share;
    ``passive`` columns computed from others: those, and how; ``indicators`` the 0/1 columns that stand for an
    unordered one, with the level of each.
    """

    names: tuple[str, ...]
    kinds: Mapping[int, Kind]
    model: Mapping[int, NDArray[np.int64]]
    gates: Mapping[int, int] = field(default_factory=dict)
    zero: frozenset[int] = frozenset()
    like: Mapping[int, int] = field(default_factory=dict)
    bounds: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    passive: Mapping[int, tuple[tuple[int, ...], Computed]] = field(default_factory=dict)
    indicators: Mapping[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    donors: int = 5


class Chain:
    """m data sets of one arm.

    ``data`` (n, columns) with NaN in gaps, ``gaps`` (n, columns) which of them are filled, ``clusters`` (n,)
    codes from 0, -1 for a row that is a cluster of its own; ``weights`` (m, n) of bootstrap samples, in whose
    stead parameters are drawn without them.
    """

    def __init__(
        self,
        data: Array,
        gaps: NDArray[np.bool_],
        specification: Specification,
        rng: np.random.Generator,
        clusters: NDArray[np.int64] | None = None,
        weights: Array | None = None,
    ) -> None:
        self.spec, self.rng, self.raw, self.weights = specification, rng, data, weights
        spec = specification
        observed = ~np.isnan(data)
        count = observed.sum(axis=0)
        self.mean = np.where(observed, data, 0.0).sum(axis=0) / np.maximum(count, 1)
        deviation = np.where(observed, data - self.mean, 0.0)
        self.sd = np.sqrt((deviation**2).sum(axis=0) / np.maximum(count - 1, 1))
        self.scale = np.where(self.sd > 0, self.sd, 1.0)
        self.problems: dict[int, Message] = {}
        self.observed: dict[int, NDArray[np.int64]] = {}
        self.missing: dict[int, NDArray[np.int64]] = {}
        informative = (self.sd > 0) & (count > 1)
        # Fewest gaps first, and whether a variable exists before what it is.
        for j in sorted(spec.model, key=lambda c: (int(gaps[:, c].sum()), c in spec.gates)):
            missing = np.flatnonzero(gaps[:, j])
            if len(missing) == 0:
                continue
            seen = observed[:, j]
            if j in spec.zero:  # the zeros of those for whom there is nothing to count teach nothing
                seen = seen & (data[:, spec.gates[j]] != 0)
            learn = np.flatnonzero(seen)
            if len(learn) == 0:
                self.problems[j] = message("imputation-never-observed")
                continue
            if np.ptp(data[learn, j]) == 0:
                drawn_near = spec.kinds[j] == "binary"
                self.problems[j] = message(
                    "imputation-constant-risk" if drawn_near else "imputation-constant"
                )
            self.observed[j], self.missing[j] = learn, missing
        # As many predictors as the observed rows can carry, the strongest first.
        self.model = {
            j: np.array([p for p in spec.model[j] if informative[p]], dtype=int)[: len(self.observed[j]) // 3]
            for j in self.missing
        }
        self.log_odds: dict[int, Array] = {}
        self.uniform: dict[int, Array] = {}
        self.values: dict[int, Array] = {}
        self.spread2: dict[int, Array] = {}  # variance between clusters (m,), by column
        self.residual: dict[int, Array] = {}
        self._clusters_of(clusters)
        self._after: dict[int, list[int]] = {}
        for p, (parts, _) in spec.passive.items():
            for part in parts:
                self._after.setdefault(part, []).append(p)

    def _clusters_of(self, clusters: NDArray[np.int64] | None) -> None:
        self.cluster_count, self.marks = 0, np.empty((len(self.raw), 0))
        if clusters is None or self.weights is not None:
            return
        codes = np.unique(clusters[clusters >= 0])
        if len(codes) < FEWEST_CLUSTERS:
            self.problems[-1] = message("imputation-few-clusters", clusters=len(codes))
            return
        self.marks = (clusters[:, None] == codes[None, :]).astype(float)
        self.cluster_count = len(codes)

    def start(self, m: int) -> None:
        """Fill the gaps, each variable from those that are complete or filled already.

        With drop-out the gaps are nearly nested, and this is then already a draw from the joint distribution.
        The usual start, random observed values, is too near to those who stayed: chains of strongly related
        waves forget it so slowly that ten iterations leave a bias.
        """
        z = (np.nan_to_num(self.raw - self.mean) / self.scale).T
        self.z = np.repeat(z[:, None, :], m, axis=1)  # (columns, m, rows), standardised completed data
        self.m = m
        if self.cluster_count:
            self.spread2 = {j: np.full(m, 0.1) for j in self.missing}
            self.residual = {j: np.full(m, self.scale[j]) for j in self.missing}
        # A computed column is ready once its incomplete parts are; an indicator once its column is.
        waiting = {p: {c for c in parts if c in self.missing} for p, (parts, _) in self.spec.passive.items()}
        waiting |= {i: {j} for j, made in self.spec.indicators.items() if j in self.missing for i, _ in made}
        filled: set[int] = set()
        for j in self.missing:
            pending = (set(self.missing) - filled) | {p for p, parts in waiting.items() if parts - filled}
            ready = [p for p in self.model[j] if p not in pending]
            self._draw(j, np.array(ready, dtype=int))
            filled.add(j)

    def advance(self, moving: Container[int]) -> None:
        """Visit each incomplete variable among ``moving`` once, those with fewest gaps first."""
        for j in self.missing:
            if j in moving:
                self._draw(j, self.model[j])

    def _draw(self, j: int, predictors: NDArray[np.int64]) -> None:
        """Draw a model for variable j and, from it, the missing values."""
        rows, missing, rng = self.observed[j], self.missing[j], self.rng
        kind, y = self.spec.kinds[j], self.raw[rows, j]
        if kind == "binary":
            self._draw_binary(j, predictors, y)
            return
        X, X_missing = self._design(predictors, rows), self._design(predictors, missing)
        weights = None if self.weights is None else self.weights[:, rows]
        if kind == "multinomial":
            self._fill(j, draw_categories(X, X_missing, y, rng, weights))
            return
        prior = self._prior(j, X.shape[2]) if self.cluster_count else None
        if kind == "ordered" and np.ptp(y) == 0:
            self._fill(j, np.full((self.m, len(missing)), y[0]))
        elif kind == "ordered":
            values, beta = draw_ordered(X, X_missing, y, rng, prior, weights)
            self._between(j, beta, 1.0)
            self._fill(j, values)
        else:
            if prior is None:
                estimate, beta, sigma = draw_normal(X, y, rng, weights=weights)
            else:
                estimate, beta, sigma = draw_clustered_normal(X, y, rng, prior, self.residual[j])
                self.residual[j] = sigma
                self._between(j, beta, self.scale[j] ** 2)
            wanted = self._strangers(j, (X_missing @ beta[:, :, None])[:, :, 0])
            if kind == "normal":
                self._fill(j, self._normal(j, wanted, sigma[:, None]))
            else:
                fitted = (X @ estimate[:, :, None])[:, :, 0]
                self._fill(j, self._match(j, y, fitted, wanted, weights))

    def _draw_binary(self, j: int, predictors: NDArray[np.int64], y: Array) -> None:
        """Draw a logistic model and, from it, the missing answers."""
        rows, missing, rng = self.observed[j], self.missing[j], self.rng
        X = self._design(predictors, rows, marked=False)
        X_missing = self._design(predictors, missing, marked=False)
        weights = None if self.weights is None else self.weights[:, rows]
        p, c = X.shape[2], self.cluster_count
        prior = self._prior(j, p + c) if c else None
        marks = self.marks[rows] if c else None
        beta = draw_logistic(X, y, np.zeros((self.m, p + c)), rng, prior, weights, marks)
        self._between(j, beta, 1.0)
        eta = (X_missing @ beta[:, :p, None])[:, :, 0]
        if c:
            eta += beta[:, p:] @ self.marks[missing].T
        eta = self._strangers(j, eta)
        u = rng.uniform(size=eta.shape)
        self.log_odds[j], self.uniform[j] = eta, u
        self._fill(j, (u < expit(eta)).astype(float))

    def _prior(self, j: int, k: int) -> Prior:
        """Slopes as ever; random effects around nought with the variance between clusters drawn last."""
        precision, centre = np.zeros((self.m, k)), np.zeros((self.m, k))
        fixed = k - self.cluster_count
        if self.spec.kinds[j] in ("binary", "ordered"):
            precision[:, 1:fixed] = SLOPE_PRIOR_SD**-2.0
            sd = np.sqrt(self.spread2[j])[:, None]
            centre[:, fixed:] = sd * self.rng.standard_normal((self.m, self.cluster_count))
        precision[:, fixed:] = 1 / self.spread2[j][:, None]
        return Prior(precision, centre)

    def _between(self, j: int, beta: Array, unit: float) -> None:
        """Draw the variance between clusters given the effects of the clusters."""
        if self.cluster_count:
            weight, variance = _CLUSTER_PRIOR
            total = (beta[:, -self.cluster_count :] ** 2).sum(axis=1) + weight * variance * unit
            self.spread2[j] = total / self.rng.chisquare(self.cluster_count + weight, size=self.m)

    def _strangers(self, j: int, wanted: Array) -> Array:
        """Who belongs to no cluster is one of her own: of its effect only the spread is known."""
        if self.cluster_count:
            alone = np.flatnonzero(self.marks[self.missing[j]].sum(axis=1) == 0)
            noise = self.rng.standard_normal((self.m, len(alone)))
            wanted[:, alone] += np.sqrt(self.spread2[j])[:, None] * noise
        return wanted

    def _normal(self, j: int, wanted: Array, sigma: Array) -> Array:
        """Normal draws, inside the variable's bounds where it has them."""
        if j not in self.spec.bounds:
            return np.asarray(wanted + sigma * self.rng.standard_normal(wanted.shape))
        low, high = self.spec.bounds[j]
        below, above = ndtr((low - wanted) / sigma), ndtr((high - wanted) / sigma)
        u = below + self.rng.uniform(size=wanted.shape) * (above - below)
        return np.clip(wanted + sigma * ndtri(np.clip(u, 1e-300, 1 - 1e-16)), low, high)

    def _match(self, j: int, y: Array, fitted: Array, wanted: Array, weights: Array | None) -> Array:
        """Predictive mean matching, among rows that share another column's value where that is asked."""
        donors, rng = self.spec.donors, self.rng
        if j not in self.spec.like:
            return match_predictive_means(y, fitted, wanted, donors, rng, weights)
        like = self.spec.like[j]
        of_donor = self.raw[self.observed[j], like]
        of_cell = np.rint(self.z[like][:, self.missing[j]] * self.scale[like] + self.mean[like])
        values = np.full(wanted.shape, np.nan)
        for level in np.unique(of_donor[~np.isnan(of_donor)]):
            some = np.flatnonzero(of_donor == level)
            own = None if weights is None else weights[:, some]
            found = match_predictive_means(y[some], fitted[:, some], wanted, donors, rng, own)
            values = np.where(of_cell == level, found, values)
        rest = np.isnan(values)
        if rest.any():
            values[rest] = match_predictive_means(y, fitted, wanted, donors, rng, weights)[rest]
        return values

    def _fill(self, j: int, values: Array) -> None:
        self.values[j] = values
        for c in (j, *(name for name, gate in self.spec.gates.items() if gate == j and name in self.values)):
            self._place(c)
        for level_column, level in self.spec.indicators.get(j, ()):
            z = ((values == level) - self.mean[level_column]) / self.scale[level_column]
            self.z[level_column][:, self.missing[j]] = z
        for p in dict.fromkeys(self._after.get(j, ())):
            self._compute(p)

    def _place(self, c: int) -> None:
        """Put drawn values among the predictors; where there are none, their mean, or their zero."""
        z = (self.values[c] - self.mean[c]) / self.scale[c]
        if c in self.spec.gates:
            gate = self.spec.gates[c]
            there = self.z[gate][:, self.missing[c]] * self.scale[gate] + self.mean[gate] > 0.5
            z = np.where(there, z, -self.mean[c] / self.scale[c] if c in self.spec.zero else 0.0)
        self.z[c][:, self.missing[c]] = z

    def _compute(self, p: int) -> None:
        """A column that follows from others, in its gaps."""
        parts, function = self.spec.passive[p]
        rows = np.flatnonzero(np.isnan(self.raw[:, p]))
        if not len(rows):
            return
        completed = {
            self.spec.names[c]: np.round(self.z[c][:, rows] * self.scale[c] + self.mean[c], 9) for c in parts
        }
        value = np.asarray(function(completed), dtype=float)
        self.z[p][:, rows] = np.nan_to_num((value - self.mean[p]) / self.scale[p])

    def _design(
        self, predictors: NDArray[np.int64], rows: NDArray[np.int64], *, marked: bool = True
    ) -> Array:
        """Predictors (m, rows, k), clusters' marks last; in memory a predictor's rows lie together."""
        clusters = self.cluster_count if marked else 0
        X = np.empty((self.m, len(predictors) + 1 + clusters, len(rows)))
        X[:, 0] = 1.0
        for k, p in enumerate(predictors):
            np.take(self.z[p], rows, axis=1, out=X[:, k + 1], mode="clip")
        if clusters:
            X[:, len(predictors) + 1 :] = self.marks[rows].T
        return X.transpose(0, 2, 1)
