"""Own estimates beside published figures, as a person reads them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from voorzorg.estimates.contrast import Contrast
from voorzorg.present.context import Context, capital
from voorzorg.present.estimate_rows import View
from voorzorg.present.evidence.words import wave_words
from voorzorg.present.published_lines import published_pairs
from voorzorg.present.tables.published import informant_of, own_value, verdict
from voorzorg.present.words.numbers import DASH, is_missing

COLUMNS = ("outcome", "wave", "who", "estimand", "published", "ours", "verdict", "location", "source")
_IN_PERCENT = ("risk", "risk_difference")


def comparison_rows(view: View) -> list[dict[str, str]]:
    """A row per published figure, with the words of this language; those of one source together.

    Shares in the comparison are percentages already. Where the manifest says which estimate a figure is
    about, that estimate stands beside it.
    """
    context = view.context
    table = context.comparison
    if table.empty:
        return []
    pairs = {(pair.line.figure, pair.line.at or ""): pair for pair in published_pairs(view)}
    rows = []
    for row in table.to_dict("records"):
        shown = _row(context, row)
        pair = pairs.get((_text(row, "outcome"), _text(row, "wave")))
        if pair is not None:
            shown |= {
                "outcome": pair.label,
                "wave": context.wave(pair.line.wave),
                "who": informant_of(view, pair),
            }
            shown |= {"ours": own_value(context, pair), "verdict": verdict(context, pair)}
        rows.append(shown)
    order = {source: place for place, source in enumerate(dict.fromkeys(row["source"] for row in rows))}
    rows.sort(key=lambda row: order[row["source"]])
    if context.synthetic:  # of synthetic data there is one verdict, which the introduction says once
        rows = [{name: value for name, value in row.items() if name != "verdict"} for row in rows]
    return rows


def _row(context: Context, row: dict[Any, Any]) -> dict[str, str]:
    published = _number(context, row, "published")
    if published == DASH and _text(row, "statistic").startswith("stated"):
        published = context.word("statistic", _text(row, "statistic"))
    return {
        "outcome": _outcome(context, row),
        "wave": _wave(context, _text(row, "wave")),
        "who": _who(context, row),
        "estimand": context.word("estimand", _text(row, "estimand")),
        "published": published,
        "ours": _number(context, row, "ours"),
        "verdict": _text(row, f"verdict_{context.language}") or _text(row, "verdict"),
        "location": _said(context, row, "location"),
        "source": _said(context, row, "source"),
    }


def _text(row: dict[Any, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or value is pd.NA or value != value else str(value)


def _said(context: Context, row: dict[Any, Any], name: str) -> str:
    """The words of this language, or else the key."""
    return _text(row, f"{name}_{context.language}") or _text(row, name)


def _outcome(context: Context, row: dict[Any, Any]) -> str:
    """The study's own label of an outcome, or else what the published figures call it."""
    key = _text(row, "outcome")
    return context.outcome(key) if key in context.outcomes else capital(_said(context, row, "outcome"))


def _wave(context: Context, key: str) -> str:
    """The study's own label of a wave, or else what the published figures call it."""
    return context.wave(key) if key in ("", *context.waves) else capital(wave_words(key, context.language))


def _who(context: Context, row: dict[Any, Any]) -> str:
    contrast, arm = _text(row, "contrast"), _text(row, "arm").replace("contrast", "")
    return context.contrast(Contrast.read(contrast)) if contrast else context.arm(arm) if arm else ""


def _number(context: Context, row: dict[Any, Any], name: str) -> str:
    """Value with its interval; shares get a percent sign, p-values their own form."""
    numbers, estimand = context.numbers, _text(row, "estimand")
    value, low, high = (row.get(key) for key in (name, f"{name}_low", f"{name}_high"))
    if is_missing(value):
        return DASH
    if estimand == "p_value":
        return numbers.p_value(value)
    if estimand in _IN_PERCENT:
        share = [None if is_missing(v) else float(v) / 100 for v in (value, low, high)]  # type: ignore[arg-type]
        return numbers.with_interval(estimand, *share)
    return numbers.with_interval(estimand, value, low, high)
