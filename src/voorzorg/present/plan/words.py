"""How a plan says its parts: estimands, outcomes, measures and settings in the reader's language."""

from __future__ import annotations

from typing import Any, Literal

from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.cohorts.manifest.plan import Intercurrent
from voorzorg.messages import message, render
from voorzorg.present.context import Context
from voorzorg.present.tables.model import Column, Table

Summary = Literal["risk_difference", "mean_difference", "rate_ratio", "rmst_difference"]
_SUMMARIES: dict[str, Summary] = {
    "binary": "risk_difference",
    "continuous": "mean_difference",
    "count": "rate_ratio",
    "time": "rmst_difference",
}
_STRATEGIES = {
    "treatment_policy": message("plan-treatment-policy"),
    "composite": message("plan-composite"),
    "hypothetical": message("plan-hypothetical"),
    "while_on_treatment": message("plan-while-on-treatment"),
    "principal_stratum": message("plan-principal-stratum"),
}


class Words:
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

    def measure(self, summary: str, outcome: Outcome | None) -> str:
        """A summary measure, of times with the time up to which."""
        name = self.context.word("estimand", summary)
        if outcome is None or outcome.type != "time":
            return name
        if outcome.horizon_weeks is None:
            return self.say("plan-up-to-the-end", measure=name)
        return self.say("plan-up-to", measure=name, weeks=f"{outcome.horizon_weeks:g}")

    def tested(self, key: str, outcome: Outcome) -> str:
        """The measure that stands for an outcome and is tested (see ``analyses.multiplicity``)."""
        manifest = self.context.manifest
        analyses = manifest.analyses_of(key, outcome)
        if not manifest.arms:
            return self.context.word("estimand", "change") if "change" in analyses else "-"
        return self.measure(summary_of(outcome, analyses), outcome)

    def setting(self, name: str) -> str:
        """A setting's place in manifest or configuration, with the label of the outcome that it is of."""
        parts = name.split(".")
        if parts[0] == "outcomes" and len(parts) > 1 and parts[1] in self.context.outcomes:
            return f"{self.context.outcome(parts[1])} ({name})"
        return name


def summary_of(outcome: Outcome, analyses: tuple[str, ...] | None = None) -> Summary:
    """The measure of the main contrast of an outcome with these analyses."""
    chosen = outcome.chosen_analyses if analyses is None else analyses
    if outcome.competing:
        return "risk_difference"
    if outcome.type == "count" and "negative_binomial" not in chosen:
        return "mean_difference"
    return _SUMMARIES[outcome.type]


def plan_table(context: Context, key: str, title: str, *columns: str) -> Table:
    words = Words(context)
    headings = [Column(words.say(name), "left") for name in columns]
    return Table(key, words.say(title), headings, section="plan", language=context.language)
