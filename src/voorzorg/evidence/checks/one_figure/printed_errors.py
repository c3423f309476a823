"""The standard error that a printed row implies, from its interval or from its p-value."""

from __future__ import annotations

import math

from voorzorg.evidence.arithmetic.rounding import Span
from voorzorg.evidence.checks.significance.claims import claim
from voorzorg.evidence.figures.figure import Figure

LOG_SCALE = ("risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio")
PLAIN_SCALE = ("percentage_point_difference", "mean_difference", "effect_size_d", "mean")


def quantile(level: float) -> float:
    """Standard normal quantile of a two-sided interval."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def limit_span(f: Figure, value: float, place: int) -> Span:
    """What may stand behind a limit (``place`` 0 or 1); its own decimals where they are known."""
    decimals = f.ci_decimals[place] if f.ci_decimals else max(f.decimals, decimals_of(value))
    half = 0.5 * 10.0**-decimals
    return Span(value - half, value + half)


def decimals_of(value: float) -> int:
    """Decimals that a number needs; trailing noughts are lost."""
    return len(f"{value:.10g}".partition(".")[2])


def standard_error(f: Figure) -> Span | None:
    """Standard error behind an interval (of the logarithm for ratios), as the span that rounding allows."""
    if not (math.isfinite(f.ci_low) and math.isfinite(f.ci_high)) or f.ci_high <= f.ci_low:
        return None
    z = 2 * quantile(f.confidence)
    low, high = limit_span(f, f.ci_low, 0), limit_span(f, f.ci_high, 1)
    if f.statistic in LOG_SCALE:
        if low.low <= 0:
            return None
        return Span(
            (math.log(high.low) - math.log(low.high)) / z, (math.log(high.high) - math.log(low.low)) / z
        )
    return Span((high.low - low.high) / z, (high.high - low.low) / z)


def implied_error(f: Figure) -> Span | None:
    """Standard error of a ratio's logarithm behind its interval, else behind its value and p-value."""
    from scipy.special import ndtri

    error = standard_error(f)
    if error is not None or f.statistic not in LOG_SCALE:
        return error
    c, at = claim(f), f.span()
    if c is None or c.decimals is None or at.low <= 0 or not f.has_value:
        return None
    sizes = [abs(math.log(x)) for x in (at.low, at.high)]
    z = [-float(ndtri(min(max(p, 1e-300), 1.0) / 2)) for p in (c.span.low, c.span.high)]
    if min(z) <= 0:
        return None
    smallest = 0.0 if at.low <= 1 <= at.high else min(sizes)
    return Span(smallest / max(z), max(sizes) / min(z))
