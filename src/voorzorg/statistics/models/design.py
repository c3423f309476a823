"""From a formula and a data frame, or from arrays, to a response and a design whose rows are complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from voorzorg.messages import Message, RefusedError
from voorzorg.statistics.formulas import (
    dependence,
    design_matrices,
    design_of_new_rows,
    one_valued,
    read_formula,
    response_of,
    without_unused,
)
from voorzorg.statistics.given import as_frame, numbers, plain_column, same_rows


@dataclass(frozen=True, eq=False)
class Design:
    """What is fitted: ``y`` (n,), ``X`` (n, p) with its names, further columns, and the rows' index.

    ``left_out`` counts rows with a missing value; ``spec`` builds the same columns from new data; ``notes``
    say what else became of the data.
    """

    y: np.ndarray
    X: np.ndarray
    names: tuple[str, ...]
    index: pd.Index
    further: Mapping[str, np.ndarray]
    left_out: int = 0
    spec: Any = None
    response: str = "y"
    notes: tuple[Message, ...] = ()

    def build(self, data: pd.DataFrame | ArrayLike) -> tuple[np.ndarray, pd.Index]:
        """The design for new data, and its index; rows with a missing value are NaN.

        Raises
        ------
        ValueError
            For a column that is not there, or a category that was not seen at the fit.
        """
        if self.spec is None:
            X, index = _array(data, len(self.names)), getattr(data, "index", None)
            return X, pd.RangeIndex(len(X)) if index is None else index
        data = as_frame(data)
        columns = list(map(str, self.spec.column_names))
        matrix = design_of_new_rows(self.spec, data)
        return matrix[:, [columns.index(name) for name in self.names]], data.index


def from_formula(formula: str, data: Any, columns: Mapping[str, Any], *, intercept: bool = True) -> Design:
    """Design of ``response ~ terms``; ``columns`` are further columns, by name in ``data`` or as arrays.

    Raises
    ------
    ValueError
        For a formula that cannot be read or has no response, a column that is not there, data without a
        complete row, and columns that say nothing of their own (a combination of categories without rows).
    """
    parsed, data = read_formula(formula), as_frame(data)
    named = {name: value for name, value in columns.items() if value is not None}
    given = {
        name: data[value] if _column(value, data) else _series(name, value, data)
        for name, value in named.items()
    }
    needed = sorted(map(str, parsed.required_variables))
    if absent := [name for name in needed if name not in data.columns]:
        raise ValueError(f"the data lack {', '.join(absent)}")
    missing = data[needed].isna().any(axis=1).to_numpy(copy=True)
    for values in given.values():
        missing |= values.isna().to_numpy()
    if not len(data):
        raise ValueError("the data have no rows")
    if missing.all():
        raise ValueError("no row is complete: every one has a missing value")
    used, notes = without_unused(data.loc[~missing], needed)
    matrices = design_matrices(parsed, used)
    y, X = matrices.lhs, matrices.rhs
    notes += one_valued(used, sorted(map(str, parsed.rhs.required_variables)), X.columns)
    response = response_of(parsed, y, used)
    if not intercept:
        X = X.drop(columns="Intercept", errors="ignore")
    names = tuple(map(str, X.columns))
    if not names:
        raise ValueError("the formula has no term to estimate: 'y ~ arm + age'")
    _of_a_size(response.to_numpy(float)[:, None], [str(response.name)])
    _of_a_size(X.to_numpy(float), names)
    _independent(X.to_numpy(float), names, intercept=intercept)
    return Design(
        response.to_numpy(float),
        X.to_numpy(float),
        names,
        used.index,
        {name: values.to_numpy()[~missing] for name, values in given.items()},
        int(missing.sum()),
        matrices.rhs.model_spec,
        str(response.name),
        tuple(notes),
    )


def from_arrays(
    y: ArrayLike, X: ArrayLike, names: Sequence[str] | None, columns: Mapping[str, Any], *, intercept: bool
) -> Design:
    """Design of arrays or a data frame as they are: with a constant column, where one is wanted, in ``X``."""
    same_rows(X=X, y=y, **columns)
    index = X.index if isinstance(X, pd.DataFrame) else pd.RangeIndex(np.shape(y)[0])
    if names is None:
        names = list(map(str, X.columns)) if isinstance(X, pd.DataFrame) else None
    design = _array(X, None)
    _of_a_size(np.asarray(y, float).reshape(-1, 1), ["y"], infinite=True)
    names = names or [f"x{k}" for k in range(design.shape[1])]
    if intercept and not (np.ptp(design, axis=0) == 0).any():
        raise ValueError("X needs a constant column: numpy.column_stack([numpy.ones(n), ...])")
    if np.isfinite(design).all():
        _independent(design, tuple(names), intercept=intercept)
    further = {name: np.asarray(value) for name, value in columns.items() if value is not None}
    return Design(numbers(y, "y"), design, tuple(names), index, further)


#: Squares and products of larger numbers overflow.
LARGEST = 1e75


def _of_a_size(X: np.ndarray, names: Sequence[str], *, infinite: bool = False) -> None:
    """Refuse columns of X (n, p) with numbers that nothing can be computed with."""
    for name, values in zip(names, X.T, strict=True):
        if np.isinf(values).any() and not infinite:
            raise ValueError(f"{name} has infinite values: leave them out or make them missing")
        if (np.abs(values[np.isfinite(values)]) > LARGEST).any():
            raise ValueError(f"{name} has values beyond {LARGEST:g}: give it in another unit")


def _independent(X: np.ndarray, names: tuple[str, ...], *, intercept: bool) -> None:
    if found := dependence(X, list(names), constant=not intercept):
        raise RefusedError(found[0])


def _array(values: Any, width: int | None) -> np.ndarray:
    X = numbers(values, "X", "categories as pd.get_dummies(X, drop_first=True), or a formula")
    X = X.reshape(len(X), -1)
    if width is not None and X.shape[1] != width:
        raise ValueError(f"expected {width} columns, got {X.shape[1]}")
    return X


def _column(value: Any, data: pd.DataFrame) -> bool:
    if isinstance(value, str):
        if value not in data.columns:
            raise ValueError(f"the data lack {value}")
        return True
    return False


def _series(name: str, value: Any, data: pd.DataFrame) -> pd.Series:
    if len(value) != len(data):
        raise ValueError(f"{name} must have one value per row of the data")
    same_rows(data=data, **{name: value})
    return plain_column(pd.Series(value, index=data.index))
