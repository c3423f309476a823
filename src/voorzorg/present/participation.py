"""Who received and who was analysed: numbers of the flow that stand in rows of other tables."""

from __future__ import annotations

from collections.abc import Iterator

from voorzorg.present.estimate_rows import Row, View
from voorzorg.present.tables.cohort import start_of


def received(view: View, arm: str) -> int | None:
    """Participants with at least one visit in the log; None where the log or output control does not tell.

    Whatever a log says of its visits is averaged over the participants that it holds a visit of.
    """
    own = [
        view.n(row, arm)
        for measure in view.fidelity_measures
        for row in view.find(measure, "mean", arm=arm, category="all")
        if row.scale not in ("visits", "share of plan")
    ]
    known = [n for n in own if n is not None]
    start = start_of(view, arm)
    if not known or start is None or start.estimate is None:
        return None
    return min(max(known), int(start.estimate))


def analysed(view: View, arm: str) -> Iterator[tuple[Row, int | None]]:
    """Main row of every primary outcome, and how many of an arm are in it (None: withheld)."""
    for row in view.rows:
        if row.main and row.primary and row.contrast and arm in row.contrast.arms:
            yield row, view.n(row, arm)
