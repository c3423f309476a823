"""What imputation hands back: m completed copies of a frame, and analyses pooled over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voorzorg.messages import Message
from voorzorg.statistics.missing.chain import Array, Computed, Kind
from voorzorg.statistics.missing.convergence import Unsettled, potential_scale_reduction
from voorzorg.statistics.missing.rubin import PooledEstimate, PooledVector, pool_scalar, pool_vector


@dataclass(frozen=True)
class ImputedColumn:
    """What was drawn for one variable.

    ``rows`` (q,) positions of the imputed cells in the frame, ``values`` (m, q). For a binary variable also
    the log odds and the uniform numbers that gave the values, ``value = uniform < expit(log_odds)``, so that
    a sensitivity analysis can shift the odds and keep everything else (both (m, q), else empty).
    ``arm_traces`` (arms, iterations, m) is the mean of the imputed values of each arm in each iteration,
    nought where an arm has none, and ``cells`` (arms,) how many it has.
    """

    rows: NDArray[np.int64]
    values: Array
    log_odds: Array
    uniform: Array
    arm_traces: Array
    cells: NDArray[np.int64]
    kind: Kind
    predictors: tuple[str, ...]

    @property
    def trace(self) -> Array:
        """The mean of all imputed values in each iteration, (iterations, m)."""
        total = (self.arm_traces * self.cells[:, None, None]).sum(axis=0)
        return np.asarray(total / max(int(self.cells.sum()), 1))

    @property
    def rhat(self) -> float:
        """The largest potential scale reduction among the arms; NaN with fewer than eight iterations."""
        found = [potential_scale_reduction(t) for t, n in zip(self.arm_traces, self.cells, strict=True) if n]
        return max(found, default=float("nan"))


@dataclass(frozen=True)
class ImputedData:
    """m completed copies of a frame, stored as the frame and what was drawn for its gaps.

    ``only_where`` names for some columns the binary column without which they do not exist. What was drawn
    for such a column counts only where that one, observed or drawn, is 1: elsewhere it is zero if it is in
    ``zero``, else it stays missing. ``passive`` columns are computed from others.
    """

    data: pd.DataFrame
    columns: Mapping[str, ImputedColumn]
    m: int
    by: str | None
    warnings: tuple[Message, ...] = field(default=())
    only_where: Mapping[str, str] = field(default_factory=dict)
    zero: frozenset[str] = frozenset()
    passive: Mapping[str, tuple[tuple[str, ...], Computed]] = field(default_factory=dict)
    unsettled: tuple[Unsettled, ...] = ()

    @property
    def converged(self) -> bool:
        """No chain still drifted when the iterations ended."""
        return not self.unsettled

    def values(self, name: str) -> Array:
        """Completed values of one variable (m, n); NaN where it does not exist or could not be imputed."""
        base = np.tile(self.data[name].to_numpy(dtype=float, na_value=np.nan), (self.m, 1))
        if name in self.columns:
            base[:, self.columns[name].rows] = self.columns[name].values
        if name in self.passive:
            parts, function = self.passive[name]
            gaps = np.isnan(base)
            computed = np.asarray(function({part: self.values(part) for part in parts}), dtype=float)
            base = np.where(gaps, computed, base)
        if name in self.only_where:
            absent = ~self.exists(name)
            base = np.where(absent & np.isin(name, list(self.zero)), 0.0, np.where(absent, np.nan, base))
        return base

    def exists(self, name: str) -> NDArray[np.bool_]:
        """Whose value of a variable exists in each data set, (m, n): whose condition, and its own, holds."""
        if name not in self.only_where:
            return np.ones((self.m, len(self.data)), dtype=bool)
        return np.asarray(self.values(self.only_where[name]) == 1)

    def frame(self, i: int) -> pd.DataFrame:
        """The i-th completed frame (0 <= i < m); imputed columns become float."""
        out = self.data.copy()
        for name in [*self.columns, *self.passive]:
            out[name] = self.one(name, i)
        return out

    def one(self, name: str, i: int) -> Array:
        """Values of one variable in the i-th data set, (n,)."""
        return replace(
            self,
            m=1,
            columns={
                c: replace(column, values=column.values[i : i + 1])
                for c, column in self.columns.items()
                if c in self._needed(name)
            },
        ).values(name)[0]

    def _needed(self, name: str) -> set[str]:
        """The variable, its condition, and what it is computed from."""
        found, waiting = set(), [name]
        while waiting:
            column = waiting.pop()
            if column not in found:
                found.add(column)
                waiting += [self.only_where[column]] if column in self.only_where else []
                waiting += self.passive[column][0] if column in self.passive else ()
        return found

    def with_values(self, name: str, values: Array) -> ImputedData:
        """A copy in which the imputed cells of ``name`` hold ``values`` (m, q)."""
        old = self.columns[name]
        if values.shape != old.values.shape:
            raise ValueError(f"values must have shape {old.values.shape}")
        return self.with_column(name, replace(old, values=values))

    def with_column(self, name: str, column: ImputedColumn) -> ImputedData:
        """A copy with other draws of ``name``."""
        return replace(self, columns={**self.columns, name: column})

    def analyse(
        self,
        analysis: Callable[[pd.DataFrame], tuple[float, float]],
        df_complete: float = np.inf,
        ci_level: float = 0.95,
    ) -> PooledEstimate:
        """Pool ``analysis(frame) -> (estimate, variance)`` over the completed frames."""
        results = np.array([analysis(self.frame(i)) for i in range(self.m)], dtype=float)
        return pool_scalar(results[:, 0], results[:, 1], df_complete, ci_level)

    def analyse_column(
        self,
        name: str,
        analysis: Callable[[Array], tuple[Array, Array]],
        df_complete: float = np.inf,
        ci_level: float = 0.95,
    ) -> PooledEstimate:
        """Pool ``analysis(values (m, n)) -> (estimates (m,), variances (m,))`` of one completed column.

        What :meth:`analyse` does for an analysis that needs no other column, without building m frames.
        """
        estimates, variances = analysis(self.values(name))
        return pool_scalar(estimates, variances, df_complete, ci_level)

    def analyse_vector(
        self,
        analysis: Callable[[pd.DataFrame], tuple[Array, Array]],
        df_complete: float = np.inf,
        ci_level: float = 0.95,
    ) -> PooledVector:
        """Pool ``analysis(frame) -> (params (k,), covariance (k, k))`` over the completed frames."""
        results = [analysis(self.frame(i)) for i in range(self.m)]
        return pool_vector(
            np.array([r[0] for r in results]), np.array([r[1] for r in results]), df_complete, ci_level
        )
