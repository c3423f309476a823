"""The manifest on the statistical analysis plan: what was decided before the data were seen."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from voorzorg.cohorts.manifest.design import Key
from voorzorg.text import Label
from voorzorg.validation import Strict, fault

Strategy = Literal["treatment_policy", "composite", "hypothetical", "while_on_treatment", "principal_stratum"]
Procedure = Literal["fixed_sequence", "holm", "hochberg", "graph"]


class Hypothesis(Strict):
    """One primary hypothesis: an outcome, at a wave where it has several."""

    outcome: str = Field(description="Key of the outcome.")
    wave: str | None = Field(None, description="Its wave, where it has several.")
    weight: float | None = Field(None, ge=0, le=1, description="Of a graph: its share of alpha at the start.")
    passes_to: dict[str, float] = Field(
        default_factory=dict,
        description="Of a graph: to which outcomes its share goes once it is rejected, and how much of it.",
    )


class Hierarchy(Strict):
    """The primary hypotheses and how their p-values are adjusted for one another.

    ``fixed_sequence`` tests them in this order, each only if the one before was rejected; ``graph`` is the
    procedure of Bretz and others (2009) with the weights and transitions that the hypotheses give.
    """

    procedure: Procedure = Field("fixed_sequence", description="How the hypotheses share alpha.")
    hypotheses: tuple[Hypothesis, ...] = Field(
        min_length=1,
        description="In the order in which they are tested.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> Hierarchy:
        outcomes = [one.outcome for one in self.hypotheses]
        if len(set(outcomes)) < len(outcomes):
            raise fault("fault-primary-twice", "hypotheses")
        graph = self.procedure == "graph"
        for n, one in enumerate(self.hypotheses):
            here = ("hypotheses", n)
            if not graph and (one.weight is not None or one.passes_to):
                raise fault("fault-of-a-graph", *here, outcome=one.outcome)
            if unknown := set(one.passes_to) - set(outcomes):
                raise fault(
                    "fault-passes-to-unknown", *here, "passes_to", names=sorted(unknown), known=outcomes
                )
            if one.outcome in one.passes_to or sum(one.passes_to.values()) > 1 + 1e-9:
                raise fault("fault-passes-too-much", *here, "passes_to", outcome=one.outcome)
            if min(one.passes_to.values(), default=0) < 0:
                raise fault("fault-passes-below-nought", *here, "passes_to", outcome=one.outcome)
        if graph and abs(sum(one.weight or 0 for one in self.hypotheses) - 1) > 1e-6:
            raise fault("fault-weights-of-graph", "hypotheses")
        return self

    @property
    def graph(self) -> tuple[list[float], list[list[float]]]:
        """Weights, and what each hypothesis passes to each other one."""
        n = len(self.hypotheses)
        if self.procedure == "graph":
            names = [one.outcome for one in self.hypotheses]
            weights = [one.weight or 0.0 for one in self.hypotheses]
            return weights, [[one.passes_to.get(name, 0.0) for name in names] for one in self.hypotheses]
        if self.procedure == "fixed_sequence":
            return [1.0] + [0.0] * (n - 1), [[float(k == j + 1) for k in range(n)] for j in range(n)]
        share = 1 / (n - 1) if n > 1 else 0.0
        return [1 / n] * n, [[share if k != j else 0.0 for k in range(n)] for j in range(n)]


class Intercurrent(Strict):
    """An event after randomisation that changes what an outcome means, and what is done about it (ICH
    E9(R1)).
    """

    event: Label = Field(description="What may happen, such as stopping the programme.")
    strategy: Strategy = Field(description="How ICH E9(R1) calls what is done about it.")
    reason: Label | None = Field(None, description="Why this strategy.")


class Estimand(Strict):
    """What is to be estimated, in the five attributes of ICH E9(R1); text left out is made from the
    manifest.
    """

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    outcome: str = Field(description="Key of the outcome.")
    wave: str | None = Field(None, description="Its wave, where it has several.")
    label: Label | None = Field(
        None,
        description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.",
    )
    population: Label | None = Field(None, description="Whom it is about; left out: everyone randomised.")
    intercurrent: tuple[Intercurrent, ...] = Field(
        (),
        description="Events after randomisation, each with its strategy.",
    )
    summary: Literal["risk_difference", "mean_difference", "rate_ratio", "rmst_difference"] = Field(
        "risk_difference",
        description="The measure that summarises the effect.",
    )


class Compliance(Strict):
    """Who counts as having taken part, for the effect in compliers."""

    visits: float = Field(gt=0, description="Visits from which a participant took part.")
    sensitivity: tuple[Annotated[float, Field(gt=0)], ...] = Field(
        (), description="Other numbers of visits, for a curve."
    )


def _listed(numbers: list[float]) -> str:
    return f"[{', '.join(f'{number:g}' for number in numbers)}]"


class Moderator(Strict):
    """A characteristic at the start by which effects may differ, named before the data were seen."""

    variable: str = Field(description="Participant variable measured before allocation.")
    outcomes: tuple[str, ...] = Field(
        (), description="Outcomes whose effect is asked about; left out: the primary hypotheses."
    )
    cuts: tuple[float, ...] = Field(
        (), description="Of a number: where its groups begin, ascending; [20, 23] makes three."
    )

    @model_validator(mode="after")
    def _ascending(self) -> Moderator:
        if list(self.cuts) != sorted(set(self.cuts)):
            raise fault("fault-cuts-go-up", "cuts", right=_listed(sorted(set(self.cuts))))
        return self

    @property
    def groups(self) -> tuple[str, ...]:
        """Keys of the groups that ``cuts`` make, in their order."""
        at = [f"{cut:g}" for cut in self.cuts]
        between = [f"{low} to {high}" for low, high in pairwise(at)]
        return (f"<{at[0]}", *between, f">={at[-1]}") if at else ()


class Plan(Strict):
    """Everything that the statistical analysis plan adds to outcomes and design."""

    primary: Hierarchy | None = Field(
        None,
        description="Primary hypotheses and their procedure; left out: none is primary.",
    )
    estimands: tuple[Estimand, ...] = Field(
        (), description="What is to be estimated (ICH E9(R1)); left out: made for every primary hypothesis."
    )
    compliance: Compliance | None = Field(None, description="Who took part, for the effect in those who do.")
    moderators: tuple[Moderator, ...] = Field(
        (), description="For whom: characteristics at the start by which effects may differ."
    )
    sample_size: Label | None = Field(None, description="How the number of participants was arrived at.")
    deviations: tuple[Label, ...] = Field(
        (), description="Departures from the plan that a person knows of, with their reason and date."
    )

    @model_validator(mode="after")
    def _keys_apart(self) -> Plan:
        keys = [estimand.key for estimand in self.estimands]
        if double := sorted(key for key in set(keys) if keys.count(key) > 1):
            raise fault("fault-estimands-same-key", "estimands", names=double)
        return self

    def moderators_of(self, outcome: str) -> tuple[Moderator, ...]:
        """The moderators that are asked about an outcome."""
        primary = [one.outcome for one in self.primary.hypotheses] if self.primary else []
        return tuple(one for one in self.moderators if outcome in (one.outcomes or primary))
