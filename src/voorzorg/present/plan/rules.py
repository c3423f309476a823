"""The rules of a plan: covariates, tests, clusters, missing data, and what other analyses assume."""

from __future__ import annotations

from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.messages import message, render
from voorzorg.present.context import Context
from voorzorg.present.plan.content import PlanRecord
from voorzorg.present.plan.words import Words, plan_table
from voorzorg.present.tables.model import Table

#: What analyses that are not the main one are for, and what they take for granted, where an outcome has them.
_FURTHER = {
    "bounds": (message("plan-bounds"), message("plan-bounds-rule")),
    "doubly_robust": (message("plan-doubly-robust"), message("plan-doubly-robust-rule")),
    "dose": (message("plan-dose"), message("plan-dose-rule")),
}


def rules(context: Context, record: PlanRecord) -> Table:
    """What holds for every outcome of the plan."""
    words, current, manifest = Words(context), record.current, context.manifest
    analysis, used = current["analysis"], _analyses(context)
    table = plan_table(context, "plan_rules", "plan-title-rules", "plan-part", "plan-content")

    def rule(key: str, **arguments: str) -> None:
        table.add(words.say(f"plan-{key}"), words.say(f"plan-{key}-rule", **arguments))

    level = float(analysis["ci_level"])
    levels = {name: _decimals(context, value) for name, value in (("level", level), ("alpha", 1 - level))}
    if not manifest.arms:  # nothing is compared, so that there is nothing to adjust or impute
        rule("change")
        rule("available")
        rule("intervals", **levels)
        return table
    names = ", ".join(map(context.variable, [*current["stratified_by"], *current["adjust"]]))
    if names:
        rule("covariates", names=names)
    else:
        table.add(words.say("plan-covariates"), words.say("plan-covariates-none-rule"))
    if manifest.pairs:
        table.add(
            words.say("plan-tests"),
            words.say("plan-tests-pairs-rule", pairs=context.variable(manifest.pairs)),
        )
    elif manifest.cluster_of(None):
        table.add(words.say("plan-tests"), words.say("plan-tests-clusters-rule"))
    else:
        rule("tests")
    if clusters := _clusters(words, manifest):
        rule("clusters", names=clusters)
    else:
        table.add(words.say("plan-clusters"), words.say("plan-clusters-none-rule"))
    if "kaplan_meier" in used:
        rule("times")
    rule("repeated")
    rule("missing", imputations=str(analysis["imputations"]), seed=str(current["seed"]))
    for name, (title, text) in _FURTHER.items():
        if name in used:
            table.add(render(title, context.language), render(text, context.language))
    if took_part := manifest.plan.compliance:
        others = ", ".join(f"{visits:g}" for visits in took_part.sensitivity) or words.say("plan-none")
        rule("compliance", visits=f"{took_part.visits:g}", others=others)
    margins = [
        f"{context.outcome(key)} {outcome.equivalence_margin:g}"
        for key, outcome in context.outcomes.items()
        if outcome.equivalence_margin is not None
    ]
    if margins:
        rule("equivalence", margins="; ".join(margins))
    rule("intervals", **levels)
    return table


def _analyses(context: Context) -> set[str]:
    manifest = context.manifest
    return {name for key, one in context.outcomes.items() for name in manifest.analyses_of(key, one)}


def _clusters(words: Words, manifest: Manifest) -> str:
    """Whose members count as related: the unit of randomisation, or the nurses of some arms, and sites."""
    named, clustering = words.context.variable, manifest.clustering
    if manifest.cluster_randomised:
        return named(manifest.cluster_randomised)
    found = [named(clustering.nurse)] if clustering.nurse and clustering.nurse_arms else []
    if found:
        arms = ", ".join(map(words.context.arm, clustering.nurse_arms))
        found = [words.say("plan-clusters-in", cluster=found[0], arms=arms)]
    if clustering.site:
        found.append(words.say("plan-clusters-level", cluster=named(clustering.site)))
    return "; ".join(found)


def _decimals(context: Context, value: float) -> str:
    """A level with as many decimals as it has, in the reader's way."""
    written = f"{value:.3g}"
    return context.numbers.fixed(value, len(written.partition(".")[2]))
