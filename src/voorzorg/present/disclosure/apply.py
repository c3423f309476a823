"""Apply output control to an estimates table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from voorzorg.estimates.schema import SPOKEN
from voorzorg.estimates.table import PANDAS_DTYPES, messages_of, spoken, validate
from voorzorg.messages import Message, as_messages, message
from voorzorg.present.disclosure import rules
from voorzorg.present.disclosure.control import control
from voorzorg.present.disclosure.dominance import Contributors
from voorzorg.present.disclosure.wording.labels import Listed, merge_levels
from voorzorg.present.disclosure.wording.remarks import coarse_messages
from voorzorg.present.estimate_rows import typed_rows

Row = Any
#: Analyses whose shares are those of the participants counted, and not of a model.
_OBSERVED = ("count", "unadjusted", "change", "agreement")


def apply_disclosure(
    estimates: pd.DataFrame,
    minimum_cell: int = 10,
    round_to: int = 1,
    *,
    listed: Listed | None = None,
    contributions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the table with everything that rests on few participants emptied; only real data are touched.

    A withheld row keeps its place and its labels and says why. What is computed over several tests (adjusted
    p-values) is emptied: it is for the caller to compute it over what is shown.

    Parameters
    ----------
    estimates : a table of the schema.
    minimum_cell : smallest number of participants, with and without the event, that may be shown.
    round_to : counts become multiples of this, and estimates so coarse that they do not tell the counts.
    listed : per categorical variable the levels whose labels may be shown; all, where left out.
    contributions : who makes up the numbers (``voorzorg.analyses.contributions``), for the rules on dominance
        and degrees of freedom; these are not judged where left out.
    """
    if minimum_cell < 1 or round_to < 1:
        raise ValueError("minimum_cell and round_to must be at least 1")
    table = validate(estimates).reset_index(drop=True)
    if listed is not None:
        table = merge_levels(table, listed, minimum_cell)
    real = (table["data_kind"] == "real").to_numpy(dtype=bool)
    if not real.any():
        return table
    rows = typed_rows(table, index=True)
    decided = control(
        [row if is_real else None for row, is_real in zip(rows, real, strict=True)],
        minimum_cell,
        Contributors(contributions, minimum_cell),
    )
    for rule in rules.RULES:
        hidden = [decided.hidden[k] and decided.reasons.get(k, "revealed") == rule for k in range(len(table))]
        rules.suppress(table, np.array(hidden, dtype=bool), rule, minimum_cell)
    table.loc[real, ["p_adjusted", "p_adjusted_fdr"]] = pd.NA
    shown = real & ~decided.hidden
    base = max(round_to, minimum_cell)
    for name in SPOKEN:
        _say(table, real, lambda said: coarse_messages(said, minimum_cell, base), name)
    coarse = decided.coarse & shown
    _coarsen(table, shown & ~coarse, round_to, decided.at_most)
    _coarsen(table, coarse, base, decided.at_most)
    return validate(_without_people(table, real))


def _without_people(table: pd.DataFrame, real: np.ndarray) -> pd.DataFrame:
    """One row for all quantities of single participants: a row each would tell how many there are, and the
    method how often each was measured."""
    personal = real & (
        table["estimand"].isin(rules.PERSONAL) | (table["analysis"] == "single_case")
    ).to_numpy(dtype=bool)
    if not personal.any():
        return table
    table.loc[personal, ["category", "wave"]] = pd.NA
    _say(table, personal, lambda said: said[:1], "method")
    return table[~(personal & table.duplicated())].reset_index(drop=True)


def _coarsen(
    table: pd.DataFrame, where: np.ndarray, base: int, at_most: dict[tuple[int, str], float]
) -> None:
    """Round participants to ``base``, leave events out, and round estimates so that they tell neither; base 1
    changes nothing."""
    if base == 1 or not where.any():
        return
    part = table.loc[where]
    plain = part.astype(object).where(part.notna(), None)
    places = [int(index) for index in np.flatnonzero(where)]
    rows = plain.itertuples(index=False)
    bounds = [{key: at_most.get((index, key)) for key in ("n", *rules.SIDES)} for index in places]
    limits = [_coarse_limits(row, base, bound) for row, bound in zip(rows, bounds, strict=True)]
    for place, name in enumerate(("estimate", "ci_low", "ci_high")):
        plain[name] = [values[place] for values in limits]
    for side in rules.SIDES:
        counts = zip(plain[f"n_{side}"], bounds, strict=True)
        plain[f"n_{side}"] = [rules.rounded(count, base, bound[side]) for count, bound in counts]
        # rounded events beside a share would contradict it, and with it tell the exact ones
        plain[f"events_{side}"] = None
    for name in ("p_value",):
        plain[name] = [None if p is None else max(round(float(p), 2), 0.001) for p in plain[name]]
    plain["std_error"] = None
    for name in rules.EMPTIED:
        values = pd.Series(plain[name].tolist(), index=plain.index, dtype=PANDAS_DTYPES[name])
        table.loc[plain.index, name] = values
    _say(table, where, lambda said: (*said, *as_messages(message("rounded-counts", base=base))))


def _say(
    table: pd.DataFrame,
    where: np.ndarray,
    change: Callable[[tuple[Message, ...]], tuple[Message, ...]],
    name: str = "warnings",
) -> None:
    """Rows' messages of one column of ``SPOKEN`` changed, and the English text with them."""
    stored = table.loc[where, SPOKEN[name]]
    changed = {text: spoken({name: change(messages_of(text))}) for text in stored.dropna().unique()}
    empty = spoken({name: change(())})
    for column in (name, SPOKEN[name]):
        table.loc[where, column] = [(empty if text is pd.NA else changed[text])[column] for text in stored]


def _coarse_limits(row: Row, base: int, bound: dict[str, float | None]) -> tuple[Any, Any, Any]:
    """Estimate and interval of a row whose participants become a multiple of ``base``.

    The steps follow from the lowest number that the shown one stands for, not from the exact one. An observed
    share has the interval of the share and the number that are shown: its own would tell the number, since
    three rounded figures leave few pairs of events and participants to choose from.
    """
    if row.estimand == "count":
        return rules.rounded(row.estimate, base, bound["n"]), row.ci_low, row.ci_high
    counts = {side: getattr(row, f"n_{side}") for side in rules.SIDES}
    bands = {side: rules.band(n, base, bound[side]) for side, n in counts.items() if n is not None}
    least = min((low for _, low, _ in bands.values()), default=None)
    step = rules.step_of(row.estimand, row.estimate, row.ci_low, row.ci_high, least)
    estimate, low, high = (rules.coarse(value, step) for value in (row.estimate, row.ci_low, row.ci_high))
    observed = row.analysis in _OBSERVED and row.estimand in rules.PROBABILITIES and len(bands) == 1
    if observed and low is not None:
        ((side, (shown, *_)),) = bands.items()
        if rules.events_of(row, side) is not None and shown > 0:
            low, high = _interval(estimate, shown, row)
    return estimate, low, high


def _interval(share: float, n: float, row: Row) -> tuple[float, float]:
    """The sort of interval that a row has, exact or Wilson's, of a share and a number, in whole percents."""
    from voorzorg.statistics.two_arm.proportions import clopper_pearson, wilson_interval

    exact = any(one.key == "clopper-pearson-interval" for one in messages_of(row.method_messages))
    interval = clopper_pearson if exact else wilson_interval
    low, high = interval(round(share * n), n, row.ci_level or 0.95)
    return rules.coarse(low, 0.01), rules.coarse(high, 0.01)
