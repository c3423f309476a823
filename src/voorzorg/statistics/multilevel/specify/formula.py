"""The formula interface: what formulaic makes of a formula, kept so that new data can be built the same
way."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.messages import Message, Name, People, message
from voorzorg.statistics.multilevel.errors import MultilevelError, UnfitDataError


@dataclass(frozen=True)
class Design:
    """Builds X, Z and the offset from a data frame as they were built at the fit."""

    formula: str
    fixed: Any  #: formulaic ModelSpec of the right-hand side
    random: Any | None  #: formulaic ModelSpec of the random effects, or None for an intercept
    offset: str | None

    def build(self, data: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """X (rows, P), Z (rows, q), offset (rows,) for new data; rows with missing values give NaN.

        Raises:
            MultilevelError: for a variable that is not there, or a category not seen at the fit.
        """
        X = self._matrix(self.fixed, data)
        Z = np.ones((len(data), 1)) if self.random is None else self._matrix(self.random, data)
        shift = np.zeros(len(data)) if self.offset is None else data[self.offset].to_numpy(dtype=float)
        return X, Z, shift

    @staticmethod
    def _matrix(spec: Any, data: pd.DataFrame) -> np.ndarray:
        needed = sorted(map(str, spec.required_variables))
        absent = [name for name in needed if name not in data.columns]
        if absent:
            raise MultilevelError(f"the data lack {', '.join(absent)}")
        complete = data[needed].notna().all(axis=1).to_numpy() if needed else np.ones(len(data), dtype=bool)
        out = np.full((len(data), len(spec.column_names)), np.nan)
        if complete.any():
            with warnings.catch_warnings():
                warnings.filterwarnings("error", message="Data has categories outside")
                try:
                    out[complete] = np.asarray(
                        spec.get_model_matrix(data[complete], na_action="ignore"), float
                    )
                except Warning as error:
                    raise MultilevelError("the data have a category that was not seen at the fit") from error
        return out


@dataclass(frozen=True)
class Parsed:
    """A formula on a data frame; ``rows`` are the positions of the rows without a missing value."""

    y: pd.Series
    X: pd.DataFrame
    Z: pd.DataFrame | None
    design: Design
    rows: np.ndarray
    notes: list[Message]


def parse(
    formula: str, data: pd.DataFrame, re_formula: str | None, offset: str | None, others: list[str]
) -> Parsed:
    """Build the response, X and Z (None for a random intercept) of ``formula`` on the complete rows of
    ``data``.

    ``others`` are further columns that must not be missing (groups, trials, weights).
    """
    from formulaic import Formula

    parsed = Formula(formula)
    if not hasattr(parsed, "lhs"):
        raise MultilevelError("the formula needs a response: 'y ~ arm * wave'")
    needed = {str(v) for v in parsed.required_variables} | set(others) | ({offset} if offset else set())
    if re_formula is not None:
        needed |= {str(v) for v in Formula(re_formula).required_variables}
    absent = sorted(name for name in needed if name not in data.columns)
    if absent:
        raise MultilevelError(f"the data lack {', '.join(absent)}")
    missing = data[sorted(needed)].isna()
    drop = missing.any(axis=1).to_numpy()
    notes = []
    if drop.any():
        counts = missing.sum()[missing.any()].items()
        where = [
            message("name-and-number", name=Name("variable", str(name)), n=People(int(n)))
            for name, n in counts
        ]
        notes.append(
            message(
                "rows-left-out-because-missing",
                dropped=People(int(drop.sum())),
                n=People(len(data)),
                names=where,
            )
        )
    if drop.all():
        raise UnfitDataError(
            message(
                "no-complete-rows-missing-in",
                names=[Name("variable", str(name)) for name in missing.columns[missing.any()]],
            )
        )
    used = data.loc[~drop].copy()
    for name in needed:
        if isinstance(used[name].dtype, pd.CategoricalDtype):
            used[name] = used[name].cat.remove_unused_categories()
    matrices = parsed.get_model_matrix(used, na_action="ignore", output="pandas")
    left, right = matrices.lhs, matrices.rhs
    response = str(parsed.lhs)
    if response in used.columns:  # formulaic would expand True/False or yes/no into two columns
        y = used[response]
        if not (pd.api.types.is_numeric_dtype(y) or pd.api.types.is_bool_dtype(y)):
            raise MultilevelError(f"the response {response} must be numeric or True/False, not {y.dtype}")
    elif left.shape[1] == 1:
        y = left.iloc[:, 0]
    else:
        raise MultilevelError("the left-hand side must be one column; give trials= for events out of trials")
    Z = spec = None
    if re_formula is not None:
        matrix = Formula(re_formula).get_model_matrix(used, na_action="ignore", output="pandas")
        Z, spec = pd.DataFrame(matrix), matrix.model_spec
    design = Design(formula, right.model_spec, spec, offset)
    return Parsed(y, pd.DataFrame(right), Z, design, np.flatnonzero(~drop), notes)
