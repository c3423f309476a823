"""Multiple imputation by chained equations, separately in each arm.

Imputing by arm keeps an effect of treatment on the relation between any two variables, which one joint model
without all its interactions would flatten (Sullivan et al., 2018). Binary variables are drawn by logistic
regression, ordered and unordered categories by logistic regressions in steps, continuous and count variables
by predictive mean matching or a normal linear model, all with a random effect per cluster where clusters are
named; all m data sets advance together as one array.

Why not ``statsmodels.imputation.mice``: it imputes by predictive mean matching only, knows no arms, draws its
random numbers from NumPy's global state and loops over data sets and formulas in Python. R's mice is what the
tests compare with, in distribution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from voorzorg.messages import Message, Name, message
from voorzorg.messages.message import Argument
from voorzorg.statistics.missing.chain import Array, Chain, Computed, Kind, Specification
from voorzorg.statistics.missing.columns import Columns
from voorzorg.statistics.missing.completed import ImputedColumn, ImputedData
from voorzorg.statistics.missing.convergence import Unsettled, drifts, potential_scale_reduction
from voorzorg.statistics.missing.predictors import quick_predictors

__all__ = ["ImputedColumn", "ImputedData", "Kind", "impute_chained", "quick_predictors"]

_BATCH_BYTES = 8_000_000  # of completed data that advance together: as much as the cache holds
#: Completed data that may wait in memory for more iterations; above this the first iterations are the last.
_WAITING_BYTES = 1_000_000_000


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
    *,
    most_iterations: int | None = None,
    cluster: str | None = None,
    like: Mapping[str, str] | None = None,
    bounds: Mapping[str, tuple[float, float]] | None = None,
    passive: Mapping[str, tuple[Sequence[str], Computed]] | None = None,
    weights: Array | None = None,
    called: Callable[[str], Argument] = str,
) -> ImputedData:
    """Impute the missing cells of a wide frame (one row per participant) m times.

    Parameters
    ----------
    frame : numeric columns; a missing cell is NaN or NA. Columns outside ``kinds`` (and ``by``) are left
        alone and serve as predictors where they are complete; those that do not are named in the warnings.
    kinds : for each column to impute "binary" (0/1), "ordered" or "multinomial" (numeric codes), "continuous"
        or, in whole numbers from 0, "count" (predictive mean matching, which keeps to observed values) or
        "normal" (Bayesian linear regression, inside ``bounds``).
    by : column with the arm; each arm is imputed from itself alone. It must be complete.
    iterations, most_iterations : where a chain still drifts after ``iterations`` (see
        :func:`voorzorg.statistics.missing.convergence.drifts`) it and those entangled with it go on, twice as
        long each time, up to ``most_iterations`` (default eight times as many); what is unsettled then is
        named with its arm.
    predictors : per column; the default is :func:`quick_predictors` with ``include`` and ``max_predictors``.
    structural : True where a value cannot exist (after a death, before a late start): never imputed, and the
        column's mean where another variable's model needs it.
    only_where : per column the binary column of ``kinds`` without which it does not exist. Where that is
        observed as 0 the cell is structural; where it is imputed, it is drawn first, without the column
        itself, and a draw of 0 makes the column's cell structural in that data set. A column that holds zeros
        where its condition is 0 (cigarettes of who does not smoke) is zero there in every completed data set.
    cluster : column (complete or not, of any type) of clusters: models get a random intercept per cluster,
        whose variance is drawn too. A row without a cluster is a cluster of its own.
    like : per matched column the column whose value a donor must share (the time of an event: the event).
    bounds : lowest and highest value of a "normal" column.
    passive : per column, outside ``kinds``, the columns that it follows from and how: a scale score from its
        items. Computed wherever it is missing, and a predictor like any other, but of its own parts.
    weights : (m, n) of bootstrap samples. Parameters are then estimated with them and not drawn.
    called : what messages call a column.

    Raises
    ------
    ValueError
        For a missing arm, an unknown kind or predictor, a binary column with other values than 0 and 1, a
        count that is none, a value that cannot exist, or one that is infinite.
    """
    if m < 2 or iterations < 1:
        raise ValueError("at least two data sets and one iteration are needed")
    if not len(frame):
        raise ValueError("the frame has no rows")
    columns = Columns.read(frame, kinds, by, only_where or {}, cluster, dict(passive or {}), structural)
    warnings: list[Message] = [message("imputation-unused", variable=called(c)) for c in columns.unused]
    targets = [c for c in columns.names if c in kinds and columns.gaps[:, columns.at(c)].any()]
    if predictors is None:
        predictors = _chosen(columns, targets, max_predictors, include)
    spec = columns.specification(targets, predictors, kinds, like or {}, bounds or {}, donors)
    arms, labels = pd.factorize(frame[by]) if by is not None else (np.zeros(len(frame), dtype=int), [None])
    groups = None if cluster is None else pd.factorize(frame[cluster])[0]

    most = iterations * 8 if most_iterations is None else max(most_iterations, iterations)
    if m * columns.data.nbytes > _WAITING_BYTES:
        most = iterations
    chains: list[_Started] = []
    for arm in np.unique(arms):
        rows = np.flatnonzero(arms == arm)
        for batch in np.array_split(np.arange(m), max(1, m * columns.data[rows].nbytes // _BATCH_BYTES)):
            chain = Chain(
                columns.data[rows],
                columns.gaps[rows],
                spec,
                rng,
                None if groups is None else groups[rows],
                None if weights is None else weights[np.ix_(batch, rows)],
            )
            chain.start(len(batch))
            chains.append(_Started(int(arm), rows, batch, chain))
        warnings += [
            _problem(columns.names[j] if j >= 0 else cluster or "", reason, by, labels[arm], called)
            for j, reason in chain.problems.items()
        ]
    traces = {j: np.zeros((len(labels), 0, m)) for j in spec.model}
    unsettled: list[Unsettled] = []
    moving, step = set(spec.model), iterations
    while moving and step > 0:
        for j, more in _advance(chains, moving, len(labels), m, step).items():
            traces[j] = np.concatenate([traces[j], more], axis=1)
        unsettled = [
            Unsettled(columns.names[j], a, potential_scale_reduction(trace[a]), trace.shape[1])
            for j, trace in traces.items()
            for a in range(len(labels))
            if drifts(trace[a])
        ]
        moving = _entangled(spec, {columns.at(one.column) for one in unsettled})
        so_far = max((one.iterations for one in unsettled), default=most)
        step = min(so_far, most - so_far)
    if any(trace.shape[1] > iterations for trace in traces.values()):
        _advance(chains, set(spec.model), len(labels), m, 1)  # what stood still meanwhile follows
    warnings += [
        message(
            "imputation-unsettled" if by is not None else "imputation-unsettled-all",
            variable=called(one.column),
            rhat=round(min(one.rhat, 99.0), 2),
            iterations=one.iterations,
            **({"arm": Name("arm", str(labels[one.arm]))} if by is not None else {}),
        )
        for one in unsettled
    ]
    return ImputedData(
        frame,
        _collected(columns, spec, chains, traces, m),
        m,
        by,
        tuple(warnings),
        dict(only_where or {}),
        frozenset(columns.names[j] for j in spec.zero),
        {name: (tuple(parts), function) for name, (parts, function) in (passive or {}).items()},
        tuple(unsettled),
    )


@dataclass(frozen=True)
class _Started:
    """A chain, whose rows of the frame it imputes and which data sets it carries."""

    arm: int
    rows: NDArray[np.int64]
    batch: NDArray[np.int64]
    chain: Chain


def _chosen(
    columns: Columns, targets: Sequence[str], most: int, include: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The written rule; an unordered category has the predictors that any of its levels has."""
    shown = columns.shown
    marks = {t: [i for i, _ in columns.indicators.get(t, ())] or [t] for t in targets}
    found = quick_predictors(
        pd.DataFrame(columns.data[:, shown], columns=[columns.names[j] for j in shown]),
        [mark for made in marks.values() for mark in made if mark not in columns.indicators],
        most,
        include=include,
        structural=columns.barred[:, shown],
    )
    return {
        t: tuple(dict.fromkeys(p for mark in made for p in found.get(mark, ()) if p not in made))[:most]
        for t, made in marks.items()
    }


def _advance(
    chains: Sequence[_Started], moving: set[int], arms: int, m: int, iterations: int
) -> dict[int, Array]:
    """So many more iterations of some columns; by column the mean of what was imputed (arms, steps, m)."""
    traces = {j: np.zeros((arms, iterations, m)) for j in moving}
    for started in chains:
        for iteration in range(iterations):
            started.chain.advance(moving)
            for j, values in started.chain.values.items():
                if j in moving:
                    traces[j][started.arm, iteration, started.batch] = values.mean(axis=1)
    return traces


def _entangled(spec: Specification, unsettled: set[int]) -> set[int]:
    """Columns that are not settled, and those that predict one of them and are predicted by one."""
    theirs = {int(p) for j in unsettled for p in spec.model[j]}
    return unsettled | {j for j in theirs & set(spec.model) if unsettled & {*map(int, spec.model[j])}}


def _collected(
    columns: Columns, spec: Specification, chains: Sequence[_Started], traces: Mapping[int, Array], m: int
) -> dict[str, ImputedColumn]:
    """What the chains hold now, as columns of the frame."""
    found: dict[str, ImputedColumn] = {}
    n, arms = len(columns.data), len(next(iter(traces.values()))) if traces else 0
    for j in spec.model:
        binary = spec.kinds[j] == "binary"
        drawn = np.full((m, n), np.nan)
        odds, uniform = (np.full((m, n), np.nan), np.full((m, n), np.nan)) if binary else (drawn, drawn)
        cells = np.zeros(arms, dtype=int)
        for started in chains:
            chain = started.chain
            if j not in chain.values:
                continue
            place = np.ix_(started.batch, started.rows[chain.missing[j]])
            drawn[place] = chain.values[j]
            cells[started.arm] = len(chain.missing[j])
            if binary:
                odds[place], uniform[place] = chain.log_odds[j], chain.uniform[j]
        kept = np.flatnonzero(~np.isnan(drawn).any(axis=0))
        empty = np.empty((m, 0))
        found[columns.names[j]] = ImputedColumn(
            rows=kept,
            values=drawn[:, kept],
            log_odds=odds[:, kept] if binary else empty,
            uniform=uniform[:, kept] if binary else empty,
            arm_traces=traces[j],
            cells=cells,
            kind=spec.kinds[j],
            predictors=tuple(columns.names[p] for p in spec.model[j]),
        )
    return found


def _problem(
    name: str, reason: Message, by: str | None, arm: object, called: Callable[[str], Argument]
) -> Message:
    if by is None:
        return message("imputation-of", variable=called(name), reason=reason)
    return message("imputation-of-in-arm", variable=called(name), arm=Name("arm", str(arm)), reason=reason)
