"""A cohort's own costs of a trajectory, from what its visit log says of visits and minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voorzorg.economics.case.published_page import cost_of_page
from voorzorg.economics.effects import NoEstimateError
from voorzorg.economics.inputs.model import Inputs

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class OwnCost:
    """Costs of a trajectory by one measure of the log, in euro: the page's costs in proportion with it.

    ``own`` is the cohort's mean per participant and ``planned`` the middle of the printed range; ``limits``
    are of the mean (95 %), None where the table gives none.
    """

    measure: str
    cohort: str
    arm: str
    synthetic: bool
    participants: int | None
    own: float
    planned: float
    cost: float
    limits: tuple[float, float] | None


def own_costs(inputs: Inputs, table: pd.DataFrame) -> list[OwnCost]:
    """By visits, and by hours of contact where the log has minutes.

    The first is the published costs times visits made over visits planned; the second the same of hours of
    contact. Both suppose that travel, preparation and the like move along.

    Parameters
    ----------
    table
        The cohort's estimates table, with rows ``fidelity:visits`` and ``fidelity:minutes``.

    Raises
    ------
    NoEstimateError
        When it has no visits: the cohort has no visit log, or no plan of visits.
    """
    cost = cost_of_page(inputs)
    visits = _row(table, "fidelity:visits")
    if visits is None:
        cohort = str(table["cohort"].iloc[0]) if len(table) else "this cohort"
        raise NoEstimateError(
            f"{cohort}: its estimates have no visits (outcome fidelity:visits); own costs need a visit log "
            "and 'visits:' in the cohort's manifest, see docs/economics.md"
        )
    planned = inputs.programme.visits.middle
    found = [_own(visits, "visits", float(visits["estimate"]), planned, cost, 1.0)]
    minutes = _row(table, "fidelity:minutes")
    if minutes is not None:
        hours = inputs.programme.visit_hours.middle
        per_visit = float(minutes["estimate"]) / 60
        found.append(
            _own(
                visits,
                "hours",
                float(visits["estimate"]) * per_visit,
                planned * hours,
                cost,
                per_visit,
            )
        )
    return found


def _row(table: pd.DataFrame, outcome: str) -> pd.Series | None:
    """The mean over all phases, of the last arm in the table (the treated one) where there are several."""
    rows = table[
        (table["outcome"] == outcome)
        & (table["estimand"] == "mean")
        & (table["category"].isna() | (table["category"] == "all"))
        & table["estimate"].notna()
    ]
    return rows.iloc[-1] if len(rows) else None


def _own(row: pd.Series, measure: str, own: float, planned: float, cost: float, per: float) -> OwnCost:
    import pandas as pd

    low, high = row["ci_low"], row["ci_high"]
    n = row["n_treated"]
    known = not (pd.isna(low) or pd.isna(high))
    return OwnCost(
        measure,
        str(row["cohort"]),
        "" if pd.isna(row["arm"]) else str(row["arm"]),
        str(row["data_kind"]) == "synthetic",
        None if pd.isna(n) else int(n),
        own,
        planned,
        cost * own / planned,
        (cost * float(low) * per / planned, cost * float(high) * per / planned) if known else None,
    )
