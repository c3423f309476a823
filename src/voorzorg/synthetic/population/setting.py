"""One scenario of a population: what is varied between the scenarios of a study, and what effect there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from pydantic import Field, model_validator

from voorzorg.statistics.planning.stepped_wedge import schedule
from voorzorg.validation import Strict, fault

Design = Literal[
    "two_arm", "several_arms", "cluster", "partially_nested", "stepped_wedge", "one_arm", "single_case"
]
Mechanism = Literal["specified", "mcar", "mar", "mnar"]


class Effect(Strict):
    """What the treated arm has instead of the reference arm's level, on exactly one scale; at ``waves``, or
    at all of them after allocation.
    """

    odds_ratio: float | None = Field(None, gt=0)
    risk_ratio: float | None = Field(None, gt=0)
    risk_difference: float | None = Field(None, gt=-1, lt=1)
    standardised_difference: float | None = None
    rate_ratio: float | None = Field(None, gt=0, description="Of amounts of those who do it at all.")
    hazard_ratio: float | None = Field(None, gt=0, description="Of a time, at all times.")
    waves: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_scale(self) -> Effect:
        if len(self.scales) != 1:
            known = [name for name in type(self).model_fields if name != "waves"]
            raise fault("fault-effect-one-scale", known=known)
        return self

    @property
    def scales(self) -> list[str]:
        return [name for name, value in self if name != "waves" and value is not None]

    def treated(self, reference: float) -> float:
        """The treated arm's risk beside a reference risk; it may be impossible (not between 0 and 1)."""
        if self.odds_ratio is not None:
            odds = self.odds_ratio * reference / (1 - reference)
            return odds / (1 + odds)
        if self.risk_ratio is not None:
            return self.risk_ratio * reference
        if self.hazard_ratio is not None:
            return 1 - (1 - reference) ** self.hazard_ratio
        return reference + (self.risk_difference or 0.0)


class Stopping(Strict):
    """An intercurrent event: women of the treated arm who stop, and what of the effect they keep.

    ``risk`` is how strongly stopping goes with risk factors (a correlation).
    """

    share: float = Field(gt=0, lt=1)
    effect_left: float = Field(0.0, ge=0, le=1)
    risk: float = Field(0.0, gt=-1, lt=1)


class Setting(Strict):
    """A scenario; what is left out is as in the specification of the synthetic trial."""

    families: int = Field(460, ge=2, le=1_000_000, description="Randomised (or followed), all arms together.")
    visited: int | None = Field(
        None, ge=1, le=1_000_000, description="In place of 'families': those that nurses visit."
    )
    design: Design = "two_arm"
    sites: int = Field(20, ge=1, le=10_000)
    families_per_nurse: float = Field(6, gt=0, description="Families that one nurse visits.")
    arms: int = Field(2, ge=2, le=8, description="Of several_arms: the reference arm and the treated ones.")
    steps: int = Field(4, ge=1, description="Of a stepped wedge: groups of sites that cross over one by one.")
    icc: float | None = Field(
        None, ge=0, lt=1, description="Intracluster correlation of the outcome itself: sites."
    )
    nurse_icc: float | None = Field(None, ge=0, lt=1, description="The same, of the families of a nurse.")
    reference_risk: float | None = Field(
        None, gt=0, lt=1, description="Risk without the programme; left out: as published, by wave."
    )
    benchmark: float | None = Field(None, gt=0, lt=1, description="Of one arm: the risk it is held against.")
    effect: Effect | Literal["published", "none"] = "published"
    dropout: float | Literal["published", "none"] = Field(
        "published", description="Share not seen in the last wave; earlier waves lose in proportion."
    )
    missing: Mechanism = "specified"
    stopping: Stopping | None = None

    @model_validator(mode="before")
    @classmethod
    def _as_many_visits(cls, content: Any) -> Any:
        """Families that follow from the visited ones, so that designs have equal nurse hours."""
        if not isinstance(content, Mapping) or content.get("visited") is None:
            return content
        if "families" in content:
            raise fault("fault-families-or-visited", "visited")
        visited = content["visited"]
        if not isinstance(visited, int) or isinstance(visited, bool):
            return content
        return {**content, "families": max(2, _families(visited, content))}

    @model_validator(mode="after")
    def _possible(self) -> Setting:
        if isinstance(self.dropout, float) and not 0 <= self.dropout < 1:
            raise fault("fault-dropout", "dropout")
        if self.design == "one_arm" and self.benchmark is None:
            raise fault("fault-needs-benchmark", "benchmark")
        if self.design == "cluster" and self.sites < 4:
            raise fault("fault-few-sites", "sites")
        if self.design in ("cluster", "stepped_wedge") and self.families < self.sites:
            raise fault("fault-few-families", "families", design=self.design, sites=str(self.sites))
        if self.design == "stepped_wedge" and self.steps > self.sites:
            raise fault("fault-many-steps", "steps", sites=str(self.sites))
        if (self.icc or 0) + (self.nurse_icc or 0) >= 1:
            raise fault("fault-icc-sum", "icc")
        return self


def _families(visited: int, content: Mapping[str, Any]) -> int:
    """How many families a design of these keys follows while nurses visit so many; twice where keys are
    wrong.
    """
    design = content.get("design")
    try:
        if design in ("one_arm", "single_case"):
            return visited
        if design == "several_arms":
            arms = int(content.get("arms", 2))
            return round(visited * arms / (arms - 1))
        if design == "stepped_wedge":
            sites = int(content.get("sites", 20))
            plan = schedule(sites, int(content.get("steps", 4)))
            # Families come site by site and period by period; their share that is visited differs by period.
            rounds = visited // max(int(plan.sum()), 1) + 1
            treated = np.cumsum(np.tile(np.repeat(plan.mean(axis=0), sites), rounds))
            return int(np.searchsorted(treated, visited - 1e-9)) + 1
    except (TypeError, ValueError, ZeroDivisionError):
        pass
    return 2 * visited
