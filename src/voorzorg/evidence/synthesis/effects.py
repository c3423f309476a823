"""Comparable effects brought to one measure, every conversion named; pooled only where that means something.

Conversions are those of ``statistics.effect_conversions``: percentages to a log odds or log risk ratio, a log
odds ratio to d (Hasselblad & Hedges 1995), a standard error from a printed interval or from a p-value. Which
figures belong together is data (``synthesis.yaml``). An effect without a standard error is shown as a point
and never pooled; a pool needs at least three effects that are not pooled themselves.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voorzorg.evidence.checks.two_arms.intervals import quantile
from voorzorg.evidence.figures.figure import Figures
from voorzorg.evidence.synthesis.conversion import Converted, convert
from voorzorg.evidence.synthesis.inferred_sizes import InferredSizes
from voorzorg.evidence.synthesis.panels import Effect, Panel, read_panels
from voorzorg.evidence.words import Words, say, told
from voorzorg.languages import CODES, Language

if TYPE_CHECKING:
    import pandas as pd

MINIMUM_TO_POOL = 3

COLUMNS = [
    "panel",
    "panel_nl",
    "panel_en",
    "measure",
    "favours",
    "effect",
    "label_nl",
    "label_en",
    "kind",
    "printed",
    "figures",
    "sources",
    "estimate",
    "std_error",
    "ci_low",
    "ci_high",
    "prediction_low",
    "prediction_high",
    "tau2",
    "i2",
    "k",
    "summary",
    "uncontrolled",
    "conversion_nl",
    "conversion_en",
    "assumption_nl",
    "assumption_en",
    "remark_nl",
    "remark_en",
]


def _plain(x: float) -> float:
    return x


def _row(panel: Panel, e: Effect, c: Converted, figures: Figures) -> dict[str, Any]:
    z = quantile(0.95)
    back = _plain if panel.measure == "d" else math.exp
    rows = [figures[x] for x in e.figure_ids]
    return {
        **_panel(panel),
        "effect": e.key,
        "label_nl": e.label.nl,
        "label_en": e.label.en,
        "kind": e.kind,
        "printed": " / ".join(f.printed() for f in rows),
        "figures": "; ".join(e.figure_ids),
        "sources": "; ".join(dict.fromkeys(f.source for f in rows)),
        "estimate": back(c.value),
        "std_error": c.error,
        "ci_low": back(c.value - z * c.error),
        "ci_high": back(c.value + z * c.error),
        "summary": e.summary,
        "uncontrolled": e.uncontrolled,
        **_both("conversion", c.how),
        **_both("assumption", c.assumed or e.assume),
        "remark_nl": "; ".join(filter(None, (say(e.remark, "nl"), _overlap(panel, e, figures, "nl")))),
        "remark_en": "; ".join(filter(None, (say(e.remark, "en"), _overlap(panel, e, figures, "en")))),
    }


def _overlap(panel: Panel, e: Effect, figures: Figures, language: Language) -> str:
    """That a pooled effect is partly over studies that its panel also shows by themselves."""
    shown = {
        figures[x].study: other.label for other in panel.effects for x in other.figure_ids if other is not e
    }
    names = [shown[study][language].split(":")[0] for study in e.includes if study in shown]
    return say(told("overlap", studies=", ".join(names)), language) if names else ""


def _both(column: str, words: Words | None) -> dict[str, str]:
    """A sentence in the columns of every language."""
    return {f"{column}_{language}": say(words, language) for language in CODES}


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "panel": panel.key,
        "panel_nl": panel.label.nl,
        "panel_en": panel.label.en,
        "measure": panel.measure,
        "favours": panel.favours,
    }


def _pooled(panel: Panel, converted: list[tuple[Effect, Converted]]) -> dict[str, Any]:
    """The pooled row, or the row that says why there is none."""
    usable = [(e, c) for e, c in converted if c.error == c.error and not e.summary and not e.uncontrolled]
    row = _panel(panel) | {
        "effect": "pooled",
        "kind": "pooled",
        "k": len(usable),
        **_both("label", told("pooled")),
    }
    if not panel.pool and panel.why_not is not None:
        return row | _both("remark", told("not-pooled-because", why=panel.why_not))
    if len(usable) < MINIMUM_TO_POOL:
        words = {"n": str(len(usable)), "least": str(MINIMUM_TO_POOL)}
        return row | _both("remark", told("not-pooled-few", **words))
    from voorzorg.statistics.synthesis.meta_analysis import pool_effects

    result = pool_effects(
        [c.value for _, c in usable],
        [c.error for _, c in usable],
        [e.key for e, _ in usable],
        min_effects=MINIMUM_TO_POOL,
    )
    back = _plain if panel.measure == "d" else math.exp
    return row | {
        "estimate": back(result.estimate),
        "std_error": result.std_error,
        "ci_low": back(result.ci_low),
        "ci_high": back(result.ci_high),
        "prediction_low": back(result.prediction_low),
        "prediction_high": back(result.prediction_high),
        "tau2": result.tau2,
        "i2": result.i2,
        **_both("conversion", told("pooled-how")),
    }


def synthesise(frame: pd.DataFrame, folder: str | Path) -> pd.DataFrame:
    """Effects of every panel of ``folder/synthesis.yaml`` on their common measure.

    Returns
    -------
    DataFrame with ``COLUMNS``: a row per effect and one ``pooled`` row per panel, which has numbers only
    where at least three comparable effects have a standard error, and otherwise the reason in ``remark``.
    Ratios are ratios, their ``std_error`` is of the logarithm.
    """
    import pandas as pd

    path = Path(folder) / "synthesis.yaml"
    if not path.is_file():
        return pd.DataFrame(columns=COLUMNS)
    figures = Figures.of(frame)
    sizes = InferredSizes(figures)
    rows = []
    for panel in read_panels(path, figures):
        converted = [(e, convert(e, panel.measure, figures, sizes)) for e in panel.effects]
        rows += [_row(panel, e, c, figures) for e, c in converted]
        rows.append(_pooled(panel, converted))
    return pd.DataFrame(rows, columns=COLUMNS)
