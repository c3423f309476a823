"""Curves over time step by the number of events between two points; only coarse steps may be shown."""

from __future__ import annotations

from collections.abc import Sequence


def kept_points(events: Sequence[int], at_risk: Sequence[int], total: int, n: int, minimum: int) -> set[int]:
    """Positions of a curve's points (in time order) that may be shown.

    Between two shown points lie no events or at least ``minimum``, and so does what remains after the last.
    Points with fewer at risk than the minimum are not shown, and no curve at all with fewer events, or fewer
    without the event, than the minimum.

    Parameters
    ----------
    events : cumulative events at each point; ``at_risk`` those still followed.
    total : events of the whole follow-up, known from other rows; ``n`` participants of the arm.
    """
    if total < minimum or n - total < minimum:
        return set()
    kept: list[int] = []
    last = 0
    for place, (seen, left) in enumerate(zip(events, at_risk, strict=True)):
        if left < minimum:
            break
        if seen == last or seen - last >= minimum:
            kept.append(place)
            last = seen
    while kept and 0 < total - events[kept[-1]] < minimum:
        drop = events[kept[-1]]
        kept = [place for place in kept if events[place] != drop]
    return set(kept)
