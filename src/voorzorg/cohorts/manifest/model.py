"""The cohort manifest: the one contract between a user's data and the pipeline.

``data/cohorts/<name>/cohort.yaml`` says how a study was designed and where each value stands. Adding
a cohort is this file and its data files; no Python and no rule is touched. Its parts are in the modules
``manifest_design`` (the study), ``manifest_data`` (files and variables) and ``manifest_links``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from voorzorg.cohorts.manifest.data import (
    BINARY_TARGETS,
    Derived,
    Exclusion,
    File,
    InstrumentUse,
    Rule,
    Variable,
)
from voorzorg.cohorts.manifest.design import Arms, Clustering, Code, Event, Key, VisitPlan, Wave
from voorzorg.cohorts.manifest.links import Beside, PublishedReference
from voorzorg.cohorts.manifest.nonsense import nonsense
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.cohorts.manifest.plan import Plan
from voorzorg.errors import UserError
from voorzorg.text import Label, Text
from voorzorg.validation import Strict, counted, problems, unreadable
from voorzorg.yaml_file import read


class Manifest(Strict):
    """The whole manifest; see docs/adding-a-cohort.md for a worked example."""

    name: Key = Field(
        description="The cohort's short name, which is its folder's too: small letters, digits and _.",
    )
    title: Label = Field(description="What the report calls the study.")
    description: Label | None = Field(
        None,
        description="A sentence or two about the study, under the report's title.",
    )
    design: Literal["two_arm", "multi_arm", "one_arm", "single_case"] = Field(
        description="two_arm and multi_arm: participants were allocated; one_arm: followed without a "
        "comparison group; single_case: a few participants, each compared with themselves.",
    )
    cluster_randomised: str | None = Field(None, description="Participant variable that was randomised.")
    stratified_by: tuple[str, ...] = Field(
        (),
        description="Participant variables within whose groups allocation was balanced; they enter every "
        "adjusted model, before other covariates.",
    )
    pairs: str | None = Field(
        None,
        description="Participant variable that says which clusters were matched, one of each pair to either "
        "arm; the adjusted comparison is then made over pairs.",
    )
    public: bool = Field(
        False,
        description="True for participant data that anybody may have already: no secret key for the "
        "pseudonyms and no disclosure control. Results are still called real.",
    )
    participant: Label = Field(
        Text(nl="deelnemers", en="participants"),
        description="What participants are called, in the plural.",
    )
    arms: Arms | None = Field(None, description="The allocation; for two_arm and multi_arm only.")
    waves: tuple[Wave, ...] = Field((), description="Measurement waves in the order of time.")
    weeks_from: Label = Field(
        Text(nl="de geboorte", en="birth"),
        description="What all weeks are counted from; 'the start' where there is no birth.",
    )
    families: dict[Key, Label] = Field(
        default_factory=dict, description="What the report calls the families of outcomes."
    )
    files: tuple[File, ...] = Field(min_length=1, description="The data files, and what each holds.")
    variables: dict[str, Variable] = Field(
        description="Project variables by name: what the files' columns are mapped to.",
    )
    derived: dict[str, Derived] = Field(default_factory=dict, description="Variables computed from others.")
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
    instruments: tuple[InstrumentUse, ...] = Field(
        (),
        description="Scoring keys that make scale scores from items.",
    )
    events: dict[Key, Event] = Field(
        default_factory=dict,
        description="Kinds of dated events, such as child-protection reports.",
    )
    clustering: Clustering = Field(
        Clustering(),
        description="Sites and nurses, within which participants resemble each other.",
    )
    visits: VisitPlan | None = Field(None, description="Planned visits per phase, for fidelity.")
    outcomes: dict[Key, Outcome] = Field(default_factory=dict, description="The study's own outcomes by key.")
    catalogue: Literal["all"] | tuple[Key, ...] = Field(
        (),
        description="Outcomes of config.yaml that this cohort takes over, with the covariates and risk "
        "factors that stand there: 'all', or their keys. Without it a cohort gets what its manifest names.",
    )
    informant: Key = Field(
        "participant", description="Who answers, in files and outcomes that do not say who does."
    )
    adjust: tuple[str, ...] | None = Field(None, description="Default covariates of this cohort.")
    plan: Plan = Field(Plan(), description="The statistical analysis plan; 'voorzorg plan' writes it out.")
    synthetic: str | None = Field(None, description="Specification of the synthetic data, beside this file.")
    published: PublishedReference | None = Field(
        None,
        description="Published figures that belong to this cohort.",
    )
    beside: Beside | None = Field(
        None,
        description="Cohort whose arm is shown beside this one; nothing is tested: nobody was randomised.",
    )
    simulated: str | None = Field(
        None,
        description="Page on how often the plan's tests err, from simulation; linked from the report.",
    )
    allow_identifiers: tuple[str, ...] = Field(
        (), description="Columns that look like direct identifiers but were checked not to be."
    )

    @model_validator(mode="before")
    @classmethod
    def _informants(cls, content: Any) -> Any:
        """Files and outcomes that do not name an informant have the manifest's."""
        if not isinstance(content, dict):
            return content
        informant = content.get("informant", cls.model_fields["informant"].default)
        filled = dict(content)
        if isinstance(content.get("files"), list | tuple):
            filled["files"] = [_answered_by(informant, file) for file in content["files"]]
        if isinstance(content.get("outcomes"), dict):
            outcomes = content["outcomes"].items()
            filled["outcomes"] = {key: _answered_by(informant, outcome) for key, outcome in outcomes}
        return filled

    @model_validator(mode="after")
    def _consistent(self) -> Manifest:
        if self.design in ("two_arm", "multi_arm") and self.arms is None:
            raise ValueError(f"design '{self.design}' needs 'arms'")
        if self.design in ("one_arm", "single_case") and self.arms is not None:
            raise ValueError(f"design '{self.design}' has no 'arms': correct one of the two")
        if self.design == "two_arm" and self.arms is not None and len(self.arms.levels) != 2:
            raise ValueError("design 'two_arm' needs exactly two arms under 'arms: levels:'")
        if unknown := set(self.clustering.nurse_arms) - set(self.arms.levels if self.arms else ()):
            raise ValueError(f"clustering: nurse_arms: {', '.join(sorted(unknown))}: no arm of this study")
        if self.beside is not None and self.beside.cohort == self.name:
            raise ValueError("'beside' names this cohort itself")
        if self.pairs is not None and (self.cluster_randomised is None or self.design != "two_arm"):
            raise ValueError("'pairs' matches clusters of two arms: name them under 'cluster_randomised'")
        waves = {wave.key for wave in self.waves}
        keys = [wave.key for wave in self.waves]
        if double := sorted(key for key in waves if keys.count(key) > 1):
            raise ValueError(f"two waves have the same key: {', '.join(double)}; give each a key of its own")
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

    @model_validator(mode="after")
    def _names_are_free(self) -> Manifest:
        allocation = self.arms.variable if self.arms else None
        mapped = {
            name: f"files '{file.path}': columns" for file in reversed(self.files) for name in file.columns
        }
        named = mapped | dict.fromkeys(self.derived, "derived")
        for name, where in named.items():
            if name in RESERVED and name != allocation:
                raise ValueError(f"{where}: '{name}' is taken: {RESERVED[name]}")
        if allocation in RESERVED and allocation != "arm":
            raise ValueError(f"arms: variable: '{allocation}' is taken: {RESERVED[allocation]}")
        for name in self.derived:
            if name in mapped or name == allocation:
                raise ValueError(
                    f"derived '{name}' has the name of a variable that is mapped: give it another"
                )
        return self

    @model_validator(mode="after")
    def _makes_sense(self) -> Manifest:
        if found := list(nonsense(self)):
            raise ValueError("; ".join(found))
        return self

    def analyses_of(self, key: str, outcome: Outcome) -> tuple[str, ...]:
        """Analyses of an outcome: its own, and what the plan asks of it."""
        chosen = outcome.chosen_analyses
        asked = ("moderators",) if self.plan.moderators_of(key) and "moderators" not in chosen else ()
        return (*chosen, *asked)

    def cluster_of(self, outcome: Outcome | None) -> str | None:
        """Participant variable whose clusters standard errors must respect, or None.

        What the outcome names, the unit of randomisation if that was a cluster, or the nurses of some arms:
        what a nurse does well or badly she does for all her participants.
        """
        own = outcome.cluster if outcome else None
        nurses = self.clustering.nurse if self.clustering.nurse_arms else None
        return own or self.cluster_randomised or nurses


def _answered_by(informant: Any, entry: Any) -> Any:
    return {"informant": informant, **entry} if isinstance(entry, dict) else entry


#: Columns of the tidy tables that ingest makes itself, and what to do instead of mapping them.
RESERVED = {
    "participant_id": "it is made from 'id:' of the file; choose another name",
    "wave": "it is made from 'wave:' or 'wave_column:' of the file; choose another name",
    "informant": "it is made from 'informant:' or 'informant_column:' of the file; choose another name",
    "weeks": "name the column as 'weeks_column:' of the file, or choose another name",
    "arm": "it is the allocation; name its variable under 'arms: variable:', or choose another name",
    "event": "it is made from 'event:' of the file; choose another name",
}


class ManifestError(UserError):
    """The manifest is not as it should be; the message lists every problem in words."""


def read_manifest(path: str | Path) -> Manifest:
    """Read and validate ``cohort.yaml``; raise :class:`ManifestError` with every problem found."""
    path = Path(path)
    try:
        content = read(path)
    except FileNotFoundError:
        raise ManifestError(f"{path}: no such file; draft one with 'voorzorg init-cohort'") from None
    except yaml.YAMLError as error:
        raise ManifestError(f"{path}: not readable as YAML: {unreadable(error)}") from None
    if not isinstance(content, dict):
        raise ManifestError(f"{path}: expected 'key: value' lines, found none")
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        lines = problems(error, Manifest, "manifest", content)
        raise ManifestError("\n  ".join([f"{path}: {counted(lines)}", *lines])) from None
