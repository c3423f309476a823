"""What presentation knows beside the estimates: language, labels, arms and waves, provenance, quality."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from voorzorg.cohorts.manifest.declared import made_labels
from voorzorg.cohorts.manifest.model import Manifest
from voorzorg.cohorts.manifest.outcomes import Outcome
from voorzorg.config import Disclosure, parse_config
from voorzorg.estimates.contrast import Contrast
from voorzorg.instruments.store import load_keys
from voorzorg.messages import Message, Name, from_json, render
from voorzorg.messages import message as spoken
from voorzorg.present.plan.content import PlanRecord, read_record
from voorzorg.present.words.messages import has_message, message
from voorzorg.present.words.numbers import Numbers
from voorzorg.text import Language, Text

WEEKS_PER_MONTH = 52.18 / 12
ALL_ARMS = "all"  # the arm key of rows over everyone


@dataclass(frozen=True)
class Neighbour:
    """Another cohort, its arm that is shown, and levels of both (columns ``own_*`` and ``other_*``)."""

    manifest: Manifest
    arm: str
    lines: pd.DataFrame


@dataclass(frozen=True)
class Context:
    """Read-only company of an estimates table.

    ``families`` labels outcome families for every cohort; the manifest's own labels win. ``beside`` is
    another cohort of which an arm is shown next to this one.

    ``quality`` holds the findings of the checks (columns severity, file, row, column, check, expected,
    action, count), ``dictionary`` the data dictionary, ``provenance`` the run's record, ``comparison`` the
    cohort's estimates beside published ones; each may be empty. ``plan`` is this run's analysis plan and the
    one written before it. ``minimum_cell`` is the limit of output
    control, which holds for real data that are not public.
    """

    language: Language
    manifest: Manifest
    outcomes: Mapping[str, Outcome]
    data_kind: str
    provenance: Mapping[str, Any] = field(default_factory=dict)
    quality: pd.DataFrame = field(default_factory=pd.DataFrame)
    dictionary: pd.DataFrame = field(default_factory=pd.DataFrame)
    comparison: pd.DataFrame = field(default_factory=pd.DataFrame)
    families: Mapping[str, Text] = field(default_factory=dict)
    beside: Neighbour | None = None
    minimum_cell: int = 10
    disclosure: Disclosure = field(default_factory=Disclosure)
    plan: PlanRecord | None = None

    @property
    def controlled(self) -> bool:
        """Whether what leaves is under output control."""
        return self.data_kind == "real" and not self.manifest.public

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.language)

    def t(self, key: str, **values: Any) -> str:
        """A message of the catalogue in this language; without arms ``one_arm.<key>`` goes first."""
        special = f"one_arm.{key}"
        if not self.manifest.arms and has_message(self.language, special):
            key = special
        return message(self.language, key, **values)

    def word(self, group: str, key: str) -> str:
        """``group.key`` of the catalogue, or the key in readable form where the catalogue lacks it."""
        name = f"{group}.{key}"
        return self.t(name) if has_message(self.language, name) else readable(key)

    @property
    def synthetic(self) -> bool:
        return self.data_kind == "synthetic"

    @property
    def title(self) -> str:
        return self.manifest.title[self.language]

    @property
    def participants(self) -> str:
        return self.manifest.participant[self.language]

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """Arm keys, reference first; ``("all",)`` for a study without arms."""
        arms = self.manifest.arms
        return (arms.reference, *arms.treated) if arms else (ALL_ARMS,)

    @property
    def reference(self) -> str | None:
        return self.manifest.arms.reference if self.manifest.arms else None

    @property
    def treated(self) -> tuple[str, ...]:
        return self.manifest.arms.treated if self.manifest.arms else ()

    @cached_property
    def waves(self) -> tuple[str, ...]:
        return tuple(wave.key for wave in self.manifest.waves)

    @cached_property
    def wave_weeks(self) -> dict[str, float | None]:
        return {wave.key: wave.weeks for wave in self.manifest.waves}

    def arm(self, key: str) -> str:
        arms = self.manifest.arms
        if arms and key in arms.levels:
            return arms.levels[key].label[self.language]
        known = has_message(self.language, f"arm.{key}")
        return self.t(f"arm.{key}") if known else capital(self.word("informant", key))

    def arm_in_text(self, key: str) -> str:
        return in_text(self.arm(key))

    def contrast(self, of: Contrast) -> str:
        return f"{self.arm(of.treated)} {self.t('word.versus')} {self.arm_in_text(of.reference)}"

    def wave(self, key: Any) -> str:
        if key is None or key is pd.NA or key == "":
            return ""
        for wave in self.manifest.waves:
            if wave.key == key:
                return wave.label[self.language]
        return readable(str(key))

    def wave_or_all(self, key: Any) -> str:
        """A wave, or what a row without one is of: all of them, or the only measurement that there is."""
        return self.wave(key) or self.t("word.all_waves" if len(self.waves) > 1 else "word.one_wave")

    def outcome(self, key: str) -> str:
        if key in self.outcomes:
            return self.outcomes[key].label[self.language]
        if key.startswith("baseline:"):
            return self.variable(key.removeprefix("baseline:"))
        if key.startswith("attrition:"):
            name = key.removeprefix("attrition:")
            return self.outcome(name) if name in self.outcomes else self.variable(name)
        if key.startswith("fidelity:"):
            name = key.removeprefix("fidelity:")
            known = has_message(self.language, f"fidelity.{name}")
            return self.t(f"fidelity.{name}") if known else self.variable(name)
        return self.word("reserved", key)

    def variable(self, name: str) -> str:
        if name in self.manifest.variables:
            return self.manifest.variables[name].label[self.language]
        if name in self.manifest.derived:
            return self.manifest.derived[name].label[self.language]
        measured = next((o for o in self.outcomes.values() if name in (o.variable, o.event)), None)
        if measured:
            return measured.label[self.language]
        return self._made[name][self.language] if name in self._made else readable(name)

    @cached_property
    def _made(self) -> Mapping[str, Text]:
        """Labels of variables that are scored or made from events."""
        return made_labels(self.manifest, load_keys(use.key for use in self.manifest.instruments))

    def unit(self, name: str) -> str:
        """Unit of an outcome or a variable, or nothing."""
        for holder in (
            self.outcomes.get(name),
            self.manifest.variables.get(name),
            self.manifest.derived.get(name),
        ):
            if holder is not None and holder.unit is not None:
                return holder.unit[self.language]
        return ""

    def level(self, variable: str, key: str) -> str:
        """Label of a category variable's level."""
        known = self.manifest.variables.get(variable)
        if known and known.labels and key in known.labels:
            return known.labels[key][self.language]
        return self.word("level", key)

    def family(self, key: str) -> str:
        if key in self.manifest.families:
            return self.manifest.families[key][self.language]
        if key in self.families:
            return self.families[key][self.language]
        return self.word("family", key)

    def phase(self, key: str) -> str:
        """Label of a phase of the programme."""
        plan = self.manifest.visits
        label = next((phase.label for phase in plan.phases if phase.key == key), None) if plan else None
        return capital(label[self.language]) if label else self.word("phase", key)

    def informant(self, key: str | None) -> str:
        return self.word("informant", key) if key else ""

    @cached_property
    def before_allocation(self) -> tuple[str, ...]:
        """Waves measured before allocation."""
        return tuple(wave.key for wave in self.manifest.waves if wave.baseline)

    @property
    def origin(self) -> str:
        """What weeks are counted from, inside a sentence."""
        return self.manifest.weeks_from[self.language]

    @cached_property
    def wave_unit(self) -> str:
        """Unit that tells the waves apart on an axis: months, weeks, or nothing where they have no time."""
        weeks = [week for week in self.wave_weeks.values() if week is not None]
        months = [round(week / WEEKS_PER_MONTH) for week in weeks]
        if not weeks:
            return ""
        return "months" if len(set(months)) == len(months) else "weeks"

    def wave_short(self, key: str) -> str:
        """A wave's time in the axis' unit (negative: before), or its label where it has no time."""
        week = self.wave_weeks.get(key)
        if week is None:
            return self.wave(key)
        return self.numbers.fixed(week / WEEKS_PER_MONTH if self.wave_unit == "months" else week, 0)

    @property
    def wave_axis(self) -> str:
        """Title of an axis with waves, or nothing where it shows their labels."""
        unit = self.wave_unit
        return self.t(f"figure.axis.{unit}", origin=self.origin) if unit else ""

    def method(self, stored: str) -> str:
        """A method of the estimates table (``method_messages``) in the reader's language."""
        return "; ".join(map(self.say, from_json(stored)))

    def remarks(self, stored: str) -> list[str]:
        """The warnings of a row (``warnings_messages``) in the reader's language."""
        return list(map(self.say, from_json(stored)))

    @property
    def control_remarks(self) -> list[str]:
        """What a reader of real data must know of their output control, where it is less than usual."""
        if self.data_kind != "real":
            return []
        if self.manifest.public:
            return [self.say(spoken("control-none"))]
        if not self.disclosure.loosened:
            return []
        limits = {"minimum": self.disclosure.minimum_cell, "base": self.disclosure.round_to}
        said = [self.say(spoken("control-loosened", **limits))]
        return said + (
            [self.t("banner.reason", reason=self.disclosure.reason)] if self.disclosure.reason else []
        )

    @property
    def control_note(self) -> str:
        """That the data are real, and what output control leaves out; empty where that is not so."""
        if not self.controlled or self.disclosure.loosened:
            return ""
        count = self.numbers.count
        return self.t(
            "banner.controlled",
            minimum=count(self.disclosure.minimum_cell),
            base=count(self.disclosure.round_to),
            mark=self.t("word.suppressed"),
        )

    def say(self, one: Message) -> str:
        """A message in the reader's language, with the labels of this study."""
        if one not in self._said:
            self._said[one] = render(one, self.language, self._label)
        return self._said[one]

    @cached_property
    def _said(self) -> dict[Message, str]:
        """What was said before: most messages stand in many rows."""
        return {}

    def _label(self, name: Name) -> str | None:
        """The label of a key inside a sentence."""
        match name.kind:
            case "variable" | "cluster":
                return self._column(name.key)
            case "wave":
                return in_text(self.wave(name.key))
            case "arm":
                return self.arm_in_text(name.key)
            case "outcome":
                return in_text(self.outcome(name.key))
            case "informant":
                return in_text(self.informant(name.key))
        return None

    def _column(self, name: str) -> str | None:
        """Label of a design column inside a sentence: a variable, or ``variable=level``."""
        variable, _, level = name.partition("=")
        scored = {known for o in self.outcomes.values() for known in (o.variable, o.event)}
        known = {*self.manifest.variables, *self.manifest.derived, *scored}
        if variable not in known and variable not in self._made:
            return None
        label = in_text(self.variable(variable))
        return f"{label} ({in_text(self.level(variable, level))})" if level else label


def read_context(
    configuration: object,
    manifest: Manifest,
    data_kind: str,
    *,
    beside: tuple[Manifest, str, pd.DataFrame] | None = None,
    comparison: str | Path | None = None,
    quality: pd.DataFrame | None = None,
    dictionary: pd.DataFrame | None = None,
    provenance: str | Path | None = None,
    plan: str | Path | None = None,
) -> Context:
    """The context of a cohort's tables, figures or report: its configuration, and the files that are given.

    ``configuration`` is what ``config.yaml`` holds; ``beside`` the other cohort, its arm and levels of both.
    """
    config = parse_config(configuration)
    return Context(
        config.language,
        manifest,
        config.outcomes_of(manifest),
        data_kind,
        provenance=json.loads(Path(provenance).read_text(encoding="utf-8")) if provenance else {},
        quality=quality if quality is not None else pd.DataFrame(),
        dictionary=dictionary if dictionary is not None else pd.DataFrame(),
        comparison=pd.read_csv(comparison) if comparison else pd.DataFrame(),
        families=config.families,
        beside=Neighbour(*beside) if beside else None,
        minimum_cell=config.disclosure.minimum_cell,
        disclosure=config.disclosure,
        plan=read_record(manifest, config, plan) if plan else None,
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_text(label: str) -> str:
    """A label inside a sentence: ``usual care``; ``VoorZorg`` and ``TAU`` stay as they are."""
    first = label.split(" ")[0]
    return label[0].lower() + label[1:] if first[1:].islower() else label


def readable(key: str) -> str:
    """``partner_violence`` as ``Partner violence``, for keys without a label."""
    text = str(key).replace("_", " ").strip()
    return text[:1].upper() + text[1:]
