"""Two arms, one outcome, from two columns or a cross-tabulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from voorzorg.statistics.given import numbers, same_rows
from voorzorg.statistics.two_arm.binary import TwoByTwo, two_by_two
from voorzorg.statistics.two_arm.means import TwoMeans, two_means


def compare_arms(
    outcome: pd.Series | pd.DataFrame | Any,
    arm: pd.Series | Any | None = None,
    *,
    treated: Any,
    reference: Any | None = None,
    event: Any | None = None,
    level: float = 0.95,
) -> TwoByTwo | TwoMeans:
    """Compare an outcome of 0 and 1, or a number, between two arms.

    Missing outcomes are left out. Risks get Wilson intervals, their difference Newcombe's, and a test whose
    choice is a stated rule; numbers get Welch's.

    Parameters
    ----------
    outcome
        One value per participant, beside ``arm``; or a cross-tabulation with the arms as rows and the outcome
        as two columns, as ``pandas.crosstab(arm, outcome)`` gives it.
    treated, reference
        The arms' values; ``reference`` may be left out where there are two.
    event
        The value that is counted. Needed for an outcome that is not 0 and 1 (or False and True): of text
        nobody can tell, and ``crosstab`` orders it by the alphabet.

    Raises
    ------
    ValueError
        For arms that are not there, more than two without ``reference``, text without ``event``, a table that
        has not two columns or no counts, and Series of different indexes.
    """
    if arm is None:
        if not isinstance(outcome, pd.DataFrame) or outcome.shape[1] != 2:
            raise ValueError("without arm, outcome is a cross-tabulation: a row per arm, two columns")
        if not np.equal(np.mod(outcome.to_numpy(float), 1), 0).all():
            raise ValueError("the cross-tabulation holds no whole numbers: make it without normalize=")
        happened = outcome.columns[_event(list(outcome.columns), event)]
        rows = {key: (int(row[happened]), int(row.sum())) for key, row in outcome.iterrows()}
        other = _reference(list(rows), treated, reference)
        return two_by_two(*rows[treated], *rows[other], level=level)
    same_rows(outcome=outcome, arm=arm)
    table = pd.DataFrame({"y": np.asarray(outcome), "arm": np.asarray(arm)}).dropna()
    if not len(table):
        raise ValueError("no row has both an outcome and an arm")
    other = _reference(list(pd.unique(table["arm"])), treated, reference)
    if event is not None:
        _event(list(pd.unique(table["y"])), event)
        table["y"] = (table["y"] == event).astype(int)
    values = pd.Series(numbers(table["y"], "the outcome", "or name the value that counts, event='yes'"))
    values.index = table.index
    first, second = (values[table["arm"] == key].to_numpy(float) for key in (treated, other))
    if set(np.unique(values)) <= {0, 1}:
        counts = (int(first.sum()), len(first), int(second.sum()), len(second))
        return two_by_two(*counts, level=level)
    return two_means(first, second, level=level)


def _event(values: list[Any], event: Any | None) -> int:
    """Where the value that counts stands among the outcome's values."""
    if event is None:
        whole = [value in (0, 1) for value in values]
        if not all(whole):
            raise ValueError("name the value of the outcome that counts: event='yes'")
        return values.index(1)
    if event not in values:
        raise ValueError(f"no participant has the outcome {event!r}")
    return values.index(event)


def _reference(arms: list[Any], treated: Any, reference: Any | None) -> Any:
    """The other arm, checked."""
    if treated not in arms:
        raise ValueError(f"no arm {treated!r}; there are: {', '.join(map(repr, arms))}")
    others = [key for key in arms if key != treated]
    if reference is None:
        if not others:
            raise ValueError(f"only {treated!r} has outcomes: there is no arm to compare it with")
        if len(others) != 1:
            raise ValueError(f"name the reference arm: there are {len(others)} beside {treated!r}")
        return others[0]
    if reference not in others:
        raise ValueError(f"no arm {reference!r}; there are: {', '.join(map(repr, others))}")
    return reference
