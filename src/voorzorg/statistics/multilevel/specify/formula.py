"""The formula interface: what formulaic makes of a formula, kept so that new data can be built the same
way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from voorzorg.messages import Message, Name, People, message
from voorzorg.statistics.formulas import (
    FormulaError,
    design_matrices,
    design_of_new_rows,
    one_valued,
    read_formula,
    response_of,
    without_unused,
)
from voorzorg.statistics.given import as_frame
from voorzorg.statistics.multilevel.errors import MultilevelError, UnfitDataError


class Rows(NamedTuple):
    """X (rows, P), the designs of the effects of clusters (rows, q) and of outer clusters (rows, q_outer),
    and the offset (rows,)."""

    X: np.ndarray
    Z: np.ndarray
    outer: np.ndarray
    offset: np.ndarray

    def complete(self) -> np.ndarray:
        """Rows without a missing value, (rows,)."""
        return np.isfinite(np.column_stack(self)).all(axis=1)


@dataclass(frozen=True)
class Design:
    """Builds X, Z and the offset from a data frame as they were built at the fit."""

    formula: str
    fixed: Any  #: formulaic ModelSpec of the right-hand side
    random: Any | None  #: formulaic ModelSpec of the clusters' effects, or None for an intercept
    outer: Any | None  #: that of the outer clusters' effects
    offset: str | None

    def build(self, data: Any) -> Rows:
        """Designs for new data; rows with missing values give NaN.

        Raises:
            MultilevelError: for a variable that is not there, or a category not seen at the fit.
        """
        data = as_frame(data)
        X = self._matrix(self.fixed, data)
        one = np.ones((len(data), 1))
        Z, outer = (one if spec is None else self._matrix(spec, data) for spec in (self.random, self.outer))
        shift = np.zeros(len(data)) if self.offset is None else data[self.offset].to_numpy(dtype=float)
        return Rows(X, Z, outer, shift)

    @staticmethod
    def _matrix(spec: Any, data: pd.DataFrame) -> np.ndarray:
        try:
            return design_of_new_rows(spec, data)
        except FormulaError as error:
            raise MultilevelError(str(error)) from None


@dataclass(frozen=True)
class Parsed:
    """A formula on a data frame; ``rows`` are the positions of the rows without a missing value."""

    y: pd.Series
    X: pd.DataFrame
    Z: pd.DataFrame | None
    outer: pd.DataFrame | None
    design: Design
    rows: np.ndarray
    notes: list[Message]


def parse(
    formula: str, data: pd.DataFrame, re_formula: str | None, offset: str | None, complete: list[str],
    labels: list[str], outer_re_formula: str | None = None,
) -> Parsed:  # fmt: skip
    """Build the response, X and the random effects' designs (None for an intercept) on the complete rows.

    ``complete`` are further columns that must not be missing (trials, weights); ``labels`` are those of
    groups, which must be there but may be missing where no effect applies.
    """
    from formulaic import Formula

    try:
        parsed = read_formula(formula)
    except FormulaError as error:
        raise MultilevelError(str(error)) from None
    needed = {str(v) for v in parsed.required_variables} | set(complete) | ({offset} if offset else set())
    for random in (re_formula, outer_re_formula):
        if random is not None:
            needed |= {str(v) for v in Formula(random).required_variables}
    absent = sorted(name for name in needed | set(labels) if name not in data.columns)
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
    if not len(data):
        raise UnfitDataError(message("no-complete-rows"))
    if drop.all():
        raise UnfitDataError(
            message(
                "no-complete-rows-missing-in",
                names=[Name("variable", str(name)) for name in missing.columns[missing.any()]],
            )
        )
    used, unused = without_unused(data.loc[~drop], sorted(needed))
    notes += unused
    try:
        matrices = design_matrices(parsed, used)
        y = response_of(parsed, matrices.lhs, used)
    except FormulaError as error:
        raise MultilevelError(str(error)) from None
    right = matrices.rhs
    notes += one_valued(used, sorted(map(str, parsed.rhs.required_variables)), right.columns)
    Z, Z_spec = _random(re_formula, used)
    outer, outer_spec = _random(outer_re_formula, used)
    design = Design(formula, right.model_spec, Z_spec, outer_spec, offset)
    return Parsed(y, pd.DataFrame(right), Z, outer, design, np.flatnonzero(~drop), notes)


def _random(formula: str | None, data: pd.DataFrame) -> tuple[pd.DataFrame | None, Any]:
    """Design of random effects and how it was made; nothing for an intercept."""
    from formulaic import Formula

    if formula is None:
        return None, None
    matrix = Formula(formula).get_model_matrix(data, na_action="ignore", output="pandas")
    return pd.DataFrame(matrix), matrix.model_spec
