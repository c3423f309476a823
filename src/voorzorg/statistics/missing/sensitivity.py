"""What if the data are not missing at random? Delta adjustment, reference-based imputation, tipping point.

All three start from data imputed under missing at random (:mod:`voorzorg.statistics.missing.imputation`)
and change the imputed values of one outcome only; observed answers and the other variables' imputations stay
as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from voorzorg.messages import Message, message
from voorzorg.statistics.missing.completed import ImputedColumn, ImputedData
from voorzorg.statistics.missing.reference_based import reference_based
from voorzorg.statistics.missing.rubin import PooledEstimate

__all__ = ["TippingPoint", "delta_adjust", "reference_based", "tipping_point"]

Array = NDArray[np.float64]
Analysis = Callable[[pd.DataFrame], tuple[float, float]]
_NOTHING = "not significant"
ColumnAnalysis = Callable[[Array], tuple[Array, Array]]


@dataclass(frozen=True)
class TippingPoint:
    """The whole path, and where it tips.

    ``path`` has one row per delta: delta, estimate, std_error, ci_low, ci_high, p_value, imputed_mean (of the
    shifted cells) and ``holds`` (the conclusion is that of delta = 0). ``delta`` is the value nearest to
    zero, in the direction that works against the estimate, at which the conclusion no longer holds. It is NaN
    when it holds everywhere on that side of the grid, and when nothing was concluded that could tip (not
    significant); ``warnings`` says so.
    """

    delta: float
    path: pd.DataFrame
    conclusion: str
    warnings: tuple[Message | str, ...]


def delta_adjust(
    imputed: ImputedData, outcome: str, delta: float, rows: ArrayLike | None = None
) -> ImputedData:
    """Shift the imputed values of ``outcome`` away from missing at random.

    Binary: the log odds of every imputed answer rise by ``delta`` (van Buuren, Boshuizen and Knook, 1999),
    with the uniform numbers that gave the answers kept: as delta grows answers only ever go from no to yes,
    so a path over deltas is monotone and free of simulation noise. Other kinds: ``delta`` is added to the
    value. ``rows`` (n,) booleans say whose imputed values are shifted (the treated arm, say); the default is
    everyone's.
    """
    column = _column(imputed, outcome)
    chosen = _chosen(imputed, column, rows)
    if column.kind == "binary":
        shifted = (column.uniform < expit(column.log_odds + delta)).astype(float)
    else:
        shifted = column.values + delta
    return imputed.with_values(outcome, np.where(chosen, shifted, column.values))


def tipping_point(
    imputed: ImputedData,
    outcome: str,
    deltas: ArrayLike,
    analysis: Analysis | None = None,
    rows: ArrayLike | None = None,
    alpha: float = 0.05,
    df_complete: float = np.inf,
    conclusion: Callable[[PooledEstimate], object] | None = None,
    refine: int = 0,
    column_analysis: ColumnAnalysis | None = None,
) -> TippingPoint:
    """Shift the imputed values ever further and find where the conclusion changes.

    A conclusion is tipped only by shifts that work against it: upwards for a negative estimate at delta zero,
    downwards for a positive one. Shifts that make a difference significant which was not tip nothing.

    Parameters
    ----------
    deltas : grid of shifts (log odds for a binary outcome); zero, missing at random, is added if absent.
    analysis : completed frame -> (estimate, variance), pooled by Rubin's rules.
    column_analysis : instead of ``analysis``: completed values of the outcome (m, n) -> (estimates (m,),
        variances (m,)), which is many times faster.
    conclusion : what is concluded from a pooled estimate; the default is its sign where ``p_value < alpha``,
        and "not significant" elsewhere, so that an effect that turns around has tipped too.
    refine : halvings of the bracket around the tipping point, each of which adds a row to the path.
    """
    concluded = conclusion or (lambda pooled: _significance(pooled, alpha))
    column = _column(imputed, outcome)
    chosen = _chosen(imputed, column, rows)

    def evaluate(delta: float) -> tuple[dict[str, float], object]:
        shifted = delta_adjust(imputed, outcome, delta, rows)
        if column_analysis is not None:
            pooled = shifted.analyse_column(outcome, column_analysis, df_complete)
        elif analysis is not None:
            pooled = shifted.analyse(analysis, df_complete)
        else:
            raise ValueError("an analysis is needed, of frames or of the outcome's column")
        cells = shifted.columns[outcome].values[:, chosen]
        row = {
            "delta": delta,
            "estimate": pooled.estimate,
            "std_error": pooled.std_error,
            "ci_low": pooled.ci_low,
            "ci_high": pooled.ci_high,
            "p_value": pooled.p_value,
            "imputed_mean": float(cells.mean()) if cells.size else float("nan"),
        }
        return row, concluded(pooled)

    grid = np.unique(np.r_[np.asarray(deltas, dtype=float), 0.0])
    evaluated = [evaluate(float(d)) for d in grid]
    mar, start = evaluated[int(np.flatnonzero(grid == 0)[0])]
    records = [{**row, "holds": verdict == start} for row, verdict in evaluated]
    against = 1.0 if mar["estimate"] < 0 else -1.0
    tipped = [r["delta"] for r in records if not r["holds"] and r["delta"] * against > 0]
    nothing = start == _NOTHING
    delta = float("nan")
    if tipped and not nothing:
        delta = min(tipped, key=abs)
        # The grid point before it; as a path over deltas is nearly smooth, one change lies between.
        inside = against * max(abs(d) for d in grid if d * against >= 0 and abs(d) < abs(delta))
        for _ in range(refine):
            middle = (delta + inside) / 2
            row, verdict = evaluate(middle)
            records.append({**row, "holds": verdict == start})
            delta, inside = (delta, middle) if verdict == start else (middle, inside)
    path = pd.DataFrame(records).sort_values("delta", ignore_index=True)
    warnings: list[Message | str] = []
    if not chosen.any():
        warnings.append(message("no-imputed-value-shift-conclusion"))
    if nothing:
        warnings.append(message("conclusion-delta-0-not-significant"))
    elif np.isnan(delta):
        low, high = (0.0, float(grid[-1])) if against > 0 else (float(grid[0]), 0.0)
        warnings.append(message("conclusion-holds-delta", low=low, high=high))
    if column.kind == "binary" and abs(delta) > np.log(10):
        warnings.append(message("odds-those-missing-would-have"))
    return TippingPoint(delta, path, str(start), tuple(warnings))


def _significance(pooled: PooledEstimate, alpha: float) -> str:
    if not pooled.p_value < alpha:
        return _NOTHING
    return "positive" if pooled.estimate > 0 else "negative"


def _column(imputed: ImputedData, outcome: str) -> ImputedColumn:
    if outcome not in imputed.columns:
        raise ValueError(f"{outcome} has no imputed values")
    return imputed.columns[outcome]


def _chosen(imputed: ImputedData, column: ImputedColumn, rows: ArrayLike | None) -> NDArray[np.bool_]:
    if rows is None:
        return np.ones(len(column.rows), dtype=bool)
    mask = np.asarray(rows, dtype=bool)
    if mask.shape != (len(imputed.data),):
        raise ValueError("rows must hold one boolean per row of the frame")
    return mask[column.rows]
