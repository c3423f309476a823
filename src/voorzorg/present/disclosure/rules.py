"""What one row may show by itself, and what a suppressed or coarsened row keeps."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

COUNTS = ("n_reference", "n_treated", "events_reference", "events_treated")
EMPTIED = ("estimate", "std_error", "ci_low", "ci_high", "p_value", "p_adjusted", "p_adjusted_fdr", *COUNTS)
SIDES = ("reference", "treated")
CURVES = ("cumulative_incidence", "survival_probability")
PROBABILITIES = frozenset({"risk", "risk_difference", "reliable_change", "agreement", *CURVES})
#: Parameters of a model over all participants, which may stand without counts of their own.
MODEL_WIDE = frozenset({"joint_test", "icc", "random_effect_sd"})
#: Quantities of two informants, whose ``contrast`` names these and no arms.
OF_INFORMANTS = frozenset({"agreement", "bias"})
#: Quantities of those with two measurements, who are part of those with one.
PAIRED = OF_INFORMANTS | {
    "change", "standardised_change", "direction_of_change", "reliable_change", "clinical_change"
}  # fmt: skip
#: Quantities of a single participant.
PERSONAL = frozenset({"effect_size"})


def is_small(count: float, minimum: int) -> bool:
    """A cell that may not be shown. Zero is one too: that nobody has a trait says it of everyone."""
    return count < minimum


def side_is_small(row: Any, side: str, minimum: int) -> bool:
    """Whether one arm's participants, those with the event, or those without it are too few.

    ``row`` is a namedtuple of the table with None for empty cells. Where events are not given, those that a
    risk implies are judged.
    """
    n, events = getattr(row, f"n_{side}"), getattr(row, f"events_{side}")
    if n is None:
        return events is not None and is_small(events, minimum)
    if is_small(n, minimum):
        return True
    if events is None and row.estimand == "risk" and row.estimate is not None:
        events = round(row.estimate * n)
    return events is not None and (is_small(events, minimum) or is_small(n - events, minimum))


def suppress(table: pd.DataFrame, where: np.ndarray, reason: str) -> None:
    """Empty every number of the rows, and say why; earlier warnings go too, they may hold counts."""
    if not where.any():
        return
    table.loc[where, list(EMPTIED)] = pd.NA
    table.loc[where, "converged"] = pd.NA
    table.loc[where, "warnings"] = reason


def rounded(count: Any, base: int) -> Any:
    """A count as a multiple of ``base``, halves up."""
    return None if count is None else int(base * math.floor(float(count) / base + 0.5))


def coarse(value: Any, digits: int) -> Any:
    """A number with so many decimals (negative: tens, hundreds)."""
    return None if value is None else round(float(value), digits)


def digits_of(estimand: str, estimate: Any, low: Any, high: Any) -> int:
    """Decimals at which an estimate no longer tells its denominator.

    Probabilities: whole percents. Else the interval's width (or the estimate) keeps two significant digits.
    """
    if estimand in PROBABILITIES:
        return 2
    if low is not None and high is not None:
        size = float(high) - float(low)
    else:
        size = 0.0 if estimate is None else abs(float(estimate))
    return 2 if size <= 0 else 1 - math.floor(math.log10(size))
