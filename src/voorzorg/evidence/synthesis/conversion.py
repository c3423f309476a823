"""One published effect brought to its panel's measure, with the name of what was done to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.synthesis.inferred_sizes import InferredSizes
from voorzorg.evidence.synthesis.panels import Effect
from voorzorg.evidence.words import told
from voorzorg.messages import Message


@dataclass(frozen=True)
class Converted:
    """An effect on its panel's measure; ratios and their errors on the log scale; nan
    where there is no error."""

    value: float
    error: float
    how: Message
    #: group sizes that an interval gives away, in place of those of the file
    assumed: Message | None = None


def _of_percentages(e: Effect, measure: str, figures: Figures, sizes: InferredSizes) -> Converted:
    from voorzorg.statistics.synthesis.effect_conversions import from_counts, log_odds_ratio_to_d

    treated, control = figures[e.treated or ""], figures[e.control or ""]
    inferred = sizes.of(treated)
    n1 = inferred.middle if inferred else e.n.treated if e.n else treated.n
    n0 = inferred.middle if inferred else e.n.control if e.n else control.n
    known = n1 is not None and n0 is not None
    # without group sizes the point is the same for any size; its error means nothing and is dropped
    n1, n0 = n1 or 1000, n0 or 1000
    kind: Literal["log odds ratio", "log risk ratio"] = (
        "log risk ratio" if measure == "risk_ratio" else "log odds ratio"
    )
    effect = from_counts(treated.value / 100 * n1, n1, control.value / 100 * n0, n0, kind)
    how = told(
        "from-percentages", measure=told(kind.replace(" ", "-")), treated=treated.text, control=control.text
    )
    if measure == "d":
        effect, how = log_odds_ratio_to_d(effect), told("then-to-d", how=how)
    sign = -1 if e.reverse else 1
    return Converted(
        value=sign * effect.estimate,
        error=effect.std_error if known else math.nan,
        how=how,
        assumed=told("sizes-inferred", sizes=inferred.words, figure=inferred.figure_id) if inferred else None,
    )


def _of_figure(e: Effect, measure: str, f: Figure) -> Converted:
    from voorzorg.statistics.synthesis.effect_conversions import (
        from_interval,
        from_p_value,
        log_odds_ratio_to_d,
    )

    name: Literal["log odds ratio", "standardised mean difference"] = (
        "log odds ratio" if e.kind == "odds_ratio" else "standardised mean difference"
    )
    if math.isfinite(f.ci_low):
        effect = from_interval(name, f.value, f.ci_low, f.ci_high, f.confidence)
        error, how = effect.std_error, told("error-from-interval")
    elif 0 < f.p_value < 1:
        effect = from_p_value(name, f.value, f.p_value)
        error, how = effect.std_error, told("error-from-p", p=f"{f.p_value:g}")
    else:
        effect, error, how = from_p_value(name, f.value, 0.5), math.nan, told("no-error")
    if e.kind == "odds_ratio" and measure == "d":
        ratio = effect.std_error / error if error == error else 1.0
        effect = log_odds_ratio_to_d(effect)
        error = effect.std_error / ratio if error == error else error
        how = told("then-to-d", how=how)
    return Converted(value=-effect.estimate if e.reverse else effect.estimate, error=error, how=how)


def convert(e: Effect, measure: str, figures: Figures, sizes: InferredSizes | None = None) -> Converted:
    """An effect on the measure of its panel; sizes that no source prints are those that ``sizes`` infers."""
    if e.kind == "two_percentages":
        return _of_percentages(e, measure, figures, sizes or InferredSizes(figures))
    return _of_figure(e, measure, figures[e.figure or ""])
