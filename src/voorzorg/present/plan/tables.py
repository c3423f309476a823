"""The plan as tables: estimands, hierarchy, outcomes with their analyses, and what a run did otherwise."""

from __future__ import annotations

from voorzorg.cohorts.manifest.analyses import BY_NAME
from voorzorg.cohorts.manifest.plan import Estimand
from voorzorg.estimates.contrast import Contrast
from voorzorg.messages import message, render
from voorzorg.present.context import Context
from voorzorg.present.plan.content import PlanRecord, fingerprint_of
from voorzorg.present.plan.rules import rules
from voorzorg.present.plan.words import Words, plan_table, summary_of
from voorzorg.present.tables.model import Table

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


def plan_tables(context: Context, record: PlanRecord) -> list[Table]:
    """The whole plan, in reading order; empty tables are left out."""
    made = [
        _design(context, record),
        _estimands(context),
        _hierarchy(context),
        _outcomes(context),
        _moderators(context),
        rules(context, record),
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


def _design(context: Context, record: PlanRecord) -> Table:
    words, manifest, language = Words(context), context.manifest, context.language
    table = plan_table(context, "plan_design", "plan-title-design", "plan-part", "plan-content")
    table.add(words.say("plan-study"), context.title)
    table.add(words.say("plan-design"), render(_DESIGNS[manifest.design], language))
    if manifest.arms:
        arms = ", ".join(arm.label[language] for arm in manifest.arms.levels.values())
        table.add(words.say("plan-arms"), arms)
        unit = manifest.cluster_randomised
        table.add(words.say("plan-unit"), context.variable(unit) if unit else words.say("plan-participant"))
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
    return tuple(
        Estimand(
            key=one.outcome,
            outcome=one.outcome,
            wave=one.wave,
            summary=summary_of(context.outcomes[one.outcome]),
        )
        for one in plan.primary.hypotheses
        if one.outcome in context.outcomes
    )


def _estimands(context: Context) -> Table:
    words, language = Words(context), context.language
    table = plan_table(
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
            words.measure(one.summary, known),
        )
    table.notes.append(words.say("plan-estimands-note"))
    return table


def _hierarchy(context: Context) -> Table:
    words, plan = Words(context), context.manifest.plan
    table = plan_table(
        context, "plan_hierarchy", "plan-title-hierarchy", "plan-order", "plan-variable", "plan-tested"
    )
    if plan.primary is None:
        return table
    for number, one in enumerate(plan.primary.hypotheses, 1):
        known = context.outcomes.get(one.outcome)
        tested = words.tested(one.outcome, known) if known else ""
        table.add(str(number), words.variable(one.outcome, one.wave), tested)
    table.notes.append(render(_PROCEDURES[plan.primary.procedure], context.language))
    if len(context.treated) > 1:
        table.notes.append(words.say("plan-every-contrast-note"))
    table.notes.append(words.say("plan-secondary-note"))
    return table


def _outcomes(context: Context) -> Table:
    words = Words(context)
    table = plan_table(
        context,
        "plan_outcomes",
        "plan-title-outcomes",
        "plan-outcome",
        "plan-waves",
        "plan-tested",
        "plan-analyses",
    )
    families = list(dict.fromkeys(outcome.family for outcome in context.outcomes.values()))
    heading = ""
    for key, outcome in sorted(context.outcomes.items(), key=lambda item: families.index(item[1].family)):
        if outcome.family != heading:
            heading = outcome.family
            table.heading(context.family(heading))
        names = [BY_NAME[name].row for name in context.manifest.analyses_of(key, outcome)]
        analyses = ", ".join(context.t(f"method.{row}.name") for row in dict.fromkeys(names))
        every = len(outcome.waves) == len(context.manifest.waves) > 1
        waves = ", ".join(context.wave(wave) for wave in outcome.waves)
        when = words.say("plan-every-wave") if every else waves or words.say("plan-once")
        table.add(context.outcome(key), when, words.tested(key, outcome), analyses, indent=1)
    if context.manifest.arms:
        table.notes.append(words.say("plan-tested-note"))
    return table


def _moderators(context: Context) -> Table:
    words, plan = Words(context), context.manifest.plan
    table = plan_table(
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


def _deviations(context: Context, record: PlanRecord) -> Table:
    words, language = Words(context), context.language
    table = plan_table(
        context, "deviations", "plan-title-deviations", "plan-setting", "plan-as-planned", "plan-as-run"
    )
    for name, before, now in record.changes:
        table.add(words.setting(name), before or "-", now or "-")
    for known in context.manifest.plan.deviations:
        table.add(known[language], "", "")
    if table.empty:
        table.notes.append(words.say("plan-no-deviation" if record.planned else "plan-not-registered"))
    now = fingerprint_of(record.current)
    before = fingerprint_of(record.planned) if record.planned else words.say("plan-none")
    table.notes.append(words.say("plan-fingerprints", planned=before, run=now))
    return table.without_empty_columns("-")
