"""Those counted nowhere who follow from what is shown: who was not measured, who did not take part."""

from __future__ import annotations

from typing import Any

from voorzorg.estimates.table import messages_of
from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.ledger import Ledger

Row = Any
#: Analyses that put values in the place of those missing, by so much that their difference tells how many.
_SHIFTED = frozenset(
    {"extremes", "contour", "tipping", "reference_based", "reference_bootstrap", "chains", "plausibility"}
)
_OBSERVED = frozenset({"unadjusted", "change"})
_TOOK_PART = "took-part"


def control_absent(ledger: Ledger) -> None:
    """Hide what follows from shifting the values of those missing in an arm, where these are few.

    Everyone missing with the event, less nobody missing with it, is the number missing.
    """
    measured: dict[tuple[Any, ...], float] = {}
    for row in ledger.rows:
        if row.analysis in _OBSERVED and row.wave is not None:
            for arm, n, _ in ledger.counts(row):
                key = (row.cohort, row.outcome, row.wave, row.informant, arm)
                measured[key] = max(n, measured.get(key, 0))
    for row in ledger.rows:
        if row.analysis not in _SHIFTED:
            continue
        for arm, n, _ in ledger.counts(row):
            everyone = max(n, ledger.everyone.get((row.cohort, arm), 0))
            known = measured.get((row.cohort, row.outcome, row.wave, row.informant, arm), everyone)
            if any(0 < whole - known < ledger.minimum for whole in (n, everyone)):
                ledger.hide(row)


def control_takers(ledger: Ledger) -> None:
    """Hide the effect in those who took part where few of the arm did, or few did not."""
    for row in ledger.rows:
        if row.analysis != "compliers" or row.n_treated is None:
            continue
        shares = [one["share"] for one in messages_of(row.warnings_messages or None) if one.key == _TOOK_PART]
        took_part = [float(share) * row.n_treated for share in shares]  # type: ignore[arg-type]
        few = any(rules.is_small(min(n, row.n_treated - n), ledger.minimum) for n in took_part)
        if few or not shares:
            ledger.hide(row, "few")
