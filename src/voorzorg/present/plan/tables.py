"""The plan as tables: estimands, hierarchy, outcomes with their analyses, and what a run did otherwise."""

from __future__ import annotations

from typing import Any

from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.plan import Estimand, Intercurrent
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import message, render
from voorzorg.present.context import Context
from voorzorg.present.plan.content import PlanRecord, fingerprint_of
from voorzorg.present.tables.model import Column, Table

_STRATEGIES = {
    "treatment_policy": message("plan-treatment-policy"),
    "composite": message("plan-composite"),
    "hypothetical": message("plan-hypothetical"),
    "while_on_treatment": message("plan-while-on-treatment"),
    "principal_stratum": message("plan-principal-stratum"),
}
_PROCEDURES = {
    "fixed_sequence": message("plan-fixed-sequence"),
    "holm": message("plan-holm"),
    "hochberg": message("plan-hochberg"),
    "graph": message("plan-graph"),
}
_DESIGNS = {
    "two_arm": message("plan-two-arm"),
    "multi_arm": message("plan-multi-arm"),
    "one_arm": message("plan-one-arm"),
    "single_case": message("plan-single-case"),
}


class _Words:
    """Messages and labels in the reader's language."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def say(self, key: str, **arguments: Any) -> str:
        return render(message(key, **arguments), self.context.language)

    def strategy(self, one: Intercurrent) -> str:
        text = (
            f"{one.event[self.context.language]}: {render(_STRATEGIES[one.strategy], self.context.language)}"
        )
        return text + (f" ({one.reason[self.context.language]})" if one.reason else "")

    def variable(self, outcome: str, wave: str | None) -> str:
        label = self.context.outcome(outcome)
        return f"{label}, {self.context.wave(wave)}" if wave else label


def plan_tables(context: Context, record: PlanRecord) -> list[Table]:
    """The whole plan, in reading order; empty tables are left out."""
    made = [
        _design(context, record),
        _estimands(context),
        _hierarchy(context),
        _outcomes(context),
        _moderators(context),
        _rules(context, record),
    ]
    for table in made:
        table.language = context.language
    return [table for table in made if not table.empty]


def report_tables(context: Context, record: PlanRecord) -> list[Table]:
    """What the report shows of it: estimands, and fingerprint with deviations."""
    deviations = _deviations(context, record)
    estimands = _estimands(context)
    if deviations.empty:  # one sentence is no table
        estimands.notes += deviations.notes
    made = [estimands, deviations]
    return [table for table in made if not table.empty]


def _table(context: Context, key: str, title: str, *columns: str) -> Table:
    words = _Words(context)
    headings = [Column(words.say(name), "left") for name in columns]
    return Table(key, words.say(title), headings, section="plan", language=context.language)


def _design(context: Context, record: PlanRecord) -> Table:
    words, manifest, language = _Words(context), context.manifest, context.language
    table = _table(context, "plan_design", "plan-title-design", "plan-part", "plan-content")
    table.add(words.say("plan-study"), context.title)
    table.add(words.say("plan-design"), render(_DESIGNS[manifest.design], language))
    if manifest.arms:
        arms = ", ".join(arm.label[language] for arm in manifest.arms.levels.values())
        table.add(words.say("plan-arms"), arms)
    if manifest.cluster_randomised:
        table.add(words.say("plan-unit"), manifest.cluster_randomised)
    if manifest.stratified_by:
        table.add(words.say("plan-strata"), ", ".join(map(context.variable, manifest.stratified_by)))
    if manifest.waves:
        shown = [
            f"{wave.label[language]}" + (f" ({words.say('plan-before-allocation')})" if wave.baseline else "")
            for wave in manifest.waves
        ]
        table.add(words.say("plan-waves"), "; ".join(shown))
    if manifest.plan.sample_size:
        table.add(words.say("plan-sample-size"), manifest.plan.sample_size[language])
    table.add(words.say("plan-fingerprint"), fingerprint_of(record.current))
    table.notes.append(words.say("plan-fingerprint-note"))
    return table


def estimands_of(context: Context) -> tuple[Estimand, ...]:
    """The plan's estimands, or one for every primary hypothesis."""
    plan = context.manifest.plan
    if plan.estimands or plan.primary is None:
        return plan.estimands
    summaries: dict[str, Any] = {
        "binary": "risk_difference",
        "continuous": "mean_difference",
        "count": "rate_ratio",
        "time": "rmst_difference",
    }
    return tuple(
        Estimand(
            key=one.outcome,
            outcome=one.outcome,
            wave=one.wave,
            summary=summaries[context.outcomes[one.outcome].type],
        )
        for one in plan.primary.hypotheses
        if one.outcome in context.outcomes
    )


def _estimands(context: Context) -> Table:
    words, language = _Words(context), context.language
    table = _table(
        context,
        "estimands",
        "plan-title-estimands",
        "plan-estimand",
        "plan-population",
        "plan-treatments",
        "plan-variable",
        "plan-intercurrent",
        "plan-summary",
    )
    contrasts = "; ".join(context.contrast(Contrast(arm, str(context.reference))) for arm in context.treated)
    for number, one in enumerate(estimands_of(context), 1):
        known = context.outcomes.get(one.outcome)
        everyone = words.say("plan-everyone-randomised")
        if known is not None and known.selected_by and one.population is None:
            everyone = words.say("plan-everyone-with", variable=known.selected_by)
        events = "; ".join(words.strategy(event) for event in one.intercurrent)
        table.add(
            f"{number}. {one.label[language] if one.label else context.outcome(one.outcome)}",
            one.population[language] if one.population else everyone,
            contrasts,
            words.variable(one.outcome, one.wave),
            events or words.say("plan-no-intercurrent"),
            context.word("estimand", one.summary),
        )
    table.notes.append(words.say("plan-estimands-note"))
    return table


def _hierarchy(context: Context) -> Table:
    words, plan = _Words(context), context.manifest.plan
    table = _table(context, "plan_hierarchy", "plan-title-hierarchy", "plan-order", "plan-variable")
    if plan.primary is None:
        return table
    for number, one in enumerate(plan.primary.hypotheses, 1):
        table.add(str(number), words.variable(one.outcome, one.wave))
    table.notes.append(render(_PROCEDURES[plan.primary.procedure], context.language))
    table.notes.append(words.say("plan-secondary-note"))
    return table


def _outcomes(context: Context) -> Table:
    words = _Words(context)
    table = _table(
        context, "plan_outcomes", "plan-title-outcomes", "plan-outcome", "plan-waves", "plan-analyses"
    )
    families = list(dict.fromkeys(outcome.family for outcome in context.outcomes.values()))
    heading = ""
    for key, outcome in sorted(context.outcomes.items(), key=lambda item: families.index(item[1].family)):
        if outcome.family != heading:
            heading = outcome.family
            table.heading(context.family(heading))
        names = [BY_NAME[name].row for name in context.manifest.analyses_of(key, outcome)]
        analyses = ", ".join(context.t(f"method.{row}.name") for row in dict.fromkeys(names))
        waves = ", ".join(context.wave(wave) for wave in outcome.waves)
        table.add(context.outcome(key), waves or words.say("plan-once"), analyses, indent=1)
    return table


def _moderators(context: Context) -> Table:
    words, plan = _Words(context), context.manifest.plan
    table = _table(
        context, "plan_moderators", "plan-title-moderators", "plan-moderator", "plan-groups", "plan-outcomes"
    )
    primary = [one.outcome for one in plan.primary.hypotheses] if plan.primary else []
    for one in plan.moderators:
        known = context.manifest.variables.get(one.variable)
        own = [context.level(one.variable, key) for key in (known.labels or {} if known else {})]
        groups = "; ".join(map(str, one.groups)) or "; ".join(own) or words.say("plan-every-group")
        asked = "; ".join(map(context.outcome, one.outcomes or primary))
        table.add(context.variable(one.variable), groups, asked)
    table.notes.append(words.say("plan-moderators-note"))
    return table


def _rules(context: Context, record: PlanRecord) -> Table:
    words, current = _Words(context), record.current
    analysis = current["analysis"]
    table = _table(context, "plan_rules", "plan-title-rules", "plan-part", "plan-content")
    names = ", ".join(map(context.variable, [*current["stratified_by"], *current["adjust"]])) or words.say(
        "plan-nothing"
    )
    table.add(words.say("plan-covariates"), words.say("plan-covariates-rule", names=names))
    table.add(words.say("plan-tests"), words.say("plan-tests-rule"))
    if took_part := context.manifest.plan.compliance:
        others = ", ".join(f"{visits:g}" for visits in took_part.sensitivity) or words.say("plan-none")
        rule = words.say("plan-compliance-rule", visits=f"{took_part.visits:g}", others=others)
        table.add(words.say("plan-compliance"), rule)
    table.add(words.say("plan-clusters"), words.say("plan-clusters-rule"))
    table.add(words.say("plan-repeated"), words.say("plan-repeated-rule"))
    table.add(
        words.say("plan-missing"),
        words.say("plan-missing-rule", imputations=analysis["imputations"], seed=str(current["seed"])),
    )
    table.add(words.say("plan-intervals"), words.say("plan-intervals-rule", level=analysis["ci_level"]))
    return table


def _deviations(context: Context, record: PlanRecord) -> Table:
    words, language = _Words(context), context.language
    table = _table(
        context, "deviations", "plan-title-deviations", "plan-setting", "plan-as-planned", "plan-as-run"
    )
    for name, before, now in record.changes:
        table.add(name, before or "-", now or "-")
    for known in context.manifest.plan.deviations:
        table.add(known[language], "", "")
    if table.empty:
        table.notes.append(words.say("plan-no-deviation" if record.planned else "plan-not-registered"))
    now = fingerprint_of(record.current)
    before = fingerprint_of(record.planned) if record.planned else words.say("plan-none")
    table.notes.append(words.say("plan-fingerprints", planned=before, run=now))
    return table.without_empty_columns("-")
