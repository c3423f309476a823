"""The manifest on what is shown beside the cohort: published figures, and an arm of another study."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from voorzorg.cohorts.manifest.design import Key
from voorzorg.validation import Strict


class PublishedLine(Strict):
    """A published figure and which of our estimates it is about, where its name does not say so."""

    figure: str = Field(description="Outcome of the published figure, as in data/published.")
    at: str | None = Field(None, description="Wave of the published figure, where it has one.")
    outcome: str = Field(description="Our outcome; or 'flow', 'baseline:<variable>', 'attrition:<variable>'.")
    quantity: Literal["level", "without", "improved", "clinical_improved", "measured", "leavers"] = Field(
        "level",
        description="level: share or mean; without: share that does not have it; improved: share that "
        "improved since the first wave; clinical_improved: the same among those in the clinical range at "
        "first; measured: participants; leavers: share or mean of those who left.",
    )
    wave: Key | None = Field(
        None,
        description="Our wave; left out for an outcome with one value per participant.",
    )
    informant: str | None = Field(None, description="If left out, the outcome's own.")


class PublishedReference(Strict):
    """Which published figures belong to this cohort."""

    study: str = Field(description="Study of the published figures, as in data/published.")
    lines: tuple[PublishedLine, ...] = Field(
        (), description="Figures that the report sets beside our estimates, in reading order."
    )


class Beside(Strict):
    """Another cohort of which one arm is shown beside this one; a name alone will do."""

    cohort: Key = Field(description="Name of the other cohort, which has been run before.")
    arm: str | None = Field(
        None, description="Arm shown; if left out, the only one that is not the reference."
    )
    outcomes: dict[str, str] = Field(
        default_factory=dict, description="Own outcome: the other cohort's, where the keys differ."
    )
    waves: dict[str, str] = Field(
        default_factory=dict, description="Own wave: the other cohort's, where the keys differ."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_a_name(cls, value: Any) -> Any:
        return {"cohort": value} if isinstance(value, str) else value
