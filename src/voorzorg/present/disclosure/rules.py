"""What one row may show by itself, and what a suppressed or coarsened row keeps."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.estimates.table import spoken
from voorzorg.messages import message

COUNTS = ("n_reference", "n_treated", "events_reference", "events_treated")
EMPTIED = ("estimate", "std_error", "ci_low", "ci_high", "p_value", "p_adjusted", "p_adjusted_fdr", *COUNTS)
SIDES = ("reference", "treated")
CURVES = ("cumulative_incidence", "survival_probability")
#: Shares of participants: events over participants, in one or in several categories.
SHARES = frozenset({"risk", "direction_of_change", "reliable_change", "clinical_change"})
PROBABILITIES = SHARES | {"risk_difference", "agreement", *CURVES}
#: Parameters of a model over all participants, which may stand without counts of their own.
MODEL_WIDE = frozenset({"joint_test", "icc", "random_effect_sd"})
#: Tests over several arms or waves at once, which are a function of all of them.
TESTS_OF_SEVERAL = frozenset({"joint_test", "heterogeneity", "interaction"})
#: Why a row is withheld: a key each, whose words are the messages ``withheld-<key>``.
RULES = (
    "few", "revealed", "alike", "person", "uncounted", "dominance", "freedom", "median", "together", "label",
)  # fmt: skip
#: Quantities of two informants, whose ``contrast`` names these and no arms.
OF_INFORMANTS = frozenset({"agreement", "bias"})
#: Quantities of those with two measurements, who are part of those with one.
PAIRED = OF_INFORMANTS | {
    "change", "standardised_change", "direction_of_change", "reliable_change", "clinical_change"
}  # fmt: skip
#: Quantities of a single participant.
PERSONAL = frozenset({"effect_size"})
#: Averages over participants, whose sum is the estimate times their number.
AVERAGES = frozenset({"mean", "sd", "change", "mean_difference", "bias", "rmst", "rmst_difference"})


def is_small(count: float, minimum: int) -> bool:
    """A cell that may not be shown. Zero is one too: that nobody has a trait says it of everyone."""
    return count < minimum


def is_personal(row: Any) -> bool:
    """Whether a row is about one participant, or about how single participants did together."""
    return row.estimand in PERSONAL or row.analysis == "single_case"


def side_is_small(row: Any, side: str, minimum: int) -> bool:
    """Whether one arm's participants, those with the event, or those without it are too few.

    ``row`` is a namedtuple of the table with None for empty cells. Where events are not given, those that a
    risk implies are judged.
    """
    n, events = getattr(row, f"n_{side}"), events_of(row, side)
    if n is None:
        return events is not None and is_small(events, minimum)
    if is_small(n, minimum):
        return True
    return events is not None and (is_small(events, minimum) or is_small(n - events, minimum))


def events_of(row: Any, side: str) -> float | None:
    """Participants with the event on a side, or as many as the share of a single arm implies."""
    n, events = getattr(row, f"n_{side}"), getattr(row, f"events_{side}")
    if events is not None:
        return float(events)
    alone = n is not None and (row.n_reference is None or row.n_treated is None)
    if alone and row.estimand in SHARES and row.estimate is not None:
        return float(round(row.estimate * n))
    return None


def all_alike(row: Any) -> bool:
    """Whether the row tells that everyone gave the same answer: no spread."""
    if row.estimand == "sd":
        return row.estimate == 0
    return row.estimand in ("mean", "change") and row.std_error == 0


def suppress(table: pd.DataFrame, where: np.ndarray, rule: str, minimum: int) -> None:
    """Empty every number of the rows, and say why; earlier warnings go too, they may hold counts."""
    if not where.any():
        return
    table.loc[where, list(EMPTIED)] = pd.NA
    table.loc[where, "converged"] = pd.NA
    for name, value in reason(rule, minimum).items():
        table.loc[where, name] = value


def reason(rule: str, minimum: int) -> dict[str, str | None]:
    """The columns of a withheld row that say by which of ``RULES``."""
    return spoken({"warnings": message(f"withheld-{rule}", minimum=minimum)})


def rounded(count: Any, base: int, at_most: float | None = None) -> Any:
    """A count as a multiple of ``base``, halves up; ``at_most`` as in :func:`band`."""
    return None if count is None else int(band(float(count), base, at_most)[0])


def band(count: float, base: int, at_most: float | None = None) -> tuple[float, float, float]:
    """The multiple of ``base`` that stands for a count, and the lowest and highest count it stands for.

    Where everyone (``at_most``, known to the reader) leaves fewer than half as many counts as ``base`` in the
    highest band, that is one with the band below: 236 of 237 is not 240, which would tell that at most two
    are missing, but 230.
    """
    half = base // 2
    nearest = base * math.floor(count / base + 0.5)
    if at_most is None:
        return nearest, nearest - half, nearest + base - half - 1
    top = base * math.floor(at_most / base + 0.5)
    if at_most - (top - half) + 1 < base / 2:
        top -= base
    nearest = min(nearest, top)
    return nearest, nearest - half, at_most if nearest == top else nearest + base - half - 1


def coarse(value: Any, step: float) -> Any:
    """A number as a multiple of ``step``."""
    return None if value is None else round(round(float(value) / step) * step, 12)


def step_of(estimand: str, estimate: Any, low: Any, high: Any, n: float | None) -> float:
    """Steps (1, 2 or 5 times a power of ten) at which an estimate no longer tells its ``n`` participants.

    Probabilities: whole percents, and no finer than one participant. Else two significant digits of the
    interval's width (or of the estimate), and for averages so coarse that the sum over everyone moves by two
    standard deviations: beside the same average of a few participants less, those few are not told.
    """
    if estimand in PROBABILITIES:
        return _tidy(max(0.01, 1 / n if n else 0))
    interval = low is not None and high is not None
    size = float(high) - float(low) if interval else abs(float(estimate or 0))
    if size <= 0:
        return 0.01
    step = 10.0 ** (math.floor(math.log10(size)) - 1)
    if n and estimand in AVERAGES:
        spread = size * math.sqrt(n) / 4 if interval else size
        step = max(step, _tidy(2 * spread / n))
    return step


def _tidy(step: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(round(k * power, 12) for k in (1, 2, 5, 10) if k * power >= step * (1 - 1e-9))
