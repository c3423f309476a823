"""The cohort manifest: the one contract between a user's data and the pipeline.

``data/cohorts/<name>/cohort.yaml`` says how a study was designed and where each value stands. Adding
a cohort is this file and its data files; no Python and no rule is touched. Its parts are in the modules
``manifest_design`` (the study), ``manifest_data`` (files and variables) and ``manifest_links``.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from voorzorg.messages import message
from voorzorg.text import Label, Text
from voorzorg.validation import FaultError, Strict, fault, not_readable, refused, several
from voorzorg.yaml_file import load, read_text


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
            raise fault("fault-arms-needed", "arms", design=self.design)
        if self.design in ("one_arm", "single_case") and self.arms is not None:
            raise fault("fault-arms-too-many", "arms", design=self.design)
        if self.design == "two_arm" and self.arms is not None and len(self.arms.levels) != 2:
            raise fault("fault-arms-two", "arms", "levels", n=len(self.arms.levels))
        arms = tuple(self.arms.levels) if self.arms else ()
        if unknown := sorted(set(self.clustering.nurse_arms) - set(arms)):
            raise fault("fault-no-arm", "clustering", "nurse_arms", names=unknown).near(unknown[0], arms)
        if self.beside is not None and self.beside.cohort == self.name:
            raise fault("fault-beside-itself", "beside")
        if self.pairs is not None and (self.cluster_randomised is None or self.design != "two_arm"):
            raise fault("fault-pairs-of-clusters", "pairs")
        waves = {wave.key for wave in self.waves}
        keys = [wave.key for wave in self.waves]
        if double := sorted(key for key in waves if keys.count(key) > 1):
            raise fault("fault-waves-same-key", "waves", names=double)
        several(self._unknown(keys))
        return self

    def _unknown(self, waves: list[str]) -> Iterator[FaultError]:
        """Waves and events that are not described, and binary variables that decode to something else."""
        for n, file in enumerate(self.files):
            if file.wave and file.wave not in waves:
                yield fault("fault-no-wave", "files", n, "wave", name=file.wave, known=waves).near(
                    file.wave, waves
                )
            if file.event and file.event not in self.events:
                unknown = fault("fault-no-event", "files", n, "event", name=file.event)
                yield unknown.near(file.event, self.events)
        for key, outcome in self.outcomes.items():
            for wave in outcome.waves:
                if wave not in waves:
                    yield fault("fault-no-wave", "outcomes", key, "waves", name=wave, known=waves).near(
                        wave, waves
                    )
        for name, variable in self.variables.items():
            odd = sorted(set((variable.values or {}).values()) - BINARY_TARGETS)
            if variable.type == "binary" and odd:
                yield fault("fault-binary-values", "variables", name, "values", values=odd)

    @model_validator(mode="after")
    def _names_are_free(self) -> Manifest:
        allocation = self.arms.variable if self.arms else None
        mapped = {
            name: ("files", n, "columns", name)
            for n, file in reversed(list(enumerate(self.files)))
            for name in file.columns
        }
        named: dict[str, tuple[int | str, ...]] = {
            **mapped,
            **{name: ("derived", name) for name in self.derived},
        }
        several(
            fault(f"fault-taken-{name.replace('_', '-')}", *place, name=name)
            for name, place in named.items()
            if name in RESERVED and name != allocation
        )
        if allocation in RESERVED and allocation != "arm":
            raise fault(f"fault-taken-{allocation.replace('_', '-')}", "arms", "variable", name=allocation)
        for name in self.derived:
            if name in mapped or name == allocation:
                raise fault("fault-derived-is-mapped", "derived", name)
        return self

    @model_validator(mode="after")
    def _makes_sense(self) -> Manifest:
        several(nonsense(self))
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


#: Columns of the tidy tables that ingest makes itself; ``fault-taken-...`` says what to do instead.
RESERVED = ("participant_id", "wave", "informant", "weeks", "arm", "event")


class ManifestError(UserError):
    """The manifest is not as it should be; the message lists every problem in words."""


def read_manifest(path: str | Path) -> Manifest:
    """Read and validate ``cohort.yaml``; raise :class:`ManifestError` with every problem found."""
    path = Path(path)
    try:
        text = read_text(path)
        content = load(text)
    except FileNotFoundError:
        raise ManifestError(message("fault-no-manifest", file=str(path))) from None
    except yaml.YAMLError as error:
        raise ManifestError(not_readable(path, error)) from None
    if not isinstance(content, dict):
        raise ManifestError(message("fault-no-lines", file=str(path)))
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        raise ManifestError(*refused(path, error, Manifest, content, text)) from None
