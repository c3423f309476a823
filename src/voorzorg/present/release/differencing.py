"""What two releases tell together: numbers that differ by a few participants give these few away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from voorzorg.estimates.table import is_rounded
from voorzorg.present.disclosure import rules

#: What makes two rows the same quantity.
KEY = (
    "outcome", "wave", "informant", "population", "analysis", "estimand", "arm", "contrast", "category",
    "time_weeks", "scale",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One quantity in two releases. ``kind``: ``exact`` (an exact number moved by a few), ``step`` (a rounded
    number moved by one step), ``shown`` or ``hidden`` since the earlier release."""

    kind: str
    outcome: str
    wave: str
    arm: str
    estimand: str
    number: str
    difference: float | None = None

    @property
    def reveals(self) -> bool:
        """Whether it tells about a few participants exactly."""
        return self.kind == "exact"


def differences(earlier: pd.DataFrame, later: pd.DataFrame, minimum: int) -> list[Difference]:
    """Quantities of real data whose difference is about fewer than ``minimum`` participants."""
    before, after = _by_key(earlier), _by_key(later)
    found: list[Difference] = []
    for key, old in before.items():
        new = after.get(key)
        if new is not None:
            found += _of_pair(old, new, minimum)
    return list(dict.fromkeys(found))


def _by_key(table: pd.DataFrame) -> dict[tuple[Any, ...], Any]:
    real = table[table["data_kind"] == "real"]
    plain = real.astype(object).where(real.notna(), None)
    rows: list[Any] = list(plain.itertuples(index=False))
    return {(*(getattr(row, name) for name in KEY), row.method_messages): row for row in rows}


def _of_pair(old: Any, new: Any, minimum: int) -> Iterator[Difference]:
    where = (new.outcome, new.wave or "", new.arm or new.contrast or "", new.estimand)
    if (old.estimate is None) != (new.estimate is None):
        yield Difference("shown" if old.estimate is None else "hidden", *where, "estimate")
        return
    rounded = is_rounded(old.warnings_messages) or is_rounded(new.warnings_messages)
    numbers = [(name, getattr(old, name), getattr(new, name)) for name in rules.COUNTS]
    if new.estimand == "count":
        numbers.append(("estimate", old.estimate, new.estimate))
    for name, one, other in numbers:
        if one is None or other is None or one == other:
            continue
        gap = abs(float(one) - float(other))
        if not rounded and gap < minimum:
            yield Difference("exact", *where, name, gap)
        elif rounded and gap <= minimum:
            yield Difference("step", *where, name, gap)
