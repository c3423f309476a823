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
from voorzorg.text import Text


@dataclass(frozen=True)
class Converted:
    """An effect on its panel's measure; ratios and their errors on the log scale; nan
    where there is no error."""

    value: float
    error: float
    how: Text
    #: group sizes that an interval gives away, in place of those of the file
    assumed: Message | None = None


_STEPS: dict[str, Text] = {
    "percentages": Text(nl="{measure} uit {t} en {c} %", en="{measure} from {t} and {c} %"),
    "interval": Text(nl="standaardfout uit het interval", en="standard error from the interval"),
    "p_value": Text(nl="standaardfout uit p = {p}", en="standard error from p = {p}"),
    "point": Text(nl="zoals gepubliceerd; geen standaardfout", en="as published; no standard error"),
    "to_d": Text(nl="; naar d door deling door π/√3", en="; to d by division by π/√3"),
}
_MEASURES: dict[str, Text] = {
    "log odds ratio": Text(nl="log oddsratio", en="log odds ratio"),
    "log risk ratio": Text(nl="log risicoverhouding", en="log risk ratio"),
}


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
    values = {"t": treated.text, "c": control.text}
    words, steps = _MEASURES[kind], _STEPS["percentages"]
    nl, en = steps.nl.format(measure=words.nl, **values), steps.en.format(measure=words.en, **values)
    if measure == "d":
        effect = log_odds_ratio_to_d(effect)
        nl, en = nl + _STEPS["to_d"].nl, en + _STEPS["to_d"].en
    sign = -1 if e.reverse else 1
    return Converted(
        value=sign * effect.estimate,
        error=effect.std_error if known else math.nan,
        how=Text(nl=nl, en=en),
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
        error, how = effect.std_error, _STEPS["interval"]
    elif 0 < f.p_value < 1:
        effect = from_p_value(name, f.value, f.p_value)
        error, p = effect.std_error, f"{f.p_value:g}"
        how = Text(nl=_STEPS["p_value"].nl.format(p=p), en=_STEPS["p_value"].en.format(p=p))
    else:
        effect, error, how = from_p_value(name, f.value, 0.5), math.nan, _STEPS["point"]
    if e.kind == "odds_ratio" and measure == "d":
        ratio = effect.std_error / error if error == error else 1.0
        effect = log_odds_ratio_to_d(effect)
        error = effect.std_error / ratio if error == error else error
        how = Text(nl=how.nl + _STEPS["to_d"].nl, en=how.en + _STEPS["to_d"].en)
    return Converted(value=-effect.estimate if e.reverse else effect.estimate, error=error, how=how)


def convert(e: Effect, measure: str, figures: Figures, sizes: InferredSizes | None = None) -> Converted:
    """An effect on the measure of its panel; sizes that no source prints are those that ``sizes`` infers."""
    if e.kind == "two_percentages":
        return _of_percentages(e, measure, figures, sizes or InferredSizes(figures))
    return _of_figure(e, measure, figures[e.figure or ""])
