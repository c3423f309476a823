"""Outcomes of the trial as the inputs hold them: what is drawn, what other sources print, what else was
found."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from voorzorg.economics.inputs.number import Key, Number
from voorzorg.text import Label
from voorzorg.validation import Strict, fault


class Arm(Strict):
    """Events of an arm; ``n`` must give the printed percentage."""

    events: int = Field(ge=0, description="Participants with the event.")
    n: int = Field(ge=1, description="Participants it is counted among.")
    source: str = Field(description="A key of data/published/sources.yaml, or words.")
    place: str = Field(description="Page, section or line.")
    percentage_figure: str | None = Field(
        None,
        description="The published percentage that events / n must give.",
    )

    @model_validator(mode="after")
    def _fits(self) -> Arm:
        if self.events > self.n:
            raise fault("fault-events-in", "events", events=str(self.events), n=str(self.n))
        return self


class InEstimates(Strict):
    """Where a cohort's own estimate of the outcome stands: outcome and wave of its estimates table."""

    outcome: str = Field(description="Key of the cohort's outcome.")
    wave: str | None = Field(description="Its wave; null for an outcome with one value per participant.")


class Outcome(Strict):
    """An effect of the trial and the distribution that its uncertainty is drawn from."""

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    less: Label = Field(description="What a prevented case is called.")
    kind: Literal["beta", "odds_ratio"] = Field(
        description="beta: from counts per arm; odds_ratio: from an odds ratio and a control risk.",
    )
    control: Arm | None = Field(None, description="Counts in the control arm, for beta.")
    treated: Arm | None = Field(None, description="Counts in the treated arm, for beta.")
    control_risk: Number | None = Field(None, description="In percent, for odds_ratio.")
    odds_ratio: Number | None = Field(None, description="With low and high, its 95 % limits.")
    estimates: InEstimates | None = Field(None, description="Where a cohort's own estimate stands.")
    assumed: Label | None = Field(None, description="What is assumed; left out where it is printed as such.")

    @model_validator(mode="after")
    def _complete(self) -> Outcome:
        needed = ("control", "treated") if self.kind == "beta" else ("control_risk", "odds_ratio")
        for name in needed:
            if getattr(self, name) is None:
                raise fault("fault-kind-needs", name, kind=self.kind, name=name)
        ratio = self.odds_ratio
        if ratio is not None and (
            ratio.low is None or ratio.high is None or min(ratio.low, ratio.value) <= 0
        ):
            raise fault("fault-odds-ratio-limits", "odds_ratio")
        if self.control_risk is not None and not 0 < self.control_risk.value < 100:
            raise fault("fault-risk-percentage", "control_risk")
        return self


class OutcomeScenario(Strict):
    """The same outcome as another source prints it: by counts, by two percentages, or by a relative risk.

    Only counts give a distribution.
    """

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    outcome: Key = Field(description="Outcome that it is another reading of.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    control: Arm | None = Field(None, description="Counts in the control arm.")
    treated: Arm | None = Field(None, description="Counts in the treated arm.")
    control_percent: Number | None = Field(None, description="Percentage in the control arm.")
    treated_percent: Number | None = Field(None, description="Percentage in the treated arm.")
    risk_ratio: Number | None = Field(
        None,
        description="Relative risk, instead of the treated arm's percentage.",
    )

    @model_validator(mode="after")
    def _one_way(self) -> OutcomeScenario:
        counts = self.control is not None and self.treated is not None
        percent = self.control_percent is not None and (
            (self.treated_percent is None) != (self.risk_ratio is None)
        )
        if counts == percent:
            raise fault("fault-scenario-one-way")
        return self

    @property
    def fewer(self) -> float:
        """Fewer women per woman."""
        if self.control is not None and self.treated is not None:
            return self.control.events / self.control.n - self.treated.events / self.treated.n
        assert self.control_percent is not None
        control = self.control_percent.value
        if self.treated_percent is not None:
            return (control - self.treated_percent.value) / 100
        assert self.risk_ratio is not None
        return control * (1 - self.risk_ratio.value) / 100

    @property
    def where(self) -> tuple[str, str]:
        """Source and place."""
        first = self.control or self.control_percent
        assert first is not None
        return first.source, first.place


class Consequence(Strict):
    """Another outcome of the trial, as it is printed: per arm, as a ratio, or in words."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    control: Number | None = Field(None, description="Figure of the control arm.")
    treated: Number | None = Field(None, description="Figure of the treated arm.")
    ratio: Number | None = Field(None, description="Printed ratio, instead of figures per arm.")
    found: Label | None = Field(None, description="What was found, in words.")
    source: str | None = Field(
        None,
        description="A key of data/published/sources.yaml, where it is in words.",
    )
    place: str | None = Field(None, description="Page, section or line.")

    @model_validator(mode="after")
    def _says_something(self) -> Consequence:
        if (self.control is None) != (self.treated is None):
            raise fault("fault-both-arms")
        if self.control is None and self.ratio is None and (self.found is None or self.source is None):
            raise fault("fault-says-nothing")
        return self
