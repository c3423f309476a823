"""What is looked at before anything is fitted: rank, scale and separation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from voorzorg.messages import Message, Name, message
from voorzorg.statistics.formulas import dependent_columns, zero_columns
from voorzorg.statistics.multilevel.errors import RankDeficientError
from voorzorg.statistics.multilevel.fit.newton import Maximum

#: Relative size below which what is left of a column after the earlier ones counts as nothing.
RANK_TOLERANCE = 1e-9
#: A logistic fit that converges inside this range of the linear predictor proves that no separation exists:
#: along a direction of separation the score cannot fall below e^-10 per row (see ``suspicious``).
SAFE_RANGE = 10.0


class Standardised(NamedTuple):
    """``work`` = X ``transform`` has orthogonal columns of mean square one; beta = ``transform`` gamma."""

    work: np.ndarray
    transform: np.ndarray


def standardise(X: np.ndarray, names: list[str]) -> Standardised:
    """Orthogonalise the design by QR, so that the optimiser never sees the users' units.

    Raises:
        RankDeficientError: naming each column that is a combination of earlier ones, and of which.
    """
    n, P = X.shape
    scale = np.sqrt(np.einsum("ij,ij->j", X, X))
    zero = scale == 0
    if zero.any():
        columns = [names[j] for j in np.flatnonzero(zero)]
        raise RankDeficientError(zero_columns(columns), columns)
    Q, R = np.linalg.qr(X / scale)
    diagonal = np.abs(np.diag(R))
    dependent = [j for j in range(P) if j >= n or diagonal[j] < RANK_TOLERANCE]
    if dependent:
        kept = [j for j in range(P) if j not in dependent]
        coefficients = np.linalg.lstsq(X[:, kept] / scale[kept], X[:, dependent], rcond=None)[0]
        of = {
            names[j]: [names[k] for i, k in enumerate(kept) if abs(coefficients[i, column]) > 1e-7 * scale[j]]
            for column, j in enumerate(dependent)
        }
        raise RankDeficientError(dependent_columns(of, P, len(kept)), list(of))
    transform = np.linalg.solve(R, np.eye(P)) * np.sqrt(n) / scale[:, None]
    return Standardised(Q * np.sqrt(n), transform)


def suspicious(fit: Maximum, eta: np.ndarray) -> bool:
    """Whether an ordinary logistic fit leaves room for separation.

    If d is a direction of separation, the score along d is sum |y - p| |x'd| >= min(p, q) sum |x'd|, which
    for |eta| < 10 is far above the tolerance of a converged fit.  So a fit that converges inside that
    range is a certificate, and the linear programme is needed otherwise only.
    """
    return not fit.converged or bool(np.abs(eta).max() > SAFE_RANGE)


class Separation(NamedTuple):
    """Columns whose coefficients run to infinity, and whether the separation is complete."""

    columns: list[str]
    complete: bool


def find_separation(X: np.ndarray, a: np.ndarray, N: np.ndarray, names: list[str]) -> Separation | None:
    """Find a direction of separation by linear programming (Konis 2007, DPhil thesis, Oxford).

    Rows are turned so that an event wants x'd > 0 and a non-event x'd < 0; rows with both want x'd = 0.
    Maximise the sum of the turned x'd over |d| <= 1: the optimum is zero exactly when the maximum-likelihood
    estimate exists, and otherwise its non-zero elements name the coefficients without one.
    """
    from scipy.optimize import linprog

    scale = np.abs(X).max(axis=0)
    unique, index = np.unique(X / np.where(scale > 0, scale, 1), axis=0, return_inverse=True)
    index = index.ravel()
    events, trials = np.bincount(index, a), np.bincount(index, N)
    mixed = (events > 0) & (events < trials)
    turned = unique[~mixed] * np.where(events[~mixed] > 0, 1.0, -1.0)[:, None]
    if not len(turned):
        return None
    equal = {"A_eq": unique[mixed], "b_eq": np.zeros(mixed.sum())} if mixed.any() else {}
    solution = linprog(-turned.sum(0), -turned, np.zeros(len(turned)), bounds=(-1, 1), **equal)
    if solution.status != 0 or -solution.fun < 1e-7:
        return None
    direction = np.where(np.abs(solution.x) > 1e-7, solution.x, 0)
    complete = False
    if not mixed.any():
        P = X.shape[1]
        cost = np.r_[np.zeros(P), -1.0]
        margin = linprog(
            cost, np.c_[-turned, np.ones(len(turned))], np.zeros(len(turned)),
            bounds=[(-1, 1)] * P + [(0, 1)],
        )  # fmt: skip
        complete = margin.status == 0 and -margin.fun > 1e-9
    return Separation([names[j] for j in np.flatnonzero(direction)], complete)


def explain_separation(
    found: Separation, X: np.ndarray, a: np.ndarray, N: np.ndarray, names: list[str]
) -> Message:
    """What separates, and where."""
    notes = []
    for name in found.columns:
        column = X[:, names.index(name)]
        values = np.unique(column)
        if values.size == 2 and values[0] == 0:
            on = column != 0
            if a[on].sum() == 0:
                notes.append(message("no-events-where", name=Name("variable", name), value=values[1]))
            elif a[on].sum() == N[on].sum():
                notes.append(message("only-events-where", name=Name("variable", name), value=values[1]))
    if a.sum() in (0, N.sum()):
        notes = [message("all-responses-equal")]
    return message(
        "separation-explained" if notes else "separation-found",
        kind="complete" if found.complete else "quasi",
        names=_names(found.columns),
        **({"notes": notes} if notes else {}),
    )


def _names(columns: list[str]) -> list[Name]:
    return [Name("variable", column) for column in columns]


def never_changes(a: np.ndarray, N: np.ndarray, cluster: np.ndarray) -> bool:
    """Whether no cluster has both an event and a non-event.

    Then the likelihood rises in the standard deviation without end: E[p^n] <= E[p], with equality at
    infinity.
    """
    events, trials = np.bincount(cluster, a), np.bincount(cluster, N)
    return bool(((events == 0) | (events == trials)).all())
