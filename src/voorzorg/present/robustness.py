"""Does the conclusion of a primary outcome hold: its main estimate, and the same under other assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voorzorg.present.estimate_rows import Row, View, made_by, suppressed
from voorzorg.present.words.adjustment import adjusted, analysis_of
from voorzorg.present.words.method_notes import analysis_name

#: Analyses on the main estimate's own scale, in reading order.
_OTHERS = (
    "unadjusted",
    "marginal_adjusted",
    "marginal",
    "mixed_model",
    "imputed_survival",
    "free_baseline",
    "imputation",
    "reference_based",
    "reference_bootstrap",
    "weighted",
    "doubly_robust",
)
#: Of several strategies, which the row's category names.
_REFERENCE = ("reference_based", "reference_bootstrap")
#: Models whose own effect is an odds ratio, shown beside each other.
_MODELS = ("adjusted", "multilevel", "free_baseline", "three_level", "gee")
#: The same of times: hazard ratios.
_HAZARDS = ("survival", "adjusted", "imputed_survival", "imputed_adjusted")
#: What a primary hypothesis may be about.
_DIFFERENCES = ("risk_difference", "mean_difference", "rmst_difference")


@dataclass(frozen=True)
class Alternative:
    """One estimate: what it is called, the key of its assumption, and how it stands to the main one.

    ``high`` is the upper bound where ``row`` is the lower one. ``verdict`` is ``main``, ``holds``,
    ``weaker``, ``stronger``, ``other`` or empty where nothing can be said.
    """

    label: str
    assumption: str
    row: Row
    high: Row | None = None
    verdict: str = ""


def primary_rows(view: View) -> list[Row]:
    """Main rows of the primary hypotheses on a scale of differences, in the order of the plan."""
    plan = view.context.manifest.plan.primary
    order = [one.outcome for one in plan.hypotheses] if plan else []
    found = [row for row in view.rows if row.primary and row.estimand in _DIFFERENCES]
    return sorted(found, key=lambda row: order.index(row.outcome) if row.outcome in order else len(order))


def alternatives(view: View, main: Row) -> list[Alternative]:
    """The main estimate, then every other one of the same difference at the same wave."""
    name = analysis_name(view.context, analysis_of(main))
    assumes = main.analysis if adjusted(main) or main.analysis == "survival" else "unadjusted"
    return [Alternative(name, assumes, main, verdict="main"), *_others(view, main)]


def models(view: View, main: Row) -> list[tuple[str, Row]]:
    """Odds ratios of the models of the same outcome and wave; of a time hazard ratios."""
    at = {"wave": main.wave, "contrast": main.contrast}
    names, ratio = (_HAZARDS, "hazard_ratio") if main.analysis == "survival" else (_MODELS, "odds_ratio")
    found = [(name, view.first(main.outcome, ratio, analysis=name, **at)) for name in names]
    return [
        (analysis_name(view.context, analysis_of(row)), row)
        for name, row in found
        if row is not None and row.estimate is not None
    ]


def _others(view: View, main: Row) -> Iterator[Alternative]:
    at = {"wave": main.wave, "contrast": main.contrast}
    for analysis in _OTHERS:
        for row in view.find(main.outcome, main.estimand, analysis=analysis, **at):
            name = analysis_name(view.context, analysis_of(row))
            if row.category is not None and analysis not in _REFERENCE:
                continue
            if analysis in _REFERENCE:
                name = view.context.t(f"holds.{analysis}.{row.category}")
            yield _alternative(main, row, name, analysis)
    for row in view.find(main.outcome, main.estimand, analysis="extremes", **at):
        yield _alternative(main, row, view.context.t(f"extreme.{row.category}"), "extremes")
    yield from _compliers(view, main)
    yield from _among_those_with(view, main)


def _compliers(view: View, main: Row) -> Iterator[Alternative]:
    t, at = view.context.t, {"wave": main.wave, "contrast": main.contrast}
    rows = view.find(main.outcome, main.estimand, analysis="compliers", **at)
    for row in rows:
        visits, direct = row.category.visits, row.category.direct
        if direct:
            points = view.context.numbers.fixed(100 * direct, 0, sign=True)
            yield _alternative(main, row, t("holds.direct", visits=visits, points=points), "direct")
        else:
            yield _alternative(main, row, t("holds.compliers", visits=visits), "compliers")


def _among_those_with(view: View, main: Row) -> Iterator[Alternative]:
    """Of a composite: the same among those only who have the outcome, and bounds on those who would."""
    outcomes = view.context.outcomes
    own = outcomes.get(main.outcome)
    if own is None or own.where_not is None:
        return
    at = {"wave": main.wave, "contrast": main.contrast}
    only = view.context.variable(str(own.only_where))
    for key, other in outcomes.items():
        if (other.variable, other.selected_by) != (own.variable, own.only_where):
            continue
        row = view.first(key, main.estimand, analysis=main.analysis, **at)
        if row is not None:
            yield _alternative(main, row, view.context.t("holds.subgroup", only=only), "subgroup")
        bounds = view.find(key, main.estimand, analysis="bounds", **at)
        for low, high in zip(bounds[::2], bounds[1::2], strict=False):
            method = "lee" if made_by(low, "lee-bounds") else "zhang_rubin"
            label = view.context.t(f"holds.{method}")
            yield _alternative(main, low, label, method, high)


def _alternative(main: Row, row: Row, label: str, assumption: str, high: Row | None = None) -> Alternative:
    return Alternative(label, assumption, row, high, _verdict(main, row))


def _verdict(main: Row, row: Row) -> str:
    if suppressed(row) or None in (main.ci_low, main.ci_high, row.ci_low, row.ci_high):
        return ""
    sides = [(one.ci_low > 0) - (one.ci_high < 0) for one in (main, row)]
    if sides[0] == sides[1]:
        return "holds"
    if 0 in sides:
        if row.estimate is not None and sides[1] == 0 and row.estimate * main.estimate < 0:
            return "other"
        return "weaker" if sides[1] == 0 else "stronger"
    return "other"
