"""Apply output control to an estimates table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.estimates.table import PANDAS_DTYPES, validate
from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.control import Control
from voorzorg.present.disclosure.remarks import coarse_remarks

Row = Any


def apply_disclosure(estimates: pd.DataFrame, minimum_cell: int = 10, round_to: int = 1) -> pd.DataFrame:
    """Return the table with everything that rests on few participants emptied; only real data are touched.

    Parameters
    ----------
    estimates : a table of the schema.
    minimum_cell : smallest number of participants, with and without the event, that may be shown.
    round_to : counts become multiples of this, and estimates so coarse that they do not tell the counts.

    A suppressed row keeps its place and its labels and says ``suppressed: fewer than <minimum> ...``.
    """
    if minimum_cell < 1 or round_to < 1:
        raise ValueError("minimum_cell and round_to must be at least 1")
    table = validate(estimates).reset_index(drop=True)
    real = (table["data_kind"] == "real").to_numpy(dtype=bool)
    if not real.any():
        return table
    rows = _rows(table)
    control = Control(
        [row if is_real else None for row, is_real in zip(rows, real, strict=True)], minimum_cell
    )
    control.run()
    few = f"suppressed: fewer than {minimum_cell} participants in a cell, or a cell that would reveal one"
    rules.suppress(table, control.hidden, few)
    shown = real & ~control.hidden
    base = max(round_to, minimum_cell)
    table.loc[shown, "warnings"] = table.loc[shown, "warnings"].map(
        lambda text: text if text is pd.NA else coarse_remarks(text, minimum_cell, base)
    )
    coarse = control.coarse & shown
    _coarsen(table, shown & ~coarse, round_to)
    _coarsen(table, coarse, base)
    return validate(_without_people(table, real))


def _without_people(table: pd.DataFrame, real: np.ndarray) -> pd.DataFrame:
    """One row for all quantities of single participants: a row each would tell how many there are, and the
    method how often each was measured."""
    personal = real & table["estimand"].isin(rules.PERSONAL).to_numpy(dtype=bool)
    if not personal.any():
        return table
    table.loc[personal, "category"] = pd.NA
    table.loc[personal, "method"] = table.loc[personal, "method"].str.split("; ").str[0]
    return table[~(personal & table.duplicated())].reset_index(drop=True)


def _rows(table: pd.DataFrame) -> list[Row]:
    plain = table.astype(object).where(table.notna(), None)
    return list(plain.itertuples(index=True, name="Row"))


def _coarsen(table: pd.DataFrame, where: np.ndarray, base: int) -> None:
    """Round counts to ``base``, and estimates so that they do not tell counts; base 1 changes nothing."""
    if base == 1 or not where.any():
        return
    part = table.loc[where]
    plain = part.astype(object).where(part.notna(), None)
    for name in rules.COUNTS:
        plain[name] = [rules.rounded(value, base) for value in plain[name]]
    numbers = zip(plain["estimand"], plain["estimate"], plain["ci_low"], plain["ci_high"], strict=True)
    limits = []
    for estimand, estimate, low, high in numbers:
        if estimand == "count":
            limits.append((rules.rounded(estimate, base), low, high))
        else:
            digits = rules.digits_of(estimand, estimate, low, high)
            limits.append(tuple(rules.coarse(value, digits) for value in (estimate, low, high)))
    for place, name in enumerate(("estimate", "ci_low", "ci_high")):
        plain[name] = [values[place] for values in limits]
    for name in ("p_value", "p_adjusted", "p_adjusted_fdr"):
        plain[name] = [None if p is None else max(round(float(p), 2), 0.001) for p in plain[name]]
    plain["std_error"] = None
    note = f"rounded: counts to a multiple of {base}"
    plain["warnings"] = [note if text is None else f"{text}; {note}" for text in plain["warnings"]]
    for name in (*rules.EMPTIED, "warnings"):
        values = pd.Series(plain[name].tolist(), index=plain.index, dtype=PANDAS_DTYPES[name])
        table.loc[plain.index, name] = values
