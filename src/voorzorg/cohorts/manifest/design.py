"""The manifest on the study: arms, waves, clusters, follow-up of events, and the plan of visits."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from voorzorg.text import Label
from voorzorg.validation import Strict, fault

#: Names that Windows keeps for devices; files are called after keys.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def _file_name(key: str) -> str:
    if key in DEVICES:
        raise fault("fault-device", name=key)
    return key


Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=64), AfterValidator(_file_name)]
Code = Annotated[
    str, BeforeValidator(lambda value: _code(value), json_schema_input_type=str | bool | int | float)
]


def _code(value: Any) -> Any:
    """YAML reads codes as numbers or booleans; they are compared as the text a file would hold."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int | float) else value


class Arm(Strict):
    """One arm and how the files code it."""

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    codes: tuple[Code, ...] = Field(description="Values of the arm variable that mean this arm.")


class Arms(Strict):
    """Allocation: the variable that holds it, the reference arm, and every arm by key."""

    variable: str = Field("arm", description="Project variable that holds the allocation.")
    reference: Key = Field(description="Key of the arm that others are compared with, such as usual care.")
    levels: dict[Key, Arm] = Field(description="Every arm by key.")

    @model_validator(mode="after")
    def _consistent(self) -> Arms:
        if self.reference not in self.levels:
            unknown = fault("fault-no-reference", "reference", name=self.reference, known=self.levels)
            raise unknown.near(self.reference, self.levels)
        seen: dict[str, str] = {}
        for key, arm in self.levels.items():
            for code in arm.codes:
                if code in seen:
                    raise fault(
                        "fault-code-of-two", "levels", key, "codes", code=code, one=seen[code], other=key
                    )
                seen[code] = key
        return self

    @property
    def treated(self) -> tuple[str, ...]:
        return tuple(key for key in self.levels if key != self.reference)


class Wave(Strict):
    """One measurement wave; ``weeks`` is relative to birth, negative in pregnancy."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    weeks: float | None = Field(
        None,
        description="When, in weeks from birth (or what 'weeks_from' says); negative before it. Needed for "
        "time axes.",
    )
    codes: tuple[Code, ...] = Field((), description="Values of a wave column that mean this wave.")
    baseline: bool = Field(
        False, description="Measured before allocation: a covariate of later waves, never an outcome."
    )


class Clustering(Strict):
    """Participant variables that group participants."""

    site: str | None = Field(
        None,
        description="Participant variable with the site (municipality, centre, school).",
    )
    nurse: str | None = Field(None, description="Participant variable with the nurse or other provider.")
    nurse_arms: tuple[Key, ...] = Field(
        (),
        description="Arms whose participants have a nurse, where others have none (partial nesting). "
        "Intervals and tests then allow for participants of one nurse resembling each other.",
    )

    @model_validator(mode="after")
    def _a_nurse_is_named(self) -> Clustering:
        if self.nurse_arms and self.nurse is None:
            raise fault("fault-nurse-not-named", "nurse_arms")
        return self


class Event(Strict):
    """A kind of dated event; participants get <key>_event, <key>_weeks and <key>_count from it."""

    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    from_weeks: float | None = Field(None, description="Earlier rows do not count; none means all count.")
    until_weeks: float = Field(description="Follow-up ends here, in weeks from birth.")
    censor: str | None = Field(
        None, description="Participant variable: weeks until which the participant was followed."
    )
    searched: str | None = Field(
        None,
        description="Participant variable, 1 where the register was searched; of the others it is not known "
        "whether there was an event.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> Event:
        if self.from_weeks is not None and self.until_weeks <= self.from_weeks:
            raise fault("fault-ends-before-start", "until_weeks", start=f"{self.from_weeks:g}")
        return self


class VisitPhase(Strict):
    """A phase of the programme and the visits planned in it."""

    key: Key = Field(description="Short name: small letters, digits and _; starts with a letter.")
    label: Label = Field(description="Shown in tables, figures and the report: one text, or {nl: …, en: …}.")
    from_weeks: float = Field(description="Start, in weeks from birth; negative in pregnancy.")
    until_weeks: float = Field(description="End; a visit in this very week belongs to the next phase.")
    planned: float = Field(gt=0, description="Visits planned per participant.")
    goal: float = Field(
        1.0,
        gt=0,
        le=1,
        description="Share of the plan from which the phase counts as carried out as intended.",
    )

    @model_validator(mode="after")
    def _in_order(self) -> VisitPhase:
        if self.until_weeks <= self.from_weeks:
            raise fault("fault-ends-before-start", "until_weeks", start=f"{self.from_weeks:g}")
        return self


class VisitPlan(Strict):
    """The programme's plan that the visit log is held against."""

    phases: tuple[VisitPhase, ...] = Field(
        min_length=1,
        description="Phases of the programme; they may not overlap.",
    )
    variable: str | None = Field(
        None, description="Visit variable with the phases' keys; the weeks decide where left out."
    )

    @model_validator(mode="after")
    def _apart(self) -> VisitPlan:
        ordered = sorted(self.phases, key=lambda phase: phase.from_weeks)
        if len({phase.key for phase in self.phases}) < len(self.phases):
            raise fault("fault-phases-same-key", "phases")
        for one, next_one in pairwise(ordered):
            if next_one.from_weeks < one.until_weeks:
                raise fault("fault-phases-overlap", "phases", one=one.key, other=next_one.key)
        return self
