"""Words about significance against the p-values and intervals that their source prints with them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voorzorg.evidence.checks.one_figure.printed_errors import LOG_SCALE, PLAIN_SCALE, limit_span
from voorzorg.evidence.checks.significance.claims import ALPHA, claim
from voorzorg.evidence.checks.two_arms.arms import outcome_key
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.verdicts import Check, Verdict
from voorzorg.evidence.words import told

if TYPE_CHECKING:
    from voorzorg.evidence.checks.given import Given

WORDS = ("stated_significant", "stated_effect", "stated_not_significant")
#: a word against the only numbers beside it
AGAINST = 45


def shows_a_difference(f: Figure) -> bool | None:
    """Whether a contrast is significant at 0.05, by its p-value, else its interval; None if neither tells."""
    c = claim(f)
    if c is not None and c.decimals is not None:
        return True if c.span.high <= ALPHA else False if c.span.low > ALPHA else None
    scaled = f.statistic in (*LOG_SCALE, *PLAIN_SCALE) and f.statistic != "mean"
    if not scaled or not (math.isfinite(f.ci_low) and math.isfinite(f.ci_high)):
        return None
    null = 1.0 if f.statistic in LOG_SCALE else 0.0
    low, high = limit_span(f, f.ci_low, 0), limit_span(f, f.ci_high, 1)
    if (low.low > null or high.high < null) and f.confidence >= 1 - ALPHA - 1e-9:
        return True
    inside = low.high < null < high.low
    return False if inside and f.confidence <= 1 - ALPHA + 1e-9 else None


def _beside(f: Figure, figures: Figures) -> list[Figure]:
    """Contrasts of the same source and outcome; of any moment where the word names none."""
    same = [
        g
        for g in figures
        if g.arm == "contrast"
        and g.source == f.source
        and not g.statistic.startswith("stated_")
        and (
            outcome_key(g)[:2] == outcome_key(f)[:2]
            if not f.wave
            else outcome_key(g)[:3] == outcome_key(f)[:3]
        )
    ]
    return [g for g in same if g.section == f.section] or same


def _printed(f: Figure) -> str:
    c = claim(f)
    p = (
        f"p {c.comparison} {c.span.high:g}"
        if c is not None and c.decimals is None
        else str(c.words if c else "")
    )
    if f.statistic == "p_value":
        return p
    interval = f" ({f.ci_low:g} – {f.ci_high:g})" if math.isfinite(f.ci_low) else ""
    return f"{f.printed()}{interval}" + (f", {p}" if p else "")


def check(given: Given) -> Iterator[Check]:
    """Words that every number printed beside them goes against."""
    figures = given.figures
    for f in figures:
        if f.statistic not in WORDS or f.arm != "contrast":
            continue
        found = [(g, shown) for g in _beside(f, figures) if (shown := shows_a_difference(g)) is not None]
        says = f.statistic != "stated_not_significant"
        c = claim(f)
        if not found or c is None or any(shown == says for _, shown in found):
            continue
        printed = "; ".join(_printed(g) for g, _ in found[:3])
        yield Check(
            "word_beside_number",
            (f.figure_id,),
            tuple(g.figure_id for g, _ in found),
            Verdict.ASSUMPTION,
            told("word-beside-number", claim=c.words, printed=printed),
            printed,
            severity=AGAINST,
            assumption=told("word-of-another-test"),
            symmetric=False,
        )
