"""Comparable effects brought to one measure, every conversion named; pooled only where that means something.

Conversions are those of ``statistics.effect_conversions``: percentages to a log odds or log risk ratio, a log
odds ratio to d (Hasselblad & Hedges 1995), a standard error from a printed interval or from a p-value. Which
figures belong together is data (``synthesis.yaml``). An effect without a standard error is shown as a point
and never pooled; a pool needs at least three effects that are not pooled themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import Field, ValidationError

from voorzorg.errors import UserError
from voorzorg.evidence.checks.intervals import quantile
from voorzorg.evidence.figures.figure import Figure, Figures
from voorzorg.evidence.synthesis.inferred_sizes import InferredSizes
from voorzorg.evidence.words import say, told
from voorzorg.messages import Message
from voorzorg.text import Label, Language, Text
from voorzorg.validation import Strict, unreadable
from voorzorg.yaml_file import read

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


class SynthesisError(UserError):
    """A synthesis file that cannot be used."""


class Sizes(Strict):
    """Group sizes that an effect's standard error rests on."""

    treated: int = Field(gt=1)
    control: int = Field(gt=1)


class Effect(Strict):
    """One effect of a panel."""

    key: str
    label: Label
    kind: Literal["two_percentages", "d", "odds_ratio"]
    treated: str | None = None
    control: str | None = None
    figure: str | None = None
    n: Sizes | None = None
    reverse: bool = Field(
        False, description="the figure counts something good where the panel counts something bad"
    )
    summary: bool = Field(False, description="is itself pooled over studies")
    uncontrolled: bool = Field(False, description="before-after without a comparison group")
    assume: Label | None = None
    remark: Label | None = None
    includes: tuple[str, ...] = Field(
        (), description="studies that this pooled effect is over, as far as is known or likely"
    )

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """Figures that the effect is worked out from."""
        return tuple(x for x in (self.treated, self.control, self.figure) if x)


class Panel(Strict):
    """Effects that are shown under each other on one measure."""

    key: str
    label: Label
    measure: Literal["d", "risk_ratio", "odds_ratio"]
    favours: Literal["negative", "positive"]
    pool: bool = False
    why_not: Label | None = None
    effects: tuple[Effect, ...]


def read_panels(path: str | Path, figures: Figures | None = None) -> list[Panel]:
    """Read ``synthesis.yaml``.

    Raises
    ------
    SynthesisError
        Where a panel is not as it should be, or names a figure that is not there.
    """
    path = Path(path)
    try:
        content = read(path) or {}
    except yaml.YAMLError as error:
        raise SynthesisError(f"{path.name}: not readable as YAML: {unreadable(error)}") from None
    try:
        panels = [Panel.model_validate(entry) for entry in content.get("panels", [])]
    except ValidationError as error:
        raise SynthesisError(f"{path.name}: {error}") from None
    if figures is not None:
        missing = [x for p in panels for e in p.effects for x in e.figure_ids if x not in figures.by_id]
        if missing:
            raise SynthesisError(f"{path.name}: no figures {', '.join(missing)}")
    return panels


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
        "conversion_nl": c.how.nl,
        "conversion_en": c.how.en,
        "assumption_nl": say(c.assumed or e.assume, "nl"),
        "assumption_en": say(c.assumed or e.assume, "en"),
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
        "label_nl": "Gebundeld",
        "label_en": "Pooled",
    }
    if not panel.pool and panel.why_not is not None:
        return row | {
            "remark_nl": f"Niet gebundeld: {panel.why_not.nl}.",
            "remark_en": f"Not pooled: {panel.why_not.en}.",
        }
    if len(usable) < MINIMUM_TO_POOL:
        return row | {
            "remark_nl": f"Niet gebundeld: {len(usable)} van de {MINIMUM_TO_POOL} benodigde vergelijkbare "
            "effecten met een "
            "standaardfout.",
            "remark_en": f"Not pooled: {len(usable)} of the {MINIMUM_TO_POOL} comparable effects with a "
            "standard error that "
            "this takes.",
        }
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
        "conversion_nl": "REML met Hartung-Knapp",
        "conversion_en": "REML with Hartung-Knapp",
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
