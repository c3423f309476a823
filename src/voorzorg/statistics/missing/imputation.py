"""Multiple imputation by chained equations, separately in each arm.

Imputing by arm keeps an effect of treatment on the relation between any two variables, which one joint model
without all its interactions would flatten (Sullivan et al., 2018). Binary variables are drawn by logistic
regression, continuous and count variables by predictive mean matching or a normal linear model; all m data
sets advance together as one array.

Why not ``statsmodels.imputation.mice``: it imputes by predictive mean matching only, knows no arms, draws its
random numbers from NumPy's global state and loops over data sets and formulas in Python. R's mice is what the
tests compare with, in distribution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from voorzorg.messages import Message, Name, message
from voorzorg.statistics.missing.imputation_draws import draw_logistic, draw_normal, match_predictive_means
from voorzorg.statistics.missing.rubin import PooledEstimate, PooledVector, pool_scalar, pool_vector

Array = NDArray[np.float64]
Kind = Literal["binary", "continuous", "count", "normal"]
_KINDS = ("binary", "continuous", "count", "normal")
_BATCH_BYTES = 8_000_000  # of completed data that advance together: as much as the cache holds
_RHAT_LIMIT = 1.2


@dataclass(frozen=True)
class ImputedColumn:
    """What was drawn for one variable.

    ``rows`` (q,) positions of the imputed cells in the frame, ``values`` (m, q). For a binary variable also
    the log odds and the uniform numbers that gave the values, ``value = uniform < expit(log_odds)``, so that
    a sensitivity analysis can shift the odds and keep everything else (both (m, q), else empty). ``trace``
    (iterations, m) is the mean of the imputed values in each iteration.
    """

    rows: NDArray[np.int64]
    values: Array
    log_odds: Array
    uniform: Array
    trace: Array
    kind: Kind
    predictors: tuple[str, ...]

    @property
    def rhat(self) -> float:
        """Potential scale reduction of the trace's second half; NaN with fewer than four iterations there."""
        chains = self.trace[len(self.trace) // 2 :]
        length, m = chains.shape
        if length < 4 or m < 2:
            return float("nan")
        within = chains.var(axis=0, ddof=1).mean()
        between = chains.mean(axis=0).var(ddof=1)
        if within == 0:
            return 1.0 if between == 0 else float("inf")
        return float(np.sqrt((length - 1) / length + between / within))


@dataclass(frozen=True)
class ImputedData:
    """m completed copies of a frame, stored as the frame and what was drawn for its gaps.

    ``only_where`` names for some columns the binary column without which they do not exist. What was drawn
    for such a column counts only where that one, observed or drawn, is 1: see :meth:`exists`.
    """

    data: pd.DataFrame
    columns: Mapping[str, ImputedColumn]
    m: int
    by: str | None
    warnings: tuple[Message | str, ...] = field(default=())
    only_where: Mapping[str, str] = field(default_factory=dict)

    @property
    def converged(self) -> bool:
        """No chain still drifts: every R-hat that can be computed is below 1.2."""
        return not any(c.rhat > _RHAT_LIMIT for c in self.columns.values())

    def values(self, name: str) -> Array:
        """Completed values of one variable, (m, n)."""
        base = np.tile(self.data[name].to_numpy(dtype=float, na_value=np.nan), (self.m, 1))
        if name in self.columns:
            base[:, self.columns[name].rows] = self.columns[name].values
        return base

    def exists(self, name: str) -> NDArray[np.bool_]:
        """Whose value of a variable exists in each data set, (m, n)."""
        if name not in self.only_where:
            return np.ones((self.m, len(self.data)), dtype=bool)
        return np.asarray(self.values(self.only_where[name]) == 1)

    def frame(self, i: int) -> pd.DataFrame:
        """The i-th completed frame (0 <= i < m); imputed columns become float."""
        out = self.data.copy()
        for name, column in self.columns.items():
            filled = out[name].to_numpy(dtype=float, na_value=np.nan, copy=True)
            filled[column.rows] = column.values[i]
            out[name] = filled
        return out

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


def quick_predictors(
    frame: pd.DataFrame,
    targets: Sequence[str],
    max_predictors: int = 12,
    min_correlation: float = 0.1,
    include: Sequence[str] = (),
    structural: NDArray[np.bool_] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Choose predictors per target by correlation, as mice's quickpred does.

    A variable qualifies when its absolute pairwise-complete correlation with the target, or with whether the
    target is observed, reaches ``min_correlation``; ``include`` are predictors whatever their correlation,
    and the strongest fill up to ``max_predictors``. Cells that cannot exist (``structural``, of the frame's
    shape) are not gaps: who has no partner has not left. Trials have few women per arm and many waves, so
    the model of everything on everything is not one that the data can carry.
    """
    numeric = frame.astype(float)
    names = list(numeric.columns)
    observed = numeric.notna().astype(float)
    if structural is not None:
        observed = observed.mask(structural)
    observed.columns = pd.Index([f"observed {c}" for c in names])
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = pd.concat([numeric, observed], axis=1).corr().abs()
    chosen: dict[str, tuple[str, ...]] = {}
    for target in targets:
        with_value = correlation.loc[names, target].fillna(0.0)
        with_gap = correlation.loc[names, f"observed {target}"].fillna(0.0)
        strength = pd.Series(np.maximum(with_value, with_gap), index=names).drop(target)
        always = [c for c in include if c != target]
        strong = strength[strength >= min_correlation].drop(labels=always, errors="ignore")
        best = strong.sort_values(ascending=False, kind="stable").index[
            : max(max_predictors - len(always), 0)
        ]
        chosen[target] = (*always, *best)
    return chosen


def impute_chained(
    frame: pd.DataFrame,
    kinds: Mapping[str, Kind],
    rng: np.random.Generator,
    by: str | None = None,
    m: int = 20,
    iterations: int = 10,
    predictors: Mapping[str, Sequence[str]] | None = None,
    donors: int = 5,
    structural: pd.DataFrame | None = None,
    only_where: Mapping[str, str] | None = None,
    include: Sequence[str] = (),
    max_predictors: int = 12,
) -> ImputedData:
    """Impute the missing cells of a wide frame (one row per participant) m times.

    Parameters
    ----------
    frame : numeric columns; a missing cell is NaN or NA. Columns outside ``kinds`` (and ``by``) are left
        alone and serve as predictors where they are complete.
    kinds : for each column to impute "binary" (0/1), "continuous" or "count" (predictive mean matching, which
        keeps to observed values) or "normal" (Bayesian linear regression, unbounded).
    by : column with the arm; each arm is imputed from itself alone. It must be complete.
    predictors : per column; the default is :func:`quick_predictors` with ``include`` and ``max_predictors``.
    structural : True where a value cannot exist (after a death, before a late start): never imputed, and the
        column's mean where another variable's model needs it.
    only_where : per column the binary column of ``kinds`` without which it does not exist. Where that is
        observed as 0 the cell is structural; where it is imputed, it is drawn first, without the column
        itself, and a draw of 0 makes the column's cell structural in that data set.

    Raises
    ------
    ValueError
        For a missing arm, an unknown kind or predictor, a binary column with other values than 0 and 1, or a
        value that cannot exist.
    """
    if m < 2 or iterations < 1:
        raise ValueError("at least two data sets and one iteration are needed")
    gates = dict(only_where or {})
    _check(frame, kinds, by, gates)
    usable = [c for c in frame.columns if c != by and (c in kinds or not frame[c].isna().any())]
    usable = [c for c in usable if c in kinds or pd.api.types.is_numeric_dtype(frame[c])]
    data = frame[usable].astype(float).to_numpy()
    barred = np.zeros(data.shape, dtype=bool)
    if structural is not None:
        shared = [c for c in usable if c in structural.columns]
        barred[:, [usable.index(c) for c in shared]] = structural[shared].to_numpy(dtype=bool)
    for name, gate in gates.items():
        barred[:, usable.index(name)] |= data[:, usable.index(gate)] == 0
    gaps = np.isnan(data) & ~barred
    targets = [c for j, c in enumerate(usable) if gaps[:, j].any()]
    if predictors is None:
        predictors = quick_predictors(
            frame[usable], targets, max_predictors, include=include, structural=barred
        )
    for target in targets:
        unknown = [p for p in predictors.get(target, ()) if p not in usable]
        if unknown:
            raise ValueError(f"predictors of {target} that are not complete or imputed: {', '.join(unknown)}")
    # Among those who have the column its condition is always 1, and nobody else's column can tell of it.
    pairs = {*gates.items(), *((gate, name) for name, gate in gates.items())}
    model = {
        usable.index(t): np.array(
            [usable.index(p) for p in predictors.get(t, ()) if (t, p) not in pairs], dtype=int
        )
        for t in targets
    }
    gate_of = {usable.index(name): usable.index(gate) for name, gate in gates.items()}
    arms, levels = pd.factorize(frame[by] if by is not None else np.repeat("all", len(frame)))

    drawn = {j: np.full((m, int(gaps[:, j].sum())), np.nan) for j in model}
    odds = {j: np.full_like(v, np.nan) for j, v in drawn.items() if kinds[usable[j]] == "binary"}
    uniform = {j: np.full_like(odds[j], np.nan) for j in odds}
    sums = {j: np.zeros((iterations, m)) for j in model}
    warnings: list[Message | str] = []
    for arm in np.unique(arms):
        rows = np.flatnonzero(arms == arm)
        for batch in np.array_split(np.arange(m), max(1, m * data[rows].nbytes // _BATCH_BYTES)):
            kinds_of = {j: kinds[usable[j]] for j in model}
            chain = _Chain(data[rows], gaps[rows], model, kinds_of, donors, rng, gate_of)
            chain.start(len(batch))
            for iteration in range(iterations):
                chain.advance()
                for j, values in chain.values.items():
                    sums[j][iteration, batch] += values.sum(axis=1)
            for j, values in chain.values.items():
                place = np.flatnonzero(np.isin(np.flatnonzero(gaps[:, j]), rows[chain.missing[j]]))
                drawn[j][np.ix_(batch, place)] = values
                if j in odds:
                    odds[j][np.ix_(batch, place)] = chain.log_odds[j]
                    uniform[j][np.ix_(batch, place)] = chain.uniform[j]
        warnings += [
            message(why, variable=Name("variable", usable[j]), arm=Name("arm", str(levels[arm])))
            for j, why in chain.problems.items()
        ]

    empty = np.empty((m, 0))
    columns: dict[str, ImputedColumn] = {}
    for j in model:
        cells = np.flatnonzero(gaps[:, j])
        kept = ~np.isnan(drawn[j]).any(axis=0)
        columns[usable[j]] = ImputedColumn(
            rows=cells[kept],
            values=drawn[j][:, kept],
            log_odds=odds[j][:, kept] if j in odds else empty,
            uniform=uniform[j][:, kept] if j in odds else empty,
            trace=sums[j] / max(int(kept.sum()), 1),
            kind=kinds[usable[j]],
            predictors=tuple(usable[p] for p in model[j]),
        )
    drifting = [name for name, column in columns.items() if column.rhat > _RHAT_LIMIT]
    if drifting:
        names = [Name("variable", name) for name in drifting]
        warnings.append(message("chains-still-drift-after-iterations", iterations=iterations, names=names))
    return ImputedData(frame, columns, m, by, tuple(warnings), gates)


class _Chain:
    """The chained equations of one arm, for a batch of data sets that advance together."""

    def __init__(
        self,
        data: Array,
        gaps: NDArray[np.bool_],
        model: Mapping[int, NDArray[np.int64]],
        kinds: Mapping[int, Kind],
        donors: int,
        rng: np.random.Generator,
        gates: Mapping[int, int],
    ) -> None:
        self.rng, self.donors, self.kinds, self.gates = rng, donors, kinds, gates
        self.raw = data
        observed = ~np.isnan(data)
        count = observed.sum(axis=0)
        total = np.where(observed, data, 0.0)
        self.mean = total.sum(axis=0) / np.maximum(count, 1)
        deviation = np.where(observed, data - self.mean, 0.0)
        self.sd = np.sqrt((deviation**2).sum(axis=0) / np.maximum(count - 1, 1))
        self.problems: dict[int, str] = {}
        self.observed: dict[int, NDArray[np.int64]] = {}
        self.missing: dict[int, NDArray[np.int64]] = {}
        informative = (self.sd > 0) & (count > 1)
        # Fewest gaps first, and whether a variable exists before what it is.
        for j in sorted(model, key=lambda c: (int(gaps[:, c].sum()), c in gates)):
            missing = np.flatnonzero(gaps[:, j])
            if len(missing) == 0:
                continue
            if count[j] == 0:
                self.problems[j] = "never-observed"
                continue
            if self.sd[j] == 0:
                self.problems[j] = "risks-drawn-near" if kinds[j] == "binary" else "imputed-without-variation"
            self.observed[j], self.missing[j] = np.flatnonzero(observed[:, j]), missing
        self.model = {
            # As many predictors as the observed rows can carry, the strongest first.
            j: np.array([p for p in model[j] if informative[p]], dtype=int)[
                : max(len(self.observed[j]) // 3, 0)
            ]
            for j in self.missing
        }
        self.scale = np.where(self.sd > 0, self.sd, 1.0)
        self.log_odds: dict[int, Array] = {}
        self.uniform: dict[int, Array] = {}
        self.values: dict[int, Array] = {}
        self._coefficients: dict[int, Array] = {}

    def start(self, m: int) -> None:
        """Fill the gaps, each variable from those that are complete or filled already.

        With drop-out the gaps are nearly nested, and this is then already a draw from the joint distribution.
        The usual start, random observed values, is too near to those who stayed: chains of strongly related
        waves forget it so slowly that ten iterations leave a bias.
        """
        z = (np.nan_to_num(self.raw - self.mean) / self.scale).T
        self.z = np.repeat(z[:, None, :], m, axis=1)  # (columns, m, rows), standardised completed data
        self.m = m
        filled: set[int] = set()
        for j in self.missing:
            ready = [p for p in self.model[j] if p not in self.missing or p in filled]
            self._draw(j, np.array(ready, dtype=int), np.zeros((m, len(ready) + 1)))
            filled.add(j)

    def advance(self) -> None:
        """Visit each incomplete variable once, those with fewest gaps first."""
        for j in self.missing:
            self._draw(j, self.model[j], np.zeros((self.m, len(self.model[j]) + 1)))

    def _draw(self, j: int, predictors: NDArray[np.int64], start: Array) -> Array:
        """Draw a model for variable j and, from it, the missing values; returns the drawn coefficients."""
        rows, missing = self.observed[j], self.missing[j]
        y = self.raw[rows, j]
        X, X_missing = self._design(predictors, rows), self._design(predictors, missing)
        if self.kinds[j] == "binary":
            beta = draw_logistic(X, y, start, self.rng)
            eta = (X_missing @ beta[:, :, None])[:, :, 0]
            u = self.rng.uniform(size=eta.shape)
            self.log_odds[j], self.uniform[j] = eta, u
            self._fill(j, (u < expit(eta)).astype(float))
            return beta
        estimate, beta, sigma = draw_normal(X, y, self.rng)
        wanted = (X_missing @ beta[:, :, None])[:, :, 0]
        if self.kinds[j] == "normal":
            self._fill(j, wanted + sigma[:, None] * self.rng.standard_normal(wanted.shape))
        else:
            fitted = (X @ estimate[:, :, None])[:, :, 0]
            self._fill(j, match_predictive_means(y, fitted, wanted, self.donors, self.rng))
        return beta

    def _fill(self, j: int, values: Array) -> None:
        self.values[j] = values
        for c in (j, *(name for name, gate in self.gates.items() if gate == j and name in self.values)):
            z = (self.values[c] - self.mean[c]) / self.scale[c]
            if c in self.gates:
                gate = self.gates[c]
                z *= self.z[gate][:, self.missing[c]] * self.scale[gate] + self.mean[gate] > 0.5
            self.z[c][:, self.missing[c]] = z

    def _design(self, predictors: NDArray[np.int64], rows: NDArray[np.int64]) -> Array:
        """Predictors (m, rows, k); in memory a predictor's rows lie next to each other."""
        X = np.ones((self.m, len(predictors) + 1, len(rows)))
        for k, p in enumerate(predictors):
            np.take(self.z[p], rows, axis=1, out=X[:, k + 1], mode="clip")
        return X.transpose(0, 2, 1)


def _check(frame: pd.DataFrame, kinds: Mapping[str, Kind], by: str | None, gates: Mapping[str, str]) -> None:
    absent = [c for c in (*kinds, *([by] if by else []), *gates, *gates.values()) if c not in frame.columns]
    if absent:
        raise ValueError(f"columns not in the frame: {', '.join(absent)}")
    if by is not None and frame[by].isna().any():
        raise ValueError(f"{by} is missing for some rows: the arm must be known")
    if by in kinds:
        raise ValueError(f"{by} cannot be imputed: it is the arm")
    for name, kind in kinds.items():
        if kind not in _KINDS:
            raise ValueError(f"{name}: kind must be one of {', '.join(_KINDS)}")
        if kind == "binary" and not frame[name].dropna().astype(float).isin([0.0, 1.0]).all():
            raise ValueError(f"{name}: a binary column must hold 0 and 1 only")
    for name, gate in gates.items():
        if frame[gate].isna().any() and kinds.get(gate) != "binary":
            raise ValueError(f"{gate}: what {name} needs to exist must be complete or imputed as binary")
        if (frame[name].notna() & (frame[gate] != 1).fillna(True)).any():
            raise ValueError(f"{name}: has values where {gate} is not 1")
