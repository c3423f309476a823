"""Outcomes of the trial as the inputs hold them: what is drawn, what other sources print, what else was
found."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from voorzorg.economics.inputs.number import Key, Number
from voorzorg.text import Label
from voorzorg.validation import Strict


class Arm(Strict):
    """Events of an arm; ``n`` must give the printed percentage."""

    events: int = Field(ge=0)
    n: int = Field(ge=1)
    source: str
    place: str
    percentage_figure: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> Arm:
        if self.events > self.n:
            raise ValueError(f"{self.events} events in {self.n}: more events than participants")
        return self


class InEstimates(Strict):
    """Where a cohort's own estimate of the outcome stands: outcome and wave of its estimates table."""

    outcome: str
    wave: str | None


class Outcome(Strict):
    """An effect of the trial and the distribution that its uncertainty is drawn from."""

    label: Label
    less: Label
    kind: Literal["beta", "odds_ratio"]
    control: Arm | None = None
    treated: Arm | None = None
    control_risk: Number | None = None
    odds_ratio: Number | None = None
    estimates: InEstimates | None = None
    assumed: Label | None = None

    @model_validator(mode="after")
    def _complete(self) -> Outcome:
        needed = ("control", "treated") if self.kind == "beta" else ("control_risk", "odds_ratio")
        for name in needed:
            if getattr(self, name) is None:
                raise ValueError(f"kind '{self.kind}' needs '{name}'")
        ratio = self.odds_ratio
        if ratio is not None and (
            ratio.low is None or ratio.high is None or min(ratio.low, ratio.value) <= 0
        ):
            raise ValueError("an odds ratio needs 'low' and 'high', its 95 % limits, and is more than 0")
        if self.control_risk is not None and not 0 < self.control_risk.value < 100:
            raise ValueError("the control arm's risk is a percentage between 0 and 100")
        return self


class OutcomeScenario(Strict):
    """The same outcome as another source prints it: by counts, by two percentages, or by a relative risk.

    Only counts give a distribution.
    """

    key: Key
    outcome: Key
    label: Label
    control: Arm | None = None
    treated: Arm | None = None
    control_percent: Number | None = None
    treated_percent: Number | None = None
    risk_ratio: Number | None = None

    @model_validator(mode="after")
    def _one_way(self) -> OutcomeScenario:
        counts = self.control is not None and self.treated is not None
        percent = self.control_percent is not None and (
            (self.treated_percent is None) != (self.risk_ratio is None)
        )
        if counts == percent:
            raise ValueError(
                "needs 'control' and 'treated', or 'control_percent' with 'treated_percent' or 'risk_ratio'"
            )
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

    key: Key
    label: Label
    control: Number | None = None
    treated: Number | None = None
    ratio: Number | None = None
    found: Label | None = None
    source: str | None = None
    place: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Consequence:
        if (self.control is None) != (self.treated is None):
            raise ValueError("needs both 'control' and 'treated', or neither")
        if self.control is None and self.ratio is None and (self.found is None or self.source is None):
            raise ValueError("needs numbers per arm, a ratio, or 'found' in words with its 'source'")
        return self
