"""What every model and test in this room hands back: one estimate with its interval and its caveats."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from voorzorg.messages import Message, message

Scale = Literal["identity", "log"]
#: Variance of the standard logistic distribution: that of a yes/no answer on its latent scale.
LOGISTIC_VARIANCE = math.pi**2 / 3


class Summary(str):
    """Text that shows itself unquoted at a prompt."""

    def __repr__(self) -> str:
        return str(self)

    def as_text(self) -> str:
        return str(self)


class Interval(NamedTuple):
    """Lower and upper limits, scalars or arrays of one shape."""

    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Estimate:
    """One estimated quantity.

    ``estimate``, ``ci_low`` and ``ci_high`` are on the quantity's own scale (a risk ratio is a ratio, not its
    logarithm); ``std_error`` is on ``scale``: that of the logarithm when it is "log".
    What could not be estimated is NaN, ``converged`` is False and ``warnings`` holds the reason.
    """

    estimate: float
    std_error: float = math.nan
    ci_low: float = math.nan
    ci_high: float = math.nan
    p_value: float = math.nan
    method: str = ""
    scale: Scale = "identity"
    level: float = 0.95
    df: float = math.inf
    converged: bool = True
    warnings: tuple[Message | str, ...] = field(default=())


def not_estimable(
    reason: Message | str | tuple[Message | str, ...],
    method: str = "",
    scale: Scale = "identity",
    level: float = 0.95,
) -> Estimate:
    """The row that stays in the table although nothing could be computed."""
    said = reason if isinstance(reason, tuple) else (reason,)
    return Estimate(math.nan, method=method, scale=scale, level=level, converged=False, warnings=said)


def check_level(level: float) -> float:
    """Confidence level, strictly between 0 and 1; raises ValueError otherwise (95 is not 0.95)."""
    if not 0.0 < level < 1.0:
        raise ValueError(f"confidence level must lie between 0 and 1, got {level}")
    return level


def normal_quantile(level: float) -> float:
    """Two-sided standard normal quantile: 1.96 for 0.95."""
    return float(ndtri(0.5 + check_level(level) / 2))


def wald(
    value: float,
    std_error: float,
    *,
    scale: Scale = "identity",
    level: float = 0.95,
    df: float = math.inf,
    method: str = "",
    converged: bool = True,
    warnings: tuple[Message | str, ...] = (),
) -> Estimate:
    """Wald interval and two-sided p-value against zero on ``scale``; ``value`` is given on that scale.

    ``df`` finite uses Student's t. A standard error of zero (no variation, no events) carries no interval and
    no p-value: both are NaN and ``warnings`` say so.
    """
    if not std_error > 0:
        value = _exp(value) if scale == "log" else value
        said = (*warnings, message("no-standard-error"))
        return Estimate(
            value,
            std_error,
            method=method,
            scale=scale,
            level=level,
            df=df,
            converged=converged,
            warnings=said,
        )
    if math.isinf(df):
        quantile = normal_quantile(level)
        p_value = 2.0 * float(ndtr(-abs(value / std_error)))
    else:
        from scipy.special import stdtr, stdtrit

        quantile = float(stdtrit(df, 0.5 + check_level(level) / 2))
        p_value = 2.0 * float(stdtr(df, -abs(value / std_error)))
    low, high = value - quantile * std_error, value + quantile * std_error
    if scale == "log":
        value, low, high = _exp(value), _exp(low), _exp(high)
    return Estimate(value, std_error, low, high, p_value, method, scale, level, df, converged, warnings)


def _exp(value: float) -> float:
    return math.inf if value > 700 else math.exp(value)
