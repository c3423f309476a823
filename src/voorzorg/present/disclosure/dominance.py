"""Sums that rest on few: the rules that statistical offices check before a mean or a total leaves.

Dominance after Statistics Netherlands' and the ACRO project's defaults: enough contributors, no two of them
with nearly the whole (n-k), and none whose value the next could estimate closely (p %).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.ledger import ALL, Ledger

Row = Any
#: The two largest may not have more of the whole than this (n = 2).
N_K = 0.9
#: What remains beside the two largest is at least this share of the largest.
P_PERCENT = 0.1
#: Analyses without covariates; all others have fewer degrees of freedom than participants.
_WITHOUT_COVARIATES = frozenset(
    ["unadjusted", "survival", "count", "change", "agreement", "single_case", "bounds", "extremes"]
)
_VISITS = "fidelity:visits"
_CHANGES = frozenset({"change", "standardised_change"})
_ALSO_BINARY = frozenset({"risk", "count", "direction_of_change", "reliable_change", "clinical_change"})


class Contributors:
    """Which outcomes, waves, informants and arms rest on few, from what ``contributions`` says of them."""

    def __init__(self, table: pd.DataFrame | None, minimum: int) -> None:
        self.known = table is not None
        self.few: set[tuple[Any, ...]] = set()
        self.parameters: dict[str, int] = {}
        if table is None:
            return
        rows: list[Row] = list(table.astype(object).where(table.notna(), None).itertuples(index=False))
        for row in rows:
            self.parameters[row.outcome] = int(row.parameters)
            rest = 1 - row.largest - row.second
            dominated = row.contributors > 0 and (
                row.largest + row.second > N_K or rest < P_PERCENT * row.largest
            )
            if 0 < row.contributors < minimum or dominated:
                phase = getattr(row, "category", None)
                self.few.add((row.outcome, row.wave, row.informant, row.of, row.arm, phase))

    def arms(self, row: Row) -> set[str]:
        """Arms of a row's outcome in which few make up the number; over all waves, in any of them."""
        of = "change" if row.estimand in _CHANGES else "level"
        return {
            arm
            for outcome, wave, informant, kind, arm, phase in self.few
            if outcome == row.outcome
            and kind == of
            and (phase is None or row.category in (phase, ALL))  # all phases less the others give this one
            and (row.wave is None or wave is None or wave == row.wave)
            and (informant is None or row.informant is None or informant == row.informant)
        }


def control_dominance(ledger: Ledger, known: Contributors) -> None:
    """Hide what rests on few: an arm's own rows, everyone's, and every contrast of that outcome there.

    Shares of participants are judged by their cells and not here.
    """
    if not known.few:
        return
    outcomes = {key[0] for key in known.few}
    for row in ledger.rows:
        if row.outcome not in outcomes or (row.estimand in _ALSO_BINARY):
            continue
        arms = known.arms(row)
        if arms and (row.arm is None or row.arm == ALL or row.arm in arms):
            ledger.hide(row, "dominance")


def control_dose(ledger: Ledger, known: Contributors) -> None:
    """Hide how an outcome goes with visits in an arm where few have another number of visits than most."""
    few = {arm for outcome, *_, arm, _ in known.few if outcome == _VISITS}
    for row in ledger.rows:
        if row.analysis == "dose" and row.arm in few:
            ledger.hide(row, "dominance")


def control_freedom(ledger: Ledger, known: Contributors) -> None:
    """Hide what a model gives that has nearly as many parameters as participants.

    An equivalence test is of the contrast that its category names.
    """
    for row in ledger.rows:
        counts = [getattr(row, f"n_{side}") for side in rules.SIDES]
        stated = [n for n in counts if n is not None]
        model = row.category if row.analysis == "equivalence" and row.category else row.analysis
        if model.removeprefix("imputed_") in _WITHOUT_COVARIATES or not stated:
            continue
        if sum(stated) - known.parameters.get(row.outcome, 0) < ledger.minimum:
            ledger.hide(row, "freedom")


def control_medians(ledger: Ledger) -> None:
    """A median is somebody's own value: of few it goes, of others it becomes coarse."""
    for row in ledger.rows:
        if row.estimand != "median" or row.estimate is None:
            continue
        few = any(n < 2 * ledger.minimum for _, n, _ in ledger.counts(row))
        if few:
            ledger.hide(row, "median")
        else:
            ledger.round(row)
