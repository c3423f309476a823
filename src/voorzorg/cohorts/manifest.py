"""The cohort manifest: the one contract between a user's data and the pipeline.

``data/cohorts/<name>/cohort.yaml`` says how a study was designed and where each value stands. Adding
a cohort is this file and its data files; no Python and no rule is touched.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from voorzorg.cohorts.outcomes import Outcome
from voorzorg.cohorts.unique_keys import load
from voorzorg.errors import UserError
from voorzorg.text import Label, Text
from voorzorg.validation import problems, unreadable

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
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


#: The identifier of a file without one: its rows are the participants, known by their row number.
ROW = "(row)"
BINARY_TARGETS = frozenset({"0", "1", "ja", "nee"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Arm(_Strict):
    """One arm and how the files code it."""

    label: Label
    codes: tuple[Code, ...] = Field(description="Values of the arm variable that mean this arm.")


class Arms(_Strict):
    """Allocation: the variable that holds it, the reference arm, and every arm by key."""

    variable: str = "arm"
    reference: Key
    levels: dict[Key, Arm]

    @model_validator(mode="after")
    def _consistent(self) -> Arms:
        if self.reference not in self.levels:
            raise ValueError(f"reference arm '{self.reference}' is not one of the levels {list(self.levels)}")
        seen: dict[str, str] = {}
        for key, arm in self.levels.items():
            for code in arm.codes:
                if code in seen:
                    raise ValueError(f"code '{code}' stands for both '{seen[code]}' and '{key}'")
                seen[code] = key
        return self

    @property
    def treated(self) -> tuple[str, ...]:
        return tuple(key for key in self.levels if key != self.reference)


class Wave(_Strict):
    """One measurement wave; ``weeks`` is relative to birth, negative in pregnancy."""

    key: Key
    label: Label
    weeks: float | None = None
    codes: tuple[Code, ...] = Field((), description="Values of a wave column that mean this wave.")
    baseline: bool = Field(
        False, description="Measured before allocation: a covariate of later waves, never an outcome."
    )


class Variable(_Strict):
    """A project variable: its meaning, type, codes and plausible values."""

    label: Label
    type: Literal["binary", "integer", "number", "category", "date", "text"] = "number"
    values: dict[Code, Code] | None = Field(
        None,
        description="Decoding, applied to the text or value label a file holds: {ja: 1, nee: 0}; a category "
        "variable may decode to keys. Matching ignores case and surrounding spaces.",
    )
    labels: dict[str, Label] | None = Field(None, description="Labels of a category variable's keys.")
    missing: tuple[Code, ...] = Field((), description="Codes that mean missing, for this variable.")
    range: tuple[float, float] | None = Field(None, description="Impossible outside: an error.")
    plausible: tuple[float, float] | None = Field(None, description="Improbable outside: a warning.")
    cut: Annotated[str, Field(pattern=r"^(<|<=|>|>=|==)\s*-?\d+(\.\d+)?$")] | None = Field(
        None, description="Binary from a number: '>= 1' gives 1 where the number is at least 1, else 0."
    )
    unit: Label | None = None
    role: Literal["baseline", "outcome", "design", "anchor", "other"] = Field(
        "other",
        description="baseline: shown in the baseline table. anchor: a date that others are counted from "
        "(a birth), used at ingest and never stored.",
    )


class File(_Strict):
    """One file, or one sheet, or one wave's columns of a wide file."""

    path: str = Field(description="Relative to the cohort's data folder; * where several files match.")
    holds: Literal["participants", "wave", "events", "visits"]
    wave: Key | None = Field(None, description="The wave, for a file that holds one.")
    wave_column: str | None = Field(None, description="The column that names the wave, for a long file.")
    informant: Key = "mother"
    informant_column: str | None = None
    informant_codes: dict[Code, Key] = Field(default_factory=dict)
    event: Key | None = Field(None, description="For events: what each row is, such as cps_report.")
    child_column: str | None = Field(None, description="Column that numbers children; twins have two rows.")
    id: str = Field(
        description="The column that identifies the participant; '(row)' where there is none and every row "
        "is another participant."
    )
    id_within: str | None = Field(
        None,
        description="The column within which identifiers are unique, where they start again in every centre.",
    )
    format: Literal["sav", "dta", "sas7bdat", "xlsx", "csv", "parquet"] | None = None
    sheet: str | int | None = Field(
        None, description="Name, or number counted from 1; the first when left out."
    )
    header_row: int = Field(1, ge=1, description="Row that holds the column names; 1 is the first.")
    skip_rows: int = Field(
        0, ge=0, description="Rows directly under the header that are not data (Qualtrics exports: 2)."
    )
    optional: bool = Field(
        False, description="True for a file that may not be there yet, such as a later wave."
    )
    enrolment_column: str | None = Field(
        None,
        description="Date or number that orders enrolments of one participant: the first is kept, with a "
        "warning. Without it a second row of a participant is an error.",
    )
    number_column: str | None = Field(
        None,
        description="Numbers informants of one kind (a second partner): the first keeps the informant's key, "
        "later ones become partner_2, partner_3.",
    )
    delimiter: str | None = Field(None, description="CSV: detected and reported when left out.")
    decimal: Literal[",", "."] | None = None
    encoding: str | None = None
    missing: tuple[Code, ...] = Field((), description="Codes that mean missing in every column of this file.")
    where: dict[str, tuple[Code, ...]] = Field(
        default_factory=dict, description="Keep only rows whose column holds one of these codes."
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="project variable: column in the file. One * on both sides maps a series: cts2_*: CTS_*.",
    )
    date_column: str | None = Field(
        None, description="When: the date of an event or visit, or of the interview in a wave file."
    )
    weeks_column: str | None = Field(None, description="When, in weeks from birth, instead of a date.")

    @model_validator(mode="after")
    def _complete(self) -> File:
        if self.holds == "wave" and bool(self.wave) == bool(self.wave_column):
            raise ValueError(f"{self.path}: a wave file needs either 'wave' or 'wave_column'")
        if self.holds == "events" and not self.event:
            raise ValueError(f"{self.path}: an events file needs 'event': what its rows are")
        if self.holds in ("events", "visits") and not (self.date_column or self.weeks_column):
            raise ValueError(f"{self.path}: needs 'date_column' or 'weeks_column': when each row happened")
        return self


class Event(_Strict):
    """A kind of dated event; participants get <key>_event, <key>_weeks and <key>_count from it."""

    label: Label
    from_weeks: float | None = Field(None, description="Earlier rows do not count; none means all count.")
    until_weeks: float = Field(description="Follow-up ends here, in weeks from birth.")
    censor: str | None = Field(
        None, description="Participant variable: weeks until which the participant was followed."
    )


class Derived(_Strict):
    """A variable computed from others of the same table, such as ``birth_weight < 2500``.

    The expression may use variable names, numbers, comparisons, arithmetic, and/or/not, parentheses.
    A missing input gives a missing result.
    """

    label: Label
    expression: str
    type: Literal["binary", "number", "integer"] = "number"
    table: Literal["participants", "waves"] = "participants"
    unit: Label | None = None
    role: Literal["baseline", "outcome", "design", "other"] = "outcome"


class InstrumentUse(_Strict):
    """A scoring key from data/instruments applied to this cohort's item variables."""

    key: Key
    name: Key | None = Field(
        None, description="Stands for {name} in the names of the scores; the key itself when left out."
    )
    items: dict[str, str] = Field(
        default_factory=dict, description="The key's item name: project variable; empty where they agree."
    )
    prefix: str = Field("", description="Put before the key's item names: prefix + item is the variable.")
    table: Literal["participants", "waves"] = "waves"


class Rule(_Strict):
    """A condition that every row has to meet, such as ``gestational_age >= 16``; unknown counts as met."""

    label: Label
    expression: str
    severity: Literal["error", "warning"] = "error"
    table: Literal["participants", "waves"] = "participants"
    action: str = "correct the values at their source"


class Exclusion(_Strict):
    """Participants who do not belong in the study, such as ``age < 18``; unknown excludes nobody."""

    label: Label
    expression: str = Field(description="Over participant variables, in the language of 'derived'.")


class Clustering(_Strict):
    """Participant variables that group participants."""

    site: str | None = None
    nurse: str | None = None


class VisitPhase(_Strict):
    """A phase of the programme and the visits planned in it."""

    key: Key
    label: Label
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
            raise ValueError(f"phase '{self.key}' ends before it starts")
        return self


class VisitPlan(_Strict):
    """The programme's plan that the visit log is held against."""

    phases: tuple[VisitPhase, ...] = Field(min_length=1)
    variable: str | None = Field(
        None, description="Visit variable with the phases' keys; the weeks decide where left out."
    )

    @model_validator(mode="after")
    def _apart(self) -> VisitPlan:
        ordered = sorted(self.phases, key=lambda phase: phase.from_weeks)
        if len({phase.key for phase in self.phases}) < len(self.phases):
            raise ValueError("two phases have the same key")
        for one, next_one in pairwise(ordered):
            if next_one.from_weeks < one.until_weeks:
                raise ValueError(f"phases '{one.key}' and '{next_one.key}' overlap")
        return self


class PublishedLine(_Strict):
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
    wave: Key | None = None
    informant: str | None = Field(None, description="If left out, the outcome's own.")


class PublishedReference(_Strict):
    """Which published figures belong to this cohort."""

    study: str
    lines: tuple[PublishedLine, ...] = Field(
        (), description="Figures that the report sets beside our estimates, in reading order."
    )


class Beside(_Strict):
    """Another cohort of which one arm is shown beside this one; a name alone will do."""

    cohort: Key
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


class Manifest(_Strict):
    """The whole manifest; see docs/adding-a-cohort.md for a worked example."""

    name: Key
    title: Label
    description: Label | None = None
    design: Literal["two_arm", "multi_arm", "one_arm", "single_case"]
    cluster_randomised: str | None = Field(None, description="Participant variable that was randomised.")
    public: bool = Field(
        False,
        description="True for participant data that anybody may have already: no secret key for the "
        "pseudonyms and no disclosure control. Results are still called real.",
    )
    participant: Label = Text(nl="deelnemers", en="participants")
    arms: Arms | None = None
    waves: tuple[Wave, ...] = ()
    weeks_from: Label = Field(
        Text(nl="de geboorte", en="birth"),
        description="What all weeks are counted from; 'the start' where there is no birth.",
    )
    families: dict[Key, Label] = Field(
        default_factory=dict, description="What the report calls the families of outcomes."
    )
    files: tuple[File, ...] = Field(min_length=1)
    variables: dict[str, Variable]
    derived: dict[str, Derived] = Field(default_factory=dict)
    rules: dict[Key, Rule] = Field(default_factory=dict, description="Conditions checked after derivation.")
    exclude: dict[Key, Exclusion] = Field(
        default_factory=dict,
        description="Participants left out after derivation, with everything that is theirs; the checks tell "
        "how many.",
    )
    missing: tuple[Code, ...] = Field((), description="Codes that mean missing in every file.")
    entry: str | None = Field(
        None,
        description="Participant variable: weeks from birth at which the participant entered. Waves before "
        "it were not to be expected (late starters); participants get 'first_wave'.",
    )
    instruments: tuple[InstrumentUse, ...] = ()
    events: dict[Key, Event] = Field(default_factory=dict)
    clustering: Clustering = Clustering()
    visits: VisitPlan | None = Field(None, description="Planned visits per phase, for fidelity.")
    outcomes: dict[Key, Outcome] = Field(default_factory=dict)
    adjust: tuple[str, ...] | None = Field(None, description="Default covariates of this cohort.")
    synthetic: str | None = Field(None, description="Specification of the synthetic data, beside this file.")
    published: PublishedReference | None = None
    beside: Beside | None = Field(
        None,
        description="Cohort whose arm is shown beside this one; nothing is tested: nobody was randomised.",
    )
    allow_identifiers: tuple[str, ...] = Field(
        (), description="Columns that look like direct identifiers but were checked not to be."
    )

    @model_validator(mode="after")
    def _consistent(self) -> Manifest:
        if self.design in ("two_arm", "multi_arm") and self.arms is None:
            raise ValueError(f"design '{self.design}' needs 'arms'")
        if self.design == "two_arm" and self.arms is not None and len(self.arms.levels) != 2:
            raise ValueError("design 'two_arm' needs exactly two arms under 'arms: levels:'")
        if self.beside is not None and self.beside.cohort == self.name:
            raise ValueError("'beside' names this cohort itself")
        waves = {wave.key for wave in self.waves}
        if len(waves) != len(self.waves):
            raise ValueError("two waves have the same key")
        for file in self.files:
            if file.wave and file.wave not in waves:
                raise ValueError(f"{file.path}: wave '{file.wave}' is not one of {sorted(waves)}")
            if file.event and file.event not in self.events:
                raise ValueError(f"{file.path}: event '{file.event}' is not described under 'events:'")
        for key, outcome in self.outcomes.items():
            if unknown := set(outcome.waves) - waves:
                raise ValueError(f"outcome '{key}': unknown waves {sorted(unknown)}")
        for name, variable in self.variables.items():
            if variable.type == "binary" and (odd := set((variable.values or {}).values()) - BINARY_TARGETS):
                raise ValueError(f"variable '{name}' is binary but decodes to {sorted(odd)}: use 1 and 0")
        return self


class ManifestError(UserError):
    """The manifest is not as it should be; the message lists every problem in words."""


def read_manifest(path: str | Path) -> Manifest:
    """Read and validate ``cohort.yaml``; raise :class:`ManifestError` with every problem found."""
    path = Path(path)
    try:
        content = load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ManifestError(f"{path}: no such file; draft one with 'voorzorg init-cohort'") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path}: not readable as YAML: {unreadable(error)}") from None
    if not isinstance(content, dict):
        raise ManifestError(f"{path}: expected 'key: value' lines, found none")
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        lines = problems(error, Manifest, "manifest")
        raise ManifestError("\n  ".join([f"{path}: {len(lines)} problem(s)", *lines])) from None
