"""Apply output control to an estimates table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.estimates.table import PANDAS_DTYPES, validate
from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.control import control
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
    decided = control(
        [row if is_real else None for row, is_real in zip(rows, real, strict=True)], minimum_cell
    )
    few = f"suppressed: fewer than {minimum_cell} participants in a cell, or a cell that would reveal one"
    rules.suppress(table, decided.hidden, few)
    shown = real & ~decided.hidden
    base = max(round_to, minimum_cell)
    table.loc[shown, "warnings"] = table.loc[shown, "warnings"].map(
        lambda text: text if text is pd.NA else coarse_remarks(text, minimum_cell, base)
    )
    coarse = decided.coarse & shown
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
    limits = [_coarse_limits(row, base) for row in plain.itertuples(index=False)]
    for place, name in enumerate(("estimate", "ci_low", "ci_high")):
        plain[name] = [values[place] for values in limits]
    for name in rules.COUNTS:
        plain[name] = [rules.rounded(value, base) for value in plain[name]]
    for name in ("p_value", "p_adjusted", "p_adjusted_fdr"):
        plain[name] = [None if p is None else max(round(float(p), 2), 0.001) for p in plain[name]]
    plain["std_error"] = None
    note = f"rounded: counts to a multiple of {base}"
    plain["warnings"] = [note if text is None else f"{text}; {note}" for text in plain["warnings"]]
    for name in (*rules.EMPTIED, "warnings"):
        values = pd.Series(plain[name].tolist(), index=plain.index, dtype=PANDAS_DTYPES[name])
        table.loc[plain.index, name] = values


def _coarse_limits(row: Row, base: int) -> tuple[Any, Any, Any]:
    """Estimate and interval of a row whose counts become multiples of ``base``.

    An observed share beside its counts is that of the rounded counts, with their interval: it tells nothing more.
    """
    if row.estimand == "count":
        return rules.rounded(row.estimate, base), row.ci_low, row.ci_high
    observed = row.analysis in ("count", "unadjusted", "change", "agreement")
    sides = [side for side in rules.SIDES if getattr(row, f"n_{side}") is not None]
    if observed and row.estimand in rules.SHARES and len(sides) == 1:
        events = rules.rounded(rules.events_of(row, sides[0]), base)
        n = rules.rounded(getattr(row, f"n_{sides[0]}"), base)
        if events is not None and 0 < n and events <= n:
            return _share(events, n, row)
    n = min((getattr(row, f"n_{side}") for side in sides), default=None)
    step = rules.step_of(row.estimand, row.estimate, row.ci_low, row.ci_high, n)
    return tuple(rules.coarse(value, step) for value in (row.estimate, row.ci_low, row.ci_high))


def _share(events: int, n: int, row: Row) -> tuple[float, float | None, float | None]:
    """A share with the sort of interval that its row has: exact, or else Wilson's."""
    from voorzorg.statistics.proportions import clopper_pearson, wilson_interval

    if row.ci_low is None or row.ci_high is None:
        return events / n, None, None
    interval = clopper_pearson if "Clopper" in row.method else wilson_interval
    low, high = interval(events, n, row.ci_level or 0.95)
    return events / n, float(low), float(high)
