"""Two arms, one outcome, from two columns or a cross-tabulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.statistics.two_arm.binary import TwoByTwo, two_by_two
from voorzorg.statistics.two_arm.means import TwoMeans, two_means


def compare_arms(
    outcome: pd.Series | pd.DataFrame | Any,
    arm: pd.Series | Any | None = None,
    *,
    treated: Any,
    reference: Any | None = None,
    level: float = 0.95,
) -> TwoByTwo | TwoMeans:
    """Compare an outcome of 0 and 1, or a number, between two arms.

    Missing outcomes are left out. Risks get Wilson intervals, their difference Newcombe's, and a test whose
    choice is a stated rule; numbers get Welch's.

    Parameters
    ----------
    outcome
        One value per participant, beside ``arm``; or a cross-tabulation with the arms as rows and the outcome
        (0 and 1, or no and yes in that order) as columns, as ``pandas.crosstab(arm, outcome)`` gives it.
    treated, reference
        The arms' values; ``reference`` may be left out where there are two.

    Raises
    ------
    ValueError
        For arms that are not there, more than two without ``reference``, or a table that is not 2 x 2.
    """
    if arm is None:
        if not isinstance(outcome, pd.DataFrame) or outcome.shape[1] != 2:
            raise ValueError("without arm, outcome is a cross-tabulation: a row per arm, two columns")
        rows = {key: (int(row.iloc[1]), int(row.sum())) for key, row in outcome.iterrows()}
        other = _reference(list(rows), treated, reference)
        return two_by_two(*rows[treated], *rows[other], level=level)
    table = pd.DataFrame({"y": np.asarray(outcome), "arm": np.asarray(arm)}).dropna()
    other = _reference(list(pd.unique(table["arm"])), treated, reference)
    values = pd.to_numeric(table["y"])
    first, second = (values[table["arm"] == key].to_numpy(float) for key in (treated, other))
    if set(np.unique(values)) <= {0, 1}:
        counts = (int(first.sum()), len(first), int(second.sum()), len(second))
        return two_by_two(*counts, level=level)
    return two_means(first, second, level=level)


def _reference(arms: list[Any], treated: Any, reference: Any | None) -> Any:
    """The other arm, checked."""
    if treated not in arms:
        raise ValueError(f"no arm {treated!r}; there are: {', '.join(map(repr, arms))}")
    others = [key for key in arms if key != treated]
    if reference is None:
        if len(others) != 1:
            raise ValueError(f"name the reference arm: there are {len(others)} beside {treated!r}")
        return others[0]
    if reference not in others:
        raise ValueError(f"no arm {reference!r}; there are: {', '.join(map(repr, others))}")
    return reference
