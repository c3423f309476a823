"""Every printed contrast against the arms that it can be about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.evidence.arithmetic.two_group_formulas import (
    RATIOS,
)
from voorzorg.evidence.checks.two_arms.differences import PERCENT_OPERATIONS, difference
from voorzorg.evidence.checks.two_arms.ratios import ratio
from voorzorg.evidence.checks.two_arms.standardised import standardised
from voorzorg.evidence.verdicts import Check, kindest

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given


def check(given: Given) -> Iterator[Check]:
    """Every printed contrast against every pair of arms it can be about; the best agreement is kept."""
    figures, pairs = given.figures, given.pairs
    for f in figures:
        if f.arm != "contrast" or not f.has_value:
            continue
        if f.statistic in RATIOS:
            found: list[Check | None] = [ratio(f, p, figures) for p in pairs.of(f, "percentage")]
        elif f.statistic in PERCENT_OPERATIONS:
            found = [difference(f, p, figures) for p in pairs.of(f, "percentage")]
        elif f.statistic == "mean_difference":
            found = [difference(f, p, figures) for p in pairs.of(f, "mean")]
        elif f.statistic == "effect_size_d":
            found = [standardised(f, p) for p in pairs.of(f, "mean")]
        else:
            continue
        checks = [c for c in found if c is not None]
        if checks:
            yield kindest(checks)
